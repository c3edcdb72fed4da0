"""Positions: ranges on anchored scales, from what parties say of themselves and others of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from talleyrand.case.drafting.evidence import Evidence, cited
from talleyrand.case.drafting.issues import issues_of
from talleyrand.case.estimate import Estimate

HEARSAY_MARGIN = 15.0
NARROWEST_OWN = 20.0
NARROWEST_HEARSAY = 40.0


@dataclass(frozen=True)
class Told:
    """One range told of a party, with its record; `own` where the party's own officials said it."""

    record: str
    low: float
    high: float
    own: bool


def position_entries(
    evidence: Evidence, parties: Sequence[str], issues: Sequence[str], seated: Sequence[str], table: Sequence[str]
) -> dict[str, dict[str, Estimate]]:
    """Estimate every position that the records speak of.

    A party at the table of which no report says where it stands on an issue of the table may stand anywhere
    (a stated assumption), and so may any party that spoke of an issue and took no side.
    """
    told = _told(evidence)
    spoke = {(s.party, q) for s in evidence.statements if s.party for q in issues_of(s)}
    result: dict[str, dict[str, Estimate]] = {}
    for party in parties:
        row = {}
        for issue in issues:
            if ranges := told.get((party, issue)):
                row[issue] = combine(ranges)
            elif (party in seated and issue in table) or (party, issue) in spoke:
                row[issue] = _anywhere(spoke=(party, issue) in spoke)
        if row:
            result[party] = row
    return result


def combine(told: Sequence[Told]) -> Estimate:
    """Put together what is told of one party on one issue.

    Own words come first: where there are any, hearsay only joins the citations (if it touches their range) or the
    contradictions (if it does not). Hearsay alone is widened by 15 points either way. Ranges that all share points
    are cut to what they share; ranges that do not are taken together whole. No range is narrower than 20 points for
    own words, 40 for hearsay. The value is the middle. The latest twelve statements are cited.

    Examples
    --------
    >>> e = combine([Told("a", 60, 100, True), Told("b", 80, 100, True), Told("c", 0, 20, False)])
    >>> e.value, e.range, e.because, e.contradicted
    (90.0, (80.0, 100.0), ('a', 'b'), ('c',))
    >>> combine([Told("c", 60, 80, False)]).range
    (45.0, 95.0)
    """
    own = [item for item in told if item.own]
    margin, narrowest = (0.0, NARROWEST_OWN) if own else (HEARSAY_MARGIN, NARROWEST_HEARSAY)
    basis = [(max(0.0, t.low - margin), min(100.0, t.high + margin)) for t in (own or told)]
    low, high = max(a for a, _ in basis), min(b for _, b in basis)
    if low > high:
        low, high = min(a for a, _ in basis), max(b for _, b in basis)
    low, high = _at_least(low, high, narrowest)
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
