"""A report as it was received: its text, where it came from, and the metadata known of it."""

from __future__ import annotations

import bisect
import re
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import ConfigDict

from talleyrand.errors import Problem
from talleyrand.ids import document_id, sha256
from talleyrand.reading.span import Frozen, Span

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")


class Document(Frozen):
    r"""A source and its text. The text is never rewritten: every offset is a code point into it.

    Parameters
    ----------
    sha256
        Digest of the bytes as received, 64 hexadecimal digits.
    text
        What was read from them.
    path, url
        Where they came from; either may be None.
    outlet, author, title, published, language
        Metadata, None where unknown. `language` is an ISO 639-1 code.
    warnings
        What the reader noticed (an unclosed quotation mark, replaced characters), each with its line.

    Examples
    --------
    >>> report = Document(sha256="0" * 64, text="One.\n\nTwo.", title="Numbers")
    >>> report.id
    'document-000000000000'
    >>> [p.text for p in report.paragraphs]
    ['One.', 'Two.']
    >>> report.span(6, 9).text
    'Two'
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    sha256: str
    text: str
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    title: str | None = None
    published: date | None = None
    language: str | None = None
    warnings: tuple[Problem, ...] = ()
    type: Literal["document"] = "document"

    @property
    def id(self) -> str:
        """Identifier made from the digest of the bytes."""
        return document_id(self.sha256)

    def span(self, start: int, end: int) -> Span:
        """Return the words from `start` to `end` (code points, end exclusive) as a span."""
        return Span(document=self.id, start=start, end=end, text=self.text[start:end])

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Lines that hold words, in order; the n-th is what a reader is shown as ¶n (counted from 1)."""
        found = []
        for match in _PARAGRAPH.finditer(self.text):
            if words := match.group().strip():
                start = match.start() + match.group().index(words)
                found.append(self.span(start, start + len(words)))
        return tuple(found)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    def paragraph_of(self, offset: int) -> int:
        """Return the number (from 1) of the paragraph that holds `offset`, or of the one before it."""
        return max(1, bisect.bisect_right(self._paragraph_starts, offset))

    def line_of(self, offset: int) -> int:
        """Return the 1-based line of `offset`."""
        return self.text.count("\n", 0, offset) + 1

    def as_record(self) -> dict[str, object]:
        """Return the document's line in the ledger and in ``read --json``: everything but the text."""
        return {
            "type": "document",
            "id": self.id,
            "path": self.path,
            "url": self.url,
            "sha256": self.sha256,
            "title": self.title,
            "outlet": self.outlet,
            "author": self.author,
            "published": self.published.isoformat() if self.published else None,
            "language": self.language,
            "text_length": len(self.text),
            "text_sha256": sha256(self.text.encode()),
        }
