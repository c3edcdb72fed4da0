"""Levers told by what somebody could do: "Algeria could shut the valve", "the duty that X levies can be doubled"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import agent, is_passive, objects, surface_subject
from talleyrand.evidence.lexicon_files import lexicon, words_of
from talleyrand.evidence.phrases import standing
from talleyrand.evidence.tie_bond import Bond, means_of_nouns
from talleyrand.evidence.tie_who import free_side, recalled, relative_subject
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_words = partial(words_of, "ties", "could")
_MODALS = frozenset({"can", "could", "may", "might"})


def capable(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Yield the levers of a sentence that stand in what somebody can do to another."""
    for verb in sentence:
        if verb.pos_ not in {"VERB", "AUX"} or not _can(verb):
            continue
        deed = _deed(verb)
        if deed is None or any(c.dep_ == "neg" for c in children(verb)):
            continue
        yield from _levers(cast, verb, deed)


def commanding(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Yield who holds what another needs: "Egypt controls the only gate through which food can reach Gaza"."""
    for verb in standing(sentence, _words("commands")):
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in _words("commands") or verb.tag_ == "VBD":
            continue
        subject, things = surface_subject(verb), objects(verb)
        if subject is None or is_passive(verb) or any(c.dep_ == "neg" for c in children(verb)):
            continue
        holder = next((s for s in cast.named(subject) if s.party), None)
        means = _means(things)
        over = free_side(cast, [t for o in things for t in o.subtree], holder) if holder is not None else None
        if holder is not None and over is not None and means:
            ends = _ends(verb, [verb.i, holder.word, over.word])
            yield Bond(str(holder.party), over.party, "lever", (means,), verb, *ends, "command")


def _can(verb: Token) -> bool:
    """Tell whether somebody is able to do it: "could", "has only to", "is free to", "it takes X one call to"."""
    if any(c.lower_ in _MODALS for c in children(verb) if c.dep_ == "aux"):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VB":
        return _can(verb.head) and verb.head.pos_ == "VERB"
    if verb.dep_ not in {"xcomp", "advcl", "acl", "ccomp"} or verb.tag_ != "VB":
        return False
    above = (verb.head, *children(verb.head), *children(verb.head.head))
    low = {w.lower_ for w in above}
    return bool(low & _words("able")) or (verb.head.lemma_ in {"have", "need"} and "only" in low)


def _deed(verb: Token) -> Token | None:
    """Return the verb that says what could be done: this one, or the one that "do so again" stands for."""
    if verb.lemma_ == "do" and any(c.lower_ in {"so", "it", "that"} for c in children(verb)) and verb.dep_ == "conj":
        verb = verb.head
    lemma = verb.lemma_.lower()
    if lemma in _words("verbs"):
        return verb
    particles = {c.lower_ for c in children(verb) if c.dep_ in {"prt", "prep", "advmod"}}
    if any(f"{lemma} {particle}" in _words("verbs") for particle in particles):
        return verb
    if lemma in {"open", "unlock", "loose"} and any(t.lemma_.lower() in _words("gates") for t in objects(verb)):
        return verb
    if lemma in _words("rates") and any(t.lemma_.lower() in _words("dues") for o in objects(verb) for t in o.subtree):
        return verb
    return None


def _levers(cast: Cast, verb: Token, deed: Token) -> Iterator[Bond]:
    things = [*objects(deed), *_called_in(deed)]
    passive = is_passive(deed)
    subject = surface_subject(verb)
    if subject is None:
        return
    holder = _doer(cast, deed, subject) if passive else next((s for s in cast.named(subject) if s.party), None)
    if holder is None or not holder.party:
        return
    words = [t for o in things for t in o.subtree]
    words += [t for c in children(deed) if c.dep_ in {"prep", "dative", "prt", "advmod"} for t in c.subtree]
    over = free_side(cast, words, holder)
    means = _means(things)
    if over is None and means and deed.lemma_ not in _words("rates"):
        over = _beside(cast, deed, holder) or next((s for o in things if (s := recalled(cast, o, holder))), None)
    if over is None and _stops(deed, things):
        for side in cast.named(subject) if not passive else (holder,):
            if side.party:
                yield Bond(
                    side.party, None, "lever", ("veto",), verb, *_ends(verb, [verb.i, deed.i, side.word]), "could", True
                )
        return
    if over is None or not over.party:
        return
    places = [verb.i, deed.i, *(o.i for o in things), holder.word, over.word]
    places = [p for p in places if verb.sent.start <= p < verb.sent.end]
    yield Bond(
        holder.party, over.party, "lever", (means or "influence",), verb, min(places), max(places), "could", True
    )


def _called_in(deed: Token) -> list[Token]:
    """Return the objects that the parser hangs below a particle: "call in *the loan*"."""
    preps = (c for c in children(deed) if f"{deed.lemma_.lower()} {c.lower_}" in _words("verbs"))
    return [w for prep in preps for w in children(prep) if w.dep_ == "pobj"]


def _stops(deed: Token, things: list[Token]) -> bool:
    """Tell whether somebody can stop what is negotiated, over whomever: "can sink the plan with a single vote"."""
    outcomes = lexicon("expectation_cues")["outcomes"]
    return deed.lemma_.lower() in _words("stops") and any(t.lemma_.lower() in outcomes for t in things)


def _ends(verb: Token, places: list[int]) -> tuple[int, int]:
    own = [p for p in places if verb.sent.start <= p < verb.sent.end]
    return min(own), max(own)


def _doer(cast: Cast, verb: Token, thing: Token) -> Side | None:
    """Return who could do what is told in the passive: "by X", whoever does it today, or whose it is."""
    doer = agent(verb)
    words = [doer] if doer is not None else [w for w in (relative_subject(thing), *_owners(thing)) if w is not None]
    return next((s for w in words for s in cast.named(w) if s.party), None)


def _owners(thing: Token) -> list[Token]:
    return [c for c in children(thing) if c.dep_ in {"poss", "amod"}]


def _means(things: list[Token]) -> str | None:
    kinds = means_of_nouns()
    found = (kinds.get(t.lemma_.lower()) for o in things for t in o.subtree)
    dues = any(t.lemma_.lower() in _words("dues") for o in things for t in o.subtree)
    gates = any(t.lemma_.lower() in _words("gates") for t in things)
    return next((k for k in found if k), "trade" if dues else "transport" if gates else None)


def _beside(cast: Cast, verb: Token, holder: Side) -> Side | None:
    """Return the party named nearest in the sentence, which knows that its thing could be stopped."""
    row = list(verb.sent)
    after = free_side(cast, [t for t in row if t.i > verb.i], holder)
    return after or free_side(cast, [t for t in reversed(row) if t.i < verb.i], holder)
