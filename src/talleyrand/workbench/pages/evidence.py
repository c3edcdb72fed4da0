"""The second tab: one proposal at a time, and everything that was proposed, by facets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from talleyrand.evidence.contradictions import RULES, last
from talleyrand.evidence.decision import standing
from talleyrand.evidence.records import AnyRecord
from talleyrand.evidence.review import Reviewed
from talleyrand.workbench.bench import Ask, Page
from talleyrand.workbench.choosing import Filters, facets, filters_of, select
from talleyrand.workbench.doors import Door
from talleyrand.workbench.fields import fields_of
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.refusal import missing
from talleyrand.workbench.rows import all_words, own_words, row, segments

SECOND = "second"
"""Of the parameter ``reading``: records that others decided on, shown without what they decided."""
PAGE = 50
MOST_MERGES = 12


def stream(ask: Ask) -> Page:
    """Show one record, its words in their paragraph, and what can be done with it."""
    if ask.query.get("reading") == SECOND:
        return second_reading(ask)
    now, filters = ask.now, filters_of(ask, stream=True)
    found, counts = select(now, filters)
    position = _position(now, found, ask.query.get("at"))
    data: dict[str, Any] = {
        "reading": "",
        "filters": filters,
        "facets": facets(now, filters, counts, "/evidence"),
        **_progress(now),
        "list": "/evidence/list?" + urlencode(_explicit(filters)),
        "any": bool(now.reviewed),
        **_shown(found, position, _explicit(filters)),
        "item": card(now, now.reviewed[found[position]]) if found else None,
    }
    return Page("evidence.html", "Evidence", data)


def second_reading(ask: Ask) -> Page:
    """Show the records that others decided on, one by one, as they were proposed and without what was decided."""
    now, me = ask.now, ask.bench.reviewer
    filters = {name: ask.query[name] for name in ("kind", "source") if ask.query.get(name)}
    of_others = [name for name, item in now.reviewed.items() if _others_decided(item, me) and _fits(now, name, filters)]
    found = [name for name in of_others if not any(d.by == me for d in now.reviewed[name].decisions)]
    position = _position(now, found, ask.query.get("at"))
    data: dict[str, Any] = {
        "reading": SECOND,
        "filters": filters,
        "facets": [],
        "done": len(of_others) - len(found),
        "total": len(of_others),
        "list": "/evidence/list",
        "any": bool(now.reviewed),
        **_shown(found, position, {"reading": SECOND, **filters}),
        "item": _as_proposed(now, as_second_reader(now.reviewed[found[position]], me)) if found else None,
    }
    return Page("evidence.html", "Second reading", data)


def _as_proposed(now: Loaded, item: Reviewed) -> dict[str, Any]:
    """Return a card that tells nothing of what others decided."""
    return {**card(now, item), "disputes": [], "aside": None}


def _others_decided(item: Reviewed, me: str) -> bool:
    return bool(item.decisions) and any(decision.by != me for decision in standing(item.decisions))


def _fits(now: Loaded, name: str, filters: Filters) -> bool:
    fact = now.facts[name]
    return filters.get("kind", fact.kind) == fact.kind and filters.get("source", fact.document) == fact.document


def as_second_reader(item: Reviewed, me: str) -> Reviewed:
    """Return a record as somebody sees it who must not see what others decided: as proposed, with what they said."""
    mine = tuple(decision for decision in item.decisions if decision.by == me)
    return Reviewed(item.proposal, "proposed", item.proposal, decisions=mine)


def _shown(found: list[str], position: int, kept: Filters) -> dict[str, Any]:
    """Return where the record shown stands, and what leads on from it."""
    data: dict[str, Any] = {"count": len(found), "position": position + 1 if found else 0}
    if found:
        after, before = found[(position + 1) % len(found)], found[position - 1]
        following = after if len(found) > 1 else found[position]
        data |= {"skip": _stream(kept, after), "previous": _stream(kept, before), "next": _stream(kept, following)}
    return data


def _explicit(filters: Filters) -> Filters:
    return filters if "status" in filters else {**filters, "status": ""}


def _stream(kept: Filters, at: str) -> str:
    return "/evidence?" + urlencode({**kept, "at": at})


def _position(now: Loaded, found: list[str], at: str | None) -> int:
    """Return where a record is in the list; for one that has left it, where it was."""
    if at is not None and at in now.order and found:
        n = bisect_left(found, now.order[at], key=now.order.__getitem__)
        return n if n < len(found) else 0
    return 0


def _progress(now: Loaded) -> dict[str, int]:
    done, total = now.progress
    return {"done": done, "total": total}


def record(ask: Ask) -> Page:
    """Show one record on a page of its own."""
    now, name = ask.now, ask.path["name"]
    by_alias = {} if name in now.reviewed else {alias: record for record, alias in now.aliases.items()}
    item = now.reviewed.get(by_alias.get(name.upper(), name))
    if item is None:
        raise missing("record")
    shown = card(now, item)
    here = f"/evidence/{item.record.id}"
    data = {"item": shown, "next": here, "uses": uses(now, item.record.id)}
    return Page("record.html", shown["who"], data)


def uses(now: Loaded, name: str) -> list[dict[str, str]]:
    """Return the estimates of the case that cite a record, or show it as speaking against them."""
    from talleyrand.analyses.addresses import label

    found = now.case_file_read
    if found is None:
        return []
    return [
        {"href": f"/case/{address}", "label": label(found.case, address)}
        for address, grounds in found.case.grounds()
        if name in (*grounds.because, *grounds.contradicted)
    ]


def card(now: Loaded, item: Reviewed) -> dict[str, Any]:
    """Return a record with its context, its fields, what it could be merged into and what was decided on it."""
    return {
        **row(now, item),
        "context": list(context(now, item.record)),
        "fields": [field.as_json() for field in fields_of(now, item.record)],
        "merges": list(islice(merges(now, item.record), MOST_MERGES)),
        "decisions": [{**decision.as_json(), "second": decision.second} for decision in item.decisions],
        "after": item.decisions[-1].id if item.decisions else "",
        "disputes": list(disputes(now, item)),
        "aside": now.read.aside.get(item.record.id),
    }


def disputes(now: Loaded, item: Reviewed) -> Iterator[dict[str, Any]]:
    """Yield the contradictions that a record is in, with the record on the other side."""
    for name in now.disputed.get(item.record.id, ()):
        one = now.opposed[name]
        other = now.reviewed[one.other if one.one == item.record.id else one.one]
        if "rejected" not in (item.status, other.status):
            decision = last(now.read.histories.get(name, ()))
            yield {
                "href": f"/evidence/contradictions?state=&at={name}",
                "rule": RULES[one.rule],
                "words": one.words,
                "other": row(now, other),
                "verdict": decision.verdict if decision else None,
            }


def context(now: Loaded, record: AnyRecord) -> Iterator[dict[str, Any]]:
    """Yield the paragraphs that hold a record's words, the one before them first."""
    document = now.document(record.document)
    if document is None:
        return
    places = [document.paragraph_of(start) for start, _, _ in own_words(record)]
    if record.type == "actor":
        places = places[:3]
    marks = list(all_words(record))
    for number in sorted({max(1, min(places) - 1), *places}):
        cut = [{"text": words, "roles": list(dict.fromkeys(on))} for words, on in segments(document, number, marks)]
        yield {"number": number, "segments": cut, "href": f"/sources/{record.document}#p{number}"}


