"""What a reviewer decides on a record, written into the ledger, and the history of everything decided."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast, get_args
from urllib.parse import urlencode

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.decision import Decision, Verdict, second_readings, standing
from talleyrand.evidence.review import Content, decide
from talleyrand.workbench.bench import Ask, Bench, Moved, Page
from talleyrand.workbench.deciding import SAID, address_of, at, can_be_taken_back, take_back, unseen, words_of, write
from talleyrand.workbench.doors import Door
from talleyrand.workbench.fields import changes, fields_of
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.pages import actors, agreement, contradictions
from talleyrand.workbench.pages.evidence import LAST, SECOND, as_second_reader
from talleyrand.workbench.refusal import missing
from talleyrand.workbench.rows import row

PAGE = 100


def on_record(ask: Ask) -> Moved:
    """Write a verdict on one record; in a second reading, one that was made without sight of what others decided."""
    name, given = ask.path["name"], ask.text("verdict")
    if given not in get_args(Verdict):
        raise InputError(Problem(f'"{given}" is no verdict', remedy=f"there are {', '.join(get_args(Verdict))}"))
    verdict, blind = cast(Verdict, given), ask.text("reading") == SECOND
    seen = ask.form.get("after")

    def make(now: Loaded) -> list[Decision]:
        item = now.reviewed.get(name)
        if item is None:
            raise missing("record")
        item = as_second_reader(item, ask.bench.reviewer) if blind else item
        unseen(item.decisions, seen if isinstance(seen, str) else None, "record")
        wanted = Content(
            changes=_changes(now, item.record, ask) if verdict == "amend" else None,
            into=ask.text("into") if verdict == "merge" else None,
            note=ask.text("note"),
        )
        second = blind and _is_second(now, name, verdict, ask.bench.reviewer)
        return [decide(now.reviewed, name, verdict, by=ask.bench.reviewer, at=at(), second=second, **wanted)]

    after = write(ask.bench, make)
    ask.bench.said = f"{SAID[verdict]}: {row(after, after.reviewed[name])['who']}"
    return Moved(local(ask.text("next")) or f"/evidence/{name}")


def _is_second(now: Loaded, name: str, verdict: Verdict, by: str) -> bool:
    """Tell whether a blind verdict must move nothing: somebody else's stands already, or it takes such a one back."""
    history = now.reviewed[name].decisions
    if verdict == "withdraw":
        return by in second_readings(history)
    return any(decision.by != by for decision in standing(history))


def _changes(now: Loaded, record: Any, ask: Ask) -> dict[str, Any]:
    found = changes(record, fields_of(now, record), ask.text)
    if not found:
        remedy = "change a field, or accept the record"
        raise InputError(Problem("nothing was changed", where=record.id, remedy=remedy))
    return found


def reject(bench: Bench, name: str, note: str) -> None:
    """Reject a record."""
    write(bench, lambda now: [decide(now.reviewed, name, "reject", by=bench.reviewer, at=at(), note=note)])


def local(address: str | None) -> str | None:
    """Return an address within the workbench; anything that could lead elsewhere is None."""
    if address and address.startswith("/") and not address.startswith(("//", "/\\")) and "\n" not in address:
        return address
    return None


def history(ask: Ask) -> Page:
    """Show every decision of every kind, the last first; what stands last on its subject can be taken back."""
    now, by = ask.now, ask.query.get("by")
    start = int(ask.query["from"]) if ask.query.get("from", "").isdecimal() else 0
    newest = [d for d in reversed(now.read.decisions) if by in (None, "", d.by)]
    names = Counter(d.by for d in now.read.decisions)
    kept = {"by": by} if by else {}
    data = {
        "decisions": [_told(now, decision) for decision in newest[start : start + PAGE]],
        "total": len(newest) - start,
        "by": by or "",
        "reviewers": [{"name": name, "count": names[name]} for name in sorted(names)],
        "later": "?" + urlencode({**kept, "from": start + PAGE}) if start + PAGE < len(newest) else None,
    }
    return Page("history.html", "History", data)


def _told(now: Loaded, decision: Decision) -> dict[str, Any]:
    item = now.reviewed.get(decision.record)
    return {
        **decision.as_json(),
        "second": decision.second,
        "who": words_of(now, decision.record),
        "href": address_of(now, decision.record),
        "quote": row(now, item)["quote"] if item else None,
        "target": words_of(now, decision.into) if decision.into else None,
        "undoable": decision.verdict != "withdraw" and can_be_taken_back(now, decision),
    }


def undo_one(ask: Ask) -> Moved:
    """Take back the decision that a form names."""
    wanted = ask.text("decision")
    found = next((d for d in ask.now.read.decisions if d.id == wanted), None)
    if found is None:
        raise missing("decision")
    now = take_back(ask.bench, found)
    ask.bench.said = f"{SAID['withdraw']}: {words_of(now, found.record)}"
    return Moved(local(ask.text("next")) or "/evidence/history")


DOORS = (
    Door("/evidence/history", history),
    Door("/evidence/take-back", undo_one, "POST"),
    *actors.DOORS,
    *contradictions.DOORS,
    *agreement.DOORS,
    Door("/evidence/{name}/decide", on_record, "POST"),
    *LAST,
)
