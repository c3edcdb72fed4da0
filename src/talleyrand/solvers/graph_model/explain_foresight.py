"""Why a party of limited foresight stays or moves: the play that it expects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model.conditional import Condition, conditional_moves
from talleyrand.solvers.graph_model.edges import Moves
from talleyrand.solvers.graph_model.foresight import Ends, anticipations, until_repeated
from talleyrand.solvers.graph_model.game import Game, check_state
from talleyrand.solvers.graph_model.paths import Path, Step

MAX_HORIZON = 10_000


@dataclass(frozen=True)
class ForesightExplanation:
    """The best play that a party can expect from a state.

    Parameters
    ----------
    party, state, horizon
        As in ``explain_foresight``.
    stable
        Whether it stays.
    settled
        Whether its choice settles as the horizon grows; False only where it looks ahead without bound.
    play
        Its best move, and how it expects the others to go on, to where play ends; empty where it cannot move.
    """

    party: int
    state: int
    horizon: int | None
    stable: bool
    settled: bool
    play: Path


def explain_foresight(
    game: Game, party: int, state: int, horizon: int | None, *, conditions: Sequence[Condition] = ()
) -> ForesightExplanation:
    """Return the best play that a party can expect if it moves, looking some moves ahead.

    Parameters
    ----------
    game
        The conflict.
    party, state
        Numbers from 0.
    horizon
        How many moves it looks ahead, 1 or more; None: without bound.
    conditions
        What must hold for options to change.

    Returns
    -------
    ForesightExplanation
        Agrees with ``limited_move`` and ``non_myopic``.

    Examples
    --------
    Looking two moves ahead the first prisoner keeps to cooperation (3): it expects to be defected upon (0).

    >>> game = Game(
    ...     options=("one cooperates", "two cooperates"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> explain_foresight(game, 0, 3, 2).play
    (Step(party=0, state=2), Step(party=1, state=0))
    """
    check_state(game, state)
    if not 0 <= party < game.n_parties:
        raise SolverError(f"party {party} does not exist; parties are 0 to {game.n_parties - 1}")
    if horizon is not None and horizon < 1:
        raise SolverError(f"a horizon of {horizon} looks nowhere; give 1 or more")
    moves = conditional_moves(game, conditions)
    settled = True
    if horizon is None:
        found, start, _ = until_repeated(game, moves, MAX_HORIZON)
        settled = len({int(ends[party, state]) for ends in found[start:]}) == 1
        ends = [*found, found[start]]
    else:
        ends = anticipations(game, moves, horizon)
    stable = settled and int(ends[-1][party, state]) == state
    return ForesightExplanation(party, state, horizon, stable, settled, _play(game, moves, ends, party, state))


def _play(game: Game, moves: Sequence[Moves], ends: Sequence[Ends], party: int, state: int) -> Path:
    """Return the party's best move and how it expects play to go on; ``ends[h]`` is for horizon h."""
    path: list[Step] = []
    for before in reversed(ends[:-1]):
        targets = np.sort(moves[party].leaving(np.array([state]))[1]).tolist()
        if not targets:
            break
        expected = {target: _expected(game, moves, before, party, target) for target in targets}
        ranks = game.ranks[party]
        target = max(targets, key=lambda target: int(ranks[expected[target][1]]))
        path.append(Step(party, target))
        reply, end = expected[target]
        if end == target:
            break
        party, state = reply, target
    return tuple(path)


def _expected(game: Game, moves: Sequence[Moves], ends: Ends, party: int, state: int) -> tuple[int, int]:
    """Return who a party expects to be next in a state that it has brought about, and where play then ends.

    Of the others that can move the one whose reply is the worst for it; the party itself where nobody can.
    """
    replies = [
        (int(game.ranks[party, ends[other, state]]), int(ends[other, state]), other)
        for other, own in enumerate(moves)
        if other != party and np.isin(state, own.sources)
    ]
    _, end, other = min(replies, default=(0, state, party))
    return other, end
