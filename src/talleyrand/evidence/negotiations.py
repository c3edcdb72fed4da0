"""The talks that a document speaks of: who is in them, and which ones it is about.

Full mentions (with two parties or more) found talks; two with the same parties are the same talks, and so are two that
bear the same name or are held in the same town. Partial and bare mentions ("the summit", "talks with Seoul") belong to
talks that are there already: of the same kind, the nearest before them. The document is about the talks that its
headline and its opening speak of, then those that it speaks of most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.dealings import bargains, dealings, named_in_headline
from talleyrand.evidence.records import DateRange
from talleyrand.evidence.seat_phrases import Claim
from talleyrand.evidence.talk_mentions import BODY, HEADLINE, TalkMention, talk_mentions, weight_of
from talleyrand.evidence.talk_round import Round
from talleyrand.evidence.talk_sides import stretch

if TYPE_CHECKING:
    from spacy.tokens import Token

Place = tuple[int, int]

LEAST_SCORE = 3
"""What the talks must score that a document is taken to be about."""
_CLAIMED = 2
"""Parties of whom it must be said that they broker, host, refuse or are left out, for that alone to tell of talks."""
_WEAK = frozenset({"deed", "body", "bargain", "delegation"})
"""Rules of claims that tell of talks only where other words do."""
_FORMAL = ("summit", "conference")
_KIN = {("summit", "meeting"), ("meeting", "summit"), ("conference", "meeting"), ("meeting", "conference")}


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


def talks_of(
    cast: Cast,
    dates: tuple[DateRange, ...],
    base: date | None,
    apart: Mapping[int, frozenset[str]],
    outside: frozenset[str] = frozenset(),
    body: Round | None = None,
    told: Sequence[Claim] = (),
) -> list[Talks]:
    """Return the negotiations of a document, the one that it is about first.

    Parameters
    ----------
    cast
        Who is who.
    dates, base
        The dates of the document and the day that they count from.
    apart
        For words for talks (by token) the parties that the sentence keeps outside them or has broker them.
    outside
        The parties that the document keeps outside, or has broker or host, anywhere.
    body
        The body whose session the document is about, if any.
    told
        What the document says of who sits where: who bargains, or does what those do who sit at a table, is a party to
        talks of which nothing else says between whom they are, before those who are only named often.
    """
    mentions = talk_mentions(cast, dates, base)
    found: list[Talks] = []
    for mention in (m for m in mentions if m.full):
        _found(found, mention).take(mention, _points(mention))
    for mention in (m for m in mentions if not m.full and _called(m)):
        talks = _by_name(found, mention) or _new(found)
        talks.past = talks.past or mention.past
        talks.take(_bare(mention), mention.weight)
    found = _merge_named(_absorb(found))
    for talks in found:
        talks.score += _in_headline(cast, talks)
    found = _ranked(found)
    early = next((t for t in found if _told_early(t)), None)
    if body is not None and not (early and early.nouns and early.parties):
        _sit(found, body)
    elif early is None or not early.parties:
        spoken = sum(m.weight for m in mentions if m.noun and not m.aside) >= LEAST_SCORE
        spoken = spoken or bargains(cast) or _of_a_table(told)
        _find_parties(cast, found, early, told, outside, spoken)
    for mention in (m for m in mentions if not m.full and not _called(m)):
        _attach(found, mention, apart.get(mention.word.i, frozenset()))
    if not found and mentions:
        _new(found).take(_bare(mentions[0]), mentions[0].weight)
    if not found and _of_a_table(told):
        _new(found).mentions.append(next(claim.place for claim in told if claim.rule not in _WEAK))
    return _ranked(found)


def _of_a_table(told: Sequence[Claim]) -> bool:
    """Tell whether claims alone show that a document is about talks: of several who broker, refuse or are left out."""
    strong = {claim.party for claim in told if claim.rule not in _WEAK}
    sitting = {claim.party for claim in told if claim.seat == "in"}
    return len(strong) >= _CLAIMED or (bool(strong) and len(sitting) >= _CLAIMED)


def _find_parties(
    cast: Cast,
    found: list[Talks],
    early: Talks | None,
    told: Sequence[Claim],
    outside: frozenset[str],
    spoken: bool,
) -> None:
    """Give the talks that a document is about, of which it does not say between whom they are, their parties."""
    away = kept_away(told)
    placed: dict[str, Place] = {}
    for claim in told:
        if claim.rule == "bargain" and claim.party not in outside | away:
            placed.setdefault(claim.party, claim.place)
    if len(placed) > 1:
        _take_placed(found, early, placed)
        return
    done = [(claim.word, claim.party) for claim in told if claim.seat in {"in", "left"} and claim.rule != "delegation"]
    invited = {claim.party for claim in told if claim.seat == "invited"}
    pair = dealings(cast, outside | invited, spoken, away, done)
    if pair is not None:
        _take_pair(cast, found, early, *pair)


def kept_away(told: Sequence[Claim]) -> frozenset[str]:
    """Return whom a document keeps outside the talks, or has broker or host them, at least once."""
    return frozenset(claim.party for claim in told if claim.seat in {"out", "mediator", "host", "invited"})


def _told_early(talks: Talks) -> bool:
    """Tell whether talks can be what a document is about: no meeting aside, and not only that two met, later on."""
    return (
        not talks.past
        and not talks.aside
        and bool(talks.nouns or talks.opening or talks.family is None)
        and (len(talks.parties) != 1 or talks.half)
    )


def _called(mention: TalkMention) -> bool:
    """Tell whether words without two parties say which talks they mean: by a name, or by a town early on."""
    early = mention.place is not None and mention.weight > BODY and not mention.sides
    return mention.name is not None or (early and not mention.aside)


def _ranked(found: Iterable[Talks]) -> list[Talks]:
    rank = sorted((t for t in found if t.mentions), key=lambda t: (t.aside, not t.body, -t.score, t.mentions[0]))
    return sorted(rank, key=lambda t: bool(t.past))


def _points(mention: TalkMention) -> int:
    if mention.past or mention.aside:
        return 0
    return mention.weight * (2 if mention.noun else 1)


def _new(found: list[Talks]) -> Talks:
    found.append(Talks())
    return found[-1]


def _found(found: list[Talks], mention: TalkMention) -> Talks:
    """Return the talks of a full mention: those with its parties, name or town, else new ones."""
    key = frozenset(mention.sides)
    for talks in found:
        if talks.past != mention.past:
            continue
        if talks.key == key or (mention.name and mention.name in talks.names):
            talks.aside = talks.aside and mention.aside
            return talks
    talks = _new(found)
    talks.past, talks.aside = mention.past, mention.aside
    return talks


def _by_name(found: Sequence[Talks], mention: TalkMention) -> Talks | None:
    """Return the talks that bear a name already, or are held in the town that it names."""
    for talks in found:
        same_town = mention.place and mention.place in talks.places and talks.past == mention.past
        if (mention.name and mention.name in talks.names) or same_town:
            return talks
    return None


def _bare(mention: TalkMention) -> TalkMention:
    """Return the mention without the one party that it may name: "the Ohrid talks" are not between those invited."""
    return TalkMention(
        mention.word,
        {},
        mention.family,
        mention.name,
        mention.place,
        mention.weight,
        mention.past,
        topic=mention.topic,
        noun=mention.noun,
    )


def _merge_named(found: list[Talks]) -> list[Talks]:
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
    return None in families or families[0] == families[1] or families in _KIN


def _fold(into: Talks, talks: Talks) -> None:
    into.mentions += talks.mentions
    into.words += talks.words
    into.families += talks.families
    into.names += talks.names
    into.places |= talks.places
    into.topic = into.topic or talks.topic
    into.score += talks.score
    into.nouns += talks.nouns


def _absorb(found: list[Talks]) -> list[Talks]:
    """Fold talks told of by verbs only ("A and B agreed") into others in which the same parties sit with more."""
    kept: list[Talks] = []
    for talks in _ranked(found):
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


def _in_headline(cast: Cast, talks: Talks) -> int:
    """Return what it counts that the headline names the parties: as much as a mention there."""
    if talks.past or talks.aside or len(named_in_headline(cast) & talks.key) < 2:
        return 0
    return HEADLINE if talks.nouns else HEADLINE // 2


def _attach(found: list[Talks], mention: TalkMention, apart: frozenset[str]) -> None:
    """Give a mention without (two) parties to the talks that it can be of."""
    if mention.form:
        return
    mention.sides = {party: place for party, place in mention.sides.items() if party not in apart}
    if mention.past or mention.aside:
        if mention.past and (same := next((t for t in found if t.past == mention.past), None)):
            same.take(_bare(mention), 0)
        elif mention.past:
            old = _new(found)
            old.past = mention.past
            old.take(_bare(mention), 0)
        return
    able = [t for t in found if not t.past and not t.aside and not apart & t.key and _holds(t, mention)]
    talks = _nearest(able, mention)
    if talks is None and mention.noun and mention.weight > BODY and not mention.sides:
        talks = _new(found)  # talks of whom the report does not say in so many words
    if talks is not None:
        talks.take(mention, mention.weight)


def _holds(talks: Talks, mention: TalkMention) -> bool:
    """Tell whether a mention can be of talks: in their town, by their parties; a lead's not of a chance meeting."""
    if mention.weight > BODY and mention.family == "talks" and not (talks.nouns or talks.opening):
        return False
    elsewhere = bool(mention.place and talks.places and mention.place not in talks.places)
    return not elsewhere and mention.sides.keys() <= talks.key


