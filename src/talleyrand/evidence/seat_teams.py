"""Who sits at a table by the people named there: "the Lao delegation", "who leads for Lima", "nine Americans"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.lexicon_files import lexicon, words_of
from talleyrand.evidence.phrases import forms
from talleyrand.evidence.seat_phrases import Claim, talks_at
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FOR = frozenset({"of", "from", "for"})
_UNIONS = frozenset({"EU"})
"""Bodies whose envoys bargain for them more often than they mediate."""


def teams(cast: Cast) -> Iterator[Claim]:
    """Yield the parties whose delegation or negotiators a document names: they sit, unless it says otherwise.

    Examples
    --------
    "The Chilean delegation tabled a draft", "Chad's chief negotiator", "who leads for Lisbon", "the head of the Russian
    team", "his opposite number, Ana Ruiz", "nine Americans, nine Russians": they are in. "The UN envoy" mediates.
    """
    words = _Words.of(cast.reading.doc)
    for noun in words.teams:
        if noun.lemma_.lower() in words_of("seat_cues", "present") or _led(noun):
            rule = "team" if noun.lemma_ == "negotiator" or _led(noun) else "delegation"
            yield from _claimed(noun, cast.owners(noun) or of_whom(cast, noun, _FOR), rule)
    for verb in words.verbs:
        yield from _acting_for(cast, verb)
    for noun in words.points:
        yield from _claimed(noun, cast.owners(noun) or of_whom(cast, noun), "team")
    for noun in words.opposite:
        yield from _claimed(noun, _opposite(cast, noun), "team")
    for noun in words.envoys:
        yield from _envoy(cast, noun)
    yield from _counted(cast, words.people)


class _Words:
    """The words of a document that may tell of a team, looked up once."""

    __slots__ = ("envoys", "opposite", "people", "points", "teams", "verbs")

    def __init__(self, doc: Doc) -> None:
        self.teams: list[Token] = []
        self.verbs: list[Token] = []
        self.opposite: list[Token] = []
        self.points: list[Token] = []
        self.envoys: list[Token] = []
        self.people: list[Token] = []
        data = lexicon("seat_cues")
        team, acts, envoys = {*data["present"], *data["benches"]}, data["acts_for"], data["envoys"]
        for i, form in enumerate(forms(doc)):
            lemma, token = form[0], doc[i]
            noun = token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound"
            if lemma in team and noun:
                self.teams.append(token)
            elif lemma in acts and token.pos_ == "VERB":
                self.verbs.append(token)
            elif lemma == "number" and noun and i and doc[i - 1].lower_ == "opposite":
                self.opposite.append(token)
            elif lemma in {"man", "woman", "person"} and noun and i and doc[i - 1].lower_ in {"point", "front"}:
                self.points.append(token)
            elif lemma in envoys and noun:
                self.envoys.append(token)
            elif token.tag_ in {"NNPS", "NNS", "NNP", "JJ"} and token.text[0].isupper() and _number_of(token):
                self.people.append(token)

    @staticmethod
    @lru_cache(maxsize=1)
    def of(doc: Doc) -> _Words:
        """Return the words of a document; kept, since claims are asked for before and after the talks are known."""
        return _Words(doc)


def _claimed(noun: Token, sides: tuple[Side, ...], rule: str) -> Iterator[Claim]:
    doc = noun.doc
    for side in sides:
        if side.party:
            first, last = sorted((noun.i, side.word))
            place = (doc[first].idx, doc[last].idx + len(doc[last].text))
            yield Claim(side.party, "in", place, rule, talks_at(noun), noun.i)


def _led(noun: Token) -> bool:
    """Tell whether a side or team is one that somebody leads or speaks for: "the head of the Russian team"."""
    above = noun.head
    if noun.dep_ == "pobj":
        leads = above.lower_ == "of" and above.head.lemma_.lower() in lexicon("seat_cues")["heads"]
        return leads or (above.lower_ == "for" and above.head.lemma_ in {*lexicon("seat_cues")["acts_for"], "speak"})
    if noun.dep_ == "dobj" and above.lemma_ in lexicon("seat_cues")["leads"]:
        return True
    if any(c.lemma_ in lexicon("seat_cues")["leads"] and c.dep_ in {"acl", "relcl"} for c in children(noun)):
        return True
    if noun.dep_ == "nsubjpass":
        return above.lemma_ in lexicon("seat_cues")["leads"]
    return noun.lemma_ == "side" and noun.dep_ == "nsubj" and not any(c.dep_ == "prep" for c in children(noun))


def _acting_for(cast: Cast, verb: Token) -> Iterator[Claim]:
    """Read "who leads for Lisbon", "negotiates on behalf of Conakry"."""
    for prep in children(verb):
        below = [c for c in children(prep) if c.dep_ == "pobj"] if prep.dep_ == "prep" else []
        if prep.lower_ == "on" and below and below[0].lower_ == "behalf":
            below = [w for of in children(below[0]) for w in children(of) if w.dep_ == "pobj"]
        elif prep.lower_ != "for":
            continue
        for word in below:
            if word.lemma_.lower() not in lexicon("seat_cues")["benches"]:
                yield from _claimed(verb, cast.named(word), "team")


def of_whom(cast: Cast, noun: Token, preps: frozenset[str] = frozenset({"of", "from"})) -> tuple[Side, ...]:
    """Return whom a preposition at a noun names: "the delegation of Chad"."""
    for prep in children(noun):
        if prep.lower_ in preps:
            for word in children(prep):
                if sides := cast.named(word):
                    return sides
    return ()


def _opposite(cast: Cast, number: Token) -> tuple[Side, ...]:
    """Return who an opposite number is, or for whom: "his opposite number from Lima", "her opposite number, Ana"."""
    if sides := of_whom(cast, number):
        return sides
    near = [c for c in children(number) if c.dep_ == "appos"]
    near += [number.head] if number.dep_ == "appos" else []
    owner = {side.party for side in cast.owners(number)}
    found = (side for word in near if (side := cast.side(word)) and side.party not in owner)
    return tuple(found)


def _envoy(cast: Cast, noun: Token) -> Iterator[Claim]:
    """Read "the African Union's envoy", "the UN special representative": who mediates for a body."""
    for side in cast.owners(noun) or of_whom(cast, noun):
        body = side.actor is not None and side.actor.role == "international_official"
        if body and side.party and side.party not in _UNIONS and side.party not in cast.pair:
            for claim in _claimed(noun, (side,), "envoy"):
                yield Claim(claim.party, "mediator", claim.place, claim.rule, claim.talks, claim.word)


def _number_of(people: Token) -> bool:
    return people.i > 0 and people.nbor(-1).pos_ == "NUM" and people.nbor(-1).is_alpha


def _counted(cast: Cast, people: list[Token]) -> Iterator[Claim]:
    """Read "nine Americans, nine Russians": who comes in such numbers has come to talk, where nobody comes to harm."""
    harm = words_of("seat_cues", "harm")
    able = [t for t in people if not any(harm & {w.lemma_.lower()} for w in t.sent)]
    paired: dict[int, tuple[Token, Side]] = {}
    for one, other in pairwise(able):
        sides = cast.side(one), cast.side(other)
        near = other.sent.start <= one.sent.end
        if near and sides[0] and sides[1] and sides[0].party and sides[1].party and sides[0].party != sides[1].party:
            paired[one.i], paired[other.i] = (one, sides[0]), (other, sides[1])
    for word, side in paired.values():
        yield from _claimed(word, (side,), "team")
