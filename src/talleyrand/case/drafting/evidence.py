"""The records as the rules see them: each once, in an order that depends on their content alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from talleyrand.evidence.records import Actor, Event, Negotiation, Record, Statement

MOST_CITED = 12
_DONE = ("happened", "planned")
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Evidence:
    """Records, and when their documents were published (None where unknown, which sorts last).

    `about` holds for each document the negotiation that it is about: the first that its reader recorded.
    """

    records: tuple[Record, ...]
    published: Mapping[str, date | None]
    about: Mapping[str, str]

    @classmethod
    def of(cls, records: Iterable[Record], published: Mapping[str, date | None] | None = None) -> Evidence:
        """Sort by date of publication, document and place; a record that stands twice counts once."""
        known = dict(published or {})
        once = {record.id: record for record in records}
        about: dict[str, str] = {}
        for record in once.values():
            if isinstance(record, Negotiation):
                about.setdefault(record.document, record.id)

        def place(record: Record) -> tuple[date, str, int, str]:
            return (known.get(record.document) or date.max, record.document, _start(record), record.id)

        return cls(tuple(sorted(once.values(), key=place)), known, about)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return the records of one type, in order."""
        return tuple(record for record in self.records if isinstance(record, kind))

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors by their id."""
        return {actor.id: actor for actor in self.all(Actor)}

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that count: made, and not within one that was imagined, denied or only planned.

        What somebody imagines another to say is nobody's position.
        """
        by_id = {statement.id: statement for statement in self.all(Statement)}
        return tuple(statement for statement in by_id.values() if _counts(statement, by_id))

    @cached_property
    def deeds(self) -> tuple[Event, ...]:
        """The events that place parties: done or announced, with an issue, and claimed by no statement left out."""
        told = {statement.id for statement in self.statements}
        return tuple(
            event
            for event in self.all(Event)
            if event.positions and event.status in _DONE and (event.statement is None or event.statement in told)
        )

    @cached_property
    def _mentions(self) -> dict[str, list[tuple[int, int, str]]]:
        """Mentions of parties' actors by document, sorted by place."""
        found: dict[str, list[tuple[int, int, str]]] = {}
        for actor in self.actors.values():
            if actor.party:
                found.setdefault(actor.document, []).extend((m.start, m.end, actor.party) for m in actor.mentions)
        return {document: sorted(mentions) for document, mentions in found.items()}

    def named_in(self, statement: Statement) -> tuple[str, ...]:
        """Return the parties whose actors the content of a statement names, once for each mention."""
        mentions = self._mentions.get(statement.document, [])
        found = []
        for span in statement.content:
            first = bisect_left(mentions, (span.start, span.start, ""))
            last = bisect_left(mentions, (span.end, span.end, ""))
            found += [party for _, end, party in mentions[first:last] if end <= span.end]
        return tuple(found)

    def party_of(self, actor: str | None) -> str | None:
        """Return the party that an actor speaks for."""
        found = self.actors.get(actor or "")
        return found.party if found else None


def cited(records: Iterable[str]) -> tuple[str, ...]:
    """Return what an entry cites: each record once, the latest twelve where there are more.

    Examples
    --------
    >>> cited(["a", "b", "a"])
    ('a', 'b')
    >>> len(cited(f"statement-{n}" for n in range(40)))
    12
    """
    return tuple(dict.fromkeys(records))[-MOST_CITED:]


def _start(record: Record) -> int:
    """Return where the words begin that a record rests on first."""
    for name in ("content", "evidence", "mentions"):
        spans = getattr(record, name, None)
        if spans:
            return int((spans[0] if isinstance(spans, tuple) else spans).start)
    return 0


def _counts(statement: Statement, by_id: Mapping[str, Statement]) -> bool:
    seen = set()
    at: Statement | None = statement
    while at is not None and at.id not in seen:
        if at.status != "made":
            return False
        seen.add(at.id)
        at = by_id.get(at.nested_in or "")
    return True
