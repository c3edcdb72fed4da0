"""A record that a reviewer adds on words of a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from talleyrand.brief.aliases import KINDS
from talleyrand.errors import InputError, Problem
from talleyrand.evidence.records import (
    AnyRecord,
    By,
    Contest,
    Event,
    Expectation,
    Negotiation,
    Seat,
    Statement,
    Tie,
    parse_record,
)
from talleyrand.evidence.review import entered
from talleyrand.ids import record_id
from talleyrand.reading.document import Document
from talleyrand.reading.span import Span
from talleyrand.workbench.bench import Ask, Moved, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.fields import Field, changes, fields_of
from talleyrand.workbench.refusal import Refusal, missing
from talleyrand.workbench.rows import segments

ENTERED = ("statement", "event", "seat", "tie", "expectation", "negotiation", "contest")
TO_CHOOSE = {"plover", "seat", "likelihood"}
"""Fields without a value that would be true unless somebody says so: the form begins with none."""
_TOLD_APART_BY = {
    "event": ("plover",),
    "seat": ("party",),
    "tie": ("holder", "over", "kind"),
    "expectation": ("about",),
}


def form(ask: Ask) -> Page:
    """Show the words and the fields of a record on them."""
    return _page(ask, ask.query.get("kind", ""), _span(ask, ask.query))


def _page(ask: Ask, kind: str, span: Span, refused: Refusal | None = None) -> Page:
    document = _document(ask)
    kind = kind if kind in ENTERED else "statement"
    shown = [field.as_json() for field in _fields(ask, kind, span) if field.editor]
    for field in shown if refused else ():
        if field["editor"] != "days":
            field["value"] = ask.text(f"f-{field['name']}") or ""
    first, last = document.paragraph_of(span.start), document.paragraph_of(span.end - 1)
    data = {
        "document": document.id,
        "source": document.title or document.path,
        "kind": kind,
        "kinds": [
            {"kind": k, "words": KINDS[k], "here": k == kind, "href": f"?kind={k}&start={span.start}&end={span.end}"}
            for k in ENTERED
        ],
        "start": span.start,
        "end": span.end,
        "words": span.text,
        "context": [
            {
                "number": n,
                "segments": [
                    {"text": words, "on": bool(on)}
                    for words, on in segments(document, n, [(span.start, span.end, True)])
                ],
            }
            for n in range(first, last + 1)
        ],
        "fields": shown,
        "refused": [problem.as_json() for problem in refused.problems] if refused else [],
    }
    return Page("new.html", "Add a record", data, refused.status if refused else 200)


def _document(ask: Ask) -> Document:
    document = ask.now.document(ask.path["name"])
    if document is None:
        raise missing("report")
    return document


def _span(ask: Ask, given: Any) -> Span:
    """Return the words between two offsets, without the space around them."""
    document = _document(ask)
    start, end = (str(given.get(name, "")) for name in ("start", "end"))
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(document.text)):
        raise InputError(Problem("these are no words of the report", remedy="select them in the report"))
    words = document.text[int(start) : int(end)]
    inner = words.strip()
    if not inner:
        raise InputError(Problem("there is nothing but space", remedy="select the words in the report"))
    begin = int(start) + words.index(inner)
    return document.span(begin, begin + len(inner))


def _narrowed(document: Document, span: Span, words: str | None) -> Span:
    """Return the place of other words in the same paragraphs, where somebody wrote them into the form."""
    if not words or words == span.text:
        return span
    first = document.paragraphs[document.paragraph_of(span.start) - 1].start
    last = document.paragraphs[document.paragraph_of(span.end - 1) - 1].end
    at = document.text.find(words, first, last)
    if at < 0:
        raise InputError(Problem(f"“{words}” does not stand there", remedy="write the words exactly as they stand"))
    return document.span(at, at + len(words))


def _blank(kind: str, span: Span, by: str) -> AnyRecord:
    """Return a record that says as little as one of its kind can; never stored as it is."""
    common: dict[str, Any] = {"id": "", "document": span.document, "by": By(name=by, kind="person")}
    match kind:
        case "statement":
            return Statement(
                **common,
                speaker=None,
                party=None,
                role="unknown",
                kind="indirect",
                status="made",
                content=(span,),
                cue=None,
            )
        case "event":
            return Event(**common, source=(), target=(), plover="CONSULT", status="happened", evidence=(span,))
        case "seat":
            return Seat(**common, negotiation="", party="", seat="in", evidence=span)
        case "tie":
            return Tie(**common, holder="", over=None, kind="lever", means=(), evidence=(span,))
        case "expectation":
            return Expectation(**common, holder=None, about="", likelihood="open", evidence=(span,))
        case "negotiation":
            return Negotiation(**common, title="", evidence=(span,))
        case _:
            return Contest(**common, issue="", evidence=(span,))


def _fields(ask: Ask, kind: str, span: Span) -> list[Field]:
    fields = fields_of(ask.now, _blank(kind, span, ask.bench.reviewer))
    return [
        replace(f, value="", choices=(("", "– choose –"), *f.choices)) if f.name in TO_CHOOSE else f for f in fields
    ]


def enter(ask: Ask) -> Page | Moved:
    """Add the record, and vouch for it in the reviewer's name."""
    document, kind = _document(ask), ask.text("kind") or ""
    span = _span(ask, ask.form)
    try:
        span = _narrowed(document, span, ask.text("words"))
        record = _record(ask, kind, span)
    except InputError as error:
        return _page(ask, kind, span, Refusal(422, error.problems))
    with ask.now.writing():
        now = ask.bench.reading.now()
        if record.id in now.reviewed:
            ask.bench.said = "There is such a record on these words already"
            return Moved(f"/evidence/{record.id}")
        now.append(entered(record, ask.bench.reviewer, datetime.now(UTC).replace(microsecond=0)))
    ask.bench.said = f"Added: {KINDS[kind]}"
    return Moved(f"/evidence/{record.id}")


def _record(ask: Ask, kind: str, span: Span) -> AnyRecord:
    if kind not in ENTERED:
        raise InputError(Problem(f'"{kind}" is no kind of record', remedy=f"there are {', '.join(ENTERED)}"))
    blank = _blank(kind, span, ask.bench.reviewer)
    fields = _fields(ask, kind, span)
    data = blank.as_json() | changes(blank, fields, ask.text)
    lacking = [f.label for f in fields if f.editor and f.name in _needed(kind) and not data[f.name]]
    if lacking:
        raise InputError([Problem(f'"{label}" is empty', remedy="it cannot be left open") for label in lacking])
    told_apart = (str(data[name]) for name in _TOLD_APART_BY.get(kind, ()))
    try:
        return parse_record(data | {"id": record_id(kind, span.document, [span.place], *told_apart)})
    except ValidationError as error:
        raise InputError([Problem(e["msg"], where="/".join(map(str, e["loc"][1:]))) for e in error.errors()]) from error


def _needed(kind: str) -> set[str]:
    """Return the fields of a kind that may not stay open."""
    return {
        "event": {"plover"},
        "seat": {"negotiation", "party", "seat"},
        "tie": {"holder"},
        "expectation": {"about", "likelihood"},
        "negotiation": {"title"},
        "contest": {"issue"},
    }.get(kind, set())


DOORS = (Door("/sources/{name}/new", form), Door("/sources/{name}/new", enter, "POST"))
