"""What the party left out can upset by acting: deals that would last among the others, were it to do nothing."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.base import Claims
from talleyrand.analyses.conflict import Conflict
from talleyrand.analyses.result import Finding
from talleyrand.analyses.seat_conflict import CONCEPT, Side
from talleyrand.analyses.seat_numbers import Table
from talleyrand.analyses.stability_words import carriers, state_words
from talleyrand.analyses.words import party_name
from talleyrand.case.model import Case
from talleyrand.solvers.graph_model import solve_many, without_party


def upset_findings(at: Table, party: str) -> list[Finding]:
    """Return how many deals `party` can upset by acting; nothing where it or everybody else has no option."""
    case, side = at.case, _side(at, party)
    if side is None:
        return []
    board = side.board
    lasts, upset = _upset(side, party)
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


def _side(at: Table, party: str) -> Side | None:
    """Return the conflict, or None where the party or everybody else has no option in it."""
    owners = {option.owner for option in at.case.options.values()}
    return at.conflict if party in owners and owners - {party} else None


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


def _upset(side: Side, party: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which states last with the party's options frozen, and which of them it can upset: (n_games, n_states)."""
    i = side.board.players.index(party)
    smaller = without_party(side.game, i, side.status_quo)
    within = np.delete(side.ranks, i, axis=1)[:, :, smaller.states]
    lasts = np.zeros_like(side.lasts)
    lasts[:, smaller.states] = solve_many(smaller.game, within, [CONCEPT]).equilibria[CONCEPT]
    return lasts, lasts & ~side.lasts


def upset_claims(centre: Table, drawn: Table, party: str, only: Collection[str] | None) -> Claims:
    """Tell under which completions of the preferences `party` can upset something, or nothing, as at the centre."""
    name = f"seat/{party}/upset"
    if only is not None and name not in only:
        return Claims()
    before, side = _side(centre, party), _side(drawn, party)
    if before is None or side is None:
        return Claims()
    (then_lasts, then_upset), (lasts, upset) = _upset(before, party), _upset(side, party)
    same = (upset.any(axis=1) == then_upset.any()) & (lasts.any(axis=1) == then_lasts.any())
    return Claims({name: same[side.which]}, {name: upset.sum(axis=1).astype(float)[side.which]})
