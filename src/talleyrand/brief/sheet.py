"""What stands on a sheet, and how high that is about, from the length of the words alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from talleyrand.analyses.result import Exhibit
from talleyrand.brief.outline import Brief, EvidenceRow, IssueBlock, Line, Mark, SourceRow


@dataclass(frozen=True)
class Told:
    """A line of the sheet with the records that stand among its notes."""

    line: Line
    text: str
    records: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A party with its seat in the main talks and its place on each issue shown."""

    name: str
    seat: str
    marks: tuple[Mark | None, ...]
    records: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet."""

    answers: tuple[Told, ...]
    findings: tuple[Told, ...]
    flips: tuple[Told, ...]
    warnings: tuple[str, ...]
    issues: tuple[IssueBlock, ...]
    rows: tuple[Row, ...]
    exhibit: IssueBlock | Exhibit | None
    notes: tuple[tuple[EvidenceRow, str], ...]
    sources: tuple[SourceRow, ...]
    more: tuple[str, ...]


def height(found: Sheet, brief: Brief) -> float:
    """Return about how high a sheet is, in mm: characters over what a line of its column takes."""
    return sum(heights(found, brief).values())


def heights(found: Sheet, brief: Brief) -> dict[str, float]:
    """Return about how high each block of a sheet is, in mm, the space below it with it."""
    head = 10.5 + 6.1 * ceil(len(brief.title) / 66) + 4.8 * ceil(len(brief.question) / 96)
    head += 6.5 if brief.banner else 0.0
    head += sum(1.0 + 3.7 * ceil((len(words) + 24) / 125) for words in brief.left_out)
    sentences = (*found.answers, *found.findings)
    answers = sum(0.9 + 4.25 * ceil((len(t.text) + 4.5 * len(t.records) + _held(t.line)) / 114) for t in sentences)
    answers += 6.5 if found.findings else 0.0
    answers += sum(3.8 * ceil((len(words) + 2) / 125) for words in found.warnings)
    flips = 5.2 + sum(0.9 + 3.75 * ceil((len(t.text) + 4.5 * len(t.records) + 9) / 57) for t in found.flips)
    table = 8.4 + _titles_height(found) + sum(_row_height(row) for row in found.rows) if found.rows else 0.0
    lines = sum(0.14 + ceil((len(row.alias) + len(row.who) + len(words) + 12) / 80) for row, words in found.notes)
    named = sum(min(len(row.title), 70) + len(row.outlet or "") + 22 for row in found.sources)
    return {
        "header": head,
        "answers": answers,
        "pair": 5.0 + max(_exhibit_height(found), flips),
        "table": table,
        "notes": 5.0 + 3.2 * (ceil(lines / 2) + 1) if found.notes else 0.0,
        "footer": 2.6 + 3.3 * (ceil(named / 140) + 1 + bool(found.more)),
    }


def _held(line: Line) -> float:
    return 0.85 * len(line.survival or "")


def _titles_height(found: Sheet) -> float:
    letters = max(7, int(78 / max(1, len(found.issues))) - 1)
    return 3.6 * max((ceil((len(block.title) + 3) / letters) for block in found.issues), default=1)


def _row_height(row: Row) -> float:
    letters = 11 if len(row.marks) > 3 else 17
    return 1.2 + 3.8 * max(ceil(len(row.name) / letters), ceil(len(row.seat) / 11), ceil(len(row.records) / 3), 1)


def _exhibit_height(found: Sheet) -> float:
    if isinstance(found.exhibit, IssueBlock):
        ends = ceil(max(len(found.exhibit.zero), len(found.exhibit.hundred)) / 34)
        return 15.0 + 4.5 * len(found.exhibit.marks) + 3.4 * ends + 7.0 * len(found.exhibit.warnings)
    return 72.0 if found.exhibit else 0.0
