"""Labelled wording of statements: what they do (``stances.yaml``), and those inside others (``nested.yaml``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from talleyrand.evidence.actors import ActorExtractor
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.language import load, parse
from talleyrand.evidence.matching import overlap
from talleyrand.evidence.records import Statement
from talleyrand.evidence.statements import StatementExtractor
from talleyrand.ids import sha256
from talleyrand.reading.document import Document

FIXTURES = Path(__file__).parents[1] / "fixtures"
PUBLISHED = date(2026, 5, 4)
Place = tuple[int, int]


@dataclass(frozen=True)
class Deed:
    """A sentence, the places of a statement's content in it, and the stances that count as right, the first best.

    What is `kept` was written once the rules stood.
    """

    text: str
    content: tuple[Place, ...]
    stances: tuple[str, ...]
    kept: bool = False


@dataclass(frozen=True)
class Inner:
    """A holder's words and the places of the content that is theirs."""

    holder: Place
    content: tuple[Place, ...]


@dataclass(frozen=True)
class Passage:
    """A text with its attributions inside another's words, and those in phrases of the reporter's own."""

    text: str
    inside: tuple[Inner, ...]
    aside: tuple[Inner, ...]


def load_deeds() -> list[Deed]:
    """Read the sentences whose statement has a stance."""
    rows = yaml.safe_load((FIXTURES / "stances.yaml").read_text(encoding="utf-8"))["sentences"]
    return [_deed(row["sentence"], (row["stance"], *row["alt"]), row.get("kept", False)) for row in rows]


def _deed(marked: str, stances: tuple[str, ...], kept: bool) -> Deed:
    places, text = [], ""
    for number, part in enumerate(marked.split("|")):
        if number % 2:
            places.append((len(text), len(text) + len(part)))
        text += part
    return Deed(text, tuple(places), stances, kept)


def load_passages() -> list[Passage]:
    """Read the passages with attributions inside others."""
    rows = yaml.safe_load((FIXTURES / "nested.yaml").read_text(encoding="utf-8"))["passages"]
    return [
        Passage(row["text"], *(tuple(_inner(row["text"], *pair) for pair in row.get(key, ())) for key in KEYS))
        for row in rows
    ]


KEYS = ("inside", "aside")


def _inner(text: str, holder: str, words: str) -> Inner:
    return Inner(_place(text, holder), tuple(_place(text, piece) for piece in words.split(" … ")))


def _place(text: str, words: str) -> Place:
    start = text.index(words)
    return start, start + len(words)


def statements_of(text: str) -> tuple[Statement, ...]:
    """Read the actors and statements of a text."""
    report = Document(sha256=sha256(text.encode()), text=text, published=PUBLISHED)
    reading = Reading(report, parse(report, load()))
    for extractor in (ActorExtractor(), StatementExtractor()):
        reading = extractor.propose(reading)
    return tuple(reading.of(Statement))


def of_content(found: Iterable[Statement], content: tuple[Place, ...]) -> Statement | None:
    """Return the statement whose content shares most with some places: half of both together, at least."""
    best = max(found, key=lambda s: _shared(s, content), default=None)
    return best if best is not None and _shared(best, content) >= 0.5 else None


def _shared(statement: Statement, content: tuple[Place, ...]) -> float:
    one, other = (
        {i for start, end in places for i in range(start, end)}
        for places in ([piece.place for piece in statement.content], content)
    )
    return len(one & other) / len(one | other)


def held(inner: Inner, found: Iterable[Statement]) -> Statement | None:
    """Return the statement with a labelled content and holder."""
    mine = [s for s in found if s.speaker and overlap([(s.speaker.start, s.speaker.end)], [inner.holder])]
    return of_content(mine, inner.content)
