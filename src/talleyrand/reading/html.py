"""Web pages: the article's text and metadata, found by trafilatura; nothing in a page is ever run or fetched."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from talleyrand.errors import Problem
from talleyrand.reading.document import Document
from talleyrand.reading.received import Metadata, Received
from talleyrand.reading.silence import silenced
from talleyrand.reading.text import decode, document, empty

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SUFFIXES = {".html", ".htm", ".xhtml"}
_MEDIA = {"text/html", "application/xhtml+xml"}
_OPENING = re.compile(rb"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BLOCKS = "//p | //h1 | //h2 | //h3 | //blockquote[not(.//p)] | //li[not(.//p)]"
_NO_WORDS = ("script", "style", "noscript", "template", "nav", "iframe", "object")
_SPACE = re.compile(r"\s+")


class HtmlReader:
    """Reads a web page that was saved or fetched."""

    name = "html"

    def accepts(self, received: Received) -> bool:
        """Accept what a server or a file name calls HTML, or what begins like it."""
        if received.media in _MEDIA or received.suffix in _SUFFIXES:
            return True
        return bool(_OPENING.match(received.data[:4096].removeprefix(b"\xef\xbb\xbf")))

    def read(self, received: Received, given: Metadata) -> Document:
        """Return the article: its title, a blank line, then its paragraphs with blank lines between them."""
        decoded = decode(_with_charset(received))
        paragraphs, found, warnings = extract(decoded.text, received)
        if not paragraphs:
            raise empty(received)
        known = given.over(found)
        return document(received, assemble(known.title, paragraphs), known, (*decoded.warnings, *warnings))


def assemble(title: str | None, paragraphs: list[str]) -> str:
    """Return one text: the title where the paragraphs do not begin with it, then the paragraphs."""
    if title and (not paragraphs or paragraphs[0].casefold() != title.casefold()):
        paragraphs = [title, *paragraphs]
    return "\n\n".join(paragraphs) + "\n"


def extract(page: str, received: Received) -> tuple[list[str], Metadata, tuple[Problem, ...]]:
    """Return a page's paragraphs, its metadata, and a warning where the article could not be told from the rest."""
    with silenced("trafilatura"):
        found = _article(page, received.url)
    if found is not None:
        paragraphs = [words for line in str(found.text or "").splitlines() if (words := _SPACE.sub(" ", line).strip())]
        if paragraphs:
            return paragraphs, _metadata(found), ()
    return _fallback(page, received)


def _article(page: str, url: str | None) -> Any:
    import trafilatura

    try:
        return trafilatura.bare_extraction(
            page,
            url=url,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
    except Exception:  # hostile pages make it raise whatever lies beneath it; the paragraphs can still be had
        return None


# Only dates that the page states as its own; no guessing from numbers that look like one.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}


def _metadata(found: Any) -> Metadata:
    return Metadata(
        outlet=found.sitename or None,
        author=found.author or None,
        title=_SPACE.sub(" ", found.title).strip() if found.title else None,
        published=_iso(found.date),
        language=found.language or None,
    )


def _iso(words: str | None) -> date | None:
    try:
        return date.fromisoformat((words or "")[:10])
    except ValueError:
        return None


def _fallback(page: str, received: Received) -> tuple[list[str], Metadata, tuple[Problem, ...]]:
    """Return every paragraph of a page in which trafilatura finds no article (a very short one, say)."""
    from lxml import etree

    tree = parse(page)
    if tree is None:
        return [], Metadata(), ()
    etree.strip_elements(tree, *_NO_WORDS, with_tail=False)
    title = _SPACE.sub(" ", " ".join(tree.xpath("//title//text()"))).strip() or None
    blocks = [_SPACE.sub(" ", str(block.text_content())).strip() for block in tree.xpath(_BLOCKS)]
    if not any(blocks):
        body = tree.xpath("//body")
        blocks = [_SPACE.sub(" ", str(part.text_content())).strip() for part in body]
    warning = Problem(
        "no article could be told from the rest of the page; every paragraph of it was taken",
        file=received.place,
        remedy="check the text, or save the article alone",
        severity="warning",
    )
    return [block for block in blocks if block], Metadata(title=title), (warning,)


def parse(page: str) -> HtmlElement | None:
    """Return the tree of a page, or None for one without elements; entities and external references stay unread."""
    from lxml import etree, html

    # libxml2 refuses a text that declares an encoding of its own; bytes in UTF-8 settle it.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, huge_tree=False)
    try:
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _with_charset(received: Received) -> Received:
    from dataclasses import replace

    if received.charset is None and (match := _META_CHARSET.search(received.data[:4096])):
        return replace(received, charset=match[1].decode("ascii"))
    return received
