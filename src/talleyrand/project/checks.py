"""The checks of `verify`: each a function from what is on disk to problems."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path
from typing import Any

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.decision import Decision
from talleyrand.evidence.records import AnyRecord
from talleyrand.ids import digest, document_id
from talleyrand.project.subject import Subject
from talleyrand.reading.notes import NOTE, TEXT
from talleyrand.solvers.graph_model import parse

Check = Callable[[Subject], Iterable[Problem]]
_RESTORE = "restore it from your version control"


def check_sources(subject: Subject) -> Iterator[Problem]:
    """Yield files in ``sources/`` without a note: never added, or the note is gone."""
    folder = subject.project.sources_dir
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.name.startswith(".") and not _has_note(path):
            yield Problem(
                "a file without a note",
                file=f"{folder.name}/{path.name}",
                remedy="its note was lost, or it was put here by hand: use talleyrand add",
            )


def _has_note(path: Path) -> bool:
    """Tell whether a file is a note, or has one that cannot be read (which is told elsewhere)."""
    notes = (path.name + NOTE, path.name.removesuffix(TEXT) + NOTE)
    return path.suffix == NOTE or any(path.with_name(note).exists() for note in notes)


def check_documents(subject: Subject) -> Iterator[Problem]:
    """Hold the ledger's documents against the sources: both there, and saying the same."""
    noted = {str(s.note.get("sha256")) for s in subject.stored}
    for name, line in subject.ledger.documents.items():
        file, number = subject.place(name)
        document = subject.documents.get(name)
        if document is None:
            if str(line.get("sha256")) not in noted:
                yield Problem("its source is gone", file, number, where=name, remedy="restore the file in sources/")
        elif changed := _changed(line, document.as_record()):
            yield Problem(
                f"the source now has another {', '.join(changed)}",
                file,
                number,
                where=name,
                remedy="talleyrand read takes over a changed note; a changed text must be restored",
            )
    for name, document in subject.documents.items():
        if name not in subject.ledger.documents:
            yield Problem("the ledger does not know this source", document.path, remedy="run talleyrand read")


def _changed(line: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return [key for key in now if line.get(key) != now[key]]


def check_spans(subject: Subject) -> Iterator[Problem]:
    """Hold every span, as proposed and as amended, against the words at its offsets."""
    for name, reviewed in subject.ledger.reviewed.items():
        for record in dict.fromkeys((reviewed.proposal, reviewed.record)):
            yield from _spans(subject, name, record)


def _spans(subject: Subject, name: str, record: AnyRecord) -> Iterator[Problem]:
    file, number = subject.place(name)
    for span in record.spans():
        document = subject.documents.get(span.document)
        if document is None:
            if span.document not in subject.ledger.documents:
                yield Problem(f"there is no document {span.document}", file, number, where=name, remedy=_RESTORE)
            continue
        words = document.text[span.start : span.end]
        if words != span.text:
            yield Problem(
                f"characters {span.start}–{span.end} of {document.path} read “{_short(words)}”, "
                f"the record quotes “{_short(span.text)}”",
                file,
                number,
                where=name,
                remedy=_RESTORE,
            )


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"


def check_seals(subject: Subject) -> Iterator[Problem]:
    """Hold every record against the digest noted when it was read: a line changed by hand is found."""
    ledger = subject.ledger
    for document, mark in ledger.marks.items():
        for name, seal in mark.records.items():
            file, number = subject.place(name)
            record = ledger.proposals.get(name)
            if record is None:
                yield Problem("the record is gone", file, where=name, remedy=_RESTORE)
            elif digest(record.as_json()) != seal:
                yield Problem("the record is not what was read", file, number, where=name, remedy=_RESTORE)
            elif record.document != document:
                yield Problem(f"the record is not of {document}", file, number, where=name, remedy=_RESTORE)


def check_ids(subject: Subject) -> Iterator[Problem]:
    """Recompute identifiers, and yield records that nothing vouches for."""
    ledger = subject.ledger
    for name, line in ledger.documents.items():
        if name != document_id(str(line.get("sha256"))):
            file, number = subject.place(name)
            yield Problem("the id does not follow from the digest", file, number, where=name, remedy=_RESTORE)
    decided = {decision.record for decision in ledger.decisions}
    for name, record in ledger.proposals.items():
        file, number = subject.place(name)
        if not name.startswith(f"{record.type}-"):
            yield Problem("the id is not of the record's type", file, number, where=name, remedy=_RESTORE)
        if name not in ledger.read and name not in decided:
            yield Problem(
                "nothing vouches for this record: no finished reading proposed it and nobody decided on it",
                file,
                number,
                where=name,
                remedy="talleyrand read finishes a reading that was broken off; else accept the record or remove it",
            )


_REFERENCES = ("actor", "negotiation", "statement", "nested_in")


def check_references(subject: Subject) -> Iterator[Problem]:
    """Yield references from record to record that lead nowhere."""
    known = {*subject.ledger.proposals, *subject.ledger.reviewed}
    for name, reviewed in subject.ledger.reviewed.items():
        file, number = subject.place(name)
        for key, value in _named(reviewed.record.as_json()):
            if value not in known:
                yield Problem(f"{key} names {value}, which is not there", file, number, where=name, remedy=_RESTORE)


def _named(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key in _REFERENCES and isinstance(item, str):
                yield key, item
            else:
                yield from _named(item)
    elif isinstance(value, list):
        for item in value:
            yield from _named(item)


def check_decisions(subject: Subject) -> Iterator[Problem]:
    """Yield decisions that were changed, whose record is not as it was seen, or with a gap before them."""
    ledger = subject.ledger
    last: dict[str, str | None] = {}
    for decision in ledger.decisions:
        file, number = subject.place(decision.id)
        problems = []
        if decision.id != decision.true_id():
            problems.append("the decision is not what was decided")
        if decision.after != last.get(decision.record):
            problems.append(f"a decision on {decision.record} that came before it is gone")
        if decision.about_record:
            problems += _on_record(decision, ledger.proposals.get(decision.record), ledger.reviewed)
        problems += [
            f"it is on {name}, which is not there" for name in decision.over or () if name not in ledger.reviewed
        ]
        yield from (Problem(p, file, number, where=decision.id, remedy=_RESTORE) for p in problems)
        last[decision.record] = decision.id


def _on_record(decision: Decision, record: AnyRecord | None, known: Container[str]) -> Iterator[str]:
    if record is None:
        yield f"it is on {decision.record}, which is not there"
    elif decision.seen is not None and decision.seen != digest(record.as_json()):
        yield f"{decision.record} is not what the reviewer saw"
    if decision.into is not None and decision.into not in known:
        yield f"it merges into {decision.into}, which is not there"


def check_case(subject: Subject) -> Iterator[Problem]:
    """Check the case and each scenario on it: well formed, every citation leading to a record that stands."""
    from talleyrand.case.check import check
    from talleyrand.case.yamlfile import read_case

    project = subject.project
    if not project.case_file.is_file():
        return
    records = subject.ledger.current()
    for scenario in (None, *project.scenarios()):
        try:
            yield from check(
                read_case(project.case_file, scenario), {r.id for r in records}, records=records, parse_expression=parse
            )
        except InputError as error:
            yield from error.problems
