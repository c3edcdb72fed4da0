"""A case in option form: the feasible states and how everybody ranks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.inputs import Draws, dimensions, preferences
from talleyrand.case.model import Case
from talleyrand.solvers.graph_model import Game, feasible_states, rank_by_priority

Rank = NDArray[np.int32]


@dataclass(frozen=True)
class Conflict:
    """The options of a case as the graph model sees them, without the ranks, which depend on the draw.

    Parameters
    ----------
    players
        The parties that own an option or state preferences, in the order of the case.
    options
        Keys of the options.
    states : (n_states, n_options) bool
        The feasible ones.
    status_quo
        Number of the state in which things stand, or None where the rules exclude it.
    """

    players: tuple[str, ...]
    options: tuple[str, ...]
    owners: tuple[int, ...]
    directions: tuple[str, ...]
    states: NDArray[np.bool_]
    status_quo: int | None

    def rank(self, statements: tuple[str, ...]) -> Rank:
        """Return how one party ranks the states, higher better, from its ordered statements."""
        return rank_by_priority(self.states, self.options, statements)

    def game(self, wants: Mapping[str, tuple[str, ...]]) -> Game:
        """Return the game in which everybody wants what `wants` says."""
        ranks = np.stack([self.rank(wants.get(party, ())) for party in self.players])
        return Game(self.options, self.owners, len(self.players), self.directions, self.states, ranks)


def conflict(case: Case) -> Conflict:
    """Return the conflict that the case's options, owners and rules make."""
    players = tuple(
        p for p in case.parties if p in case.preferences or any(o.owner == p for o in case.options.values())
    )
    options = tuple(case.options)
    states = feasible_states(options, infeasible=[rule.when for rule in case.infeasible])
    now = np.array([option.status_quo for option in case.options.values()], dtype=bool)
    at = np.flatnonzero((states == now).all(axis=1))
    return Conflict(
        players=players,
        options=options,
        owners=tuple(players.index(option.owner) for option in case.options.values()),
        directions=tuple(option.direction for option in case.options.values()),
        states=states,
        status_quo=int(at[0]) if len(at) else None,
    )


def central_game(case: Case, board: Conflict) -> Game:
    """Return the game under the preferences as written."""
    return board.game(preferences(case, dimensions(case), 0))


def distinct_ranks(case: Case, board: Conflict, draws: Draws) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """Return the different preferences among the draws, and for each draw which of them it has.

    Most draws differ in estimates that the graph model does not look at, so there are few.

    Returns
    -------
    (n_distinct, n_parties, n_states) ranks, higher better; (n_draws,) the number of each draw's.
    """
    ranks: dict[tuple[str, tuple[str, ...]], Rank] = {}
    seen: dict[tuple[tuple[str, ...], ...], int] = {}
    which = np.empty(len(draws), dtype=np.intp)
    for row in range(len(draws)):
        wants = preferences(case, draws, row)
        key = tuple(wants.get(party, ()) for party in board.players)
        which[row] = seen.setdefault(key, len(seen))
        for party, statements in zip(board.players, key, strict=True):
            if (party, statements) not in ranks:
                ranks[party, statements] = board.rank(statements)
    stacked = [np.stack([ranks[p, s] for p, s in zip(board.players, key, strict=True)]) for key in seen]
    return np.stack(stacked), which
