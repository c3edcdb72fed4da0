"""What a party expects from challenging another: votes, the chance to win, utilities of success and failure.

With D = max x - min x over those who take part:

- votes of k between x_j and x_l: c_k s_k (|x_k - x_l|^r - |x_k - x_j|^r) / D^r,
- P_ij: votes for i over all votes cast between i and j; 1/2 where nobody votes,
- U_success = 2 - 4 (1/2 - |x_i - x_j| / 2D)^r, U_failure = 2 - 4 (1/2 + |x_i - x_j| / 2D)^r,
  U_status quo = 2 - 4 (1/2)^r,
- EU_ij = s_j (P U_success + (1 - P) U_failure) + (1 - s_j) U_success - Q U_status quo
  - (1 - Q) (T U_better + (1 - T) U_worse).

The last term is there where a reading has Q < 1: U_better and U_worse = 2 - 4 (1/2 -+ (|x_i - m| + |x_i - x_j|) /
4D)^r, with m the weighted median.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Bools, Floats
from talleyrand.solvers.settlement import median_of


@dataclass(frozen=True)
class Reading:
    """What the publications leave open.

    Attributes
    ----------
    exponents
        ``own``: the voter's exponent in votes, i's in i's utilities; ``challenger``: i's in both, as where i works out
        everything in its own eyes.
    status_quo
        Q, how likely the status quo is without a challenge, in [0, 1]. With 1, T plays no part.
    better
        T, how likely a change without a challenge is for the better, in [0, 1].

    Examples
    --------
    >>> Reading().exponents, Reading().status_quo
    ('own', 1.0)
    """

    exponents: Literal["own", "challenger"] = "own"
    status_quo: float = 1.0
    better: float = 0.5

    def __post_init__(self) -> None:
        if self.exponents not in ("own", "challenger"):
            raise SolverError(f'no reading of exponents {self.exponents!r}; there are "own" and "challenger"')
        if not (0 <= self.status_quo <= 1 and 0 <= self.better <= 1):
            raise SolverError("status_quo and better are shares between 0 and 1")


@dataclass(frozen=True, eq=False)
class Contestants:
    """B contests, one issue each.

    Attributes
    ----------
    positions : (B, n_parties) float
        NaN: takes no part.
    weights : (B, n_parties) float >= 0
        c s; 0 where no part is taken.
    salience : (B, n_parties) float in [0, 1]
    """

    positions: Floats
    weights: Floats
    salience: Floats

    @property
    def active(self) -> Bools:
        """Who takes part: (B, n_parties) bool."""
        return ~np.isnan(self.positions)

    @property
    def width(self) -> Floats:
        """D, the distance between the extreme positions: (B,) float; 0 where nobody takes part."""
        high = np.where(self.active, self.positions, -np.inf).max(axis=1)
        low = np.where(self.active, self.positions, np.inf).min(axis=1)
        return np.asarray(np.where(np.isfinite(high - low), high - low, 0.0), dtype=float)

    def at(self, positions: Floats) -> Contestants:
        """Return the same parties in other places."""
        return replace(self, positions=positions)

    def take(self, contests: NDArray[np.intp]) -> Contestants:
        """Return some of the contests."""
        return Contestants(self.positions[contests], self.weights[contests], self.salience[contests])


def expected_utilities(contestants: Contestants, exponents: Floats, reading: Reading) -> Floats:
    """Return EU_ij, what i expects from challenging j.

    Parameters
    ----------
    contestants
        B contests in which not all stand in one place.
    exponents : (B, n_parties) float > 0
        r_i.
    reading
        Whose exponent applies where, Q and T.

    Returns
    -------
    (B, n_parties, n_parties) float; 0 for i = j and where one of them takes no part.

    Examples
    --------
    Two of equal weight at the ends: each wins half of the time, which is worth the status quo.

    >>> one = Contestants(np.array([[0.0, 1.0]]), np.ones((1, 2)), np.array([[1.0, 0.5]]))
    >>> expected_utilities(one, np.ones((1, 2)), Reading()).tolist()
    [[[0.0, 1.0], [0.0, 0.0]]]
    """
    away = _distances(contestants)
    chance = win_chances(contestants, exponents, reading)
    r = exponents[:, :, None]
    success, failure = _utility(0.5 - away / 2, r), _utility(0.5 + away / 2, r)
    resists = contestants.salience[:, None, :]
    challenge = resists * (chance * success + (1 - chance) * failure) + (1 - resists) * success
    expected = challenge - reading.status_quo * _utility(np.full_like(away, 0.5), r)
    if reading.status_quo < 1:
        expected -= (1 - reading.status_quo) * _drift(contestants, away, r, reading.better)
    active = contestants.active
    apart = active[:, :, None] & active[:, None, :] & ~np.eye(active.shape[1], dtype=bool)
    return np.asarray(np.where(apart, expected, 0.0), dtype=float)


def win_chances(contestants: Contestants, exponents: Floats, reading: Reading) -> Floats:
    """Return P_ij: (B, n_parties, n_parties) float in [0, 1], 1/2 where nobody votes.

    Examples
    --------
    >>> one = Contestants(np.array([[0.0, 1.0]]), np.array([[3.0, 1.0]]), np.ones((1, 2)))
    >>> win_chances(one, np.ones((1, 2)), Reading())[0].tolist()
    [[0.5, 0.75], [0.25, 0.5]]
    """
    away = _distances(contestants)
    heavy = contestants.weights
    if reading.exponents == "own":
        cost = heavy[:, :, None] * away ** exponents[:, :, None]  # [k, place]
        return _shares(cost)
    rows = [_shares(heavy[:, :, None] * away ** exponents[:, i, None, None], only=i) for i in range(away.shape[1])]
    return np.concatenate(rows, axis=1)


def _shares(cost: Floats, only: int | None = None) -> Floats:
    """Return the share of the votes that each place gets against each other, from the cost of places to voters."""
    n = cost.shape[1]
    rows = range(n) if only is None else [only]
    result = np.full((cost.shape[0], len(rows), n), 0.5)
    for at, i in enumerate(rows):
        votes = cost - cost[:, :, i, None]  # [k, j]: how much k prefers i's place to j's
        support, cast = np.maximum(votes, 0.0).sum(axis=1), np.abs(votes).sum(axis=1)
        np.divide(support, cast, out=result[:, at], where=cast > 1e-15)
    return result


def _distances(contestants: Contestants) -> Floats:
    """Return |x_i - x_j| / D: (B, n, n) float in [0, 1], 0 where one takes no part."""
    gap = np.abs(contestants.positions[:, :, None] - contestants.positions[:, None, :])
    width = np.where(contestants.width > 0, contestants.width, 1.0)[:, None, None]
    return np.asarray(np.minimum(np.nan_to_num(gap / width), 1.0), dtype=float)


def _utility(base: Floats, r: Floats) -> Floats:
    """Return 2 - 4 base^r."""
    return np.asarray(2 - 4 * np.maximum(base, 0.0) ** r, dtype=float)


def _drift(contestants: Contestants, away: Floats, r: Floats, better: float) -> Floats:
    """Return T U_better + (1 - T) U_worse, what i expects where nobody challenges and things change."""
    median = median_of(contestants.positions[:, :, None], contestants.weights[:, :, None])
    width = np.where(contestants.width > 0, contestants.width, 1.0)[:, None]
    off = np.nan_to_num(np.abs(contestants.positions - median) / width)[:, :, None]
    return better * _utility(0.5 - (off + away) / 4, r) + (1 - better) * _utility(0.5 + (off + away) / 4, r)
