"""How far the settlement methods are from what was decided, and whether the differences could be chance.

Every method is fixed beforehand: nothing is fitted on the file. Intervals come from resampling proposals, so that the
issues of one proposal, which were decided together, stay together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from talleyrand.analyses.contest import READINGS
from talleyrand.analyses.plain_outcomes import Outcomes
from talleyrand.errors import InputError, Problem
from talleyrand.solvers.arrays import Floats
from talleyrand.solvers.bootstrap import mean_intervals
from talleyrand.solvers.contest import Reading, contest
from talleyrand.solvers.exchange import exchange
from talleyrand.solvers.focal import focal_compromise
from talleyrand.solvers.settlement import compromise, weighted_median

BASELINE = "weighted mean"
MIDDLE = 50.0
SPAN, HALF = 0.9, 0.5
SIDE_BY_SIDE = ("weighted mean", "focal compromise", "weighted median", "compromise after trades")
DRAWS = 256
SPREAD = {"positions": 10.0, "salience": 0.15, "capability": 0.25}
"""How far inputs are moved for the spans: points of the scale, of salience, share of the capability."""

Method = Callable[[Outcomes], Floats]


@dataclass(frozen=True)
class Score:
    """How one method did.

    Attributes
    ----------
    mae
        Mean absolute error, in points of 100.
    interval
        95 % interval of it over resampled proposals.
    against
        The same of its error less that of the weighted mean: below 0 it is nearer.
    """

    mae: float
    interval: tuple[float, float]
    against: tuple[float, float]


@dataclass(frozen=True)
class Held:
    """How often an outcome lay in a span, and how wide the spans were on average.

    Attributes
    ----------
    held
        Outcomes inside, of all.
    width
        Mean width, in points of 100.
    said
        The share that the span says it holds; None where it says nothing of outcomes.
    """

    held: int
    width: float
    said: float | None = None


@dataclass(frozen=True)
class Backtest:
    """The whole table: `methods` in our order, `spans` by what they say of themselves."""

    n: int
    proposals: int
    methods: dict[str, Score]
    spans: dict[str, Held]

    @property
    def best(self) -> str:
        """Return the method with the smallest mean absolute error, the first of several."""
        return min(self.methods, key=lambda name: self.methods[name].mae)


def backtest(given: Outcomes, *, seed: int = 1814, resamples: int = 10_000) -> Backtest:
    """Return how far each method is from the outcomes.

    Parameters
    ----------
    given
        Decided issues.
    seed
        Of the resampling and of the draws for spans.
    resamples
        How many times proposals are drawn anew.

    Raises
    ------
    InputError
        Where nobody counts on an issue.
    """
    nobody = np.flatnonzero((given.salience * given.capability).sum(axis=1) <= 0)
    if nobody.size:
        raise InputError(Problem(f"on {nobody.size} issues nobody counts, the first in {given.proposal[nobody[0]]}"))
    errors = np.stack([np.abs(method(given) - given.outcome) for method in METHODS.values()])
    base = errors[list(METHODS).index(BASELINE)]
    intervals = mean_intervals(np.vstack([errors, errors - base]), given.proposal, resamples=resamples, seed=seed)
    pairs = [(float(low), float(high)) for low, high in intervals]
    scores = {name: Score(float(errors[n].mean()), pairs[n], pairs[n + len(METHODS)]) for n, name in enumerate(METHODS)}
    return Backtest(len(given), len(set(given.proposal.tolist())), scores, _spans(given, seed))


def as_answer(found: Backtest) -> dict[str, Any]:
    """Return the table as plain data."""
    return {
        "n": found.n,
        "proposals": found.proposals,
        "best": found.best,
        "methods": {
            name: {
                "mae": score.mae,
                "interval": list(score.interval),
                "against_weighted_mean": list(score.against),
            }
            for name, score in found.methods.items()
        },
        "spans": {
            name: {"held": span.held, "width": span.width, "said": span.said} for name, span in found.spans.items()
        },
    }


def verdict(found: Backtest) -> str:
    """Say which method is best and whether that could be chance."""
    best, base = found.methods[found.best], found.methods[BASELINE]
    if found.best == BASELINE:
        return f"Nothing here is nearer to the outcomes than the {BASELINE}, {base.mae:.1f} points off on average."
    told = (
        f"The {found.best} is nearest, {best.mae:.1f} points off on average against {base.mae:.1f} by the {BASELINE}; "
    )
    low, high = best.against
    if high < 0:
        return (
            told
            + f"over resampled proposals it is {-high:.1f} to {-low:.1f} nearer: more than the luck of the draw on "
            "these decisions, unless its constants were chosen on them (docs/methods/backtest.md)."
        )
    return told + f"over resampled proposals it is from {-low:.1f} nearer to {high:.1f} farther: it may be luck."


def _mean(*, root: bool = False, capability: bool = True, salience: bool = True) -> Method:
    def method(given: Outcomes) -> Floats:
        strength = np.sqrt(given.capability) if root else given.capability
        places = given.positions[:, :, None]
        return compromise(places, strength if capability else None, given.salience[:, :, None] if salience else None)[
            :, 0
        ]

    return method


def _median(given: Outcomes, *, factors: bool = True) -> Floats:
    if not factors:
        return weighted_median(given.positions[:, :, None])[:, 0]
    return weighted_median(given.positions[:, :, None], given.capability, given.salience[:, :, None])[:, 0]


def _plain_median(given: Outcomes) -> Floats:
    return _median(given, factors=False)


def _contest(reading: Reading) -> Method:
    def method(given: Outcomes) -> Floats:
        strength = np.broadcast_to(given.capability, given.positions.shape)
        found = contest(given.positions[:, :, None], strength, given.salience[:, :, None], reading=reading)
        return found.median[:, -1, 0]

    return method


def _focal(*, root: bool = False) -> Method:
    def method(given: Outcomes) -> Floats:
        strength = np.sqrt(given.capability) if root else given.capability
        return focal_compromise(given.positions[:, :, None], strength, given.salience[:, :, None]).outcome[:, 0]

    return method


def _between(given: Outcomes) -> Floats:
    """Return the middle between the focal compromise by capability and by its root."""
    return np.asarray((_focal()(given) + _focal(root=True)(given)) / 2, dtype=float)


def _exchange(given: Outcomes) -> Floats:
    """Return the compromise after trades among the issues of each proposal."""
    out = np.empty(len(given))
    for name in dict.fromkeys(given.proposal.tolist()):
        rows = np.flatnonzero(given.proposal == name)
        out[rows] = exchange(given.positions[rows].T, given.capability, given.salience[rows].T).after
    return out


def _reference(given: Outcomes) -> Floats:
    return np.where(np.isnan(given.reference), MIDDLE, given.reference)


def _middle(given: Outcomes) -> Floats:
    return np.full(len(given), MIDDLE)


METHODS: dict[str, Method] = {
    BASELINE: _mean(),
    "mean weighted by capability": _mean(salience=False),
    "mean weighted by salience": _mean(capability=False),
    "plain mean": _mean(capability=False, salience=False),
    "mean weighted by the root of capability": _mean(root=True),
    "focal compromise": _focal(),
    "focal compromise by the root of capability": _focal(root=True),
    "focal compromise, the two averaged": _between,
    "weighted median": _median,
    "plain median": _plain_median,
    **{f"contest, {name}": _contest(reading) for name, reading in READINGS.items()},
    "compromise after trades": _exchange,
    "reference point": _reference,
    "always the middle": _middle,
}
"""Every method by name, all fixed beforehand."""


def _spans(given: Outcomes, seed: int) -> dict[str, Held]:
    """Return how often spans held the outcome: by the score, of moved inputs, over the methods, over the positions."""
    spans = {}
    for share in (SPAN, HALF):
        focal = focal_compromise(given.positions[:, :, None], given.capability, given.salience[:, :, None], span=share)
        name = f"{share:.0%} by the focal compromise".replace("%", " of 100")
        spans[name] = _held(given, focal.low[:, 0], focal.high[:, 0], share)
    low, high = _moved_inputs(given, seed)
    spans["weighted mean over ranges of its inputs"] = _held(given, low, high)
    every = np.stack([METHODS[name](given) for name in SIDE_BY_SIDE])
    spans["lowest to highest of the settlement methods"] = _held(given, every.min(axis=0), every.max(axis=0))
    held = np.where(given.salience > 0, given.positions, np.nan)
    spans["lowest to highest position"] = _held(given, np.nanmin(held, axis=1), np.nanmax(held, axis=1))
    return spans


def _moved_inputs(given: Outcomes, seed: int) -> tuple[Floats, Floats]:
    """Return the ends of nine tenths of the weighted means over draws of the inputs within ranges."""
    generator = np.random.default_rng(seed)
    shape = (DRAWS, *given.positions.shape)
    places = given.positions + SPREAD["positions"] * generator.uniform(-1, 1, shape)
    stakes = given.salience + SPREAD["salience"] * generator.uniform(-1, 1, shape)
    strength = given.capability * (1 + SPREAD["capability"] * generator.uniform(-1, 1, (DRAWS, 1, shape[2])))
    stakes = np.where(given.salience > 0, np.clip(stakes, 0.01, 1), 0.0)
    drawn = compromise(np.clip(places, 0, 100)[..., None], strength, stakes[..., None])[..., 0]
    low, high = np.percentile(drawn, [50 * (1 - SPAN), 50 * (1 + SPAN)], axis=0)
    return low, high


def _held(given: Outcomes, low: Floats, high: Floats, said: float | None = None) -> Held:
    inside = (given.outcome >= low - 1e-9) & (given.outcome <= high + 1e-9)
    return Held(int(inside.sum()), float((high - low).mean()), said)
