"""Ways in: who must move first so that the party left out is admitted, each step in the mover's own interest."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.base import Claims
from talleyrand.analyses.conflict import Conflict, central_game, conflict, distinct_ranks
from talleyrand.analyses.result import Finding
from talleyrand.analyses.seat_numbers import Table, masters
from talleyrand.analyses.stability_words import change_words
from talleyrand.analyses.words import listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.graph_model import Game, WaysIn, solve, solve_many, ways_in


def ways_findings(case: Case, party: str) -> list[Finding]:
    """Return the shortest way in for `party`, or that there is none; nothing where no option admits it."""
    board = _board(case, party)
    if board is None:
        return []
    game = central_game(case, board)
    stable = solve(game, ["seq"]).equilibria["seq"]
    way, tied = _way(case, board, game, stable, party), _way(case, board, game, stable, party, tied=True)
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


def _board(case: Case, party: str) -> Conflict | None:
    if not _admitting(case, party) or len(case.preferences) < 2:
        return None
    board = conflict(case)
    return None if board.status_quo is None else board


def _way(
    case: Case, board: Conflict, game: Game, stable: NDArray[np.bool_], party: str, *, tied: bool = False
) -> WaysIn:
    """Return the shortest ways into a lasting state that admits `party`, over the options that admit it.

    Lasting is what is sequentially stable for everybody. With `tied`, moves of `party` that hurt those on whom it
    depends do not count.
    """
    assert board.status_quo is not None
    above = [board.players.index(p) for p in masters(case, party) if p in board.players]
    bound = {board.players.index(party): above} if tied and above and party in board.players else None
    found = [ways_in(game, board.status_quo, key, stable, tied=bound, limit=1) for key in _admitting(case, party)]
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
    board = _board(drawn.case, party)
    if board is None or (only is not None and name not in only):
        return Claims()
    game = central_game(drawn.case, board)
    then = _way(drawn.case, board, game, solve(game, ["seq"]).equilibria["seq"], party)
    ranks, which = distinct_ranks(drawn.case, board, drawn.draws)
    stable = solve_many(game, ranks, ["seq"]).equilibria["seq"]
    ways = [_way(drawn.case, board, game.with_ranks(r), e, party) for r, e in zip(ranks, stable, strict=True)]
    return Claims({name: np.array([_alike(way, then) for way in ways])[which]})


def _alike(one: WaysIn, other: WaysIn) -> bool:
    return (one.steps is None) == (other.steps is None) and one.first_movers == other.first_movers
