"""Agreement of several raters beyond chance: Krippendorff's alpha for nominal data, with missing values.

Alpha is 1 where all agree, 0 where they agree as often as if they drew their values blindly from all that were given,
and below 0 where they agree less often than that.

References
----------
Hayes, A. F., & Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding data.
    *Communication Methods and Measures*, 1(1), 77–89. https://doi.org/10.1080/19312450709336664
Krippendorff, K. (2019). *Content Analysis: An Introduction to Its Methodology* (4th ed.). Sage, chapter 12.
Zapf, A., Castell, S., Morawietz, L., & Karch, A. (2016). Measuring inter-rater reliability for nominal data – which
    coefficients and confidence intervals are appropriate? *BMC Medical Research Methodology*, 16, 93.
    https://doi.org/10.1186/s12874-016-0200-9
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError

MISSING = -1
_AT_ONCE = 2**22
"""Most counts that are drawn at once."""


@dataclass(frozen=True)
class Reliability:
    """Agreement of raters.

    Parameters
    ----------
    alpha
        At most 1; None where nothing can be compared, or where all comparable values are one and the same, so that
        agreement by chance is certain and alpha is not defined.
    interval
        Low and high of a percentile bootstrap over units, or None where alpha is None or no resamples were asked for.
    observed, expected
        Share of differing pairs within units and among all values, in [0, 1]; their quotient is 1 - alpha.
    units, values
        How many units two raters or more valued, and how many values those units have together.
    """

    alpha: float | None
    interval: tuple[float, float] | None
    observed: float
    expected: float
    units: int
    values: int


def nominal_alpha(ratings: ArrayLike, *, resamples: int = 0, level: float = 0.95, seed: int = 0) -> Reliability:
    """Compute Krippendorff's alpha for nominal data.

    With m_u values in unit u, n_uc of them c, n = sum of m_u and n_c = sum of n_uc over the units with m_u >= 2:

    observed = 1 - (1 / n) sum_u sum_c n_uc (n_uc - 1) / (m_u - 1),
    expected = 1 - sum_c n_c (n_c - 1) / (n (n - 1)), and alpha = 1 - observed / expected.

    Parameters
    ----------
    ratings : (n_raters, n_units) int
        The value that each rater gave each unit, >= 0; `MISSING` where none.
    resamples
        How many bootstrap resamples of the units the interval rests on; 0 for none. A resample in which all values
        are the same agrees by chance alone and counts as 0.
    level
        Share of the resampled alphas inside the interval, in (0, 1).
    seed
        Of the resampling.

    Examples
    --------
    Two observers of ten units (Krippendorff 2019, chapter 12).

    >>> meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    >>> owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    >>> round(nominal_alpha([meg, owen]).alpha, 3)
    0.095
    """
    counts = _counts(ratings)
    if resamples < 0 or not 0 < level < 1:
        raise SolverError("give no resamples or more, and a level between 0 and 1")
    if not len(counts):
        return Reliability(None, None, 0.0, 0.0, 0, 0)
    observed, expected = (float(part[0]) for part in _disagreement(counts, np.ones((1, len(counts)))))
    alpha = 1 - observed / expected if expected > 0 else None
    interval = _interval(counts, resamples, level, seed) if alpha is not None and resamples else None
    return Reliability(alpha, interval, observed, expected, len(counts), int(counts.sum()))


def _counts(ratings: ArrayLike) -> NDArray[np.int64]:
    """Count how often each unit that can be compared was given each value: (n_units, n_values)."""
    table = np.asarray(ratings)
    if table.ndim != 2 or not np.issubdtype(table.dtype, np.integer) or (table.size and table.min() < MISSING):
        raise SolverError("ratings must be whole numbers, a row a rater and a column a unit, -1 where there is none")
    most = int(table.max(initial=MISSING))
    counts = np.stack([(table == value).sum(axis=0) for value in range(most + 1)] or [table[:0].sum(axis=0)], axis=1)
    return np.asarray(counts[counts.sum(axis=1) >= 2], dtype=np.int64)


def _disagreement(
    counts: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return observed and expected disagreement where unit u counts `weights[:, u]` times."""
    sizes = counts.sum(axis=1)
    alike = (counts * (counts - 1)).sum(axis=1) / (sizes - 1)
    totals, n = weights @ counts, weights @ sizes
    observed = 1 - weights @ alike / n
    expected = 1 - (totals * (totals - 1)).sum(axis=1) / (n * (n - 1))
    return observed, expected


def _interval(counts: NDArray[np.int64], resamples: int, level: float, seed: int) -> tuple[float, float]:
    generator = np.random.default_rng(seed)
    units, alphas = len(counts), []
    step = max(1, _AT_ONCE // units)
    for start in range(0, resamples, step):
        drawn = generator.multinomial(units, np.full(units, 1 / units), min(step, resamples - start))
        observed, expected = _disagreement(counts, drawn.astype(float))
        alphas.append(1 - np.divide(observed, expected, out=np.ones_like(observed), where=expected > 1e-12))
    tail = 50 * (1 - level)
    low, high = np.percentile(np.concatenate(alphas), [tail, 100 - tail])
    return float(low), float(high)
