"""Which actors the words of a parse stand for: noun phrases resolved to parties."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from talleyrand.evidence.extractors import Mention, Reading
from talleyrand.evidence.records import Actor, Party

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_LEFT = frozenset({"amod", "compound", "poss", "nmod", "npadvmod"})
_INWARD = frozenset({"of", "in", "from", "within", "at", "for", "to", "with", "on"})
_ALOOF = ("anti-", "pro-", "anti–", "non-")
_PRIVATE = frozenset({"expert", "former_official", "media", "civilian"})


@dataclass(frozen=True)
class Side:
    """Somebody in an act: the actor, the party it acts for, and the word that stands for it."""

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
        return cls(reading, by_token, {actor.id: actor for actor in reading.actors.actors})

    def side(self, token: Token) -> Side | None:
        """Return the side whose mention covers this very token."""
        mention = self.by_token.get(token.i)
        actor = self.actors.get(mention.actor) if mention else None
        if actor is None or self._aloof(token, mention):
            return None
        return Side(actor, actor.party, token.i)

    def _aloof(self, token: Token, mention: Mention | None) -> bool:
        before = self.reading.document.text[max(0, (mention.start if mention else token.idx) - 5) : token.idx]
        return before.casefold().endswith(_ALOOF)

    def named(self, head: Token) -> tuple[Side, ...]:
        """Return the sides that a noun phrase names, its conjuncts included, each once."""
        found: dict[str, Side] = {}
        for word in (head, *_conjuncts(head)):
            if side := self._one(word):
                found.setdefault(side.key, side)
            found |= {s.key: s for s in self._joined(word) if s.key not in found}
        return tuple(found.values())

    def _joined(self, head: Token) -> Iterator[Side]:
        """Yield further sides where modifiers are conjoined: "French and Egyptian warships", "the Iran–Iraq border"."""
        for child in head.children:
            if child.dep_ in _LEFT and child.i < head.i:
                for other in child.conjuncts:
                    if other.i < head.i and (side := self.side(other)):
                        yield side

    def _one(self, head: Token) -> Side | None:
        own = self.side(head)
        if own and own.actor and (own.party or own.actor.role in _PRIVATE):
            return own
        for look in (self._left, self._right, self._apposed, self._anywhere):
            if (side := look(head)) and (side.party or not own):
                return Side(own.actor, side.party, head.i) if own and own.actor and own.actor.kind == "person" else side
        return own

    def _left(self, head: Token) -> Side | None:
        for child in sorted((c for c in head.children if c.dep_ in _LEFT and c.i < head.i), key=lambda c: -c.i):
            if side := self.side(child) or self._left(child):
                return side
        return None

    def _right(self, head: Token) -> Side | None:
        for prep in head.children:
            if prep.dep_ == "prep" and prep.lower_ in _INWARD:
                for word in prep.children:
                    if word.dep_ == "pobj" and (side := self._one(word)):
                        return side
        return None

    def _apposed(self, head: Token) -> Side | None:
        for child in head.children:
            if child.dep_ == "appos" and (side := self.side(child) or self._left(child)):
                return side
        return None

    def _anywhere(self, head: Token) -> Side | None:
        for token in head.subtree:
            if token.dep_ not in {"conj"} and (side := self.side(token)):
                return side
        return None


def _conjuncts(head: Token) -> list[Token]:
    """Return the noun phrases joined to `head` by "and", "or" or a comma, in order."""
    found = []
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"}:
            found += [child, *_conjuncts(child)]
    return found
