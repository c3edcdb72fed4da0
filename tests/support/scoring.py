"""Compare what the reader proposes for a report with its hand labels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.language import load
from talleyrand.evidence.matching import match
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.records import Actor, Event, Expectation, Seat, Statement, Tie
from talleyrand.ids import sha256
from talleyrand.reading.document import Document
from tests.support.labelled import (
    LabelledEvent,
    LabelledExpectation,
    LabelledReport,
    LabelledStatement,
    LabelledTie,
    Piece,
)

SAME_PARTY = {"SUN": "RUS", "NCY": "TURKISH CYPRIOTS", "TRN": "SEPARATISTS"}
"""Codes of ours that labels write otherwise."""


@cache
def reading_of(text: str, published: date | None, outlet: str | None) -> Reading:
    """Read a text once a process."""
    document = Document(sha256=sha256(text.encode()), text=text, published=published, outlet=outlet)
    return read(document, load())


@dataclass(frozen=True)
class Score:
    """How many labels were found, of how many."""

    found: int
    of: int

    @property
    def share(self) -> float:
        return self.found / self.of if self.of else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.found + other.found, self.of + other.of)


def overlaps(one: Piece, start: int, end: int) -> bool:
    return one.start < end and start < one.end


def pairs(report: LabelledReport, reading: Reading, tier: str) -> list[tuple[LabelledStatement, Statement]]:
    """Match labelled statements of a tier with proposed ones, by the metric of contents at IoU .5."""
    gold = [s for s in report.statements if s.tier == tier]
    made = list(reading.of(Statement))
    contents = [[[(p.start, p.end) for p in variant] for variant in (s.contents, *s.alternatives)] for s in gold]
    return [
        (gold[i], made[j])
        for i, j in match(reading.document.text, contents, [[c.place for c in s.content] for s in made], 0.5)
    ]


def right_actor(label: LabelledStatement, made: Statement, reading: Reading) -> bool:
    """Tell whether the speaker is the right actor: by party code for states and bodies, by name for people."""
    if made.speaker is None:
        return not label.actor
    actor = reading.actors.get(made.speaker.actor)
    names = {made.speaker.text.casefold()}
    if isinstance(actor, Actor):
        names |= {actor.key.casefold(), actor.name.casefold()} | (
            {actor.party.casefold()} if actor.kind in ("state", "organisation") and actor.party else set()
        )
    wanted = {name.casefold() for name in label.actor}
    surnames = {name.split()[-1] for name in wanted}
    return bool(names & wanted) or bool({n.split()[-1] for n in names if n} & surnames)


def statements(report: LabelledReport, reading: Reading) -> dict[str, Score]:
    """Score core statements: found, with the right actor, kind, role and party."""
    gold = [s for s in report.statements if s.tier == "core"]
    found = pairs(report, reading, "core")
    return {
        "found": Score(len(found), len(gold)),
        "actor": Score(sum(right_actor(g, m, reading) for g, m in found), len(gold)),
        "kind": Score(sum(g.kind in (None, m.kind) for g, m in found), len(found)),
        "role": Score(sum(g.role in (None, m.role) for g, m in found), len(found)),
        "nested": Score(
            len([1 for _, m in pairs(report, reading, "nested") if m.nested_in]),
            len([s for s in report.statements if s.tier == "nested"]),
        ),
    }


def sides(event: Event) -> tuple[set[str], set[str]]:
    def codes(parties: tuple[object, ...]) -> set[str]:
        return {SAME_PARTY.get(p.party, p.party) for p in parties if p.party}

    return codes(event.source), codes(event.target)


def same_event(label: LabelledEvent, made: Event) -> bool:
    """Tell whether class and both sides are right; symmetric classes accept either order."""
    if made.plover not in (label.plover, *label.alt):
        return False
    want = {SAME_PARTY.get(p, p) for p in label.source}, {SAME_PARTY.get(p, p) for p in label.target}
    have = sides(made)
    either = made.plover in ("CONSULT", "AGREE", "COOPERATE", "SUPPORT")
    if either and (want[0] | want[1]) & (have[0] | have[1]) >= (want[0] | want[1]) - set():
        return True
    return bool(want[0] & have[0] or not want[0]) and bool(want[1] & have[1] or not want[1])


def event_pairs(report: LabelledReport, reading: Reading) -> list[tuple[LabelledEvent, Event]]:
    """Match core events with proposed ones whose evidence touches theirs, right ones first."""
    made = list(reading.of(Event))
    taken: set[int] = set()
    found = []
    for label in (e for e in report.events if e.core):
        near = [
            n
            for n, event in enumerate(made)
            if n not in taken and any(overlaps(p, s.start, s.end) for p in label.evidence for s in event.evidence)
        ]
        near.sort(key=lambda n: not same_event(label, made[n]))
        if near:
            taken.add(near[0])
            found.append((label, made[near[0]]))
    return found


def events(report: LabelledReport, reading: Reading) -> dict[str, Score]:
    """Score core events: class and dyad right, and the status of those."""
    found = [(g, m) for g, m in event_pairs(report, reading) if same_event(g, m)]
    return {
        "found": Score(len(found), sum(e.core for e in report.events)),
        "status": Score(sum(m.status in (g.status, *g.status_alt) for g, m in found), len(found)),
    }


def seats(report: LabelledReport, reading: Reading) -> Score:
    """Score seats: party and seat right, wherever the words."""
    want = [(s.party, {s.seat, *s.alt}) for n in report.negotiations for s in n.seats]
    have = {(SAME_PARTY.get(s.party, s.party), s.seat) for s in reading.of(Seat)}
    return Score(sum(any((p, k) in have for k in kinds) for p, kinds in want), len(want))


def same_tie(label: LabelledTie, made: Tie) -> bool:
    return (
        made.holder == label.holder
        and made.over == label.over
        and any(overlaps(label.evidence, s.start, s.end) for s in made.evidence)
    )


def ties(report: LabelledReport, reading: Reading) -> Score:
    """Score ties: holder and whom it is held over right, on words that touch."""
    made = list(reading.of(Tie))
    return Score(sum(any(same_tie(g, m) for m in made) for g in report.ties), len(report.ties))


def same_expectation(label: LabelledExpectation, made: Expectation) -> bool:
    """Tell whether a proposed expectation is a labelled one: the same likelihood, on words that touch."""
    touch = any(overlaps(label.evidence, span.start, span.end) for span in made.evidence)
    return touch and made.likelihood == label.likelihood


def expectations(report: LabelledReport, reading: Reading) -> Score:
    """Score expectations: likelihood right, on words that touch."""
    made = list(reading.of(Expectation))
    hit = [any(same_expectation(g, m) for m in made) for g in report.expectations]
    return Score(sum(hit), len(hit))
