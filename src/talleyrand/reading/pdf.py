"""PDF: the text of each page, by pypdf, which is an optional part."""

from __future__ import annotations

import io

from talleyrand.errors import MissingPartError, Problem, SourceError
from talleyrand.reading.document import Document
from talleyrand.reading.metadata import find_metadata
from talleyrand.reading.received import Metadata, Received
from talleyrand.reading.silence import silenced
from talleyrand.reading.text import document


class PdfReader:
    """Reads a PDF that carries text; scanned pages carry none."""

    name = "pdf"

    def accepts(self, received: Received) -> bool:
        """Accept what begins like a PDF."""
        return received.data[:1024].lstrip().startswith(b"%PDF-")

    def read(self, received: Received, given: Metadata) -> Document:
        """Return the text of all pages, a blank line between them.

        Raises
        ------
        MissingPartError
            Where the part ``pdf`` is not installed.
        SourceError
            Where the file is broken, locked, or holds pictures of text only.
        """
        text = _text(received)
        if not text.strip():
            raise SourceError(
                Problem("this PDF holds no text", file=received.place, remedy="run it through text recognition first")
            )
        return document(received, text, given.over(find_metadata(text)))


def _text(received: Received) -> str:
    try:
        import pypdf
    except ImportError as error:
        raise MissingPartError(
            f"{received.place}: reading PDF needs the optional part pdf; "
            "install it with: pip install 'talleyrand[pdf]'; or save the report as text or HTML"
        ) from error
    try:
        with silenced("pypdf"):
            pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(received.data)).pages]
    except Exception as error:  # a broken file makes it raise whatever lies beneath it
        raise SourceError(
            Problem(f"this PDF cannot be read ({error})", file=received.place, remedy="save it as text")
        ) from error
    return "\n\n".join(page.strip() for page in pages) + "\n"
