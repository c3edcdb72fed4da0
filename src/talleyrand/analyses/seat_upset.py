"""What the party left out can upset by acting: deals that would last among the others, were it to do nothing."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.base import Claims
from talleyrand.analyses.conflict import Conflict, central_game, conflict, distinct_ranks
from talleyrand.analyses.result import Finding
from talleyrand.analyses.seat_numbers import Table
from talleyrand.analyses.stability_words import carriers, state_words
from talleyrand.analyses.words import party_name
from talleyrand.case.model import Case
from talleyrand.solvers.graph_model import Game, solve_many, without_party

CONCEPT = "seq"  # lasting: whoever leaves is answered by a reply that the others themselves gain by


def upset_findings(case: Case, party: str) -> list[Finding]:
    """Return how many deals `party` can upset by acting; nothing where it or everybody else has no option."""
    board = _board(case, party)
    if board is None:
        return []
    game = central_game(case, board)
    lasts, upset = _upset(game, board, party, game.ranks[None])
    states = np.flatnonzero(upset[0])
    name, count = party_name(case, party), int(lasts[0].sum())
    if not count:
        text = f"Were {name} to do nothing, no deal would last among the others, so there is none that it could upset."
    elif not states.size:
        text = (
            f"Were {name} to do nothing, {_deals(count)} would last among the others, and "
            f"{'that one' if count == 1 else 'every one of them'} lasts whatever it can do."
        )
    else:
        first = min(states.tolist(), key=lambda s: (_distance(board, s), s))
        text = (
            f"Were {name} to do nothing, {_deals(count)} would last among the others; it can upset "
            f"{_part(states.size, count)} by acting, {_named(case, board, int(first))}."
        )
    value = float(states.size)
    return [Finding(id=f"seat/{party}/upset", text=text, because=carriers(case), value=value, unit="deals", rank=6)]


def _named(case: Case, board: Conflict, state: int) -> str:
    if state == board.status_quo:
        return "first of all things as they stand now"
    return f"first of all this: {state_words(case, board, state)}"


def _board(case: Case, party: str) -> Conflict | None:
    if len(case.preferences) < 2 or not any(option.owner == party for option in case.options.values()):
        return None
    board = conflict(case)
    others = {option.owner for option in case.options.values()} - {party}
    return None if board.status_quo is None or not others else board


def _deals(count: int) -> str:
    return "1 state" if count == 1 else f"{count} states"


def _part(some: int, count: int) -> str:
    if some == count:
        return "it" if count == 1 else "all of them"
    return f"{some} of them"


def _distance(board: Conflict, state: int) -> int:
    """Return in how many options a state differs from where things stand."""
    assert board.status_quo is not None
    return int((board.states[state] != board.states[board.status_quo]).sum())


def _upset(
    game: Game, board: Conflict, party: str, ranks: NDArray[np.integer]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which states last with the party's options frozen, and which of them it can upset: (n_games, n_states).

    `ranks` : (n_games, n_parties, n_states).
    """
    assert board.status_quo is not None
    i = board.players.index(party)
    smaller = without_party(game, i, board.status_quo)
    within = np.delete(ranks, i, axis=1)[:, :, smaller.states]
    lasts = np.zeros((len(ranks), game.n_states), dtype=bool)
    lasts[:, smaller.states] = solve_many(smaller.game, within, [CONCEPT]).equilibria[CONCEPT]
    return lasts, lasts & ~solve_many(game, ranks, [CONCEPT]).equilibria[CONCEPT]


def upset_claims(centre: Table, drawn: Table, party: str, only: Collection[str] | None) -> Claims:
    """Tell under which completions of the preferences `party` can upset something, or nothing, as at the centre."""
    name, case = f"seat/{party}/upset", drawn.case
    board = _board(case, party)
    if board is None or (only is not None and name not in only):
        return Claims()
    game = central_game(case, board)
    then_lasts, then_upset = _upset(game, board, party, game.ranks[None])
    ranks, which = distinct_ranks(case, board, drawn.draws)
    lasts, upset = _upset(game, board, party, ranks)
    same = (upset.any(axis=1) == then_upset.any()) & (lasts.any(axis=1) == then_lasts.any())
    return Claims({name: same[which]}, {name: upset.sum(axis=1).astype(float)[which]})
