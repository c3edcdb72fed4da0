"""Ways in: who must move first so that the party left out is admitted, each step in the mover's own interest."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.base import Claims
from talleyrand.analyses.conflict import Conflict
from talleyrand.analyses.result import Finding
from talleyrand.analyses.seat_conflict import Side
from talleyrand.analyses.seat_numbers import Table, masters
from talleyrand.analyses.stability_words import change_words
from talleyrand.analyses.words import listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.graph_model import WaysIn, ways_in
from talleyrand.solvers.graph_model.ways_in_many import ways_in_many


def ways_findings(at: Table, party: str) -> list[Finding]:
    """Return the shortest way in for `party`, or that there is none; nothing where no option admits it."""
    case, side = at.case, _side(at, party)
    if side is None:
        return []
    board = side.board
    way, tied = _way(case, side, party), _way(case, side, party, tied=True)
    carriers = [f"preferences/{p}/{n}" for p, steps in case.preferences.items() for n in range(len(steps))]
    return [
        Finding(
            id=f"seat/{party}/ways",
            text=_text(case, board, party, way) + _tied_text(case, party, way, tied),
            because=(*carriers, *(f"options/{key}" for key in case.options)),
            rank=5,
        )
    ]


def _admitting(case: Case, party: str) -> tuple[str, ...]:
    return tuple(key for key, option in case.options.items() if option.admits == party)


def _side(at: Table, party: str) -> Side | None:
    """Return the conflict, or None where no option in it admits the party."""
    return at.conflict if _admitting(at.case, party) else None


def _way(case: Case, side: Side, party: str, *, tied: bool = False) -> WaysIn:
    """Return the shortest ways into a lasting state that admits `party`, over the options that admit it.

    With `tied`, moves of `party` that hurt those on whom it depends do not count.
    """
    board = side.board
    above = [board.players.index(p) for p in masters(case, party) if p in board.players]
    bound = {board.players.index(party): above} if tied and above and party in board.players else None
    found = [
        ways_in(side.game, side.status_quo, key, side.lasts[0], tied=bound, limit=1) for key in _admitting(case, party)
    ]
    return min(found, key=lambda way: (way.steps is None, way.steps or 0))


def _text(case: Case, board: Conflict, party: str, way: WaysIn) -> str:
    name = party_name(case, party)
    if way.steps is None:
        return (
            "No sequence of moves, each in the interest of whoever makes it, leads from where things stand "
            f"to a lasting state in which {name} is admitted."
        )
    if not way.steps:
        return f"{name} is admitted as things stand, and that lasts."
    assert board.status_quo is not None
    steps, before = [], board.status_quo
    for step in way.paths[0]:
        steps.append(change_words(case, board, before, step.state))
        before = step.state
    first = listed([party_name(case, board.players[mover]) for mover in way.first_movers], last="or")
    count = "1 move that pays" if way.steps == 1 else f"{way.steps} moves that each pay"
    return f"{name} can get in by {count} for whoever makes it; {first} must move first ({'; '.join(steps)})."


def _tied_text(case: Case, party: str, way: WaysIn, tied: WaysIn) -> str:
    if way.steps is None or tied.steps == way.steps:
        return ""
    above = listed([party_name(case, p) for p in masters(case, party)])
    if tied.steps is None:
        return f" If it must not hurt {above}, no way is left."
    return f" If it must not hurt {above}, it takes {tied.steps}."


def ways_claims(centre: Table, drawn: Table, party: str, only: Collection[str] | None) -> Claims:
    """Tell in which completions of the preferences there is a way in as at the centre, with the same first movers."""
    name = f"seat/{party}/ways"
    if only is not None and name not in only:
        return Claims()
    before, side = _side(centre, party), _side(drawn, party)
    if before is None or side is None:
        return Claims()
    (then, then_first), (steps, first) = _shortest(drawn.case, before, party), _shortest(drawn.case, side, party)
    same = ((steps < 0) == (then[0] < 0)) & (first == then_first[0]).all(axis=1)
    return Claims({name: same[side.which]})


def _shortest(case: Case, side: Side, party: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return per preferences the length of the shortest ways over the options that admit, -1 for none, and who starts.

    Of several options with ways of the same length, the first.
    """
    many = [ways_in_many(side.game, side.status_quo, key, side.ranks, side.lasts) for key in _admitting(case, party)]
    steps = np.stack([found.steps for found in many])
    best = np.where(steps < 0, np.iinfo(np.int64).max, steps).argmin(axis=0)
    row = np.arange(steps.shape[1])
    return steps[best, row], np.stack([found.first_movers for found in many])[best, row]
