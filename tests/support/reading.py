"""Readings of a few words, for tests of what is read from them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from talleyrand.evidence.actors import ActorExtractor
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.language import load, parse
from talleyrand.ids import sha256
from talleyrand.reading.document import Document

DAY = date(2018, 6, 8)


def document(text: str, published: date | None = DAY) -> Document:
    """A document of these words."""
    return Document(sha256=sha256(text.encode()), text=text, published=published)


@lru_cache(maxsize=256)
def reading(text: str, published: date | None = DAY) -> Reading:
    """The words with their actors."""
    report = document(text, published)
    return ActorExtractor().propose(Reading(report, parse(report, load())))


def actor_at(text: str, words: str, published: date | None = DAY):
    """The actor that `words` name in `text`, None where nobody; "he @2" means the second "he"."""
    words, _, number = words.partition(" @")
    starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    start = starts[int(number or 1) - 1]
    return reading(text, published).actors.at(start, start + len(words))
