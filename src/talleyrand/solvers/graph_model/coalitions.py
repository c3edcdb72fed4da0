"""Who can upset a state together: coalitional stability.

References
----------
Kilgour, Hipel, Fang & Peng (2001), Coalition analysis in group decision support, Group Decision and
Negotiation 10(2), 159-175.
Inohara & Hipel (2008), Coalition analysis in the graph model for conflict resolution, Systems
Engineering 11(4), 343-359.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from talleyrand.errors import SolverError, did_you_mean
from talleyrand.solvers.graph_model.edges import Edges, Moves, closure
from talleyrand.solvers.graph_model.game import Flags, Game, Ranks
from talleyrand.solvers.graph_model.relations import check_size, joint_reach, meets

COALITION_CONCEPTS = ("cr", "cgmr", "csmr", "cseq")
Coalition = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class CoalitionResult:
    """What ``solve_coalitions`` found.

    Parameters
    ----------
    game
        The game.
    coalitions
        The coalitions, each as ascending party numbers.
    stable
        For every concept (n_coalitions, n_states) bool: the state is stable for the coalition.
    """

    game: Game
    coalitions: tuple[Coalition, ...]
    stable: Mapping[str, Flags]

    @property
    def equilibria(self) -> Mapping[str, Flags]:
        """For every concept (n_states,) bool: no coalition considered upsets the state."""
        holds = {concept: np.logical_and.reduce(flags, axis=0) for concept, flags in self.stable.items()}
        return MappingProxyType(holds)

    def breakers(self, concept: str, state: int) -> tuple[Coalition, ...]:
        """Return the coalitions that upset a state, in the order of ``coalitions``."""
        flags = self.stable[concept][:, state]
        return tuple(coalition for coalition, holds in zip(self.coalitions, flags, strict=True) if not holds)

    def why(self, coalition: Sequence[int], state: int, concept: str, parties: Sequence[str] | None = None) -> str:
        """Return in a sentence why a coalition leaves a state or does not; parties by number where unnamed."""
        from talleyrand.solvers.graph_model.explain_coalition import explain_coalition
        from talleyrand.solvers.graph_model.sentences import in_words, numbered

        found = explain_coalition(self.game, coalition, state, concept)
        return in_words(self.game, found, parties or numbered(self.game))


def all_coalitions(n_parties: int) -> tuple[Coalition, ...]:
    """Return every non-empty coalition, the small ones first.

    Examples
    --------
    >>> all_coalitions(2)
    ((0,), (1,), (0, 1))
    """
    sizes = range(1, n_parties + 1)
    return tuple(coalition for size in sizes for coalition in itertools.combinations(range(n_parties), size))


def solve_coalitions(
    game: Game,
    coalitions: Iterable[Sequence[int]] | None = None,
    concepts: Sequence[str] = COALITION_CONCEPTS,
) -> CoalitionResult:
    """Return for every coalition, state and concept whether the coalition leaves the state alone.

    A coalition improvement of H at s is a state that H reaches together and that all of H like better.

    - ``cr``: H has none.
    - ``cgmr``: after each, those outside H reach some x that a member of H likes no better than s.
    - ``csmr``: and from x, H reaches nothing that all of H like better than s.
    - ``cseq``: as cgmr, x being reached by coalition improvements of coalitions outside H.

    Parameters
    ----------
    game
        The conflict, at most 8,192 states.
    coalitions
        The coalitions to consider; all 2**n_parties - 1 where None.
    concepts
        Some of ``cr cgmr csmr cseq``.

    Raises
    ------
    SolverError
        A concept or a party that does not exist.
    TooLargeError
        Too many states.

    Examples
    --------
    The two prisoners together upset mutual defection, which neither upsets alone:

    >>> game = Game(
    ...     options=("one cooperates", "two cooperates"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> solve_coalitions(game).breakers("cr", 0)
    ((0, 1),)
    """
    check_size(game.n_states, "coalition analysis")
    chosen = (
        all_coalitions(game.n_parties)
        if coalitions is None
        else tuple(checked_coalition(game, each) for each in coalitions)
    )
    for concept in concepts:
        if concept not in COALITION_CONCEPTS:
            remedy = did_you_mean(concept, COALITION_CONCEPTS) or "there are: " + ", ".join(COALITION_CONCEPTS)
            raise SolverError(f'no concept is called "{concept}"; {remedy}')
    search = _Search(game)
    stable = {concept: np.stack([search.stable(concept, each) for each in chosen]) for concept in concepts}
    for flags in stable.values():
        flags.flags.writeable = False
    return CoalitionResult(game, chosen, MappingProxyType(stable))


def coalition_reach(game: Game, state: int, coalitions: Sequence[Sequence[int]]) -> Flags:
    """Return (n_coalitions, n_states) bool: what each coalition reaches together from one state, but the state itself.

    Independent of preferences, and of any size; with ranks it tells who gains by leaving the state together.

    Examples
    --------
    >>> states = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool)
    >>> game = Game(("a", "b"), (0, 1), 2, ("on", "both"), states, np.zeros((2, 4), dtype=int))
    >>> coalition_reach(game, 1, all_coalitions(2)).astype(int).tolist()
    [[0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 1]]
    """
    moves = Edges(game).moves
    reached = np.zeros((len(coalitions), game.n_states), dtype=bool)
    for row, coalition in zip(reached, coalitions, strict=True):
        row[state] = True
        ring = np.array([state])
        while len(ring):
            onward = np.unique(np.concatenate([moves[party].leaving(ring)[1] for party in coalition]))
            ring = onward[~row[onward]]
            row[ring] = True
        row[state] = False
    return reached


class _Search:
    """One game, with what is needed for several coalitions kept."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.moves = Edges(game).moves
        self._reach: dict[Coalition, Flags] = {}
        self._improving: dict[Coalition, Flags] = {}

    def stable(self, concept: str, coalition: Coalition) -> Flags:
        """Return (n_states,) bool."""
        gains = self.improving(coalition)
        outside = tuple(party for party in range(self.game.n_parties) if party not in coalition)
        if concept == "cr":
            sanctioned = np.zeros_like(gains)
        elif concept == "csmr":
            sanctioned = meets(self._inescapable(coalition), self.reach(outside))
        else:
            sanctioned = self._pushed(coalition, outside, own_interest=concept == "cseq")
        stable: Flags = ~np.logical_or.reduce(gains & ~sanctioned, axis=1)
        return stable

    def reach(self, coalition: Coalition) -> Flags:
        """Return (n, n) bool: what the coalition reaches together from each state."""
        if coalition not in self._reach:
            self._reach[coalition] = joint_reach(self.moves, coalition, self.game.n_states)
        return self._reach[coalition]

    def improving(self, coalition: Coalition) -> Flags:
        """Return (n, n) bool: the coalition improvements from each state."""
        if coalition not in self._improving:
            self._improving[coalition] = self.reach(coalition) & self._better(coalition)
        return self._improving[coalition]

    def _better(self, coalition: Coalition) -> Flags:
        """Return [s, t]: all of the coalition like t better than s."""
        ranks = self.game.ranks[list(coalition)]
        better: Flags = np.logical_and.reduce(ranks[:, None, :] > ranks[:, :, None], axis=0)
        return better

    def _inescapable(self, coalition: Coalition) -> Flags:
        """Return [s, x]: x is no gain over s for the whole coalition, nor is anything it reaches from x."""
        better = self._better(coalition)
        return ~better & ~meets(better, self.reach(coalition))

    def _pushed(self, coalition: Coalition, outside: Coalition, *, own_interest: bool) -> Flags:
        """Return [s, t]: from t the others reach something that a member likes no better than s."""
        sanctioned = np.zeros((self.game.n_states, self.game.n_states), dtype=bool)
        moves = self._steps(outside, own_interest=own_interest)
        for member in coalition:
            ranks: Ranks = self.game.ranks[member]
            least = closure(range(len(moves)), moves, ranks)
            sanctioned |= least[None, :] <= ranks[:, None]
        return sanctioned

    def _steps(self, outside: Coalition, *, own_interest: bool) -> list[Moves]:
        """Return the moves, or the coalition improvements, that those outside can string together.

        Both are transitive party by party and coalition by coalition, so that nobody needs to move
        twice in succession.
        """
        if not own_interest:
            return [self.moves[party] for party in outside]
        inner = [tuple(outside[place] for place in places) for places in all_coalitions(len(outside))]
        return [Moves.of(*np.nonzero(self.improving(each))) for each in inner]


def checked_coalition(game: Game, coalition: Sequence[int]) -> Coalition:
    """Return a coalition as ascending party numbers.

    Raises
    ------
    SolverError
        It is empty, or one of its members does not exist.
    """
    parties = tuple(sorted(set(coalition)))
    if not parties or parties[0] < 0 or parties[-1] >= game.n_parties:
        raise SolverError(f"{tuple(coalition)} is no coalition; give some of the parties 0 to {game.n_parties - 1}")
    return parties
