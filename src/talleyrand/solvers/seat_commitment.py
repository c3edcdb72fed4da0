"""From a settlement back to the position that brings it about."""

from __future__ import annotations

import numpy as np

from talleyrand.solvers.arrays import Floats
from talleyrand.solvers.seat_offers import Offers


def commitments(what: Offers, at: Floats) -> Floats:
    """Return the positions of the outsider that bring settlements about, as near to its own as may be.

    Parameters
    ----------
    what
        The offers of all draws.
    at : (D, M) float
        Settlements within ``what.low`` and ``what.high``; the linked issues are not looked at.

    Returns
    -------
    (D, n_issues) float, NaN where the outsider holds no position.

    Examples
    --------
    >>> from talleyrand.solvers.seat_offers import offers
    >>> from talleyrand.solvers.seat_terms import SeatTerms
    >>> sides = ([[0.0], [90.0]], [1, 1], [[1.0], [1.0]], [100.0], [True, False], 1)
    >>> commitments(offers(*sides, SeatTerms()), np.array([[30.0]])).tolist()
    [[60.0]]
    """
    wanted = at[:, : what.n_issues]
    if what.method == "weighted median":
        return _invert_median(what, wanted)
    apart = wanted - (1 - what.weight) * what.start[:, : what.n_issues]
    found = np.divide(apart, what.weight, out=what.own.copy(), where=what.weight > 0)
    return np.where(what.weight > 0, np.clip(found, what.own_low, what.own_high), what.own)


def _invert_median(what: Offers, wanted: Floats) -> Floats:
    """Return the positions under which the weighted median is the one wanted.

    The median rises with the position and is linear between the others' positions, so it is worked out at those
    and interpolated; of several positions that serve, the one nearest to the outsider's own is taken.
    """
    low, high = what.own_low[:, None], what.own_high[:, None]
    marks = np.where(what.weights > 0, what.places, low)
    marks = np.sort(np.clip(np.concatenate([marks, low, high], axis=1), low, high), axis=1)
    medians = np.stack([what.settle_at(mark) for mark in np.moveaxis(marks, 1, 0)], axis=1)
    result = what.own.copy()
    for draw, issue in zip(*np.nonzero(what.weights[:, what.outsider] > 0), strict=True):
        ladder, steps, x = marks[draw, :, issue], medians[draw, :, issue], wanted[draw, issue]
        first = _reach(steps, ladder, x)
        last = -_reach(-steps[::-1], -ladder[::-1], -x)
        result[draw, issue] = np.clip(what.own[draw, issue], first, max(first, last))
    return result


def _reach(steps: Floats, ladder: Floats, x: float) -> float:
    """Return the lowest position at which a rising function reaches x, to 1e-9."""
    at = min(int(np.searchsorted(steps, x - 1e-9)), len(steps) - 1)
    if at == 0 or steps[at] <= steps[at - 1]:
        return float(ladder[at])
    share = np.clip((x - steps[at - 1]) / (steps[at] - steps[at - 1]), 0.0, 1.0)
    return float(ladder[at - 1] + share * (ladder[at] - ladder[at - 1]))
