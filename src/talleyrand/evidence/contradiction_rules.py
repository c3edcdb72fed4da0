"""The rules by which records contradict each other.

Each compares records within `WINDOW` days only: what changes in a month is news and no contradiction. A record is set
beside the one that contradicts it and is nearest in time, not beside all of them: ten reports of a seat and ten of its
loss make ten pairs and not a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Any, TypeVar

from talleyrand.evidence.contradictions import Contradiction, Rule
from talleyrand.evidence.records import (
    Actor,
    AnyRecord,
    Contest,
    DateRange,
    Event,
    Negotiation,
    Position,
    Record,
    Seat,
    SeatKind,
    Statement,
    Tie,
)

WINDOW = 31
"""Days within which two records are compared."""
DAYS_APART = 7
"""Two days of one event lie at most so far apart; farther, it is two events."""
LIKE = 75
"""Least likeness (rapidfuzz's token set ratio, 0 to 100) of what is denied and what was said."""
SHARED = 0.6
"""Least share of the longer words of a denial that what was said has, too; two at least."""
FIGURES_DIFFER = 0.1
"""Least difference of two figures, as a share of the larger."""
_DENIES = re.compile(r"\b(den(y|ies|ied|ying)|reject|dismiss|refut|disput|contradict|rebut|disavow)", re.IGNORECASE)
_BOTH_WAYS = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_AGAINST: tuple[set[SeatKind], ...] = (
    {"in", "out"},
    {"in", "refused"},
    {"in", "left"},
    {"in", "mediator"},
    {"mediator", "out"},
    {"mediator", "refused"},
    {"mediator", "left"},
    {"invited", "out"},
)
"""Places that one party cannot have at once; who hosts may or may not sit."""
_FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:\s+(million|billion|thousand))?\s+([a-z]{3,})")
_MANY = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_WORD = re.compile(r"[^\W\d_]{5,}")
R = TypeVar("R", bound=Record)
Differ = Callable[[R, R], str | None]
"""What two records differ in, in words; None where they do not."""


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


def _pairs(
    told: Told, rule: Rule, records: Iterable[R], key: Callable[[R], Hashable], differ: Differ[R]
) -> Iterator[Contradiction]:
    """Set each record beside the nearest of the same key that differs from it."""
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
    for step in range(1, len(group)):
        near = [m for m in (n - step, n + step) if 0 <= m < len(group) and told.apart(group[n], group[m]) <= WINDOW]
        if not near:
            break
        for other in near:
            if words := differ(group[min(n, other)], group[max(n, other)]):
                return other, words
    return n, ""


def _same_event(event: Event) -> Hashable:
    """Return what events share that may be one: class and sides; an event with an unknown side is like no other."""
    source, target = (frozenset(p.party or p.actor or "" for p in side) for side in (event.source, event.target))
    if event.plover in _BOTH_WAYS:
        source, target = source | target, frozenset()
    both_known = len(source) > 1 if event.plover in _BOTH_WAYS else source and target
    if "" in source | target or not both_known:
        return event.id
    return (event.plover, source, target)


def _alike(one: Event, other: Event) -> bool:
    """Tell whether two events of one class between the same may be one: their places and topics do not differ."""
    if one.place and other.place and one.place != other.place:
        return False
    both_ways = one.plover in _BOTH_WAYS
    return both_ways or not (one.context or other.context) or bool(set(one.context) & set(other.context))


def _fixed(when: DateRange | None) -> tuple[date, date] | None:
    return (when.from_, when.to) if when and when.from_ and when.to else None


def status(told: Told) -> Iterator[Contradiction]:
    """Find one event that one report says happened or will, and another denies."""

    def differ(one: Event, other: Event) -> str | None:
        days = _fixed(one.date), _fixed(other.date)
        if not _alike(one, other) or (
            days[0] and days[1] and not (days[0][0] <= days[1][1] and days[1][0] <= days[0][1])
        ):
            return None
        return f"{one.status} and {other.status}" if (one.status == "denied") != (other.status == "denied") else None

    events = (e for e in told.all(Event) if e.status in ("happened", "planned", "denied"))
    return _pairs(told, "status", events, _same_event, differ)


