"""The focal compromise: settlements land where somebody stands, the sooner the nearer to the compromise.

A weighted mean lies between the parties, often where nobody stands. Decided negotiations end at somebody's position far
more often than that (what Schelling 1960 called focal points), and more often near the middle of what weighs than far
from it. So every place x of the scale gets a score,

    f(x) = sqrt(share of the weight c s held near x + floor) * exp(-|x - compromise| / decay),

where a party stands *near* x by 1 at x, falling to 0 at `reach` from it. The **focal compromise** is the place with
half of the score on each side; the places that hold a share q of it in the middle are its span.

The four constants were chosen on European decisions; ``docs/methods/backtest.md`` says how, and how well it holds.
Reach and decay are lengths on a scale from 0 to 100.

References
----------
Schelling, T. C. (1960). *The Strategy of Conflict*. Harvard University Press.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Floats, as_positions, effective_weights, frozen, mask_of
from talleyrand.solvers.settlement import mean_of

STEP = 5.0  # points between the places looked at: decisions are seldom finer


@dataclass(frozen=True)
class Focus:
    """The constants of the score.

    Attributes
    ----------
    power
        What the share of the weight near a place is raised to, >= 0; ours is the square root.
    reach
        Points of 100 at which a party no longer stands near a place, > 0.
    decay
        Points of 100 from the compromise over which the score falls to 1/e, > 0.
    floor
        Share of the weight that every place has, > 0: anything may come out.
    """

    power: float = 0.5
    reach: float = 15.0
    decay: float = 50.0
    floor: float = 0.02

    def __post_init__(self) -> None:
        if self.power < 0 or min(self.reach, self.decay, self.floor) <= 0:
            raise SolverError("power must not be negative; reach, decay and floor must be above 0")


@dataclass(frozen=True, eq=False)
class FocalCompromise:
    """Where settlements land by the score.

    Attributes
    ----------
    outcome : (..., n_issues) float in [0, 100]
        The place with half of the score on each side; NaN where nobody counts.
    low, high : (..., n_issues) float in [0, 100]
        Ends of the span that holds the share asked for, the rest split evenly above and below.
    """

    outcome: Floats
    low: Floats
    high: Floats


def focal_compromise(
    positions: ArrayLike,
    capability: ArrayLike | None = None,
    salience: ArrayLike | None = None,
    *,
    seats: ArrayLike | None = None,
    focus: Focus | None = None,
    span: float = 0.9,
) -> FocalCompromise:
    """Return the focal compromise on every issue.

    Parameters
    ----------
    positions : (..., n_parties, n_issues) float in [0, 100]
        NaN where a party holds no position; it does not count on that issue.
    capability : (..., n_parties) float >= 0, optional
    salience : (..., n_parties, n_issues) float in [0, 1], optional
    seats : (..., n_parties) bool, optional
        Who is at the table; left out: all.
    focus
        The constants; left out: ours.
    span
        Share of the score between `low` and `high`, in (0, 1).

    Raises
    ------
    SolverError
        For positions outside 0 to 100, or a span that is no share.

    Examples
    --------
    Two that weigh the same at 0, one at 100. The mean is 33; the focal compromise leans to where two stand.

    >>> found = focal_compromise([[0.0], [0.0], [100.0]], [1, 1, 1], [[1.0], [1.0], [1.0]])
    >>> found.outcome.round(1).tolist(), found.low.tolist(), found.high.tolist()
    ([28.7], [0.0], [100.0])
    """
    if not 0 < span < 1:
        raise SolverError(f"a span of {span:g}; give a share between 0 and 1")
    places = as_positions(positions)
    if ((places < 0) | (places > 100)).any():
        raise SolverError("a position lies outside 0 to 100; rescale the issues first")
    weights = effective_weights(places, capability, salience)
    if seats is not None:
        weights = weights * mask_of(seats, places.shape[-2], "seats")[..., :, None]
    places, weights = np.broadcast_arrays(places, weights)
    grid = np.arange(0.0, 100.0 + STEP / 2, STEP)
    running = _running(places, weights, grid, focus or Focus())
    low, high = (_reached(grid, running, share) for share in ((1 - span) / 2, (1 + span) / 2))
    return FocalCompromise(frozen(_halved(grid, running)), frozen(low), frozen(high))


def _running(positions: Floats, weights: Floats, grid: Floats, focus: Focus) -> Floats:
    """Return the running share of the score over the grid: (..., n_issues, n_places); NaN where nobody counts."""
    total = weights.sum(axis=-2)
    shares = np.divide(weights, total[..., None, :], out=np.zeros(weights.shape), where=total[..., None, :] > 0)
    held = np.where(weights > 0, positions, 0.0)
    near = np.zeros((*total.shape, len(grid)))
    for party in range(held.shape[-2]):  # one at a time: draws times places fill memory soon enough
        nearness = np.maximum(0.0, 1 - np.abs(held[..., party, :, None] - grid) / focus.reach)
        near += shares[..., party, :, None] * nearness
    centre = mean_of(held, weights)[..., None]
    score = (near + focus.floor) ** focus.power * np.exp(-np.abs(grid - centre) / focus.decay)
    running = np.cumsum(score, axis=-1)
    return np.asarray(running / running[..., -1:], dtype=float)


def _halved(grid: Floats, running: Floats) -> Floats:
    """Return where half of the score lies on each side, the score of a place spread over the step around it."""
    at = np.argmax(running >= 0.5, axis=-1)[..., None]
    there = np.take_along_axis(running, at, axis=-1)
    before = np.where(at > 0, np.take_along_axis(running, np.maximum(at - 1, 0), axis=-1), 0.0)
    place = grid[at] + STEP * ((0.5 - before) / (there - before) - 0.5)
    return np.asarray(np.clip(place[..., 0], 0.0, 100.0), dtype=float)


def _reached(grid: Floats, running: Floats, share: float) -> Floats:
    """Return the first place at which a share of the score is reached; NaN where nobody counts."""
    place = grid[np.argmax(running >= share - 1e-9, axis=-1)]
    return np.where(np.isnan(running[..., 0]), np.nan, place)
