"""Choosing among records: what an address asks for, which records those are, and how many each facet has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from talleyrand.brief.aliases import KINDS
from talleyrand.brief.phrases import code_name
from talleyrand.evidence.contradictions import last
from talleyrand.evidence.review import STATUSES
from talleyrand.workbench.bench import Ask
from talleyrand.workbench.columns import FACETS
from talleyrand.workbench.index import search
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.rows import source_title

LABELS = {"contradicted": {"open": "undecided", "settled": "decided"}}
_ORDERS = {"status": STATUSES, "decided": ("no", "yes"), "contradicted": ("open", "settled")}
MOST_VALUES = 60
Filters = dict[str, str]


def filters_of(ask: Ask, stream: bool) -> Filters:
    """Return what the address asks for; the review stream asks for proposals unless told otherwise."""
    found = {name: ask.query[name] for name in (*FACETS, "q") if ask.query.get(name)}
    if stream and "status" not in ask.query:
        found["status"] = "proposed"
    return found


def select(now: Loaded, filters: Filters) -> tuple[list[str], dict[str, Counter[str]]]:
    """Return the ids of the records that pass the filters, and for each facet how many each of its values has."""
    hits = search(now, filters["q"]).records if "q" in filters else None
    among = None if hits is None else [now.order[name] for name in hits if name in now.order]
    return now.columns.select(filters, dispute_rows(now), among)


def dispute_rows(now: Loaded) -> dict[int, str]:
    """Return for each record in a contradiction, by its row, whether that is ``open``, or else ``settled``."""
    found: dict[int, str] = {}
    for name, one in now.standing_contradictions:
        decided = last(now.read.histories.get(name, ())) is not None
        for row_of in (now.order[record] for record in one.records):
            if found.get(row_of) != "open":
                found[row_of] = "settled" if decided else "open"
    return found


def facets(now: Loaded, filters: Filters, counts: Mapping[str, Counter[str]], base: str) -> list[dict[str, Any]]:
    """Return the facets with the count behind every value."""
    return [_facet(now, filters, name, counts[name], base) for name in FACETS]


def _facet(now: Loaded, filters: Filters, name: str, counts: Counter[str], base: str) -> dict[str, Any]:
    if name in _ORDERS:
        order = [value for value in _ORDERS[name] if value in counts]
    else:
        order = [value for value, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))][:MOST_VALUES]
    here = filters.get(name)
    values = [
        {
            "value": value,
            "label": _label(now, name, value),
            "count": counts[value],
            "here": value == here,
            "href": base + "?" + urlencode(_toggled(filters, name, value)),
        }
        for value in order
    ]
    return {"name": name, "values": values, "more": len(counts) - len(values)}


def _toggled(filters: Filters, name: str, value: str) -> Filters:
    if filters.get(name) != value:
        return {**filters, name: value}
    # An empty status is no filter at all, where a missing one means proposals.
    return {**{k: v for k, v in filters.items() if k != name}, **({"status": ""} if name == "status" else {})}


def _label(now: Loaded, name: str, value: str) -> str:
    if name == "party":
        return code_name(now.words, value)
    if name == "source":
        return source_title(now, value)
    return KINDS.get(value, value) if name == "kind" else LABELS.get(name, {}).get(value, value)