def dates(told: Told) -> Iterator[Contradiction]:
    """Find one event, to the day, on two days at most a week apart."""

    def differ(one: Event, other: Event) -> str | None:
        days = _fixed(one.date), _fixed(other.date)
        if not (days[0] and days[1]) or one.document == other.document or not _alike(one, other):
            return None
        gap = max((days[1][0] - days[0][1]).days, (days[0][0] - days[1][1]).days)
        if not 0 < gap <= DAYS_APART or one.status != other.status:
            return None
        return f"{days[0][0].isoformat()} and {days[1][0].isoformat()}"

    events = (
        e for e in told.all(Event) if e.date and e.date.granularity == "day" and e.status in ("happened", "planned")
    )
    return _pairs(told, "date", events, _same_event, differ)


def seats(told: Told) -> Iterator[Contradiction]:
    """Find one party at one table in two places; that somebody invited has come, or one present has left, is none."""
    title = {n.id: _folded(n.title) for n in told.all(Negotiation)}

    def differ(one: Seat, other: Seat) -> str | None:
        later_gone = other.seat in ("left", "refused") and told.apart(one, other) > 0
        return f"{one.seat} and {other.seat}" if {one.seat, other.seat} in _AGAINST and not later_gone else None

    return _pairs(told, "seat", told.all(Seat), lambda s: (title.get(s.negotiation, s.negotiation), s.party), differ)


def _folded(title: str) -> str:
    words = re.findall(r"\w+", title.casefold())
    return " ".join(w for w in words if w not in ("the", "a", "an", "planned", "proposed"))


def numbers(told: Told) -> Iterator[Contradiction]:
    """Find two figures, a tenth apart or more, for what one party holds over another, or for what one event did."""
    ties = [t for t in told.all(Tie) if t.magnitude and t.magnitude.value is not None and t.over]
    yield from _pairs(told, "number", ties, lambda t: (t.holder, t.over, t.kind, t.means), _magnitudes)
    events = [e for e in told.all(Event) if e.status in ("happened", "planned") and figures(_words(e))]
    yield from _pairs(told, "number", events, _same_event, _counts)


def _magnitudes(one: Tie, other: Tie) -> str | None:
    a, b = one.magnitude, other.magnitude
    if a is None or b is None or a.value is None or b.value is None or a.unit != b.unit:
        return None
    return f"{a.text} and {b.text}" if _far(a.value, b.value) else None


def _counts(one: Event, other: Event) -> str | None:
    if one.document == other.document or not _alike(one, other):
        return None
    a, b = figures(_words(one)), figures(_words(other))
    for thing in sorted(a.keys() & b.keys()):
        if _far(a[thing], b[thing]):
            return f"{a[thing]:g} and {b[thing]:g} {thing}"
    return None


def _far(a: float, b: float) -> bool:
    return abs(a - b) > FIGURES_DIFFER * max(abs(a), abs(b))


def figures(words: str) -> dict[str, float]:
    """Return what words count -> how many; what they count twice is left out.

    Examples
    --------
    >>> figures("It expelled 755 diplomats and 2 million dollars")
    {'diplomats': 755.0, 'dollars': 2000000.0}
    """
    found: dict[str, float] = {}
    twice = set()
    for number, many, thing in _FIGURE.findall(words):
        if thing in found:
            twice.add(thing)
        found[thing] = float(number.replace(",", "")) * _MANY.get(many, 1.0)
    return {thing: value for thing, value in found.items() if thing not in twice}


def positions(told: Told) -> Iterator[Contradiction]:
    """Find two statements by which a party places itself on one issue in ranges that do not touch."""
    by_id = {s.id: s for s in told.statements}
    groups: dict[Hashable, dict[str, Position]] = {}
    for statement in told.statements:
        for position in statement.positions:
            if position.own and position.holder and position.low is not None:
                groups.setdefault((position.holder, position.issue), {}).setdefault(statement.id, position)
    for placed in groups.values():
        differ = partial(_opposed, placed)
        yield from _pairs(told, "position", [by_id[name] for name in placed], lambda _: None, differ)


def _opposed(placed: Mapping[str, Position], one: Statement, other: Statement) -> str | None:
    a, b = placed[one.id], placed[other.id]
    if a.low is None or a.high is None or b.low is None or b.high is None or (a.low <= b.high and b.low <= a.high):
        return None
    return f"{a.issue.replace('_', ' ')}: {a.low:g}–{a.high:g} and {b.low:g}–{b.high:g}"


