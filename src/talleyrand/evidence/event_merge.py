"""One act told twice in a document is one event with two spans."""

from __future__ import annotations

from collections.abc import Iterable

from talleyrand.evidence.records import DateRange, Event
from talleyrand.ids import record_id

_BOTH_WAYS = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_KEYS = tuple[object, ...]


def merged(events: Iterable[Event]) -> list[Event]:
    """Join events of one class and status between the same sides whose dates do not contradict each other.

    The first telling gives the place and the date; a finer date from a later telling wins.
    """
    kept: dict[_KEYS, list[Event]] = {}
    order: list[tuple[_KEYS, int]] = []
    for event in events:
        row = kept.setdefault(_key(event), [])
        for index, other in enumerate(row):
            if _agree(other, event):
                row[index] = _join(other, event)
                break
        else:
            order.append((_key(event), len(row)))
            row.append(event)
    return _settled([kept[key][index] for key, index in order])


def _settled(events: list[Event]) -> list[Event]:
    """Fold nouns that tell nothing of time ("the A–B summit") into the event that they name, planned or past."""
    out: list[Event] = []
    dated = [e for e in events if not _open(e)]
    for event in events:
        if not _open(event):
            continue
        home = next(
            (d for d in dated if _key(d)[::2] == _key(event)[::2] and d.status in {"planned", "happened"}), None
        )
        if home is not None:
            dated[dated.index(home)] = _join(home, event)
        else:
            out.append(event)
    return sorted([*out, *dated], key=lambda e: e.evidence[0].place)


def _open(event: Event) -> bool:
    return (
        event.by.name == "events: noun"
        and event.status == "happened"
        and event.date is None
        and len(event.evidence) == 1
    )


def _key(event: Event) -> _KEYS:
    source = tuple(sorted({p.party or p.actor or "" for p in event.source}))
    target = tuple(sorted({p.party or p.actor or "" for p in event.target}))
    if event.plover in _BOTH_WAYS:
        return (event.plover, event.status, tuple(sorted({*source, *target})))
    return (event.plover, event.status, source, target)


def _agree(one: Event, other: Event) -> bool:
    if one.plover not in _BOTH_WAYS and not (one.context == other.context or set(one.context) & set(other.context)):
        return False
    if one.place and other.place and one.place != other.place:
        return False
    return _dates_agree(one.date, other.date)


def _dates_agree(one: DateRange | None, other: DateRange | None) -> bool:
    if one is None or other is None or None in (one.from_, one.to, other.from_, other.to):
        return True
    assert one.from_ and one.to and other.from_ and other.to
    return one.from_ <= other.to and other.from_ <= one.to


def _width(when: DateRange | None) -> int:
    return (when.to - when.from_).days if when and when.from_ and when.to else 10**6


def _join(one: Event, other: Event) -> Event:
    evidence = tuple(
        sorted({span.place: span for span in (*one.evidence, *other.evidence)}.values(), key=lambda s: s.place)
    )
    finer = min((one.date, other.date), key=_width)
    return one.model_copy(
        update={
            "id": record_id("event", one.document, [one.evidence[0].place], one.plover),
            "evidence": evidence,
            "date": finer,
            "place": one.place or other.place,
            "context": tuple(sorted({*one.context, *other.context})),
        }
    )
