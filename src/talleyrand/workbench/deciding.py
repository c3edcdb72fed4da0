"""Writing decisions: one way for all of them, under the lock, on the project as it then stands on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from talleyrand.errors import Problem
from talleyrand.evidence.contradictions import RULES
from talleyrand.evidence.decision import WHO, Decision, made, second_readings, standing
from talleyrand.evidence.identities import key_of
from talleyrand.evidence.records import Actor
from talleyrand.evidence.review import decide
from talleyrand.workbench.bench import Bench
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.refusal import Refusal
from talleyrand.workbench.rows import row

SAID = {
    "accept": "Accepted",
    "reject": "Rejected",
    "amend": "Amended",
    "merge": "Merged",
    "split": "Split",
    "apart": "Kept apart",
    "prefer": "Decided which is used",
    "both": "Both stand",
    "unrelated": "Not about the same",
    "withdraw": "Decision taken back",
}
Make = Callable[[Loaded], Sequence[Decision]]


def write(bench: Bench, make: Make) -> Loaded:
    """Write the decisions that `make` returns for the project as it stands now; return it as it stands after them."""
    with bench.reading.now().writing():
        now = bench.reading.now()
        decisions = make(now)
        now.append(decision.as_json() for decision in decisions)
        for decision in decisions:
            now = now.with_decision(decision)
        bench.reading.keep(now)
    return now


def at() -> datetime:
    """Return the moment of a decision."""
    return datetime.now(UTC).replace(microsecond=0)


def unseen(history: Iterable[Decision], seen: str | None, what: str) -> None:
    """Refuse where somebody decided since a page was made that showed `seen` as the last decision."""
    last = next(reversed(tuple(history)), None)
    if seen is not None and seen != (last.id if last else ""):
        by = f" by {last.by}" if last else ""
        remedy = "look at it again, then decide"
        raise Refusal(409, Problem(f"this {what} was decided on{by} since this page was made", remedy=remedy))


def actors_read(now: Loaded) -> list[Actor]:
    """Return the actors as they were read, with what was decided on single records of them."""
    return [item.record for item in now.read.single.values() if isinstance(item.record, Actor)]


def words_of(now: Loaded, subject: str) -> str:
    """Return in words what a decision is on."""
    if subject in now.reviewed:
        return str(row(now, now.reviewed[subject])["who"])
    if subject.startswith(WHO):
        key = key_of(subject)
        figure = now.figures.get(now.read.identities.end(key))
        return figure.name if figure else key
    return RULES[now.opposed[subject].rule] if subject in now.opposed else subject


def address_of(now: Loaded, subject: str) -> str | None:
    """Return the page that shows what a decision is on, None where there is none."""
    if subject in now.reviewed:
        return f"/evidence/{subject}"
    if subject.startswith(WHO):
        return f"/evidence/actors/{quote(key_of(subject), safe='')}"
    return f"/evidence/contradictions?state=&at={subject}" if subject in now.opposed else None


def can_be_taken_back(now: Loaded, decision: Decision) -> bool:
    """Tell whether a decision is the last on its subject that stands; for a second reading, its reviewer's last."""
    history = now.read.histories[decision.record]
    stack = second_readings(history).get(decision.by, []) if decision.second else standing(history)
    return bool(stack) and stack[-1].id == decision.id


def take_back(bench: Bench, decision: Decision) -> Loaded:
    """Take a decision of any kind back.

    Raises
    ------
    Refusal
        409 where it was taken back already, or another one was made on the same since.
    """

    def make(now: Loaded) -> list[Decision]:
        if not can_be_taken_back(now, decision):
            problem = Problem("this was taken back already, or something was decided on the same since")
            raise Refusal(409, problem)
        return [_withdrawal(now, decision, bench.reviewer)]

    return write(bench, make)


def _withdrawal(now: Loaded, decision: Decision, by: str) -> Decision:
    subject = decision.record
    if decision.second:
        # In the name of whose reading it is: a reading that another person took away would count as never given.
        return decide(now.reviewed, subject, "withdraw", by=decision.by, at=at(), second=True)
    if decision.about_record:
        return decide(now.reviewed, subject, "withdraw", by=by, at=at())
    return made(now.read.histories[subject], record=subject, verdict="withdraw", by=by, at=at())
