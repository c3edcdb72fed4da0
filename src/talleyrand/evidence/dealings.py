"""Between whom a document's talks are, where no words for talks say it: who deals with whom, and who is named most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import OBJECTS, SUBJECTS, clause_subject, surface_subject
from talleyrand.evidence.ground import is_place
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.talk_mentions import HEADLINE, headline_end, weight_of
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEALINGS = 2
"""Acts between two parties that make them the parties of a document's dealings where it names no talks."""
_BARGAINS = 4
"""Words of bargaining that make a document one about a bargain; of fewer sentences than this, one is enough."""
_MOST = 6
"""Mentions that count for a party; more make it no likelier that it deals with another."""
_LEAST = 8
"""What two must score together."""
_OFTEN = 4
"""Mentions of each that make a pair of two who are not said to do anything to each other."""
_DONE = 2
"""What a deed at the table counts."""
_BREATH = 12
"""Words behind a sentence in which a deed still answers one that the sentence tells."""
Pair = frozenset[str]


@dataclass
class _Evidence:
    """What speaks for two parties: what they do to each other or together, and how often each is named."""

    told: dict[Pair, list[tuple[Token, tuple[Side, ...]]]] = field(default_factory=dict)
    links: Counter[Pair] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    firsts: dict[str, Side] = field(default_factory=dict)

    def link(self, pair: Pair, word: Token, sides: tuple[Side, ...], weight: int) -> None:
        """Add a word that links two parties."""
        self.told.setdefault(pair, []).append((word, sides))
        self.links[pair] += weight


def bargains(cast: Cast) -> bool:
    """Tell whether a document without a word for talks is about a bargain: it speaks of drafts, deals, delegations."""
    words = frozenset(lexicon("seats")["bargains"])
    doc = cast.reading.doc
    least = _BARGAINS if sum(1 for _ in doc.sents) >= _BARGAINS else 1
    return sum(token.lemma_.lower() in words for token in doc) >= least


def dealings(
    cast: Cast,
    outside: frozenset[str],
    spoken: bool,
    away: frozenset[str] = frozenset(),
    done: Sequence[tuple[int, str]] = (),
) -> tuple[Token, tuple[Side, ...]] | None:
    """Return those who deal with each other most, with the word that says so first; None where there are none.

    Two acts are enough. Where the document speaks of talks (`spoken`), what two do together, their names in its
    headline and how often they are named count as well, and what they do as those do who sit at a table (`done`, by
    token): two of whom that is said in one breath ("A wants more; B wants less") deal with each other. Whoever is
    `outside` is no candidate; who is kept away once (`away`) is one only where there is no other.
    """
    seen = _evidence(cast, outside)
    _opposed(cast, seen, [deed for deed in done if deed[1] not in outside])
    often = Counter(party for _, party in done)
    ahead = named_in_headline(cast)
    alone = Counter({p: min(n, _MOST) + _DONE * often[p] for p, n in seen.named.items()})

    def score(pair: Pair) -> int:
        return 2 * seen.links[pair] + sum(alone[p] for p in pair) + (HEADLINE if pair <= ahead else 0)

    pairs = [frozenset(p) for p in combinations(sorted(seen.named), 2)] if spoken else list(seen.told)
    for shut in (away, frozenset[str]()):
        able = [
            p
            for p in pairs
            if not p & shut and (shut or not away or p <= ahead) and _enough(seen, p, score(p), spoken, p <= ahead)
        ]
        if able:
            best = max(able, key=lambda p: (score(p), sorted(p)))
            return _told(cast, seen, best, ahead)
    return None


def _enough(seen: _Evidence, pair: Pair, score: int, spoken: bool, ahead: bool) -> bool:
    """Tell whether enough speaks for a pair: two acts of those in the headline, else in a document on talks all things.

    Two who do nothing to each other or together must be named often.
    """
    acts = len(seen.told.get(pair, ()))
    if not spoken:
        return ahead and acts >= _DEALINGS
    return acts >= _DEALINGS or (score >= _LEAST and bool(acts or ahead or min(seen.named[p] for p in pair) >= _OFTEN))


