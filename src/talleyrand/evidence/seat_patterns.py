"""Patterns that say who sits where: verbs with their subjects and objects, "without X", "X's seat"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import agent, clause_subject, complements, is_passive, objects, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.records import SeatKind
from talleyrand.evidence.syntax import RELATIVES

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Claim:
    """What words say of a party's seat: `word` is the token that says it, `talks` the token for the talks, if any."""

    party: str
    seat: SeatKind
    place: tuple[int, int]
    rule: str
    talks: int | None
    word: int


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
    modal: bool = False


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
        modal=bool(entry.get("modal")),
    )


def claims(cast: Cast) -> Iterator[Claim]:
    """Yield what a document says of who sits where, in the order of its words."""
    verbs, nouns, words = _patterns()
    for sentence in cast.reading.doc.sents:
        about_talks = any(t.lemma_.lower() in words for t in sentence)
        for token in sentence:
            if token.pos_ in {"VERB", "AUX"}:
                found = next((p for p in verbs.get(token.lemma_.lower(), ()) if _fits(p, token, about_talks)), None)
                if found:
                    yield from _told(cast, token, found)
            elif token.lemma_.lower() in nouns and token.dep_ == "pobj":
                verb = next((w for w in token.ancestors if w.pos_ in {"VERB", "AUX"}), None)
                if verb is not None:
                    yield from _told(cast, verb, nouns[token.lemma_.lower()], token)
            elif token.lower_ == "without" and about_talks:
                yield from _lacking(cast, token)
            elif token.lower_ in {"through", "with"} and _after_talks(token):
                yield from _beside(cast, token)
            elif token.lower_ == "out" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "of":
                yield from _out_of(cast, token)
            elif token.lower_ == "as":
                yield from _serving(cast, token)
            elif token.lower_ == "which" and token.i and token.nbor(-1).lower_ == "in":
                yield from _sat(cast, token)
            elif token.lemma_.lower() in {"mediator", "mediation", "go-between"}:
                yield from _go_between(cast, token)


def talks_at(word: Token) -> int | None:
    """Return the token for the talks that a word speaks of: below it, above it, else the nearest in its sentence."""
    openers = frozenset(lexicon("seats")["opening"])
    near = [
        t for t in word.sent if t.lemma_.lower() in openers and t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound"
    ]
    below = [t for t in near if word in t.ancestors]
    above = [t for t in near if t in word.ancestors]
    return min((t.i for t in below or above or near), key=lambda i: abs(i - word.i), default=None)


def _elsewhere(verb: Token) -> bool:
    """Tell whether a verb speaks of a mere case ("the worst case is that X walks out", "if X walks out")."""
    for above in (verb, *verb.ancestors):
        if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in above.children):
            return True
        if above.lemma_ == "be" and any(
            c.dep_ == "nsubj" and c.lemma_ in {"case", "scenario", "risk", "danger"} for c in above.children
        ):
            return True
    return False


def _fits(pattern: Pattern, verb: Token, about_talks: bool) -> bool:
    if not (about_talks or pattern.loose) or _elsewhere(verb):
        return False
    if pattern.particle and not any(c.lower_ == pattern.particle for c in verb.children):
        return False
    negated = _negated(verb, pattern)
    if negated != pattern.negated:
        return False
    if pattern.modal and not any(c.lower_ in {"will", "would", "wo"} for c in verb.children):
        return False
    if pattern.direct and not _of_talks(verb):
        return False
    above = verb.head if verb.dep_ in {"xcomp", "acl"} and verb.head != verb else None
    offered = above is not None and above.lemma_ in _OFFERS and not is_passive(above)
    if pattern.seat in _TAKEN and offered != pattern.offered:
        return False
    if pattern.seat == "in" and above is not None and above.lemma_ in {"refuse", "decline", "fail"}:
        return False
    if pattern.bare and any(c.dep_ in {"xcomp", "prep", "dative", "ccomp"} for c in verb.children):
        return False
    return not pattern.words or any(
        pattern.words & {t.lemma_.lower(), t.lower_} for t in _close_below(verb, pattern.seat == "refused")
    )


