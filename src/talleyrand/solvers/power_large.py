"""Power in quota games with many members, in floating point.

Let everybody join with the same chance t, by itself. Member i is pivotal with chance f_i(t), that the weight W of the
others who joined lies in [q - w_i, q). The Shapley–Shubik index is the mean of f_i over t from 0 to 1, the absolute
Banzhaf index is f_i(1/2) (Owen 1972; Straffin 1977). By Hoeffding's inequality f_i is below 1e-16 where t sum(w) is
further from q than 4.4 sqrt(sum w^2) + max w, so that a Gauss–Legendre rule on what is left suffices.

References
----------
Owen, G. (1972). Multilinear extensions of games. *Management Science*, 18(5), 64–79.
Straffin, P. D. (1977). Homogeneity, independence, and power indices. *Public Choice*, 30, 107–118.
"""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np

from talleyrand.errors import TooLargeError
from talleyrand.solvers.arrays import Floats

_MOST_STEPS = 20_000_000_000  # multiplications: half a minute


def quota_game(quota: int, weights: tuple[int, ...]) -> tuple[Floats, Floats, float]:
    """Return the power of every member of a game with one quota, to about 1e-10.

    Parameters
    ----------
    quota
        1 to the sum of the weights.
    weights
        Each >= 0.

    Returns
    -------
    shapley_shubik, banzhaf_absolute : (n,) float in [0, 1]
    winning : float in [0, 1]
        Share of the coalitions that win.

    Raises
    ------
    TooLargeError
        Where it would take minutes.

    Examples
    --------
    >>> shapley, banzhaf, winning = quota_game(2, (1, 1, 1))
    >>> shapley.round(9).tolist(), banzhaf.round(9).tolist(), round(winning, 9)
    ([0.333333333, 0.333333333, 0.333333333], [0.5, 0.5, 0.5], 0.5)
    """
    kinds, which = np.unique(np.array(weights, dtype=np.int64), return_inverse=True)
    chances, share = _nodes(quota, weights)
    steps = len(weights) * (sum(weights) + 1) * (chances.size + 1)
    if steps > _MOST_STEPS:
        raise TooLargeError(f"{steps:,} steps; up to {_MOST_STEPS:,} fit: give the weights in a coarser unit")
    at = np.append(chances, 0.5)
    below = _below(np.sort(np.array(weights, dtype=np.int64)), at)
    pivotal = np.array([_pivotal(below, at, quota, int(weight)) for weight in kinds])[which]
    return pivotal[:, :-1] @ share, pivotal[:, -1], float(1 - below[-1, quota])


def _nodes(quota: int, weights: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Return chances t and the share of each in the mean, where a pivot is possible at all."""
    total, n = sum(weights), len(weights)
    reach = (4.4 * sqrt(sum(weight**2 for weight in weights)) + max(weights)) / total
    low, high = max(0.0, quota / total - reach), min(1.0, quota / total + reach)
    # A polynomial of degree n - 1 needs n / 2 nodes; it does not turn faster than in steps of 1 / sqrt(n).
    count = min(n // 2 + 1, 16 + ceil(11 * (high - low) * sqrt(n)))
    places, share = np.polynomial.legendre.leggauss(count)
    return low + (high - low) * (places + 1) / 2, share * (high - low) / 2


def _below(weights: np.ndarray[tuple[int], np.dtype[np.int64]], chances: Floats) -> Floats:
    """Return the chance that the weight of those who join is below w, for w from 0 to the sum and one more."""
    total = int(weights.sum())
    exactly = np.zeros((chances.size, total + 1))
    exactly[:, 0] = 1.0
    join, top = chances[:, None], 0
    for weight in weights.tolist():  # the lightest first, so that the filled part stays short
        joined = exactly[:, : top + 1] * join
        exactly[:, : top + 1] -= joined
        exactly[:, weight : top + weight + 1] += joined
        top += weight
    return np.pad(np.cumsum(exactly, axis=1), [(0, 0), (1, 0)])


def _pivotal(below: Floats, chances: Floats, quota: int, weight: int) -> Floats:
    """Return the chance that the others' weight lies in [quota - weight, quota), for each chance to join."""
    if weight == 0:
        return np.zeros(chances.size)
    found = np.empty(chances.size)
    for rows, upper in ((chances <= 0.5, False), (chances > 0.5, True)):
        some = below[rows], chances[rows]
        parts = [_others_below(*some, place, weight, upper) for place in (quota, max(quota - weight, 0))]
        found[rows] = parts[0] - parts[1]
    return np.clip(found, 0.0, 1.0)


def _others_below(below: Floats, chances: Floats, place: int, weight: int, upper: bool) -> Floats:
    """Return the chance that the others' weight is below a place, by taking one member out of the sum.

    With F for all and F' without the member, F(x) = (1 - t) F'(x) + t F'(x - w). Solved for F' downwards this
    multiplies errors by t / (1 - t), and for 1 - F' upwards by (1 - t) / t: the one that does not grow is taken.
    """
    width = below.shape[1] - 1
    if not upper:
        places = np.arange(place, 0, -weight)
        factors = (-chances / (1 - chances))[:, None] ** np.arange(places.size) / (1 - chances)[:, None]
        return np.asarray((factors * below[:, places]).sum(axis=1), dtype=float)
    places = np.arange(place + weight, width + 1, weight)
    factors = (-(1 - chances) / chances)[:, None] ** np.arange(places.size) / chances[:, None]
    return np.asarray(1 - (factors * (1 - below[:, places])).sum(axis=1), dtype=float)
