"""Limited-move stability: parties that look h moves ahead.

With moves under conditions nothing changes in the definition: R_i(s) is what i reaches under them, and no
party moves twice in succession as it is.

References
----------
Kilgour (1985), Anticipation and stability in two-person noncooperative games, in Luterbacher & Ward
(eds.), Dynamic Models of International Conflict, Lynne Rienner. Fang, Hipel & Kilgour (1993), ch. 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model.conditional import Condition, conditional_moves
from talleyrand.solvers.graph_model.edges import Moves
from talleyrand.solvers.graph_model.game import Flags, Game

Ends = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class ForesightResult:
    """Where play ends for parties of limited foresight.

    Parameters
    ----------
    game, conditions
        The conflict, and what must hold for options to change.
    horizon
        How many moves each looks ahead; None for non-myopic parties.
    ends
        (n_parties, n_states) int: where play ends if the party moves first from the state.
    stable
        (n_parties, n_states) bool: it ends where it began.
    settled
        (n_parties, n_states) bool: non-myopic only, whether ``ends`` has a limit as the horizon
        grows; where it has none, ``stable`` is False. True throughout for a finite horizon.
    ties
        (n_parties, n_states) bool: somewhere in the anticipation that starts here a party was
        indifferent between moves that lead to different ends; the lowest state number was taken,
        and the answer may depend on it.
    """

    game: Game
    conditions: tuple[Condition, ...]
    horizon: int | None
    ends: Ends
    stable: Flags
    settled: Flags
    ties: Flags

    @property
    def equilibria(self) -> Flags:
        """(n_states,) bool: stable for every party."""
        holds: Flags = np.logical_and.reduce(self.stable, axis=0)
        return holds

    def why(self, party: int, state: int, parties: Sequence[str] | None = None) -> str:
        """Return in a sentence why a party stays in a state, or does not; parties by number where unnamed."""
        from talleyrand.solvers.graph_model.explain_foresight import explain_foresight
        from talleyrand.solvers.graph_model.sentences import in_words, numbered

        found = explain_foresight(self.game, party, state, self.horizon, conditions=self.conditions)
        return in_words(self.game, found, parties or numbered(self.game))


def limited_move(game: Game, horizon: int, conditions: Sequence[Condition] = ()) -> ForesightResult:
    """Return limited-move stability L_h.

    G_h(i, s) is where play ends when i moves first from s and looks h moves ahead: i goes to the move
    m whose continuation G_{h-1}(j, m) it likes best, if it likes it better than s, and stays else. With
    two parties j is the other. With more, published readings differ; ours: of the others that have a move
    from m, i expects the one whose continuation is the worst for i. L_1 is Nash stability.

    Parameters
    ----------
    game
        The conflict.
    horizon
        1 or more.
    conditions
        What must hold for options to change.

    Examples
    --------
    In the prisoner's dilemma two moves of foresight keep mutual cooperation (state 3):

    >>> game = Game(
    ...     options=("one cooperates", "two cooperates"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> np.flatnonzero(limited_move(game, 1).equilibria), np.flatnonzero(limited_move(game, 2).equilibria)
    (array([0]), array([0, 3]))
    """
    if horizon < 1:
        raise SolverError(f"a horizon of {horizon} looks nowhere; give 1 or more")
    moves = conditional_moves(game, conditions)
    ends, ties = _start(game)
    for _ in range(horizon):
        ends, ties = _look_further(game, moves, ends, ties)
    here = np.arange(game.n_states)
    return ForesightResult(game, tuple(conditions), horizon, ends, ends == here, np.ones(ends.shape, dtype=bool), ties)


def non_myopic(game: Game, max_horizon: int = 10_000, conditions: Sequence[Condition] = ()) -> ForesightResult:
    """Return stability for parties that look ahead without bound: the limit of L_h as h grows.

    The horizon is raised until the ends repeat; where they go round in a cycle there is no limit.

    Parameters
    ----------
    game
        The conflict.
    max_horizon
        How far to look for a repetition.
    conditions
        What must hold for options to change.

    Raises
    ------
    SolverError
        No repetition within ``max_horizon`` moves.

    Examples
    --------
    >>> game = Game(("a",), (0,), 1, (), np.array([[0], [1]], dtype=bool), np.array([[0, 1]]))
    >>> non_myopic(game).stable.tolist()
    [[False, True]]
    """
    ends, start, ties = until_repeated(game, conditional_moves(game, conditions), max_horizon)
    cycle = np.stack(ends[start:])
    settled = np.logical_and.reduce(cycle == cycle[0], axis=0)
    here = np.arange(game.n_states)
    return ForesightResult(game, tuple(conditions), None, cycle[0], settled & (cycle[0] == here), settled, ties)


def anticipations(game: Game, moves: list[Moves], horizon: int) -> list[Ends]:
    """Return where play ends for parties that look no move ahead, one, and so on up to the horizon."""
    ends, ties = _start(game)
    found = [ends]
    for _ in range(horizon):
        ends, ties = _look_further(game, moves, ends, ties)
        found.append(ends)
    return found


def until_repeated(game: Game, moves: list[Moves], max_horizon: int) -> tuple[list[Ends], int, Flags]:
    """Return where play ends by horizon until all ends repeat, the horizon that repeats, and the ties at last."""
    ends, ties = _start(game)
    seen: dict[bytes, int] = {}
    found: list[Ends] = []
    while (key := ends.tobytes()) not in seen:
        if len(found) > max_horizon:
            raise SolverError(f"the anticipation has not repeated within {max_horizon} moves; raise max_horizon")
        seen[key] = len(found)
        found.append(ends)
        ends, ties = _look_further(game, moves, ends, ties)
    return found, seen[key], ties


def _start(game: Game) -> tuple[Ends, Flags]:
    shape = (game.n_parties, game.n_states)
    return np.tile(np.arange(game.n_states), (game.n_parties, 1)), np.zeros(shape, dtype=bool)


def _look_further(game: Game, moves: list[Moves], ends: Ends, ties: Flags) -> tuple[Ends, Flags]:
    mobile = np.zeros(ends.shape, dtype=bool)
    for party, own in enumerate(moves):
        mobile[party, own.sources] = True
    rows = []
    for party in range(game.n_parties):
        movable = mobile & (np.arange(game.n_parties) != party)[:, None]
        rows.append(_one_party(game, party, moves[party], _expected(game, party, ends, ties, movable)))
    return np.stack([row for row, _ in rows]), np.stack([tie for _, tie in rows])


def _one_party(game: Game, party: int, moves: Moves, expected: tuple[Ends, Flags]) -> tuple[Ends, Flags]:
    """Return the party's ends and ties at one move more of foresight."""
    ranks = game.ranks[party].astype(np.int64)
    after, doubtful = expected
    result, tied = np.arange(game.n_states), np.zeros(game.n_states, dtype=bool)
    if not len(moves.targets):
        return result, tied
    sources, targets = moves.pairs()
    reached = after[targets]
    best = np.maximum.reduceat(ranks[reached], moves.starts)
    full = np.full(game.n_states, np.iinfo(np.int64).min)
    full[moves.sources] = best
    ideal = ranks[reached] == full[sources]
    chosen = np.minimum.reduceat(np.where(ideal, targets, game.n_states), moves.starts)
    lowest = np.minimum.reduceat(np.where(ideal, reached, game.n_states), moves.starts)
    highest = np.maximum.reduceat(np.where(ideal, reached, -1), moves.starts)
    gains = best > ranks[moves.sources]
    result[moves.sources[gains]] = after[chosen[gains]]
    tied[moves.sources] = (gains & (lowest < highest)) | np.logical_or.reduceat(doubtful[targets], moves.starts)
    return result, tied


def _expected(game: Game, party: int, ends: Ends, ties: Flags, movable: Flags) -> tuple[Ends, Flags]:
    """Return where the party expects play to end after its move to each state, and whether a tie decides."""
    ranks = game.ranks[party].astype(np.int64)
    feared = np.where(movable, ranks[ends], np.iinfo(np.int64).max)
    is_worst = movable & (feared == feared.min(axis=0))
    end = np.where(is_worst, ends, game.n_states).min(axis=0)
    far = np.where(is_worst, ends, -1).max(axis=0)
    nobody = ~np.logical_or.reduce(movable, axis=0)
    end[nobody] = np.flatnonzero(nobody)
    doubtful: Flags = np.logical_or.reduce(ties & movable, axis=0) | (~nobody & (end < far))
    return end, doubtful