def _of_talks(verb: Token) -> bool:
    """Tell whether it is talks that somebody leaves: their words are its object, or what it leaves "from" or "of"."""
    words = _patterns()[2]
    things = [c for c in verb.children if c.dep_ in {"dobj", "npadvmod"}]
    preps = [c for c in verb.children if c.dep_ in {"prep", "prt", "advmod"}]
    below = [c for p in preps for c in p.children if c.dep_ == "prep"]
    things += [w for p in (*preps, *below) if p.lower_ in {"of", "from", "out"} for w in p.children if w.dep_ == "pobj"]
    return (not things and verb.lemma_ in {"walk", "storm", "drop"}) or any(
        t.lemma_.lower() in words and not any(c.lower_ in _FORMER for c in t.lefts) for t in things
    )


_FORMER = frozenset({"last", "earlier", "previous", "past", "former"})


_TAKEN = frozenset({"mediator", "out", "in", "host"})
_OFFERS = frozenset({"offer", "try", "hope", "want", "volunteer", "propose", "ask", "seek"})


def _close_below(verb: Token, strict: bool) -> Iterator[Token]:
    """Yield the words below a verb without clauses joined to it; only complements and objects where `strict`."""
    if verb.dep_ == "relcl":
        yield verb.head  # "the conference that A and B will open"
    for child in verb.children:
        if child.dep_ == "advcl" and verb.lemma_ == "invite":
            continue
        if child.dep_ == "ccomp" and not strict:
            yield child
        if child.dep_ in {"conj", "parataxis", "relcl", "ccomp"} or (
            strict and child.dep_ not in {"xcomp", "dobj", "nsubjpass"}
        ):
            continue
        yield from child.subtree


def _negated(verb: Token, pattern: Pattern) -> bool:
    if any(c.dep_ == "neg" or c.lower_ in {"never", "nor"} for c in verb.children):
        return True
    if not pattern.words:
        return False
    things = [c for c in verb.children if c.dep_ in {"dobj", "attr"} and c.lemma_.lower() in pattern.words]
    return any(w.lower_ == "no" for thing in things for w in thing.children)


def _told(cast: Cast, verb: Token, pattern: Pattern, noun: Token | None = None) -> Iterator[Claim]:
    word = _bearer(verb, pattern)
    if word is None:
        return
    sides = cast.named(word)
    rule = noun.lemma_ if noun is not None else verb.lemma_
    for side in sides:
        if side.party:
            yield Claim(side.party, pattern.seat, _stretch(cast, verb, side, noun), rule, talks_at(verb), verb.i)


def _bearer(verb: Token, pattern: Pattern) -> Token | None:
    if pattern.who == "object":
        below = next((s for c in complements(verb) if (s := clause_subject(c)) is not None), None)
        return next(iter(objects(verb)), below)
    if is_passive(verb) and pattern.seat in {"mediator", "host"}:
        return agent(verb)
    return None if is_passive(verb) and pattern.seat in {"refused", "left"} else surface_subject(verb)


_FAR = 6
"""Words between a verb and an object of its preposition that still belongs to what it says."""


def _stretch(cast: Cast, verb: Token, side: Side, noun: Token | None) -> tuple[int, int]:
    """Return the code points from the party's words to the verb with what closely belongs to it."""
    doc = verb.doc
    close = [verb.i, side.word, *(c.i for c in verb.children if c.dep_ in {"prt", "neg", "dobj", "attr", "auxpass"})]
    for child in verb.children:
        if child.dep_ == "prep" and abs(child.i - verb.i) <= 3:
            below = [w for p in child.children if p.dep_ == "prep" for w in p.children]  # "walked out of the talks"
            things = [w for w in (*child.children, *below) if w.dep_ == "pobj" and w.lower_ not in RELATIVES]
            close += [w.i for w in things if w.i - verb.i <= _FAR]
    if is_passive(verb) and verb.dep_ == "acl":
        close.append(verb.head.i)
    if noun is not None:
        close.append(noun.i)
    first, last = min(close), max(close)
    mention = cast.by_token.get(side.word)
    start, end = doc[first].idx, doc[last].idx + len(doc[last].text)
    return (min(start, mention.start), max(end, mention.end)) if mention else (start, end)


