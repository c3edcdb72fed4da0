"""Where bargaining lands on each issue: the compromise and the weighted median.

Parties with position x, capability c and salience s. The *compromise* (Van den Bos 1991; Achen 2006) is the
weighted mean sum(c s x) / sum(c s). The *weighted median* (Black 1958) is the position that no majority of the
weight c s would leave. Each is to be had with and without each factor. All functions broadcast over leading
axes, so that 10,000 draws of the inputs are one call.

References
----------
Achen, C. H. (2006). Institutional realism and bargaining models. In R. Thomson et al. (eds), *The European Union
    Decides*, Cambridge University Press, 86–123.
Black, D. (1958). *The Theory of Committees and Elections*. Cambridge University Press.
Van den Bos, J. M. M. (1991). *Dutch EC Policy Making*. Thesis, Utrecht.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Floats, as_positions, effective_weights, frozen, mask_of

Method = Literal["compromise", "weighted median"]
Ties = Literal["midpoint", "lower", "upper"]
METHODS: tuple[Method, ...] = ("compromise", "weighted median")
FACTORS = ("capability", "salience")

TIE_TOLERANCE = 1e-12  # weights that differ by less are a tie: 0.1 + 0.2 against 0.3


@dataclass(frozen=True, eq=False)
class Settlement:
    """A settlement on every issue, by one method and one choice of factors.

    Attributes
    ----------
    method
        ``compromise`` or ``weighted median``.
    factors
        Which of ``capability`` and ``salience`` weigh; empty: every party with a position counts the same.
    outcome : (..., n_issues) float
        In the units of the positions, between the lowest and the highest position that counts; NaN where
        nobody counts.
    total_weight : (..., n_issues) float >= 0
        Sum of the weights of those who count.
    counted : (..., n_issues) int
        How many parties count: they sit, hold a position and have a weight above 0.
    """

    method: Method
    factors: tuple[str, ...]
    outcome: Floats
    total_weight: Floats
    counted: NDArray[np.intp]


def compromise(
    positions: ArrayLike,
    capability: ArrayLike | None = None,
    salience: ArrayLike | None = None,
    *,
    seats: ArrayLike | None = None,
) -> Floats:
    """Return the compromise sum(c s x) / sum(c s) on every issue.

    Parameters
    ----------
    positions : (..., n_parties, n_issues) float
        NaN where a party holds no position; it does not count on that issue.
    capability : (..., n_parties) float >= 0, optional
        Left out: the model without this factor.
    salience : (..., n_parties, n_issues) float in [0, 1], optional
        Left out: the model without this factor.
    seats : (..., n_parties) bool, optional
        Who is at the table; left out: all.

    Returns
    -------
    (..., n_issues) float; NaN on an issue on which nobody counts.

    Examples
    --------
    >>> compromise([[0.0], [100.0]], capability=[3, 1]).tolist()
    [25.0]
    >>> compromise([[0.0], [100.0]], capability=[3, 1], salience=[[0.25], [0.75]]).tolist()
    [50.0]
    """
    places, weights = _prepare(positions, capability, salience, seats)
    return mean_of(places, weights)


def weighted_median(
    positions: ArrayLike,
    capability: ArrayLike | None = None,
    salience: ArrayLike | None = None,
    *,
    seats: ArrayLike | None = None,
    ties: Ties = "midpoint",
) -> Floats:
    """Return the weighted median: at most half of the weight lies below it and at most half above.

    Parameters
    ----------
    positions, capability, salience, seats
        As in :func:`compromise`.
    ties
        Where exactly half of the weight lies on each side, every point between two positions is a median:
        ``midpoint`` (so that turning the scale round turns the answer round), ``lower`` or ``upper``.

    Returns
    -------
    (..., n_issues) float; NaN on an issue on which nobody counts.

    Examples
    --------
    >>> weighted_median([[0.0], [40.0], [100.0]], capability=[1, 1, 3]).tolist()
    [100.0]
    >>> weighted_median([[0.0], [100.0]]).tolist(), weighted_median([[0.0], [100.0]], ties="lower").tolist()
    ([50.0], [0.0])
    """
    places, weights = _prepare(positions, capability, salience, seats)
    return median_of(places, weights, ties)


def settle(
    positions: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    *,
    method: Method = "compromise",
    factors: tuple[str, ...] = FACTORS,
    seats: ArrayLike | None = None,
) -> Settlement:
    """Return the settlement by a named method, with the factors named.

    Parameters
    ----------
    positions, capability, salience, seats
        As in :func:`compromise`.
    method
        One of :data:`METHODS`.
    factors
        The factors that weigh, a subset of :data:`FACTORS`.

    Raises
    ------
    SolverError
        For a method or factor that does not exist.

    Examples
    --------
    >>> settle([[0.0], [100.0]], [3, 1], [[0.25], [0.75]], factors=("capability",)).outcome.tolist()
    [25.0]
    """
    unknown = sorted(set(factors) - set(FACTORS))
    if unknown:
        raise SolverError(f"no factor {unknown[0]!r}; there are {' and '.join(FACTORS)}")
    used = tuple(factor for factor in FACTORS if factor in factors)
    places, weights = _prepare(
        positions,
        capability if "capability" in used else None,
        salience if "salience" in used else None,
        seats,
    )
    counted = (weights > 0).sum(axis=-2)
    outcome = settlement_of(places, weights, method)
    return Settlement(method, used, frozen(outcome), frozen(weights.sum(axis=-2)), counted)


def variants(
    positions: ArrayLike, capability: ArrayLike, salience: ArrayLike, *, seats: ArrayLike | None = None
) -> tuple[Settlement, ...]:
    """Return the eight settlements: each method with and without each factor, both factors first.

    Examples
    --------
    >>> for found in variants([[0.0], [100.0]], [3, 1], [[0.25], [0.75]])[:4]:
    ...     print(found.method, found.factors, found.outcome.tolist())
    compromise ('capability', 'salience') [50.0]
    compromise ('capability',) [25.0]
    compromise ('salience',) [75.0]
    compromise () [50.0]
    """
    choices: list[tuple[str, ...]] = [FACTORS, ("capability",), ("salience",), ()]
    return tuple(
        settle(positions, capability, salience, method=method, factors=factors, seats=seats)
        for method, factors in product(METHODS, choices)
    )


def settlement_of(positions: Floats, weights: Floats, method: Method) -> Floats:
    """Return the settlement for weights that are worked out already; NaN where all weights are 0.

    Parameters
    ----------
    positions, weights : (..., n_parties, n_issues) float
        Weight 0 where a position is NaN.
    method
        One of :data:`METHODS`.

    Examples
    --------
    >>> settlement_of(np.array([[0.0], [100.0]]), np.array([[3.0], [1.0]]), "weighted median").tolist()
    [0.0]
    """
    if method == "compromise":
        return mean_of(positions, weights)
    if method == "weighted median":
        return median_of(positions, weights)
    raise SolverError(f"no settlement method {method!r}; there are {' and '.join(METHODS)}")


def mean_of(positions: Floats, weights: Floats) -> Floats:
    """Return the mean over parties with the weights given; NaN where all weights are 0.

    Examples
    --------
    >>> mean_of(np.array([[0.0], [100.0]]), np.array([[3.0], [1.0]])).tolist()
    [25.0]
    """
    total = weights.sum(axis=-2)
    pulled = (weights * np.where(weights > 0, positions, 0.0)).sum(axis=-2)
    mean: Floats = np.divide(pulled, total, out=np.full(total.shape, np.nan), where=total > 0)
    return mean


def median_of(positions: Floats, weights: Floats, ties: Ties = "midpoint") -> Floats:
    """Return the median over parties with the weights given; NaN where all weights are 0.

    Examples
    --------
    >>> median_of(np.array([[0.0], [100.0]]), np.array([[3.0], [1.0]])).tolist()
    [0.0]
    """
    positions, weights = np.broadcast_arrays(positions, weights)
    placed = np.where(weights > 0, positions, np.inf)
    order = np.argsort(placed, axis=-2, kind="stable")
    ordered = np.take_along_axis(placed, order, axis=-2)
    running = np.cumsum(np.take_along_axis(weights, order, axis=-2), axis=-2)
    total = running[..., -1:, :]
    lower = _first(ordered, running >= total * (0.5 - TIE_TOLERANCE))
    upper = _first(ordered, running > total * (0.5 + TIE_TOLERANCE))
    middle: Floats = {"lower": lower, "upper": upper, "midpoint": lower + (upper - lower) / 2}[ties]
    return np.where(total[..., 0, :] > 0, middle, np.nan)


def _first(ordered: Floats, reached: NDArray[np.bool_]) -> Floats:
    """Return the first position along the parties' axis at which the condition holds (0 for an empty issue)."""
    place = np.argmax(reached, axis=-2)[..., None, :]
    found: Floats = np.take_along_axis(ordered, place, axis=-2)[..., 0, :]
    return np.where(np.isfinite(found), found, 0.0)


def _prepare(
    positions: ArrayLike,
    capability: ArrayLike | None,
    salience: ArrayLike | None,
    seats: ArrayLike | None,
) -> tuple[Floats, Floats]:
    """Return positions and the weights of those who sit, broadcast against each other."""
    places = as_positions(positions)
    weights = effective_weights(places, capability, salience)
    if seats is not None:
        weights = weights * mask_of(seats, places.shape[-2], "seats")[..., :, None]
    places, weights = np.broadcast_arrays(places, weights)
    return places, weights
