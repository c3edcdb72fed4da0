"""Negotiations under construction: what is gathered about each, and which of them are the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from talleyrand.evidence.talk_mentions import TalkMention
from talleyrand.evidence.talk_sides import Place

_FORMAL = ("summit", "conference")
KIN = {("summit", "meeting"), ("meeting", "summit"), ("conference", "meeting"), ("meeting", "conference")}


@dataclass
class Talks:
    """One negotiation under construction.

    `parties` holds those between whom it is said to be, with the words that place them; `words` the tokens that speak
    of it; `past` the year of talks that ended years ago; `forum` the name of a standing body that negotiates;
    `body` tells that whoever does something there sits there, `half` that one side is no party that we know.
    """

    parties: dict[str, Place] = field(default_factory=dict)
    mentions: list[Place] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    families: Counter[str] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    topic: str | None = None
    past: str | None = None
    forum: str | None = None
    body: bool = False
    half: bool = False
    score: int = 0
    nouns: int = 0
    aside: bool = False
    opening: bool = False

    @property
    def key(self) -> frozenset[str]:
        """The parties, by which two mentions are told to be of the same talks."""
        return frozenset(self.parties)

    @property
    def family(self) -> str | None:
        """What the talks are called: a summit or conference where any words say so, else the commonest word."""
        formal = next((f for f in _FORMAL if f in self.families), None)
        return formal or next((f for f, _ in self.families.most_common(1)), None)

    def take(self, mention: TalkMention, points: int) -> None:
        """Add a mention with the parties that it names."""
        for party, place in mention.sides.items():
            self.parties.setdefault(party, place)
        self.mentions.append(mention.bounds)
        self.words.append(mention.word.i)
        if mention.noun and not self.nouns:
            self.families.clear()  # nouns tell what talks are called, verbs only where there is no noun
        if mention.family and (mention.noun or not self.nouns):
            self.families[mention.family] += 1
        if mention.name:
            self.names.append(mention.name)
        if mention.place:
            self.places.add(mention.place)
        self.topic = self.topic or mention.topic
        self.half = self.half or mention.half
        self.score += points
        self.nouns += mention.noun
        self.opening = self.opening or mention.weight > 1


def ranked(found: Iterable[Talks]) -> list[Talks]:
    """Return talks by what speaks for each to be what the document is about, those of years ago last."""
    rank = sorted((t for t in found if t.mentions), key=lambda t: (t.aside, not t.body, -t.score, t.mentions[0]))
    return sorted(rank, key=lambda t: bool(t.past))


def merge_named(found: list[Talks]) -> list[Talks]:
    """Join talks that have a name but no parties with the first talks in the opening that can be theirs."""
    kept = []
    for talks in found:
        in_town = not talks.names or any(n.startswith(p) for n in talks.names for p in talks.places)
        if talks.parties or talks.past or not in_town:
            kept.append(talks)
            continue
        mates = [t for t in found if t.parties and t.opening and not t.past and not t.aside and _like(talks, t)]
        mate = max(mates, key=lambda t: t.score, default=None)
        if mate is None:
            kept.append(talks)
        else:
            _fold(mate, talks)
    return kept


def _like(one: Talks, other: Talks) -> bool:
    if one.places and other.places and not one.places & other.places:
        return False
    families = one.family, other.family
    return None in families or families[0] == families[1] or families in KIN


def _fold(into: Talks, talks: Talks) -> None:
    into.mentions += talks.mentions
    into.words += talks.words
    into.families += talks.families
    into.names += talks.names
    into.places |= talks.places
    into.topic = into.topic or talks.topic
    into.score += talks.score
    into.nouns += talks.nouns


def absorb(found: list[Talks]) -> list[Talks]:
    """Fold talks told of by verbs only ("A and B agreed") into others in which the same parties sit with more."""
    kept: list[Talks] = []
    for talks in ranked(found):
        wider = next((t for t in kept if talks.parties and talks.key <= t.key and _one_table(talks, t)), None)
        part = next((t for t in kept if t.parties and t.key < talks.key and _one_table(t, talks)), None)
        if wider is not None:
            _fold(wider, talks)
        elif part is not None and talks.opening and part.opening:
            part.parties |= {p: place for p, place in talks.parties.items() if p not in part.parties}
            _fold(part, talks)
        else:
            kept.append(talks)
    return kept


def _one_table(part: Talks, whole: Talks) -> bool:
    return (part.past, part.aside) == (whole.past, whole.aside) and not part.nouns


def begun(found: list[Talks]) -> Talks:
    """Begin talks that nothing is known of yet."""
    found.append(Talks())
    return found[-1]


def founded(found: list[Talks], mention: TalkMention) -> Talks:
    """Return the talks of a full mention: those with its parties, name or town, else new ones."""
    key = frozenset(mention.sides)
    for talks in found:
        if talks.past != mention.past:
            continue
        if talks.key == key or (mention.name and mention.name in talks.names):
            talks.aside = talks.aside and mention.aside
            return talks
    talks = begun(found)
    talks.past, talks.aside = mention.past, mention.aside
    return talks
