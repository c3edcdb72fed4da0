"""RSS and Atom: every item becomes a source of its own, so that a feed read twice gives the same documents."""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, date, datetime
from typing import Any

from talleyrand.errors import Problem, SourceError
from talleyrand.ids import canonical
from talleyrand.reading.document import Document
from talleyrand.reading.html import assemble, extract
from talleyrand.reading.received import Metadata, Received
from talleyrand.reading.text import document, empty

_OPENING = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<\?[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.S)
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_SUFFIX = ".item.json"
_MARKUP = re.compile(r"<[a-zA-Z!/]")


def is_feed(received: Received) -> bool:
    """Tell whether the bytes begin like RSS or Atom."""
    return bool(_OPENING.match(received.data[:4096].removeprefix(b"\xef\xbb\xbf")))


def split(received: Received) -> list[Received]:
    """Return the items of a feed, each as bytes of its own: canonical JSON of what the feed says of it.

    Raises
    ------
    SourceError
        Where the feed has no items or declares entities of its own (which could swell without bound).
    """
    if _DOCTYPE.search(received.data):
        raise SourceError(
            Problem("the feed declares a document type", file=received.place, remedy="save its articles one by one")
        )
    feed = _parse(received.data)
    outlet = feed.feed.get("title") or None
    items = [_item(entry, outlet) for entry in feed.entries]
    if not items:
        raise SourceError(Problem("the feed has no items", file=received.place, remedy="give the articles themselves"))
    return [_received(item, received) for item in items]


def _parse(data: bytes) -> Any:
    import warnings

    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        # Bytes, never an address: feedparser would fetch one.
        return feedparser.parse(data)


def _item(entry: Any, outlet: str | None) -> dict[str, Any]:
    contents = [part.get("value", "") for part in entry.get("content", [])]
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    return {
        "title": entry.get("title") or None,
        "link": entry.get("link") or None,
        "author": entry.get("author") or None,
        "outlet": outlet,
        "published": datetime.fromtimestamp(timegm(when), UTC).date().isoformat() if when else None,
        "content": max([*contents, entry.get("summary", "")], key=len),
    }


def _received(item: dict[str, Any], feed: Received) -> Received:
    words = re.sub(r"[^\w]+", "-", (item["title"] or item["link"] or "item").casefold()).strip("-")[:60] or "item"
    data = (canonical(item) + "\n").encode()
    url = item["link"] if str(item["link"]).startswith(("http://", "https://")) else None
    return Received(data=data, name=words + _SUFFIX, path=feed.path, url=url, media="application/x-feed-item+json")


class FeedItemReader:
    """Reads one item of a feed, as `split` wrote it."""

    name = "feed item"

    def accepts(self, received: Received) -> bool:
        """Accept the bytes that `split` makes."""
        return received.name.endswith(_SUFFIX)

    def read(self, received: Received, given: Metadata) -> Document:
        """Return the item's title and text; markup in it is treated as a web page."""
        item = _load(received)
        found = Metadata(
            outlet=item["outlet"],
            author=item["author"],
            title=item["title"],
            published=date.fromisoformat(item["published"]) if item["published"] else None,
        )
        known = given.over(found)
        content: str = item["content"]
        paragraphs, warnings = _paragraphs(content, received)
        if not paragraphs and not known.title:
            raise empty(received)
        return document(received, assemble(known.title, paragraphs), known, warnings)


def _paragraphs(content: str, received: Received) -> tuple[list[str], tuple[Problem, ...]]:
    if not _MARKUP.search(content):
        return [line.strip() for line in content.splitlines() if line.strip()], ()
    paragraphs, _, warnings = extract(f"<html><body><article>{content}</article></body></html>", received)
    return paragraphs, warnings


def _load(received: Received) -> dict[str, Any]:
    import json

    try:
        item = json.loads(received.data)
        return {key: item[key] for key in ("title", "link", "author", "outlet", "published", "content")}
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(
            Problem("this is no item of a feed", file=received.place, line=1, remedy="give the feed itself")
        ) from error
