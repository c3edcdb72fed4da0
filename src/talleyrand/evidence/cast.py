"""Which actors the words of a parse stand for: noun phrases resolved to parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from talleyrand.evidence.extractors import Mention, Reading
from talleyrand.evidence.records import Actor, Party
from talleyrand.evidence.together import together
from talleyrand.evidence.tree import children
from talleyrand.evidence.words import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEFT = frozenset({"amod", "compound", "poss", "nmod", "npadvmod"})
_INWARD = frozenset({"of", "in", "from", "within", "at", "for", "to", "with", "on", "between", "among"})
_OPPOSITES = frozenset({"counterpart", "number", "opponent"})
_TWO = 2
_ALOOF = ("anti-", "pro-", "anti–", "non-")
_OTHERS = frozenset(
    {"neighbour", "neighbor", "rival", "foe", "enemy", "adversary", "opponent", "counterpart", "ally", "partner"}
)
"""Nouns for somebody else than who owns them."""
PRIVATE = frozenset({"expert", "former_official", "media"})


@dataclass(frozen=True)
class Side:
    """Somebody in an act: the actor, its party, and the word that stands for it.

    People who act for nobody (farmers who march, workers who are expelled) count with the state that they belong to;
    analysts, former officials and journalists do not.
    """

    actor: Actor | None
    party: str | None
    word: int

    def as_party(self) -> Party:
        """Return the side as records keep it."""
        return Party(actor=self.actor.id if self.actor else None, party=self.party)

    @property
    def key(self) -> str:
        """Who this is for the purpose of telling sides apart."""
        return self.party or (self.actor.id if self.actor else "")


@dataclass(frozen=True)
class Cast:
    """The actors of one reading, by token.

    Examples
    --------
    A noun phrase stands for the actor that it names, else for the one that its modifiers name ("Israeli soldiers",
    "the government of Chad"), else for the one in its postmodifiers.
    """

    reading: Reading
    by_token: dict[int, Mention] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    pair: tuple[str, ...] = ()
    nouns: dict[str, list[tuple[int, Side]]] = field(default_factory=dict)
    sides: dict[int, Side] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading) -> Cast:
        """Index the mentions of a reading by the tokens that they cover; the longest wins."""
        by_token: dict[int, Mention] = {}
        starts = {token.idx: token.i for token in reading.doc}
        for mention in reading.actors.mentions:
            first = starts.get(mention.start)
            if first is None:
                continue
            for token in reading.doc[first:]:
                if token.idx >= mention.end:
                    break
                held = by_token.get(token.i)
                if held is None or held.end - held.start < mention.end - mention.start:
                    by_token[token.i] = mention
        actors = {actor.id: actor for actor in reading.actors.actors}
        cast = cls(reading, by_token, actors, sides=_sides(reading, by_token, actors))
        for token in reading.doc:
            if token.tag_ == "NNS" and (sides := cast._left(token)) and sides[0].party:
                cast.nouns.setdefault(token.lemma_.lower(), []).append((token.i, sides[0]))
        return cast

    def around(self, pair: tuple[str, ...]) -> Cast:
        """Return the cast knowing between whom the document's main talks are: "both sides" names them."""
        known = replace(self, pair=pair)
        return replace(known, sides=self.sides | known.counterparts()) if len(pair) == _TWO else known

    def counterparts(self) -> dict[int, Side]:
        """Return for whom "his opposite number" acts, by the tokens that name him: for the other side of the talks."""
        doc, found = self.reading.doc, {}
        for token in tokens_of(doc, _OPPOSITES):
            if token.lower_ == "number" and not any(c.lower_ == "opposite" for c in token.lefts):
                continue
            owner = next((s for c in token.lefts if c.dep_ == "poss" and (s := self.side(c))), None)
            other = self.opposite(owner) if owner is not None else ()
            if len(other) != 1 or any(c.dep_ != "poss" and self.side(c) for c in token.lefts):
                continue  # "his Chinese counterpart" is told already
            found[token.i] = replace(other[0], word=token.i)
            near = [c for c in token.children if c.dep_ == "appos"] + [token.head] * (token.dep_ == "appos")
            people = {s.actor.id for w in near if (s := self.side(w)) and s.actor and s.party is None}
            found |= {
                i: replace(side, party=other[0].party)
                for i, side in self.sides.items()
                if side.actor is not None and side.actor.id in people
            }
        return found

    def opposite(self, side: Side) -> tuple[Side, ...]:
        """Return whom a party to the main talks deals with there; nobody for a party outside them."""
        if side.party not in self.pair:
            return ()
        return tuple(Side(self._state(party), party, side.word) for party in self.pair if party != side.party)

    def _state(self, party: str) -> Actor | None:
        return next((a for a in self.actors.values() if a.party == party and a.kind != "person"), None)

    def _together(self, head: Token) -> tuple[Side, ...]:
        """Return the parties that "both sides", "the two governments" or "all three" mean."""
        return tuple(Side(self._state(party), party, head.i) for party in together(self, head))

    def _recalled(self, head: Token) -> tuple[Side, ...]:
        """Return whom the same noun stood for when it was last named: "North Korean workers … the workers"."""
        if head.pos_ != "NOUN":
            return ()
        for place, side in reversed(self.nouns.get(head.lemma_.lower(), ())):
            if place < head.i:
                return (Side(side.actor, side.party, head.i),)
        return ()

    def side(self, token: Token) -> Side | None:
        """Return the side whose mention covers this very token."""
        return self.sides.get(token.i)

    def named(self, head: Token) -> tuple[Side, ...]:
        """Return the sides that a noun phrase names, its conjuncts included, each once."""
        found: dict[str, Side] = {}
        for word in (head, *_conjuncts(head), *self._listed(head)):
            for side in self._phrase(word):
                found.setdefault(side.key, side)
        return tuple(found.values())

    def _listed(self, head: Token) -> list[Token]:
        """Return further members of a list that the parser took for appositions: "Laos, the IMF and the Paris Club"."""
        own = self.side(head)
        if own is None or own.actor is None or own.actor.kind not in {"state", "organisation"}:
            return []
        near = [c for c in children(head) if c.dep_ == "appos"]
        if head.i > 1 and head.doc[head.i - 1].lower_ == "," and head.doc[head.i - 2].dep_ == head.dep_:
            near.append(head.doc[head.i - 2])  # "Pakistan, India swap prisoners"
        found = []
        for word in near:
            other = self.side(word)
            if other and other.actor and other.actor.kind in {"state", "organisation"} and other.key != own.key:
                found += [word, *_conjuncts(word)]
        return found

    def _phrase(self, head: Token) -> tuple[Side, ...]:
        own = self.side(head)
        if own and own.actor and (own.party or own.actor.role in PRIVATE):
            more = self._left(head) if own.actor.kind in {"group", "organisation"} else ()
            return more if len(more) > 1 else (own,)
        if together := self._together(head):
            return together
        for look in (self._left, self._right, self._apposed, self._anywhere, self._recalled):
            sides = look(head)
            if sides and (sides[0].party or not own):
                person = own and own.actor and own.actor.kind == "person"
                return (Side(own.actor, sides[0].party, head.i),) if own and person else sides
        return (own,) if own else ()

    def owners(self, head: Token) -> tuple[Side, ...]:
        """Return whom the modifiers before a noun name: "an American carrier"."""
        return self._left(head)

    def _left(self, head: Token) -> tuple[Side, ...]:
        """Return whom the modifiers before a noun name: "French and Egyptian warships" names both.

        "Its rival" is not it, but whom it deals with in the main talks.
        """
        before = [c for c in children(head) if c.dep_ in _LEFT and c.i < head.i]
        if head.lemma_.lower() in _OTHERS and (owner := next((c for c in before if c.dep_ == "poss"), None)):
            before = [c for c in before if c.dep_ != "poss"]
            side = self.side(owner)
            if side is not None and len(self.pair) == 2 and not before:
                return self.opposite(side)
        for child in sorted(before, key=lambda c: (c.tag_ == "PRP$", c.dep_ != "poss", -c.i)):
            if together := self._together(child):
                return together
            if side := self.side(child):
                others = (self.side(o) for o in child.conjuncts if o.i < head.i)
                sides = {s.key: s for s in (side, *others) if s}
                return tuple(sorted(sides.values(), key=lambda s: s.word))
            if sides_below := self._left(child):
                return sides_below
        return ()

    def _right(self, head: Token) -> tuple[Side, ...]:
        for prep in children(head):
            if prep.dep_ == "prep" and prep.lower_ in _INWARD:
                for word in children(prep):
                    if word.dep_ == "pobj" and (sides := self.named(word)):
                        return sides
        return ()

    def _apposed(self, head: Token) -> tuple[Side, ...]:
        for child in children(head):
            if child.dep_ == "appos" and (sides := (s,) if (s := self.side(child)) else self._left(child)):
                return sides
        return ()

    def _anywhere(self, head: Token) -> tuple[Side, ...]:
        for token in head.subtree if head.tag_ in {"NNS", "NNP", "CD"} else ():
            if token.dep_ not in {"conj"} and (side := self.side(token)):
                return (side,)
        return ()


def _sides(reading: Reading, by_token: Mapping[int, Mention], actors: Mapping[str, Actor]) -> dict[int, Side]:
    """Return the side that each token of a mention stands for."""
    text, found = reading.document.text, {}
    for place, mention in by_token.items():
        actor = actors.get(mention.actor)
        if actor is None or _aloof(text, reading.doc[place], mention):
            continue
        belongs = actor.state if actor.role not in PRIVATE else None
        found[place] = Side(actor, actor.party or belongs, place)
    return found


def _aloof(text: str, token: Token, mention: Mention) -> bool:
    """Tell whether a name only says what something is for, against or of the time of: "pro-Russian", "Soviet-era"."""
    before, after = text[max(0, mention.start - 5) : token.idx], text[mention.end : mention.end + 4]
    return before.casefold().endswith(_ALOOF) or after.casefold() == "-era"


def _conjuncts(head: Token) -> list[Token]:
    """Return the noun phrases joined to `head` by "and", "or" or a comma, in order."""
    found = []
    for child in children(head):
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"}:
            found += [child, *_conjuncts(child)]
    return found
