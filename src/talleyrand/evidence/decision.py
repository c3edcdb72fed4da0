"""One verdict of one person, as the ledger keeps it: on a record, on who somebody is, on two records that disagree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from pydantic import ValidationError, model_validator

from talleyrand.errors import InputError, Problem
from talleyrand.ids import digest
from talleyrand.reading.span import Frozen

Verdict = Literal["accept", "amend", "reject", "merge", "withdraw"]
"""What can be said of a record."""
AnyVerdict = Literal["accept", "amend", "reject", "merge", "split", "apart", "prefer", "both", "unrelated", "withdraw"]
WHO = "actor:"
"""What the subject of a decision on an actor over all reports begins with; its key follows."""
BETWEEN = "contradiction-"
"""What the subject of a decision on two records that disagree begins with."""
_CHANGES = {"amend", "split"}
_TARGET = {"merge", "apart", "prefer"}
_PAIR = {"prefer", "both", "unrelated"}
_FIXED = ("id", "type", "document")
_LATER: dict[str, Any] = {"second": False, "over": None}
"""Fields that came later: left out where they say nothing, so that older decisions keep their identifiers."""


class Decision(Frozen):
    """One verdict.

    Parameters
    ----------
    id
        Made from everything else here.
    record
        What was decided on: the identifier of a record, `WHO` and the key of an actor, or that of a contradiction.
    verdict
        On a record: ``accept``, ``amend`` (with `changes`), ``reject``, ``merge`` (with `into`). On an actor over all
        reports: ``merge`` (into another), ``amend`` (its name or party), ``split`` (mentions that mean somebody else),
        ``apart`` (it is not the one in `into`). On a contradiction: ``prefer`` (the record in `into` is used and the
        other is not), ``both`` stand, ``unrelated`` (they are about two things). ``withdraw`` takes back the last
        verdict on the same that still stands.
    by
        Who decided.
    at
        When, where that was noted.
    changes
        Field -> new value, in the form of the record's JSON.
    into
        What the merged one is part of, what the one kept apart is not, or the record that is used.
    note
        Why, in words.
    after
        Identifier of the decision on the same that came before, None for the first one.
    seen
        Digest of the record as it was proposed: what the reviewer saw.
    second
        True for a second reading: decided without sight of what others had decided. It counts for agreement and moves
        nothing.
    over
        The two records that a contradiction is between.
    """

    type: Literal["decision"] = "decision"
    id: str
    record: str
    verdict: AnyVerdict
    by: str
    at: datetime | None = None
    changes: dict[str, Any] | None = None
    into: str | None = None
    note: str | None = None
    after: str | None = None
    seen: str | None = None
    second: bool = False
    over: tuple[str, str] | None = None

    @model_validator(mode="after")
    def _whole(self) -> Decision:
        if (self.verdict in _CHANGES) != bool(self.changes):
            raise ValueError("an amendment or a split needs changes, and no other verdict has any")
        if (self.verdict in _TARGET) != (self.into is not None):
            raise ValueError("a merge names the record that it goes into, and no other verdict on a record does")
        if (self.verdict in _PAIR) and self.over is None:
            raise ValueError("a verdict on a contradiction names its two records")
        if fixed := sorted(set(self.changes or ()) & set(_FIXED)):
            raise ValueError(f"{', '.join(fixed)} cannot be amended; reject the record and add another one")
        return self

    @property
    def about_record(self) -> bool:
        """Whether this is on a record, and not on an actor over all reports or on a contradiction."""
        return not self.record.startswith((WHO, BETWEEN))

    @property
    def records(self) -> tuple[str, ...]:
        """The records that this is on: they stay in the ledger with the words that were decided on."""
        return (self.record,) if self.about_record else self.over or ()

    def as_json(self) -> dict[str, Any]:
        """Return the decision as plain JSON values, ``type`` first."""
        data = self.model_dump(mode="json")
        return {key: value for key, value in data.items() if key not in _LATER or value != _LATER[key]}

    def true_id(self) -> str:
        """Return the identifier that the content gives."""
        content = self.as_json()
        del content["id"]
        return f"decision-{digest(content)}"


def made(before: Iterable[Decision], **content: Any) -> Decision:
    """Return a decision with its identifier; `before` are the decisions on the same, oldest first.

    Raises
    ------
    InputError
        Where it does not hold together.
    """
    last = tuple(before)[-1:]
    try:
        draft = Decision(id="", after=last[0].id if last else None, **content)
    except ValidationError as error:
        raise InputError(
            [Problem(e["msg"].removeprefix("Value error, "), where=content.get("record")) for e in error.errors()]
        ) from error
    return draft.model_copy(update={"id": draft.true_id()})


def by_subject(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """Return what was decided on each record, actor and contradiction, oldest first."""
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.record, []).append(decision)
    return {subject: tuple(log) for subject, log in found.items()}


def standing(history: Iterable[Decision]) -> list[Decision]:
    """Return the decisions of one history that were not taken back, oldest first; second readings left out."""
    return _left(decision for decision in history if not decision.second)


def second_readings(history: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Return for each reviewer the second readings of one history that were not taken back, oldest first."""
    logs: dict[str, list[Decision]] = {}
    for decision in history:
        if decision.second:
            logs.setdefault(decision.by, []).append(decision)
    return {name: left for name, log in logs.items() if (left := _left(log))}


def _left(history: Iterable[Decision]) -> list[Decision]:
    stack: list[Decision] = []
    for decision in history:
        if decision.verdict != "withdraw":
            stack.append(decision)
        elif stack:
            stack.pop()
    return stack
