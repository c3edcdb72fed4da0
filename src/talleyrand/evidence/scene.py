"""What several extractors need to know of a document: its cast, its dates, and the talks that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast
from talleyrand.evidence.dates import base_date, find_dates
from talleyrand.evidence.extractors import ActorIndex, Reading
from talleyrand.evidence.negotiations import LEAST_SCORE, Talks, talks_of
from talleyrand.evidence.records import DateRange
from talleyrand.evidence.seat_patterns import claims
from talleyrand.evidence.seat_phrases import Claim
from talleyrand.reading.document import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc

SHORTEST = 5
"""Texts of fewer sentences are about no talks: what stands alone is read as it stands."""


@dataclass(frozen=True)
class Scene:
    """A document's cast (who knows the parties of the main talks), its dates, its base day and its talks."""

    cast: Cast
    dates: tuple[DateRange, ...]
    base: date | None
    talks: tuple[Talks, ...]


def scene(reading: Reading) -> Scene:
    """Return the scene of a reading; the last one asked for is kept, since each extractor asks in its turn."""
    return _scene(reading.document, reading.doc, reading.actors)


@lru_cache(maxsize=1)
def _scene(document: Document, doc: Doc, actors: ActorIndex) -> Scene:
    cast = Cast.of(Reading(document, doc, actors))
    dates, base = find_dates(doc, document), base_date(document)
    told = tuple(claims(cast))
    outside = frozenset(claim.party for claim in told if claim.seat in _AWAY)
    talks = tuple(talks_of(cast, dates, base, _apart(told), outside))
    long = sum(1 for _ in doc.sents) >= SHORTEST
    pair = tuple(sorted(talks[0].key)) if long and talks and talks[0].score >= LEAST_SCORE else ()
    return Scene(cast.around(pair), dates, base, talks)


_AWAY = frozenset({"out", "mediator", "host"})
"""Seats of those who are no party to the talks."""


def _apart(told: Iterable[Claim]) -> dict[int, frozenset[str]]:
    """Return for words for talks whom the sentence keeps outside or has broker them: those are not between them."""
    found: dict[int, set[str]] = {}
    for claim in told:
        if claim.talks is not None and claim.seat in {"out", "mediator", "invited"}:
            found.setdefault(claim.talks, set()).add(claim.party)
    return {word: frozenset(parties) for word, parties in found.items()}
