"""Search over reports, records and the case, with the same facets as the evidence."""

from __future__ import annotations

from itertools import islice
from typing import Any
from urllib.parse import urlencode

from talleyrand.analyses.addresses import label
from talleyrand.workbench.bench import Ask, Page
from talleyrand.workbench.choosing import facets, filters_of, select
from talleyrand.workbench.doors import Door
from talleyrand.workbench.index import search
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.rows import row, source_title

MOST = 40


def results(ask: Ask) -> Page:
    """Show what holds the words; facets narrow the records, the source the reports, too."""
    now, words = ask.now, ask.query.get("q", "").strip()
    filters = filters_of(ask, stream=False)
    data: dict[str, Any] = {"words": words, "filters": filters, "facets": [], "records": [], "record_count": 0}
    hits = search(now, words)
    if words:
        found, counts = select(now, filters)
        kept = set(found)
        best = [name for name in hits.records or {} if name in kept]
        data["facets"] = facets(now, filters, counts, "/search")
        data["records"] = [row(now, now.reviewed[name]) for name in best[:MOST]]
        data["record_count"] = len(best)
    source = filters.get("source")
    paragraphs = [hit for hit in hits.paragraphs if source in (None, hit[0])]
    data |= {
        "paragraphs": [
            {"href": f"/sources/{name}#p{number}", "source": source_title(now, name), "paragraph": number, "text": text}
            for name, number, text in paragraphs[:MOST]
        ],
        "paragraph_count": len(paragraphs),
        "entries": _entries(now, words),
        "list": "/evidence/list?" + urlencode(filters),
    }
    return Page("search.html", f"Search: {words}" if words else "Search", data)


def _entries(now: Loaded, words: str) -> list[dict[str, str]]:
    """Return the entries of the case whose address or name holds all the words."""
    found, terms = now.case_file_read, words.casefold().split()
    if found is None or not terms:
        return []
    named = ((address, label(found.case, address)) for address, _ in found.case.grounds())
    hits = ((a, name) for a, name in named if all(t in f"{a} {name}".casefold() for t in terms))
    return [{"href": f"/case/{address}", "label": name} for address, name in islice(hits, MOST)]


DOORS = (Door("/search", results),)
