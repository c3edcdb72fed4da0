"""Who speaks: from the words that name a source to an actor, through names, descriptions, pronouns and lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from talleyrand.evidence.extractors import ActorIndex, Mention
from talleyrand.evidence.records import Actor
from talleyrand.evidence.syntax import phrase, place

if TYPE_CHECKING:
    from spacy.tokens import Token

Place = tuple[int, int]

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

    def at(self, token: Token) -> Actor | None:
        """Return the actor that the noun phrase headed by `token` names.

        The head decides: *Trump's spokesman* is not Trump; *the envoy, Ada Lund,* is Ada Lund. A possessor ("his" of
        *his view*) stands for itself.
        """
        for noun in (token, *(c for c in token.children if c.dep_ == "appos")):
            mention = self.mention(noun.idx)
            if mention is not None and self._is_head(noun, mention):
                return self._actors.get(mention.actor)
        return None

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
    return [Named(place(token.doc, *phrase(token)), actor)]


def _members(token: Token) -> list[Token]:
    members = [token]
    while (following := next((c for c in members[-1].children if c.dep_ == "conj"), None)) is not None:
        members.append(following)
    return members


def _own_words(member: Token, first: Token) -> Place:
    """Return the words of one member of a list, without the members after it."""
    following = next((c for c in member.children if c.dep_ == "conj"), None)
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
