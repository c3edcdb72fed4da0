"""Passages that say who does an act and to whom (``tests/fixtures/sides.yaml``), and what a reading makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from talleyrand.evidence.language import load
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.records import Event, Party
from tests.support.reading import document

FILE = Path(__file__).parents[1] / "fixtures" / "sides.yaml"

Sides = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class Sided:
    """A passage with the words of one act, and who does it to whom."""

    kind: str
    text: str
    start: int
    end: int
    sides: Sides

    def read(self) -> list[Sides]:
        """Return the sides of every event that rests on the words of the act."""
        events = read(document(self.text), load()).of(Event)
        return [
            (_codes(event.source), _codes(event.target))
            for event in events
            if any(span.start < self.end and self.start < span.end for span in event.evidence)
        ]


def sided() -> list[Sided]:
    """Read the table."""
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [_sided(kind, row) for kind, rows in table.items() for row in rows]


def _sided(kind: str, row: dict[str, object]) -> Sided:
    marked = str(row["passage"])
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    return Sided(kind, text, start, end, (_listed(row["source"]), _listed(row["target"])))


def _listed(value: object) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value)  # type: ignore[call-overload]


def _codes(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(party.party or "" for party in parties)
