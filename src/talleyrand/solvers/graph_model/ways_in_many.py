"""Ways by improvements into equilibria with an option taken, under many preferences at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model.edges import Edges
from talleyrand.solvers.graph_model.game import Game, check_state

AT_ONCE = 1 << 22  # moves times preferences


@dataclass(frozen=True, eq=False)
class ManyWaysIn:
    """The length of the shortest ways, and who can make the first move of one.

    Attributes
    ----------
    steps : (n_draws,) int
        -1 where there is no way, 0 where the state is such an equilibrium itself.
    first_movers : (n_draws, n_parties) bool
    """

    steps: NDArray[np.int64]
    first_movers: NDArray[np.bool_]


def ways_in_many(game: Game, state: int, option: str, ranks: ArrayLike, equilibria: ArrayLike) -> ManyWaysIn:
    """Return what `ways_in` finds under each of many preferences, without the paths.

    Parameters
    ----------
    game
        Options, owners, directions and states.
    state, option
        Where things stand, and the option that is to be taken in the end.
    ranks
        (n_draws, n_parties, n_states) int, higher better.
    equilibria
        (n_draws, n_states) bool, for example of ``solve_many``.

    Raises
    ------
    SolverError
        The state or the option does not exist.

    Examples
    --------
    >>> states = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool)
    >>> game = Game(("lift", "admit"), (0, 1), 2, (), states, np.array([[0, 1, 2, 3], [0, 0, -1, 5]]))
    >>> found = ways_in_many(game, 0, "admit", game.ranks[None], [[False, False, False, True]])
    >>> found.steps.tolist(), found.first_movers.tolist()
    ([2], [[True, False]])
    """
    check_state(game, state)
    if option not in game.options:
        raise SolverError(f'no option is called "{option}"; there are: {", ".join(game.options)}')
    drawn, lasting = np.asarray(ranks), np.asarray(equilibria, dtype=bool)
    pairs = [moves.pairs() for moves in Edges(game).moves]
    mover = np.repeat(np.arange(game.n_parties), [len(sources) for sources, _ in pairs])
    sources, targets = (np.concatenate(ends) for ends in zip(*pairs, strict=True))
    order = np.argsort(sources, kind="stable")
    edges = mover[order], sources[order], targets[order]
    wanted = lasting & game.states[:, game.options.index(option)]
    block = max(1, AT_ONCE // max(1, len(order)))
    parts = [
        _block(game, state, edges, drawn[at : at + block], wanted[at : at + block])
        for at in range(0, len(drawn), block)
    ]
    steps, first = (np.concatenate(part) for part in zip(*parts, strict=True))
    return ManyWaysIn(steps, first)


def _block(
    game: Game,
    state: int,
    edges: tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]],
    ranks: NDArray[np.integer],
    wanted: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Walk back from the wanted states, one step at a time, until every draw has come to where things stand."""
    mover, sources, targets = edges
    pays = ranks[:, mover, targets] > ranks[:, mover, sources]
    from_states, starts = np.unique(sources, return_index=True)
    away = np.where(wanted, 0, -1)
    level = 0
    while (away[:, state] < 0).any() and (away == level).any() and len(sources):
        leads = np.logical_or.reduceat(pays & (away[:, targets] == level), starts, axis=1)
        found = np.zeros_like(wanted)
        found[:, from_states] = leads
        level += 1
        away[found & (away < 0)] = level
    steps = away[:, state].astype(np.int64)
    first = np.zeros((len(ranks), game.n_parties), dtype=bool)
    for edge in np.flatnonzero(sources == state):
        first[:, mover[edge]] |= pays[:, edge] & (steps > 0) & (away[:, targets[edge]] == steps - 1)
    return steps, first
