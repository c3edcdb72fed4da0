"""Ties: what parties hold over each other, told in a document, each once with its words and its magnitude."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from talleyrand.evidence.dates import date_for, dates_within
from talleyrand.evidence.event_status import status
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.ground_statements import StatementMap
from talleyrand.evidence.issue_matching import Matcher, our_matcher, weights
from talleyrand.evidence.magnitudes import magnitude
from talleyrand.evidence.records import By, Statement, Tie
from talleyrand.evidence.scene import scene
from talleyrand.evidence.tie_bond import Bond
from talleyrand.evidence.tie_could import capable, commanding
from talleyrand.evidence.tie_cues import cued
from talleyrand.evidence.tie_frames import verbal
from talleyrand.evidence.tie_links import linked
from talleyrand.evidence.tie_loss import lost
from talleyrand.evidence.tie_nouns import nominal
from talleyrand.evidence.tie_share import served, shared
from talleyrand.evidence.tie_without import without
from talleyrand.ids import record_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spacy.tokens import Span as Sentence

    from talleyrand.evidence.cast import Cast
    from talleyrand.evidence.records import DateRange

CONFIDENCE = 0.65


@dataclass(frozen=True)
class TieExtractor:
    """Proposes `Tie` records.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> text = "Armenia buys more than 80 percent of its gas from Russia."
    >>> tie = next(r for r in read(Document(sha256="0" * 64, text=text), load()).records if r.type == "tie")
    >>> tie.holder, tie.over, tie.kind, tie.means, tie.magnitude.value
    ('RUS', 'ARM', 'lever', ('energy',), 80.0)
    """

    name: str = "ties"

    def propose(self, reading: Reading) -> Reading:
        """Return the reading with its ties."""
        stage = scene(reading)
        statements = StatementMap.of(reading.of(Statement))
        matcher = our_matcher()
        found: dict[tuple[object, ...], Tie] = {}
        for sentence in reading.doc.sents:
            inside = tuple(dates_within(stage.dates, sentence.start_char, sentence.end_char))
            for bond in _bonds(stage.cast, sentence):
                tie = _record(reading, bond, inside, stage.base, statements, matcher)
                if tie is not None:
                    key = (tie.holder, tie.over, tie.kind, tie.means, tie.status)
                    found[key] = _joined(found[key], tie) if key in found else tie
        return reading.adding(found.values())


def _bonds(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Yield the ties of a sentence; a set phrase adds only what no rule before it has read from the same words."""
    found = [*verbal(cast, sentence), *nominal(cast, sentence), *linked(cast, sentence), *without(cast, sentence)]
    further = (
        *lost(cast, sentence),
        *shared(cast, sentence),
        *served(cast, sentence),
        *capable(cast, sentence),
        *commanding(cast, sentence),
        *cued(cast, sentence),
    )
    for bond in further:
        if not any(_same(bond, other) for other in found):
            found.append(bond)
    yield from found


_SORTS = {"lever": "holds", "dependence": "holds", "constraint": "binds", "linkage": "links"}


def _same(bond: Bond, other: Bond) -> bool:
    """Tell whether two ties join the same two, either way round, in the same way and in words that overlap."""
    between = {bond.holder, bond.over} == {other.holder, other.over}
    between = between or (bond.holder == other.holder and None in (bond.over, other.over))
    return between and _SORTS[bond.kind] == _SORTS[other.kind] and bond.first <= other.last and other.first <= bond.last


def _record(
    reading: Reading,
    bond: Bond,
    dates: tuple[DateRange, ...],
    base: date | None,
    statements: StatementMap,
    matcher: Matcher,
) -> Tie | None:
    doc, document = reading.doc, reading.document
    first, last = doc[bond.first], doc[bond.last]
    evidence = document.span(first.idx, last.idx + len(last.text))
    told = "happened"
    if bond.word.pos_ in {"VERB", "AUX"}:
        told = status(bond.word, bond.word, date_for(bond.word, dates), base)
    if told in _NOT_A_TIE and bond.kind not in {"constraint", "linkage"} and not bond.standing:
        return None
    if bond.standing and told != "planned":
        told = "happened"
    said = statements.statement_around(evidence)
    return Tie(
        id=record_id("tie", document.id, [evidence.place], bond.holder, bond.over or "", bond.kind),
        document=document.id,
        holder=bond.holder,
        over=bond.over,
        kind=bond.kind,
        means=bond.means,
        issue=next(iter(weights(matcher.find(doc[bond.first : bond.last + 1]))), None),
        magnitude=magnitude(evidence.text),
        status="happened" if told in _NOT_A_TIE else told,
        statement=said.id if said else None,
        evidence=(evidence,),
        by=By(name=f"ties: {bond.rule}", confidence=CONFIDENCE),
    )


_NOT_A_TIE = frozenset({"denied", "historical"})


def _joined(one: Tie, other: Tie) -> Tie:
    """Return a tie told twice as one with both its spans."""
    return one.model_copy(
        update={"evidence": (*one.evidence, *other.evidence), "magnitude": one.magnitude or other.magnitude}
    )
