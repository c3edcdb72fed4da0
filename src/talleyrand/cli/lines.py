"""A record as one line of plain words, for the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from talleyrand.evidence.records import (
    Actor,
    AnyRecord,
    Contest,
    Event,
    Expectation,
    Negotiation,
    Party,
    Seat,
    Statement,
    Tie,
)
from talleyrand.reading.document import Document
from talleyrand.reading.span import Span

_WIDTH = 72


def line_of(record: AnyRecord, document: Document, names: Mapping[str, str]) -> str:
    """Return the record's type, its paragraph, what it says and the words that it rests on.

    `names` gives the name of each actor id.
    """
    spans = _evidence(record)
    place = f"¶{document.paragraph_of(spans[0].start)}" if spans else ""
    quoted = f"  “{_short(' … '.join(s.text for s in spans))}”" if spans and not isinstance(record, Actor) else ""
    return f"{record.type:<12}{place:<5}{_words(record, names)}{quoted}"


def _evidence(record: AnyRecord) -> tuple[Span, ...]:
    if isinstance(record, Actor):
        return record.mentions[:1]
    if isinstance(record, Statement):
        return record.content
    return (record.evidence,) if isinstance(record, Seat) else record.evidence


def _words(record: AnyRecord, names: Mapping[str, str]) -> str:
    match record:
        case Actor():
            return f"{record.name} ({record.party or 'no party'}, {record.role.replace('_', ' ')})"
        case Statement():
            speaker = record.speaker and (names.get(record.speaker.actor or "") or record.speaker.text)
            return f"{speaker or 'nobody named'} [{record.kind}, {record.status}, {record.stance}]"
        case Event():
            sides = f"{_sides(record.source, names)} → {_sides(record.target, names)}"
            return f"{sides} {record.plover} [{record.status}]"
        case Negotiation():
            return record.title
        case Seat():
            return f"{record.party} {record.seat}"
        case Tie():
            return f"{record.holder} over {record.over or '?'}: {record.kind}, {', '.join(record.means)}"
        case Expectation():
            return f"{record.holder or 'somebody'}: {record.about} {record.likelihood}"
        case Contest():
            return f"{record.issue} means different things"


def _sides(parties: tuple[Party, ...], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(p.actor or "") or p.party or "?" for p in parties) or "?"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _WIDTH else words[: _WIDTH - 1].rsplit(" ", 1)[0] + " …"
