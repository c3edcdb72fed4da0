"""Bargaining solutions over outcomes that are on offer and a disagreement point.

An outcome is *individually rational* where nobody gets less than without agreement. Among those, with gains
g_i = u_i - d_i:

- **Nash** (1950): the largest product of gains,
- **Kalai–Smorodinsky** (1975): the largest smallest share g_i / max g_i of what each could get at best,
- **egalitarian** (Kalai 1977): the largest smallest gain; it alone compares utilities between parties.

The outcomes are a finite list, not their mixtures. Equal smallest values are decided by the next smallest and so on,
so that the last two are Pareto optimal as well. Ties after that go to the larger sum of gains, then to the first.

References
----------
Kalai, E. (1977). Proportional solutions to bargaining situations. *Econometrica*, 45(7), 1623–1630.
Kalai, E., & Smorodinsky, M. (1975). Other solutions to Nash's bargaining problem. *Econometrica*, 43(3), 513–518.
Nash, J. F. (1950). The bargaining problem. *Econometrica*, 18(2), 155–162.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Bools, Floats, frozen, frozen_bools

_SAME = 1e-9  # utilities that differ by less are the same


@dataclass(frozen=True, eq=False)
class BargainingSolutions:
    """The outcome that each solution picks.

    Attributes
    ----------
    nash, kalai_smorodinsky, egalitarian : (...) int
        Index of the outcome; -1 where none is individually rational.
    gains : (..., n_outcomes, n_parties) float
        u_i - d_i, in the unit of the utilities.
    rational : (..., n_outcomes) bool
        Nobody gets less than without agreement.
    """

    nash: NDArray[np.intp]
    kalai_smorodinsky: NDArray[np.intp]
    egalitarian: NDArray[np.intp]
    gains: Floats
    rational: Bools


def bargaining_solutions(utilities: ArrayLike, disagreement: ArrayLike) -> BargainingSolutions:
    """Return the Nash, Kalai–Smorodinsky and egalitarian solutions.

    Parameters
    ----------
    utilities : (..., n_outcomes, n_parties) float
        Higher is better; a loss is minus its size.
    disagreement : (..., n_parties) float
        What each gets without agreement.

    Raises
    ------
    SolverError
        Where shapes do not fit or a utility is not finite.

    Examples
    --------
    Dividing ten dollars between one who values each at 1 and one who values only the first four:

    >>> split = [[10.0 - k, min(k, 4)] for k in range(11)]
    >>> found = bargaining_solutions(split, [0.0, 0.0])
    >>> [split[int(at)] for at in (found.nash, found.kalai_smorodinsky, found.egalitarian)]
    [[6.0, 4], [7.0, 3], [6.0, 4]]
    """
    gains, rational = _gains(utilities, disagreement)
    best = np.where(rational[..., None], gains, 0.0).max(axis=-2, keepdims=True)
    shares = np.divide(gains, best, out=np.ones_like(gains), where=best > 0)
    return BargainingSolutions(
        _nash(gains, rational),
        _best(_ordered(shares), gains, rational),
        _best(_ordered(gains), gains, rational),
        frozen(gains),
        frozen_bools(rational),
    )


def nash_solution(utilities: ArrayLike, disagreement: ArrayLike) -> NDArray[np.intp]:
    """Return the Nash solution alone: the index of the outcome, -1 where none is individually rational.

    Parameters
    ----------
    utilities, disagreement
        As in :func:`bargaining_solutions`.

    Examples
    --------
    >>> int(nash_solution([[3.0, 1.0], [2.0, 2.0]], [0.0, 0.0]))
    1
    """
    return _nash(*_gains(utilities, disagreement))


def _gains(utilities: ArrayLike, disagreement: ArrayLike) -> tuple[Floats, Bools]:
    """Return what each party gains in each outcome, and which outcomes are individually rational."""
    values, apart = np.asarray(utilities, dtype=float), np.asarray(disagreement, dtype=float)
    if values.ndim < 2 or not values.shape[-2] or apart.ndim < 1 or apart.shape[-1] != values.shape[-1]:
        raise SolverError(
            f"utilities have the shape {values.shape}, disagreement {apart.shape}; "
            "give (..., outcomes, parties) and (..., parties)"
        )
    if not (np.isfinite(values).all() and np.isfinite(apart).all()):
        raise SolverError("utilities must be finite; leave an outcome out where it is impossible")
    gains = values - apart[..., None, :]
    rational = np.ones(gains.shape[:-1], dtype=bool)
    for party in range(gains.shape[-1]):  # one at a time: parties are few and outcomes many
        rational &= gains[..., party] >= -_SAME
    return np.where(np.abs(gains) < _SAME, 0.0, gains), rational


def _nash(gains: Floats, rational: Bools) -> NDArray[np.intp]:
    product = rational.astype(float)
    for party in range(gains.shape[-1]):
        product *= gains[..., party]
    return _best([product], gains, rational)


def _ordered(values: Floats) -> list[Floats]:
    """Return the smallest values, then the next smallest and so on: what is compared in turn."""
    return list(np.moveaxis(np.sort(values, axis=-1), -1, 0))


def _best(criteria: list[Floats], gains: Floats, rational: Bools) -> NDArray[np.intp]:
    """Return the rational outcome that is best by the first criterion, among equals by the next, then by the sum."""
    left, together = rational.copy(), np.zeros(rational.shape)
    for party in range(gains.shape[-1]):
        together += gains[..., party]
    for criterion in [*criteria, together]:
        masked = np.where(left, criterion, -np.inf)
        top = masked.max(axis=-1, keepdims=True)
        slack = _SAME * np.maximum(1.0, np.abs(np.where(np.isfinite(top), top, 0.0)))
        left &= masked >= top - slack
    return np.where(rational.any(axis=-1), left.argmax(axis=-1), -1)
