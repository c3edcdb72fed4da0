"""Who speaks: from the words that name a source to an actor, through names, descriptions, pronouns and lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from talleyrand.evidence.extractors import ActorIndex, Mention
from talleyrand.evidence.records import Actor
from talleyrand.evidence.syntax import WRITTEN, phrase, place, speaker_phrase
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

Place = tuple[int, int]

SELF = frozenset({"i", "we", "you", "me", "us", "myself", "ourselves"})
"""Words for the one who speaks: inside quoted words they mean the speaker of these."""
_QUANTIFIERS = frozenset({"few", "many", "most", "some", "several", "half", "certain", "all", "no"})
_ALIASED = frozenset({"go", "know", "call", "name", "style"})
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})


@dataclass(frozen=True)
class Named:
    """The words that name a speaker and the actor they stand for, None where nobody could tell."""

    words: Place
    actor: Actor | None


class Names:
    """The actors of a document by the characters that name them: each look-up takes constant time."""

    def __init__(self, index: ActorIndex) -> None:
        self._actors = {actor.id: actor for actor in index.actors}
        self._longest: dict[int, Mention] = {}
        for mention in index.mentions:
            for offset in range(mention.start, mention.end):
                known = self._longest.get(offset)
                if known is None or mention.end - mention.start > known.end - known.start:
                    self._longest[offset] = mention

    def mention(self, offset: int) -> Mention | None:
        """Return the longest mention that covers a character."""
        return self._longest.get(offset)

    def within(self, start: int, end: int) -> Actor | None:
        """Return the actor of the longest mention that begins between two offsets."""
        found = [m for m in (self.mention(offset) for offset in range(start, min(end, start + 200))) if m is not None]
        longest = max(found, key=lambda m: (min(m.end, end) - max(m.start, start), -m.start), default=None)
        return self._actors.get(longest.actor) if longest else None

    def by_id(self, actor: str | None) -> Actor | None:
        """Return an actor of the document."""
        return self._actors.get(actor) if actor else None

    def at(self, token: Token) -> Actor | None:
        """Return the actor that the noun phrase headed by `token` names.

        The head decides: *Trump's spokesman* is not Trump; *the envoy, Ada Lund,* is Ada Lund. A possessor ("his" of
        *his view*) stands for itself, *few Filipinos* for no state, *the envoy, who is called Berg,* for Berg.
        """
        if (alias := _alias(token)) is not None and (actor := self._of(alias)) is not None:
            return actor
        for noun in (token, *(c for c in children(token) if c.dep_ == "appos")):
            actor = self._of(noun)
            if actor is not None:
                return None if actor.kind == "state" and _is_some(noun) else actor
        return None

    def _of(self, noun: Token) -> Actor | None:
        mention = self.mention(noun.idx)
        return self._actors.get(mention.actor) if mention is not None and self._is_head(noun, mention) else None

    def _is_head(self, token: Token, mention: Mention) -> bool:
        """Tell whether the mention names the head: nothing of it is a mere modifier of a longer noun."""
        return mention.end >= token.idx + len(token.text)


def named(token: Token, names: Names) -> list[Named]:
    """Return who a noun phrase names: one, or each of the members of a list that act for different parties.

    *Both Russia and the United States* gives two speakers, *Frolov and his colleagues* one phrase.
    """
    members = _members(token)
    resolved = [(member, names.at(member)) for member in members]
    parties = {actor.party for _, actor in resolved if actor is not None}
    if len(members) > 1 and None not in parties and len(parties) == len(members) and all(a for _, a in resolved):
        return [Named(_own_words(member, token), actor) for member, actor in resolved]
    actor = names.at(token)
    if actor is None and token.lower_ in _RELATIVE:
        actor = _antecedent(token, names)
    if actor is None and token.lemma_.lower() in WRITTEN:
        actor = _author(token, names)
    return [Named(place(token.doc, *speaker_phrase(token)), actor)]


def _members(token: Token) -> list[Token]:
    members = [token]
    while (following := next((c for c in children(members[-1]) if c.dep_ == "conj"), None)) is not None:
        members.append(following)
    return members


def _own_words(member: Token, first: Token) -> Place:
    """Return the words of one member of a list, without the members after it."""
    following = next((c for c in children(member) if c.dep_ == "conj"), None)
    last = phrase(member)[1] if following is None else following.left_edge.i - 1
    doc = member.doc
    start = member.left_edge.i
    while start < member.i and (doc[start].dep_ in ("preconj", "cc", "punct") or doc[start].lower_ == "both"):
        start += 1
    while last > member.i and (doc[last].dep_ in ("cc", "punct") or doc[last].is_punct or doc[last].lower_ == "both"):
        last -= 1
    return place(doc, start, last)


def _antecedent(pronoun: Token, names: Names) -> Actor | None:
    """Return the actor that a relative pronoun stands for: the noun its clause hangs on."""
    verb = pronoun.head
    for _ in range(5):
        if verb.dep_ == "relcl":
            return names.at(verb.head)
        if verb.head == verb:
            return None
        verb = verb.head
    return None


def is_self(token: Token) -> bool:
    """Tell whether a word means the one who speaks: *I*, or *who* in *I am the one who tells him*."""
    if token.lower_ in SELF:
        return True
    one = token.head.head if token.lower_ in _RELATIVE and token.head.dep_ == "relcl" else None
    if one is None or one.lower_ != "one" or one.dep_ != "attr":
        return False
    return any(c.dep_ == "nsubj" and c.lower_ in SELF for c in children(one.head))


def _is_some(noun: Token) -> bool:
    """Tell whether a plural names some of a people and not their state (*few Filipinos*, *many in Moscow* aside)."""
    return noun.tag_ in ("NNS", "NNPS") and any(c.lower_ in _QUANTIFIERS or c.like_num for c in noun.lefts)


def _alias(token: Token) -> Token | None:
    """Return "Berg" of *the commander, who goes by the name of Berg,* and *a commander known as Berg*."""
    for clause in token.rights:
        if clause.dep_ not in ("relcl", "acl") or clause.lemma_ not in _ALIASED:
            continue
        for inner in clause.subtree:
            if inner.i > clause.i and inner.pos_ == "PROPN" and inner.dep_ in ("pobj", "oprd", "dobj"):
                return inner
    return None


def _author(token: Token, names: Names) -> Actor | None:
    """Return whose words a document holds: *their letter*, *a paper by the Lab*, *a paper that Oslo circulated*."""
    for other in children(token):
        heads = [other] if other.dep_ == "poss" else []
        if other.dep_ == "prep" and other.lower_ in ("by", "from", "of"):
            heads = [c for c in children(other) if c.dep_ == "pobj"]
        elif other.dep_ in ("acl", "relcl"):
            agents = [c for agent in children(other) if agent.dep_ == "agent" for c in children(agent)]
            heads = agents or [c for c in other.lefts if c.dep_ == "nsubj" and c.lower_ not in _RELATIVE]
        for head in heads:
            if (actor := names.at(head)) is not None:
                return actor
    return None
