"""Words for several parties at once: "both sides", "the two neighbours", "all three", "neither"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from talleyrand.evidence.ground import is_place
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from talleyrand.evidence.cast import Cast

_LOOSE = frozenset(
    {"side", "delegation", "country", "government", "party", "team", "capital", "neighbour", "neighbor", "state"}
    | {"nation", "power", "foe", "rival", "envoy", "leader", "army", "president", "minister", "negotiator", "camp"}
    | {"adversary", "belligerent", "combatant"}
)
"""Nouns that stand for whoever negotiates, with no more than "the" before them."""
_TEAMS = _LOOSE | frozenset(
    {"enemy", "ally", "premier", "signatory", "claimant", "shore", "people", "faction", "opponent", "republic"}
    | {"partner", "ministry", "diplomat", "general", "kingdom", "monarchy", "island", "navy", "force", "economy"}
    | {"democracy", "member", "participant", "contender", "protagonist", "litigant", "contestant", "disputant"}
    | {"delegate", "chief", "king", "monarch", "ambassador", "parliament", "cabinet", "superpower", "giant"}
    | {"movement", "group", "militia"}
)
"""Nouns that do where a number or "both" stands before them."""
_OPPOSED = frozenset({"side", "foe", "rival", "neighbour", "neighbor", "belligerent", "adversary", "combatant", "camp"})
"""Of the former, what is always two."""
_COUNTS = {"both": 2, "two": 2, "either": 2, "neither": 2, "each": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ALONE = {"pair": 2, "twosome": 2, "both": 2, "neither": 2, "either": 2, "each": 2, "duo": 2, "trio": 3}
_NUMBERS = frozenset({"two", "three", "four", "five", "six"})
_KOREAS = ("KOR", "PRK")
_NEAR = 1
_FAR = 3
"""Sentences before its own in which a list of the parties counts: before the main talks do, and after."""
_LEAD = 4
"""Sentences of the opening, whose list of parties counts where the text is about no talks that we know of."""


def together(cast: Cast, head: Token) -> tuple[str, ...]:
    """Return the parties that a phrase means together; nothing where it is no such phrase, or the text leaves it open.

    A list of as many parties just before it is meant ("Egypt and Ethiopia … neither"), else those of the main talks
    if they are as many; else such a list further back or in the lead, or the only two that the sentences before name.
    """
    if head.lower_ == "koreas" and not any(c.dep_ == "amod" for c in head.lefts):
        return _KOREAS
    number = _number(cast, head)
    if number is None:
        return cast.pair if head.lower_ == "them" and cast.side(head) is None else ()
    if number == 0:
        return cast.pair
    sentences = _sentences(head)
    if near := _list_in(cast, sentences[: _NEAR + 1], number, head):
        return near
    if len(cast.pair) == number:
        return cast.pair
    lead = list(islice(head.doc.sents, _LEAD)) if not cast.pair else []
    if listed := _list_in(cast, sentences, number, head) or _list_in(cast, lead, number, head, acting=True):
        return listed
    return _named_in(cast, sentences, number) if number == _COUNTS["both"] else ()


def _number(cast: Cast, head: Token) -> int | None:
    """Return how many a phrase means, 0 where it does not say, None where it is no phrase for parties."""
    word = head.lower_
    if word in _ALONE:
        free = head.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and cast.side(head) is None
        return _ALONE[word] if free and not any(c.dep_ == "prep" and c.lower_ == "of" for c in children(head)) else None
    if word in _NUMBERS and head.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        counted = any(c.lower_ in {"all", "the"} for c in head.lefts) and not any(head.rights)
        return _COUNTS[word] if counted else None
    lemma = head.lemma_.lower().removesuffix("s") if head.tag_ == "NNPS" else head.lemma_.lower()
    if lemma not in _TEAMS:
        return None
    lefts = list(head.lefts)
    for child in lefts:
        if child.lower_ in _COUNTS and not (child.lower_ == "each" and lemma != "side"):
            return _COUNTS[child.lower_] if not _named_left(cast, head) or child.lower_ == "both" else None
    return _loose(cast, head, lemma, lefts)


def _loose(cast: Cast, head: Token, lemma: str, lefts: list[Token]) -> int | None:
    """Count "the rivals", "the warring parties"; "the leaders" may be any number."""
    own = cast.side(head)
    plural = head.tag_ in {"NNS", "NNPS"} and (own is None or own.party is None)
    if not plural or lemma not in _LOOSE or _named_left(cast, head) or not any(c.lower_ == "the" for c in lefts):
        return None
    return 2 if lemma in _OPPOSED or any(c.lower_ in {"warring", "rival", "opposing"} for c in lefts) else 0


def _named_left(cast: Cast, head: Token) -> bool:
    own = cast.side(head)
    sides = (cast.side(w) for c in children(head) for w in (c, *children(c)))
    return any(s and (own is None or s.actor != own.actor) for s in sides)


def _sentences(head: Token) -> list[Span]:
    """Return the sentence of a token up to it, and those before, the nearest first."""
    doc, found = head.doc, [head.doc[head.sent.start : head.i]]
    while len(found) <= _FAR and found[-1].start > 0:
        found.append(doc[found[-1].start - 1].sent)
    return found


def _list_in(cast: Cast, sentences: list[Span], number: int, head: Token, acting: bool = False) -> tuple[str, ...]:
    """Return the last list of so many parties: "France, Germany and Britain sent"; if `acting`, only of subjects."""
    for sentence in sentences:
        for token in reversed(list(sentence)):
            if token.dep_ == "conj" or not any(c.dep_ == "conj" for c in children(token)):
                continue
            if acting and token.dep_ not in {"nsubj", "nsubjpass"}:
                continue
            listed = (_party(cast, word) for word in (token, *token.conjuncts) if word.i < head.i)
            parties = tuple(dict.fromkeys(party for party in listed if party))
            if len(parties) == number:
                return parties
    return ()


def _party(cast: Cast, word: Token) -> str | None:
    """Return the party of a word in a list, or the one that its modifiers name: "Sudan's army"."""
    for token in (word, *word.lefts):
        if (side := cast.side(token)) is not None and side.party:
            return side.party
    return None


def _named_in(cast: Cast, sentences: list[Span], number: int) -> tuple[str, ...]:
    """Return the parties of the sentences before, as soon as they are so many, and nothing where they are more."""
    found: dict[str, None] = {}
    for sentence in sentences[1:3]:
        found |= dict.fromkeys(_parties(cast, sentence))
        if len(found) >= number:
            break
    return tuple(found) if len(found) == number else ()


def _parties(cast: Cast, sentence: Span) -> Iterator[str]:
    for token in sentence:
        side = cast.side(token)
        if side is not None and side.party and cast.by_token[token.i].how != "place" and not is_place(token):
            yield side.party
