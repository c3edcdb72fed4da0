"""Positions: ranges on anchored scales, from what parties say of themselves and others of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from talleyrand.case.drafting.evidence import Evidence, cited
from talleyrand.case.drafting.issues import issues_of
from talleyrand.case.estimate import Estimate

NARROWEST_OWN = 20.0
NARROWEST_HEARSAY = 40.0


@dataclass(frozen=True)
class Told:
    """One range told of a party, with its record; `own` where its own officials said it, `deed` where it did it."""

    record: str
    low: float
    high: float
    own: bool
    deed: bool = False


def position_entries(
    evidence: Evidence, parties: Sequence[str], issues: Sequence[str], seated: Sequence[str], table: Sequence[str]
) -> dict[str, dict[str, Estimate]]:
    """Estimate every position that the records speak of, and what the table needs beside them.

    Where no report says where a party stands, nothing is put down. The one exception: a party at the table, on an
    issue of the table on which some party's position is known, surely has a position, too, and leaving it out would
    let the others settle without it; it may stand anywhere (a stated assumption).
    """
    told = _told(evidence)
    spoke = {(s.party, q) for s in evidence.statements if s.party for q in issues_of(s)}
    known = {issue for party, issue in told if party in parties}
    result: dict[str, dict[str, Estimate]] = {}
    for party in parties:
        row = {}
        for issue in issues:
            if ranges := told.get((party, issue)):
                row[issue] = combine(ranges)
            elif party in seated and issue in table and issue in known:
                row[issue] = _anywhere(spoke=(party, issue) in spoke)
        if row:
            result[party] = row
    return result


def combine(told: Sequence[Told]) -> Estimate:
    """Put together what is told of one party on one issue.

    Own words come first, then what a party did, then hearsay: where there are any of the surer kind, the others only
    join the citations (if they touch its range) or the contradictions (if they do not). Ranges that all share at
    least 20 points are cut to what they share; ranges that do not are taken together whole. No range is narrower than
    20 points for own words and deeds, 40 for hearsay, which the reader has made wider already. The value is the
    middle. The latest twelve records are cited.

    Examples
    --------
    >>> e = combine([Told("a", 60, 100, True), Told("b", 80, 100, True), Told("c", 0, 20, False)])
    >>> e.value, e.range, e.because, e.contradicted
    (90.0, (80.0, 100.0), ('a', 'b'), ('c',))
    >>> combine([Told("c", 60, 80, False)]).range
    (50.0, 90.0)
    """
    own = [item for item in told if item.own]
    basis = [item for item in own if not item.deed] or own or told
    low, high = max(t.low for t in basis), min(t.high for t in basis)
    if high - low < NARROWEST_OWN:
        low, high = min(t.low for t in basis), max(t.high for t in basis)
    low, high = _at_least(low, high, NARROWEST_OWN if own else NARROWEST_HEARSAY)
    return Estimate(
        value=(low + high) / 2,
        range=(low, high),
        because=cited(t.record for t in told if t.low <= high and t.high >= low),
        contradicted=cited(t.record for t in told if t.low > high or t.high < low),
        drafted=True,
    )


def _told(evidence: Evidence) -> Mapping[tuple[str, str], list[Told]]:
    found: dict[tuple[str, str], list[Told]] = {}
    for statement in evidence.statements:
        for p in statement.positions:
            if p.holder is not None and p.low is not None and p.high is not None:
                found.setdefault((p.holder, p.issue), []).append(Told(statement.id, p.low, p.high, p.own))
    for event in evidence.deeds:
        for p in event.positions:
            if p.holder is not None and p.low is not None and p.high is not None:
                found.setdefault((p.holder, p.issue), []).append(Told(event.id, p.low, p.high, p.own, deed=True))
    return found


def _at_least(low: float, high: float, width: float) -> tuple[float, float]:
    """Widen a range to `width` evenly, within the scale."""
    if high - low >= width:
        return low, high
    middle = min(max((low + high) / 2, width / 2), 100 - width / 2)
    return middle - width / 2, middle + width / 2


def _anywhere(*, spoke: bool) -> Estimate:
    why = "It spoke of this and took no side." if spoke else "It sits at the table; no report says where it stands."
    return Estimate(value=50, range=(0, 100), assumption=f"{why} It may stand anywhere.", drafted=True)
