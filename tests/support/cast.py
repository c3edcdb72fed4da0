"""Reports of our own that name the same people differently, with their records: for what is decided over all reports."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from talleyrand.evidence.records import (
    Actor,
    AnyRecord,
    By,
    Event,
    Negotiation,
    Party,
    Position,
    Seat,
    Speaker,
    Statement,
    parse_record,
)
from talleyrand.ids import record_id
from talleyrand.project.folder import Project
from talleyrand.project.steps import add
from talleyrand.reading.document import Document
from talleyrand.reading.received import Metadata

RULE = By(name="test")
FIRST = Document(
    sha256="1" * 64,
    text="Foreign Minister Anna Berg said the strait stays open. Berg met the Harbour Safety Council. She left on Monday.",
)
SECOND = Document(
    sha256="2" * 64,
    text="A. Berg will close the strait, Berg said. Berg, the poet, read in Oslo. The HSC was not invited.",
)


def span(document: Document, words: str, nth: int = 0) -> Any:
    """Return the nth place of words."""
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(words, start + 1)
    return document.span(start, start + len(words))


def actor(document: Document, key: str, name: str, *words: tuple[str, int, str], **more: Any) -> Actor:
    """Make an actor on words, each with which of its places is meant and what joined it."""
    spans = [span(document, text, nth) for text, nth, _ in words]
    fields: dict[str, Any] = {"kind": "person", "party": None, "role": "unknown"} | more
    return Actor(
        id=record_id("actor", document.id, [spans[0].place], key),
        document=document.id,
        key=key,
        name=name,
        mentions=tuple(spans),
        why=tuple(why for _, _, why in words),
        **fields,
    )


def said(document: Document, by: Actor, speaker: str, words: str, nth: int = 0, **more: Any) -> Statement:
    """Make a statement."""
    who, content = span(document, speaker, nth), span(document, words)
    return Statement(
        id=record_id("statement", document.id, [content.place]),
        document=document.id,
        speaker=Speaker(actor=by.id, start=who.start, end=who.end, text=who.text),
        **({"party": by.party, "role": by.role} | more),
        kind="indirect",
        status="made",
        content=(content,),
        cue=None,
        by=RULE,
    )


def cast() -> dict[str, AnyRecord]:
    """Return the records of both reports by a short name."""
    minister = actor(
        FIRST,
        "anna berg",
        "Anna Berg",
        ("Anna Berg", 0, "title"),
        ("Berg", 1, "surname"),
        ("She", 0, "pronoun"),
        party="NOR",
        role="official",
        office="foreign minister",
        state="NOR",
    )
    council = actor(
        FIRST,
        "COUNCIL",
        "Harbour Safety Council",
        ("the Harbour Safety Council", 0, "name"),
        kind="organisation",
        party="COUNCIL",
    )
    berg = actor(
        SECOND, "berg", "Berg", ("A. Berg", 0, "name"), ("Berg", 1, "surname"), ("Berg", 2, "surname"), state="NOR"
    )
    short = actor(SECOND, "HSC", "HSC", ("The HSC", 0, "name"), kind="organisation", party="HSC")
    own = Position(issue="passage", holder=None, low=0, high=20, own=True, cue=span(SECOND, "close"))
    met = span(FIRST, "Berg met the Harbour Safety Council")
    poem = span(SECOND, "Berg, the poet, read in Oslo")
    return {
        "minister": minister,
        "council": council,
        "berg": berg,
        "short": short,
        "open": said(FIRST, minister, "Anna Berg", "the strait stays open"),
        "close": said(SECOND, berg, "Berg", "A. Berg will close the strait", 1, positions=(own,)),
        "met": Event(
            id=record_id("event", FIRST.id, [met.place]),
            document=FIRST.id,
            source=(Party(actor=minister.id, party="NOR"),),
            target=(Party(actor=council.id, party="COUNCIL"),),
            plover="CONSULT",
            status="happened",
            evidence=(met,),
            by=RULE,
        ),
        "read": Event(
            id=record_id("event", SECOND.id, [poem.place]),
            document=SECOND.id,
            source=(Party(actor=berg.id, party=None),),
            target=(),
            plover="COOPERATE",
            status="happened",
            evidence=(poem,),
            by=RULE,
        ),
        "talks": Negotiation(
            id="negotiation-1", document=SECOND.id, title="the talks", evidence=(span(SECOND, "the strait"),), by=RULE
        ),
        "seat": Seat(
            id="seat-1",
            document=SECOND.id,
            negotiation="negotiation-1",
            party="HSC",
            seat="out",
            evidence=span(SECOND, "The HSC was not invited"),
            by=RULE,
        ),
    }


CAST_NAMES = {name: record.key for name, record in cast().items() if isinstance(record, Actor)}


def cast_project(folder: Path) -> tuple[Project, dict[str, str]]:
    """Make a project with both reports and their records; return the ids by short name."""
    project = Project.create(folder / "project", "Strait talks")
    for name, document, day in (("first.txt", FIRST, "2018-06-01"), ("second.txt", SECOND, "2018-06-04")):
        path = folder / name
        path.write_text(document.text, "utf-8")
        add(project, [path], Metadata(title=name, published=date.fromisoformat(day)))
    stored = {document.text: document for document in project.documents()}
    moved = {FIRST.id: stored[FIRST.text].id, SECOND.id: stored[SECOND.text].id}
    records = {name: _moved(record, moved) for name, record in cast().items()}
    ledger = project.ledger()
    for document in stored.values():
        project.append(ledger.news(document, [r for r in records.values() if r.document == document.id], "test"))
    return project, {name: record.id for name, record in records.items()}


def _moved(record: AnyRecord, documents: dict[str, str]) -> AnyRecord:
    """Return a record on the document as it was stored."""
    text = json.dumps(record.as_json())
    for old, new in documents.items():
        text = text.replace(old, new)
    return parse_record(json.loads(text))
