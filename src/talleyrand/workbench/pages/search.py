"""Search over reports, records and the case."""

from __future__ import annotations

from itertools import islice

from talleyrand.analyses.addresses import label
from talleyrand.workbench.bench import Ask, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.index import search
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.rows import row, source_title

MOST = 40


def results(ask: Ask) -> Page:
    """Show what holds the words."""
    now, words = ask.now, ask.query.get("q", "").strip()
    hits = search(now, words)
    paragraphs = [
        {"href": f"/sources/{name}#p{number}", "source": source_title(now, name), "paragraph": number, "text": text}
        for name, number, text in hits.paragraphs[:MOST]
    ]
    records = hits.records or {}
    data = {
        "words": words,
        "paragraphs": paragraphs,
        "paragraph_count": len(hits.paragraphs),
        "records": [row(now, now.reviewed[name]) for name in islice(records, MOST)],
        "record_count": len(records),
        "entries": _entries(now, words),
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
