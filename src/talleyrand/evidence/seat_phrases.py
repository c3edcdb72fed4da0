"""Phrases that say who sits where without a verb of their own: "without X", "with X as mediator", "X's out of"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import clause_subject, is_passive, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.phrases import forms
from talleyrand.evidence.records import SeatKind
from talleyrand.evidence.syntax import RELATIVES
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@dataclass(frozen=True)
class Claim:
    """What words say of a party's seat: `word` is the token that says it, `talks` the token for the talks, if any."""

    party: str
    seat: SeatKind
    place: tuple[int, int]
    rule: str
    talks: int | None
    word: int


_TALKS = frozenset({"talk", "talks", "negotiation", "summit", "meeting", "dialogue", "conference"})
_FAR = 6
"""Words between a verb and an object of its preposition that still belongs to what it says."""
_SERVING: dict[str, SeatKind] = {
    **dict.fromkeys(["mediator", "go-between", "broker", "facilitator", "intermediary", "guarantor"], "mediator"),
    "host": "host",
}


def phrases(cast: Cast, token: Token, about_talks: bool) -> Iterator[Claim]:
    """Yield the claims of the phrase that a word opens, if it opens one."""
    word, lemma = token.lower_, token.lemma_.lower()
    if word == "without" and (about_talks or _of_several(token)):
        yield from _lacking(cast, token)
    elif word in {"through", "with"} and _after_talks(token):
        yield from _beside(cast, token)
    elif word == "out" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "of":
        yield from _out_of(cast, token)
    elif word in _HYPHENED and token.i > 1 and token.nbor(-1).text == "-":
        yield from _mediated(cast, token)
    elif word == "as":
        yield from _serving(cast, token)
    elif word == "which" and token.i and token.nbor(-1).lower_ == "in":
        yield from _sat(cast, token)
    elif lemma in _BROKERS or (lemma in {"between", "betweens"} and _goes_between(token.doc[max(0, token.i - 2)])):
        yield from _go_between(cast, token)


def _lacking(cast: Cast, word: Token) -> Iterator[Claim]:
    """Read "talks without X" and "a settlement reached without X"."""
    for thing in children(word):
        if thing.dep_ != "pobj":
            continue
        for side in cast.named(thing):
            if side.party and side.word == thing.i:
                doc = word.doc
                place = (word.idx, doc[side.word].idx + len(doc[side.word].text))
                yield Claim(side.party, "out", place, "without", talks_at(word), word.i)


def _of_several(word: Token) -> bool:
    """Tell whether a clause is of several who do something together: "A and B have redrawn the lanes without C"."""
    verb = next((t for t in word.ancestors if t.pos_ == "VERB"), None)
    subject = surface_subject(verb) if verb is not None else None
    return subject is not None and any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in children(subject))


def _after_talks(word: Token) -> bool:
    """Tell whether a preposition belongs to a noun for talks, by the parse or by standing right behind it."""
    near = (word.head, word.doc[max(0, word.i - 1)])
    return any(noun.lemma_.lower() in _TALKS and noun.pos_ == "NOUN" for noun in near)


def _beside(cast: Cast, word: Token) -> Iterator[Claim]:
    """Read "talks with X" (in) and "talks through X" (mediator)."""
    seat: SeatKind = "mediator" if word.lower_ == "through" else "in"
    for thing in children(word):
        for side in cast.named(thing) if thing.dep_ == "pobj" else ():
            if side.party:
                doc = word.doc
                start = word.head if word.head.i < word.i and word.i - word.head.i < 4 else word
                place = (start.idx, doc[side.word].idx + len(doc[side.word].text))
                yield Claim(side.party, seat, place, f"talks {word.lower_}", talks_at(word), word.head.i)


def _out_of(cast: Cast, out: Token) -> Iterator[Claim]:
    """Read "Russia's out of the talks", as headlines have it."""
    doc = out.doc
    talks = next((t for t in doc[out.i : out.i + 7] if t.lemma_.lower() in _TALKS and t.dep_ != "compound"), None)
    if talks is None or out.i < 2 or doc[out.i - 1].lower_ not in {"'s", "’s", "is", "are", "was", "were"}:
        return
    side = cast.side(doc[out.i - 2])
    if side is not None and side.party:
        mention = cast.by_token[side.word]
        yield Claim(side.party, "out", (mention.start, talks.idx + len(talks.text)), "out of", talks.i, out.i)


_BROKERS = frozenset(
    {"mediator", "mediation", "go-between", "intermediary", "facilitator", "peacemaker", "guarantor", "conciliator"}
    | {"umpire", "referee", "arbiter", "arbitrator", "moderator", "convener", "matchmaker", "chaperone", "convenor"}
)


