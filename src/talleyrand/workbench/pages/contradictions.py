"""Records that contradict each other, side by side, and the decision which of them is used."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast, get_args
from urllib.parse import urlencode

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.contradictions import RULES, BetweenVerdict, Contradiction, decide_between, last
from talleyrand.evidence.decision import Decision
from talleyrand.workbench.bench import Ask, Moved, Page
from talleyrand.workbench.deciding import SAID, at, unseen, write
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.pages.evidence import context, uses
from talleyrand.workbench.refusal import missing
from talleyrand.workbench.render import day
from talleyrand.workbench.rows import row

STATES = {"open": "undecided", "prefer": "one is used", "both": "both stand", "unrelated": "not about the same"}
LISTED = 100


def side_by_side(ask: Ask) -> Page:
    """Show one pair with the words of both, and the others below."""
    now = ask.now
    state, rule = ask.query.get("state", "open"), ask.query.get("rule", "")
    everything = [(one, state_of(now, one)) for one in now.contradictions]
    found = [one for one, its in everything if state in ("", its) and rule in ("", one.rule)]
    kept = {"state": state, **({"rule": rule} if rule else {})}
    place = _position(found, [one for one, _ in everything], ask.query.get("at"))
    data: dict[str, Any] = {
        "filters": kept,
        "facets": [
            _facet("state", STATES, Counter(its for one, its in everything if rule in ("", one.rule)), kept),
            _facet("rule", RULES, Counter(one.rule for one, its in everything if state in ("", its)), kept),
        ],
        "all": len(everything),
        "count": len(found),
        "position": place + 1 if found else 0,
        "pair": pair(now, found[place]) if found else None,
        "next": _address(kept, found[(place + 1) % len(found)]) if found else "/evidence/contradictions",
        "previous": _address(kept, found[place - 1]) if len(found) > 1 else None,
        "list": [_line(now, one, kept) for one in found[:LISTED]],
        "any": bool(now.reviewed),
    }
    return Page("contradictions.html", "Contradictions", data)


def state_of(now: Loaded, one: Contradiction) -> str:
    """Return what was decided on two records, ``open`` where nothing was."""
    decision = last(now.read.histories.get(one.id, ()))
    return decision.verdict if decision else "open"


def _position(found: list[Contradiction], everything: list[Contradiction], wanted: str | None) -> int:
    """Return where a pair is in the list; for one that has left it, where it was."""
    order = {one.id: n for n, one in enumerate(everything)}
    at_least = order.get(wanted or "", 0)
    return next((n for n, one in enumerate(found) if order[one.id] >= at_least), 0)


def _address(kept: dict[str, str], one: Contradiction) -> str:
    return "/evidence/contradictions?" + urlencode({**kept, "at": one.id})


def _facet(name: str, labels: Any, counts: Counter[Any], kept: dict[str, str]) -> dict[str, Any]:
    here = kept.get(name, "")
    values = [
        {
            "value": value,
            "label": label,
            "count": counts[value],
            "here": value == here,
            "href": "/evidence/contradictions?" + urlencode({**kept, name: "" if value == here else value}),
        }
        for value, label in labels.items()
        if counts[value] or value == here
    ]
    return {"name": name, "values": values, "more": 0}


def _line(now: Loaded, one: Contradiction, kept: dict[str, str]) -> dict[str, Any]:
    return {
        "id": one.id,
        "href": _address(kept, one),
        "rule": one.rule,
        "rule_words": RULES[one.rule],
        "words": one.words,
        "one": row(now, now.reviewed[one.one])["who"],
        "other": row(now, now.reviewed[one.other])["who"],
        "state": STATES[state_of(now, one)],
    }


def pair(now: Loaded, one: Contradiction) -> dict[str, Any]:
    """Return two records with their words in their paragraphs, and the entries of the case that rest on either."""
    history = now.read.histories.get(one.id, ())
    decision = last(history)
    used = decision.into if decision else None
    sides = []
    for name in one.records:
        item = now.reviewed[name]
        published = now.read.published.get(item.record.document)
        shown = {**row(now, item), "context": list(context(now, item.record)), "uses": uses(now, name)}
        sides.append({**shown, "published": day(published) if published else None, "used": used == name})
    ground = now.reviewed.get(one.ground or "")
    return {
        "id": one.id,
        "rule": one.rule,
        "rule_words": RULES[one.rule],
        "words": one.words,
        "sides": sides,
        "ground": row(now, ground) if ground else None,
        "state": state_of(now, one),
        "state_words": STATES[state_of(now, one)],
        "decision": decision.as_json() if decision else None,
        "after": history[-1].id if history else "",
    }


def on_pair(ask: Ask) -> Moved:
    """Write what was decided on two records."""
    verdict, seen = ask.text("verdict") or "", ask.form.get("after")
    verdict, _, into = verdict.partition(":")
    if verdict not in get_args(BetweenVerdict):
        raise InputError(Problem(f'"{verdict}" is nothing that can be decided on a contradiction'))

    def make(now: Loaded) -> list[Decision]:
        one = now.opposed.get(ask.path["name"])
        if one is None:
            raise missing("contradiction")
        history = now.read.histories.get(one.id, ())
        unseen(history, seen if isinstance(seen, str) else None, "contradiction")
        given = cast(BetweenVerdict, verdict)
        by, note = ask.bench.reviewer, ask.text("note")
        return [decide_between(one, history, given, by=by, at=at(), into=into or None, note=note)]

    write(ask.bench, make)
    ask.bench.said = SAID[verdict]
    back = ask.text("next")
    return Moved(back if back and back.startswith("/evidence/contradictions") else "/evidence/contradictions")


DOORS = (
    Door("/evidence/contradictions", side_by_side),
    Door("/evidence/contradictions/{name}/decide", on_pair, "POST"),
)
