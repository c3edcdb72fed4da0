"""Actors over all reports: under which names each is mentioned, who may be one, and what a person says of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, cast, get_args
from urllib.parse import quote, urlencode

from starlette.responses import Response

from talleyrand.brief.phrases import code_name
from talleyrand.errors import InputError, Problem
from talleyrand.evidence.decision import WHO, Decision
from talleyrand.evidence.identities import IdentityVerdict, Place, decide_who
from talleyrand.evidence.own_actors import as_yaml
from talleyrand.evidence.records import Actor
from talleyrand.evidence.who_is_who import RULES, Candidate, Figure, candidates
from talleyrand.workbench.bench import Ask, Moved, Page
from talleyrand.workbench.deciding import SAID, actors_read, at, can_be_taken_back, unseen, words_of, write
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.refusal import missing
from talleyrand.workbench.rows import source_title

PAGE = 60
MOST_NAMES = 8
MOST_MENTIONS = 200
MOST_OFFERED = 400
AROUND = 60
"""Characters shown on either side of a mention."""
WHY = {
    "lexicon": "a known name",
    "name": "the full name",
    "title": "a name with its title",
    "surname": "the surname",
    "pronoun": "a pronoun",
    "description": "a description",
    "demonym": "the people's name for the state",
    "place": "a place that stands for the state",
    "user": "your actors.yaml",
    "merged": "merged by a reviewer",
    "hand": "marked by hand",
}


def listing(ask: Ask) -> Page:
    """Show the actors, those that may be one first."""
    now = ask.now
    words, kind, party = (ask.query.get(name, "") for name in ("q", "kind", "party"))
    start = int(ask.query["from"]) if ask.query.get("from", "").isdecimal() else 0
    found = [f for f in now.figures.values() if _fits(f, words, kind, party)]
    offered = [c for c in pairs(now) if not words or {c.one, c.into} & {f.key for f in found}]
    first = _first(offered, ask.query.get("pair"))
    filters = {name: value for name, value in (("q", words), ("kind", kind), ("party", party)) if value}
    data: dict[str, Any] = {
        "filters": filters,
        "facets": [
            _facet("kind", Counter(f.kind for f in now.figures.values()), filters, str),
            _facet("party", Counter(f.party for f in now.figures.values()), filters, lambda v: code_name(now.words, v)),
        ],
        "pair": pair(now, offered[first]) if offered else None,
        "skip": _pair_address(offered[(first + 1) % len(offered)], filters) if len(offered) > 1 else None,
        "pairs": len(offered),
        "count": len(found),
        "actors": [line(now, figure) for figure in found[start : start + PAGE]],
        "earlier": "?" + urlencode({**filters, "from": max(0, start - PAGE)}) if start else None,
        "later": "?" + urlencode({**filters, "from": start + PAGE}) if start + PAGE < len(found) else None,
        "decided": bool(now.read.identities),
        "any": bool(now.figures),
    }
    return Page("actors.html", "Actors", data)


def pairs(now: Loaded) -> list[Candidate]:
    """Return the actors that may be one and were not kept apart."""
    return candidates(now.figures, now.read.identities.apart)


def _fits(figure: Figure, words: str, kind: str, party: str) -> bool:
    text = " ".join((figure.name, figure.key, *(name for name, _ in figure.names))).casefold()
    asked = all(word in text for word in words.casefold().split())
    return asked and kind in ("", figure.kind) and party in ("", figure.party)


def _facet(name: str, counts: Counter[Any], filters: dict[str, str], label: Any) -> dict[str, Any]:
    order = sorted((v for v in counts if v), key=lambda v: (-counts[v], v))[: MOST_NAMES * 5]
    here = filters.get(name)
    values = [
        {
            "value": value,
            "label": label(value),
            "count": counts[value],
            "here": value == here,
            "href": "/evidence/actors?"
            + urlencode({k: v for k, v in {**filters, name: value}.items() if not (k == name and value == here)}),
        }
        for value in order
    ]
    return {"name": name, "values": values, "more": len([v for v in counts if v]) - len(values)}


def _first(offered: list[Candidate], wanted: str | None) -> int:
    return next((n for n, c in enumerate(offered) if f"{c.one}|{c.into}" == wanted), 0)


def _pair_address(candidate: Candidate, filters: dict[str, str]) -> str:
    return "/evidence/actors?" + urlencode({**filters, "pair": f"{candidate.one}|{candidate.into}"})


def pair(now: Loaded, candidate: Candidate) -> dict[str, Any]:
    """Return two actors that may be one, each with a sentence in which it is named."""
    sides = [line(now, now.figures[key]) for key in (candidate.one, candidate.into)]
    for side in sides:
        side["examples"] = list(mentions(now, side["key"], most=2))
        side["after"] = _last(now, side["key"])
    return {"one": sides[0], "into": sides[1], "rule": RULES[candidate.rule], "score": candidate.score}


def _last(now: Loaded, key: str) -> str:
    history = now.read.histories.get(WHO + key, ())
    return history[-1].id if history else ""


def address(key: str) -> str:
    """Return the page of an actor."""
    return f"/evidence/actors/{quote(key, safe='')}"


def line(now: Loaded, figure: Figure) -> dict[str, Any]:
    """Return an actor in a line."""
    names = Counter[str]()
    for (words, why), count in figure.names.items():
        if why != "pronoun":
            names[words] += count
    return {
        "key": figure.key,
        "href": address(figure.key),
        "name": figure.name,
        "kind": figure.kind,
        "role": figure.role.replace("_", " "),
        "office": figure.office,
        "party": figure.party,
        "party_name": code_name(now.words, figure.party) if figure.party else None,
        "reports": len(figure.documents),
        "mentions": figure.mentions,
        "names": [name for name, _ in names.most_common(MOST_NAMES)],
        "more_names": max(0, len(names) - MOST_NAMES),
        "own": figure.own,
        "merged": sorted(key for key in now.read.identities.merged if now.read.identities.end(key) == figure.key),
    }


def mentions(now: Loaded, key: str, most: int) -> Iterator[dict[str, Any]]:
    """Yield the mentions of an actor with the words around them and what joined them, report by report."""
    for name in now.figures[key].records[:most]:
        actor = now.reviewed[name].record
        document = now.document(actor.document)
        assert isinstance(actor, Actor)
        for n, span in enumerate(actor.mentions):
            text = document.text if document else span.text
            start, end = (span.start, span.end) if document else (0, len(span.text))
            why = actor.why[n] if n < len(actor.why) else ""
            yield {
                "place": f"{span.document}:{span.start}:{span.end}",
                "before": _tail(text[max(0, start - AROUND) : start]),
                "words": span.text,
                "after": _head(text[end : end + AROUND]),
                "why": WHY.get(why, why),
                "source": source_title(now, actor.document),
                "paragraph": document.paragraph_of(span.start) if document else None,
                "href": f"/sources/{actor.document}",
            }
            most -= 1
            if not most:
                return


def _tail(text: str) -> str:
    return text.rpartition("\n")[2]


def _head(text: str) -> str:
    return text.partition("\n")[0]


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
        "after": _last(now, figure.key),
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


def export(ask: Ask) -> Response:
    """Send what was decided in the form of the user's own file of actors."""
    text = as_yaml(ask.now.figures, ask.now.read.identities)
    headers = {"Content-Disposition": 'attachment; filename="actors.yaml"'}
    return Response(text, media_type="application/yaml", headers=headers)


DOORS = (
    Door("/evidence/actors", listing),
    Door("/evidence/actors.yaml", export),
    Door("/evidence/actors", on_actor, "POST"),
    Door("/evidence/actors/{key:path}", show),
)
