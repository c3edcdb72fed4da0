"""What a reviewer decides, written into the ledger, and the history of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast, get_args

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.decision import Verdict
from talleyrand.evidence.review import decide
from talleyrand.workbench.bench import Ask, Bench, Moved, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.fields import changes, fields_of
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.pages.evidence import LAST
from talleyrand.workbench.refusal import Refusal, missing
from talleyrand.workbench.rows import row

SAID = {
    "accept": "Accepted",
    "reject": "Rejected",
    "amend": "Amended",
    "merge": "Merged",
    "withdraw": "Decision taken back",
}
PAGE = 100


def on_record(ask: Ask) -> Moved:
    """Write a verdict on one record."""
    verdict, name = ask.text("verdict"), ask.path["name"]
    if verdict not in get_args(Verdict):
        raise InputError(Problem(f'"{verdict}" is no verdict', remedy=f"there are {', '.join(get_args(Verdict))}"))
    seen = ask.form.get("after")
    told = write(ask.bench, name, cast(Verdict, verdict), ask, seen if isinstance(seen, str) else None)
    ask.bench.said = told
    return Moved(local(ask.text("next")) or f"/evidence/{name}")


def write(
    bench: Bench,
    name: str,
    verdict: Verdict,
    ask: Ask | None = None,
    seen: str | None = None,
    note: str | None = None,
) -> str:
    """Decide on a record as it stands on the disk now; refuse where somebody decided since the page was made.

    Returns
    -------
    str
        What was done, in words.
    """
    with bench.reading.now().writing():
        now = bench.reading.now()
        item = now.reviewed.get(name)
        if item is None:
            raise missing("record")
        last = item.decisions[-1] if item.decisions else None
        if seen is not None and seen != (last.id if last else ""):
            by = f" by {last.by}" if last else ""
            raise Refusal(
                409,
                Problem(
                    f"this record was decided on{by} since this page was made", remedy="look at it again, then decide"
                ),
            )
        decision = decide(
            now.reviewed,
            name,
            verdict,
            by=bench.reviewer,
            at=datetime.now(UTC).replace(microsecond=0),
            changes=_changes(now, name, ask) if verdict == "amend" and ask else None,
            into=ask.text("into") if verdict == "merge" and ask else None,
            note=ask.text("note") if ask else note,
        )
        now.append([decision.as_json()])
        after = now.with_decision(decision)
        bench.reading.keep(after)
    return f"{SAID[verdict]}: {row(after, after.reviewed[name])['who']}"


def _changes(now: Loaded, name: str, ask: Ask) -> dict[str, Any]:
    record = now.reviewed[name].record
    found = changes(record, fields_of(now, record), ask.text)
    if not found:
        raise InputError(Problem("nothing was changed", where=name, remedy="change a field, or accept the record"))
    return found


def local(address: str | None) -> str | None:
    """Return an address within the workbench; anything that could lead elsewhere is None."""
    if address and address.startswith("/") and not address.startswith(("//", "/\\")) and "\n" not in address:
        return address
    return None


def history(ask: Ask) -> Page:
    """Show every decision, the last first; the last one that stands on a record can be taken back."""
    now = ask.now
    lasts = {stack[-1] for stack in standing(now).values() if stack}
    start = int(ask.query["from"]) if ask.query.get("from", "").isdecimal() else 0
    newest = now.read.decisions[::-1]
    rows = [
        {
            **decision.as_json(),
            "words": row(now, now.reviewed[decision.record]) if decision.record in now.reviewed else None,
            "undoable": decision.id in lasts,
        }
        for decision in newest[start : start + PAGE]
    ]
    later = start + PAGE if start + PAGE < len(newest) else None
    return Page("history.html", "History", {"decisions": rows, "total": len(newest), "later": later})


def standing(now: Loaded) -> dict[str, list[str]]:
    """Return for each record the ids of the decisions that were not taken back, oldest first."""
    stacks: dict[str, list[str]] = {}
    for decision in now.read.decisions:
        stack = stacks.setdefault(decision.record, [])
        if decision.verdict != "withdraw":
            stack.append(decision.id)
        elif stack:
            stack.pop()
    return stacks


DOORS = (
    Door("/evidence/history", history),
    Door("/evidence/{name}/decide", on_record, "POST"),
    *LAST,
)
