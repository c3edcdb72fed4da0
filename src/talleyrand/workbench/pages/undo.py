"""Undo: the last change, wherever it was made; decisions stay in the ledger with what took them back."""

from __future__ import annotations

from talleyrand.errors import Problem
from talleyrand.ids import sha256
from talleyrand.workbench.bench import Ask, Bench, CaseEdit, Moved
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.pages.decisions import SAID, local, standing, write
from talleyrand.workbench.refusal import Refusal
from talleyrand.workbench.rows import row

UNDONE = "taken back"
"""The note of the decision that undoes the adding of a record."""


def last_decision(now: Loaded) -> str | None:
    """Return the record of the last decision that was not taken back."""
    stands = {name for stack in standing(now).values() for name in stack}
    undone = {d.record for d in now.read.decisions if d.id in stands and d.note == UNDONE}
    found = (d.record for d in reversed(now.read.decisions) if d.id in stands and d.record in now.reviewed)
    return next((record for record in found if record not in undone), None)


def is_entry(now: Loaded, record: str) -> bool:
    """Tell whether what stands on a record is that a person added it: nothing is left of it without that."""
    by = getattr(now.reviewed[record].record, "by", None)
    return by is not None and by.kind == "person" and len(standing(now)[record]) == 1


def last_edit(bench: Bench, now: Loaded) -> CaseEdit | None:
    """Return the last change to the case, where it came after the last decision."""
    edit = bench.edits[-1] if bench.edits else None
    return edit if edit and edit.decisions == len(now.read.decisions) else None


def last_step(bench: Bench, now: Loaded) -> str | None:
    """Say what undo would take back, None where there is nothing."""
    if edit := last_edit(bench, now):
        return edit.words
    record = last_decision(now)
    if record is None:
        return None
    last = next(d for d in reversed(now.reviewed[record].decisions) if d.verdict != "withdraw")
    return f"{SAID[last.verdict]}: {row(now, now.reviewed[record])['who']}"


def undo(ask: Ask) -> Moved:
    """Take the last change back."""
    edit = last_edit(ask.bench, ask.now)
    record = last_decision(ask.now)
    if edit:
        _restore(ask, edit)
        ask.bench.said = f"Taken back: {edit.words}"
    elif record and is_entry(ask.now, record):
        write(ask.bench, record, "reject", note=UNDONE)
        ask.bench.said = "The record that was added is rejected again"
    elif record:
        ask.bench.said = write(ask.bench, record, "withdraw")
        if (local(ask.text("back")) or "").startswith("/evidence?"):
            return Moved(f"/evidence?at={record}")
    else:
        ask.bench.said = "There is nothing to take back"
    return Moved(local(ask.text("back")) or "/evidence/history")


def _restore(ask: Ask, edit: CaseEdit) -> None:
    now = ask.now
    with now.writing():
        if not now.case_file.is_file() or sha256(now.case_file.read_bytes()) != edit.version:
            ask.bench.edits.clear()
            raise Refusal(
                409, Problem("case.yaml was changed elsewhere since; undo leaves it alone", remedy="edit it by hand")
            )
        now.write(now.case_file, edit.before.encode())
    ask.bench.edits.pop()


DOORS = (Door("/undo", undo, "POST"),)
