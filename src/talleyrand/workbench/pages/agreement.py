"""How far the reviewers agree, and the records on which they do not, to be settled."""

from __future__ import annotations

from typing import Any

from talleyrand.brief.aliases import KINDS
from talleyrand.evidence.reviewers import SAID, Reading
from talleyrand.project.agreement import agreement
from talleyrand.workbench.bench import Ask, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.rows import row

LISTED = 200


def show(ask: Ask) -> Page:
    """Show alpha over all records and by kind, and the disagreements."""
    now = ask.now
    found = agreement(now.read, now.config.seed)
    told = found.as_json()
    kinds = [{"kind": kind, "kind_words": KINDS[kind], **value} for kind, value in told["by_kind"].items()]
    waiting = sum(_waits(now, name, ask.bench.reviewer) for name in now.reviewed)
    data: dict[str, Any] = {
        **{name: told[name] for name in ("reviewers", "level", "overall", "open")},
        "by_kind": kinds,
        "disagreements": [_line(now, reading) for reading in found.disagreements[:LISTED]],
        "more": max(0, len(found.disagreements) - LISTED),
        "waiting": waiting,
        "me": ask.bench.reviewer,
        "any": bool(now.reviewed),
    }
    return Page("agreement.html", "Agreement", data)


def _waits(now: Loaded, name: str, me: str) -> bool:
    """Tell whether others decided on a record that this reviewer has not read."""
    decisions = now.reviewed[name].decisions
    return bool(decisions) and all(decision.by != me for decision in decisions)


def _line(now: Loaded, reading: Reading) -> dict[str, Any]:
    return {
        **row(now, now.reviewed[reading.record]),
        "verdicts": [
            {
                "by": name,
                "verdict": SAID[decision.verdict],
                "changes": {key: str(value) for key, value in (decision.changes or {}).items()},
                "note": decision.note,
            }
            for name, decision in sorted(reading.verdicts.items())
        ],
        "settled": {"by": reading.settled.by, "verdict": SAID[reading.settled.verdict]} if reading.settled else None,
    }


DOORS = (Door("/evidence/agreement", show),)
