"""The shortest ways by improvements into equilibria in which an option is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import SolverError, did_you_mean
from talleyrand.solvers.graph_model.edges import Edges, Moves
from talleyrand.solvers.graph_model.game import Flags, Game, check_state
from talleyrand.solvers.graph_model.paths import Path, Step, breadth_first

Ints = NDArray[Any]


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
    check_state(game, state)
    if option not in game.options:
        remedy = did_you_mean(option, game.options) or "there are: " + ", ".join(game.options)
        raise SolverError(f'no option is called "{option}"; {remedy}')
    moves = [_untied(party, moves, game, tied or {}) for party, moves in enumerate(Edges(game).improvements)]
    steps, _, _ = breadth_first(game.n_states, state, moves)
    wanted = np.flatnonzero(np.asarray(equilibria) & game.states[:, game.options.index(option)] & (steps >= 0))
    if not len(wanted):
        return WaysIn(option, state, None, (), (), (), complete=True)
    shortest = int(steps[wanted].min())
    targets = wanted[steps[wanted] == shortest]
    edges = _shortest_edges(targets, shortest, steps, moves, game.n_states)
    paths, complete = _paths(state, shortest, edges, limit)
    first = tuple(sorted({party for party, _ in edges.get(state, [])}))
    return WaysIn(option, state, shortest, tuple(targets.tolist()), first, paths, complete)


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
