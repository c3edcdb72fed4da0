"""In how many of the input combinations tried a claim holds, and how many were enough.

The share of draws in which a claim holds says how much of the stated ranges supports it. It is no probability of
anything in the world: the ranges are an analyst's, drawn evenly and independently.

References
----------
Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. *Journal of the
    American Statistical Association*, 22(158), 209–212.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Floats, frozen


@dataclass(frozen=True, eq=False)
class Survival:
    """In how many of the input combinations tried a claim holds.

    Attributes
    ----------
    held : (...) int
        Draws in which it holds, one number a claim.
    drawn
        Draws tried.
    share : (...) float in [0, 1]
    low, high : (...) float in [0, 1]
        Wilson score interval of the share. It is *sampling error* only: how far the share may lie from the one
        that endless draws over the same ranges would give. It says nothing of whether the ranges are right.
    level
        Confidence level of that interval, in (0, 1).
    """

    held: NDArray[np.intp]
    drawn: int
    share: Floats
    low: Floats
    high: Floats
    level: float


@dataclass(frozen=True, eq=False)
class Convergence:
    """How the share settles as draws are added.

    Attributes
    ----------
    sizes : (n_sizes,) int
        Numbers of draws, rising.
    share : (n_sizes,) float in [0, 1]
        Share among the first so many.
    low, high : (n_sizes,) float in [0, 1]
        Wilson intervals.
    tolerance
        How far the share may still lie from the last one.
    enough
        The first of the sizes from which the share stays within the tolerance of the last; None where only the
        last size itself does, so that more draws are due.
    """

    sizes: NDArray[np.intp]
    share: Floats
    low: Floats
    high: Floats
    tolerance: float
    enough: int | None


def survival(holds: ArrayLike, *, level: float = 0.95) -> Survival:
    """Return in how many draws each claim holds.

    Parameters
    ----------
    holds : (n_draws, ...) bool
        First axis draws; the others, if any, claims.
    level
        Confidence level of the interval, in (0, 1).

    Examples
    --------
    >>> found = survival([True] * 93 + [False] * 7)
    >>> int(found.held), found.drawn, round(float(found.low), 3), round(float(found.high), 3)
    (93, 100, 0.863, 0.966)
    """
    truth = np.asarray(holds, dtype=bool)
    if truth.ndim < 1 or truth.shape[0] < 1:
        raise SolverError("a survival share needs at least one draw")
    held, drawn = truth.sum(axis=0), truth.shape[0]
    low, high = wilson(held, drawn, level=level)
    return Survival(np.asarray(held), drawn, frozen(held / drawn), low, high, level)


def wilson(held: ArrayLike, drawn: ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the Wilson score interval of a share.

    Parameters
    ----------
    held, drawn : (...) int
        ``0 <= held <= drawn``, ``drawn >= 1``.
    level
        Confidence level in (0, 1).

    Returns
    -------
    low, high : (...) float in [0, 1]

    Examples
    --------
    >>> low, high = wilson(10, 10)
    >>> round(float(low), 4), float(high)
    (0.7225, 1.0)
    """
    from scipy.special import ndtri

    if not 0 < level < 1:
        raise SolverError(f"a confidence level of {level}; give one between 0 and 1, such as 0.95")
    count, size = np.asarray(held, dtype=float), np.asarray(drawn, dtype=float)
    if not ((size >= 1) & (count >= 0) & (count <= size)).all():
        raise SolverError("a share needs 0 <= held <= drawn and at least one draw")
    z = float(ndtri(0.5 + level / 2))
    share, shrink = count / size, 1 + z * z / size
    centre = (share + z * z / (2 * size)) / shrink
    half = z / shrink * np.sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    low = np.where(count == 0, 0.0, np.clip(centre - half, 0, 1))
    high = np.where(count == size, 1.0, np.clip(centre + half, 0, 1))
    return frozen(low), frozen(high)


def convergence(holds: ArrayLike, *, tolerance: float = 0.01, level: float = 0.95) -> Convergence:
    """Return how the share of one claim settles, at the powers of two up to all draws.

    Parameters
    ----------
    holds : (n_draws,) bool
        In the order in which they were drawn.
    tolerance
        In shares: 0.01 is one in a hundred.
    level
        Confidence level of the intervals.

    Examples
    --------
    >>> found = convergence([True, False] * 64, tolerance=0.01)
    >>> found.sizes.tolist(), found.enough
    ([8, 16, 32, 64, 128], 8)
    """
    truth = np.asarray(holds, dtype=bool)
    if truth.ndim != 1 or truth.size < 1:
        raise SolverError("convergence is shown for one claim over at least one draw")
    powers = [2**k for k in range(3, 63) if 2**k < truth.size]
    sizes = np.array([*powers, truth.size], dtype=np.intp)
    held = np.cumsum(truth)[sizes - 1]
    share = held / sizes
    low, high = wilson(held, sizes, level=level)
    away = np.flatnonzero(np.abs(share - share[-1]) > tolerance + 1e-12)
    first = int(away[-1]) + 1 if away.size else 0
    enough = int(sizes[first]) if first < len(sizes) - 1 else None
    return Convergence(sizes, frozen(share), low, high, tolerance, enough)
