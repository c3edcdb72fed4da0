"""Records as the pages show them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from talleyrand.brief.aliases import KINDS
from talleyrand.brief.days import when
from talleyrand.brief.phrases import quoted, record_date, who
from talleyrand.evidence.records import Actor, AnyRecord, DateRange, Event, Ref, Seat, Speaker, Statement
from talleyrand.evidence.review import Reviewed
from talleyrand.reading.document import Document
from talleyrand.reading.span import Span
from talleyrand.workbench.loaded import Loaded

Marked = tuple[int, int, str]
"""Start, end and what the words are to the record."""


def row(now: Loaded, item: Reviewed) -> dict[str, Any]:
    """Return a record in a few words, with the address of its page."""
    record = item.record
    by = getattr(record, "by", None)
    document = now.document(record.document)
    return {
        "id": record.id,
        "href": f"/evidence/{record.id}",
        "kind": record.type,
        "kind_words": KINDS[record.type],
        "status": item.status,
        "who": who(now.words, record),
        "what": _what(record),
        "when": when(record_date(record)),
        "quote": quoted(record),
        "document": record.document,
        "source": source_title(now, record.document),
        "paragraph": document.paragraph_of(first(record)) if document else None,
        "by": by.name if by else None,
        "confidence": by.confidence if by else None,
        "into": item.into,
    }


def _what(record: AnyRecord) -> str | None:
    """Return in a word what a record says was done: the class of an event, the stance of a statement."""
    if isinstance(record, Event):
        return record.plover.lower()
    return record.stance if isinstance(record, Statement) and record.stance != "other" else None


def source_title(now: Loaded, name: str) -> str:
    """Return what a source is called."""
    line = now.read.documents.get(name, {})
    return str(line.get("title") or line.get("path") or name)


def first(record: AnyRecord) -> int:
    """Return where the words of a record begin."""
    return min((start for start, _, _ in own_words(record)), default=0)


def own_words(record: AnyRecord) -> Iterator[Marked]:
    """Yield the words that a record rests on: what was said, what tells of an event; for an actor, its mentions."""
    if isinstance(record, Statement):
        spans: Sequence[Span] = record.content
    elif isinstance(record, Seat):
        spans = (record.evidence,)
    elif isinstance(record, Actor):
        spans = record.mentions
    else:
        spans = record.evidence
    for span in spans:
        yield span.start, span.end, "words"


def all_words(record: AnyRecord) -> Iterator[Marked]:
    """Yield every stretch that a record names, with what it is to it: words, speaker, cue, addressee, date."""
    yield from own_words(record)
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name not in ("content", "evidence", "mentions") and isinstance(value, Span | Ref | DateRange | Speaker):
            yield value.start, value.end, "date" if isinstance(value, DateRange) else name


def segments(document: Document, number: int, marks: Sequence[tuple[int, int, Any]]) -> list[tuple[str, list[Any]]]:
    """Cut a paragraph (`number` from 1) where marks begin and end.

    Returns
    -------
    list of (words, marks)
        The marks that cover the words, the shortest first.
    """
    paragraph = document.paragraphs[number - 1]
    inside = [m for m in marks if m[0] < paragraph.end and paragraph.start < m[1]]
    edges = {paragraph.start, paragraph.end}
    edges |= {at for m in inside for at in m[:2] if paragraph.start < at < paragraph.end}
    ordered = sorted(edges)
    inside.sort(key=lambda m: m[1] - m[0])
    return [
        (document.text[start:end], [m[2] for m in inside if m[0] <= start and end <= m[1]])
        for start, end in itertools.pairwise(ordered)
    ]
