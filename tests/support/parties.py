"""Passages that say for whom a mention acts (``tests/fixtures/actors.yaml``), and what a reading makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from talleyrand.evidence.scene import scene
from tests.support.reading import reading

FILES = [Path(__file__).parents[1] / "fixtures" / name for name in ("actors.yaml", "actors_further.yaml")]


@dataclass(frozen=True)
class Passage:
    """A passage with one mention, and the parties that it acts for."""

    kind: str
    text: str
    start: int
    end: int
    parties: frozenset[str]

    @property
    def mention(self) -> str:
        return self.text[self.start : self.end]

    def read(self) -> frozenset[str]:
        """Return the parties that the reading gives to the mention: its actor's, else those of the cast's sides."""
        found = reading(self.text)
        actor = found.actors.at(self.start, self.end) if len(self.parties) < 2 else None
        if actor is not None and actor.party:
            return frozenset({actor.party})
        span = found.doc.char_span(self.start, self.end, alignment_mode="expand")
        sides = scene(found).cast.named(span.root)
        return frozenset(side.party for side in sides if side.party)


def passages(first: int = 0, last: int = 1) -> list[Passage]:
    """Read the tables."""
    tables = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in FILES[first:last]]
    return [_passage(kind, row) for table in tables for kind, rows in table.items() for row in rows]


def _passage(kind: str, row: dict[str, object]) -> Passage:
    marked = str(row["passage"])
    start, end = marked.index("["), marked.index("]") - 1
    party = row["party"] or ()
    codes = [party] if isinstance(party, str) else party
    assert marked.count("[") == marked.count("]") == 1, marked
    return Passage(kind, marked.replace("[", "").replace("]", ""), start, end, frozenset(codes))


def named(text: str, words: str) -> list[str]:
    """Return the parties that some words mean."""
    found = reading(text, None)
    start = text.index(words)
    span = found.doc.char_span(start, start + len(words), alignment_mode="expand")
    return sorted(s.party for s in scene(found).cast.named(span.root) if s.party)
