"""Ties in nouns: "Moscow's biggest trade partner and a source of loans", a seat in the Security Council."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.phrases import forms, standing
from talleyrand.evidence.tie_bond import Bond, means_of_nouns
from talleyrand.evidence.tie_who import elsewhere
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token


def nominal(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Yield the ties that the nouns of a sentence tell of."""
    for token in standing(sentence, lexicon("ties")["nouns"]):
        if token.pos_ in {"NOUN", "PROPN"}:
            yield from _nominal(cast, token)
    yield from _in_council(cast, sentence)


def _nominal(cast: Cast, noun: Token) -> Iterator[Bond]:
    """Read "Beijing, Moscow's biggest trade partner and a source of loans"."""
    entry = lexicon("ties")["nouns"].get(noun.lemma_.lower())
    if entry is None or (noun.dep_ == "conj" and noun.head.lemma_.lower() in lexicon("ties")["nouns"]):
        return
    near = {w.lower_ for w in children(noun)}
    if entry["needs"] and not near & set(entry["needs"]):
        return
    over = _owner(cast, noun)
    holder = _equal(cast, noun)
    if holder and over and over[0].key == holder[0].key:
        over = tuple(s for s in (elsewhere(cast, noun, holder[0]),) if s is not None)
    if not over or not holder or not holder[0].party:
        return
    kinds = means_of_nouns()
    means = list(entry["means"])
    means += [k for w in noun.subtree if (k := kinds.get(w.lemma_.lower())) and k not in means and w != noun]
    if not means:
        return
    tokens = [t.i for t in noun.subtree if t.dep_ != "relcl"]
    for side in over:
        if side.party and side.party != holder[0].party:
            yield Bond(holder[0].party, side.party, "lever", tuple(means), noun, min(tokens), max(tokens), noun.lemma_)


def _owner(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return whose partner or source it is: its possessor, "of" or "for" whom, or that of the noun it is joined to."""
    for child in children(noun):
        if child.dep_ == "poss" and (sides := cast.named(child)):
            return sides
    for name in ("for", "of", "to"):
        for prep in children(noun):
            if prep.lower_ == name:
                for word in children(prep):
                    if sides := cast.named(word):
                        return sides
    return _owner(cast, noun.head) if noun.dep_ == "conj" else ()


def _equal(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return who is the partner or source: what the noun is in apposition to, or the subject of "is"."""
    word = noun
    while word.dep_ == "conj":
        word = word.head
    if word.dep_ == "appos":
        return cast.named(word.head)[:1]
    if word.dep_ == "pobj" and word.head.lower_ in {"of", "among"} and word.head.head.dep_ == "attr":
        word = word.head.head  # "one of its best customers"
    if word.dep_ in {"attr", "oprd"}:
        subject = surface_subject(word.head)
        return cast.named(subject)[:1] if subject is not None else ()
    before = word.left_edge.i - 1
    if before > 0 and word.doc[before].lower_ == "," and (side := cast.side(word.doc[before - 1])):
        return (side,)  # an apposition that the parser took for a second object
    return next(((s,) for c in children(word) if c.dep_ == "appos" and (s := cast.side(c))), ())


def _councils(sentence: Sentence) -> list[int]:
    said = forms(sentence.doc)[sentence.start : sentence.end]
    return [place for place, form in enumerate(said) if "council" in form]


def _in_council(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Read "anything which involves the Security Council, Russia is there": a seat in the Council is a lever."""
    if not any(place and sentence[place - 1].lower_ == "security" for place in _councils(sentence)):
        return
    for token in sentence:
        there = token.lemma_ == "be" and any(c.lower_ == "there" and c.dep_ == "advmod" for c in children(token))
        member = token.lemma_ in {"member", "veto"}
        if not (there or member):
            continue
        subject = (
            surface_subject(token if there else token.head) if there or token.head.pos_ in {"VERB", "AUX"} else None
        )
        for side in cast.named(subject) if subject is not None else ():
            if side.party and side.actor and side.actor.kind == "state":
                first = next(t.i for t in sentence if t.lower_ == "security")
                ends = sorted((first, token.i, side.word))
                yield Bond(side.party, None, "lever", ("veto",), token, ends[0], ends[-1], "council")
