"""Short reports of our own and records on their words, for tests of what stores and checks them."""

from __future__ import annotations

from pathlib import Path

from talleyrand.evidence.records import Actor, AnyRecord, By, Negotiation, Seat, Speaker, Statement
from talleyrand.ids import record_id
from talleyrand.project.folder import Project
from talleyrand.project.steps import add
from talleyrand.reading.document import Document
from talleyrand.reading.received import Metadata

TEXT = (
    "Norway brokers talks on the strait\n"
    "\n"
    "By Anna Lind\n"
    "June 8, 2018\n"
    "\n"
    "Norway’s foreign minister said that both sides had asked for the talks. “We only set the table,” she said.\n"
    "\n"
    "Qatar was not invited, officials in Oslo confirmed.\n"
)
RULE = By(name="test")


def write_report(folder: Path, text: str = TEXT, name: str = "report.txt") -> Path:
    """Write a report and return its path."""
    path = folder / name
    path.write_bytes(text.encode())
    return path


def records_of(document: Document) -> list[AnyRecord]:
    """Return an actor, a statement of two pieces, a negotiation and a seat, each on words of `TEXT`."""

    def span(words: str) -> tuple[int, int]:
        start = document.text.index(words)
        return start, start + len(words)

    def made(kind: str, *places: tuple[int, int]) -> dict[str, str]:
        return {"id": record_id(kind, document.id, places), "document": document.id}

    who, said = span("Norway’s foreign minister"), span("both sides had asked for the talks")
    quote, seat = span("“We only set the table,”"), span("Qatar was not invited")
    talks = span("talks on the strait")
    actor = Actor(
        **made("actor", who),
        key="NOR",
        name="Norway",
        kind="state",
        party="NOR",
        role="official",
        mentions=(document.span(*who),),
    )
    statement = Statement(
        **made("statement", said, quote),
        speaker=Speaker(actor=actor.id, start=who[0], end=who[1], text=document.text[slice(*who)]),
        party="NOR",
        role="official",
        kind="mixed",
        status="made",
        content=(document.span(*said), document.span(*quote)),
        cue=None,
        stance="inform",
        by=RULE,
    )
    negotiation = Negotiation(
        **made("negotiation", talks), title="talks on the strait", evidence=(document.span(*talks),), by=RULE
    )
    out = Seat(
        **made("seat", seat),
        negotiation=negotiation.id,
        party="QAT",
        seat="out",
        evidence=document.span(*seat),
        by=RULE,
    )
    return [actor, statement, negotiation, out]


def project_with_records(folder: Path) -> tuple[Project, Document, list[AnyRecord]]:
    """Make a project with one report, read into four records."""
    project = Project.create(folder / "project", "Strait talks")
    add(project, [write_report(folder)], Metadata(outlet="The Oslo Paper"))
    (document,) = project.documents()
    records = records_of(document)
    project.append(project.ledger().news(document, records, "test"))
    return project, document, records
