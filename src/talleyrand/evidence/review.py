"""What people decide about what machines propose, and the records as they stand after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, TypedDict, Unpack, get_args

from pydantic import ValidationError

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.decision import Decision, Verdict, by_subject, made, second_readings, standing
from talleyrand.evidence.records import Actor, AnyRecord, parse_record
from talleyrand.ids import digest

Status = Literal["proposed", "accepted", "amended", "rejected", "merged"]
STATUSES: tuple[Status, ...] = get_args(Status)
_STATUS: dict[str, Status] = {"accept": "accepted", "amend": "amended", "reject": "rejected", "merge": "merged"}


@dataclass(frozen=True)
class Reviewed:
    """A record as it stands after amendments and merges, as it was proposed, and what was decided on it.

    `parted_from` names the actor from whose record a split took this one's mentions; nothing else is decided on it.
    """

    record: AnyRecord
    status: Status
    proposal: AnyRecord
    into: str | None = None
    decisions: tuple[Decision, ...] = ()
    parted_from: str | None = None


@dataclass(frozen=True)
class _Standing:
    status: Status = "proposed"
    into: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)


class Content(TypedDict, total=False):
    """What a decision on a record may hold beside its verdict; see `Decision`."""

    changes: dict[str, Any] | None
    into: str | None
    note: str | None


def decide(
    reviewed: Mapping[str, Reviewed],
    record: str,
    verdict: Verdict,
    *,
    by: str,
    at: datetime | None = None,
    second: bool = False,
    **content: Unpack[Content],
) -> Decision:
    """Return a decision on a record, checked against the records as they stand (`Ledger.reviewed`).

    The parameters are the fields of `Decision`.

    Raises
    ------
    InputError
        Where the record is unknown, the changes do not make a valid record, or the merge goes nowhere.
    """
    if record not in reviewed:
        raise InputError(Problem(f"there is no record {record}", remedy="the ids are in the ledger"))
    item = reviewed[record]
    if item.parted_from:
        remedy = f"decide on {item.parted_from}, or take the split back"
        raise InputError(Problem("a split made this record", where=record, remedy=remedy))
    decision = made(
        item.decisions,
        record=record,
        verdict=verdict,
        by=by,
        at=at,
        second=second,
        seen=digest(item.proposal.as_json()),
        **content,
    )
    _check_target(reviewed, decision)
    if decision.changes:
        amended(item.proposal if second else item.record, decision.changes)
    stands = second_readings(item.decisions).get(by) if second else standing(item.decisions)
    if verdict == "withdraw" and not stands:
        raise InputError(Problem("nothing was decided on it that could be withdrawn", where=record))
    return decision


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


def apply(
    proposals: Mapping[str, AnyRecord], decisions: Iterable[Decision], aliases: Mapping[str, str] | None = None
) -> dict[str, Reviewed]:
    """Return every proposal as it stands after the decisions, in the order of the proposals.

    A verdict replaces the one before it; an amendment stays when the record is accepted after it. References to a
    merged record lead to the one that it went into, and a merged actor's mentions are its target's too.
    Decisions on unknown records change nothing (`verify` tells of them). `aliases` gives what was merged into what,
    where the proposals are not all that there are.
    """
    history = by_subject(decisions)
    stands = {record: _standing(log) for record, log in history.items()}
    led = _aliases(proposals, stands) if aliases is None else aliases
    found = {}
    for record, proposal in proposals.items():
        state = stands.get(record) or _Standing(_unreviewed(proposal))
        current = amended(proposal, state.changes) if state.changes else proposal
        found[record] = Reviewed(
            redirected(current, led), state.status, proposal, led.get(record), history.get(record, ())
        )
    return _with_mentions(found, led) if aliases is None else found


def _unreviewed(record: AnyRecord) -> Status:
    """Return the status of a record that nobody decided on: what a person added needs no second person's word."""
    by = getattr(record, "by", None)
    return "accepted" if by is not None and by.kind == "person" else "proposed"


def _standing(history: Iterable[Decision]) -> _Standing:
    state = _Standing()
    for decision in standing(history):
        status = _STATUS[decision.verdict]
        changes = {**state.changes, **(decision.changes or {})}
        if status == "accepted" and changes:
            status = "amended"
        state = _Standing(status, decision.into, changes)
    return state


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
