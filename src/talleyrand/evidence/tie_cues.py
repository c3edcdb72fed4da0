"""Set phrases that say who holds what over whom: "at X's mercy", "keeps 2,000 soldiers in", "could turn off".

The phrases stand in ``lexicons/tie_cues.yaml``; they are found by words (`phrases`), and who holds and who is held by
where they stand: the subject of the phrase's verb, the party behind the phrase, before it, or within its gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import is_passive, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.magnitudes import magnitude
from talleyrand.evidence.phrases import Phrases, governor, negated
from talleyrand.evidence.records import TieKind
from talleyrand.evidence.tie_bond import Bond, means_in
from talleyrand.evidence.tie_who import parties_in
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MARKS = frozenset({",", ";", ":", "(", ")", "–", "—"})
NEAR = 10
"""How many words behind a phrase, or before it, a party may stand that it names."""


@dataclass(frozen=True)
class Cue:
    """What a phrase of the lexicon tells of; see the head of ``tie_cues.yaml``."""

    kind: TieKind
    holder: tuple[str, ...]
    over: tuple[str, ...]
    means: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    amount: bool = False
    may: bool = False
    now: bool = False
    active: bool = False
    alone: bool = False
    negative: bool = False
    verb: bool = False


@cache
def _cues() -> Phrases[Cue]:
    found: list[tuple[str, Cue]] = []
    for entry in lexicon("tie_cues")["cues"]:
        cue = _cue({key: value for key, value in entry.items() if key != "words"})
        found += [(phrase, cue) for phrase in entry["words"]]
    return Phrases.of(found)


def _cue(entry: dict[str, Any]) -> Cue:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Cue(**fields)


def cued(cast: Cast, sentence: Span) -> Iterator[Bond]:
    """Yield the ties that the set phrases of a sentence tell of, in the order of their words."""
    parties = parties_in(cast, sentence)
    if not parties:
        return
    for span, cue in _cues().find(sentence):
        if _holds(cue, span):
            yield from _bonds(cast, cue, span, parties)


def _bonds(cast: Cast, cue: Cue, span: Span, parties: Sequence[Side]) -> Iterator[Bond]:
    if cue.over[:1] == ("subject",) and cue.holder[:1] != ("subject",):
        over = _fill(cast, cue.over, span, parties, ())
        holders = _fill(cast, cue.holder, span, parties, over)
    else:
        holders = _fill(cast, cue.holder, span, parties, ())
        over = _fill(cast, cue.over, span, parties, holders)
    if not over and holders and "subject" in cue.over:
        over = _fill(cast, cue.over, span, parties, holders)
    means = cue.means or means_in(_clause(span))
    if not means or not holders or not (over or cue.alone):
        return
    named = [side.word for side in (*holders[:1], *over[:1]) if span.sent.start <= side.word < span.sent.end]
    words = [span.start, span.end - 1, *named]
    word = _verb(span) or span.root
    for one in holders:
        for other in over or (None,):
            if one.party and (other is None or (other.party and other.party != one.party)):
                party = other.party if other else None
                yield Bond(
                    one.party, party, cue.kind, means, word, min(words), max(words), "phrase", cue.may or cue.negative
                )


def _verb(span: Span) -> Token | None:
    """Return the verb of a phrase: its first, or the one that governs it."""
    return next((t for t in span if t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"aux", "auxpass"}), governor(span))


def _clause(span: Span) -> list[Token]:
    """Return the words from which a phrase's means are read: its own first, then those of its verb's clause."""
    verb = _verb(span)
    rest = [t for t in (verb.subtree if verb is not None else span.sent) if not span.start <= t.i < span.end]
    above = [verb.head] if verb is not None and verb.dep_ in {"relcl", "acl"} else []  # "water that is piped in"
    return [*span, *sorted(rest, key=lambda t: abs(t.i - span.start)), *above]


def _holds(cue: Cue, span: Span) -> bool:
    """Tell whether the words that a phrase asks for stand beside it, and no negation undoes it."""
    verb = _verb(span)
    if any(t.text in _MARKS for t in span) or (cue.verb and span[0].pos_ not in {"VERB", "AUX"}):
        return False
    if not cue.negative and _undone(span):
        return False
    if cue.unless and {t.lower_ for t in span.doc[span.start : min(span.sent.end, span.end + NEAR)]} & set(cue.unless):
        return False
    if cue.active and verb is not None and is_passive(verb):
        return False
    if cue.now and verb is not None and verb.tag_ == "VBD":
        return False
    if cue.may and not _can(span):
        return False
    if cue.needs and not {form for t in _beside(span) for form in (t.lemma_.lower(), t.lower_)} & set(cue.needs):
        return False
    return not cue.amount or magnitude(_beside(span).text) is not None


def _undone(span: Span) -> bool:
    """Tell whether a negation stands in a phrase, at its verb or right before it: "no longer depends on"."""
    before = span.doc[max(span.sent.start, span.start - 2) : span.start]
    return negated(span) or any(t.lower_ in {"no", "not", "never", "n't", "nothing"} for t in before)


def _can(span: Span) -> bool:
    modals = {"can", "could", "may", "might", "able", "power", "ready", "prepared", "free"}
    verb = _verb(span)
    near = [*(children(verb) if verb is not None else ()), *span.doc[max(span.sent.start, span.start - 4) : span.end]]
    return any(t.lower_ in modals for t in near)


def _beside(span: Span) -> Span:
    """Return a phrase with the words of its sentence on both sides, ten on either."""
    return span.doc[max(span.sent.start, span.start - NEAR) : min(span.sent.end, span.end + NEAR)]


# --- who ------------------------------------------------------------------------------------------------------------


def _fill(
    cast: Cast, slots: Sequence[str], span: Span, parties: Sequence[Side], taken: Sequence[Side]
) -> tuple[Side, ...]:
    """Return the sides in the first slot that names somebody else than those taken."""
    keys = {side.key for side in taken}
    for name in slots:
        sides = tuple(s for s in _slot(cast, name, span, parties, taken) if s.party and s.key not in keys)
        if sides:
            return sides
    return ()


def _slot(cast: Cast, name: str, span: Span, parties: Sequence[Side], taken: Sequence[Side]) -> tuple[Side, ...]:
    if name in {"subject", "subject_any"}:
        return _subject(cast, span, within=name == "subject_any")
    keys = {side.key for side in taken}
    free = [side for side in parties if side.key not in keys]
    if name == "after":
        near = _listed(cast, [s for s in free if span.end <= s.word < min(span.end + NEAR, _broken(span))][:1])
        return near or _described(cast, span)
    if name == "next":
        return tuple([s for s in free if span.end <= s.word < span.end + 3][:1])
    if name == "before":
        return tuple([s for s in free if s.word < span.start][-1:])
    if name == "first":
        return tuple([s for s in free if s.word < span.start][:1])
    if name == "inside":
        return tuple([s for s in free if span.start <= s.word < span.end][:1])
    if name == "opposite":
        return cast.opposite(taken[0])[:1] if taken else ()
    raise ValueError(f"tie_cues.yaml knows no slot called {name}")


def _broken(span: Span) -> int:
    """Return where another clause begins behind a phrase: "lift the ban on flights, *and* peacekeepers from Kenya"."""
    doc, end = span.doc, span.sent.end
    for place in range(span.end, min(span.end + NEAR, end) - 1):
        if doc[place].text == ";" or (doc[place].text == "," and doc[place + 1].lower_ in {"and", "but", "while"}):
            return place
    return end


def _described(cast: Cast, span: Span) -> tuple[Side, ...]:
    """Return whom the noun right behind a phrase means without naming it: "the consent of *both sides*"."""
    for token in span.doc[span.end : min(span.sent.end, span.end + 4)]:
        if token.pos_ == "NOUN":
            return tuple(side for side in cast.named(token) if side.party)
    return ()


def _listed(cast: Cast, sides: Sequence[Side]) -> tuple[Side, ...]:
    """Return a party with those that are joined to it: "from Russia and Ukraine"."""
    found = {side.key: side for side in sides}
    for side in sides:
        for other in cast.named(cast.reading.doc[side.word]):
            found.setdefault(other.key, other)
    return tuple(found.values())


def _subject(cast: Cast, span: Span, *, within: bool) -> tuple[Side, ...]:
    """Return whom the subject of a phrase's verb stands for, or names anywhere ("most of *Peru's* power comes …")."""
    verb = _verb(span)
    subject = surface_subject(verb) if verb is not None else None
    if subject is None:
        return ()
    if not within:
        return cast.named(subject)
    below = (cast.side(w) for w in subject.subtree)
    return next(((side,) for side in below if side is not None and side.party), ())
