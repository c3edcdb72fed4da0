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

HELD = 0.5  # points within which a position is the weighted median
NEARLY_ALL = 90.0  # points: a range this wide says nothing about where a party stands


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
        if all(_blind(case, q) for q in counted):
            return ("nothing is known of anybody's position at the table; narrow the ranges under `positions`",)
        return ()

    def run(self, case: Case, params: Mapping[str, Any], seed: int) -> Result:
        """Settle every issue at the case's values, with both methods side by side."""
        numbers = inputs(case)
        outcomes = outcomes_of(case, numbers)
        findings: list[Finding] = []
        rows, told = [], []
        for j, issue in enumerate(case.issues):
            if not is_known(case, issue) or np.isnan(outcomes["compromise"][0, j]):
                continue
            told.append(issue)
            findings += _issue_findings(case, numbers, outcomes, j)
            rows.append(_row(case, numbers, outcomes, j))
        exhibit = Exhibit(
            id="settlement/outcomes",
            title="Where the two methods land, above the positions of those at the table, on scales from 0 to 100",
            kind="landings",
            columns=("issue", "without a deal", "compromise", "weighted median", "pivot", *_position_columns(case)),
            rows=tuple(rows),
            links=tuple(f"issues/{issue}" for issue in told),
        )
        exhibits = [exhibit] if rows else []
        return make_result(self, case, seed, findings, exhibits, params=params, notes=_blind_note(case))

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Tell for every draw whether each issue moves the same way, has the same pivot, and where it lands."""
        centre, numbers = inputs(case, draws.with_values(dimensions(case).values)), inputs(case, draws)
        at_centre, outcomes = outcomes_of(case, centre), outcomes_of(case, numbers)
        holds, values = {}, {}
        for j, issue in enumerate(case.issues):
            if not is_known(case, issue) or np.isnan(at_centre["compromise"][0, j]):
                continue
            moved = direction(outcomes["compromise"][:, j] - numbers.reversion[:, j])
            holds[f"settlement/{issue}"] = moved == direction(at_centre["compromise"][:1, j] - centre.reversion[:1, j])
            values[f"settlement/{issue}"] = outcomes["compromise"][:, j]
            pivot = _pivots(case, numbers, outcomes, j)
            holds[f"settlement/{issue}/pivot"] = pivot == _pivots(case, centre, at_centre, j)[0]
            values[f"settlement/{issue}/pivot"] = outcomes["weighted median"][:, j]
        return Claims(holds, values)


def _blind(case: Case, issue: str) -> bool:
    """Tell whether nothing is known of anybody's position at the table: every range covers nearly the whole scale."""
    held = [case.positions[p][issue] for p in _holders(case, issue, at_the_table(case))]
    return all(e.high - e.low >= NEARLY_ALL for e in held)


def is_known(case: Case, issue: str) -> bool:
    """Tell whether an issue is on the table and somebody's position on it is known."""
    return issue in case.table_issues() and not _blind(case, issue)


def _blind_note(case: Case) -> tuple[str, ...]:
    blind = [issue_title(case, q) for q in case.table_issues() if _blind(case, q)]
    if not blind:
        return ()
    return (
        f"On {listed(blind)} the case knows nobody's position at the table: the ranges cover nearly the whole scale, "
        "so where bargaining lands there would say nothing.",
    )


def _holders(case: Case, issue: str, seated: tuple[str, ...]) -> list[str]:
    return [p for p in seated if issue in case.positions.get(p, {}) and issue in case.saliences.get(p, {})]


def outcomes_of(case: Case, numbers: Inputs) -> dict[str, Floats]:
    """Return (n_draws, n_issues) where each method lands; NaN where nobody at the table counts."""
    seats = mask(case, at_the_table(case))
    return {
        method: settle(numbers.positions, numbers.capability, numbers.saliences, method=method, seats=seats).outcome
        for method in ("compromise", "weighted median")
    }


