"""What people decide about what machines propose, and the records as they stand after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from pydantic import ValidationError, model_validator

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.records import Actor, AnyRecord, parse_record
from talleyrand.ids import digest
from talleyrand.reading.span import Frozen

Verdict = Literal["accept", "amend", "reject", "merge", "withdraw"]
Status = Literal["proposed", "accepted", "amended", "rejected", "merged"]
_STATUS: dict[str, Status] = {"accept": "accepted", "amend": "amended", "reject": "rejected", "merge": "merged"}
_FIXED = ("id", "type", "document")


class Decision(Frozen):
    """One verdict on one record.

    Parameters
    ----------
    id
        Made from everything else here.
    record
        Identifier of the record decided on.
    verdict
        ``accept``, ``amend`` (with `changes`), ``reject``, ``merge`` (with `into`), or ``withdraw``, which takes back
        the last verdict on the record that still stands.
    by
        Who decided.
    at
        When, where that was noted.
    changes
        Field -> new value, in the form of the record's JSON.
    into
        Identifier of the record that the merged one is part of.
    note
        Why, in words.
    after
        Identifier of the decision on the same record that came before, None for the first one.
    seen
        Digest of the record as it was proposed: what the reviewer saw.
    """

    type: Literal["decision"] = "decision"
    id: str
    record: str
    verdict: Verdict
    by: str
    at: datetime | None = None
    changes: dict[str, Any] | None = None
    into: str | None = None
    note: str | None = None
    after: str | None = None
    seen: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> Decision:
        if (self.verdict == "amend") != bool(self.changes):
            raise ValueError("an amendment needs changes, and no other verdict has any")
        if (self.verdict == "merge") != (self.into is not None):
            raise ValueError("a merge names the record that it goes into, and no other verdict does")
        if fixed := sorted(set(self.changes or ()) & set(_FIXED)):
            raise ValueError(f"{', '.join(fixed)} cannot be amended; reject the record and add another one")
        return self

    def as_json(self) -> dict[str, Any]:
        """Return the decision as plain JSON values, ``type`` first."""
        return self.model_dump(mode="json")

    def true_id(self) -> str:
        """Return the identifier that the content gives."""
        content = self.as_json()
        del content["id"]
        return f"decision-{digest(content)}"


@dataclass(frozen=True)
class Reviewed:
    """A record as it stands after amendments and merges, as it was proposed, and what was decided on it."""

    record: AnyRecord
    status: Status
    proposal: AnyRecord
    into: str | None = None
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class _Standing:
    status: Status = "proposed"
    into: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)


def decide(
    reviewed: Mapping[str, Reviewed],
    record: str,
    verdict: Verdict,
    *,
    by: str,
    at: datetime | None = None,
    changes: dict[str, Any] | None = None,
    into: str | None = None,
    note: str | None = None,
) -> Decision:
    """Return a decision on a record, checked against the records as they stand (`Ledger.reviewed`).

    Raises
    ------
    InputError
        Where the record is unknown, the changes do not make a valid record, or the merge goes nowhere.
    """
    if record not in reviewed:
        raise InputError(Problem(f"there is no record {record}", remedy="the ids are in the ledger"))
    before = reviewed[record].decisions
    content: dict[str, Any] = {
        "record": record,
        "verdict": verdict,
        "by": by,
        "at": at,
        "changes": changes,
        "into": into,
        "note": note,
        "after": before[-1].id if before else None,
        "seen": digest(reviewed[record].proposal.as_json()),
    }
    try:
        draft = Decision(id="", **content)
    except ValidationError as error:
        raise InputError([Problem(_reason(e["msg"]), where=record) for e in error.errors()]) from error
    _check_target(reviewed, draft)
    if changes:
        amended(reviewed[record].record, changes)
    if verdict == "withdraw" and reviewed[record].status == "proposed":
        raise InputError(Problem("nothing was decided on it that could be withdrawn", where=record))
    return draft.model_copy(update={"id": draft.true_id()})


def entered(record: AnyRecord, by: str, at: datetime | None = None) -> list[dict[str, Any]]:
    """Return the ledger lines for a record that a person adds: the record, and the decision that vouches for it."""
    decision = decide(apply({record.id: record}, ()), record.id, "accept", by=by, at=at)
    return [record.as_json(), decision.as_json()]


def _check_target(reviewed: Mapping[str, Reviewed], decision: Decision) -> None:
    target = decision.into
    if target is None:
        return
    if target not in reviewed:
        raise InputError(Problem(f"there is no record {target} to merge into", where=decision.record))
    if type(reviewed[target].record) is not type(reviewed[decision.record].record):
        raise InputError(Problem("records of two types cannot be merged", where=decision.record))
    while target is not None:
        if target == decision.record:
            raise InputError(Problem("the merge runs in a circle", where=decision.record))
        target = reviewed[target].into


def amended(record: AnyRecord, changes: Mapping[str, Any]) -> AnyRecord:
    """Return the record with changed fields.

    Raises
    ------
    InputError
        Where the result is no valid record: every mistake with its field.
    """
    try:
        return parse_record(record.as_json() | dict(changes))
    except ValidationError as error:
        raise InputError(
            [Problem(_reason(e["msg"]), where="/".join([record.id, *map(str, e["loc"][1:])])) for e in error.errors()]
        ) from error


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ")


def apply(proposals: Mapping[str, AnyRecord], decisions: Iterable[Decision]) -> dict[str, Reviewed]:
    """Return every proposal as it stands after the decisions, in the order of the proposals.

    A verdict replaces the one before it; an amendment stays when the record is accepted after it. References to a
    merged record lead to the one that it went into, and a merged actor's mentions are its target's too.
    Decisions on unknown records change nothing (`verify` tells of them).
    """
    history: dict[str, list[Decision]] = {}
    for decision in decisions:
        history.setdefault(decision.record, []).append(decision)
    standing = {record: _standing(log) for record, log in history.items()}
    aliases = _aliases(proposals, standing)
    found = {}
    for record, proposal in proposals.items():
        state = standing.get(record) or _Standing(_unreviewed(proposal))
        current = amended(proposal, state.changes) if state.changes else proposal
        found[record] = Reviewed(
            redirected(current, aliases),
            state.status,
            proposal,
            aliases.get(record),
            tuple(history.get(record, ())),
        )
    return _with_mentions(found, aliases)


def _unreviewed(record: AnyRecord) -> Status:
    """Return the status of a record that nobody decided on: what a person added needs no second person's word."""
    by = getattr(record, "by", None)
    return "accepted" if by is not None and by.kind == "person" else "proposed"


