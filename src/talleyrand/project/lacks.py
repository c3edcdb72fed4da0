"""What a brief must own up to: what was not read, and what reading lacked."""

from __future__ import annotations

from collections.abc import Sequence

from talleyrand.evidence.ledger import Ledger
from talleyrand.reading.document import Document

WITHOUT_WEIGHTS = "without weights"
"""Stands in the mark of a reading that had no statement model (`steps.reader_name`)."""
MOST_NAMED, MOST_WARNINGS = 5, 20


def limits(ledger: Ledger, documents: Sequence[Document]) -> tuple[str, ...]:
    """Return, in sentences, what the reader of a brief must know of how the sources were read."""
    return (*of_reading(ledger, documents), *of_sources(documents))


def of_reading(ledger: Ledger, documents: Sequence[Document]) -> tuple[str, ...]:
    """Return what was not read, and what was read without the statement model."""
    unread = [d for d in documents if d.id not in ledger.marks]
    bare = [d for d in documents if d.id in ledger.marks and WITHOUT_WEIGHTS in ledger.marks[d.id].by]
    told = (
        (unread, "Not read by the program; only what people entered is known of it"),
        (bare, "Read without the weights of the statement model, by rules alone, which find less indirect speech"),
    )
    return tuple(f"{words}: {_names(found)}." for found, words in told if found)


def of_sources(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return what the sources themselves leave open: dates that are unknown, and texts that read oddly."""
    undated = [d for d in documents if d.published is None]
    words = "No date of publication is known, so that words like “last week” stay open"
    return (*([f"{words}: {_names(undated)}."] if undated else []), *_warnings(documents))


def _warnings(documents: Sequence[Document]) -> list[str]:
    told = [f"{name_of(d)}, {_told(problem.line, problem.message)}" for d in documents for problem in d.warnings]
    rest = len(told) - MOST_WARNINGS
    return [*told[:MOST_WARNINGS], *([f"And {rest} more warnings, which talleyrand read tells."] if rest > 0 else [])]


def _told(line: int | None, message: str) -> str:
    return f"line {line}: {message}." if line else f"{message}."


def name_of(document: Document) -> str:
    """Return what a brief calls a source in a sentence."""
    return f"“{document.title or document.path or document.id}”"


def _names(documents: Sequence[Document]) -> str:
    names = [name_of(document) for document in documents[:MOST_NAMED]]
    rest = len(documents) - len(names)
    return ", ".join(names) + (f" and {rest} more" if rest else "")