def _nearest(able: Sequence[Talks], mention: TalkMention) -> Talks | None:
    """Return the talks of the same kind last spoken of, else those of a like kind that score most."""
    at = mention.word.i
    same = [t for t in able if mention.family in t.families and min(t.words) < at]
    if same:
        return max(same, key=lambda t: max(w for w in t.words if w < at))
    like = [
        t
        for t in able
        if t.family is None or mention.family in (t.family, "talks") or (mention.family, t.family) in _KIN
    ]
    loose = [t for t in able if t.family == "talks"]
    return max(like or loose, key=lambda t: t.score, default=None)


def _sit(found: list[Talks], body: Round) -> None:
    """Add the session of a body as the talks that a document is about."""
    talks = _new(found)
    talks.forum, talks.body, talks.score = body.title, True, body.weight
    talks.mentions = [(word.idx, word.idx + len(word.text)) for word in body.words]
    talks.words = [word.i for word in body.words]
    talks.nouns, talks.opening = len(body.words), True


def _take_placed(found: list[Talks], early: Talks | None, placed: dict[str, Place]) -> None:
    """Give talks of which it is not said who is in them those who bargain."""
    talks = early or _new(found)
    talks.parties |= placed
    talks.score += LEAST_SCORE
    talks.mentions = talks.mentions or [min(placed.values())]


def _take_pair(cast: Cast, found: list[Talks], early: Talks | None, word: Token, pair_sides: Sequence[Side]) -> None:
    sides = {s.party: stretch(cast, word, s) for s in reversed(pair_sides) if s.party}
    placed = dict(reversed(sides.items()))
    if early is not None:
        early.parties |= placed
        early.score += 1
        return
    mention = TalkMention(word, placed, None, weight=weight_of(cast, word), noun=False)
    _found(found, mention).take(mention, mention.weight + 1)
