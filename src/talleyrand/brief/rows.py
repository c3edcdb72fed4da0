"""Parts six to eight of a brief: inputs, timeline, evidence, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from talleyrand.analyses.addresses import label
from talleyrand.analyses.words import figure
from talleyrand.brief.aliases import KINDS, kind_of
from talleyrand.brief.days import when
from talleyrand.brief.material import Material
from talleyrand.brief.outline import Change, EventMark, EvidenceRow, InputRow, Line, SourceRow
from talleyrand.brief.phrases import quoted, record_date, record_status, who
from talleyrand.brief.wants import grounds_kind
from talleyrand.case.estimate import Estimate, Grounds
from talleyrand.case.model import (
    DecisionRule,
    EventEntry,
    ExpectationEntry,
    OptionEntry,
    PreferenceEntry,
    RuleEntry,
    SeatEntry,
    TieEntry,
)
from talleyrand.evidence.records import Event, Record
from talleyrand.reading.document import Document


def input_rows(material: Material) -> tuple[InputRow, ...]:
    """Return everything that the case states, with what it rests on; events are on the timeline instead."""
    return tuple(
        InputRow(
            address=address,
            label=label(material.case, address),
            value=statement_of(entry),
            range=_range(entry),
            grounds=grounds_kind(entry),
            records=tuple(r for r in entry.because if r in material.by_id),
            contradicted=tuple(r for r in entry.contradicted if r in material.by_id),
            assumption=entry.assumption,
            drafted=entry.drafted,
            **_numbers(entry),
        )
        for address, entry in material.case.grounds()
        if not isinstance(entry, EventEntry)
    )


def _numbers(entry: Grounds) -> dict[str, float]:
    return {"number": entry.value, "low": entry.low, "high": entry.high} if isinstance(entry, Estimate) else {}


def _range(entry: Grounds) -> str | None:
    if isinstance(entry, Estimate) and entry.low < entry.high:
        return f"{figure(entry.low)}–{figure(entry.high)}"
    return None


def statement_of(entry: Grounds) -> str:
    """Say what an entry of the case states, in one line."""
    match entry:
        case Estimate():
            return figure(entry.value)
        case SeatEntry():
            return entry.seat
        case OptionEntry():
            return f"owner {entry.owner}; at present {'taken' if entry.status_quo else 'not taken'}"
        case RuleEntry():
            return entry.when
        case PreferenceEntry():
            return _preference(entry)
        case TieEntry():
            means = ", ".join(entry.means) or entry.kind
            return f"{entry.holder} over {entry.over}: {means}" if entry.over else f"{entry.holder}: {means}"
        case DecisionRule():
            vetoes = f"; vetoes: {', '.join(entry.vetoes)}" if entry.vetoes else ""
            return f"{figure(entry.quota)} of {len(entry.members) + entry.others}{vetoes}"
        case ExpectationEntry():
            return f"{entry.about}: {entry.likelihood}"
    return "yes"


def _preference(entry: PreferenceEntry) -> str:
    words = " / ".join(entry.any_order) + " (in any order)" if entry.any_order else entry.statement or ""
    return f"perhaps: {words}" if entry.maybe else words


def timeline(material: Material) -> tuple[EventMark, ...]:
    """Return the events of the ledger, the dated ones first and in order."""
    events = [r for r in material.records if isinstance(r, Event)]
    marks = [
        EventMark(
            alias=material.aliases[e.id],
            record=e.id,
            label=who(material, e),
            plover=e.plover,
            status=e.status,
            first=e.date.from_ if e.date else None,
            last=e.date.to if e.date else None,
            granularity=e.date.granularity if e.date else None,
        )
        for e in events
    ]
    return tuple(sorted(marks, key=lambda m: (m.first or m.last or date.max, m.last or date.max, _number(m.alias))))


def evidence_rows(material: Material, lines: Iterable[Line | Change]) -> tuple[EvidenceRow, ...]:
    """Return the records that anything in the brief uses, with the way back to it.

    Records that nothing uses stay in the ledger; ``talleyrand export`` prints them.
    """
    at_lines: dict[str, list[int]] = {}
    for line in lines:
        for cited in line.records:
            at_lines.setdefault(cited, []).append(line.number)
    numbers = {d.id: n for n, d in enumerate(ordered_documents(material), 1)}
    used = set(at_lines) | set(material.citing) | {m.record for m in timeline(material)}
    rows = []
    for record in sorted((r for r in material.records if r.id in used), key=lambda r: _number(material.aliases[r.id])):
        document = material.document[record.document]
        dated = record_date(record)
        rows.append(
            EvidenceRow(
                alias=material.aliases[record.id],
                record=record.id,
                kind=KINDS[kind_of(record)],
                who=who(material, record),
                when=when(dated),
                status=record_status(record),
                quote=quoted(record),
                source=numbers[record.document],
                paragraph=document.paragraph_of(first_place_of_words(record)),
                used_by=material.citing.get(record.id, ()),
                lines=tuple(sorted(at_lines.get(record.id, ()))),
                days=(dated.from_, dated.to) if dated else (None, None),
            )
        )
    return tuple(rows)


def first_place_of_words(record: Record) -> int:
    """Return the offset at which the quoted words of a record begin."""
    pieces = getattr(record, "content", None) or getattr(record, "evidence", None) or getattr(record, "mentions", ())
    first = pieces[0] if isinstance(pieces, tuple) and pieces else pieces
    return int(getattr(first, "start", 0))


def _number(alias: str) -> tuple[str, int]:
    return alias[0], int(alias[1:])


def ordered_documents(material: Material) -> tuple[Document, ...]:
    """Return the documents by date of publication, those without one last."""
    return tuple(sorted(material.documents, key=lambda d: (d.published or date.max, d.id)))


def source_rows(material: Material) -> tuple[SourceRow, ...]:
    """Return the sources with their digests and how many records each gave."""
    counts: Mapping[str, int] = _counts(material)
    return tuple(
        SourceRow(
            number=n,
            document=d.id,
            title=d.title or d.path or d.url or d.id,
            outlet=d.outlet,
            author=d.author,
            published=d.published,
            path=d.path,
            url=d.url,
            sha256=d.sha256,
            records=counts.get(d.id, 0),
        )
        for n, d in enumerate(ordered_documents(material), 1)
    )


def _counts(material: Material) -> dict[str, int]:
    counts: dict[str, int] = {}
    for record in material.records:
        if record.id in material.aliases:
            counts[record.document] = counts.get(record.document, 0) + 1
    return counts
