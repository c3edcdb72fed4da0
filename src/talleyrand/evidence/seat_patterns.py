"""Patterns that say who sits where: verbs with their subjects and objects, "without X", "X's seat"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import agent, clause_subject, complements, is_passive, objects, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.negotiations import Talks, sides_of
from talleyrand.evidence.records import SeatKind

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Claim:
    """What words say of a party's seat in one of the talks (by number)."""

    party: str
    seat: SeatKind
    place: tuple[int, int]
    rule: str
    talks: int
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
    )


def claims(cast: Cast, talks: Sequence[Talks]) -> Iterator[Claim]:
    """Yield what a document says of who sits where, in the order of its words."""
    verbs, nouns, words = _patterns()
    for sentence in cast.reading.doc.sents:
        about_talks = any(t.lemma_.lower() in words for t in sentence)
        number = _which(cast, sentence, talks)
        for token in sentence:
            if token.pos_ in {"VERB", "AUX"}:
                found = next((p for p in verbs.get(token.lemma_.lower(), ()) if _fits(p, token, about_talks)), None)
                if found:
                    yield from _told(cast, token, found, number)
            elif token.lemma_.lower() in nouns and token.dep_ == "pobj":
                verb = next((w for w in token.ancestors if w.pos_ in {"VERB", "AUX"}), None)
                if verb is not None:
                    yield from _told(cast, verb, nouns[token.lemma_.lower()], number, token)
            elif token.lower_ == "without" and about_talks:
                yield from _lacking(cast, token, number)
            elif token.lower_ in {"through", "with"} and _after_talks(token):
                yield from _beside(cast, token, number)
            elif token.lemma_.lower() in {"mediator", "mediation", "go-between"}:
                yield from _go_between(cast, token, number)


def _which(cast: Cast, sentence: Any, talks: Sequence[Talks]) -> int:
    """Return the number of the talks that a sentence names with their parties, else of the main ones."""
    for token in sentence:
        if token.lemma_.lower() in {"summit", "talk", "meeting", "negotiation", "dialogue"}:
            key = {s.party for s in sides_of(cast, token) if s.party}
            for number, one in enumerate(talks):
                if len(key) > 1 and key <= one.key:
                    return number
    return 0


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
    if pattern.seat in _TAKEN and (verb.dep_ == "xcomp" and verb.head.lemma_ in _OFFERS) != pattern.offered:
        return False
    return not pattern.words or any(
        pattern.words & {t.lemma_.lower(), t.lower_} for t in _close_below(verb, pattern.seat == "refused")
    )


_TAKEN = frozenset({"mediator", "out"})
_OFFERS = frozenset({"offer", "try", "hope", "want", "volunteer", "propose", "ask", "seek"})


def _close_below(verb: Token, strict: bool) -> Iterator[Token]:
    """Yield the words below a verb without clauses joined to it; only complements and objects where `strict`."""
    if verb.dep_ == "relcl":
        yield verb.head  # "the conference that A and B will open"
    for child in verb.children:
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


def _told(cast: Cast, verb: Token, pattern: Pattern, number: int, noun: Token | None = None) -> Iterator[Claim]:
    word = _bearer(verb, pattern)
    if word is None:
        return
    sides = cast.named(word)
    rule = noun.lemma_ if noun is not None else verb.lemma_
    for side in sides:
        if side.party:
            yield Claim(side.party, pattern.seat, _stretch(cast, verb, side, noun), rule, number, verb.i)


def _bearer(verb: Token, pattern: Pattern) -> Token | None:
    if pattern.who == "object":
        below = next((s for c in complements(verb) if (s := clause_subject(c)) is not None), None)
        return next(iter(objects(verb)), below)
    if is_passive(verb) and pattern.seat in {"mediator", "host"}:
        return agent(verb)
    return None if is_passive(verb) and pattern.seat in {"refused", "left"} else surface_subject(verb)


def _stretch(cast: Cast, verb: Token, side: Side, noun: Token | None) -> tuple[int, int]:
    """Return the code points from the party's words to the verb with what closely belongs to it."""
    doc = verb.doc
    close = [verb.i, side.word, *(c.i for c in verb.children if c.dep_ in {"prt", "neg", "dobj", "attr", "auxpass"})]
    for child in verb.children:
        if child.dep_ == "prep" and abs(child.i - verb.i) <= 3:
            close += [w.i for w in child.children if w.dep_ == "pobj" and w.i - verb.i <= 6]
    if is_passive(verb) and verb.dep_ == "acl":
        close.append(verb.head.i)
    if noun is not None:
        close.append(noun.i)
    first, last = min(close), max(close)
    mention = cast.by_token.get(side.word)
    start, end = doc[first].idx, doc[last].idx + len(doc[last].text)
    return (min(start, mention.start), max(end, mention.end)) if mention else (start, end)


def _lacking(cast: Cast, word: Token, number: int) -> Iterator[Claim]:
    """Read "talks without X" and "a settlement reached without X"."""
    for thing in word.children:
        if thing.dep_ != "pobj":
            continue
        for side in cast.named(thing):
            if side.party and side.word == thing.i:
                doc = word.doc
                place = (word.idx, doc[side.word].idx + len(doc[side.word].text))
                yield Claim(side.party, "out", place, "without", number, word.i)


_TALKS = frozenset({"talk", "talks", "negotiation", "summit", "meeting", "dialogue", "conference"})


def _after_talks(word: Token) -> bool:
    """Tell whether a preposition belongs to a noun for talks, by the parse or by standing right behind it."""
    near = (word.head, word.doc[max(0, word.i - 1)])
    return any(noun.lemma_.lower() in _TALKS and noun.pos_ == "NOUN" for noun in near)


def _beside(cast: Cast, word: Token, number: int) -> Iterator[Claim]:
    """Read "talks with X" (in) and "talks through X" (mediator)."""
    seat: SeatKind = "mediator" if word.lower_ == "through" else "in"
    for thing in word.children:
        for side in cast.named(thing) if thing.dep_ == "pobj" else ():
            if side.party:
                doc = word.doc
                start = word.head if word.head.i < word.i and word.i - word.head.i < 4 else word
                place = (start.idx, doc[side.word].idx + len(doc[side.word].text))
                yield Claim(side.party, seat, place, f"talks {word.lower_}", number, word.head.i)


def _go_between(cast: Cast, noun: Token, number: int) -> Iterator[Claim]:
    """Read "the Swiss mediator", "a mediator from Switzerland", "Qatari mediation"."""
    if noun.dep_ == "compound":
        return
    for side in cast.named(noun):
        if side.party and side.party not in cast.pair:
            doc = noun.doc
            first, last = sorted((noun.i, side.word))
            yield Claim(
                side.party,
                "mediator",
                (doc[first].idx, doc[last].idx + len(doc[last].text)),
                "mediator",
                number,
                noun.i,
            )
