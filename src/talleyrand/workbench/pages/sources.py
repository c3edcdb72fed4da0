"""The first tab: reports, each with its records underlined."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from talleyrand.brief.aliases import KINDS
from talleyrand.ids import digest
from talleyrand.workbench.bench import Ask, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded, statuses
from talleyrand.workbench.pages.adding import ADDING
from talleyrand.workbench.refusal import missing
from talleyrand.workbench.rows import own_words, row, segments
from talleyrand.workbench.safety import MOST_BYTES, MOST_FILES

_NOTED = ("title", "outlet", "author", "published", "language", "url")


def listing(ask: Ask) -> Page:
    """Show all reports."""
    found = source_rows(ask.now)
    data = {
        "sources": found,
        "unread": sum(not source["read"] for source in found),
        "most_files": MOST_FILES,
        "most_bytes": MOST_BYTES,
    }
    return Page("sources.html", "Sources", data)


def source_rows(now: Loaded) -> list[dict[str, Any]]:
    """Return the reports by date, with how far each is reviewed."""
    counts = statuses(now.reviewed)
    found = []
    for name, source in now.sources.items():
        done, total = counts.get(name, (0, 0))
        note = noted(source.note)
        found.append(
            {
                "id": name,
                "href": f"/sources/{name}",
                "title": note["title"] or source.path.name,
                "outlet": note["outlet"],
                "author": note["author"],
                "published": note["published"],
                "url": note["url"],
                "file": source.path.name,
                "read": is_read(now, name),
                "reviewed": done,
                "records": total,
            }
        )
    return sorted(found, key=lambda s: (str(s["published"] or ""), s["id"]))


def noted(note: dict[str, Any]) -> dict[str, str | None]:
    """Return what a note says of a report, as the ledger writes it."""
    return {key: str(note[key]) if note.get(key) is not None else None for key in _NOTED}


def is_read(now: Loaded, name: str) -> bool:
    """Tell whether a report was read with the metadata that it has now, without opening it."""
    line, mark = now.read.documents.get(name), now.read.marks.get(name)
    if line is None or mark is None or mark.metadata != digest(line):
        return False
    note = noted(now.sources[name].note)
    return all(line.get(key) == note[key] for key in _NOTED)


def article(ask: Ask) -> Page:
    """Show one report with its paragraphs numbered and its records underlined by kind."""
    now, name = ask.now, ask.path["name"]
    document = now.document(name)
    if document is None:
        raise missing("report")
    actors = "actors" in ask.query
    items = [
        item
        for item in (now.reviewed[record] for record in now.by_document.get(name, ()))
        if item.status not in ("rejected", "merged") and (actors or item.record.type != "actor")
    ]
    marks = [(start, end, item.record) for item in items for start, end, _ in own_words(item.record)]
    beside: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        if item.record.type != "actor":
            told = row(now, item)
            beside[told["paragraph"]].append(told)
    paragraphs = [
        {
            "number": number,
            "start": document.paragraphs[number - 1].start,
            "end": document.paragraphs[number - 1].end,
            "segments": [
                {"text": words, "kinds": list(dict.fromkeys(r.type for r in on)), "records": [r.id for r in on]}
                for words, on in segments(document, number, marks)
            ],
            "records": beside[number],
        }
        for number in range(1, len(document.paragraphs) + 1)
    ]
    source = next(s for s in source_rows(now) if s["id"] == name)
    data = {
        "source": source,
        "paragraphs": paragraphs,
        "warnings": [str(problem) for problem in document.warnings],
        "kinds": {kind: words for kind, words in KINDS.items() if any(item.record.type == kind for item in items)},
        "actors": actors,
    }
    return Page("article.html", source["title"], data)


DOORS = (
    Door("/", listing),
    Door("/sources", listing),
    *ADDING,
    Door("/sources/{name}", article),
)
