"""The talks that a document speaks of: who is in them, and which ones it is about.

Talks are found by their nouns ("the A–B summit", "talks between A and B", "A's negotiations with B"). Two mentions with
the same parties are the same talks; a mention without parties belongs to the talks that the document is about, which
are those with most mentions, the headline's and the first paragraphs' counting for more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import Act
from talleyrand.evidence.event_acts import acts
from talleyrand.evidence.event_nouns import both_sides
from talleyrand.evidence.event_sides import surface_subject
from talleyrand.evidence.lexicon_files import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

HEAD_WEIGHT = 3
"""How much a mention in the headline or the first two paragraphs counts; others count 1."""
_CARRIERS = frozenset({"take", "hold", "resume"})
"""Verbs that mean talks only with a noun for them: "took part", "held talks"."""
_CLOSE = 3
_DEALINGS = 2
"""Acts between two parties that make them the parties of a document's dealings where it names no talks."""
_DEALING = frozenset(
    {"meet", "negotiate", "talk", "agree", "sign", "discuss", "sit", "swap", "exchange", "participate"}
)
_JOINT = _DEALING | _CARRIERS | {"clash", "fight", "quarrel", "dispute"}


@dataclass
class Talks:
    """One negotiation under construction: its parties with the words that place them, and its mentions."""

    parties: dict[str, tuple[int, int]] = field(default_factory=dict)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    score: int = 0

    @property
    def key(self) -> frozenset[str]:
        """The parties, by which two mentions are told to be of the same talks."""
        return frozenset(self.parties)


def talks_of(cast: Cast) -> list[Talks]:
    """Return the negotiations of a document, the one that it is about first."""
    found: dict[frozenset[str], Talks] = {}
    for noun in talk_nouns(cast):
        sides = sides_of(cast, noun)
        if len({s.party for s in sides if s.party}) < 2:
            continue
        _add(cast, found, noun, sides)
    for verb, sides in _joint_acts(cast):
        _add(cast, found, verb, sides, talks=verb.lemma_ in _CARRIERS)
    if not found:
        _add_dealings(cast, found)
    ranked = sorted(found.values(), key=lambda t: (-t.score, t.mentions[0]))
    return _absorb([t for t in ranked if t.mentions])


def _add_dealings(cast: Cast, found: dict[frozenset[str], Talks]) -> None:
    """Take for talks, where none are named with their parties, the pair that acts on each other most."""
    rows: dict[frozenset[str], list[Act]] = {}
    for sentence in cast.reading.doc.sents:
        for act in acts(cast, sentence):
            pair = frozenset(s.party for s in (*act.source, *act.target) if s.party)
            if len(pair) == 2:
                rows.setdefault(pair, []).append(act)
    best = max(rows, key=lambda pair: (len(rows[pair]), -rows[pair][0].trigger.i), default=None)
    if best is not None and len(rows[best]) >= _DEALINGS:
        act = rows[best][0]
        _add(cast, found, act.trigger, (*act.source, *act.target), talks=False)


def talk_nouns(cast: Cast) -> Iterator[Token]:
    """Yield the nouns for talks, in order."""
    openers = frozenset(lexicon("seats")["opening"])
    for token in cast.reading.doc:
        if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in openers and token.dep_ != "compound":
            yield token


def sides_of(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return who talks: what the noun says itself, else the subject and object of "A held talks with B"."""
    one, other = both_sides(cast, noun)
    if one and other:
        return (*one, *other)
    if noun.dep_ == "dobj":
        subject = surface_subject(noun.head)
        holders = cast.named(subject) if subject is not None else ()
        return (*holders, *one, *other)
    return (*one, *other)


def _joint_acts(cast: Cast) -> Iterator[tuple[Token, tuple[Side, ...]]]:
    """Yield verbs of dealing with each other whose subject joins two parties: "A and B agreed", "A met with B"."""
    for token in cast.reading.doc:
        if token.pos_ == "VERB" and token.lemma_ in _JOINT:
            subject = surface_subject(token)
            sides = cast.named(subject) if subject is not None else ()
            if len({s.party for s in sides if s.party}) >= 2 and (token.lemma_ not in _CARRIERS or _of_talks(token)):
                yield token, sides


def _of_talks(verb: Token) -> bool:
    return any(w.lemma_.lower() in {"part", "talk", "talks", "negotiation", "summit", "meeting"} for w in verb.children)


def _add(
    cast: Cast, found: dict[frozenset[str], Talks], word: Token, sides: tuple[Side, ...], talks: bool = True
) -> None:
    places: dict[str, tuple[int, int]] = {}
    for side in sides:
        if side.party:
            places.setdefault(side.party, stretch(cast, word, side))
    key = frozenset(places)
    entry = found.setdefault(key, Talks())
    for party, place in places.items():
        entry.parties.setdefault(party, place)
    entry.mentions.append((min(p[0] for p in places.values()), max(p[1] for p in places.values())))
    early = cast.reading.document.paragraph_of(word.idx) <= _CLOSE
    entry.score += (HEAD_WEIGHT if early else 1) * (2 if talks else 1)


def stretch(cast: Cast, word: Token, side: Side) -> tuple[int, int]:
    """Return the code points from a word to the words for one side, both included."""
    doc = word.doc
    first, last = sorted((word.i, side.word))
    mention = cast.by_token.get(side.word)
    start, end = doc[first].idx, doc[last].idx + len(doc[last].text)
    return (min(start, mention.start), max(end, mention.end)) if mention else (start, end)


def _absorb(ranked: list[Talks]) -> list[Talks]:
    """Fold talks between some of the parties of earlier talks into those, where the larger came out first."""
    kept: list[Talks] = []
    for talks in ranked:
        wider = next((t for t in kept if talks.key <= t.key), None)
        if wider is None:
            kept.append(talks)
            continue
        wider.mentions += talks.mentions
        wider.score += talks.score
    return kept
