"""Expectations: who holds which outcome likely, unlikely or open ("few believe …", "analysts doubt that …")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talleyrand.evidence.expectation_cues import in_phrases
from talleyrand.evidence.expectation_forecasts import in_statements
from talleyrand.evidence.expectation_found import Found
from talleyrand.evidence.expectation_odds import in_odds
from talleyrand.evidence.expectation_verbs import VERBS, in_verbs
from talleyrand.evidence.expectation_words import WORDS, in_words
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.ground_statements import StatementMap
from talleyrand.evidence.phrases import standing
from talleyrand.evidence.records import By, Expectation, Statement
from talleyrand.ids import record_id

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

MOST_NEAR = 12
"""How many expectations back one may overlap."""
MOST_WORDS = 16
"""Words of a clause that says what is expected; a longer one is cut where its first part ends."""
LEAST_WORDS = 4
_SELF = frozenset({"i", "we", "my", "our"})
_BREAKS = frozenset({"advcl", "parataxis", "conj", "relcl", "acl", "appos"})


@dataclass(frozen=True)
class ExpectationExtractor:
    """Proposes `Expectation` records.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> text = "Hardly anybody in Geneva believes that the parties will sign before Easter."
    >>> e = next(r for r in read(Document(sha256="0" * 64, text=text), load()).records if r.type == "expectation")
    >>> e.holder, e.about, e.likelihood
    ('Hardly anybody in Geneva', 'the parties will sign before Easter', 'unlikely')
    """

    name: str = "expectations"

    def propose(self, reading: Reading) -> Reading:
        """Return the reading with its expectations."""
        said = StatementMap.of(reading.of(Statement))
        kept: list[Found] = []
        for sentence in reading.doc.sents:
            for one in _in_sentence(sentence):
                if not any(_overlap(one, other) for other in kept[-MOST_NEAR:]):
                    kept.append(one)
        for one in in_statements(reading, reading.of(Statement)):
            if not any(_overlap(one, other) for other in kept):
                kept.append(one)
        found: dict[tuple[int, int], Expectation] = {}
        for one in kept:
            record = _record(reading, one, said)
            found.setdefault(record.evidence[0].place, record)
        return reading.adding(found.values())


def _in_sentence(sentence: Sentence) -> Iterator[Found]:
    """Yield what a sentence expects, the surest rule first: numbers, verbs, adjectives, set phrases."""
    yield from in_odds(sentence)
    for token in standing(sentence, VERBS):
        yield from in_verbs(token)
    for token in standing(sentence, WORDS):
        yield from in_words(token)
    yield from in_phrases(sentence)


def _overlap(one: Found, other: Found) -> bool:
    return one.place[0] <= other.place[1] and other.place[0] <= one.place[1]


def _record(reading: Reading, found: Found, statements: StatementMap) -> Expectation:
    doc, document = reading.doc, reading.document
    first, last = (doc[at] for at in found.place)
    evidence = document.span(first.idx, last.idx + len(last.text))
    said = statements.statement_around(evidence)
    speaker = said.speaker.text if said and said.speaker else None
    own = found.who is None or (speaker is not None and doc[found.who[0]].lower_ in _SELF)
    holder = speaker if own else _named(reading, found.who) if found.who else None
    return Expectation(
        id=record_id("expectation", document.id, [evidence.place]),
        document=document.id,
        holder=holder,
        about=_words(reading, *_short(reading, *found.about)),
        likelihood=found.likelihood,
        statement=said.id if said else None,
        evidence=(evidence,),
        by=By(name=f"expectations: {found.rule}", confidence=0.7),
    )


def _named(reading: Reading, who: tuple[int, int]) -> str:
    """Return a person's full name where the words are one, else the words."""
    doc = reading.doc
    actor = reading.actors.at(doc[who[0]].idx, doc[who[1]].idx + len(doc[who[1]].text))
    return actor.name if actor and actor.kind == "person" else _words(reading, *who)


def _short(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Return what is expected without the clauses that trail it, where it is long: a clause, no sentence."""
    doc = reading.doc
    if last - first < MOST_WORDS:
        return first, last
    stops = [t.i for t in doc[first + LEAST_WORDS : last + 1] if t.text in {",", ";", ":", "–", "—"}]
    stops += [
        t.left_edge.i for t in doc[first : last + 1] if t.dep_ in _BREAKS and t.left_edge.i >= first + LEAST_WORDS
    ]
    end = min(stops, default=min(last, first + MOST_WORDS) + 1) - 1
    while end > first and (doc[end].is_punct or doc[end].is_space or doc[end].dep_ in {"cc", "mark", "prep"}):
        end -= 1
    return first, min(end, last)


def _words(reading: Reading, first: int, last: int) -> str:
    doc = reading.doc
    text = reading.document.text[doc[first].idx : doc[last].idx + len(doc[last].text)]
    return " ".join(text.split())
