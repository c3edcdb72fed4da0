"""The lines of a ledger: what kinds there are, and a file of them sorted into kinds with every mistake kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import ValidationError

from talleyrand.errors import LedgerError, Problem
from talleyrand.evidence.decision import Decision
from talleyrand.evidence.journal import TORN
from talleyrand.evidence.records import AnyRecord, parse_record
from talleyrand.reading.span import Frozen

_REMEDY = "restore the line from your version control; the ledger is only ever added to"


class ReadingMark(Frozen):
    """Says that a document was read to its end, and seals what was read.

    Parameters
    ----------
    document
        Identifier of the document.
    by
        What read it: the language pipeline and this package, with their versions.
    metadata
        Digest of the document's line as it was then: with another date of publication it must be read anew.
    records
        Identifier -> digest of every record proposed, in their order (the negotiation that the report is about comes
        first). A record whose line was changed by hand no longer has its digest.
    """

    type: Literal["reading"] = "reading"
    document: str
    by: str
    metadata: str
    records: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the mark as plain JSON values."""
        return self.model_dump(mode="json")


@dataclass(frozen=True)
class Entries:
    """What a ledger file holds, by kind.

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
    read
        Ids of all records that any reading proposed, earlier ones too.
    lines
        Id of a document, record or decision -> number of its line.
    problems
        Warnings: a last line that was torn off by a crash.
    """

    documents: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    proposals: Mapping[str, AnyRecord] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    marks: Mapping[str, ReadingMark] = field(default_factory=dict)
    read: frozenset[str] = frozenset()
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def entries(data: bytes, file: str) -> Entries:
    """Sort the lines of a ledger into kinds; `file` is what messages call it.

    Raises
    ------
    LedgerError
        Where lines do not hold: all of them. A last line that was torn off is a warning only.
    """
    sorting = _Sorting(file)
    lines = data.split(b"\n")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            sorting.take(line, number, torn=number == len(lines))
    if sorting.errors:
        raise LedgerError(sorting.errors)
    return Entries(
        sorting.documents,
        sorting.proposals,
        tuple(sorting.decisions.values()),
        sorting.marks,
        frozenset(sorting.read),
        sorting.lines,
        tuple(sorting.warnings),
    )


class _Sorting:
    """Takes lines one by one and keeps every mistake."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._decided: set[str] = set()
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self.documents: dict[str, dict[str, Any]] = {}
        self.proposals: dict[str, AnyRecord] = {}
        self.decisions: dict[str, Decision] = {}
        self.marks: dict[str, ReadingMark] = {}
        self.read: set[str] = set()
        self.lines: dict[str, int] = {}

    def take(self, line: bytes, number: int, torn: bool) -> None:
        try:
            data = json.loads(line)
        except ValueError as error:
            self._no_json(number, error, torn)
            return
        if not isinstance(data, dict):
            self._error(number, "a line holds one object in braces")
            return
        try:
            self._sort(data, number)
        except ValidationError as error:
            for e in error.errors():
                where = "/".join(str(part) for part in e["loc"])
                self._error(number, e["msg"].removeprefix("Value error, "), where or None)
        except KeyError as error:
            self._error(number, f"the {data.get('type')} has no {error}")

    def _sort(self, data: dict[str, Any], number: int) -> None:
        match data.get("type"):
            case "document":
                self.documents[str(data["id"])] = data
                self.lines[str(data["id"])] = number
            case "reading":
                mark = ReadingMark.model_validate(data)
                self.marks[mark.document] = mark
                self.read.update(mark.records)
            case "decision":
                decision = Decision.model_validate(data)
                self.decisions[decision.id] = decision
                self._decided.update(decision.records)
                self.lines[decision.id] = number
            case _:
                record = parse_record(data)
                # Speakers, references and dates become spans only when asked; a length that does not fit shows here.
                for _ in record.spans():
                    pass
                if record.id not in self._decided:
                    self.proposals[record.id] = record
                    self.lines[record.id] = number

    def _no_json(self, number: int, error: ValueError, torn: bool) -> None:
        if torn:
            message = "the last line was torn off in the middle of writing"
            remedy = f"what was written before it stands; the next write sets the torn line aside in {self._file}{TORN}"
            self.warnings.append(Problem(message, self._file, number, remedy=remedy, severity="warning"))
        elif isinstance(error, json.JSONDecodeError):
            self._error(number, f"not a line of JSON ({error.msg})", column=error.colno)
        else:
            self._error(number, f"not a line of JSON ({error})")

    def _error(self, number: int, message: str, where: str | None = None, column: int | None = None) -> None:
        self.errors.append(Problem(message, self._file, number, column, where, _REMEDY))
