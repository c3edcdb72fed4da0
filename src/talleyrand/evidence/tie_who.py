"""Who a tie is between where the clause says it by a relative word, a pronoun, or the sentence before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import surface_subject
from talleyrand.evidence.tie_bond import means_of_nouns
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

RELATIVE = frozenset({"whose", "which", "whom", "where", "who"})
_PRONOUNS = frozenset({"it", "its", "they", "their", "them", "there", "he", "his", "she", "her"})


def parties_in(cast: Cast, sentence: Sentence) -> list[Side]:
    """Return the sides with a party that a sentence names, pronouns among them, in the order of its words."""
    row = (cast.sides.get(place) for place in range(sentence.start, sentence.end))
    return [side for side in row if side is not None and side.party]


def antecedent_of(cast: Cast, verb: Token) -> tuple[Side, ...]:
    """Return whom a relative word of a verb's clause stands for.

    The words decide before the tree: what stands before the comma before "through whose ports" is meant, whatever the
    parser hangs it on.
    """
    start = min((t.i for t in verb.subtree), default=verb.i)
    for word in verb.doc[start : verb.i + 1]:
        if word.lower_ not in RELATIVE:
            continue
        before = word.i - 1
        while before > word.sent.start and verb.doc[before].pos_ in {"ADP", "DET", "NUM", "PRON"}:
            before -= 1
        if before > word.sent.start and verb.doc[before].lower_ == ",":
            before -= 1
        side = cast.side(verb.doc[before])
        if side is not None and side.party:
            return (side,)
        above = next((w for w in word.ancestors if w.dep_ == "relcl"), None)
        return tuple(s for s in cast.named(above.head) if s.party) if above is not None else ()
    return ()


def before_it(cast: Cast, verb: Token, other: Side) -> Side | None:
    """Return whom the sentence before is about, where a clause has a pronoun for somebody who is not `other`."""
    if not any(t.lower_ in _PRONOUNS for t in verb.subtree):
        return None
    return elsewhere(cast, verb, other)


def elsewhere(cast: Cast, word: Token, other: Side) -> Side | None:
    """Return who is not `other` and the subject of the sentence before, or of the one before that."""
    place = word.sent.start
    for _ in range(_SENTENCES):
        if place == 0:
            return None
        sentence = word.doc[place - 1].sent
        root, place = sentence.root, sentence.start
        subject = surface_subject(root) if root.pos_ in {"VERB", "AUX"} else None
        sides = cast.named(subject) if subject is not None else ()
        found = [s for s in sides if s.party and s.key != other.key]
        if found:
            return found[0]
    return None


_SENTENCES = 2
"""How many sentences back a subject may stand that a pronoun takes up."""


def free_side(cast: Cast, words: Iterable[Token], other: Side | None) -> Side | None:
    """Return the first party among words that is not `other`."""
    for word in words:
        side = cast.side(word)
        if side is not None and side.party and (other is None or side.key != other.key):
            return side
    return None


def recalled(cast: Cast, noun: Token, other: Side | None) -> Side | None:
    """Return whose things a noun with "those" or "the" takes up again: "*its infantry* … those battalions".

    What counts is that both are of a kind, not that they are the same word.
    """
    kind = means_of_nouns().get(noun.lemma_.lower())
    if kind is None or not any(c.lower_ in {"those", "these", "that", "this", "the", "such"} for c in noun.lefts):
        return None
    for word in reversed(noun.doc[max(0, noun.i - _BACK) : noun.i]):
        if word.pos_ in {"NOUN", "PROPN"} and means_of_nouns().get(word.lemma_.lower()) == kind:
            for side in cast.owners(word):
                if side.party and (other is None or side.key != other.key):
                    return side
    return None


_BACK = 70
"""How many words back the things may have been named."""


def relative_subject(noun: Token) -> Token | None:
    """Return who does something with a thing: "the duty that *Washington* levies"."""
    for child in children(noun):
        if child.dep_ in {"relcl", "acl", "ccomp"}:
            own = next((c for c in children(child) if c.dep_ == "nsubj" and c.lower_ not in {"that", "which"}), None)
            if own is not None:
                return own
    return None