def meanings(told: Told) -> Iterator[Contradiction]:
    """Find a term that a report says is contested: the latest words on it of the two parties that say most about it."""
    for issue, contest in {c.issue: c for c in reversed(told.all(Contest))}.items():
        spoken: dict[str, list[Statement]] = {}
        for statement in told.statements:
            if statement.party and (statement.issue == issue or any(p.issue == issue for p in statement.positions)):
                spoken.setdefault(statement.party, []).append(statement)
        parties = sorted(spoken, key=lambda p: (-len(spoken[p]), p))[:2]
        if len(parties) == 2:
            one, other = (spoken[p][-1].id for p in parties)
            yield Contradiction("meaning", one, other, issue.replace("_", " "), contest.id)


def denials(told: Told) -> Iterator[Contradiction]:
    """Find what one says or a report tells and another party denies, and what somebody said and is said not to have."""
    denying = [s for s in told.all(Statement) if s.status == "denied" or (s.cue and _DENIES.match(s.cue.text))]
    if not denying:
        return
    found = _Words(told, denying)
    for denial in denying:
        said = found.like(denial)
        if said is not None:
            first, second = sorted((said, denial), key=lambda r: (told.day(r) or date.max, r.id))
            yield Contradiction("denial", first.id, second.id, _denied_by(denial))


def _denied_by(denial: Statement) -> str:
    return (
        "said, and said not to have been said"
        if denial.status == "denied"
        else f"{denial.party or 'somebody'} denies it"
    )


class _Words:
    """Statements and events by those of their longer words that denials have, too."""

    def __init__(self, told: Told, denying: Iterable[Statement]) -> None:
        self._told = told
        self._by_word: dict[str, list[AnyRecord]] = {}
        wanted = frozenset(word for denial in denying for word in _longer(_words(denial)))
        told_of: list[Statement | Event] = [s for s in told.all(Statement) if s.status == "made"]
        told_of += [e for e in told.all(Event) if e.status in ("happened", "planned")]
        for record in told_of:
            for word in _longer(_words(record)) & wanted:
                self._by_word.setdefault(word, []).append(record)

    def like(self, denial: Statement) -> AnyRecord | None:
        """Return what is most like the content of a denial: another's words, or for words never said the same one's."""
        from rapidfuzz.fuzz import token_set_ratio

        words = _words(denial)
        wanted = _longer(words)
        near: dict[str, tuple[AnyRecord, int]] = {}
        for word in sorted(wanted):
            for record in self._by_word.get(word, ()):
                near[record.id] = record, near.get(record.id, (record, 0))[1] + 1
        scored = [
            (token_set_ratio(words.casefold(), _words(record).casefold()), record.id)
            for record, shared in near.values()
            if shared >= max(2, SHARED * len(wanted)) and self._other(denial, record)
        ]
        score, name = max(scored, default=(0.0, ""))
        return near[name][0] if score >= LIKE else None

    def _other(self, denial: Statement, record: AnyRecord) -> bool:
        """Tell whether a record may be what is denied: another voice says it, or the same one is said not to have."""
        same_words = record.document == denial.document and _overlap(denial, record)
        if record.id == denial.id or same_words or self._told.apart(denial, record) > WINDOW:
            return False
        denied_by = self._told.voice(denial)
        if not isinstance(record, Statement):
            return denial.status != "denied" and denied_by is not None
        said_by = self._told.voice(record)
        return None not in (denied_by, said_by) and (denied_by == said_by) == (denial.status == "denied")


def _overlap(one: Statement, other: AnyRecord) -> bool:
    """Tell whether two records rest on the same words: what is denied is often read as an event of its own."""
    return any(a.overlaps(b) for a in one.content for b in other.spans())


@lru_cache(maxsize=2**16)
def _longer(words: str) -> frozenset[str]:
    """Return the longer words of a text, in small letters."""
    return frozenset(_WORD.findall(words.casefold()))


def _words(record: Record) -> str:
    spans = record.content if isinstance(record, Statement) else getattr(record, "evidence", ())
    return " ".join(span.text for span in spans)


FINDERS = (denials, status, seats, dates, numbers, positions, meanings)
