"""Which states are stable for whom: Nash, GMR, SMR, SEQ and SIM.

With P the ranks of party i, R its moves, and N-i the others' joint moves, each concept asks how low a
sanction can push i after an improvement t: m(t) is the least P among what the others can reach from t
(GMR), the least over those x of the best that i can still reach from x (SMR), or the least P among
what they can reach by improvements of their own (SEQ). A state s is stable exactly where
max over t in R(s) of min(P(t), m(t)) <= P(s): the inner minimum makes moves that are no improvements
drop out by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import SolverError, did_you_mean
from talleyrand.solvers.graph_model.cube import Cube
from talleyrand.solvers.graph_model.edges import Edges
from talleyrand.solvers.graph_model.game import Flags, Game
from talleyrand.solvers.graph_model.memory import check_choices, check_memory
from talleyrand.solvers.graph_model.simultaneous import simultaneous_stable
from talleyrand.solvers.graph_model.tables import as_html

if TYPE_CHECKING:
    from talleyrand.solvers.graph_model.conditional import Condition

CONCEPTS = ("nash", "gmr", "smr", "seq", "sim")
Kernel = Cube | Edges


@dataclass(frozen=True, eq=False)
class StabilityResult:
    """What ``solve`` found.

    Parameters
    ----------
    game
        The game that was solved.
    concepts
        The concepts, in the order asked for.
    stable
        For every concept (n_parties, n_states) bool: the state is stable for the party.
    conditions
        What must hold for options to change; see ``solve_conditional``.
    """

    game: Game
    concepts: tuple[str, ...]
    stable: Mapping[str, Flags]
    conditions: tuple[Condition, ...] = ()

    @property
    def equilibria(self) -> Mapping[str, Flags]:
        """For every concept (n_states,) bool: the state is stable for every party."""
        holds = {concept: np.logical_and.reduce(flags, axis=0) for concept, flags in self.stable.items()}
        return MappingProxyType(holds)

    def states(self, concept: str) -> tuple[int, ...]:
        """Return the equilibria under a concept as state numbers from 0, ascending."""
        return tuple(np.flatnonzero(self.equilibria[concept]).tolist())

    def why(self, party: int, state: int, concept: str, parties: Sequence[str] | None = None) -> str:
        """Return in a sentence why a state is stable for a party or not; parties by number where unnamed.

        Examples
        --------
        >>> game = Game(("arm",), (0,), 1, (), np.array([[0], [1]], dtype=bool), np.array([[0, 1]]))
        >>> solve(game).why(0, 0, "nash")
        'Party 1 gains by moving from {} to {arm}.'
        """
        from talleyrand.solvers.graph_model.explain import explain
        from talleyrand.solvers.graph_model.sentences import in_words, numbered

        found = explain(self.game, party, state, concept, conditions=self.conditions)
        return in_words(self.game, found, parties or numbered(self.game))

    def _repr_html_(self) -> str:
        return as_html(self)


def solve(game: Game, concepts: Sequence[str] = CONCEPTS) -> StabilityResult:
    """Return for every party, state and concept whether the state is stable.

    Parameters
    ----------
    game
        The conflict.
    concepts
        Some of ``nash gmr smr seq sim``.

    Returns
    -------
    StabilityResult
        Exact; the same for the same game.

    Raises
    ------
    SolverError
        A concept that does not exist.
    TooLargeError
        More states than this machine's memory holds; states few among many combinations, yet with more
        moves than fit.

    References
    ----------
    Nash (1951); Howard (1971) for GMR and SMR; Fraser & Hipel (1984), Conflict Analysis: Models and
    Resolutions, North-Holland, for SEQ and SIM; Fang, Hipel & Kilgour (1993), Interactive Decision
    Making: The Graph Model for Conflict Resolution, Wiley, for three and more parties.

    Examples
    --------
    Mutual cooperation (state 3) holds in the prisoner's dilemma once the others can answer:

    >>> game = Game(
    ...     options=("one cooperates", "two cooperates"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> result = solve(game)
    >>> result.states("nash"), result.states("seq")
    ((0,), (0, 3))
    """
    _check(game, concepts)
    compact = game.with_ranks(compact_ranks(game.ranks))
    kernel = kernel_for(compact)
    rows: dict[str, list[Flags]] = {concept: [] for concept in concepts if concept != "sim"}
    for party in range(game.n_parties):
        side = _Side(kernel, party)
        for concept, found in rows.items():
            found.append(_TESTS[concept](side))
    stable = {
        concept: simultaneous_stable(compact, kernel) if concept == "sim" else np.stack(rows[concept])
        for concept in concepts
    }
    for flags in stable.values():
        flags.flags.writeable = False
    return StabilityResult(game, tuple(concepts), MappingProxyType(stable))


def _check(game: Game, concepts: Sequence[str]) -> None:
    """Refuse what does not exist or does not fit before the work starts."""
    for concept in concepts:
        if concept not in CONCEPTS:
            remedy = did_you_mean(concept, CONCEPTS) or "there are: " + ", ".join(CONCEPTS)
            raise SolverError(f'no concept is called "{concept}"; {remedy}')
    cube = Cube(game) if Cube.fits(game) else None
    check_memory(game, concepts, cube.size if cube else None)
    if cube and "sim" in concepts:
        check_choices(game.n_states, cube.shape)


def kernel_for(game: Game) -> Kernel:
    """Return the reductions that suit the game: cells where they are dense, else lists of moves."""
    return Cube(game) if Cube.fits(game) else Edges(game)


def compact_ranks(ranks: NDArray[Any]) -> NDArray[Any]:
    """Return ranks of the same order in the smallest signed integers, with room for a sentinel either side."""
    for width in (np.int16, np.int32):
        limits = np.iinfo(width)
        if ranks.size and limits.min < int(ranks.min()) and int(ranks.max()) < limits.max:
            return ranks.astype(width, copy=False)
    return np.stack([np.unique(row, return_inverse=True)[1].astype(np.int32) for row in ranks])


class _Side:
    """The game as one party faces it."""

    def __init__(self, kernel: Kernel, party: int) -> None:
        game = kernel.game
        self.kernel, self.party, self.ranks = kernel, party, game.ranks[party]
        self.others = [other for other in range(game.n_parties) if other != party and game.can_move(other)]

    @cached_property
    def gains(self) -> NDArray[Any]:
        """Its ranks on the cells; nobody is drawn where there is no state."""
        return self.kernel.spread(self.ranks, int(np.iinfo(self.ranks.dtype).min))

    @cached_property
    def losses(self) -> NDArray[Any]:
        """Its ranks on the cells; nobody is deterred by what is no state."""
        return self.kernel.lifted(self.gains)

    @cached_property
    def best(self) -> NDArray[Any]:
        """The best that it reaches by itself."""
        return self.kernel.own_best(self.party, self.gains)

    def holds(self, best: NDArray[Any]) -> Flags:
        """Return where no move leads to more than it has, the best of every move being given."""
        holds: Flags = self.kernel.gather(best) <= self.ranks
        return holds

    def sanctioned(self, pushed: NDArray[Any]) -> Flags:
        """Return where every improvement t has min(P(t), pushed(t)) <= P(s)."""
        return self.holds(self.kernel.own_best(self.party, np.minimum(self.gains, pushed)))


def _nash(side: _Side) -> Flags:
    return side.holds(side.best)


def _gmr(side: _Side) -> Flags:
    return side.sanctioned(side.kernel.joint_min(side.others, side.losses))


def _smr(side: _Side) -> Flags:
    return side.sanctioned(side.kernel.joint_min(side.others, side.kernel.lifted(side.best)))


def _seq(side: _Side) -> Flags:
    return side.sanctioned(side.kernel.improving_min(side.others, side.losses))


_TESTS: dict[str, Callable[[_Side], Flags]] = {"nash": _nash, "gmr": _gmr, "smr": _smr, "seq": _seq}