def _told(cast: Cast, seen: _Evidence, pair: Pair, ahead: set[str]) -> tuple[Token, tuple[Side, ...]]:
    """Return the words for a pair: in the headline where it names both, else where they are first linked."""
    doc = cast.reading.doc
    if pair <= ahead:
        sides = tuple(s for t in _headline(cast) if (s := cast.side(t)) and s.party in pair)
        return doc[sides[0].word], sides
    if pair in seen.told:
        return max(seen.told[pair], key=lambda row: (len({s.party for s in row[1]}), -row[0].i))
    sides = tuple(sorted((seen.firsts[party] for party in sorted(pair)), key=lambda s: s.word))
    return doc[sides[0].word], sides


def _evidence(cast: Cast, outside: frozenset[str]) -> _Evidence:
    """Return all that a document tells of who deals with whom, without those outside."""
    seen = _Evidence()
    for word, sides, weight in (*_deeds(cast), *_together(cast)):
        parties = sorted({s.party for s in sides if s.party})
        if len(parties) > 1 and not outside & set(parties):
            for pair in combinations(parties, 2):
                seen.link(frozenset(pair), word, sides, weight if not _bodies(sides) else 1)
    for token in cast.reading.doc:
        side = cast.side(token)
        if side is not None and side.party and side.party not in outside and not is_place(token):
            seen.named[side.party] += 1
            seen.firsts.setdefault(side.party, side)
    return seen


def _opposed(cast: Cast, seen: _Evidence, done: Sequence[tuple[int, str]]) -> None:
    """Link those of whom a deed at the table is told in one sentence, or in two that stand together."""
    doc = cast.reading.doc
    for (first, one), (second, other) in pairwise(sorted(set(done))):
        near = second - doc[first].sent.end < _BREATH
        if one != other and near:
            sides = Side(None, one, first), Side(None, other, second)
            seen.link(frozenset((one, other)), doc[first], sides, weight_of(cast, doc[first]))


def _bodies(sides: Iterable[Side]) -> bool:
    """Tell whether an international body is among sides: those convene talks more often than they are party to them."""
    return any(s.actor is not None and s.actor.role == "international_official" for s in sides)


def _deeds(cast: Cast) -> Iterator[tuple[Token, tuple[Side, ...], int]]:
    """Yield the verbs with a party for subject and another below, with both: who does something to whom.

    Which act it is need not be known here; events read that, and reading them twice would cost too much.
    """
    for verb in cast.reading.doc:
        if verb.pos_ != "VERB":
            continue
        subject = surface_subject(verb)
        sides = cast.named(subject) if subject is not None else ()
        others = _met(cast, verb) if sides else ()
        if len({s.party for s in (*sides, *others) if s.party}) == 2:
            yield verb, (*sides, *others), weight_of(cast, verb)


def _met(cast: Cast, verb: Token) -> tuple[Side, ...]:
    """Return whom a verb is done to: its object or what a preposition at it names; in no clause below it."""
    things = [c for c in children(verb) if c.dep_ in OBJECTS or c.dep_ == "dative"]
    things += [
        w for c in children(verb) if c.dep_ in {"prep", "dative", "agent"} for w in children(c) if w.dep_ == "pobj"
    ]
    found = next((sides for thing in things if (sides := cast.named(thing))), ())
    if found:
        return found
    clauses = (c for thing in things for c in children(thing) if c.dep_ == "relcl")  # "a map that the Chileans drew"
    makers = (s for c in clauses if (s := clause_subject(c)) is not None)
    return next((sides for maker in makers if (sides := cast.named(maker))), ())


def _together(cast: Cast) -> Iterator[tuple[Token, tuple[Side, ...], int]]:
    """Yield the subjects that name several parties, with all of them: "Rwanda and Congo begin a new round"."""
    for word in cast.reading.doc:
        if word.dep_ in SUBJECTS and any(c.dep_ == "conj" for c in children(word)):
            sides = cast.named(word)
            if len({s.party for s in sides if s.party}) > 1:
                yield word, sides, weight_of(cast, word)


def _headline(cast: Cast) -> Iterable[Token]:
    end = headline_end(cast)
    return (t for t in cast.reading.doc if t.idx < end)


def named_in_headline(cast: Cast) -> set[str]:
    """Return the parties that the headline names."""
    return {s.party for t in _headline(cast) if (s := cast.side(t)) and s.party}
