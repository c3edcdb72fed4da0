"""Negotiations and seats: which talks a document speaks of, and who takes part, brokers, is left out, refuses, leaves.

The patterns stand in ``lexicons/seats.yaml``. Where a report says several things of one party, what tells most wins:
that it left, refused or was kept out says more than that it deals with the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from talleyrand.evidence.dates import date_for, dates_within
from talleyrand.evidence.event_status import YEARS_BACK
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.issue_matching import Matcher, our_matcher, weights
from talleyrand.evidence.negotiations import Talks
from talleyrand.evidence.records import By, DateRange, Negotiation, Seat, SeatKind
from talleyrand.evidence.scene import scene
from talleyrand.evidence.seat_patterns import Claim, claims
from talleyrand.ids import record_id
from talleyrand.reading.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

RANK: tuple[SeatKind, ...] = ("mediator", "left", "refused", "out", "host", "invited", "in")
"""Of several seats told of one party in one negotiation, the first of these is kept."""
MOST_ISSUES = 6
MOST_WORDS = 12
_NAMING = re.compile(r"(?i)\b(summit|talks|negotiations|dialogue|conference|meeting)\b")


@dataclass(frozen=True)
class SeatExtractor:
    """Proposes `Negotiation` records, the one that the document is about first, and their `Seat` records.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> text = "Talks between Chad and Sudan, brokered by Qatar, resume on Monday. Libya was not invited."
    >>> records = read(Document(sha256="0" * 64, text=text), load()).records
    >>> sorted((r.party, r.seat) for r in records if r.type == "seat")
    [('LBY', 'out'), ('QAT', 'mediator'), ('SDN', 'in'), ('TCD', 'in')]
    """

    name: str = "seats"

    def propose(self, reading: Reading) -> Reading:
        """Return the reading with its negotiations, each followed by its seats."""
        stage = scene(reading)
        talks, dates = list(stage.talks), stage.dates
        told = [c for c in claims(stage.cast, talks) if not _long_ago(reading, c, dates, stage.base)]
        if not talks and told:
            talks = [Talks(mentions=[told[0].place])]
        records: list[Negotiation | Seat] = []
        matcher = our_matcher()
        for number, one in enumerate(talks):
            negotiation = _negotiation(reading, one, matcher)
            records.append(negotiation)
            mine = [claim for claim in told if claim.talks == number]
            records += _seats(reading, negotiation.id, [*_present(one), *mine], dates)
        return reading.adding(records)


def _long_ago(reading: Reading, claim: Claim, dates: tuple[DateRange, ...], base: date | None) -> bool:
    """Tell whether a claim is dated years back: "walked out of similar talks in 2022" says nothing of today's table."""
    sentence = reading.doc[claim.word].sent
    inside = [d for d in dates_within(dates, sentence.start_char, sentence.end_char) if d.to]
    return base is not None and bool(inside) and all(d.to.year <= base.year - YEARS_BACK for d in inside if d.to)


def _present(talks: Talks) -> Iterator[Claim]:
    """Yield the seats of those between whom the talks are said to be."""
    for party, place in talks.parties.items():
        yield Claim(party, "in", place, "talks between", 0, 0)


def _negotiation(reading: Reading, talks: Talks, matcher: Matcher) -> Negotiation:
    spans = [reading.document.span(*place) for place in sorted(set(talks.mentions))]
    key = ",".join(sorted(talks.key)) or "talks"
    return Negotiation(
        id=record_id("negotiation", reading.document.id, [spans[0].place], key),
        document=reading.document.id,
        title=_title(reading, talks, spans),
        issues=_issues(reading.doc, talks.mentions, matcher),
        evidence=tuple(spans),
        by=By(name="seats: talks", confidence=0.7),
    )


def _title(reading: Reading, talks: Talks, spans: Iterable[Span]) -> str:
    """Return the shortest words that name the talks, where some do, else a title from the names of the parties."""
    words = [" ".join(span.text.split()) for span in spans]
    named = [w for w in words if _NAMING.search(w) and len(w.split()) < MOST_WORDS]
    if named:
        return min(named, key=len)
    names = {a.party: a.name for a in reversed(reading.actors.actors) if a.kind in {"state", "organisation"}}
    parties = [names.get(party, party) for party in talks.parties]
    return f"Talks between {', '.join(parties[:-1])} and {parties[-1]}" if len(parties) > 1 else "Talks"


def _issues(doc: Doc, places: Iterable[tuple[int, int]], matcher: Matcher) -> tuple[str, ...]:
    """Return the issues that the sentences around the talks speak of, the heaviest first."""
    hits = []
    seen: set[int] = set()
    for start, end in places:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and span.sent.start not in seen:
            seen.add(span.sent.start)
            hits += matcher.find(span.sent)
    return tuple(weights(hits))[:MOST_ISSUES]


def _seats(reading: Reading, negotiation: str, told: list[Claim], dates: tuple[DateRange, ...]) -> Iterator[Seat]:
    best: dict[str, Claim] = {}
    for claim in told:
        held = best.get(claim.party)
        if held is None or RANK.index(claim.seat) < RANK.index(held.seat):
            best[claim.party] = claim
    for party, claim in best.items():
        evidence = reading.document.span(*claim.place)
        word = reading.doc[claim.word] if claim.word else None
        inside = tuple(dates_within(dates, word.sent.start_char, word.sent.end_char)) if word is not None else ()
        yield Seat(
            id=record_id("seat", reading.document.id, [evidence.place], negotiation, party),
            document=reading.document.id,
            negotiation=negotiation,
            party=party,
            seat=claim.seat,
            date=date_for(word, inside) if word is not None and inside else None,
            evidence=evidence,
            by=By(name=f"seats: {claim.rule}", confidence=0.75 if claim.seat != "in" else 0.65),
        )
