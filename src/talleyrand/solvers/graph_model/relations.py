"""Sets of states for every state at once: joint reach as bit rows, and where two families of sets meet.

Quadratic in the number of states, hence bounded; ``cube`` and ``edges`` do without these.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import TooLargeError
from talleyrand.solvers.graph_model.edges import Moves
from talleyrand.solvers.graph_model.game import Flags

Bits = NDArray[np.uint8]
MAX_STATES = 8192


def check_size(n_states: int, what: str) -> None:
    """Refuse more states than a square table holds, before the work starts.

    Raises
    ------
    TooLargeError
        Says how many states there are and how many would fit.
    """
    if n_states > MAX_STATES:
        raise TooLargeError(
            f"{what} compares all pairs of {n_states:,} states; up to {MAX_STATES:,} fit: exclude states"
        )


def joint_reach(moves: Sequence[Moves], movers: Sequence[int], n_states: int) -> Flags:
    """Return (n_states, n_states) bool: row s holds what the movers reach from s together.

    By the definition: legal sequences of moves in which nobody moves twice in succession, searched
    over (state, last mover). A state is in its own row only where such a sequence returns to it.
    """
    blank = np.zeros((n_states, (n_states + 7) // 8), dtype=np.uint8)
    one = np.packbits(np.eye(n_states, dtype=bool), axis=1)
    # after[j][s]: what can still be reached from s when j was the last to move.
    after = {mover: blank.copy() for mover in movers}
    changed = True
    while changed:
        changed = False
        steps = {mover: _step(moves[mover], one | after[mover], blank) for mover in movers}
        for last in movers:
            grown = _union([steps[mover] for mover in movers if mover != last], blank)
            changed = changed or not np.array_equal(grown, after[last])
            after[last] = grown
    total = _union([_step(moves[mover], one | after[mover], blank) for mover in movers], blank)
    return np.unpackbits(total, axis=1, count=n_states).astype(bool)


def meets(left: Flags, right: Flags) -> Flags:
    """Return (n, m) bool: whether row s of the left and row t of the right have an element in common.

    Examples
    --------
    >>> meets(np.array([[True, False], [False, True]]), np.array([[False, True]])).tolist()
    [[False], [True]]
    """
    packed = np.packbits(right, axis=1)
    _, first, which = np.unique(
        np.ascontiguousarray(packed).view(f"V{packed.shape[1]}").reshape(-1), return_index=True, return_inverse=True
    )
    # Counts stay below 2**24, so that single precision is exact.
    common = left.astype(np.float32) @ right[first].astype(np.float32).T
    found: Flags = (common > 0)[:, which]
    return found


def held(concept: str, tempted: Flags, feared: Flags, own: Flags, reach: Flags) -> Flags:
    """Return (n_states,) bool: where every tempting move meets a sanction.

    Parameters
    ----------
    concept
        ``nash`` (no sanction counts), ``smr`` (the party must not escape it), else any sanction does.
    tempted, feared
        [s, t]: a move from s to t would be an improvement; [s, x]: being left at x deters from leaving s.
    own, reach
        [x, y]: the party's moves; [t, x]: what the others bring about from t.
    """
    if concept == "nash":
        upset = tempted
    else:
        sanctions = feared & ~meets(~feared, own) if concept == "smr" else feared
        upset = tempted & ~meets(sanctions, reach)
    stable: Flags = ~np.logical_or.reduce(upset, axis=1)
    return stable


def move_table(moves: Moves, n_states: int) -> Flags:
    """Return (n_states, n_states) bool: whether a move leads from s to t."""
    table = np.zeros((n_states, n_states), dtype=bool)
    table[moves.pairs()] = True
    return table


def _step(moves: Moves, rows: Bits, blank: Bits) -> Bits:
    """Return for every state the union of the rows at the ends of the moves from it."""
    result = blank.copy()
    if len(moves.targets):
        result[moves.sources] = np.bitwise_or.reduceat(rows[moves.targets], moves.starts, axis=0)
    return result


def _union(parts: Sequence[Bits], blank: Bits) -> Bits:
    result = blank.copy()
    for part in parts:
        result |= part
    return result
