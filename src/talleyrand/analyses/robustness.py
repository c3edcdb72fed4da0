"""How sure we are: every finding over every range and every completion of a preference.

The share of combinations in which a finding holds says how far the answer hangs on what the evidence leaves open.
It is not a probability: nobody claims that all combinations are equally likely.

References
----------
Saltelli et al. (2008), Global Sensitivity Analysis: The Primer, Wiley, on space-filling designs and on ranking
inputs by how they separate outcomes (regionalised sensitivity analysis, Hornberger & Spear 1981).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.base import Analysis, Claims, make_result
from talleyrand.analyses.inputs import Draws, Floats, dimensions, is_choice
from talleyrand.analyses.result import Finding, Flip, Result, Survival, tidy
from talleyrand.analyses.robustness_exhibits import Trial, trial_exhibits, trial_notes
from talleyrand.case.model import Case
from talleyrand.solvers.flips import flip_points, rank_flips
from talleyrand.solvers.sampling import draw
from talleyrand.solvers.survival import convergence, survival

DRAWS = 1024
MOST_FLIPS = 3


@dataclass(frozen=True)
class Method:
    """What the robustness of a case is computed by, in the shape of an analysis, so that its result can name itself."""

    name: str = "robustness"
    title: str = "How sure we are"
    question: str = "In how many of the input combinations tried does each finding hold, and what turns it over?"
    reference: str = (
        "Scrambled Sobol draws over all ranges and open preferences (Saltelli et al. 2008); inputs ranked by how far "
        "they separate where a finding holds from where it fails (Hornberger & Spear 1981); intervals by Wilson 1927."
    )
    most_draws: int = DRAWS

    def needs(self, case: Case) -> tuple[str, ...]:
        """Say what is missing: something that may vary."""
        centre = dimensions(case)
        return () if (centre.low < centre.high).any() else ("no estimate has a range and no preference is open",)

    def run(self, case: Case, params: Mapping[str, Any], seed: int) -> Result:
        """Return an empty result: what is found depends on the other analyses, see `with_robustness`."""
        return make_result(self, case, seed)

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Claim nothing of its own."""
        return Claims()


def sample(case: Case, n: int, seed: int) -> Draws:
    """Return `n` input combinations of a case: ranges filled evenly, open preferences in whole completions.

    Examples
    --------
    >>> from talleyrand.analyses.examples import two_party_case
    >>> len(sample(two_party_case(), 16, seed=1))
    16
    """
    centre = dimensions(case)
    if not len(centre.addresses):
        return centre.with_values(np.zeros((n, 0)))
    choices = np.array([is_choice(address) for address in centre.addresses])
    # A completion k is drawn as a real number in [k, k + 1) and rounded down, so that each has an equal share.
    high = np.where(choices, centre.high + 1.0, centre.high)
    values = draw(centre.centre, centre.low, high, n, seed=seed).inputs.copy()
    values[:, choices] = np.minimum(np.floor(values[:, choices]), centre.high[choices])
    return centre.with_values(values)


def with_robustness(
    case: Case, analyses: Sequence[Analysis], results: Sequence[Result], seed: int, n: int = DRAWS
) -> tuple[Result, ...]:
    """Return `results` with survival, spread, flips and carriers on every finding, and a result that tells of it.

    Parameters
    ----------
    case
        The case that `results` came from.
    analyses, results
        In step: the n-th result is the n-th analysis's.
    seed
        Seed of the draws.
    n
        How many combinations are tried; an analysis that costs more sees only its first `most_draws`.
    """
    if Method().needs(case):
        return tuple(results)
    draws = sample(case, n, seed)
    trials = [
        _tried(case, analysis, result, draws) if result.findings else Trial(result)
        for analysis, result in zip(analyses, results, strict=True)
    ]
    told = make_result(Method(), case, seed, (), trial_exhibits(case, draws, trials), params={"draws": n})
    notes = trial_notes(draws, trials)
    return (*(trial.result for trial in trials), told.model_copy(update={"notes": notes}))


def _tried(case: Case, analysis: Analysis, result: Result, draws: Draws) -> Trial:
    some = draws.with_values(draws.values[: analysis.most_draws])
    claims = analysis.claims(case, some)
    ends = _one_at_a_time(draws)
    swings = analysis.claims(case, draws.with_values(ends)).values if len(ends) else {}
    findings = [_finding(case, analysis, finding, some, claims, swings.get(finding.id)) for finding in result.findings]
    return Trial(
        result.model_copy(update={"findings": tuple(findings)}),
        {finding: convergence(holds) for finding, holds in claims.holds.items()},
        {finding: swung for finding, swung in swings.items() if len(swung) == len(ends)},
    )


