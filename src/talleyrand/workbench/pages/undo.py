"""Undo: the last change, wherever it was made; decisions stay in the ledger with what took them back."""

from __future__ import annotations

from urllib.parse import urlencode

from talleyrand.errors import Problem
from talleyrand.evidence.decision import Decision, standing
from talleyrand.ids import sha256
from talleyrand.project.folder import Project
from talleyrand.workbench.bench import CASE_FILE, Ask, Bench, CaseEdit, Moved
from talleyrand.workbench.deciding import SAID, can_be_taken_back, take_back, words_of
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.pages.decisions import local, reject
from talleyrand.workbench.pages.jobs import start
from talleyrand.workbench.refusal import Refusal

UNDONE = "taken back"
"""The note of the decision that undoes the adding of a record."""


def last_decision(now: Loaded, by: str) -> tuple[int, Decision | None]:
    """Return the place of somebody's last decision that can be taken back, and the decision; -1 and None without one.

    Only one's own: a second reader must not be told, by the name of what undo would do, what another decided.
    """
    for place in range(len(now.read.decisions) - 1, -1, -1):
        decision = now.read.decisions[place]
        if decision.by != by or decision.verdict == "withdraw":
            continue
        history = now.read.histories[decision.record]
        added_and_undone = any(d.note == UNDONE for d in standing(history))
        if not added_and_undone and can_be_taken_back(now, decision):
            return place, decision
    return -1, None


def is_entry(now: Loaded, decision: Decision) -> bool:
    """Tell whether all that stands on a record is that a person added it: nothing is left of it without that."""
    item = now.reviewed.get(decision.record)
    by = getattr(item.record, "by", None) if item else None
    return by is not None and by.kind == "person" and len(standing(now.read.histories[decision.record])) == 1


def last_step(bench: Bench, now: Loaded) -> CaseEdit | Decision | None:
    """Return what undo would take back: the last change to a file, or one's last decision, whichever came later."""
    edit = bench.edits[-1] if bench.edits else None
    place, decision = last_decision(now, bench.reviewer)
    return edit if edit and place < edit.decisions else decision


def told(now: Loaded, step: CaseEdit | Decision) -> str:
    """Say what a step did."""
    return step.words if isinstance(step, CaseEdit) else f"{SAID[step.verdict]}: {words_of(now, step.record)}"


def undo(ask: Ask) -> Moved:
    """Take the last change back."""
    step, back = last_step(ask.bench, ask.now), local(ask.text("back"))
    if isinstance(step, CaseEdit):
        _restore(ask, step)
        ask.bench.said = f"Taken back: {step.words}"
        if step.file != CASE_FILE:
            # Days such as "last week" are counted from what is known of the report: it is read anew.
            return start(ask, "read", back=back or "/sources")
    elif step and is_entry(ask.now, step):
        reject(ask.bench, step.record, UNDONE)
        ask.bench.said = "The record that was added is rejected again"
    elif step:
        now = take_back(ask.bench, step)
        ask.bench.said = f"{SAID['withdraw']}: {words_of(now, step.record)}"
        if (back or "").startswith("/evidence?") and step.about_record:
            reading = {"reading": "second"} if step.second else {}
            return Moved("/evidence?" + urlencode({**reading, "at": step.record}))
    else:
        ask.bench.said = "There is nothing to take back"
    return Moved(back or "/evidence/history")


def _restore(ask: Ask, edit: CaseEdit) -> None:
    now, path = ask.now, ask.now.root / edit.file
    with now.writing():
        if not path.is_file() or sha256(path.read_bytes()) != edit.version:
            ask.bench.edits.clear()
            problem = f"{edit.file} was changed elsewhere since; undo leaves it alone"
            raise Refusal(409, Problem(problem, remedy="edit it by hand"))
        now.write(path, edit.before.encode())
        if edit.file != CASE_FILE:
            project = Project(now.root)
            ledger, documents = project.ledger(), project.documents()
            project.append(line for document in documents for line in ledger.news_of(document))
    ask.bench.edits.pop()


DOORS = (Door("/undo", undo, "POST"),)
