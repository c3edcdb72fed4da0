"""Records in forms that other programs read: a flat table, or one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping

from talleyrand.brief.tables import table
from talleyrand.evidence.ledger import Ledger
from talleyrand.evidence.records import Actor, AnyRecord, DateRange, Event, Seat, Statement
from talleyrand.evidence.review import Reviewed
from talleyrand.project.folder import Project
from talleyrand.reading.document import Document
from talleyrand.reading.span import Span

COLUMNS = (
    *("id", "type", "review", "title", "published", "outlet", "paragraph", "actor", "party", "role"),
    *("kind", "status", "stance", "issue", "target", "from", "to", "words"),
)


def chosen(ledger: Ledger, accepted: bool = False) -> list[Reviewed]:
    """Return the records that stand, or only those that a person accepted or amended."""
    wanted = {"accepted", "amended"} | (set() if accepted else {"proposed"})
    return [r for r in ledger.reviewed.values() if r.status in wanted]


def as_json_lines(project: Project, accepted: bool = False) -> str:
    """Return documents and records as JSON lines, in the form of ``talleyrand read --json``.

    Each record carries its ``review`` status as a further key.
    """
    ledger = project.ledger()
    records = chosen(ledger, accepted)
    lines: list[Mapping[str, object]] = []
    seen: set[str] = set()
    for item in records:
        document = item.record.document
        if document not in seen and document in ledger.documents:
            lines.append(ledger.documents[document])
        seen.add(document)
        lines.append(item.record.as_json() | {"review": item.status})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def as_csv(project: Project, accepted: bool = False) -> str:
    """Return records as CSV with the columns `COLUMNS`, a record a row; empty cells are unknown."""
    ledger = project.ledger()
    documents = {d.id: d for d in project.documents()}
    names = {r.record.id: r.record.name for r in ledger.reviewed.values() if isinstance(r.record, Actor)}
    records = chosen(ledger, accepted)
    return table(COLUMNS, (_row(item, documents.get(item.record.document), names) for item in records))


def _row(item: Reviewed, document: Document | None, names: Mapping[str, str]) -> dict[str, object]:
    record = item.record
    spans = evidence_of(record)
    row: dict[str, object] = {
        "id": record.id,
        "type": record.type,
        "review": item.status,
        "words": " … ".join(span.text for span in spans),
    }
    for key in ("party", "role", "kind", "status", "stance", "issue"):
        row[key] = getattr(record, key, None)
    if document is not None:
        row |= {"title": document.title, "published": document.published, "outlet": document.outlet}
        row["paragraph"] = document.paragraph_of(spans[0].start) if spans else None
    return row | _special(record, names)


def _special(record: AnyRecord, names: Mapping[str, str]) -> dict[str, object]:
    """Return the cells that only some types fill."""
    if isinstance(record, Actor):
        return {"actor": record.name}
    if isinstance(record, Statement):
        speaker = record.speaker
        name = names.get(speaker.actor or "", speaker.text) if speaker else None
        return {"actor": name, "target": record.addressee and record.addressee.text, **_dates(record.made)}
    if isinstance(record, Event):
        sides = ["; ".join(p.party or names.get(p.actor or "", "?") for p in s) for s in (record.source, record.target)]
        return {"party": sides[0], "target": sides[1], "kind": record.plover, **_dates(record.date)}
    if isinstance(record, Seat):
        return {"kind": record.seat, "target": record.negotiation}
    holder, over = getattr(record, "holder", None), getattr(record, "over", None)
    return {"party": holder, "target": over}


def _dates(date: DateRange | None) -> dict[str, object]:
    return {"from": date.from_, "to": date.to} if date else {}


def evidence_of(record: AnyRecord) -> tuple[Span, ...]:
    """Return the words that a record rests on, without those of speakers, dates and cues."""
    if isinstance(record, Actor):
        return record.mentions[:1]
    if isinstance(record, Statement):
        return record.content
    return (record.evidence,) if isinstance(record, Seat) else record.evidence
