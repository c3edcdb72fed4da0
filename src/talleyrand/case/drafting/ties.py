"""Ties: levers, dependence and what binds hands, with how far the bound may stretch."""

from __future__ import annotations

from collections.abc import Collection

from talleyrand.case.drafting.evidence import Evidence, cited
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import TieEntry
from talleyrand.evidence.records import Tie

TOLERANCE = (2.0, (0.0, 10.0))
_BINDS = ("dependence", "constraint")


def tie_entries(evidence: Evidence, parties: Collection[str], issues: Collection[str]) -> tuple[TieEntry, ...]:
    """Merge the ties that reports tell of between parties: one for each holder, over and kind.

    Ties that are denied or only imagined do not count. How much the one who depends may make it worse for the other
    (the tolerance) is a wide assumption.
    """
    told: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in evidence.all(Tie):
        between = tie.holder in parties and tie.over in parties and tie.holder != tie.over
        if between and tie.status not in ("denied", "hypothetical"):
            told.setdefault((tie.holder, str(tie.over), tie.kind), []).append(tie)
    return tuple(_merged(records, issues) for records in told.values())


def _merged(records: list[Tie], issues: Collection[str]) -> TieEntry:
    first = records[0]
    value, ends = TOLERANCE
    tolerance = Estimate(
        value=value, range=ends, assumption="No report says how far it may go against the other.", drafted=True
    )
    return TieEntry(
        holder=first.holder,
        over=first.over,
        kind=first.kind,
        means=tuple(dict.fromkeys(means for record in records for means in record.means)),
        issue=next((r.issue for r in records if r.issue in issues), None),
        tolerance=tolerance if first.kind in _BINDS else None,
        because=cited(record.id for record in records),
        drafted=True,
    )
