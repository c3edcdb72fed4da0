"""The ledger: one line of JSON for everything read and decided, only ever added to; it is the truth.

Lines are documents (all but their text), records, marks that a document was read (`ReadingMark`) and decisions.
Reading the same report again adds nothing; reading it with better rules adds the records that changed and a new
mark, and nothing that a person decided on is touched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from talleyrand.errors import FolderError, LedgerError, Problem
from talleyrand.evidence.journal import TORN
from talleyrand.evidence.records import AnyRecord, Record, parse_record
from talleyrand.evidence.review import Decision, Reviewed, apply
from talleyrand.ids import canonical, fingerprint
from talleyrand.reading.document import Document
from talleyrand.reading.span import Frozen

_DECIDED = {"accepted", "amended"}


class ReadingMark(Frozen):
    """Says that a document was read to its end.

    Parameters
    ----------
    document
        Identifier of the document.
    by
        What read it: the language pipeline and the extractors with their versions.
    records
        Identifiers of all records proposed, in their order (the negotiation that the report is about comes first).
    """

    type: Literal["reading"] = "reading"
    document: str
    by: str
    records: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the mark as plain JSON values."""
        return self.model_dump(mode="json")


@dataclass(frozen=True)
class Ledger:
    """A ledger as it was read.

    Parameters
    ----------
    documents
        Document id -> its last line.
    proposals
        Record id -> the record as last proposed, or as it was when somebody first decided on it.
    decisions
        All decisions, in order.
    marks
        Document id -> the last mark that it was read.
    lines
        Id of a document, record or decision -> number of its line.
    problems
        Warnings: a last line that was torn off by a crash.
    """

    documents: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    proposals: Mapping[str, AnyRecord] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    marks: Mapping[str, ReadingMark] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Ledger:
        """Read a ledger file; one that is not there is empty.

        Raises
        ------
        LedgerError
            Where lines do not hold: all of them, each with its number. A torn last line is a warning only.
        """
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise FolderError(f"{path}: the ledger cannot be read ({error.strerror})") from error
        return cls.parse(data, str(path))

    @classmethod
    def parse(cls, data: bytes, file: str = "ledger.jsonl") -> Ledger:
        """Read a ledger from its bytes; `file` is what messages call it."""
        builder = _Builder(file)
        lines = data.split(b"\n")
        last = len(lines)
        for number, line in enumerate(lines, start=1):
            if line.strip():
                builder.take(line, number, torn=number == last)
        return builder.ledger()

    @cached_property
    def reviewed(self) -> dict[str, Reviewed]:
        """Every proposal that stands, with its status, in reading order; rejected and merged ones too."""
        standing = apply(self.proposals, self.decisions)
        return {record: standing[record] for record in self._order(standing)}

    def _order(self, standing: Mapping[str, Reviewed]) -> Iterator[str]:
        """Yield record ids document by document (by date of publication, then id), in the order of the reading.

        Proposals that the last reading no longer makes are left out unless a person decided on them or made them.
        """
        by_document: dict[str, list[str]] = {}
        for record, proposal in self.proposals.items():
            by_document.setdefault(proposal.document, []).append(record)
        for document in sorted(by_document, key=self._when):
            ids = by_document[document]
            mark = self.marks.get(document)
            proposed = [r for r in mark.records if r in standing] if mark else ids
            yield from proposed
            listed = set(proposed)
            yield from (r for r in ids if r not in listed and (standing[r].decisions or _personal(standing[r])))

    def _when(self, document: str) -> tuple[str, str]:
        return (str(self.documents.get(document, {}).get("published") or ""), document)

    def current(self) -> tuple[AnyRecord, ...]:
        """Return the records that stand: proposed, accepted or amended; amendments and merges applied."""
        return tuple(r.record for r in self.reviewed.values() if r.status in _DECIDED or r.status == "proposed")

    def accepted(self) -> tuple[AnyRecord, ...]:
        """Return the records that a person accepted or amended."""
        return tuple(r.record for r in self.reviewed.values() if r.status in _DECIDED)

    def of(self, document: str) -> tuple[AnyRecord, ...]:
        """Return the records of one document that stand."""
        return tuple(record for record in self.current() if record.document == document)

    def get(self, record: str) -> AnyRecord | None:
        """Return a record as it stands, a rejected or merged one too, or None."""
        found = self.reviewed.get(record)
        return found.record if found else None

    def reviewed_share(self) -> float:
        """Return the share of the records (actors left out: they stand or fall with what they say) decided on.

        In [0, 1]; 0 for an empty ledger.
        """
        states = [r.status for r in self.reviewed.values() if r.record.type != "actor"]
        return sum(s != "proposed" for s in states) / len(states) if states else 0.0

    def news(self, document: Document, records: Iterable[Record], by: str) -> list[dict[str, Any]]:
        """Return the lines that a reading of `document` adds: none where it is known already.

        Records that a person decided on keep the words that were decided on.
        """
        records = list(records)
        mark = ReadingMark(document=document.id, by=by, records=tuple(r.id for r in records))
        decided = {d.record for d in self.decisions}
        lines = self.news_of(document)
        lines += [r.as_json() for r in records if r.id not in decided and self.proposals.get(r.id) != r]
        if self.marks.get(document.id) != mark:
            lines.append(mark.as_json())
        return lines

    def news_of(self, document: Document) -> list[dict[str, Any]]:
        """Return the document's own line, where the ledger does not have it as it is now."""
        line = document.as_record()
        return [] if self.documents.get(document.id) == line else [line]

    def fingerprint(self) -> str:
        """Return the sha256 of what the ledger says: its documents and records as they stand, with their status.

        Equal for equal content, whatever the order in which it was read or decided.
        """
        stand = [[r.status, r.record.as_json()] for r in self.reviewed.values()]
        return fingerprint([sorted(map(canonical, self.documents.values())), sorted(map(canonical, stand))])

    def unread(self) -> tuple[str, ...]:
        """Return the ids of documents without a mark that they were read, in the order of the ledger."""
        return tuple(d for d in self.documents if d not in self.marks)


