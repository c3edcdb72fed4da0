"""Actors over all reports: under which names each is mentioned, and who may be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from talleyrand.brief.phrases import code_name
from talleyrand.evidence.own_actors import as_yaml
from talleyrand.evidence.who_is_who import RULES, Candidate, Figure
from talleyrand.workbench.bench import Ask, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.pages import actor
from talleyrand.workbench.people import last_decision, line, mentions, pairs

PAGE = 60
MOST_VALUES = 40


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


def _fits(figure: Figure, words: str, kind: str, party: str) -> bool:
    text = " ".join((figure.name, figure.key, *(name for name, _ in figure.names))).casefold()
    asked = all(word in text for word in words.casefold().split())
    return asked and kind in ("", figure.kind) and party in ("", figure.party)


def _facet(name: str, counts: Counter[Any], filters: dict[str, str], label: Callable[[str], str]) -> dict[str, Any]:
    order = sorted((v for v in counts if v), key=lambda v: (-counts[v], v))[:MOST_VALUES]
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
        side["after"] = last_decision(now, side["key"])
    return {"one": sides[0], "into": sides[1], "rule": RULES[candidate.rule], "score": candidate.score}


def export(ask: Ask) -> Response:
    """Send what was decided in the form of the user's own file of actors."""
    text = as_yaml(ask.now.figures, ask.now.read.identities)
    headers = {"Content-Disposition": 'attachment; filename="actors.yaml"'}
    return Response(text, media_type="application/yaml", headers=headers)


DOORS = (Door("/evidence/actors", listing), Door("/evidence/actors.yaml", export), *actor.DOORS)
