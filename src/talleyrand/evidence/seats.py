"""Negotiations and seats: which talks a document speaks of, and who takes part, brokers, is left out, refuses, leaves.

The patterns stand in ``lexicons/seats.yaml``. Where a report says several things of one party, what tells most wins:
that it left, refused or was kept out says more than that it deals with the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talleyrand.evidence.dates import date_for, dates_within
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.forums import forums
from talleyrand.evidence.issue_matching import Matcher, our_matcher, weights
from talleyrand.evidence.records import By, DateRange, Negotiation, Seat, SeatKind
from talleyrand.evidence.scene import Scene, scene
from talleyrand.evidence.seat_patterns import claims
from talleyrand.evidence.seat_phrases import Claim
from talleyrand.evidence.talk_found import Talks
from talleyrand.evidence.talk_titles import title_of
from talleyrand.evidence.talk_when import long_ago
from talleyrand.ids import record_id

if TYPE_CHECKING:
    from spacy.tokens import Doc

RANK: tuple[SeatKind, ...] = ("mediator", "left", "refused", "host", "out", "invited", "in")
"""Of several seats told of one party in one negotiation, the first of these is kept."""
MOST_ISSUES = 6
_FEW = 2
"""Parties of whom words must say where they sit where talks have neither parties nor a name."""
_OF_BODIES = frozenset({"deed", "body", "bargain"})
"""Rules that place a party only where many sit: who blocks and votes there, who has quit the group."""
_OUTSIDE = frozenset({"out", "mediator", "invited"})
"""Seats that a party to the talks cannot have."""


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
        rows = _tables(stage)
        names = {
            a.party: a.name for a in reversed(reading.actors.actors) if a.kind in {"state", "organisation"} and a.party
        }
        records: list[Negotiation | Seat] = []
        matcher = our_matcher()
        for talks, told in rows:
            negotiation = _negotiation(reading, talks, title_of(talks, names), matcher)
            records.append(negotiation)
            records += _seats(reading, negotiation.id, [*_present(talks), *told], stage.dates)
        return reading.adding(records)


Table = tuple[Talks, list[Claim]]


def _tables(stage: Scene) -> list[Table]:
    """Return the talks worth a record with the claims that are of them, the ones the document is about first."""
    told = list(claims(stage.cast))
    doc = stage.cast.reading.doc
    talks = list(stage.talks)
    rows: list[Table] = [(one, []) for one in talks]
    for claim in told:
        past = long_ago(doc[claim.word], stage.dates, stage.base)
        if (row := _table_of(rows, claim, past)) is not None:
            row[1].append(claim)
    main, rest = (
        [row for row in rows[:1] if _told_of(*row)],
        [row for row in rows[1:] if _worth(*row)],
    )
    bodies = list(forums(stage.cast))
    return sorted(
        [*main, *rest, *bodies], key=lambda row: (row not in main or _outdone(row, bodies), row not in bodies)
    )


def _told_of(talks: Talks, told: list[Claim]) -> bool:
    """Tell whether it is said who is in the talks that a document is about, or of several who have to do with them."""
    if len(talks.parties) > 1 or talks.half:
        return True
    named = {claim.party for claim in told}
    if talks.body:
        return len(named) >= _FEW and any(claim.seat == "in" for claim in told)
    return len(named) >= (1 if talks.names else _FEW)


def _outdone(row: Table, bodies: list[Table]) -> bool:
    """Tell whether a document is about a standing body rather than about talks."""
    return any(body.score > row[0].score for body, _ in bodies)


def _worth(talks: Talks, told: list[Claim]) -> bool:
    """Tell whether talks are worth a record: more is said of them than that two met."""
    if talks.past:
        return bool(told) or len(talks.parties) > 1
    return (len(talks.parties) > 1 and bool(talks.nouns or told or talks.opening)) or bool(talks.names and told)


def _table_of(rows: list[Table], claim: Claim, past: str | None) -> Table | None:
    """Return the talks that a claim is of: those that its words name, else those spoken of last, else the main ones."""
    body = next((row for row in rows if row[0].body), None)
    if claim.rule in _OF_BODIES or (past and claim.seat in {"left", "out"} and body):
        return body  # who left a body years ago, or was shut out of it, is still gone
    if past:
        return next((row for row in rows if row[0].past == past), None)
    able = [row for row in rows if not row[0].past and not row[0].aside and _can_sit(claim, row[0])]
    if own := next((row for row in able if claim.word in row[0].words), None):
        return own
    if claim.talks is not None:
        named = next((row for row in rows if claim.talks in row[0].words), None)
        if named is not None:
            return named if named in able else None
        if claim.rule.startswith("talks "):
            return None  # "talks with A" that are none of those known
    return able[0] if able else None


def _can_sit(claim: Claim, talks: Talks) -> bool:
    return claim.seat not in _OUTSIDE or claim.party not in talks.parties


def _present(talks: Talks) -> Iterator[Claim]:
    """Yield the seats of those between whom the talks are said to be."""
    for party, place in talks.parties.items():
        yield Claim(party, "in", place, "talks between", None, 0)


def _negotiation(reading: Reading, talks: Talks, title: str, matcher: Matcher) -> Negotiation:
    spans = [reading.document.span(*place) for place in sorted(set(talks.mentions))]
    key = ",".join(sorted(talks.key)) or title
    return Negotiation(
        id=record_id("negotiation", reading.document.id, [spans[0].place], key),
        document=reading.document.id,
        title=title,
        issues=_issues(reading.doc, talks.mentions, matcher),
        evidence=tuple(spans),
        by=By(name="seats: talks", confidence=0.7),
    )


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
    back = {claim.party for claim in told if claim.rule == "back"}
    for claim in told:
        if claim.seat == "left" and claim.party in back:
            continue
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