def direction(change: Floats) -> Floats:
    """Return 1 where a settlement lies above the state without a deal, -1 below, 0 within a point of it."""
    return np.where(np.abs(change) < 1.0, 0.0, np.sign(change))


def _pivots(case: Case, numbers: Inputs, outcomes: Mapping[str, Floats], j: int) -> NDArray[np.intp]:
    """Return per draw the index of the party at the table whose position lies nearest to the weighted median."""
    gaps = np.abs(numbers.positions[:, :, j] - outcomes["weighted median"][:, j, None])
    gaps = np.where(mask(case, at_the_table(case)) & (numbers.saliences[:, :, j] > 0), gaps, np.inf)
    return np.asarray(np.argmin(np.where(np.isnan(gaps), np.inf, gaps), axis=1))


def carriers(case: Case, issue: str) -> tuple[str, ...]:
    """Return what settlements on an issue are computed from."""
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
    moved = direction(np.array(landing - reversion))
    away = {1.0: "up from", -1.0: "down from"}.get(float(moved), "about as things stand at")
    scale = f"on a scale from 0 ({case.issues[issue].zero}) to 100 ({case.issues[issue].hundred})"
    told = carriers(case, issue)
    return [
        Finding(
            id=f"settlement/{issue}",
            text=f"On {title}, a compromise at the table lands at {figure(landing)}, {away} {figure(reversion)} "
            f"without a deal, {scale}.",
            because=(*told, f"issues/{issue}/reversion"),
            value=tidy(landing),
            unit="points of 100",
            warnings=warnings,
            rank=20 + j,
        ),
        Finding(
            id=f"settlement/{issue}/pivot",
            text=_pivot_text(case, numbers, outcomes, j),
            because=told,
            value=tidy(outcomes["weighted median"][0, j]),
            unit="points of 100",
            warnings=warnings,
            rank=60 + j,
        ),
    ]


def _pivot_text(case: Case, numbers: Inputs, outcomes: Mapping[str, Floats], j: int) -> str:
    """Say whose position is the weighted median, or between which two it lies where the weight is split evenly."""
    issue, median = list(case.issues)[j], float(outcomes["weighted median"][0, j])
    title = issue_title(case, issue)
    codes, pivot = list(case.parties), int(_pivots(case, numbers, outcomes, j)[0])
    if abs(float(numbers.positions[0, pivot, j]) - median) < HELD:
        return (
            f"On {title}, {party_name(case, codes[pivot])} holds the pivotal position, {figure(median)}: neither those "
            "who want more nor those who want less outweigh the rest."
        )
    holders = _holders(case, issue, at_the_table(case))
    places = {p: case.positions[p][issue].value for p in holders}
    below = max((p for p in holders if places[p] < median), key=lambda p: places[p])
    above = min((p for p in holders if places[p] > median), key=lambda p: places[p])
    return (
        f"On {title}, nobody holds the pivotal position: the weight is split evenly between {party_name(case, below)}, "
        f"at {figure(places[below])}, and {party_name(case, above)}, at {figure(places[above])}, and those beyond them."
    )


def _row(case: Case, numbers: Inputs, outcomes: Mapping[str, Floats], j: int) -> tuple[Any, ...]:
    issue = list(case.issues)[j]
    return (
        heading(case.issues[issue].title),
        tidy(numbers.reversion[0, j], 4),
        tidy(outcomes["compromise"][0, j], 4),
        tidy(outcomes["weighted median"][0, j], 4),
        list(case.parties.values())[int(_pivots(case, numbers, outcomes, j)[0])].name,
        *_positions(case, numbers, j),
    )


def _position_columns(case: Case) -> list[str]:
    return [f"{case.parties[party].name} (position)" for party in at_the_table(case)]


def _positions(case: Case, numbers: Inputs, j: int) -> list[float | None]:
    """Return the positions of those at the table on an issue; None where one holds none, or it has no weight."""
    order = list(case.parties)
    at = [order.index(party) for party in at_the_table(case)]
    return [tidy(numbers.positions[0, i, j], 4) if numbers.saliences[0, i, j] > 0 else None for i in at]
