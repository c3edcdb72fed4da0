"""Events of a text, read through the whole pipeline, as class, sides and status."""

from __future__ import annotations

from talleyrand.evidence.language import load
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.records import Event
from talleyrand.reading.document import Document


def events(text: str) -> list[tuple[str, list[str | None], list[str | None], str]]:
    """Return every event of a text: its class, who did it, to whom, and whether it happened."""
    found = read(Document(sha256="0" * 64, text=text), load()).records
    return [
        (e.plover, [p.party for p in e.source], [p.party for p in e.target], e.status)
        for e in found
        if isinstance(e, Event)
    ]
