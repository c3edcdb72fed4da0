"""The conflict of a case over draws, worked out once for all that the seat analysis asks of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.conflict import Conflict, central_game, conflict, distinct_ranks
from talleyrand.analyses.inputs import Draws
from talleyrand.case.model import Case
from talleyrand.solvers.graph_model import Game, solve_many

CONCEPT = "seq"  # lasting: whoever leaves is answered by a reply that the others themselves gain by


@dataclass(frozen=True, eq=False)
class Side:
    """The conflict with the different preferences among the draws, and what lasts under each.

    Attributes
    ----------
    board, game
        The states, and the game under the preferences as written.
    status_quo
        Where things stand.
    ranks : (n_distinct, n_parties, n_states) int
    which : (n_draws,) int
        The number of each draw's preferences.
    lasts : (n_distinct, n_states) bool
    """

    board: Conflict
    game: Game
    status_quo: int
    ranks: NDArray[np.integer]
    which: NDArray[np.intp]
    lasts: NDArray[np.bool_]

    @classmethod
    def of(cls, case: Case, draws: Draws) -> Side | None:
        """Return the conflict of a case, or None where fewer than two parties want something or no state is now."""
        if len(case.preferences) < 2 or not case.options:
            return None
        board = conflict(case)
        if board.status_quo is None:
            return None
        game = central_game(case, board)
        ranks, which = distinct_ranks(case, board, draws)
        lasts = solve_many(game, ranks, [CONCEPT]).equilibria[CONCEPT]
        return cls(board, game, board.status_quo, ranks, which, lasts)