def _one_at_a_time(draws: Draws) -> Floats:
    """Return rows in which one input stands at an end of its range and all others at their values: lows, then highs."""
    n = len(draws.addresses)
    rows = np.tile(draws.centre, (2 * n, 1))
    rows[np.arange(n), np.arange(n)] = draws.low
    rows[n + np.arange(n), np.arange(n)] = draws.high
    return rows


def _finding(
    case: Case, analysis: Analysis, finding: Finding, draws: Draws, claims: Claims, swung: Floats | None
) -> Finding:
    update: dict[str, Any] = {}
    holds, values = claims.holds.get(finding.id), claims.values.get(finding.id)
    weights = np.zeros(len(draws.addresses))
    if values is not None and np.isfinite(values).any():
        low, high = np.nanpercentile(values, [5, 95])
        update["spread"] = (tidy(low, 4), tidy(high, 4))
    if swung is not None and len(swung) == 2 * len(weights):  # a costly method may answer for fewer rows
        half = len(swung) // 2
        weights = np.nan_to_num(np.abs(swung[half:] - swung[:half]))
    if holds is not None:
        update["survival"], separation = _survival(case, analysis, finding, draws, holds)
        weights = weights if weights.any() else separation
    by_weight = dict(zip(draws.addresses, weights.tolist(), strict=True))
    update["because"] = tuple(sorted(finding.because, key=lambda a: -by_weight.get(a, 0.0)))
    update["assumed"] = _assumed_share(case, finding.because, by_weight)
    return finding.model_copy(update=update)


def _survival(
    case: Case, analysis: Analysis, finding: Finding, draws: Draws, holds: NDArray[np.bool_]
) -> tuple[Survival, Floats]:
    counted = survival(holds)
    ranked = rank_flips(draws.values[: len(holds)], holds)
    carries = np.isin(draws.addresses, finding.because)
    separation = np.where(carries, np.nan_to_num(ranked.distance), 0.0)
    # So many inputs are looked at that one in twenty would pass by chance: the bound is that of all together.
    noise = ranked.noise * math.sqrt(1 + math.log(max(1, int(carries.sum()))) / -math.log(0.025))
    strong = [int(i) for i in ranked.order if separation[i] > noise][:MOST_FLIPS]
    flips = _flips(case, analysis, finding.id, draws, strong, separation)
    return (
        Survival(
            held=int(counted.held),
            tried=counted.drawn,
            share=tidy(float(counted.share)),
            low=tidy(float(counted.low)),
            high=tidy(float(counted.high)),
            flips=flips,
        ),
        separation,
    )


def _flips(
    case: Case, analysis: Analysis, finding: str, draws: Draws, strong: Sequence[int], separation: Floats
) -> tuple[Flip, ...]:
    scanned = [i for i in strong if not is_choice(draws.addresses[i])]
    points: dict[int, float] = {}
    if scanned:

        def claim(rows: Floats) -> NDArray[np.bool_]:
            full = np.tile(draws.centre, (len(rows), 1))
            full[:, scanned] = rows
            return analysis.claims(case, draws.with_values(full), only=[finding]).holds[finding]

        found = flip_points(claim, draws.centre[scanned], draws.low[scanned], draws.high[scanned], steps=8, halvings=12)
        points = {i: float(p) for i, p, alone in zip(scanned, found.point, found.alone, strict=True) if alone}
    return tuple(
        Flip(
            address=draws.addresses[i],
            point=tidy(points[i], 3) if i in points else None,
            above=bool(points[i] > draws.centre[i]) if i in points else None,
            weight=tidy(separation[i], 3),
        )
        for i in strong
    )


def _assumed_share(case: Case, because: Sequence[str], weights: Mapping[str, float]) -> float | None:
    """Return which share of a finding's sensitivity falls on inputs that rest on assumptions alone.

    Where nothing that carries it may vary, every carrier counts the same.
    """
    grounds = dict(case.grounds())
    carriers = [a for a in because if a in grounds]
    if not carriers:
        return None
    total = sum(weights.get(a, 0.0) for a in carriers)
    if total <= 0:
        return tidy(sum(grounds[a].assumed for a in carriers) / len(carriers), 3)
    return tidy(sum(weights.get(a, 0.0) for a in carriers if grounds[a].assumed) / total, 3)
