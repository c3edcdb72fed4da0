"""Statements: who said, thought, wanted or refused what, to whom, through what, and inside whose words."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.captions import find_captions
from talleyrand.evidence.choosing import Scored, candidates, chosen, labels, sharpened, weighed
from talleyrand.evidence.confidence import confidence
from talleyrand.evidence.dates import date_for, find_dates
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.imagined import quoted_inside
from talleyrand.evidence.medium import carriers, reported_through
from talleyrand.evidence.mood import clause_of
from talleyrand.evidence.nesting import is_aside, parents, status_of
from talleyrand.evidence.quotes import Quotation, find_quotations, paragraphs_of
from talleyrand.evidence.records import By, DateRange, Ref, Speaker, Statement, StatementKind
from talleyrand.evidence.scoring import Model, shipped
from talleyrand.evidence.speakers import SELF, Named, Names, is_self, named
from talleyrand.evidence.stance import stance_of
from talleyrand.evidence.stance_frames import Told, sense_of
from talleyrand.ids import record_id

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from talleyrand.reading.document import Document

Place = tuple[int, int]


class StatementExtractor:
    """Proposes statements by rules over quotation marks, cues and the parse.

    Examples
    --------
    >>> from talleyrand.evidence.language import load, parse
    >>> from talleyrand.reading.document import Document
    >>> report = Document(sha256="0" * 64, text='"The guns are quiet," the minister said, "and that is new."')
    >>> reading = StatementExtractor().propose(Reading(report, parse(report, load())))
    >>> [statement] = reading.of(Statement)
    >>> statement.speaker.text, statement.kind, [piece.text for piece in statement.content]
    ('the minister', 'direct', ['The guns are quiet,', 'and that is new.'])
    """

    name = "statements"

    def __init__(self, model: Model | Literal["shipped"] | None = "shipped") -> None:
        self.model = shipped() if model == "shipped" else model

    def propose(self, reading: Reading) -> Reading:
        """Return the reading with its statements, outer ones before those inside them."""
        document, doc = reading.document, reading.doc
        quotations, warnings = find_quotations(document)
        attributions = self._attributions(document, doc, quotations)
        statements = _Maker(reading, quotations).statements(attributions)
        if warnings:
            document = document.model_copy(update={"warnings": (*document.warnings, *warnings)})
            reading = Reading(document, doc, reading.actors, reading.records)
        return reading.adding(statements)

    def _attributions(self, document: Document, doc: Doc, quotations: tuple[Quotation, ...]) -> list[Scored]:
        path = labels(self.model, doc, quotations) if self.model is not None else ()
        found = candidates(document, doc, quotations, self.model is not None, path)
        if self.model is not None:
            scored = weighed(self.model, doc, path, found)
        else:
            scored = [Scored(a, confidence(a)) for a in found]
        inner = quoted_inside(doc, document.text, quotations)
        unscored = [*inner, *find_captions(doc, document.text, paragraphs_of(document))]
        heads = {a.head for a in inner}
        scored = [s for s in scored if s.attribution.head not in heads]
        kept = chosen(doc, [*scored, *(Scored(a, confidence(a)) for a in unscored)])
        return kept if self.model is None else sharpened(self.model, doc, kept, path)


@dataclass
class _Maker:
    """Turns attributions into records."""

    reading: Reading
    quotations: tuple[Quotation, ...]

    def __post_init__(self) -> None:
        self.names = Names(self.reading.actors)
        self.inner = {piece: place for q in self.quotations for piece, place in zip(q.pieces, q.inner, strict=False)}
        pieces = sorted(self.inner)
        self.starts = [start for start, _ in pieces]
        self.furthest = list(accumulate((end for _, end in pieces), max))
        self.dates = find_dates(self.reading.doc, self.reading.document)

    def statements(self, scored: list[Scored]) -> list[Statement]:
        """Make the records, parents before children, so that a child can name its parent."""
        attributions = [s.attribution for s in scored]
        above = parents([s.taken for s in scored])
        kept = [self._keep(a, above[i]) for i, a in enumerate(attributions)]
        made: dict[int, list[Statement]] = {}
        found: list[Statement] = []
        for index in sorted(range(len(attributions)), key=lambda i: self._depth(i, above)):
            if not kept[index]:
                continue
            parent = above[index]
            while parent is not None and not kept[parent]:
                parent = above[parent]
            outer = made[parent][0] if parent is not None and made.get(parent) else None
            made[index] = self._records(scored[index], outer)
            found += made[index]
        return sorted(found, key=lambda s: (s.content[0].start, -s.content[-1].end, s.id))

    def _depth(self, index: int, above: list[int | None]) -> tuple[int, int]:
        depth, parent = 0, above[index]
        while parent is not None and depth < 50:
            depth, parent = depth + 1, above[parent]
        return depth, index

    def _keep(self, attribution: Attribution, parent: int | None) -> bool:
        if attribution.source_head is None or attribution.source is None:
            return attribution.rule == "quote-alone" and parent is None
        source = self.reading.doc[attribution.source_head]
        return not (parent is not None and source.lower_ in SELF and attribution.rule != "imagined")

    def _records(self, scored: Scored, outer: Statement | None) -> list[Statement]:
        attribution, nested_in = scored.attribution, outer.id if outer else None
        if attribution.source_head is None or attribution.source is None:
            return [self._record(scored, None, nested_in)]
        source = self.reading.doc[attribution.source_head]
        if attribution.rule == "caption":
            people = [Named(attribution.source, self.names.within(*attribution.source))]
        elif outer is not None and outer.speaker is not None and is_self(source):
            people = [Named(attribution.source, self.names.by_id(outer.speaker.actor))]
        else:
            people = named(source, self.names)
        return [self._record(scored, person, nested_in) for person in people]

    def _record(self, scored: Scored, person: Named | None, nested_in: str | None) -> Statement:
        attribution = scored.attribution
        document, doc = self.reading.document, self.reading.doc
        actor = person.actor if person else None
        kind, pieces = self._kind(attribution)
        role = actor.role if actor else "unknown"
        addressee, medium = carriers(doc, attribution)
        medium = medium or reported_through(doc, attribution)
        words = " ".join(document.text[a:b] for a, b in pieces)
        return Statement(
            id=record_id("statement", document.id, [*pieces, *_places(person, attribution)], attribution.rule),
            document=document.id,
            speaker=self._speaker(person),
            party=actor.party if actor else None,
            role=role,
            kind=kind,
            status=status_of(doc, attribution),
            content=tuple(document.span(a, b) for a, b in pieces),
            cue=document.span(*attribution.cue) if attribution.cue else None,
            addressee=self._ref(addressee),
            medium=self._ref(medium),
            made=self._made(attribution),
            stance=stance_of(sense_of(doc, attribution), words, role, self._told(attribution, kind, pieces)),
            nested_in=nested_in,
            aside=nested_in is None and is_aside(doc, attribution),
            by=By(name=attribution.rule, confidence=round(scored.confidence, 3)),
        )

    def _told(self, attribution: Attribution, kind: StatementKind, pieces: list[Place]) -> Told:
        """Return how words are told: their cue, and their main clause."""
        doc = self.reading.doc
        head = doc[attribution.head]
        return Told(
            lemma=attribution.lemma,
            rule=attribution.rule,
            quoted=kind == "direct",
            past=head.tag_ in ("VBD", "VBN"),
            clause=clause_of(doc, *pieces[0]),
        )

    def _speaker(self, person: Named | None) -> Speaker | None:
        if person is None:
            return None
        start, end = person.words
        words = self.reading.document.text[start:end]
        return Speaker(actor=person.actor.id if person.actor else None, start=start, end=end, text=words)

    def _made(self, attribution: Attribution) -> DateRange | None:
        """Return the date of the utterance: the one that governs its cue, and none inside its words."""
        if attribution.cue is None or not self.dates:
            return None
        found = date_for(self.reading.doc[attribution.head], self.dates)
        return None if found is None or attribution.holds(found.start) else found

    def _ref(self, words: Place | None) -> Ref | None:
        if words is None:
            return None
        actor = self.names.within(*words)
        return Ref(
            text=self.reading.document.text[words[0] : words[1]],
            start=words[0],
            end=words[1],
            actor=actor.id if actor else None,
        )

    def _marks_in(self, place: Place) -> bool:
        """Tell whether words of a quotation stand in a place."""
        index = bisect.bisect_left(self.starts, place[0])
        if index < len(self.starts) and self.starts[index] < place[1]:
            return True
        return index > 0 and self.furthest[index - 1] > place[0] + 1

    def _kind(self, attribution: Attribution) -> tuple[StatementKind, list[Place]]:
        """Tell direct from mixed and indirect; the content of a direct one is the text inside the marks."""
        by_start = self.inner
        if all(piece in by_start for piece in attribution.content):
            return "direct", [by_start[piece] for piece in attribution.content]
        holds = any(self._marks_in(place) for place in attribution.content)
        return ("mixed" if holds else "indirect"), list(attribution.content)


def _places(person: Named | None, attribution: Attribution) -> list[Place]:
    """Return what tells apart two statements on the same words: who, and by which cue."""
    return [*([person.words] if person else []), *([attribution.cue] if attribution.cue else [])]
