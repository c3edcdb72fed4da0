"""What can come of the present state: reachable states and shortest paths.

References
----------
Li, Kilgour & Hipel (2005), Status quo analysis in the graph model for conflict resolution, Journal of
the Operational Research Society 56(6), 699-707.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model.conditional import Condition, conditional_moves
from talleyrand.solvers.graph_model.edges import Edges
from talleyrand.solvers.graph_model.game import Game, check_state
from talleyrand.solvers.graph_model.paths import Path, Step, breadth_first, in_turns, path_to

Ints = NDArray[Any]
_BLOCK = 1 << 24


@dataclass(frozen=True, eq=False)
class StatusQuo:
    """How far every state lies from the status quo.

    Parameters
    ----------
    state
        The status quo.
    improving
        Whether only unilateral improvements count as steps.
    steps
        (n_states,) int: fewest moves by anybody to get there; -1 where it cannot be reached.
    previous, mover
        (n_states,) int: the state before it on such a path, and who moves; -1 at the status quo and
        where there is no path. Ties: the lowest party, then the lowest state before.
    before
        Under conditions, (n_parties, n_states) int: the pair of last mover and state before each, as
        ``paths.in_turns`` returns it. What comes before a move then depends on who makes it.
    """

    state: int
    improving: bool
    steps: Ints
    previous: Ints
    mover: Ints
    before: Ints | None = None

    def path(self, target: int) -> Path:
        """Return a shortest path to a state, move by move; empty for the status quo itself.

        Raises
        ------
        SolverError
            The state cannot be reached.
        """
        if self.steps[target] < 0:
            how = "by improvements " if self.improving else ""
            raise SolverError(f"state {target} cannot be reached {how}from state {self.state}")
        if self.before is None:
            found = path_to(target, self.steps, self.previous, self.mover)
            return tuple(Step(mover, state) for mover, state in found)
        path: list[Step] = []
        last, here = int(self.mover[target]), int(target)
        for _ in range(int(self.steps[target])):
            path.append(Step(last, here))
            last, here = divmod(int(self.before[last, here]), len(self.steps))
        return tuple(reversed(path))


def from_status_quo(
    game: Game, state: int, *, improving: bool = False, conditions: Sequence[Condition] = ()
) -> StatusQuo:
    """Return how many moves, or improvements, by anybody lead from a state to every other.

    Parameters
    ----------
    game
        The conflict.
    state
        The status quo.
    improving
        Whether only moves count that are improvements for whoever makes them.
    conditions
        What must hold for options to change; nobody then moves twice in succession.

    Examples
    --------
    In the prisoner's dilemma improvements lead from mutual cooperation (3) to mutual defection (0):

    >>> game = Game(
    ...     options=("one", "two"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> found = from_status_quo(game, 3, improving=True)
    >>> found.steps.tolist(), found.path(0)
    ([2, 1, 1, 0], (Step(party=1, state=1), Step(party=0, state=0)))
    >>> from_status_quo(game, 0, improving=True).steps.tolist()
    [0, -1, -1, -1]

    If two can defect only once one has, one has to begin:

    >>> found = from_status_quo(game, 3, conditions=[Condition("two", "not one", "off")])
    >>> found.path(1)
    (Step(party=0, state=2), Step(party=1, state=0), Step(party=0, state=1))
    """
    check_state(game, state)
    edges = Edges(game, conditional_moves(game, conditions) if conditions else None)
    moves = edges.improvements if improving else edges.moves
    if not conditions:
        return StatusQuo(state, improving, *breadth_first(game.n_states, state, moves))
    by_last, before = in_turns(game.n_states, state, moves)
    far = np.where(by_last < 0, np.iinfo(np.int64).max, by_last)
    mover = far.argmin(axis=0)
    here = np.arange(game.n_states)
    reached = (by_last[mover, here] >= 0) & (here != state)
    steps = np.where(reached, by_last[mover, here], -1)
    steps[state] = 0
    previous = np.where(reached, before[mover, here] % game.n_states, -1)
    return StatusQuo(state, improving, steps, previous, np.where(reached, mover, -1), before)


def improving_steps(game: Game, state: int, ranks: Ints) -> Ints:
    """Return the fewest improvements from a state to every other under each of many preferences.

    Parameters
    ----------
    game
        The conflict; its own ranks are not used.
    state
        The status quo.
    ranks
        (n_draws, n_parties, n_states) int.

    Returns
    -------
    (n_draws, n_states) int
        -1 where no improvements lead there. As ``from_status_quo`` says for each draw.

    Examples
    --------
    >>> game = Game(("a",), (0,), 1, (), np.array([[0], [1]], dtype=bool), np.zeros((1, 2), dtype=int))
    >>> improving_steps(game, 0, np.array([[[0, 1]], [[1, 0]]])).tolist()
    [[0, 1], [0, -1]]
    """
    check_state(game, state)
    pairs = [own.pairs() for own in Edges(game).moves]
    # Sorted by target, so that all moves into a state stand together.
    orders = [np.argsort(targets, kind="stable") for _, targets in pairs]
    arcs = [(sources[order], targets[order]) for order, (sources, targets) in zip(orders, pairs, strict=True)]
    most = max(max((len(targets) for _, targets in arcs), default=0), game.n_states, 1)
    size = max(_BLOCK // most, 1)
    blocks = [_steps_in_block(ranks[start : start + size], state, arcs) for start in range(0, len(ranks), size)]
    return np.concatenate(blocks) if blocks else np.zeros((0, game.n_states), dtype=np.int64)


def _steps_in_block(ranks: Ints, state: int, arcs: Sequence[tuple[Ints, Ints]]) -> Ints:
    n_draws, _, n_states = ranks.shape
    improving = [ranks[:, party][:, after] > ranks[:, party][:, before] for party, (before, after) in enumerate(arcs)]
    steps = np.full((n_draws, n_states), -1, dtype=np.int64)
    steps[:, state] = 0
    ring = steps == 0
    depth = 0
    while ring.any():
        depth += 1
        found = np.zeros_like(ring)
        for (before, after), better in zip(arcs, improving, strict=True):
            if len(after):
                ends, starts = np.unique(after, return_index=True)
                found[:, ends] |= np.logical_or.reduceat(ring[:, before] & better, starts, axis=1)
        ring = found & (steps < 0)
        steps[ring] = depth
    return steps