def merges(now: Loaded, record: AnyRecord) -> Iterator[dict[str, Any]]:
    """Yield the records of its kind in its report that it may be part of, the nearest first."""
    mine = min((start for start, _, _ in own_words(record)), default=0)
    same = now.beside(record, record.type)
    same.sort(key=lambda item: abs(next(own_words(item.record))[0] - mine))
    yield from (row(now, item) for item in same)


def listing(ask: Ask) -> Page:
    """Show all records that pass the filters, a page at a time."""
    now, filters = ask.now, filters_of(ask, stream=False)
    found, counts = select(now, filters)
    start = max(0, int(ask.query["from"])) if ask.query.get("from", "").isdecimal() else 0
    data = {
        "filters": filters,
        "facets": facets(now, filters, counts, "/evidence/list"),
        "count": len(found),
        **_progress(now),
        "records": [row(now, now.reviewed[name]) for name in found[start : start + PAGE]],
        "from": start,
        "earlier": "?" + urlencode({**filters, "from": max(0, start - PAGE)}) if start else None,
        "later": "?" + urlencode({**filters, "from": start + PAGE}) if start + PAGE < len(found) else None,
        "stream": "/evidence?" + urlencode(filters),
        "any": bool(now.reviewed),
    }
    return Page("records.html", "Records", data)


DOORS = (Door("/evidence", stream), Door("/evidence/list", listing))
LAST = (Door("/evidence/{name}", record),)
