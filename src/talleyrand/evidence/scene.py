"""What several extractors need to know of a document: its cast, its dates, and the talks that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast
from talleyrand.evidence.dates import base_date, find_dates
from talleyrand.evidence.dealings import dealings
from talleyrand.evidence.extractors import ActorIndex, Reading
from talleyrand.evidence.negotiations import talks_of
from talleyrand.evidence.records import DateRange
from talleyrand.evidence.seat_patterns import claims
from talleyrand.evidence.seat_phrases import Claim
from talleyrand.evidence.talk_found import Talks
from talleyrand.evidence.talk_mentions import LEAD, weight_of
from talleyrand.evidence.talk_parties import LEAST_SCORE, kept_away
from talleyrand.evidence.talk_round import round_of
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
    outside = _outside(cast, told)
    doers = len({claim.party for claim in told if claim.rule in {"deed", "bargain"}} - outside)
    talks = tuple(talks_of(cast, dates, base, _apart(told), outside, round_of(cast, doers), told))
    long = sum(1 for _ in doc.sents) >= SHORTEST
    between = talks[0].key if long and talks and talks[0].score >= LEAST_SCORE else frozenset()
    if long and talks and talks[0].body:
        between = _rivals(cast, outside, kept_away(told))
    return Scene(cast.around(tuple(sorted(between))), dates, base, talks)


def _rivals(cast: Cast, outside: frozenset[str], away: frozenset[str]) -> frozenset[str]:
    """Return the two of a body's many who deal with each other most: what one does there is done to the other."""
    found = dealings(cast, outside, True, away)
    return frozenset(side.party for side in found[1] if side.party) if found else frozenset()


_OFTEN = 3
"""Claims that keep a party out of the pair that a document is about; one in the headline or lead counts twice."""


def _outside(cast: Cast, told: Sequence[Claim]) -> frozenset[str]:
    """Return who is no party to the talks of a document: whoever brokers or hosts, or is kept away again and again."""
    points: Counter[str] = Counter()
    for claim in told:
        if claim.seat in {"mediator", "host"}:
            points[claim.party] += _OFTEN
        elif claim.seat == "out":
            points[claim.party] += 2 if weight_of(cast, cast.reading.doc[claim.word]) >= LEAD else 1
    return frozenset(party for party, count in points.items() if count >= _OFTEN)


def _apart(told: Iterable[Claim]) -> dict[int, frozenset[str]]:
    """Return for words for talks whom the sentence keeps outside or has broker them: those are not between them."""
    found: dict[int, set[str]] = {}
    for claim in told:
        if claim.talks is not None and claim.seat in {"out", "mediator", "invited"}:
            found.setdefault(claim.talks, set()).add(claim.party)
    return {word: frozenset(parties) for word, parties in found.items()}
