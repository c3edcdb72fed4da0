"""A project with two reports that differ on a seat, on a position and on what happened."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from talleyrand.evidence.records import AnyRecord, By, Event, Negotiation, Party, Position, Seat, Statement
from talleyrand.ids import record_id
from talleyrand.project.folder import Project
from talleyrand.project.steps import add
from talleyrand.reading.document import Document
from talleyrand.reading.received import Metadata
from tests.support.bench import CASE

TEXTS = {
    "morning.txt": "Qatar has a seat at the strait talks. Norway says the strait stays open. Norway met Qatar in Oslo.\n",
    "evening.txt": "Qatar has no seat at the strait talks. Norway will close the strait. Norway never met Qatar.\n",
}
SAYS = {
    "morning.txt": ("Qatar has a seat", "in", "the strait stays open", 80, "Norway met Qatar in Oslo", "happened"),
    "evening.txt": ("Qatar has no seat", "out", "close the strait", 0, "Norway never met Qatar", "denied"),
}
RULE = By(name="test")


def opposed_project(folder: Path) -> tuple[Project, dict[str, str]]:
    """Make the project, with a case that cites a record of the first report; return the ids, ``in`` and ``out`` seats."""
    project = Project.create(folder / "project", "Strait talks")
    for n, (name, text) in enumerate(TEXTS.items(), start=1):
        (folder / name).write_text(text, "utf-8")
        add(project, [folder / name], Metadata(title=name, published=date(2018, 6, n)))
    ids = {}
    for document in project.documents():
        records = list(_records(document))
        project.append(project.ledger().news(document, records, "test"))
        ids |= {getattr(r, "seat", None) or f"{r.type}-{document.title}": r.id for r in records}
    ids["negotiation"] = ids.pop("negotiation-morning.txt")
    case = CASE.replace("STATEMENT", ids["statement-morning.txt"])
    project.write(project.case_file, case.encode())
    return project, ids


def _records(document: Document) -> list[AnyRecord]:
    seat, kind, said, low, met, status = SAYS[str(document.title)]
    talks = Negotiation(
        id=record_id("negotiation", document.id, [_place(document, "the strait talks")]),
        document=document.id,
        title="the strait talks",
        evidence=(document.span(*_place(document, "the strait talks")),),
        by=RULE,
    )
    position = Position(
        issue="passage", holder="NOR", low=low, high=low + 20, own=True, cue=document.span(*_place(document, said))
    )

    def made(type_: str, words: str) -> dict[str, str]:
        return {"id": record_id(type_, document.id, [_place(document, words)]), "document": document.id}

    return [
        talks,
        Seat(
            **made("seat", seat),
            negotiation=talks.id,
            party="QAT",
            seat=kind,
            evidence=document.span(*_place(document, seat)),
            by=RULE,
        ),
        Statement(
            **made("statement", said),
            speaker=None,
            party="NOR",
            role="official",
            kind="indirect",
            status="made",
            content=(document.span(*_place(document, said)),),
            cue=None,
            positions=(position,),
            by=RULE,
        ),
        Event(
            **made("event", met),
            source=(Party(party="NOR"),),
            target=(Party(party="QAT"),),
            plover="CONSULT",
            status=status,
            evidence=(document.span(*_place(document, met)),),
            by=RULE,
        ),
    ]


def _place(document: Document, words: str) -> tuple[int, int]:
    start = document.text.index(words)
    return start, start + len(words)
