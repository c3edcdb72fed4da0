"""Which statement words stand in: the innermost whose content holds them."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass

from talleyrand.evidence.records import Statement
from talleyrand.reading.span import Span


@dataclass(frozen=True)
class StatementMap:
    """The contents of a document's statements, by place."""

    starts: tuple[int, ...]
    pieces: tuple[tuple[int, int, int], ...]
    statements: tuple[Statement, ...]

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> StatementMap:
        """Index the content of statements."""
        kept = tuple(statements)
        pieces = sorted((span.start, span.end, n) for n, s in enumerate(kept) for span in s.content)
        return cls(tuple(start for start, _, _ in pieces), tuple(pieces), kept)

    def statement_around(self, span: Span) -> Statement | None:
        """Return the innermost statement in whose content a span begins, or None."""
        best: tuple[int, int] | None = None
        place = bisect.bisect_right(self.starts, span.start)
        for start, end, number in self.pieces[max(0, place - _NEAR) : place]:
            if start <= span.start < end and (best is None or end - start < best[0]):
                best = (end - start, number)
        return self.statements[best[1]] if best else None

    def around(self, span: Span) -> str | None:
        """Return the id of that statement, or None."""
        found = self.statement_around(span)
        return found.id if found else None


_NEAR = 24
"""How many pieces before a place are looked at: contents nest a few levels deep, not more."""
