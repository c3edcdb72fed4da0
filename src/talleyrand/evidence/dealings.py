"""Between whom a document's dealings are, where no words for talks say it: who acts on whom, and who is named most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import deep, surface_subject
from talleyrand.evidence.ground import is_place
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.talk_mentions import HEADLINE, headline_end, weight_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEALINGS = 2
"""Acts between two parties that make them the parties of a document's dealings where it names no talks."""
_NAMED = 4
"""Mentions that make the second of two parties one of the dealings of a document that speaks of talks."""
_BARGAINS = 4
"""Words of bargaining that make a document one about a bargain."""


def bargains(cast: Cast) -> bool:
    """Tell whether a document without a word for talks is about a bargain: it speaks of drafts, deals, delegations."""
    words = frozenset(lexicon("seats")["bargains"])
    return sum(token.lemma_.lower() in words for token in cast.reading.doc) >= _BARGAINS


def dealings(
    cast: Cast, outside: frozenset[str], spoken: bool, away: frozenset[str] = frozenset()
) -> tuple[Token, tuple[Side, ...]] | None:
    """Return the pair that acts on each other most, with the word that says so first; None where there is none.

    Two acts are enough, those of two whom the headline names counting first. Where the document speaks of talks
    (`spoken`), the two of its headline are taken, also without an act, else the two that it names most. Whoever is
    `outside` is no candidate; who is kept away once (`away`) is one only where there is no other.
    """
    return _pair(cast, outside | away, spoken) or _pair(cast, outside, spoken)


def _pair(cast: Cast, outside: frozenset[str], spoken: bool) -> tuple[Token, tuple[Side, ...]] | None:
    rows: dict[frozenset[str], list[tuple[Token, tuple[Side, ...]]]] = {}
    for verb, sides in _deeds(cast):
        pair = frozenset(s.party for s in sides if s.party)
        if len(pair) == 2 and not pair & outside:
            rows.setdefault(pair, []).append((verb, sides))
    ahead = named_in_headline(cast)
    weights = {
        pair: sum(weight_of(cast, verb) for verb, _ in told) + (HEADLINE if pair <= ahead else 0)
        for pair, told in rows.items()
    }
    often = [pair for pair, told in rows.items() if len(told) >= _DEALINGS]
    best = max(often, key=lambda pair: (weights[pair], -rows[pair][0][0].i), default=None)
    if best is not None and not best <= ahead:
        return rows[best][0]
    if best is not None:
        sides = _in_the_headline(cast, set(best))
        return cast.reading.doc[sides[0].word], sides
    sides = (_in_the_headline(cast, ahead - outside) or _named_most(cast, outside)) if spoken else ()
    return (cast.reading.doc[sides[0].word], sides) if sides else None


def _deeds(cast: Cast) -> Iterator[tuple[Token, tuple[Side, ...]]]:
    """Yield the verbs with a party for subject and another below, with both: who does something to whom.

    Which act it is need not be known here; events read that, and reading them twice would cost too much.
    """
    for verb in cast.reading.doc:
        if verb.pos_ != "VERB":
            continue
        subject = surface_subject(verb)
        sides = cast.named(subject) if subject is not None else ()
        if sides and (others := deep(cast, verb)):
            yield verb, (*sides, *others)


def named_in_headline(cast: Cast) -> set[str]:
    """Return the parties that the headline names."""
    end = headline_end(cast)
    return {s.party for t in cast.reading.doc if t.idx < end and (s := cast.side(t)) and s.party}


def _in_the_headline(cast: Cast, parties: set[str]) -> tuple[Side, ...]:
    """Return the two parties of a headline that names no other."""
    end = headline_end(cast)
    sides = (s for t in cast.reading.doc if t.idx < end and (s := cast.side(t)))
    return tuple(s for s in sides if s.party in parties) if len(parties) == 2 else ()


def _named_most(cast: Cast, outside: frozenset[str]) -> tuple[Side, ...]:
    """Return the first mentions of the two parties that a document names most, where no third is named as often."""
    firsts: dict[str, Side] = {}
    counted: Counter[str] = Counter()
    for token in cast.reading.doc:
        side = cast.side(token)
        if side is not None and side.party and side.party not in outside and not is_place(token):
            body = side.actor is not None and side.actor.role == "international_official"
            counted[side.party] += 1 if body else 2  # bodies convene talks more often than they are party to them
            firsts.setdefault(side.party, side)
    ranked = [*counted.most_common(3), ("", 0), ("", 0), ("", 0)]
    clear = ranked[1][1] >= 2 * _NAMED and ranked[1][1] > ranked[2][1]
    return tuple(sorted((firsts[party] for party, _ in ranked[:2]), key=lambda s: s.word)) if clear else ()
