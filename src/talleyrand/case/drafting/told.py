"""What is told and not estimated: expectations, and events as dated ties between parties."""

from __future__ import annotations

from collections.abc import Collection

from talleyrand.case.drafting.evidence import Evidence, cited
from talleyrand.case.model import EventEntry, ExpectationEntry
from talleyrand.evidence.records import DateRange, Event, Expectation, Party

MOST_EVENTS = 500
Act = tuple[tuple[str, ...], tuple[str, ...], str, str, str | None]
"""Sources, targets, class, status and day of an event."""


def expectation_entries(evidence: Evidence) -> tuple[ExpectationEntry, ...]:
    """Put down who holds which outcome likely; the same told twice is one entry with both citations."""
    told: dict[tuple[str, str, str], list[Expectation]] = {}
    for record in evidence.all(Expectation):
        actor = evidence.actors.get(record.holder or "")
        holder = actor.name if actor else record.holder or "unnamed observers"
        about = record.outcome or record.about
        told.setdefault((holder, about, record.likelihood), []).append(record)
    return tuple(
        ExpectationEntry(
            holder=holder,
            about=about,
            likelihood=records[0].likelihood,
            because=cited(record.id for record in records),
            drafted=True,
        )
        for (holder, about, _), records in told.items()
    )


def event_entries(evidence: Evidence, parties: Collection[str]) -> tuple[EventEntry, ...]:
    """Put down the events between parties of the case; what was denied or only imagined is none.

    The same act told by several reports (same sides, class, status and day) is one entry that cites them. Of more than
    five hundred, those told by most reports are kept, the latest first.
    """
    told: dict[Act, list[str]] = {}
    for event in evidence.all(Event):
        source, target = _sides(event.source, parties), _sides(event.target, parties)
        target = tuple(party for party in target if party not in source)
        if event.status in ("denied", "hypothetical") or not source or not target:
            continue
        told.setdefault((source, target, event.plover, event.status, _day(event.date)), []).append(event.id)
    return tuple(
        EventEntry(
            source=source, target=target, plover=plover, status=status, date=day, because=cited(ids), drafted=True
        )
        for (source, target, plover, status, day), ids in _most_told(told)
    )


def _most_told(told: dict[Act, list[str]]) -> list[tuple[Act, list[str]]]:
    """Return the acts in order; past the limit, those with most records, and of these the latest."""
    acts = list(told.items())
    ranked = sorted(range(len(acts)), key=lambda n: (-len(acts[n][1]), -n))
    return [acts[n] for n in sorted(ranked[:MOST_EVENTS])]


def _sides(sides: Collection[Party], parties: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted({side.party for side in sides if side.party and side.party in parties}))


def _day(when: DateRange | None) -> str | None:
    """Say a date as finely as it is known: a day, a month, or first and last day."""
    if when is None or when.from_ is None:
        return None
    last = when.to or when.from_
    return when.from_.isoformat() if last == when.from_ else f"{when.from_.isoformat()}/{last.isoformat()}"
