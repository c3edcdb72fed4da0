"""Records that cannot both be used as they stand: found by rules, set side by side, decided by a person.

A contradiction is between two records. A reviewer may prefer one (the other is then *set aside*: it stays in the ledger
and can be cited as speaking against, but no draft rests on it), let both stand (somebody changed their mind, reports
differ and both are worth showing), or say that they are about two things. Its identifier follows from the rule and the
two records, so that what was decided holds when reports are read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.decision import BETWEEN, Decision, made, standing
from talleyrand.evidence.records import AnyRecord
from talleyrand.ids import digest

Rule = Literal["denial", "status", "seat", "date", "number", "position", "meaning"]
RULES: dict[Rule, str] = {
    "denial": "One says it, another denies it",
    "status": "It happened, or it did not",
    "seat": "Two places at one table",
    "date": "One event on two days",
    "number": "Two figures for one thing",
    "position": "One party on both sides of an issue",
    "meaning": "A term that parties use differently",
}
BetweenVerdict = Literal["prefer", "both", "unrelated", "withdraw"]


@dataclass(frozen=True)
class Contradiction:
    """Two records, the earlier one first, and what sets them against each other.

    Parameters
    ----------
    rule
        By which they were found (`RULES`).
    one, other
        Ids of the records.
    words
        What differs, in words.
    ground
        Id of a record that says so itself (a contest of a term), or None.
    """

    rule: Rule
    one: str
    other: str
    words: str
    ground: str | None = None

    @property
    def id(self) -> str:
        """Identifier, from the rule and the two records in any order."""
        return BETWEEN + digest([self.rule, sorted((self.one, self.other))])

    @property
    def records(self) -> tuple[str, str]:
        """Both ids."""
        return (self.one, self.other)


def find(records: Iterable[AnyRecord], published: Mapping[str, date | None]) -> dict[str, Contradiction]:
    """Find the contradictions among records.

    Parameters
    ----------
    records
        Those that stand.
    published
        Document id to its day of publication, for records that have no date of their own.

    Returns
    -------
    Id -> contradiction, by rule and then in the order of the records.
    """
    from talleyrand.evidence.contradiction_rules import FINDERS
    from talleyrand.evidence.told import Told

    told = Told.of(records, published)
    return {one.id: one for finder in FINDERS for one in finder(told)}


def decide_between(
    one: Contradiction,
    history: Iterable[Decision],
    verdict: BetweenVerdict,
    *,
    by: str,
    at: datetime | None = None,
    into: str | None = None,
    note: str | None = None,
) -> Decision:
    """Return a decision on a contradiction; `into` is the record that is preferred.

    Raises
    ------
    InputError
        Where the record preferred is neither of the two, or there is nothing to take back.
    """
    log = tuple(history)
    if verdict == "prefer" and into not in one.records:
        raise InputError(Problem("the record preferred is neither of the two", where=one.id))
    if verdict == "withdraw" and not standing(log):
        raise InputError(Problem("nothing was decided on it that could be withdrawn", where=one.id))
    over = None if verdict == "withdraw" else one.records
    return made(
        log,
        record=one.id,
        verdict=verdict,
        by=by,
        at=at,
        note=note,
        over=over,
        into=into if verdict == "prefer" else None,
    )


def last(history: Iterable[Decision]) -> Decision | None:
    """Return the decision on a contradiction that stands."""
    left = standing(history)
    return left[-1] if left else None


def set_aside(histories: Mapping[str, Iterable[Decision]]) -> dict[str, str]:
    """Return the records for which another one is preferred -> that one.

    Examples
    --------
    >>> pair = Contradiction("seat", "seat-1", "seat-2", "in and out")
    >>> chosen = decide_between(pair, (), "prefer", by="AB", into="seat-2")
    >>> set_aside({pair.id: (chosen,)})
    {'seat-1': 'seat-2'}
    """
    found: dict[str, str] = {}
    for subject, history in histories.items():
        if subject.startswith(BETWEEN) and (decision := last(history)) and decision.verdict == "prefer":
            assert decision.over and decision.into
            found |= {name: decision.into for name in decision.over if name != decision.into}
    return found


def doubts(found: Iterable[Contradiction], histories: Mapping[str, Iterable[Decision]]) -> dict[str, str]:
    """Return the records that nothing should rest on as things stand -> what stands against each, in words.

    Those are records in a contradiction on which nobody decided, and those for which another one is preferred.

    Examples
    --------
    >>> doubts([Contradiction("seat", "seat-1", "seat-2", "in and out")], {})["seat-2"]
    'is contradicted by seat-1 (in and out), and nobody decided which is used'
    """
    said: dict[str, str] = {}
    for one in found:
        if last(histories.get(one.id, ())) is None and one.rule != "meaning":
            for name, other in (one.records, one.records[::-1]):
                said.setdefault(name, f"is contradicted by {other} ({one.words}), and nobody decided which is used")
    return said | {name: f"is set aside: {used} is used" for name, used in set_aside(histories).items()}
