"""Events: the acts of a document as records, each told once, with date, place, status and the statement around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Side
from talleyrand.evidence.dates import date_for, dates_within
from talleyrand.evidence.event_act import Act, joined
from talleyrand.evidence.event_acts import acts
from talleyrand.evidence.event_frames import frames
from talleyrand.evidence.event_merge import merged
from talleyrand.evidence.event_status import status
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.ground_statements import StatementMap
from talleyrand.evidence.records import By, DateRange, Event, EventStatus, Party, Statement
from talleyrand.evidence.scene import scene
from talleyrand.evidence.tree import children
from talleyrand.ids import record_id

if TYPE_CHECKING:
    from spacy.tokens import Token

CONFIDENCE = {
    "announced": 0.75,
    "commitment": 0.83,
    "condition": 0.67,
    "context": 0.63,
    "duty": 0.78,
    "frame": 0.74,
    "light verb": 0.7,
    "main talks": 0.67,
    "noun": 0.5,
    "own intent": 0.62,
    "phrase": 0.75,
    "refusal": 0.5,
    "ruled out": 0.67,
    "talks": 0.86,
}
"""Share of each rule's events whose class and sides the labels have, too, on all that was labelled for development.

One right and one wrong event are added to each, so that few make no certainty. ``python -m benchmarks.events`` prints
these numbers. They lean low: where a sentence has one label, a second true event in it counts as wrong.
"""


_MEMORY = 12
"""Acts told before, among which an answer looks for what it answers."""


@dataclass(frozen=True)
class EventExtractor:
    """Proposes `Event` records from frames over the parse.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> report = Document(sha256="0" * 64, text="Peru has not issued an ultimatum to Ecuador.")
    >>> event = next(r for r in read(report, load()).records if r.type == "event")
    >>> event.plover, event.status, event.source[0].party, event.target[0].party
    ('THREATEN', 'denied', 'PER', 'ECU')
    """

    name: str = "events"

    def propose(self, reading: Reading) -> Reading:
        """Return the reading with its events."""
        stage = scene(reading)
        statements = StatementMap.of(reading.of(Statement))
        found: list[Event] = []
        told: list[Act] = []
        for sentence in reading.doc.sents:
            inside = tuple(dates_within(stage.dates, sentence.start_char, sentence.end_char))
            new = list(acts(stage.cast, sentence, told[-_MEMORY:]))
            told += new
            found += [_record(reading, joined(act), inside, stage.base, statements) for act in new]
        return reading.adding(merged(found))


def _record(
    reading: Reading,
    act: Act,
    dates: tuple[DateRange, ...],
    base: date | None,
    statements: StatementMap,
) -> Event:
    when = date_for(act.trigger, dates) or (date_for(act.governor, dates) if act.trigger != act.governor else None)
    beside = dates[0] if len(dates) == 1 and act.trigger.dep_ in {"acl", "relcl"} else None
    first, last = _extent(act)
    document = reading.document
    evidence = document.span(first.idx, last.idx + len(last.text))
    said = statements.statement_around(evidence)
    imagined = said is not None and said.status == "hypothetical"
    return Event(
        id=record_id("event", document.id, [evidence.place], act.plover),
        document=document.id,
        source=_parties(act.source),
        target=_parties(act.target),
        plover=act.plover,
        status="hypothetical" if imagined else _status(act, when, base, beside),
        date=when,
        place=_place(act.trigger),
        context=_context(act),
        evidence=(evidence,),
        statement=said.id if said else None,
        by=By(name=f"events: {act.rule}", confidence=CONFIDENCE.get(act.rule, 0.5)),
    )


def _status(act: Act, when: DateRange | None, base: date | None, beside: DateRange | None) -> EventStatus:
    """Return an act's status; who "would not let" somebody has refused, whatever the negation says."""
    told = status(act.trigger, act.governor, when, base, beside)
    settled = act.rule in {"refusal", "condition"} and told in {"denied", "hypothetical", "planned"}
    return "happened" if settled else told


def _parties(sides: Iterable[Side]) -> tuple[Party, ...]:
    return tuple(side.as_party() for side in sides)


def _extent(act: Act) -> tuple[Token, Token]:
    """Return the first and last word that an act rests on: its trigger, its object's head and its sides."""
    trigger = act.trigger
    doc = trigger.doc
    below = {w.i for w in trigger.subtree}
    words = [trigger.i, act.head.i if act.head.i in below else trigger.i]
    words += [c.i for c in children(trigger) if c.dep_ in {"prt", "neg", "aux", "auxpass"} and abs(c.i - trigger.i) < 4]
    words += [s.word for s in act.target if s.word in below and s.word - trigger.i < _REACH]
    if trigger.pos_ == "NOUN":
        words += [s.word for s in act.source if s.word in below and abs(s.word - trigger.i) < _REACH]
        words += [c.i for c in trigger.lefts if c.dep_ in {"amod", "compound"}]
    return doc[min(words)], doc[max(words)]


_REACH = 25


def _place(trigger: Token) -> str | None:
    """Return the place that "in" or "at" names at the act, as its words stand."""
    doc = trigger.doc
    for word in trigger.subtree:
        if word.dep_ != "pobj" or word.head.lower_ not in {"in", "at", "near", "outside"}:
            continue
        if word.ent_type_ in {"GPE", "LOC", "FAC"} and not _in_a_clause(word, trigger):
            return str(doc[word.left_edge.i : word.i + 1].text)
    return None


def _in_a_clause(word: Token, top: Token) -> bool:
    """Tell whether a clause of its own stands between a word and the one above it."""
    for above in word.ancestors:
        if above == top:
            return False
        if above.dep_ in {"relcl", "acl", "advcl", "ccomp", "conj", "parataxis"} and above.pos_ in {"VERB", "AUX"}:
            return True
    return False


def _context(act: Act) -> tuple[str, ...]:
    """Return what an act is about (military, economic, …), from the words below it."""
    tags: set[str] = set()
    for word in act.trigger.subtree:
        tags.update(frames().context.get(word.lemma_.lower(), ()))
    return tuple(sorted(tags))
