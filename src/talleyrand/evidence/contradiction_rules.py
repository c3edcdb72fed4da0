"""The rules by which records contradict each other; denials have a file of their own."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from functools import partial

from talleyrand.evidence.contradictions import Contradiction
from talleyrand.evidence.denials import denials
from talleyrand.evidence.records import Contest, Event, Negotiation, Position, Seat, SeatKind, Statement, Tie
from talleyrand.evidence.told import Told, longer, pairs, words_of

DAYS_APART = 7
"""Two days of one event lie at most so far apart; farther, it is two events."""
FIGURES_DIFFER = 0.1
"""Least difference of two figures, as a share of the larger."""
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


def _tied(one: Event, other: Event) -> bool:
    """Tell whether something says that two events are one: a date, a place, a topic or a longer word that both have."""
    same_place = one.place is not None and one.place == other.place
    shared = set(one.context) & set(other.context) or longer(words_of(one)) & longer(words_of(other))
    return same_place or bool(shared) or _days_between(one, other) == 0


def _days_between(one: Event, other: Event) -> int | None:
    """Return the days between the end of one event and the beginning of the next; 0 where they overlap, or None."""
    first, second = one.date, other.date
    if not (first and first.from_ and first.to and second and second.from_ and second.to):
        return None
    return max((second.from_ - first.to).days, (first.from_ - second.to).days, 0)


def status(told: Told) -> Iterator[Contradiction]:
    """Find one event that one report says happened or will, and another denies."""

    def differ(one: Event, other: Event) -> str | None:
        denied = (one.status == "denied") != (other.status == "denied")
        if not denied or _days_between(one, other) or not (_alike(one, other) and _tied(one, other)):
            return None
        return f"{one.status} and {other.status}"

    events = (e for e in told.all(Event) if e.status in ("happened", "planned", "denied"))
    return pairs(told, "status", events, _same_event, differ)


def dates(told: Told) -> Iterator[Contradiction]:
    """Find one event, to the day, on two days at most a week apart."""

    def differ(one: Event, other: Event) -> str | None:
        between = _days_between(one, other)
        same = one.document != other.document and one.status == other.status and _alike(one, other)
        if not same or not between or between > DAYS_APART:
            return None
        assert one.date and one.date.from_ and other.date and other.date.from_
        return f"{one.date.from_.isoformat()} and {other.date.from_.isoformat()}"

    events = (e for e in told.all(Event) if e.status in ("happened", "planned"))
    exact = (e for e in events if e.date and e.date.granularity == "day")
    return pairs(told, "date", exact, _same_event, differ)


def seats(told: Told) -> Iterator[Contradiction]:
    """Find one party at one table in two places; that somebody invited has come, or one present has left, is none."""
    title = {n.id: _folded(n.title) for n in told.all(Negotiation)}

    def differ(one: Seat, other: Seat) -> str | None:
        later_gone = other.seat in ("left", "refused") and told.apart(one, other) > 0
        return f"{one.seat} and {other.seat}" if {one.seat, other.seat} in _AGAINST and not later_gone else None

    return pairs(told, "seat", told.all(Seat), lambda s: (title.get(s.negotiation, s.negotiation), s.party), differ)


def _folded(title: str) -> str:
    words = re.findall(r"\w+", title.casefold())
    return " ".join(w for w in words if w not in ("the", "a", "an", "planned", "proposed"))


def numbers(told: Told) -> Iterator[Contradiction]:
    """Find two figures, a tenth apart or more, for what one party holds over another, or for what one event did."""
    ties = [t for t in told.all(Tie) if t.magnitude and t.magnitude.value is not None and t.over]
    yield from pairs(told, "number", ties, lambda t: (t.holder, t.over, t.kind, t.means), _magnitudes)
    events = [e for e in told.all(Event) if e.status in ("happened", "planned") and figures(words_of(e))]
    yield from pairs(told, "number", events, _same_event, _counts)


def _magnitudes(one: Tie, other: Tie) -> str | None:
    a, b = one.magnitude, other.magnitude
    if a is None or b is None or a.value is None or b.value is None or a.unit != b.unit:
        return None
    return f"{a.text} and {b.text}" if _far(a.value, b.value) else None


def _counts(one: Event, other: Event) -> str | None:
    if one.document == other.document or not _alike(one, other):
        return None
    a, b = figures(words_of(one)), figures(words_of(other))
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
        yield from pairs(told, "position", [by_id[name] for name in placed], lambda _: None, differ)


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


FINDERS = (denials, status, seats, dates, numbers, positions, meanings)
