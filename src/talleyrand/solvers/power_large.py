"""Power in quota games with many members, in floating point to about twelve digits.

Let everybody join by itself, member j with chance p_j. The weight X of those who joined has the characteristic
function phi(k) = prod_j (1 - p_j + p_j e^(2 pi i k w_j / L)); a discrete Fourier transform of length L gives back the
chance that the weight of the others lies in [q - w_i, q), where i is pivotal.

- Shapley–Shubik is the mean of that chance over p_j = t from 0 to 1 (Owen 1972; Straffin 1977), a polynomial in t of
  degree n - 1 that a Gauss–Legendre rule of n/2 + 1 points integrates exactly.
- Banzhaf is the chance at p_j = 1/2. So that it keeps its digits where nearly all coalitions win, or lose, chances are
  tilted to 1 / (1 + e^(r w_j)) with a mean weight of q; the factor e^(r w) is put back in afterwards (Esscher 1932).

X stays within 4.4 sqrt(sum w^2) of its mean but for a chance of 3e-17 (Hoeffding 1963), so L need not be longer than
twice that; and |phi(k)|^2 <= exp(-4 sum p_j (1 - p_j) sin^2(pi k w_j / L)) leaves a handful of frequencies.

References
----------
Esscher, F. (1932). On the probability function in the collective theory of risk. *Skandinavisk Aktuarietidskrift*, 15,
    175–195.
Hoeffding, W. (1963). Probability inequalities for sums of bounded random variables. *Journal of the American
    Statistical Association*, 58(301), 13–30.
Owen, G. (1972). Multilinear extensions of games. *Management Science*, 18(5), 64–79.
Straffin, P. D. (1977). Homogeneity, independence, and power indices. *Public Choice*, 30, 107–118.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import TooLargeError
from talleyrand.solvers.arrays import Floats

Wholes = NDArray[np.int64]
Complexes = NDArray[np.complex128]

_MOST_STEPS = 500_000_000  # times some multiplications of complex numbers: half a minute
_MOST_AT_ONCE = 20_000_000  # complex numbers
_LONGEST = 30_000_000
_REACH = 4.4  # times sqrt(sum w^2)
_BEYOND = 3.1e-17  # the chance of being further away
_FADED = 45.0  # exp(-45) < 3e-20
_STEEPEST = 50.0  # tilt at which nobody joins


@dataclass(frozen=True, eq=False)
class LargeGame:
    """Power in a game with one quota.

    Attributes
    ----------
    shapley_shubik, banzhaf, banzhaf_absolute, coleman_prevent, coleman_initiate : (n,) float in [0, 1]
    error
        Bound on the error of every Shapley–Shubik index: of rounding, of frequencies left out, of what lies beyond.
    """

    shapley_shubik: Floats
    banzhaf: Floats
    banzhaf_absolute: Floats
    coleman_prevent: Floats
    coleman_initiate: Floats
    error: float


def quota_game(quota: int, weights: tuple[int, ...]) -> LargeGame:
    """Return the power of every member of a game with one quota.

    Parameters
    ----------
    quota
        1 to the sum of the weights.
    weights
        Each >= 0.

    Raises
    ------
    TooLargeError
        Where it would take minutes.

    Examples
    --------
    >>> found = quota_game(2, (1, 1, 1))
    >>> found.shapley_shubik.round(9).tolist(), found.banzhaf_absolute.round(9).tolist()
    ([0.333333333, 0.333333333, 0.333333333], [0.5, 0.5, 0.5])
    """
    kinds, which, members = np.unique(np.array(weights, dtype=np.int64), return_inverse=True, return_counts=True)
    reach = _REACH * sqrt(sum(weight**2 for weight in weights)) + max(weights)
    length = min(sum(weights) + 1, ceil(2 * reach) + 1)
    if length > _LONGEST:
        raise TooLargeError(f"a transform of {length:,} places; up to {_LONGEST:,} fit: give weights in a coarser unit")
    sums = _Sums(kinds, members, quota, length + 1 - length % 2)
    shapley, error = _shapley(sums, reach)
    rows = (shapley, *_banzhaf(sums))
    first, second, third, fourth, fifth = (np.clip(row, 0.0, 1.0)[which] for row in rows)
    return LargeGame(first, second, third, fourth, fifth, error)


@dataclass(frozen=True, eq=False)
class _Sums:
    """The members by weight, and how the sums of their weights are transformed.

    Attributes
    ----------
    kinds, members : (n_kinds,) int
        The weights that occur, and how many members have each.
    quota
        1 to the sum of the weights.
    length
        L, an odd number.
    """

    kinds: Wholes
    members: Wholes
    quota: int
    length: int

    @property
    def total(self) -> int:
        return int(self.kinds @ self.members)

    def angle(self, numbers: Wholes) -> Floats:
        """Return 2 pi times whole numbers over L, reduced before they are rounded."""
        return np.asarray(2 * np.pi * (numbers % self.length) / self.length, dtype=float)

    def decay(self, spread: Floats) -> Floats:
        """Return 2 sum p (1 - p) sin^2(pi k w / L), where p (1 - p) of each kind is given: (1 + (L - 1) / 2,)."""
        at = np.zeros(self.length)
        np.add.at(at, self.kinds % self.length, self.members * spread)
        return np.asarray(at.sum() - np.fft.rfft(at).real)

    def turn(self, k: Wholes) -> Complexes:
        """Return e^(2 pi i k w / L): (n_kinds, n_frequencies)."""
        return np.asarray(np.exp(1j * self.angle(self.kinds[:, None] * k)))

    def window(self, k: Wholes, sizes: Wholes, rate: float = 0.0) -> Complexes:
        """Return the sum of e^(rate (v - q)) e^(-2 pi i k v / L) over v in [q - size, q): (n_sizes, n_frequencies)."""
        step = 1j * self.angle(k) - rate
        last = 1j * self.angle(sizes[:, None] * k) - rate * sizes[:, None]
        flat = step == 0
        ratio = np.where(flat, sizes[:, None], np.expm1(last) / np.where(flat, 1.0, np.expm1(step)))
        return np.asarray(np.exp(step - 1j * self.angle(self.quota * k)) * ratio)

    def back(self, phi: Complexes, window: Complexes, k: Wholes) -> Floats:
        """Return the chances summed over windows, from half of the frequencies."""
        return np.asarray((np.where(k == 0, 1, 2) * (phi * window).real).sum(axis=1) / self.length, dtype=float)


def _without_one(factors: Complexes, members: Wholes) -> Complexes:
    """Return the product of all members' factors without one of each kind.

    Parameters
    ----------
    factors : (n_kinds, n_frequencies) complex
        What one member of each kind contributes to phi(k); may be 0, nothing is divided.
    members : (n_kinds,) int
    """
    others = factors ** (members[:, None] - 1)
    whole = others * factors
    one = np.ones((1, factors.shape[1]))
    before = np.concatenate([one, np.cumprod(whole[:-1], axis=0)])
    after = np.concatenate([np.cumprod(whole[:0:-1], axis=0)[::-1], one])
    return np.asarray(before * others * after)


def _shapley(sums: _Sums, reach: float) -> tuple[Floats, float]:
    """Return the Shapley–Shubik index of each kind, and a bound on its error."""
    from scipy.special import roots_legendre

    places, shares = roots_legendre(int(sums.members.sum()) // 2 + 1)
    near = np.abs((places + 1) / 2 * sums.total - sums.quota) <= reach
    chances, shares = (places[near] + 1) / 2, shares[near] / 2
    decay = sums.decay(np.ones(sums.kinds.size))
    order = np.argsort(decay, kind="stable")
    counts = np.searchsorted(decay[order], _FADED / (chances * (1 - chances)))
    _check(int(counts.sum()) * sums.kinds.size, int(counts.max(initial=1)) * sums.kinds.size)
    used = order[: counts.max(initial=1)]
    turn, window = sums.turn(used), sums.window(used, sums.kinds)
    reached = np.cumsum(np.abs(window), axis=1).max(axis=0) * 2 / sums.length
    found, error = np.zeros(sums.kinds.size), 0.0
    for chance, share, count in zip(chances, shares, counts, strict=True):
        phi = _without_one(1 - chance + chance * turn[:, :count], sums.members)
        found += share * sums.back(phi, window[:, :count], used[:count])
        error += share * float(reached[count - 1])
    rounding = 8 * float(np.finfo(float).eps) * int(sums.members.sum()) * error
    return found, rounding + 2 * _BEYOND + 2 * float(np.exp(-_FADED)) * int(sums.kinds.max())


def _banzhaf(sums: _Sums) -> tuple[Floats, Floats, Floats, Floats]:
    """Return normalised and absolute Banzhaf index, and Coleman's to prevent and to initiate, of each kind.

    A game and its dual, with the quota sum - q + 1, have the same swings, and the one loses as often as the other wins.
    The one with the lower quota is counted, where losing is the rarer.
    """
    dual = 2 * sums.quota > sums.total + 1
    lower = _Sums(sums.kinds, sums.members, sums.total - sums.quota + 1 if dual else sums.quota, sums.length)
    rate = _tilt(lower)
    chances = 1 / (1 + np.exp(np.minimum(rate * lower.kinds, 700.0)))
    k = np.flatnonzero(lower.decay(chances * (1 - chances)) < _FADED)
    _check(0, k.size * lower.kinds.size)
    factors = 1 - chances[:, None] + chances[:, None] * lower.turn(k)
    swings = lower.back(_without_one(factors, lower.members), lower.window(k, lower.kinds, rate), k)
    everybody = np.prod(factors ** lower.members[:, None], axis=0)[None]
    below = np.array([min(lower.quota, lower.length // 2)])
    losing = float(lower.back(everybody, lower.window(k, below, rate), k)[0])
    one = np.log1p(np.exp(-rate * lower.kinds)) - np.log(2)
    whole = rate * lower.quota + float(lower.members @ one)
    lost = losing * np.exp(whole)
    relative = np.clip(swings, 0.0, None) * np.exp(-one)
    of_losing = relative / losing / 2
    of_winning = of_losing * lost / (1 - lost)
    shares, absolute = relative / float(relative @ lower.members), relative * np.exp(whole)
    return (shares, absolute, of_losing, of_winning) if dual else (shares, absolute, of_winning, of_losing)


def _tilt(sums: _Sums) -> float:
    """Return the rate r >= 0 at which the mean weight of those who join with chance 1 / (1 + e^(r w)) is the quota."""
    low, high = 0.0, _STEEPEST
    for _ in range(60):
        middle = (low + high) / 2
        mean = float(sums.members @ (sums.kinds / (1 + np.exp(np.minimum(middle * sums.kinds, 700.0)))))
        low, high = (middle, high) if mean > sums.quota else (low, middle)
    return low


def _check(steps: int, at_once: int) -> None:
    if steps > _MOST_STEPS or at_once > _MOST_AT_ONCE:
        raise TooLargeError(
            f"{steps:,} steps and {at_once:,} numbers at once; up to {_MOST_STEPS:,} and {_MOST_AT_ONCE:,} fit: "
            "give the weights in a coarser unit"
        )