def _goes_between(word: Token) -> bool:
    """Tell whether "go-between" begins here, which the tokeniser cuts."""
    return word.lower_ == "go" and word.doc[word.i : word.i + 3].text.lower().startswith("go-between")


def _serving(cast: Cast, word: Token) -> Iterator[Claim]:
    """Read "with Switzerland as mediator", "Norway, as host, …", "Togo acted as go-between"."""
    doc = word.doc
    role = next((t for t in doc[word.i + 1 : word.i + 4] if t.lemma_.lower() in _SERVING or _goes_between(t)), None)
    before = [t for t in doc[max(word.sent.start, word.i - 3) : word.i] if t.text != ","]
    verb = word.head if word.head.lemma_ in {"act", "serve"} else None
    subject = surface_subject(verb) if verb is not None else None
    named = cast.named(subject) if subject is not None else ()
    last = cast.side(before[-1]) if before else None
    for side in (named or ((last,) if last is not None else ())) if role is not None else ():
        if role is None or not side.party:
            continue
        place = (doc[side.word].idx, role.idx + len(role.text))
        mention = cast.by_token.get(side.word)
        place = (min(place[0], mention.start) if mention else place[0], place[1])
        seat = _SERVING.get(role.lemma_.lower(), "mediator")
        yield Claim(side.party, seat, place, "as mediator", talks_at(word), word.i)


_HYPHENED: dict[str, SeatKind] = {"mediated": "mediator", "brokered": "mediator", "hosted": "host"}


def _mediated(cast: Cast, word: Token) -> Iterator[Claim]:
    """Read "EU-mediated talks"."""
    side = cast.side(word.nbor(-2))
    if side is not None and side.party:
        mention = cast.by_token[word.i - 2]
        place = (mention.start, word.idx + len(word.text))
        yield Claim(side.party, _HYPHENED[word.lower_], place, word.lower_, talks_at(word), word.i)


def _sat(cast: Cast, which: Token) -> Iterator[Claim]:
    """Read "the six-party format, in which A sat with B and C from 2003 to 2009": left, since that is over."""
    doc, words = which.doc, frozenset(lexicon("seats")["talks"])
    noun = next((t for t in reversed(doc[max(0, which.i - 5) : which.i]) if t.lemma_.lower() in words), None)
    verb = next((t for t in which.ancestors if t.pos_ == "VERB"), None)
    if noun is None or verb is None or verb.lemma_ not in {"sit", "take", "participate", "meet", "negotiate"}:
        return
    over = any(t.lower_ in {"until", "till"} or (t.lower_ == "from" and _years(t)) for t in verb.subtree)
    seat: SeatKind = "left" if over and verb.tag_ == "VBD" else "in"
    subject = clause_subject(verb)
    heads = [subject] if subject is not None else []
    heads += [w for p in children(verb) if p.lower_ in {"with", "alongside"} for w in children(p) if w.dep_ == "pobj"]
    for head in heads:
        for side in cast.named(head):
            if side.party:
                yield Claim(side.party, seat, claim_stretch(cast, verb, side, None), "sat in", noun.i, verb.i)


def _years(word: Token) -> bool:
    return bool(re.match(r"from \d{4} (to|until) \d{4}", word.doc[word.i : word.i + 4].text))


def _go_between(cast: Cast, noun: Token) -> Iterator[Claim]:
    """Read "the Swiss mediator", "a mediator from Switzerland", "Qatari mediation"."""
    if noun.dep_ == "compound":
        return
    for side in cast.named(noun) or _is_what(cast, noun):
        if side.party and side.party not in cast.pair:
            doc = noun.doc
            origin = [
                w.i for p in children(noun) if p.lower_ in {"from", "of"} for w in children(p) if w.dep_ == "pobj"
            ]
            at = [noun.i, side.word, *origin]
            first, last = min(at), max(at)
            yield Claim(
                side.party,
                "mediator",
                (doc[first].idx, doc[last].idx + len(doc[last].text)),
                "mediator",
                talks_at(noun),
                noun.i,
            )