def _personal(reviewed: Reviewed) -> bool:
    by = getattr(reviewed.record, "by", None)
    return by is not None and by.kind == "person"


class _Builder:
    """Takes the lines of a ledger one by one and keeps every mistake."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._errors: list[Problem] = []
        self._warnings: list[Problem] = []
        self._documents: dict[str, dict[str, Any]] = {}
        self._proposals: dict[str, AnyRecord] = {}
        self._decisions: dict[str, Decision] = {}
        self._decided: set[str] = set()
        self._marks: dict[str, ReadingMark] = {}
        self._lines: dict[str, int] = {}

    def take(self, line: bytes, number: int, torn: bool) -> None:
        try:
            data = json.loads(line)
            if not isinstance(data, dict):
                raise ValueError("a line holds one object in braces")
        except ValueError as error:
            self._bad_json(number, error, torn)
            return
        try:
            self._file_line(data, number)
        except ValidationError as error:
            for e in error.errors():
                where = "/".join(str(part) for part in e["loc"])
                self._error(number, e["msg"].removeprefix("Value error, "), where or None)
        except (KeyError, TypeError) as error:
            self._error(number, f"the line lacks {error}", str(data.get("type")))

    def _bad_json(self, number: int, error: ValueError, torn: bool) -> None:
        if torn:
            message = "the last line was torn off in the middle of writing"
            remedy = f"what was read before it stands; the next write sets the torn line aside in {self._file}{TORN}"
            self._warnings.append(Problem(message, self._file, number, remedy=remedy, severity="warning"))
            return
        column = error.colno if isinstance(error, json.JSONDecodeError) else None
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        self._error(number, f"not a line of JSON ({reason})", None, column)

    def _error(self, number: int, message: str, where: str | None, column: int | None = None) -> None:
        remedy = "restore the line from your version control; the ledger is only ever added to"
        self._errors.append(Problem(message, self._file, number, column, where, remedy))

    def _file_line(self, data: dict[str, Any], number: int) -> None:
        kind = data.get("type")
        if kind == "document":
            self._documents[str(data["id"])] = data
            self._lines[str(data["id"])] = number
        elif kind == "reading":
            mark = ReadingMark.model_validate(data)
            self._marks[mark.document] = mark
        elif kind == "decision":
            decision = Decision.model_validate(data)
            self._decisions[decision.id] = decision
            self._decided.add(decision.record)
            self._lines[decision.id] = number
        else:
            record = parse_record(data)
            if record.id not in self._decided:
                self._proposals[record.id] = record
                self._lines[record.id] = number

    def ledger(self) -> Ledger:
        if self._errors:
            raise LedgerError(self._errors)
        return Ledger(
            self._documents,
            self._proposals,
            tuple(self._decisions.values()),
            self._marks,
            self._lines,
            tuple(self._warnings),
        )
