"""Where the methods say the same and where not, in a sentence, and which package a bargaining solution picks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from talleyrand.analyses.base import Claims, make_result
from talleyrand.analyses.contest import READINGS, play
from talleyrand.analyses.exchange import ExchangeAnalysis, affordable, outcomes_after
from talleyrand.analyses.inputs import Draws, Floats, Inputs, dimensions, inputs
from talleyrand.analyses.packages import package_claims, package_exhibit, package_findings
from talleyrand.analyses.result import Exhibit, Finding, Result, tidy
from talleyrand.analyses.settlement import SettlementAnalysis, carriers, is_known, outcomes_of
from talleyrand.analyses.table import at_the_table, mask
from talleyrand.analyses.words import contested_warning, every, figure, heading, issue_title, listed
from talleyrand.case.model import Case
from talleyrand.solvers.focal import focal_compromise

APART = 10.0  # points of the 0–100 scale from which on methods are said to disagree
MOST_TOLD = 3


class AgreementAnalysis:
    """The settlement methods side by side: compromise, focal compromise, median, contest, compromise after trades.

    References
    ----------
    Each method's own page; why none is preferred: ``docs/methods/agreement.md``.
    """

    name = "agreement"
    title = "Where the methods agree"
    question = "Does it matter by which method one says where bargaining lands?"
    reference = (
        "Compromise, weighted median, contest and exchange as on their own pages; Nash 1950, Kalai–Smorodinsky 1975."
    )
    most_draws = 16384

    def needs(self, case: Case) -> tuple[str, ...]:
        """Say what is missing: what settlement lacks."""
        return SettlementAnalysis().needs(case)

    def run(self, case: Case, params: Mapping[str, Any], seed: int) -> Result:
        """Compare the methods at the case's values."""
        side = _Side.of(case, inputs(case))
        findings = [_overall(side), *(_apart(side, j) for j in side.parted()[:MOST_TOLD])]
        findings += package_findings(case, inputs(case))
        exhibits = [_table(side), *package_exhibit(case, inputs(case))]
        return make_result(self, case, seed, findings, exhibits, params=params)

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Tell in which draws the methods agree, or part on an issue, as at the case's values."""
        draws = affordable(case, draws, only)
        centre, numbers = inputs(case, draws.with_values(dimensions(case).values)), inputs(case, draws)
        holds: dict[str, Any] = {}
        values: dict[str, Any] = {}
        if only is None or any(not name.startswith("agreement/package") for name in only):
            then, now = _Side.of(case, centre), _Side.of(case, numbers)
            parted = then.parted()
            far = now.spread[:, then.issues] >= APART
            holds["agreement/methods"] = far.any(axis=1) if parted else ~far.any(axis=1)
            for j in parted[:MOST_TOLD]:
                name = f"agreement/{then.keys[j]}"
                holds[name], values[name] = now.spread[:, j] >= APART, now.spread[:, j]
        if only is None or any(name.startswith("agreement/package") for name in only):
            packages = package_claims(case, centre, numbers)
            holds |= packages.holds
            values |= packages.values
        return Claims(holds, values)


@dataclass(frozen=True)
class _Side:
    """Where each method lands on every issue, over draws."""

    case: Case
    keys: tuple[str, ...]
    lands: Mapping[str, Floats]

    @classmethod
    def of(cls, case: Case, numbers: Inputs) -> _Side:
        lands = dict(outcomes_of(case, numbers))
        seats = mask(case, at_the_table(case))
        found = focal_compromise(numbers.positions, numbers.capability, numbers.saliences, seats=seats)
        lands["focal compromise"] = found.outcome
        lands["contest"] = play(case, numbers, next(iter(READINGS.values()))).median[..., -1, :]
        if not ExchangeAnalysis().needs(case):
            lands["compromise after trades"] = outcomes_after(case, numbers)
        return cls(case, numbers.issues, lands)

    @property
    def issues(self) -> list[int]:
        """Issues on which every method lands somewhere."""
        settled = np.all([np.isfinite(found[0]) for found in self.lands.values()], axis=0)
        return [j for j, key in enumerate(self.keys) if is_known(self.case, key) and settled[j]]

    @property
    def spread(self) -> Floats:
        """(n_draws, n_issues): distance between the lowest and the highest."""
        every = np.stack(list(self.lands.values()))
        return np.asarray(every.max(axis=0) - every.min(axis=0), dtype=float)

    def parted(self) -> list[int]:
        """Return the issues on which the methods part, the widest first."""
        spread = np.round(self.spread[0], 9)
        return sorted((j for j in self.issues if spread[j] >= APART), key=lambda j: (-spread[j], j))


def _overall(side: _Side) -> Finding:
    parted = side.parted()
    same = [issue_title(side.case, side.keys[j]) for j in side.issues if j not in parted]
    methods = listed(list(side.lands))
    if not parted:
        where = "on the one issue" if len(same) == 1 else f"on {every(len(same))} issues"
        text = f"{heading(methods)} land within {APART:.0f} points of one another {where}."
    elif same:
        text = (
            f"{heading(methods)} land within {APART:.0f} points of one another on {listed(same)}; elsewhere it matters "
            "by which of them one says where bargaining lands."
        )
    else:
        text = (
            f"{heading(methods)} part by {APART:.0f} points or more on every issue: it matters which of them is taken."
        )
    told = dict.fromkeys(a for j in side.issues for a in carriers(side.case, side.keys[j]))
    return Finding(id="agreement/methods", text=text, because=tuple(told), rank=54)


def _apart(side: _Side, j: int) -> Finding:
    case, key = side.case, side.keys[j]
    where = [f"{figure(found[0, j])} by {method}" for method, found in side.lands.items()]
    return Finding(
        id=f"agreement/{key}",
        text=f"The methods part by {figure(side.spread[0, j])} points on {issue_title(case, key)}: {listed(where)}.",
        because=carriers(case, key),
        value=tidy(side.spread[0, j]),
        unit="points between the lowest and the highest",
        warnings=contested_warning(case, [key]),
        rank=55,
    )


def _table(side: _Side) -> Exhibit:
    return Exhibit(
        id="agreement/methods",
        title="Where each method lands, on scales from 0 to 100",
        kind="matrix",
        links=tuple(f"issues/{side.keys[j]}" for j in side.issues),
        note="Shaded by how far a method lies from the middle between the lowest and the highest: teal above, orange "
        "below",
        columns=("issue", *side.lands, "apart by"),
        rows=tuple(
            (
                heading(issue_title(side.case, side.keys[j])),
                *(tidy(found[0, j], 4) for found in side.lands.values()),
                tidy(side.spread[0, j], 4),
            )
            for j in side.issues
        ),
    )
