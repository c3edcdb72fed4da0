"""Labels of whole tables (``tests/fixtures/tables.yaml``), and how a reading compares with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from talleyrand.evidence.records import Negotiation, Seat
from tests.support.scoring import reading_of

FILE = Path(__file__).parents[1] / "fixtures" / "tables.yaml"
PUBLISHED = date(2026, 5, 4)
Kinds = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Table:
    """A passage, the seats that its first talks have, and those that they may have."""

    id: str
    text: str
    seats: Kinds
    may: Kinds
    kept: bool


@dataclass(frozen=True)
class Comparison:
    """What was missed and what was too much: each party with the seat that was labelled or made."""

    right: int
    missed: tuple[tuple[str, str | None], ...]
    extra: tuple[tuple[str, str], ...]

    @property
    def whole(self) -> bool:
        """Whether everybody sits where he should, and nobody else."""
        return not self.missed and not self.extra


def load_tables(kept: bool) -> list[Table]:
    """Read the tables that rules were made on, or those kept apart."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["tables"]
    return [
        Table(row["id"], row["text"], _kinds(row["seats"]), _kinds(row.get("may", {})), kept)
        for row in rows
        if bool(row.get("kept")) == kept
    ]


def _kinds(seats: dict[str, str | list[str]]) -> Kinds:
    return {party: frozenset([kinds] if isinstance(kinds, str) else kinds) for party, kinds in seats.items()}


def compare(table: Table) -> Comparison:
    """Read a passage and compare the seats of its first talks with the labelled ones."""
    reading = reading_of(table.text, PUBLISHED, None)
    first = next((talks.id for talks in reading.of(Negotiation)), None)
    made = {seat.party: seat.seat for seat in reading.of(Seat) if seat.negotiation == first}
    right = {party for party, kinds in table.seats.items() if made.get(party) in kinds}
    return Comparison(
        len(right),
        tuple((party, made.get(party)) for party in table.seats if party not in right),
        tuple((p, kind) for p, kind in made.items() if p not in right and kind not in table.may.get(p, ())),
    )


def f_of(rows: Sequence[Comparison]) -> float:
    """Return F of the seats over several tables."""
    right = sum(row.right for row in rows)
    return 2 * right / max(1, 2 * right + sum(len(row.missed) + len(row.extra) for row in rows))
