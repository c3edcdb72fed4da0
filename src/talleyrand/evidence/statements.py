"""Statements: who said, thought, wanted or refused what, to whom, through what, and inside whose words."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.captions import find_captions
from talleyrand.evidence.clauses import find_clauses
from talleyrand.evidence.confidence import confidence
from talleyrand.evidence.dates import date_for, find_dates
from talleyrand.evidence.edges import refined
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.imagined import quoted_inside
from talleyrand.evidence.joining import join
from talleyrand.evidence.medium import carriers, reported_through
from talleyrand.evidence.nesting import parents, status_of, worth_nesting
from talleyrand.evidence.quoted import attribute_quotations
from talleyrand.evidence.quotes import Quotation, find_quotations, paragraphs_of
from talleyrand.evidence.records import By, DateRange, Ref, Speaker, Statement, StatementKind
from talleyrand.evidence.scoring import Model, Vote, features, offsets, shipped
from talleyrand.evidence.speakers import Named, Names, named
from talleyrand.evidence.stance import stance_of
from talleyrand.evidence.tagging import tagged
from talleyrand.ids import record_id

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from talleyrand.reading.document import Document

Place = tuple[int, int]

LEAST = 0.3
"""Least confidence of a statement."""
LEAST_NESTED = 0.5
"""Least confidence of a statement inside another."""

_SELF = frozenset({"i", "we", "you", "me", "us"})


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
        found = candidates(document, doc, quotations, beyond=self.model is not None)
        scored = [Scored(a, confidence(a)) for a in found]
        if self.model is not None:
            scored = weighed(self.model, doc, quotations, found)
        inner = quoted_inside(doc, document.text, quotations)
        unscored = [*inner, *find_captions(doc, document.text, paragraphs_of(document))]
        heads = {a.head for a in inner}
        scored = [s for s in scored if s.attribution.head not in heads]
        return chosen(doc, [*scored, *(Scored(a, confidence(a)) for a in unscored)])


@dataclass(frozen=True)
class Scored:
    """An attribution and how likely it is one."""

    attribution: Attribution
    confidence: float

    @property
    def likely(self) -> bool:
        """Whether it may become a statement."""
        return self.confidence >= LEAST


def weighed(model: Model, doc: Doc, quotations: tuple[Quotation, ...], found: list[Attribution]) -> list[Scored]:
    """Give the candidates of the rules their probability, and add what the tagger finds where none of them is likely.

    In the place of a likely candidate it finds worse edges, even where the model prefers it.
    """
    starts = offsets(doc)
    if model.tagger is None:
        return [Scored(a, model.probability(features(doc, a, starts))) for a in found]
    path = model.tagger.tag(doc, quotations)
    vote = Vote(path)
    scored = [Scored(a, model.probability(features(doc, a, starts, vote))) for a in found]
    more = tagged(doc, path)
    rivals = rivals_of(more, [s for s in scored if s.likely])
    proposed = [
        Scored(a, model.probability([*features(doc, a, starts, vote), rival(r)]))
        for a, r in zip(more, rivals, strict=True)
    ]
    kept = [*scored, *(s for s, others in zip(proposed, rivals, strict=True) if not others)]
    return [
        replace(s, attribution=refined(model.edges, doc, s.attribution, starts, vote.path)) if s.likely else s
        for s in kept
    ]


def rival(others: Sequence[Scored]) -> str:
    """Return the feature of what the tagger finds: how likely the likeliest candidate is that it touches."""
    return f"rival={int(10 * max((s.confidence for s in others), default=0.0))}"


def rivals_of(found: Sequence[Attribution], others: Sequence[Scored]) -> list[list[Scored]]:
    """Return for each attribution those of the others that share a character of content or cue with it."""
    taken = sorted(((place, k) for k, s in enumerate(others) for place in _words(s.attribution)))
    starts = [place[0] for place, _ in taken]
    furthest = list(accumulate((place[1] for place, _ in taken), max))

    def touching(place: Place) -> Iterator[int]:
        index = bisect.bisect_left(starts, place[1]) - 1
        while index >= 0 and furthest[index] > place[0]:
            if taken[index][0][1] > place[0]:
                yield taken[index][1]
            index -= 1

    return [[others[k] for k in sorted({k for place in _words(a) for k in touching(place)})] for a in found]


def _words(attribution: Attribution) -> list[Place]:
    return [*attribution.content, *([attribution.cue] if attribution.cue else [])]


def chosen(doc: Doc, scored: list[Scored]) -> list[Scored]:
    """Keep what is likely enough; inside another's words more is asked."""
    likely = sorted(
        (s for s in scored if s.confidence >= LEAST),
        key=lambda s: (s.attribution.start, -s.attribution.end, s.attribution.head, s.attribution.rule),
    )
    above = parents([s.attribution for s in likely])
    return [
        s
        for s, parent in zip(likely, above, strict=True)
        if parent is None or (s.confidence >= LEAST_NESTED and worth_nesting(doc, s.attribution))
    ]


def candidates(
    document: Document, doc: Doc, quotations: tuple[Quotation, ...], beyond: bool = True
) -> list[Attribution]:
    """Find what may be an attribution, sorted by the start of the content; `beyond` goes past the lexicon."""
    paragraphs = paragraphs_of(document)
    quoted = attribute_quotations(doc, document.text, quotations, paragraphs)
    return join(doc, find_clauses(doc, beyond), quoted, paragraphs)


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
        above = parents(attributions)
        kept = [self._keep(a, above[i]) for i, a in enumerate(attributions)]
        made: dict[int, list[Statement]] = {}
        found: list[Statement] = []
        for index in sorted(range(len(attributions)), key=lambda i: self._depth(i, above)):
            if not kept[index]:
                continue
            parent = above[index]
            while parent is not None and not kept[parent]:
                parent = above[parent]
            nested_in = made[parent][0].id if parent is not None and made.get(parent) else None
            made[index] = self._records(scored[index], nested_in)
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
        return not (parent is not None and source.lower_ in _SELF and attribution.rule != "imagined")

    def _records(self, scored: Scored, nested_in: str | None) -> list[Statement]:
        attribution = scored.attribution
        if attribution.source_head is None:
            return [self._record(scored, None, nested_in)]
        if attribution.rule == "caption" and attribution.source is not None:
            actor = self.names.within(*attribution.source)
            return [self._record(scored, Named(attribution.source, actor), nested_in)]
        people = named(self.reading.doc[attribution.source_head], self.names)
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
            stance=stance_of(attribution.sense, words, role, attribution.lemma),
            nested_in=nested_in,
            by=By(name=attribution.rule, confidence=round(scored.confidence, 3)),
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
