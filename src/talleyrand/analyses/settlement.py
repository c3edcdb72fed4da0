"""Where bargaining at the table lands on each issue, and whose position is the pivot."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.base import Claims, make_result
from talleyrand.analyses.inputs import Draws, Floats, Inputs, dimensions, inputs
from talleyrand.analyses.result import Exhibit, Finding, Result, tidy
from talleyrand.analyses.table import at_the_table, mask
from talleyrand.analyses.words import contested_warning, figure, heading, issue_title, listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.settlement import settle

APART = 10.0  # points of the 0–100 scale from which on two methods are said to disagree


class SettlementAnalysis:
    """Compromise and weighted median on every issue of the main table, among those who sit there.

    References
    ----------
    Van den Bos (1991); Achen (2006); Black (1958). Formulas and caveats: ``docs/methods/settlement.md``.
    """

    name = "settlement"
    title = "Where bargaining lands"
    question = "Where would those at the table meet on each issue?"
    reference = "Compromise: Van den Bos 1991, Achen 2006. Weighted median: Black 1958."
    most_draws = 16384

    def needs(self, case: Case) -> tuple[str, ...]:
        """Say what is missing: issues, or two parties at the table that hold a position on one of them."""
        if not case.table_issues():
            return ("no issue is on the main table; add one under `issues`",)
        seated = at_the_table(case)
        counted = [q for q in case.table_issues() if len(_holders(case, q, seated)) >= 2]
        if not counted:
            return ("no issue has positions of two parties at the table; add them under `positions`",)
        return ()

    def run(self, case: Case, params: Mapping[str, Any], seed: int) -> Result:
        """Settle every issue at the case's values, with both methods side by side."""
        numbers = inputs(case)
        outcomes = _outcomes(case, numbers)
        findings: list[Finding] = []
        rows = []
        for j, issue in enumerate(case.issues):
            if issue not in case.table_issues() or np.isnan(outcomes["compromise"][0, j]):
                continue
            findings += _issue_findings(case, numbers, outcomes, j)
            rows.append(_row(case, numbers, outcomes, j))
        findings.append(_agreement(case, numbers, outcomes))
        exhibit = Exhibit(
            id="settlement/outcomes",
            title="Where the two methods land, on scales from 0 to 100",
            columns=("issue", "without a deal", "compromise", "weighted median", "pivot"),
            rows=tuple(rows),
        )
        return make_result(self, case, seed, findings, [exhibit], params=params)

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Tell for every draw whether each issue moves the same way, has the same pivot, and where it lands."""
        centre, numbers = inputs(case, draws.with_values(dimensions(case).values)), inputs(case, draws)
        at_centre, outcomes = _outcomes(case, centre), _outcomes(case, numbers)
        holds, values = {}, {}
        for j, issue in enumerate(case.issues):
            if issue not in case.table_issues() or np.isnan(at_centre["compromise"][0, j]):
                continue
            moved = _direction(outcomes["compromise"][:, j] - numbers.reversion[:, j])
            holds[f"settlement/{issue}"] = moved == _direction(at_centre["compromise"][:1, j] - centre.reversion[:1, j])
            values[f"settlement/{issue}"] = outcomes["compromise"][:, j]
            pivot = _pivots(case, numbers, outcomes, j)
            holds[f"settlement/{issue}/pivot"] = pivot == _pivots(case, centre, at_centre, j)[0]
            values[f"settlement/{issue}/pivot"] = outcomes["weighted median"][:, j]
        apart, apart_at_centre = _apart(case, outcomes), _apart(case, at_centre)
        holds["settlement/agreement"] = (apart == apart_at_centre[:1]).all(axis=1)
        return Claims(holds, values)


def _holders(case: Case, issue: str, seated: tuple[str, ...]) -> list[str]:
    return [p for p in seated if issue in case.positions.get(p, {}) and issue in case.saliences.get(p, {})]


def _outcomes(case: Case, numbers: Inputs) -> dict[str, Floats]:
    seats = mask(case, at_the_table(case))
    return {
        method: settle(numbers.positions, numbers.capability, numbers.saliences, method=method, seats=seats).outcome
        for method in ("compromise", "weighted median")
    }


def _direction(change: Floats) -> Floats:
    """Return 1 where a settlement lies above the state without a deal, -1 below, 0 within a point of it."""
    return np.where(np.abs(change) < 1.0, 0.0, np.sign(change))


def _pivots(case: Case, numbers: Inputs, outcomes: Mapping[str, Floats], j: int) -> NDArray[np.intp]:
    """Return per draw the index of the party at the table whose position lies nearest to the weighted median."""
    gaps = np.abs(numbers.positions[:, :, j] - outcomes["weighted median"][:, j, None])
    gaps = np.where(mask(case, at_the_table(case)) & (numbers.saliences[:, :, j] > 0), gaps, np.inf)
    return np.asarray(np.argmin(np.where(np.isnan(gaps), np.inf, gaps), axis=1))


def _apart(case: Case, outcomes: Mapping[str, Floats]) -> NDArray[np.bool_]:
    on_table = [j for j, q in enumerate(case.issues) if q in case.table_issues()]
    return np.abs(outcomes["compromise"] - outcomes["weighted median"])[:, on_table] >= APART


def _carriers(case: Case, issue: str) -> tuple[str, ...]:
    holders = _holders(case, issue, at_the_table(case))
    return (
        *(f"positions/{p}/{issue}" for p in holders),
        *(f"saliences/{p}/{issue}" for p in holders),
        *(f"parties/{p}/capability" for p in holders),
    )


def _issue_findings(case: Case, numbers: Inputs, outcomes: Mapping[str, Floats], j: int) -> list[Finding]:
    issue = list(case.issues)[j]
    title, warnings = issue_title(case, issue), contested_warning(case, [issue])
    landing, reversion = outcomes["compromise"][0, j], numbers.reversion[0, j]
    moved = _direction(np.array(landing - reversion))
    away = {1.0: "above", -1.0: "below"}.get(float(moved))
    meaning = f"where 0 means: {case.issues[issue].zero}, and 100: {case.issues[issue].hundred}"
    stands = f"that is {away} the {figure(reversion)}" if away else f"about the {figure(reversion)}"
    pivot = party_name(case, list(case.parties)[int(_pivots(case, numbers, outcomes, j)[0])])
    carriers = _carriers(case, issue)
    return [
        Finding(
            id=f"settlement/{issue}",
            text=f"On {title}, a compromise at the table lands at {figure(landing)} of 100, {meaning}; "
            f"{stands} at which things stand without a deal.",
            because=(*carriers, f"issues/{issue}/reversion"),
            value=tidy(landing),
            unit="points of 100",
            warnings=warnings,
            rank=20 + j,
        ),
        Finding(
            id=f"settlement/{issue}/pivot",
            text=f"On {title}, {pivot} holds the pivotal position: neither side of it outweighs the other.",
            because=carriers,
            value=tidy(outcomes["weighted median"][0, j]),
            unit="points of 100",
            warnings=warnings,
            rank=60 + j,
        ),
    ]


def _row(case: Case, numbers: Inputs, outcomes: Mapping[str, Floats], j: int) -> tuple[Any, ...]:
    issue = list(case.issues)[j]
    return (
        heading(case.issues[issue].title),
        tidy(numbers.reversion[0, j], 4),
        tidy(outcomes["compromise"][0, j], 4),
        tidy(outcomes["weighted median"][0, j], 4),
        list(case.parties.values())[int(_pivots(case, numbers, outcomes, j)[0])].name,
    )


def _agreement(case: Case, numbers: Inputs, outcomes: Mapping[str, Floats]) -> Finding:
    on_table = [q for q in case.issues if q in case.table_issues()]
    apart = [q for q, far in zip(on_table, _apart(case, outcomes)[0], strict=True) if far]
    settled = [q for q in on_table if not np.isnan(outcomes["compromise"][0, list(case.issues).index(q)])]
    if not apart:
        text = (
            f"Compromise and weighted median agree within {APART:.0f} points on "
            f"{'the one issue' if len(settled) == 1 else f'all {len(settled)} issues'}."
        )
    else:
        parts = []
        for q in apart:
            j = list(case.issues).index(q)
            mean, median = (outcomes[m][0, j] for m in ("compromise", "weighted median"))
            parts.append(f"{issue_title(case, q)} ({figure(mean)} against {figure(median)})")
        text = (
            f"Compromise and weighted median part by {APART:.0f} points or more on {listed(parts)}: "
            "there the answer depends on whether strong views are averaged or outvoted."
        )
    carriers = tuple(dict.fromkeys(address for q in (apart or settled) for address in _carriers(case, q)))
    return Finding(id="settlement/agreement", text=text, because=carriers, rank=50)
