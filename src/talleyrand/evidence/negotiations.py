"""The talks that a document speaks of: who is in them, and which ones it is about.

Full mentions (with two parties or more) found talks; two with the same parties are the same talks, and so are two that
bear the same name or are held in the same town. Partial and bare mentions ("the summit", "talks with Seoul") belong to
talks that are there already: of the same kind, the nearest before them. The document is about the talks that its
headline and its opening speak of, then those that it speaks of most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from talleyrand.evidence.cast import Cast
from talleyrand.evidence.dealings import bargains, named_in_headline
from talleyrand.evidence.records import DateRange
from talleyrand.evidence.seat_phrases import Claim
from talleyrand.evidence.talk_found import KIN, Talks, absorb, begun, founded, merge_named, ranked
from talleyrand.evidence.talk_mentions import BODY, HEADLINE, TalkMention, talk_mentions
from talleyrand.evidence.talk_parties import LEAST_SCORE, WEAK, find_parties, of_a_table
from talleyrand.evidence.talk_round import PAIR, Round


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
        founded(found, mention).take(mention, _points(mention))
    for mention in (m for m in mentions if not m.full and _called(m)):
        talks = _by_name(found, mention) or begun(found)
        talks.past = talks.past or mention.past
        talks.take(_bare(mention), mention.weight)
    found = merge_named(absorb(found))
    for talks in found:
        talks.score += _in_headline(cast, talks)
    found = ranked(found)
    early = next((t for t in found if _told_early(t)), None)
    if body is not None and not (early and early.nouns and early.parties):
        _sit(found, early, body)
    elif early is None or not early.parties:
        spoken = sum(m.weight for m in mentions if m.noun and not m.aside) >= LEAST_SCORE
        spoken = spoken or bargains(cast) or of_a_table(told)
        find_parties(cast, found, early, told, outside, spoken)
    for mention in (m for m in mentions if not m.full and not _called(m)):
        _attach(found, mention, apart.get(mention.word.i, frozenset()))
    if not found and mentions:
        begun(found).take(_bare(mentions[0]), mentions[0].weight)
    if not found and of_a_table(told):
        begun(found).mentions.append(next(claim.place for claim in told if claim.rule not in WEAK))
    return ranked(found)


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


def _points(mention: TalkMention) -> int:
    if mention.past or mention.aside:
        return 0
    return mention.weight * (2 if mention.noun else 1)


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
            old = begun(found)
            old.past = mention.past
            old.take(_bare(mention), 0)
        return
    able = [t for t in found if not t.past and not t.aside and not apart & t.key and _holds(t, mention)]
    talks = _nearest(able, mention)
    if talks is None and mention.noun and mention.weight > BODY and not mention.sides:
        talks = begun(found)  # talks of whom the report does not say in so many words
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
        if t.family is None or mention.family in (t.family, "talks") or (mention.family, t.family) in KIN
    ]
    loose = [t for t in able if t.family == "talks"]
    return max(like or loose, key=lambda t: t.score, default=None)


def _sit(found: list[Talks], early: Talks | None, body: Round) -> None:
    """Add the session of a body as the talks that a document is about, or find that several who meet are one."""
    if early is not None and len(early.parties) > PAIR:
        early.body = True
        return
    talks = begun(found)
    for meeting in [t for t in found if t.parties and not (t.nouns or t.past or t.aside)]:
        talks.parties |= meeting.parties  # who meets, or is brought together there, is one of the many
        found.remove(meeting)
    talks.forum, talks.body, talks.score = body.title, True, body.weight
    talks.mentions = [(word.idx, word.idx + len(word.text)) for word in body.words]
    talks.words = [word.i for word in body.words]
    talks.nouns, talks.opening = len(body.words), True
