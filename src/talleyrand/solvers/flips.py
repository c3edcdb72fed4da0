"""Which estimate turns a claim over: inputs ranked by how far they separate, and the point at which one flips it.

*Ranked*: for each input the two-sample Kolmogorov–Smirnov distance between the draws in which the claim holds and
those in which it does not (regional sensitivity analysis; Hornberger & Spear 1981). *Flip point*: with all other
inputs at their values, the nearest point of the range at which the claim changes, by a scan and bisection.

References
----------
Hornberger, G. M., & Spear, R. C. (1981). An approach to the preliminary analysis of environmental systems.
    *Journal of Environmental Management*, 12, 7–18.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Bools, Floats, frozen, frozen_bools

Claim = Callable[[Floats], Bools]
"""Takes inputs of shape (m, n_inputs), says for each row whether the claim holds: (m,) bool."""


@dataclass(frozen=True, eq=False)
class FlipRanking:
    """Inputs ranked by how far they separate the draws in which a claim holds from the others.

    Attributes
    ----------
    distance : (n_inputs,) float in [0, 1]
        Kolmogorov–Smirnov distance; 0: the input plays no part; 1: it alone decides. NaN where the claim holds
        in all draws or in none, so that nothing flips it.
    noise
        The distance that an input without any part exceeds in 5 of 100 samples of this size; NaN likewise.
    difference : (n_inputs,) float
        Mean where the claim holds less mean where it does not, in units of the input's spread over the draws
        (highest less lowest): positive means that high values favour the claim. NaN likewise, 0 for fixed inputs.
    order : (n_inputs,) int
        Indices of the inputs, the farthest first, ties in the order of the inputs.
    """

    distance: Floats
    noise: float
    difference: Floats
    order: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class FlipPoints:
    """Where each input alone, the others at their values, turns the claim over.

    Attributes
    ----------
    holds
        Whether the claim holds with all inputs at their values.
    point : (n_inputs,) float
        The flip point nearest to the value, in the unit of the input: the first point found on the far side, so
        that the claim really is turned there. NaN where the input alone does not flip it anywhere scanned.
    alone : (n_inputs,) bool
        Whether it does.
    share : (n_inputs,) float in [0, 1]
        Distance from value to flip point over the distance from value to that end of the range; NaN where none.
    """

    holds: bool
    point: Floats
    alone: Bools
    share: Floats


def rank_flips(inputs: ArrayLike, holds: ArrayLike) -> FlipRanking:
    """Rank inputs by how far they separate draws in which the claim holds from those in which it does not.

    Parameters
    ----------
    inputs : (n_draws, n_inputs) float
    holds : (n_draws,) bool

    Examples
    --------
    >>> grid = [[x, y] for x in range(4) for y in range(4)]
    >>> found = rank_flips(grid, [x >= 2 for x, _ in grid])
    >>> found.order.tolist(), found.distance.tolist()
    ([0, 1], [1.0, 0.0])
    """
    drawn, truth = np.asarray(inputs, dtype=float), np.asarray(holds, dtype=bool)
    if drawn.ndim != 2 or truth.shape != drawn.shape[:1]:
        raise SolverError(f"inputs {drawn.shape} and holds {truth.shape} must agree on the number of draws")
    n_true, n_false = int(truth.sum()), int((~truth).sum())
    if not n_true or not n_false:
        nothing = frozen(np.full(drawn.shape[1], np.nan))
        return FlipRanking(nothing, float("nan"), nothing, np.arange(drawn.shape[1]))
    distance = _separation(drawn, truth)
    spread = np.ptp(drawn, axis=0)
    apart = drawn[truth].mean(axis=0) - drawn[~truth].mean(axis=0)
    difference = np.divide(apart, spread, out=np.zeros_like(apart), where=spread > 0)
    noise = 1.358 * np.sqrt((n_true + n_false) / (n_true * n_false))
    order = np.argsort(-np.round(distance, 12), kind="stable")
    return FlipRanking(frozen(distance), float(min(noise, 1.0)), frozen(difference), order)


def flip_points(
    claim: Claim,
    value: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    steps: int = 16,
    halvings: int = 30,
) -> FlipPoints:
    """Scan each input's range, the others at their values, for the nearest point at which the claim turns.

    Parameters
    ----------
    claim
        Vectorised: (m, n_inputs) -> (m,) bool. It is called about ``halvings + 2`` times for all inputs together.
    value, low, high : (n_inputs,) float
        Estimates and ranges, ``low <= value <= high``.
    steps
        Points scanned on each side of the value; a claim that turns and turns back between two of them is missed.
    halvings
        Bisections; 30 place the point to a billionth of a step.

    Examples
    --------
    >>> found = flip_points(lambda rows: rows[:, 0] + 0 * rows[:, 1] > 3, [5.0, 1.0], [0.0, 0.0], [10.0, 2.0])
    >>> found.holds, found.alone.tolist(), round(float(found.point[0]), 6)
    (True, [True, False], 3.0)
    """
    middle, floor, ceiling = (np.asarray(array, dtype=float) for array in (value, low, high))
    if not (middle.ndim == 1 and middle.shape == floor.shape == ceiling.shape):
        raise SolverError("value, low and high must be one row of the same length each")
    base = bool(_ask(claim, middle[None])[0])
    before, after = _brackets(claim, base, middle, np.stack([floor, ceiling], axis=1), steps)
    found = np.flatnonzero(~np.isnan(after).all(axis=1))
    point = np.full(middle.shape, np.nan)
    if found.size:
        sides = [(side, found[~np.isnan(after[found, side])]) for side in (0, 1)]
        for side, inputs in sides:
            at = _bisect(claim, base, middle, inputs, before[inputs, side], after[inputs, side], halvings)
            nearer = np.isnan(point[inputs]) | (np.abs(at - middle[inputs]) < np.abs(point[inputs] - middle[inputs]))
            point[inputs[nearer]] = at[nearer]
    reach = np.where(point < middle, middle - floor, ceiling - middle)
    share = np.divide(np.abs(point - middle), reach, out=np.full(middle.shape, np.nan), where=reach > 0)
    return FlipPoints(base, frozen(point), frozen_bools(~np.isnan(point)), frozen(share))


def _separation(drawn: Floats, truth: Bools) -> Floats:
    """Return the Kolmogorov–Smirnov distance of every column, ties counted once."""
    order = np.argsort(drawn, axis=0, kind="stable")
    ordered = np.take_along_axis(drawn, order, axis=0)
    inside = truth[order]
    gap = np.cumsum(inside, axis=0) / truth.sum() - np.cumsum(~inside, axis=0) / (~truth).sum()
    # Within a run of equal values the step is not finished: only its last row counts.
    finished = np.vstack([ordered[1:] != ordered[:-1], np.ones((1, drawn.shape[1]), dtype=bool)])
    return np.asarray(np.where(finished, np.abs(gap), 0.0).max(axis=0), dtype=float)


def _ask(claim: Claim, rows: Floats) -> Bools:
    """Return the claim on every row, refused where the callable does not answer row by row."""
    answer = np.asarray(claim(rows), dtype=bool)
    if answer.shape != (len(rows),):
        raise SolverError(f"the claim answered {answer.shape} for {len(rows)} rows; it must give one answer a row")
    return answer


def _brackets(claim: Claim, base: bool, middle: Floats, ends: Floats, steps: int) -> tuple[Floats, Floats]:
    """Return for each input and side the last scanned point before the first turn, and the first after it."""
    n = middle.size
    reach = np.arange(steps + 1) / steps
    points = middle[:, None, None] + (ends - middle[:, None])[:, :, None] * reach
    rows = np.broadcast_to(middle, (n, 2, steps + 1, n)).copy()
    rows[np.arange(n), :, :, np.arange(n)] = points
    turned = (_ask(claim, rows.reshape(-1, n)) != base).reshape(n, 2, steps + 1)
    first = np.argmax(turned, axis=2)
    some = turned.any(axis=2)
    pick = np.take_along_axis(points, first[:, :, None], axis=2)[:, :, 0]
    prior = np.take_along_axis(points, np.maximum(first - 1, 0)[:, :, None], axis=2)[:, :, 0]
    return np.where(some, prior, np.nan), np.where(some, pick, np.nan)


def _bisect(
    claim: Claim, base: bool, middle: Floats, inputs: NDArray[np.intp], before: Floats, after: Floats, halvings: int
) -> Floats:
    """Return for each of the inputs the turning point between two scanned points, on its far side."""
    near, far = before.copy(), after.copy()
    if not inputs.size:
        return far
    rows = np.tile(middle, (inputs.size, 1))
    for _ in range(halvings):
        half = near + (far - near) / 2
        rows[np.arange(inputs.size), inputs] = half
        turned = _ask(claim, rows) != base
        far, near = np.where(turned, half, far), np.where(turned, near, half)
    return far
