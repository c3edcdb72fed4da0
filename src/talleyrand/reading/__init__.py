"""The outside world becomes documents: text, HTML, feeds, PDF. The only code that opens a socket."""

from talleyrand.reading.document import Document
from talleyrand.reading.span import Frozen, Span

__all__ = ["Document", "Frozen", "Span"]
