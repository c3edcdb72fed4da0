"""Set phrases that call an outcome likely or not: "as remote as ever", "within reach", "no deal is expected"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from talleyrand.evidence.event_sides import surface_subject
from talleyrand.evidence.expectation_found import TURN, Found, noun_phrase, stretch
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.phrases import Phrases, governor
from talleyrand.evidence.records import Likelihood
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@dataclass(frozen=True)
class Cue:
    """What a phrase tells of; see the head of ``expectation_cues.yaml``."""

    likelihood: Likelihood
    holder: bool
    outcome: bool
    turns: bool


@cache
def _cues() -> Phrases[Cue]:
    return Phrases.of(
        (phrase, Cue(entry["likelihood"], *(bool(entry.get(key)) for key in ("holder", "outcome", "turns"))))
        for entry in lexicon("expectation_cues")["cues"]
        for phrase in entry["words"]
    )


def in_phrases(sentence: Span) -> Iterator[Found]:
    """Yield what the set phrases of a sentence say of an outcome."""
    if sentence.text.rstrip().endswith("?"):
        return
    for span, cue in _cues().find(sentence):
        if cue.outcome and not _names_outcome(sentence):
            continue
        verb = governor(span)
        if verb is not None and any(c.lower_ == "had" for c in children(verb)):
            continue  # what once was thought within reach is nobody's expectation now
        subject = surface_subject(verb) if verb is not None else None
        likelihood = TURN[cue.likelihood] if cue.turns and _denied(span, verb) else cue.likelihood
        ends = [span.start, span.end - 1]
        about = _about(span, subject)
        who = None
        if cue.holder:
            if subject is None or not _holds(subject):
                continue
            who = noun_phrase(subject)
        ends += [*about] if sentence.start <= about[0] and about[1] < sentence.end else []
        ends += [*who] if who and sentence.start <= who[0] else []
        yield Found(likelihood, who, about, min(ends), max(ends), "phrase")


def _names_outcome(sentence: Span) -> bool:
    words = lexicon("expectation_cues")["outcomes"]
    return any(t.lemma_.lower() in words for t in sentence)


def _holds(subject: Token) -> bool:
    """Tell whether a subject can hold an expectation: somebody, not a deal and no empty "it"."""
    empty = subject.lower_ in {"this", "that", "there", "which"} or (
        subject.lower_ == "it" and subject.head.pos_ == "AUX"
    )
    return not empty and subject.lemma_.lower() not in lexicon("expectation_cues")["outcomes"]


def _denied(span: Span, verb: Token | None) -> bool:
    own = {t.i for t in span}
    return verb is not None and any(
        (c.dep_ == "neg" or c.lower_ in {"never", "hardly", "no"}) and c.i not in own for c in children(verb)
    )


def _about(span: Span, subject: Token | None) -> tuple[int, int]:
    """Return what is expected: the clause or noun behind the phrase, else the subject of its verb, else itself."""
    doc, end = span.doc, span.sent.end
    for token in doc[span.end : min(end, span.end + 2)]:
        if token.dep_ in {"pobj", "pcomp", "ccomp", "xcomp", "advcl", "dobj", "acl"} or token.dep_ == "mark":
            return stretch(token.head if token.dep_ == "mark" else token)
    behind = next(
        (c for t in span for c in children(t) if c.i >= span.end and c.dep_ in {"pobj", "ccomp", "pcomp"}), None
    )
    if behind is not None:
        return stretch(behind)
    return stretch(subject) if subject is not None and subject.i < span.end else (span.start, span.end - 1)
