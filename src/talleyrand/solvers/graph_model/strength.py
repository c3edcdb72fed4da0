"""How strong a preference is: sanctions that hurt, and sanctions that hurt badly.

Between two states a party may prefer one, or prefer it by far. A state that is stable is strongly stable
where every improvement meets a sanction that is worse by far than the state; otherwise it is weakly
stable: it holds, but on threats that do not bite.

References
----------
Hamouda, Kilgour & Hipel (2004), Strength of preference in the graph model for conflict resolution, Group
Decision and Negotiation 13(5), 449-462.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from talleyrand.errors import SolverError, did_you_mean
from talleyrand.solvers.graph_model.edges import Edges
from talleyrand.solvers.graph_model.game import Flags, Game
from talleyrand.solvers.graph_model.relations import check_size, held, joint_reach, move_table

STRENGTH_CONCEPTS = ("nash", "gmr", "smr", "seq")


@dataclass(frozen=True, eq=False)
class StrengthResult:
    """What ``solve_strength`` found.

    Parameters
    ----------
    game
        The game.
    concepts
        The concepts, in the order asked for.
    stable
        For every concept (n_parties, n_states) bool: stable, strongly or weakly.
    strongly
        The same: strongly stable. Under Nash, where no sanction is needed, all that is stable.
    """

    game: Game
    concepts: tuple[str, ...]
    stable: Mapping[str, Flags]
    strongly: Mapping[str, Flags]

    @property
    def equilibria(self) -> Mapping[str, Flags]:
        """For every concept (n_states,) bool: stable for every party."""
        return _for_all(self.stable)

    @property
    def strong_equilibria(self) -> Mapping[str, Flags]:
        """For every concept (n_states,) bool: strongly stable for every party."""
        return _for_all(self.strongly)


def strong_by_gap(values: ArrayLike, gap: float) -> Flags:
    """Return (n_states, n_states) bool [s, t]: t is better than s by at least a gap.

    Parameters
    ----------
    values
        (n_states,) how much the party likes each state. Numbers of groups serve where only groups of
        states are known to lie far apart, with a gap of 1.
    gap
        Above 0.

    Examples
    --------
    >>> strong_by_gap([0, 1, 5], 3).astype(int).tolist()
    [[0, 0, 1], [0, 0, 1], [0, 0, 0]]
    """
    if not gap > 0:
        raise SolverError(f"a gap of {gap} would make equal states far apart; give a positive number")
    array = np.asarray(values)
    strong: Flags = array[None, :] - array[:, None] >= gap
    return strong


def solve_strength(game: Game, strong: ArrayLike, concepts: Sequence[str] = STRENGTH_CONCEPTS) -> StrengthResult:
    """Return which states are stable, and which of these strongly.

    - GMR: every improvement, small or large, meets some x of the others' with s better by far than x.
    - SMR: and s is better by far than all that the party can reach from x. (Our reading of the source
      for the third move; an escape to something a little worse than s makes the sanction weak.)
    - SEQ: as GMR, x being reached by the others' improvements, small or large.

    Parameters
    ----------
    game
        The conflict, at most 8,192 states.
    strong
        (n_parties, n_states, n_states) bool [i, s, t]: party i likes t better than s by far; only where
        its rank of t is higher. ``strong_by_gap`` makes one party's.
    concepts
        Some of ``nash gmr smr seq``.

    Raises
    ------
    SolverError
        A strong preference for something that is not better, a concept that does not exist.
    TooLargeError
        Too many states.

    Examples
    --------
    In the prisoner's dilemma cooperation (3) holds, and strongly so where both punished is bad by far:

    >>> game = Game(
    ...     options=("one cooperates", "two cooperates"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> for gap in (1, 2):
    ...     found = solve_strength(game, np.stack([strong_by_gap(row, gap) for row in game.ranks]))
    ...     print(np.flatnonzero(found.equilibria["seq"]), np.flatnonzero(found.strong_equilibria["seq"]))
    [0 3] [0 3]
    [0 3] [0]
    """
    check_size(game.n_states, "strength of preference")
    for concept in concepts:
        if concept not in STRENGTH_CONCEPTS:
            remedy = did_you_mean(concept, STRENGTH_CONCEPTS) or "there are: " + ", ".join(STRENGTH_CONCEPTS)
            raise SolverError(f'no concept with strength of preference is called "{concept}"; {remedy}')
    better: Flags = game.ranks[:, None, :] > game.ranks[:, :, None]
    by_far = _checked(game, strong, better)
    edges = Edges(game)
    stable: dict[str, list[Flags]] = {concept: [] for concept in concepts}
    strongly: dict[str, list[Flags]] = {concept: [] for concept in concepts}
    for party in range(game.n_parties):
        others = [other for other in range(game.n_parties) if other != party]
        own = move_table(edges.moves[party], game.n_states)
        for concept in concepts:
            moves = edges.improvements if concept == "seq" else edges.moves
            reach = joint_reach(moves, others, game.n_states)
            tempted = own & better[party]
            stable[concept].append(held(concept, tempted, ~better[party], own, reach))
            strongly[concept].append(held(concept, tempted, by_far[party].T, own, reach))
    return StrengthResult(game, tuple(concepts), _frozen(stable), _frozen(strongly))


def _frozen(rows: dict[str, list[Flags]]) -> Mapping[str, Flags]:
    stacked = {concept: np.stack(flags) for concept, flags in rows.items()}
    for flags in stacked.values():
        flags.flags.writeable = False
    return MappingProxyType(stacked)


def _for_all(stable: Mapping[str, Flags]) -> Mapping[str, Flags]:
    return MappingProxyType({concept: np.logical_and.reduce(flags, axis=0) for concept, flags in stable.items()})


def _checked(game: Game, strong: ArrayLike, better: Flags) -> Flags:
    array = np.asarray(strong, dtype=bool)
    if array.shape != better.shape:
        raise SolverError(f"strength must have shape {better.shape}, not {array.shape}")
    if (array & ~better).any():
        party, one, other = (int(place) for place in np.argwhere(array & ~better)[0])
        raise SolverError(f"party {party} likes state {other} by far better than {one}, and does not rank it higher")
    return array
