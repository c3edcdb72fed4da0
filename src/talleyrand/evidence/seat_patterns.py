"""Patterns that say who sits where: verbs with their subjects and objects, "without X", "X's seat"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from talleyrand.evidence.cast import Cast
from talleyrand.evidence.event_act import modal
from talleyrand.evidence.event_sides import agent, clause_subject, complements, is_passive, objects, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.phrases import forms
from talleyrand.evidence.records import SeatKind
from talleyrand.evidence.seat_cues import cued
from talleyrand.evidence.seat_phrases import (
    OPENERS,
    Claim,
    claim_stretch,
    conditional,
    denied,
    former,
    named,
    of_talks,
    official,
    phrases,
    talks_at,
)
from talleyrand.evidence.seat_teams import teams
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True)
class Pattern:
    """One line of ``seats.yaml``, compiled."""

    seat: SeatKind
    who: str
    particle: str | None = None
    words: frozenset[str] = frozenset()
    negated: bool = False
    loose: bool = False
    offered: bool = False
    direct: bool = False
    bare: bool = False
    modal: frozenset[str] = frozenset()


@cache
def _patterns() -> tuple[dict[str, tuple[Pattern, ...]], dict[str, Pattern], frozenset[str]]:
    """Return the patterns by verb, those by noun, and the words for talks."""
    verbs: dict[str, list[Pattern]] = {}
    nouns: dict[str, Pattern] = {}
    data = lexicon("seats")
    for entry in data["patterns"]:
        for word in entry.get("verbs", ()):
            lemma, _, particle = str(word).partition(" ")
            verbs.setdefault(lemma, []).append(_pattern(entry, particle or None))
        if "noun" in entry:
            nouns[entry["noun"]] = _pattern(entry, None)
    return {lemma: tuple(row) for lemma, row in verbs.items()}, nouns, frozenset(data["talks"])


def _pattern(entry: dict[str, Any], particle: str | None) -> Pattern:
    return Pattern(
        seat=entry["seat"],
        who=entry["who"],
        particle=particle,
        words=frozenset(entry.get("words", ())),
        negated=bool(entry.get("negated")),
        loose=bool(entry.get("loose")),
        offered=bool(entry.get("offered")),
        direct=bool(entry.get("direct")),
        bare=bool(entry.get("bare")),
        modal=frozenset(entry.get("modal", ())),
    )


def claims(cast: Cast) -> Iterator[Claim]:
    """Yield what a document says of who sits where, in the order of its words."""
    for hit in _hits(cast.reading.doc):
        if hit.pattern is None:
            yield from phrases(cast, hit.word, hit.about_talks)
        else:
            yield from _told(cast, hit.word, hit.pattern, hit.noun)
    yield from cued(cast)
    yield from teams(cast)


@dataclass(frozen=True)
class _Hit:
    """A word that tells who sits where by a pattern, or (where that is none) may open a phrase that does."""

    word: Token
    about_talks: bool
    pattern: Pattern | None = None
    noun: Token | None = None


@lru_cache(maxsize=1)
def _hits(doc: Doc) -> tuple[_Hit, ...]:
    """Return the words that tell, whoever bears it; kept, since claims are asked for before and after the talks."""
    verbs, nouns, words = _patterns()
    telling = verbs.keys() | nouns.keys() | OPENERS
    said, found = forms(doc), list[_Hit | None]()
    for sentence in doc.sents:
        told = said[sentence.start : sentence.end]
        about_talks = any(at[0] in words for at in told)
        found += [_hit(sentence[place], about_talks) for place, at in enumerate(told) if not telling.isdisjoint(at)]
    return tuple(hit for hit in found if hit is not None)


def _hit(token: Token, about_talks: bool) -> _Hit | None:
    """Return what a word tells as a verb, as a place somebody is at, or as what may open a phrase."""
    verbs, nouns, _ = _patterns()
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"} and token.nbor(-1 if token.i else 0).text != "-":
        row = [p for p in verbs.get(lemma, ()) if about_talks or p.loose]
        row = row if row and not (conditional(token) or former(token)) else []
        found = next((p for p in row if _fits(p, token)), None)
        return _Hit(token, about_talks, found) if found else None
    if lemma in nouns and token.dep_ == "pobj":
        verb = next((w for w in token.ancestors if w.pos_ in {"VERB", "AUX"}), None)
        return _Hit(verb, about_talks, nouns[lemma], token) if verb is not None else None
    return _Hit(token, about_talks)


def _fits(pattern: Pattern, verb: Token) -> bool:
    if pattern.particle and not any(c.lower_ == pattern.particle for c in children(verb)):
        return False
    if _negated(verb, pattern) != pattern.negated or not _of_the_talks(pattern, verb):
        return False
    if pattern.modal and not any(c.lower_ in pattern.modal for c in children(verb)):
        return False
    above = verb.head if verb.dep_ in {"xcomp", "acl"} and verb.head != verb else None
    words = {above.lemma_, above.lower_.removesuffix("s")} if above is not None else set()
    offered = above is not None and bool(words & _OFFERS) and not is_passive(above)
    if pattern.seat in _TAKEN and offered != pattern.offered:
        return False
    if pattern.seat == "in" and above is not None and above.lemma_ in {"refuse", "decline", "fail"}:
        return False
    if pattern.bare and any(c.dep_ in {"xcomp", "prep", "dative", "ccomp"} for c in children(verb)):
        return False
    below = _close_below(verb, pattern.seat == "refused")
    if verb.lemma_ == "be":
        below = (t for t in below if verb in (t.head, t.head.head))  # "is to gather at what its hosts call a summit"
    return not pattern.words or any(pattern.words & {t.lemma_.lower(), t.lower_} for t in below)


def _of_the_talks(pattern: Pattern, verb: Token) -> bool:
    """Tell whether what somebody leaves, or is kept out of, is the talks, as far as the pattern asks for it."""
    if pattern.direct and not _of_talks(verb):
        return False
    if pattern.seat == "left" and (modal(verb) in _MAYBE or denied(verb)):
        return False
    return pattern.seat != "out" or pattern.who != "object" or _out_of_talks(verb)


def _of_talks(verb: Token) -> bool:
    """Tell whether it is talks that somebody leaves: their words are its object, or what it leaves "from" or "of"."""
    words = _patterns()[2]
    things = [c for c in children(verb) if c.dep_ in {"dobj", "npadvmod"}]
    things += [w for t in things for p in children(t) if p.lower_ == "of" for w in children(p)]  # "an offer of talks"
    preps = [c for c in children(verb) if c.dep_ in {"prep", "prt", "advmod"}]
    below = [c for p in preps for c in children(p) if c.dep_ == "prep"]
    out_of = [p for p in (*preps, *below) if p.lower_ in {"of", "from", "out"}]
    things += [w for p in out_of for w in children(p) if w.dep_ == "pobj"]
    return (not things and verb.lemma_ in {"walk", "storm", "drop"}) or any(
        t.lemma_.lower() in words and not any(c.lower_ in _FORMER for c in t.lefts) for t in things
    )


def _out_of_talks(verb: Token) -> bool:
    """Tell whether what somebody is kept out of can be talks, where it is said: "out of its market" is none."""
    preps = [
        c for c in children(verb) if c.dep_ in {"prep", "prt", "advmod"} and c.lower_ in {"out", "from", "of", "off"}
    ]
    preps += [c for p in preps for c in children(p) if c.lower_ in {"of", "from"}]
    things = [w for p in preps if p.lower_ in {"of", "from", "off"} for w in children(p) if w.dep_ == "pobj"]
    return all(of_talks(t) for t in things)


_MAYBE = frozenset({"might", "could", "would", "may", "can"})
_FORMER = frozenset({"last", "earlier", "previous", "past", "former"})


_TAKEN = frozenset({"mediator", "out", "in", "host"})
_OFFERS = frozenset({"offer", "hope", "want", "volunteer", "propose", "ask"})


def _close_below(verb: Token, strict: bool) -> Iterator[Token]:
    """Yield the words below a verb without clauses joined to it; only complements and objects where `strict`."""
    if verb.dep_ == "relcl":
        yield verb.head  # "the conference that A and B will open"
    for child in children(verb):
        if child.dep_ == "advcl" and verb.lemma_ == "invite":
            continue
        if child.dep_ == "ccomp" and not strict:
            yield child
        if child.dep_ in {"conj", "parataxis", "relcl", "ccomp"} or (
            strict and child.dep_ not in {"xcomp", "dobj", "nsubjpass"}
        ):
            continue
        aside = {t.i for c in children(child) if c.dep_ == "relcl" for t in c.subtree} if child.dep_ == "nsubj" else ()
        yield from (t for t in child.subtree if t.i not in aside)  # "Guyana, which holds the chair, asked …"


def _negated(verb: Token, pattern: Pattern) -> bool:
    if any(c.dep_ == "neg" or c.lower_ in {"never", "nor"} for c in children(verb)):
        return True
    if any(c.dep_ == "nsubj" and c.lower_ in {"nobody", "none"} for c in children(verb)):
        return True
    if not pattern.words:
        return False
    things = [c for c in children(verb) if c.dep_ in {"dobj", "attr"} and c.lemma_.lower() in pattern.words]
    return any(w.lower_ == "no" for thing in things for w in children(thing))


def _told(cast: Cast, verb: Token, pattern: Pattern, noun: Token | None = None) -> Iterator[Claim]:
    word = _bearer(verb, pattern)
    if word is None:
        return
    sides = named(cast, word)
    rule = noun.lemma_ if noun is not None else verb.lemma_
    for side in sides:
        if side.party and official(cast, side):
            yield Claim(side.party, pattern.seat, claim_stretch(cast, verb, side, noun), rule, talks_at(verb), verb.i)


def _bearer(verb: Token, pattern: Pattern) -> Token | None:
    if pattern.who == "object":
        below = next((s for c in complements(verb) if (s := clause_subject(c)) is not None), None)
        return next(iter(objects(verb)), below)
    if is_passive(verb) and pattern.seat in {"mediator", "host"}:
        return agent(verb)
    if verb.dep_ == "acl" and verb.tag_ == "VB" and verb.head.pos_ == "NOUN":
        return None  # "rebuffed its request to send observers": whose request it is, a phrase tells
    return None if is_passive(verb) and pattern.seat in {"refused", "left"} else surface_subject(verb)
