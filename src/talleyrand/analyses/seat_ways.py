"""Ways in: who must move first so that the party left out is admitted, each step in the mover's own interest."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from talleyrand.analyses.base import Claims
from talleyrand.analyses.conflict import Conflict, central_game, conflict, distinct_games
from talleyrand.analyses.result import Finding
from talleyrand.analyses.seat_numbers import Table
from talleyrand.analyses.words import listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.graph_model import Game, improvements, solve

Path = tuple[tuple[int, int], ...]
"""Steps as (number of the mover, state reached)."""


def ways_findings(case: Case, party: str) -> list[Finding]:
    """Return the shortest way in for `party`, or that there is none; nothing where no option admits it."""
    board = _board(case, party)
    if board is None:
        return []
    path = way_in(board, central_game(case, board), _admitting(case, party))
    carriers = [f"preferences/{p}/{n}" for p, steps in case.preferences.items() for n in range(len(steps))]
    return [
        Finding(
            id=f"seat/{party}/ways",
            text=_text(case, board, party, path),
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


def way_in(board: Conflict, game: Game, admitting: Collection[str]) -> Path | None:
    """Return the shortest sequence of improvements by anybody into an admitting equilibrium.

    Parameters
    ----------
    board, game
        The conflict and its ranks.
    admitting
        Options of which one must be taken at the end.

    Returns
    -------
    The steps as (mover, state reached), empty where the status quo is such an equilibrium already; None where no
    sequence of improvements leads to one. Among equally short ones, movers come in the order of the case.
    An equilibrium is a state that is sequentially stable for everybody.
    """
    stable = solve(game, ["seq"]).equilibria["seq"]
    wanted = [board.options.index(key) for key in admitting]
    goals = {int(s) for s in np.flatnonzero(stable & board.states[:, wanted].any(axis=1))}
    assert board.status_quo is not None
    came: dict[int, tuple[int, int]] = {}
    frontier, seen = [board.status_quo], {board.status_quo}
    while frontier and not goals & seen:
        frontier = _one_step(game, frontier, seen, came)
    found = sorted(goals & seen)
    return _back(came, board.status_quo, found[0]) if found else None


def _one_step(game: Game, frontier: list[int], seen: set[int], came: dict[int, tuple[int, int]]) -> list[int]:
    """Return the states first reached from `frontier` by one improvement; `came` keeps mover and state before."""
    reached = []
    for state in frontier:
        for mover in range(game.n_parties):
            for to in improvements(game, mover, state).tolist():
                if to not in seen:
                    seen.add(to)
                    came[to] = (mover, state)
                    reached.append(to)
    return reached


def _back(came: dict[int, tuple[int, int]], start: int, goal: int) -> Path:
    steps: list[tuple[int, int]] = []
    while goal != start:
        mover, before = came[goal]
        steps.append((mover, goal))
        goal = before
    return tuple(reversed(steps))


def _text(case: Case, board: Conflict, party: str, path: Path | None) -> str:
    name = party_name(case, party)
    if path is None:
        return (
            "No sequence of moves, each in the interest of whoever makes it, leads from where things stand "
            f"to a lasting state in which {name} is admitted."
        )
    if not path:
        return f"{name} is admitted as things stand, and that lasts."
    assert board.status_quo is not None
    steps, before = [], board.status_quo
    for mover, state in path:
        changed = np.flatnonzero(board.states[before] != board.states[state])
        steps.append(f"{party_name(case, board.players[mover])}: {_moves(case, board, changed, state)}")
        before = state
    first = party_name(case, board.players[path[0][0]])
    count = "1 move that pays" if len(path) == 1 else f"{len(path)} moves that each pay"
    return f"{name} can get in by {count} for whoever makes it; {first} must move first ({'; '.join(steps)})."


def _moves(case: Case, board: Conflict, changed: np.ndarray[tuple[int], np.dtype[np.intp]], state: int) -> str:
    words = []
    for n in changed.tolist():
        title = case.options[board.options[n]].title
        lowered = title[:1].lower() + title[1:] if title[1:2].islower() else title
        words.append(lowered if board.states[state, n] else f"drops: {lowered}")
    return listed(words)


def ways_claims(centre: Table, drawn: Table, party: str, only: Collection[str] | None) -> Claims:
    """Tell in which completions of the preferences there is a way in, as at the centre, with the same first mover."""
    name = f"seat/{party}/ways"
    board = _board(drawn.case, party)
    if board is None or (only is not None and name not in only):
        return Claims()
    admitting = _admitting(drawn.case, party)
    then = way_in(board, central_game(drawn.case, board), admitting)
    games, which = distinct_games(drawn.case, board, drawn.draws)
    same = np.array([_alike(way_in(board, game, admitting), then) for game in games])
    return Claims({name: same[which]})


def _alike(one: Path | None, other: Path | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return [mover for mover, _ in one[:1]] == [mover for mover, _ in other[:1]]
