"""What can come of the present state: reachable states, shortest paths, ways into an equilibrium.

Every party's moves in option form are transitive, so no shortest path has a party move twice in
succession: a breadth-first search over states alone finds the legal sequences.

References
----------
Li, Kilgour & Hipel (2005), Status quo analysis in the graph model for conflict resolution, Journal of
the Operational Research Society 56(6), 699-707.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import SolverError, did_you_mean
from talleyrand.solvers.graph_model.edges import Edges, Moves
from talleyrand.solvers.graph_model.explain import Step
from talleyrand.solvers.graph_model.game import Flags, Game

Ints = NDArray[Any]
Path = tuple[Step, ...]
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
    """

    state: int
    improving: bool
    steps: Ints
    previous: Ints
    mover: Ints

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
        path: list[Step] = []
        while target != self.state:
            path.append(Step(int(self.mover[target]), int(target)))
            target = int(self.previous[target])
        return tuple(reversed(path))


@dataclass(frozen=True)
class WaysIn:
    """The shortest ways by improvements into equilibria that contain an option.

    Parameters
    ----------
    steps
        Their length; None where there is no way, 0 where the status quo is such an equilibrium.
    targets
        The equilibria that are reached in so many steps.
    first_movers
        The parties that can make the first move of one.
    paths
        The paths, in lexical order of (party, state); all of them if ``complete``, else the first.
    """

    option: str
    status_quo: int
    steps: int | None
    targets: tuple[int, ...]
    first_movers: tuple[int, ...]
    paths: tuple[Path, ...]
    complete: bool


def from_status_quo(game: Game, state: int, *, improving: bool = False) -> StatusQuo:
    """Return how many moves, or improvements, by anybody lead from a state to every other.

    Examples
    --------
    In the prisoner's dilemma improvements lead from mutual cooperation (3) to mutual defection (0):

    >>> game = Game(
    ...     options=("one cooperates", "two cooperates"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> found = from_status_quo(game, 3, improving=True)
    >>> found.steps.tolist(), found.path(0)
    ([2, 1, 1, 0], (Step(party=1, state=1), Step(party=0, state=0)))
    >>> from_status_quo(game, 0, improving=True).steps.tolist()
    [0, -1, -1, -1]
    """
    _check_state(game, state)
    edges = Edges(game)
    steps, previous, mover = _search(game.n_states, state, edges.improvements if improving else edges.moves)
    return StatusQuo(state, improving, steps, previous, mover)


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
    _check_state(game, state)
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


def ways_in(
    game: Game,
    state: int,
    option: str,
    equilibria: Flags,
    *,
    tied: Mapping[int, Sequence[int]] | None = None,
    limit: int = 100,
) -> WaysIn:
    """Return the shortest paths of improvements from a state into an equilibrium with an option taken.

    Parameters
    ----------
    game
        The conflict.
    state
        The status quo.
    option
        Name of the option, for example the one that admits a party to the table.
    equilibria
        (n_states,) bool, for example ``solve(game).equilibria["seq"]``.
    tied
        For a party those that it must not hurt: its moves to anything that one of them likes less
        do not count.
    limit
        At most so many paths are listed; steps, targets and first movers are exact all the same.

    Examples
    --------
    >>> states = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool)
    >>> game = Game(("lift", "admit"), (0, 1), 2, (), states, np.array([[0, 1, 2, 3], [0, 0, -1, 5]]))
    >>> ways_in(game, 0, "admit", np.array([False, False, False, True])).paths
    ((Step(party=0, state=1), Step(party=1, state=3)),)
    """
    _check_state(game, state)
    if option not in game.options:
        remedy = did_you_mean(option, game.options) or "there are: " + ", ".join(game.options)
        raise SolverError(f'no option is called "{option}"; {remedy}')
    moves = [_untied(party, moves, game, tied or {}) for party, moves in enumerate(Edges(game).improvements)]
    steps, _, _ = _search(game.n_states, state, moves)
    wanted = np.flatnonzero(np.asarray(equilibria) & game.states[:, game.options.index(option)] & (steps >= 0))
    if not len(wanted):
        return WaysIn(option, state, None, (), (), (), complete=True)
    shortest = int(steps[wanted].min())
    targets = wanted[steps[wanted] == shortest]
    edges = _shortest_edges(targets, shortest, steps, moves, game.n_states)
    paths, complete = _paths(state, shortest, edges, limit)
    first = tuple(sorted({party for party, _ in edges.get(state, [])}))
    return WaysIn(option, state, shortest, tuple(targets.tolist()), first, paths, complete)


def _check_state(game: Game, state: int) -> None:
    if not 0 <= state < game.n_states:
        raise SolverError(f"state {state} does not exist; states are 0 to {game.n_states - 1}")


def _search(n_states: int, start: int, moves: Sequence[Moves]) -> tuple[Ints, Ints, Ints]:
    steps, previous, mover = (np.full(n_states, -1, dtype=np.int64) for _ in range(3))
    steps[start] = 0
    ring = np.array([start])
    depth = 0
    while len(ring):
        depth += 1
        outer = []
        for party, own in enumerate(moves):
            sources, targets = own.leaving(ring)
            fresh = steps[targets] < 0
            found, first = np.unique(targets[fresh], return_index=True)
            steps[found], previous[found], mover[found] = depth, sources[fresh][first], party
            outer.append(found)
        ring = np.sort(np.concatenate(outer)) if outer else ring[:0]
    return steps, previous, mover


def _untied(party: int, moves: Moves, game: Game, tied: Mapping[int, Sequence[int]]) -> Moves:
    """Return the party's improvements that hurt none of those it is tied to."""
    sources, targets = moves.pairs()
    keep = np.ones(len(targets), dtype=bool)
    for protected in tied.get(party, ()):
        keep &= game.ranks[protected][targets] >= game.ranks[protected][sources]
    return Moves.of(sources[keep], targets[keep])


def _shortest_edges(
    targets: Ints, length: int, steps: Ints, moves: Sequence[Moves], n_states: int
) -> dict[int, list[tuple[int, int]]]:
    """Return the edges (party, next state), by state, that lie on a shortest path to one of the targets."""
    pairs = [own.pairs() for own in moves]
    leads = np.zeros(n_states, dtype=bool)
    leads[targets] = True
    edges: dict[int, list[tuple[int, int]]] = {}
    for depth in range(length - 1, -1, -1):
        before = np.zeros(n_states, dtype=bool)
        for party, (source, target) in enumerate(pairs):
            keep = leads[target] & (steps[source] == depth) & (steps[target] == depth + 1)
            before[source[keep]] = True
            for here, there in zip(source[keep].tolist(), target[keep].tolist(), strict=True):
                edges.setdefault(here, []).append((party, there))
        leads = before
    return {here: sorted(onward) for here, onward in edges.items()}


def _paths(
    start: int, length: int, edges: Mapping[int, list[tuple[int, int]]], limit: int
) -> tuple[tuple[Path, ...], bool]:
    """Return the first paths of that length in lexical order, and whether these are all."""
    found: list[Path] = []
    stack: list[Path] = [()]
    while stack:
        path = stack.pop()
        if len(path) == length:
            if len(found) == limit:
                return tuple(found), False
            found.append(path)
            continue
        here = path[-1].state if path else start
        stack += [(*path, Step(party, there)) for party, there in reversed(edges[here])]
    return tuple(found), True
