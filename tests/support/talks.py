"""Labels of the talks that reports speak of (``tests/fixtures/talks.yaml``), and how a reading compares with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.records import Negotiation, Seat
from tests.support.scoring import reading_of

ROOT = Path(__file__).parents[2]
FILE = ROOT / "tests" / "fixtures" / "talks.yaml"
SOURCES = ROOT / "cases" / "korea-2018" / "sources"
Told = set[tuple[str, str]]


@dataclass(frozen=True)
class LabelledTalks:
    """Talks of one report: the seats with the kinds that count as right, and whether they may be left out."""

    title: str
    seats: dict[str, frozenset[str]]
    optional: bool

    @property
    def inside(self) -> frozenset[str]:
        return frozenset(party for party, kinds in self.seats.items() if kinds & {"in", "left"})


@dataclass(frozen=True)
class LabelledTable:
    """A report and its talks, the ones that it is about first; `first` holds the numbers that may come first."""

    id: str
    text: str
    published: date
    held_out: bool
    talks: tuple[LabelledTalks, ...]
    first: frozenset[int]

    def reading(self) -> Reading:
        return reading_of(self.text, self.published, None)


def load_talks(held_out: bool = False) -> list[LabelledTable]:
    """Read the labels; those held out only where asked for, and then alone."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [table for row in rows if (table := _table(row)).held_out == held_out]


def _table(row: dict[str, Any]) -> LabelledTable:
    text = row["text"] if "text" in row else (SOURCES / row["source"]).read_text(encoding="utf-8")
    for talks in row["negotiations"]:
        for seat in talks["seats"]:
            assert seat["evidence"] in text, (row["id"], seat["evidence"])
    return LabelledTable(
        row["id"],
        text,
        row["published"],
        bool(row.get("held_out")),
        tuple(
            LabelledTalks(
                talks["title"],
                {s["party"]: frozenset((s["seat"], *s.get("alt", ()))) for s in talks["seats"]},
                bool(talks.get("optional")),
            )
            for talks in row["negotiations"]
        ),
        frozenset(row.get("either_first", [0])),
    )


def made_seats(reading: Reading) -> Iterator[tuple[Negotiation, Told]]:
    """Yield each proposed negotiation with its seats."""
    for talks in reading.of(Negotiation):
        yield talks, {(s.party, s.seat) for s in reading.of(Seat) if s.negotiation == talks.id}


def matched(table: LabelledTable, reading: Reading) -> dict[int, int]:
    """Match labelled talks (by number) with proposed ones: those that share most seats first, each once."""
    made = [told for _, told in made_seats(reading)]
    shared = sorted(
        (
            (-_right(label, told), i, j)
            for i, label in enumerate(table.talks)
            for j, told in enumerate(made)
            if _right(label, told)
        ),
    )
    found: dict[int, int] = {}
    for _, i, j in shared:
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _right(label: LabelledTalks, told: Told) -> int:
    return sum(kind in label.seats.get(party, frozenset()) for party, kind in told)


@dataclass(frozen=True)
class Tally:
    """Seats right, proposed and labelled; reports whose first talks are right, and reports."""

    right: int = 0
    made: int = 0
    of: int = 0
    first: int = 0
    reports: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.made + other.made,
            self.of + other.of,
            self.first + other.first,
            self.reports + other.reports,
        )

    @property
    def f(self) -> float:
        return 2 * self.right / (self.made + self.of) if self.made + self.of else 1.0


def tally(table: LabelledTable) -> Tally:
    """Score one report: seats in the talks they belong to (optional talks count only where they were proposed)."""
    reading = table.reading()
    pairs = matched(table, reading)
    made = [told for _, told in made_seats(reading)]
    right = sum(_right(table.talks[i], made[j]) for i, j in pairs.items())
    of = sum(len(t.seats) for i, t in enumerate(table.talks) if not t.optional or i in pairs)
    first = any(pairs.get(i) == 0 and table.talks[i].inside <= {p for p, _ in made[0]} for i in table.first)
    return Tally(right, sum(map(len, made)), of, int(first), 1)
