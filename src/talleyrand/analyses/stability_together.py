"""Who can upset a lasting state together: the smallest coalitions all of whose members gain by leaving it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.conflict import Conflict
from talleyrand.analyses.result import Finding
from talleyrand.analyses.stability_words import carriers, change_words, finding_id, state_words
from talleyrand.analyses.words import listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.graph_model import Game, coalition_reach

MOST_MOVERS = 10
MOST_TOGETHER = 3
MOST_NAMED = 3
Coalition = tuple[int, ...]
Ranks = NDArray[np.integer]


@dataclass(frozen=True)
class Together:
    """The coalitions of parties that can move, the small ones first, and what each reaches from one state."""

    state: int
    coalitions: tuple[Coalition, ...]
    reach: NDArray[np.bool_]


def together(game: Game, state: int) -> Together:
    """Return the coalitions that may matter for a state: a member that cannot move never makes one stronger.

    All of them among up to 10 parties that can move; of at most three members among more.
    """
    movers = [party for party in range(game.n_parties) if game.can_move(party)]
    most = len(movers) if len(movers) <= MOST_MOVERS else MOST_TOGETHER
    coalitions = tuple(c for size in range(1, most + 1) for c in itertools.combinations(movers, size))
    return Together(state, coalitions, coalition_reach(game, state, coalitions))


def gains(known: Together, ranks: Ranks) -> NDArray[np.bool_]:
    """Tell for each coalition (rows) and each of (n, n_parties, n_states) ranks whether all of its members can gain."""
    better = ranks > ranks[:, :, [known.state]]
    rows = []
    for coalition, reach in zip(known.coalitions, known.reach, strict=True):
        targets = np.flatnonzero(reach)
        shared = better[:, coalition[0], targets]
        for member in coalition[1:]:
            shared = shared & better[:, member, targets]
        rows.append(shared.any(axis=1))
    return np.stack(rows)


def smallest_breakers(known: Together, ranks: Ranks) -> tuple[Coalition, ...]:
    """Return the coalitions all of whose members gain by some joint move, none within another.

    `ranks`: (n_parties, n_states), higher is better.
    """
    found: list[Coalition] = []
    for coalition, gain in zip(known.coalitions, gains(known, ranks[None])[:, 0], strict=True):
        if gain and not any(set(smaller) <= set(coalition) for smaller in found):
            found.append(coalition)
    return tuple(found)


def together_finding(case: Case, board: Conflict, game: Game, state: int, n: int) -> Finding:
    """Say who gains by leaving a state together, and where they would go."""
    known = together(game, state)
    found = smallest_breakers(known, game.ranks)
    here = state_words(case, board, state)
    if found:
        told = [_gain(case, board, game, known, coalition) for coalition in found[:MOST_NAMED]]
        more = f"; so do {len(found) - MOST_NAMED} more such groups" if len(found) > MOST_NAMED else ""
        text = f"Where {here}, {'; '.join(told)}{more}."
    else:
        text = f"Where {here}, no parties, alone or together, can all gain by moving."
    return Finding(id=together_id(board, state), text=text, because=carriers(case), rank=14 + n)


def together_id(board: Conflict, state: int) -> str:
    """Return the id of the finding on who upsets a state together."""
    return f"{finding_id(board, state)}/together"


def _gain(case: Case, board: Conflict, game: Game, known: Together, coalition: Coalition) -> str:
    names = listed([party_name(case, board.players[party]) for party in coalition])
    better = (game.ranks[list(coalition)] > game.ranks[list(coalition)][:, [known.state]]).all(axis=0)
    targets = np.flatnonzero(known.reach[known.coalitions.index(coalition)] & better)
    changed = (board.states[targets] != board.states[known.state]).sum(axis=1)
    nearest = int(targets[np.argmin(changed)])
    does = change_words(case, board, known.state, nearest)
    return f"{names} {'gains alone' if len(coalition) == 1 else 'gain together'} by this: {does}"


def together_holds(game: Game, state: int, ranks: Ranks) -> NDArray[np.bool_]:
    """Tell for each of (n, n_parties, n_states) ranks whether the same smallest coalitions gain by leaving."""
    known = together(game, state)
    gain = gains(known, np.concatenate([game.ranks[None], ranks]))
    # The smallest are the same where the same coalitions contain one that gains.
    within = np.array([[set(one) <= set(other) for one in known.coalitions] for other in known.coalitions])
    upset = within.astype(np.float32) @ gain.astype(np.float32) > 0
    return np.asarray((upset[:, 1:] == upset[:, :1]).all(axis=0), dtype=bool)
