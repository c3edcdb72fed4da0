"""One actor over all reports: why each mention was joined, and what a person says of that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast, get_args
from urllib.parse import quote

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.decision import WHO, Decision
from talleyrand.evidence.identities import IdentityVerdict, Place, decide_who
from talleyrand.evidence.records import Actor
from talleyrand.workbench.bench import Ask, Moved, Page
from talleyrand.workbench.deciding import SAID, actors_read, at, can_be_taken_back, unseen, words_of, write
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.people import WHY, address, last_decision, line, mentions, pairs
from talleyrand.workbench.refusal import missing

MOST_MENTIONS = 200
MOST_OFFERED = 400


def show(ask: Ask) -> Page | Moved:
    """Show one actor: its names, what joined them, its mentions, and the forms that change it."""
    now, key = ask.now, ask.path["key"]
    known = now.read.identities
    if key not in now.figures and known.end(key) in now.figures and not ask.twin:
        return Moved(address(known.end(key)))
    figure = now.figures.get(known.end(key))
    if figure is None:
        raise missing("actor")
    near = [c.one if c.into == figure.key else c.into for c in pairs(now) if figure.key in (c.one, c.into)]
    others = [key for key, other in now.figures.items() if other.kind == figure.kind and key != figure.key]
    order = dict.fromkeys((*near, *others))
    found = list(mentions(now, figure.key, MOST_MENTIONS))
    data = {
        "actor": line(now, figure),
        "names": [
            {"words": words, "why": WHY.get(why, why), "count": n, "value": f"{why}:{words}"}
            for (words, why), n in figure.names.items()
        ],
        "mentions": found,
        "more": figure.mentions - len(found),
        "near": [line(now, now.figures[key]) for key in near],
        "others": [{"key": key, "name": now.figures[key].name} for key in list(order)[:MOST_OFFERED]],
        "parties": sorted({f.party for f in now.figures.values() if f.party}),
        "after": last_decision(now, figure.key),
        "decisions": [
            {**d.as_json(), "target": words_of(now, d.into) if d.into else None, "undoable": can_be_taken_back(now, d)}
            for key in (figure.key, *line(now, figure)["merged"])
            for d in now.read.histories.get(WHO + key, ())
        ],
        "records": f"/evidence/list?party={quote(figure.party)}" if figure.party else None,
    }
    return Page("actor.html", figure.name, data)


def on_actor(ask: Ask) -> Moved:
    """Write what was decided on an actor."""
    key, given = ask.text("actor") or "", ask.text("verdict")
    if given not in get_args(IdentityVerdict) or given == "withdraw":
        raise InputError(Problem(f'"{given}" is nothing that can be decided on an actor'))
    verdict, seen = cast(IdentityVerdict, given), ask.form.get("after")

    def make(now: Loaded) -> list[Decision]:
        unseen(now.read.histories.get(WHO + key, ()), seen if isinstance(seen, str) else None, "actor")
        if verdict == "split":
            return list(_splits(now, ask))
        changes = {"name": ask.text("name") or "", "party": ask.text("party") or ""} if verdict == "amend" else None
        return [_decision(now, ask, key, verdict, into=ask.text("into"), changes=changes)]

    after = write(ask.bench, make)
    end = after.read.identities.end(key)
    ask.bench.said = f"{SAID[verdict]}: {words_of(after, WHO + key)}"
    back = ask.text("next")
    return Moved("/evidence/actors" if back == "list" or end not in after.figures else address(end))


def _decision(now: Loaded, ask: Ask, key: str, verdict: IdentityVerdict, **content: Any) -> Decision:
    history = now.read.histories.get(WHO + key, ())
    by, note = ask.bench.reviewer, ask.text("note")
    return decide_who(
        now.read.identities, actors_read(now), history, key, verdict, by=by, at=at(), note=note, **content
    )


def _splits(now: Loaded, ask: Ask) -> Iterator[Decision]:
    """Yield a split for each actor, as it was read, that has some of the mentions chosen."""
    chosen = {_place(value) for value in ask.texts("mention")}
    words = set(ask.texts("words"))
    end = now.read.identities.end(ask.text("actor") or "")
    figure = now.figures.get(end)
    for name in figure.records if figure else ():
        actor = now.reviewed[name].record
        assert isinstance(actor, Actor)
        for why, m in zip(actor.why or ("",) * len(actor.mentions), actor.mentions, strict=True):
            if f"{why}:{' '.join(m.text.split())}" in words:
                chosen.add((m.document, m.start, m.end))
    owners: dict[str, list[Place]] = {}
    for actor in actors_read(now):
        for span in actor.mentions:
            if (place := (span.document, span.start, span.end)) in chosen:
                owners.setdefault(actor.key, []).append(place)
    if not owners:
        raise InputError(Problem("no mention was chosen", remedy="tick the names or the mentions that mean another"))
    for key, places in sorted(owners.items()):
        yield _decision(now, ask, key, "split", mentions=places, name=ask.text("name"))


def _place(value: str) -> Place:
    document, _, rest = value.partition(":")
    start, _, end = rest.partition(":")
    if not (start.isdecimal() and end.isdecimal()):
        raise InputError(Problem(f'"{value}" is no mention', remedy="load the page again"))
    return (document, int(start), int(end))


DOORS = (Door("/evidence/actors", on_actor, "POST"), Door("/evidence/actors/{key:path}", show))
