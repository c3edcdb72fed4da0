"""The brief as data: what its eight parts hold, before anybody sets it in type.

``brief.json`` is this, and ``brief.html`` is a function of it alone, so that either can be checked against the project.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator

from talleyrand.analyses.result import Exhibit
from talleyrand.brief.choices import PARTS, Choices
from talleyrand.reading.span import Frozen

FORMAT = "talleyrand.brief/1"


def _known(name: str) -> str:
    if name not in PARTS:
        raise ValueError(f'"{name}" is no part of a brief')
    return name


Part = Annotated[str, AfterValidator(_known)]
"""Name of a part: a brief read from a file names templates by it."""


class Line(Frozen):
    """A numbered line. `records`, `estimates` and `findings` are what it rests on; `note` quotes the weightiest.

    `analyst` holds words of the analyst, which rest on nothing but the analyst.
    """

    number: int
    text: str
    kind: Literal["reported", "finding", "flip", "warning"] = "finding"
    findings: tuple[str, ...] = ()
    estimates: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    survival: str | None = None
    assumed: bool = False
    note: str | None = None
    note_record: str | None = None
    warnings: tuple[str, ...] = ()
    analyst: str | None = None


class Change(Frozen):
    """A numbered line of the change list: what was said before, what is said now, and what is newly cited for it."""

    number: int
    group: Literal["reports", "parties", "seats", "positions", "inputs", "settlements", "findings"]
    what: Literal["added", "removed", "changed"]
    name: str
    about: str
    before: str | None = None
    after: str | None = None
    records: tuple[str, ...] = ()
    note: str | None = None
    note_record: str | None = None


class Since(Frozen):
    """The earlier brief that this one is held against; `digest` is the sha256 of its JSON."""

    title: str
    as_of: date | None
    scenario: str | None
    case: str
    ledger: str
    version: str
    digest: str


class Mark(Frozen):
    """A party's place on an issue: value, range, and how it is grounded."""

    party: str
    name: str
    value: float
    low: float
    high: float
    salience: float | None
    grounds: Literal["cited", "assumed", "contradicted"]
    address: str


class IssueBlock(Frozen):
    """An issue with its anchored scale, everybody's place on it and where bargaining would land."""

    key: str
    title: str
    zero: str
    hundred: str
    reversion: float
    compromise: float | None
    median: float | None
    marks: tuple[Mark, ...]
    silent: tuple[str, ...]
    readings: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    outside: bool


class SeatRow(Frozen):
    """A party's seat in a negotiation."""

    negotiation: str
    main: bool
    party: str
    name: str
    seat: str
    records: tuple[str, ...]
    assumption: str | None


class MethodBlock(Frozen):
    """What one analysis says, or what it lacks."""

    name: str
    title: str
    question: str
    reference: str
    lines: tuple[Line, ...]
    exhibits: tuple[Exhibit, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    analyst: str | None = None


class InputRow(Frozen):
    """An estimate, preference or rule of the case with what it rests on; `number`, `low` and `high` of an estimate."""

    address: str
    label: str
    value: str
    range: str | None
    grounds: Literal["cited", "assumed", "contradicted"]
    records: tuple[str, ...]
    contradicted: tuple[str, ...]
    assumption: str | None
    drafted: bool
    number: float | None = None
    low: float | None = None
    high: float | None = None


class EvidenceRow(Frozen):
    """A record of the ledger under its alias, with the words and every line and estimate that uses it."""

    alias: str
    record: str
    kind: str
    who: str
    when: str | None
    status: str | None
    quote: str
    source: int
    paragraph: int
    used_by: tuple[str, ...]
    lines: tuple[int, ...]
    days: tuple[date | None, date | None] = (None, None)


class EventMark(Frozen):
    """An event on the timeline. `first` and `last` are days; both None where the words give no date."""

    alias: str
    record: str
    label: str
    plover: str
    status: str
    first: date | None
    last: date | None
    granularity: str | None


class SourceRow(Frozen):
    """A source: what it is and the digest of its bytes."""

    number: int
    document: str
    title: str
    outlet: str | None
    author: str | None
    published: date | None
    path: str | None
    url: str | None
    sha256: str
    records: int


class Brief(Frozen):
    """Everything that a brief says.

    `parts` names what the page shows, in order; `left_out` says what the analyst left out, `limits` what reading and
    the analyses lacked. `foreign` are words of the case that hold figures, which no locale rewrites.
    """

    format: str = FORMAT
    title: str
    as_of: date | None
    scenario: str | None
    seed: int
    version: str
    case: str
    ledger: str
    banner: str | None
    locale: str | None = None
    parts: tuple[Part, ...] = tuple(name for name in PARTS if name != "changes")
    choices: Choices = Choices()
    left_out: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    since: Since | None = None
    changes: tuple[Change, ...] = ()
    question: str = ""
    answer: tuple[Line, ...]
    seats: tuple[SeatRow, ...]
    issues: tuple[IssueBlock, ...]
    methods: tuple[MethodBlock, ...]
    disagreements: tuple[Line, ...]
    flips: tuple[Line, ...]
    unknowns: tuple[Line, ...]
    inputs: tuple[InputRow, ...]
    timeline: tuple[EventMark, ...]
    evidence: tuple[EvidenceRow, ...]
    sources: tuple[SourceRow, ...]
