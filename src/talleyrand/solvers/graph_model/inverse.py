"""What would have to change: the least change of preferences that makes a state a Nash equilibrium.

The distance between two weak orders counts pairs of states: one for a reversed comparison, a half for
a strict one that becomes a tie or the other way round (Kemeny & Snell 1962). A target s is Nash stable
for a party when nothing it reaches is better. Let u be the best of its improvements from s. In every
order that makes s stable, each v between u and s costs one (one of the pairs u-v and v-s must be
reversed, or both turn into ties), each state that ties with u, and u itself, costs a half, and so does
each state that tied with s: these pairs are disjoint, so their sum is a lower bound. Lifting s alone,
into a tie with u, costs exactly that. The parties do not interact, so the sum over them is the least
joint change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model.game import Flags, Game, Ranks
from talleyrand.solvers.graph_model.moves import improvements


@dataclass(frozen=True, eq=False)
class NashChange:
    """A least change of preferences that makes a state a Nash equilibrium; proven minimal.

    Parameters
    ----------
    state
        The target.
    cost
        (n_parties,) float: how many pairs of states each party must compare differently; 0 where the
        target is stable for it already.
    ranks
        (n_parties, n_states) int: the preferences after the change.
    level_with
        For every party a state with which the target has to draw level; None where nothing changes.

    Notes
    -----
    Nash stability implies GMR, SMR, SEQ and SIM: the cost is an upper bound for those.
    """

    state: int
    cost: NDArray[np.float64]
    ranks: Ranks
    level_with: tuple[int | None, ...]


def least_change_nash(game: Game, state: int) -> NashChange:
    """Return the least change of every party's preference that makes a state a Nash equilibrium.

    Examples
    --------
    Each prisoner would have to like mutual cooperation as much as defecting alone:

    >>> game = Game(
    ...     options=("one cooperates", "two cooperates"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> change = least_change_nash(game, 3)
    >>> change.cost.tolist(), change.level_with
    ([0.5, 0.5], (2, 1))
    """
    if not 0 <= state < game.n_states:
        raise SolverError(f"state {state} does not exist; states are 0 to {game.n_states - 1}")
    ranks = game.ranks.copy()
    cost = np.zeros(game.n_parties)
    level_with: list[int | None] = []
    for party in range(game.n_parties):
        gains = improvements(game, party, state)
        if not len(gains):
            level_with.append(None)
            continue
        best = int(gains[game.ranks[party][gains].argmax()])
        cost[party] = distance(game.ranks[party], _lifted(game.ranks[party], state, best))
        ranks[party] = _lifted(game.ranks[party], state, best)
        level_with.append(best)
    return NashChange(state, cost, ranks, tuple(level_with))


def distance(before: Ranks, after: Ranks) -> float:
    """Return how many pairs compare differently: a reversal counts 1, a tie made or broken 1/2.

    Examples
    --------
    >>> distance(np.array([0, 1, 2]), np.array([2, 1, 1]))
    2.5
    """
    moved: Flags = np.asarray(before) != np.asarray(after)
    # A pair changes only if one of its states has moved; each pair of moved states is seen twice.
    total = 0.0
    for one in np.flatnonzero(moved):
        change = np.abs(np.sign(before - before[one]) - np.sign(after - after[one])) / 2
        total += float(change[~moved].sum()) + float(change[moved].sum()) / 2
    return total


def _lifted(ranks: Ranks, state: int, best: int) -> Ranks:
    lifted = ranks.copy()
    lifted[state] = ranks[best]
    return lifted
