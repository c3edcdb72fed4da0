"""The reading of one document as a chain of extractors, each seeing what those before it proposed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from talleyrand.evidence.records import Actor, Record
from talleyrand.reading.document import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Mention:
    """A place where a document names an actor; `how` says what found it (``name``, ``pronoun``, …)."""

    start: int
    end: int
    actor: str
    how: str


@dataclass(frozen=True)
class ActorIndex:
    """The actors of a document and who stands where.

    `mentions` are sorted by (start, end) and do not repeat a place.
    """

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def __hash__(self) -> int:
        """Hash by the ids alone, which is enough to tell documents apart and takes no time."""
        return hash(tuple(actor.id for actor in self.actors))

    @cached_property
    def _starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    @cached_property
    def _longest(self) -> int:
        return max((m.end - m.start for m in self.mentions), default=0)

    @cached_property
    def _by_id(self) -> dict[str, Actor]:
        return {a.id: a for a in self.actors}

    def get(self, actor: str | None) -> Actor | None:
        """Return the actor with this id."""
        return self._by_id.get(actor) if actor else None

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that lie wholly between two offsets, in order."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        return tuple(m for m in self.mentions[first:last] if m.end <= end)

    def covering(self, offset: int) -> Mention | None:
        """Return the longest mention that covers the character at `offset`, or None.

        A name inside a name (the "Russian" of "the Russian president") loses to the longer one.
        """
        first = bisect_left(self._starts, offset - self._longest)
        last = bisect_right(self._starts, offset, first)
        found = [m for m in self.mentions[first:last] if offset < m.end]
        return max(found, key=lambda m: (m.end - m.start, -m.start), default=None)

    def at(self, start: int, end: int) -> Actor | None:
        """Return the actor that the words from `start` to `end` name: the longest mention within or around them."""
        inside = self.within(start, end)
        best = max(inside, key=lambda m: (m.end - m.start, -m.start), default=None) or self.covering(start)
        return self.get(best.actor) if best else None


@dataclass(frozen=True)
class Reading:
    """A document on its way through the extractors.

    `doc` is the spaCy parse; its token offsets (``token.idx``) are code points of ``document.text``.
    """

    document: Document
    doc: Doc
    actors: ActorIndex = ActorIndex()
    records: tuple[Record, ...] = ()

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """Return the records of one type proposed so far, in order."""
        return tuple(record for record in self.records if isinstance(record, kind))

    def adding(self, records: Iterable[Record]) -> Reading:
        """Return the reading with more records."""
        return replace(self, records=(*self.records, *records))


class Extractor(Protocol):
    """Proposes records from a document; the second of the three extension points."""

    name: str

    def propose(self, reading: Reading) -> Reading:
        """Return `reading` with this extractor's records added (or earlier ones replaced by fuller ones)."""
        ...
