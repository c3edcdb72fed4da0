"""Records in the order of the days that they tell of, and which of them stand beside each other.

Records are compared within `WINDOW` days only: what changes in a month is news and no contradiction. A record is set
beside the one that contradicts it and is nearest in time, not beside all of them: ten reports of a seat and ten of its
loss make ten pairs and not a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from talleyrand.evidence.contradictions import Contradiction, Rule
from talleyrand.evidence.records import Actor, AnyRecord, Record, Statement

WINDOW = 31
"""Days within which two records are compared."""
REACH = 200
"""How many records before and after one are looked at, at most: a report a day on each side for half a year."""
_WORD = re.compile(r"[^\W\d_]{5,}")
R = TypeVar("R", bound=Record)
Differ = Callable[[R, R], str | None]


@dataclass(frozen=True)
class Told:
    """Records in the order of the days that they tell of."""

    records: tuple[AnyRecord, ...]
    published: Mapping[str, date | None]
    keys: Mapping[str, str]
    """Id of an actor's record -> the key that it bears in every report."""

    @classmethod
    def of(cls, records: Iterable[AnyRecord], published: Mapping[str, date | None]) -> Told:
        """Sort records by day; where there is none, last."""
        records = list(records)
        told = cls((), published, {r.id: r.key for r in records if isinstance(r, Actor)})

        def place(record: AnyRecord) -> tuple[date, str, str]:
            return (told.day(record) or date.max, record.document, record.id)

        return cls(tuple(sorted((r for r in records if r.type != "actor"), key=place)), published, told.keys)

    @cached_property
    def _by_kind(self) -> dict[type[Record], list[Any]]:
        found: dict[type[Record], list[Any]] = {}
        for record in self.records:
            found.setdefault(type(record), []).append(record)
        return found

    def all(self, kind: type[R]) -> list[R]:
        """Return the records of one type, in order."""
        return list(self._by_kind.get(kind, ()))

    def day(self, record: Record) -> date | None:
        """Return the day that a record tells of, or else the day on which its report was published."""
        when = record.made if isinstance(record, Statement) else getattr(record, "date", None)
        return (when.from_ if when else None) or self.published.get(record.document)

    def apart(self, one: Record, other: Record) -> int:
        """Return the days between two records; 0 where one has no day."""
        days = self.day(one), self.day(other)
        return abs((days[0] - days[1]).days) if days[0] and days[1] else 0

    def voice(self, statement: Statement) -> str | None:
        """Return in whose name something is said: the party, else the speaker; None where neither is known."""
        speaker = statement.speaker.actor if statement.speaker else None
        return statement.party or self.keys.get(speaker or "")

    @cached_property
    def statements(self) -> list[Statement]:
        """What was said, and not within what somebody imagines."""
        return [s for s in self.all(Statement) if s.status == "made" and s.nested_in is None]


def pairs(
    told: Told, rule: Rule, records: Iterable[R], key: Callable[[R], Hashable], differ: Differ[R]
) -> Iterator[Contradiction]:
    """Set each record beside the nearest of the same key that differs from it.

    Parameters
    ----------
    told
        All records.
    rule
        By which they contradict each other.
    records
        Those that are compared, in the order of `told`.
    key
        What two records share that may contradict each other.
    differ
        What the earlier and the later one differ in, in words; None where they do not.
    """
    groups: dict[Hashable, list[R]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    for group in groups.values():
        seen = set()
        for n in range(len(group)):
            other, words = _nearest(told, group, n, differ)
            first, second = sorted((n, other))
            if words and (first, second) not in seen:
                seen.add((first, second))
                yield Contradiction(rule, group[first].id, group[second].id, words)


def _nearest(told: Told, group: list[R], n: int, differ: Differ[R]) -> tuple[int, str]:
    """Find the record nearest in time that differs: outwards from its place, while the days allow it."""
    for step in range(1, min(len(group), REACH)):
        near = [m for m in (n - step, n + step) if 0 <= m < len(group) and told.apart(group[n], group[m]) <= WINDOW]
        if not near:
            break
        for other in near:
            if words := differ(group[min(n, other)], group[max(n, other)]):
                return other, words
    return n, ""


def words_of(record: Record) -> str:
    """Return the words that a record rests on."""
    spans = record.content if isinstance(record, Statement) else getattr(record, "evidence", ())
    return " ".join(span.text for span in spans)


@lru_cache(maxsize=2**16)
def longer(words: str) -> frozenset[str]:
    """Return the words of five letters and more, in small letters.

    Examples
    --------
    >>> sorted(longer("He did not support the blockade"))
    ['blockade', 'support']
    """
    return frozenset(_WORD.findall(words.casefold()))
