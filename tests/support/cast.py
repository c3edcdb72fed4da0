"""Reports of our own that name the same people differently, with their records: for what is decided over all reports."""

from __future__ import annotations

from typing import Any

from talleyrand.evidence.records import Actor, AnyRecord, By, Event, Party, Position, Seat, Speaker, Statement
from talleyrand.ids import record_id
from talleyrand.reading.document import Document

RULE = By(name="test")
FIRST = Document(
    sha256="1" * 64,
    text="Foreign Minister Anna Berg said the strait stays open. Berg met the Harbour Council. She left on Monday.",
)
SECOND = Document(
    sha256="2" * 64,
    text="A. Berg will close the strait, Berg said. Berg, the poet, read in Oslo. The HC was not invited.",
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
        "HARBOURCOUNCIL",
        "Harbour Council",
        ("the Harbour Council", 0, "name"),
        kind="organisation",
        party="HARBOURCOUNCIL",
    )
    berg = actor(
        SECOND, "berg", "Berg", ("A. Berg", 0, "name"), ("Berg", 1, "surname"), ("Berg", 2, "surname"), state="NOR"
    )
    short = actor(SECOND, "HC", "HC", ("The HC", 0, "name"), kind="organisation", party="HC")
    own = Position(issue="passage", holder=None, low=0, high=20, own=True, cue=span(SECOND, "close"))
    met = span(FIRST, "Berg met the Harbour Council")
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
            target=(Party(actor=council.id, party="HARBOURCOUNCIL"),),
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
        "seat": Seat(
            id="seat-1",
            document=SECOND.id,
            negotiation="negotiation-1",
            party="HC",
            seat="out",
            evidence=span(SECOND, "The HC was not invited"),
            by=RULE,
        ),
    }
