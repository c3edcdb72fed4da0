"""Part two of a brief: who sits where, and who wants what on each issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from talleyrand.analyses.result import Result
from talleyrand.analyses.table import at_the_table
from talleyrand.analyses.words import contested_warning, heading
from talleyrand.brief.material import Material
from talleyrand.brief.outline import IssueBlock, Mark, SeatRow
from talleyrand.case.estimate import Grounds
from talleyrand.case.model import Case


def grounds_kind(grounds: Grounds) -> Literal["cited", "assumed", "contradicted"]:
    """Say in one word what something rests on."""
    if grounds.contradicted:
        return "contradicted"
    return "assumed" if grounds.assumed else "cited"


def seat_rows(material: Material) -> tuple[SeatRow, ...]:
    """Return every seat of every negotiation of the case."""
    case, main = material.case, material.case.main_negotiation()
    return tuple(
        SeatRow(
            negotiation=talks.title,
            main=bool(main and main[0] == key),
            party=party,
            name=case.parties[party].name if party in case.parties else party,
            seat=entry.seat,
            records=entry.because,
            assumption=entry.assumption,
        )
        for key, talks in case.negotiations.items()
        for party, entry in talks.seats.items()
    )


def issue_blocks(material: Material) -> tuple[IssueBlock, ...]:
    """Return the issues with everybody's place on them, those at the table first."""
    case = material.case
    landing = _landings(case, material.results)
    seated = at_the_table(case)
    order = sorted(case.parties, key=lambda p: (p not in seated, list(case.parties).index(p)))
    return tuple(
        IssueBlock(
            key=key,
            title=heading(issue.title),
            zero=issue.zero,
            hundred=issue.hundred,
            reversion=issue.reversion.value,
            compromise=landing.get(key, (None, None))[0],
            median=landing.get(key, (None, None))[1],
            marks=tuple(_mark(case, p, key) for p in order if key in case.positions.get(p, {})),
            silent=tuple(case.parties[p].name for p in order if key not in case.positions.get(p, {})),
            readings=tuple((case.parties[p].name if p in case.parties else p, w) for p, w in issue.readings.items()),
            warnings=contested_warning(case, [key]),
            outside=issue.outside,
        )
        for key, issue in case.issues.items()
    )


def _mark(case: Case, party: str, issue: str) -> Mark:
    estimate = case.positions[party][issue]
    salience = case.saliences.get(party, {}).get(issue)
    return Mark(
        party=party,
        name=case.parties[party].name if party in case.parties else party,
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        salience=salience.value if salience else None,
        grounds=grounds_kind(estimate),
        address=f"positions/{party}/{issue}",
    )


def _landings(case: Case, results: Sequence[Result]) -> dict[str, tuple[float | None, float | None]]:
    values = {f.id: f.value for r in results if r.analysis == "settlement" for f in r.findings}
    return {q: (values.get(f"settlement/{q}"), values.get(f"settlement/{q}/pivot")) for q in case.issues}