def _standing(history: list[Decision]) -> _Standing:
    stack = [_Standing()]
    for decision in history:
        if decision.verdict == "withdraw":
            stack = stack[:-1] or stack
            continue
        status = _STATUS[decision.verdict]
        changes = {**stack[-1].changes, **(decision.changes or {})}
        if status == "accepted" and changes:
            status = "amended"
        stack.append(_Standing(status, decision.into, changes))
    return stack[-1]


def _aliases(proposals: Mapping[str, AnyRecord], standing: Mapping[str, _Standing]) -> dict[str, str]:
    direct = {r: s.into for r, s in standing.items() if s.status == "merged" and s.into in proposals and s.into}
    ends = {}
    for start, following in direct.items():
        end, steps = following, 0
        while end in direct and steps < len(direct):
            end, steps = direct[end], steps + 1
        ends[start] = end
    return {start: end for start, end in ends.items() if start != end}


def redirected(record: AnyRecord, aliases: Mapping[str, str]) -> AnyRecord:
    """Return the record with every reference to a merged record led to its target; its own id stays."""
    if not aliases:
        return record
    data = record.as_json()
    own = data.pop("id")
    moved = _replaced(data, aliases)
    return record if moved == data else parse_record({"id": own, **moved})


def _replaced(value: Any, aliases: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return aliases.get(value, value)
    if isinstance(value, dict):
        return {key: _replaced(item, aliases) for key, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, aliases) for item in value]
    return value


def _with_mentions(found: dict[str, Reviewed], aliases: Mapping[str, str]) -> dict[str, Reviewed]:
    """Give a merged actor's mentions to its target, where both are in one document."""
    for source, target in aliases.items():
        merged, kept = found[source].record, found[target].record
        if isinstance(merged, Actor) and isinstance(kept, Actor) and merged.document == kept.document:
            pairs = dict(zip(kept.mentions, kept.why, strict=False)) if kept.why else dict.fromkeys(kept.mentions, "")
            pairs |= {span: "merged" for span in merged.mentions if span not in pairs}
            spans = sorted(pairs, key=lambda span: span.place)
            why = tuple(pairs[span] for span in spans) if kept.why else ()
            record = kept.model_copy(update={"mentions": tuple(spans), "why": why})
            found[target] = replace(found[target], record=record)
    return found
