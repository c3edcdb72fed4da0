"""The parties of talks of which a report does not say between whom they are: who bargains, or deals with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.dealings import dealings
from talleyrand.evidence.seat_phrases import Claim
from talleyrand.evidence.talk_found import Talks, begun, founded
from talleyrand.evidence.talk_mentions import TalkMention, weight_of
from talleyrand.evidence.talk_sides import Place, stretch

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAST_SCORE = 3
"""What the talks must score that a document is taken to be about."""
_CLAIMED = 2
"""Parties of whom it must be said that they broker, host, refuse or are left out, for that alone to tell of talks."""
_AT_WORK = frozenset({"bargain", "team"})
"""Rules of claims that show their parties at the table: who bargains there, or has negotiators."""
WEAK = frozenset({"deed", "body", "bargain", "delegation"})
"""Rules of claims that tell of talks only where other words do."""


def of_a_table(told: Sequence[Claim]) -> bool:
    """Tell whether claims alone show that a document is about talks: of several who broker, refuse or are left out."""
    strong = {claim.party for claim in told if claim.rule not in WEAK}
    sitting = {claim.party for claim in told if claim.seat == "in"}
    return len(strong) >= _CLAIMED or (bool(strong) and len(sitting) >= _CLAIMED)


def find_parties(
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
        if claim.rule in _AT_WORK and claim.party not in outside | away:
            placed.setdefault(claim.party, claim.place)
    if len(placed) > 1 and spoken:
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


def _take_placed(found: list[Talks], early: Talks | None, placed: dict[str, Place]) -> None:
    """Give talks of which it is not said who is in them those who bargain."""
    talks = early or begun(found)
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
    founded(found, mention).take(mention, mention.weight + 1)
