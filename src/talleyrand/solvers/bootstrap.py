"""Intervals of a mean, and of the difference between two, by resampling groups of cases.

Cases of one group (issues of one proposal) go together: they share their parties and their luck.

References
----------
Efron, B., & Tibshirani, R. J. (1993). *An Introduction to the Bootstrap*. Chapman & Hall, chapter 8.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Floats

_AT_ONCE = 1000


def mean_intervals(
    values: ArrayLike, groups: ArrayLike, *, resamples: int = 10_000, level: float = 0.95, seed: int
) -> Floats:
    """Return percentile intervals of means over cases, groups resampled with replacement.

    Every row sees the same resamples: give the differences of two methods as a row, and the interval is the paired one.

    Parameters
    ----------
    values : (n_rows, n_cases) float
    groups : (n_cases,) int or str
        Which group each case belongs to.
    resamples
        How many, >= 1.
    level
        Share of the resampled means inside, in (0, 1).
    seed
        Of the resampling.

    Returns
    -------
    (n_rows, 2) float; low and high.

    Examples
    --------
    >>> mean_intervals([[1.0, 1.0, 1.0]], [0, 0, 1], seed=1).tolist()
    [[1.0, 1.0]]
    """
    rows = np.asarray(values, dtype=float)
    labels = np.unique(np.asarray(groups), return_inverse=True)[1]
    if rows.ndim != 2 or labels.shape != (rows.shape[1],) or not rows.shape[1]:
        raise SolverError(f"values have the shape {rows.shape}, groups {labels.shape}; give (rows, cases) and (cases,)")
    if resamples < 1 or not 0 < level < 1:
        raise SolverError("give at least one resample and a level between 0 and 1")
    sums = np.stack([np.bincount(labels, weights=row) for row in rows])
    sizes = np.bincount(labels)
    generator = np.random.default_rng(seed)
    means = []
    for start in range(0, resamples, _AT_ONCE):
        drawn = generator.integers(0, len(sizes), (min(_AT_ONCE, resamples - start), len(sizes)))
        counts = np.stack([np.bincount(one, minlength=len(sizes)) for one in drawn])
        means.append(counts @ sums.T / (counts @ sizes)[:, None])
    tail = 50 * (1 - level)
    return np.asarray(np.percentile(np.concatenate(means), [tail, 100 - tail], axis=0).T, dtype=float)
