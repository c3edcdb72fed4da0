"""Expectations in verbs: "few believe that", "analysts expect X to", "doubts that"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talleyrand.evidence.event_sides import complements, surface_subject
from talleyrand.evidence.expectation_found import (
    BELIEVING,
    NOBODY,
    PREDICTING,
    Found,
    is_denied,
    noun_phrase,
    says_something,
    sentence_before,
    stretch,
)
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.records import Likelihood
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token


VERBS = BELIEVING | {"doubt"}
"""The verbs that tell what somebody holds likely; nothing else need be looked at."""


def in_verbs(token: Token) -> Iterator[Found]:
    """Yield what a verb says that somebody holds likely or not."""
    if token.pos_ in {"VERB", "AUX"}:
        lemma = token.lemma_.lower()
        if lemma == "doubt":
            yield from _doubted(token)
        elif lemma in BELIEVING:
            yield from _believed(token)


def _doubted(verb: Token) -> Iterator[Found]:
    """Read "X doubts that Y": Y is unlikely to X; "did not doubt" turns it."""
    subject = surface_subject(verb)
    about = next(iter(complements(verb)), None) or next((c for c in children(verb) if c.dep_ == "dobj"), None)
    if subject is None or about is None or (about.pos_ == "NOUN" and not _names_outcome(about)):
        return
    likelihood: Likelihood = "likely" if is_denied(verb) else "unlikely"
    span = stretch(about)
    about_span = span if says_something(span) else sentence_before(verb) or span
    yield Found(likelihood, noun_phrase(subject), about_span, min(verb.i, subject.i), span[1], "doubt")


def _believed(verb: Token) -> Iterator[Found]:
    """Read "few believe that", "no one should expect X to", "which few believe is feasible", "analysts expect X to"."""
    subject = surface_subject(verb)
    if subject is None or any(c.dep_ == "auxpass" for c in children(verb)):
        return
    nobody = subject.lower_ in NOBODY or any(c.lower_ in NOBODY for c in subject.lefts) or _hardly(verb)
    clause = next(iter(complements(verb)), None)
    denied = nobody != is_denied(verb)
    so = any(c.lower_ == "so" for c in children(verb)) and verb.sent.start > 0
    asked = so and "?" in verb.doc[max(0, verb.sent.start - 3) : verb.sent.start].text
    if not denied and not asked and (verb.lemma_ not in PREDICTING or not _forecast(verb, clause, subject)):
        return
    denied = denied or any(c.lower_ == "only" for c in subject.subtree)
    advice = nobody and any(c.lower_ in {"should", "ought"} for c in children(verb))
    about, last = _content(verb, clause)
    if about is None:
        return
    if any(c.lower_ in {"which", "that"} and c.dep_ == "det" for c in children(subject)):
        return  # "which few believe is feasible" is read at its adjective
    first = min(verb.i, noun_phrase(subject)[0])
    first = min([first, *(c.i for c in children(verb) if c.dep_ == "neg" or c.lower_ in {"hardly", "scarcely"})])
    who = None if advice else (first if _hardly(verb) else noun_phrase(subject)[0], noun_phrase(subject)[1])
    yield Found("unlikely" if denied else "likely", who, about, first, last, verb.lemma_)


def _hardly(verb: Token) -> bool:
    return any(c.lower_ in {"hardly", "scarcely"} for c in children(verb))


def _forecast(verb: Token, clause: Token | None, subject: Token) -> bool:
    """Tell whether an expectation is a forecast and no demand: its holder is no "Washington expects Kyiv to pay"."""
    if clause is None:
        thing = next((c for c in children(verb) if c.dep_ == "dobj"), None)
        return thing is not None and subject.tag_ == "NNS" and _names_outcome(thing)
    counted = subject.pos_ == "NUM" or subject.lower_ == "most"
    if verb.lemma_ == "expect" and _of_outcome(clause):
        return True  # "he expects to see the truce signed": nothing that the holder asks of anybody
    return counted or (subject.pos_ != "PRON" and (subject.tag_ == "NNS" or subject.ent_type_ == "PERSON"))


def _of_outcome(clause: Token) -> bool:
    """Tell whether an outcome is what a clause is about: its subject, or what is seen to come of it."""
    words = lexicon("expectation_cues")["outcomes"]
    subject = next((c for c in children(clause) if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is not None:
        return subject.lemma_.lower() in words
    things = (c for c in children(clause) if c.dep_ in {"dobj", "ccomp"})
    return clause.lemma_ in {"see", "have", "get"} and any(t.lemma_.lower() in words for c in things for t in c.subtree)


def _names_outcome(thing: Token) -> bool:
    words = lexicon("expectation_cues")["outcomes"]
    return any(t.lemma_.lower() in words for t in thing.subtree)


def _content(verb: Token, clause: Token | None) -> tuple[tuple[int, int] | None, int]:
    """Return the words that the belief is about, and the last token of the whole."""
    if verb.dep_ == "relcl":  # "arsenal, which few believe is feasible": about what the pronoun stands for
        top = verb.head
        while top.head != top and top.dep_ not in {"ROOT", "ccomp", "xcomp", "advcl"}:
            top = top.head
        words = [t.i for t in top.subtree if t.i < verb.left_edge.i and not t.is_punct and t.i >= top.i]
        end = stretch(verb)[1]
        return ((min(words), max(words)) if words else (verb.head.i, verb.head.i)), end
    if clause is None:
        thing = next((c for c in children(verb) if c.dep_ == "dobj" and c.i > verb.i), None)
        if thing is not None and thing.tag_ != "PRP":
            span = stretch(thing)  # "does not expect more"
            return span, span[1]
        before = sentence_before(verb)
        so = [c.i for c in children(verb) if c.lower_ == "so"]
        return before, max([verb.i, *so])
    span = stretch(clause)
    return span, span[1]