def _lacking(cast: Cast, word: Token) -> Iterator[Claim]:
    """Read "talks without X" and "a settlement reached without X"."""
    for thing in word.children:
        if thing.dep_ != "pobj":
            continue
        for side in cast.named(thing):
            if side.party and side.word == thing.i:
                doc = word.doc
                place = (word.idx, doc[side.word].idx + len(doc[side.word].text))
                yield Claim(side.party, "out", place, "without", talks_at(word), word.i)


_TALKS = frozenset({"talk", "talks", "negotiation", "summit", "meeting", "dialogue", "conference"})


def _after_talks(word: Token) -> bool:
    """Tell whether a preposition belongs to a noun for talks, by the parse or by standing right behind it."""
    near = (word.head, word.doc[max(0, word.i - 1)])
    return any(noun.lemma_.lower() in _TALKS and noun.pos_ == "NOUN" for noun in near)


def _beside(cast: Cast, word: Token) -> Iterator[Claim]:
    """Read "talks with X" (in) and "talks through X" (mediator)."""
    seat: SeatKind = "mediator" if word.lower_ == "through" else "in"
    for thing in word.children:
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


_SERVING: dict[str, SeatKind] = {"mediator": "mediator", "go-between": "mediator", "broker": "mediator", "host": "host"}


def _serving(cast: Cast, word: Token) -> Iterator[Claim]:
    """Read "with Switzerland as mediator", "Norway, as host, …"."""
    doc = word.doc
    role = next((t for t in doc[word.i + 1 : word.i + 4] if t.lower_ in _SERVING), None)
    before = [t for t in doc[max(word.sent.start, word.i - 3) : word.i] if t.text != ","]
    side = cast.side(before[-1]) if before else None
    if role is None or side is None or not side.party:
        return
    place = (doc[side.word].idx, role.idx + len(role.text))
    mention = cast.by_token.get(side.word)
    place = (min(place[0], mention.start) if mention else place[0], place[1])
    yield Claim(side.party, _SERVING[role.lower_], place, "as mediator", talks_at(word), word.i)


def _sat(cast: Cast, which: Token) -> Iterator[Claim]:
    """Read "the six-party format, in which A sat with B and C from 2003 to 2009": left, since that is over."""
    doc, words = which.doc, _patterns()[2]
    noun = next((t for t in reversed(doc[max(0, which.i - 5) : which.i]) if t.lemma_.lower() in words), None)
    verb = next((t for t in which.ancestors if t.pos_ == "VERB"), None)
    if noun is None or verb is None or verb.lemma_ not in {"sit", "take", "participate", "meet", "negotiate"}:
        return
    over = any(t.lower_ in {"until", "till"} or (t.lower_ == "from" and _years(t)) for t in verb.subtree)
    seat: SeatKind = "left" if over and verb.tag_ == "VBD" else "in"
    subject = clause_subject(verb)
    heads = [subject] if subject is not None else []
    heads += [w for p in verb.children if p.lower_ in {"with", "alongside"} for w in p.children if w.dep_ == "pobj"]
    for head in heads:
        for side in cast.named(head):
            if side.party:
                yield Claim(side.party, seat, _stretch(cast, verb, side, None), "sat in", noun.i, verb.i)


def _years(word: Token) -> bool:
    return bool(re.match(r"from \d{4} (to|until) \d{4}", word.doc[word.i : word.i + 4].text))


def _go_between(cast: Cast, noun: Token) -> Iterator[Claim]:
    """Read "the Swiss mediator", "a mediator from Switzerland", "Qatari mediation"."""
    if noun.dep_ == "compound":
        return
    for side in cast.named(noun):
        if side.party and side.party not in cast.pair:
            doc = noun.doc
            origin = [w.i for p in noun.children if p.lower_ in {"from", "of"} for w in p.children if w.dep_ == "pobj"]
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
