"""Actors over all reports as the pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from talleyrand.brief.phrases import code_name
from talleyrand.evidence.decision import WHO
from talleyrand.evidence.records import Actor
from talleyrand.evidence.who_is_who import Candidate, Figure, candidates
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.rows import source_title

MOST_NAMES = 8
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


def pairs(now: Loaded) -> list[Candidate]:
    """Return the actors that may be one and were not kept apart."""
    return candidates(now.figures, now.read.identities.apart)


def last_decision(now: Loaded, key: str) -> str:
    """Return the id of the last decision on an actor, empty where there is none."""
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