def _is_what(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return who a go-between is said to be, or who is said to be one: "the umpire is a Botswanan"."""
    verb = noun.head
    if verb.lemma_ != "be" or noun.dep_ not in {"nsubj", "attr"}:
        return ()
    others = (c for c in children(verb) if c != noun and c.dep_ in {"nsubj", "attr"})
    return next((sides for other in others if (sides := cast.named(other))), ())


OPENERS = frozenset({"without", "through", "with", "out", "as", "which", "between", "betweens", *_BROKERS, *_HYPHENED})
"""Words that may open one of these phrases; nothing else need be looked at."""


def of_talks(thing: Token) -> bool:
    """Tell whether what somebody is out of can be talks: their words, a room or a town; not a market or a bloc."""
    if thing.ent_type_ in {"GPE", "LOC", "FAC"} or thing.pos_ in {"PRON", "DET"} or thing.tag_ == "WDT":
        return True
    return thing.lemma_.lower() in _rooms()


@cache
def _rooms() -> frozenset[str]:
    data = lexicon("seats")
    return frozenset((*data["talks"], *data["opening"], *data["rooms"], *data["bargains"]))


def official(cast: Cast, side: Side) -> bool:
    """Tell whether a side stands for its party itself, not for its people or wares ("Chinese battery makers")."""
    word = cast.reading.doc[side.word]
    if word.dep_ == "pobj" and word.head.lower_ in {"in", "at"} and word.ent_type_ in {"GPE", "LOC"}:
        return False  # "ministers meeting in Vienna" are no Austrians
    noun = word.head if word.dep_ in {"amod", "compound", "nmod", "poss"} else word
    private = frozenset(lexicon("seats")["private"])
    return not {word.lemma_.lower(), noun.lemma_.lower()} & private


def named(cast: Cast, word: Token) -> tuple[Side, ...]:
    """Return whom a word names, or what it is apposed to: "the minister of Malaysia, Azlan, who chaired the round"."""
    return cast.named(word) or (cast.named(word.head) if word.dep_ == "appos" else ())


def former(verb: Token) -> bool:
    """Tell whether a clause tells of a table of old: "the old format, in which A mediated", "who once sat there"."""
    if any(c.lower_ in {"once", "formerly"} for c in children(verb)):
        return True
    for above in (verb, *verb.ancestors):
        if above.dep_ == "relcl" and any(
            c.lower_ in _OLD for w in (above.head, *above.head.ancestors) for c in w.lefts
        ):
            return True
    return False


_OLD = frozenset({"old", "former", "previous", "earlier", "last", "defunct"})


def conditional(verb: Token) -> bool:
    """Tell whether a verb speaks of a mere case ("the worst case is that X walks out", "if X walks out")."""
    for above in (verb, *verb.ancestors):
        if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in children(above)):
            return True
        if above.lemma_ == "be" and any(
            c.dep_ == "nsubj" and c.lemma_ in {"case", "scenario", "risk", "danger"} for c in children(above)
        ):
            return True
    return False


def denied(verb: Token) -> bool:
    """Tell whether somebody denies what a verb says: "denied that it had recalled its negotiators"."""
    return any(
        w.lemma_ in {"deny", "dispute", "dismiss"} for w in verb.ancestors if verb.dep_ in {"ccomp", "pcomp", "acl"}
    )


def talks_at(word: Token) -> int | None:
    """Return the token for the talks that a word speaks of: below it, above it, else the nearest in its sentence."""
    near = _openings(word.sent)
    below = [t for t in near if word in t.ancestors]
    above = [t for t in near if t in word.ancestors]
    return min((t.i for t in below or above or near), key=lambda i: abs(i - word.i), default=None)


def _openings(sentence: Span) -> list[Token]:
    """Return the words for talks of a sentence."""
    openers = lexicon("seats")["opening"]
    said = forms(sentence.doc)[sentence.start : sentence.end]
    found = [sentence[place] for place, at in enumerate(said) if at[0] in openers]
    return [t for t in found if t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound"]


def claim_stretch(cast: Cast, verb: Token, side: Side, noun: Token | None) -> tuple[int, int]:
    """Return the code points from the party's words to the verb with what closely belongs to it."""
    doc = verb.doc
    close = [verb.i, side.word, *(c.i for c in children(verb) if c.dep_ in {"prt", "neg", "dobj", "attr", "auxpass"})]
    for child in children(verb):
        if child.dep_ == "prep" and abs(child.i - verb.i) <= 3:
            below = [w for p in children(child) if p.dep_ == "prep" for w in children(p)]  # "walked out of the talks"
            things = [w for w in (*children(child), *below) if w.dep_ == "pobj" and w.lower_ not in RELATIVES]
            close += [w.i for w in things if w.i - verb.i <= _FAR]
    if is_passive(verb) and verb.dep_ == "acl":
        close.append(verb.head.i)
    if noun is not None:
        close.append(noun.i)
    first, last = min(close), max(close)
    mention = cast.by_token.get(side.word)
    start, end = doc[first].idx, doc[last].idx + len(doc[last].text)
    return (min(start, mention.start), max(end, mention.end)) if mention else (start, end)
