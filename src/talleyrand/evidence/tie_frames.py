"""Frames of ties: verbs that say that one party holds something over another, with what stands where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import objects, slot, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.magnitudes import magnitude
from talleyrand.evidence.records import TieKind
from talleyrand.evidence.tie_bond import NOUNS, Bond, aside, clause_span, means_of_nouns
from talleyrand.evidence.tie_who import elsewhere
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token


@dataclass(frozen=True)
class TieFrame:
    """One line of the lexicon, compiled; see the head of ``ties.yaml``."""

    kind: TieKind
    holder: tuple[str, ...]
    over: tuple[str, ...]
    particle: str | None = None
    add: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    amount: bool = False
    now: bool = False
    must: bool = False
    cannot: bool = False
    may: bool = False
    fixed: bool = False
    alone: bool = False
    from_: bool = False
    share: bool = False
    count: bool = False


@cache
def _compiled() -> dict[str, tuple[TieFrame, ...]]:
    data = lexicon("ties")
    frames: dict[str, list[TieFrame]] = {}
    for entry in data["frames"]:
        for verb in entry["verbs"]:
            lemma, _, particle = str(verb).partition(" ")
            frames.setdefault(lemma, []).append(_frame(entry, particle or None))
    return {lemma: tuple(row) for lemma, row in frames.items()}


def _frame(entry: dict[str, Any], particle: str | None) -> TieFrame:
    holder = entry["holder"]
    flags = {
        key: bool(entry.get(key))
        for key in ("amount", "now", "must", "cannot", "may", "fixed", "alone", "share", "count")
    }
    return TieFrame(
        kind=entry["kind"],
        holder=(holder,) if isinstance(holder, str) else tuple(holder),
        over=tuple(entry["over"]),
        particle=particle,
        add=tuple(entry.get("add", ())),
        needs=frozenset(entry.get("needs", ())),
        from_=bool(entry.get("from")),
        **flags,
    )


def verbal(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Yield the ties that the verbs of a sentence tell of, by the first frame that fits each."""
    verbs = _compiled()
    for token in sentence:
        if token.pos_ in {"VERB", "AUX"}:
            for frame in verbs.get(_lemma(token), ()):
                if found := list(_verbal(cast, token, frame)):
                    yield from found
                    break


def _lemma(verb: Token) -> str:
    lemma = verb.lemma_.lower()
    return str(lexicon("events")["irregular"].get(lemma, lemma))


def _verbal(cast: Cast, verb: Token, frame: TieFrame) -> Iterator[Bond]:
    if not _holds(verb, frame):
        return
    if frame.over in {("subject",), ("barred",)}:
        over = _fill(cast, verb, frame.over, ())
        holders = _fill(cast, verb, frame.holder, over)
    else:
        holders = _fill(cast, verb, frame.holder, ())
        over = _fill(cast, verb, frame.over, holders)
    if holders and not over and _own(cast, verb, holders[0]):
        over = tuple(s for s in (elsewhere(cast, verb, holders[0]),) if s is not None)
    if not holders or not (over or frame.alone):
        return
    means = _means(verb, frame)
    if not means and (frame.amount or frame.count) and (sum_ := magnitude(_text(verb))) and (sum_.unit or "").isupper():
        means = ("aid",)  # "receives $2 billion a year"
    if not means:
        return
    first, last = clause_span(verb)
    for one in holders:
        for other in over or (None,):
            if one.party and (other is None or (other.party and other.party != one.party)):
                yield Bond(one.party, other.party if other else None, frame.kind, means, verb, first, last, verb.lemma_)


def _own(cast: Cast, verb: Token, holder: Side) -> bool:
    """Tell whether a frame gives something to its own subject, so that "its" must mean somebody else."""
    given = (c for c in children(verb) if c.dep_ == "dative" or (c.dep_ == "dobj" and c.pos_ == "PRON"))
    pronouns = (w for c in given for w in (c, *children(c)) if w.pos_ == "PRON")
    return any((s := cast.side(w)) is not None and s.key == holder.key for w in pronouns)


def _holds(verb: Token, frame: TieFrame) -> bool:
    """Tell whether the words that a frame asks for stand at a verb."""
    if frame.particle and not any(c.lower_ == frame.particle for c in children(verb)):
        return False
    below = [t for t in verb.subtree if not aside(t, verb)]
    if frame.needs and not any({t.lemma_.lower(), t.lower_} & frame.needs for t in below):
        return False
    if frame.from_ and not any(t.lower_ == "from" or (t.lower_ == "in" and not _numbered(t)) for t in below):
        return False
    if frame.over == ("subject",) and any(c.dep_ == "dative" and c.pos_ != "ADP" for c in children(verb)):
        return False  # "sells Iraq its gas" says nothing of where the seller sells
    if frame.now and (verb.tag_ == "VBD" or (verb.tag_ == "VBG" and verb.dep_ == "pcomp")):
        return False
    return _in_mood(verb, frame) and _in_measure(verb, frame)


def _in_mood(verb: Token, frame: TieFrame) -> bool:
    """Tell whether a verb says that somebody must, cannot or may, where a frame asks for it."""
    if frame.must and not _obliged(verb):
        return False
    if frame.cannot and _barring(verb) is None:
        return False
    return not frame.may or any(c.tag_ == "MD" for c in children(verb))


def _in_measure(verb: Token, frame: TieFrame) -> bool:
    """Tell whether a quantity stands at a verb, a share or none, where a frame asks for it."""
    much = magnitude(_text(verb)) if frame.amount or frame.share or frame.count else None
    if frame.share or frame.count:
        return much is not None and (much.unit in {"%", "share"}) == frame.share
    return not frame.amount or much is not None


def _numbered(preposition: Token) -> bool:
    """Tell whether a preposition belongs to a share: "nine barrels *in* ten"."""
    return any(c.pos_ == "NUM" for c in children(preposition))


def _text(verb: Token) -> str:
    first, last = clause_span(verb)
    return str(verb.doc[first : last + 1].text)


def _obliged(verb: Token) -> bool:
    """Tell whether something must be done: "has to cater", "must heed"."""
    must = set(lexicon("ties")["must"])
    if any(c.lower_ in must for c in children(verb) if c.dep_ == "aux"):
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_ in must


def _barring(verb: Token) -> Token | None:
    """Return the verb of whoever cannot do a thing "without asking" another, or must be careful not to irritate it."""
    for above in verb.ancestors:
        if above.lower_ == "without" and verb.dep_ == "pcomp":
            return next((w for w in above.ancestors if w.pos_ in {"VERB", "AUX"}), None)
        if above.lemma_ in {"avoid", "afford"} or any(c.lemma_ == "careful" for c in children(above)):
            return above
    return None


def _fill(cast: Cast, verb: Token, slots: tuple[str, ...], taken: tuple[Side, ...]) -> tuple[Side, ...]:
    keys = {side.key for side in taken}
    for name in slots:
        sides = tuple(s for s in _slot(cast, verb, name) if s.key not in keys and s.party)
        if name == "pair" and len(sides) > 1:
            sides = tuple(s for s in sides if s.actor is not None and s.actor.kind == "state")
        if sides:
            return sides[:1] if name == "wide" else sides
    return ()


def _slot(cast: Cast, verb: Token, name: str) -> tuple[Side, ...]:
    """Return the sides in a slot; two are ours alone: where the subject is ("workers *in Russia*"), who hosts it."""
    if name == "subject_place":
        subject = surface_subject(verb)
        words = [w for w in subject.subtree if w.dep_ == "pobj"] if subject is not None else []
        return next((s for w in reversed(words) if (s := cast.named(w))), ())
    if name == "subject_any":
        subject = surface_subject(verb)
        return next(((one,) for w in (subject.subtree if subject is not None else ()) if (one := cast.side(w))), ())
    if name == "barred":
        above = _barring(verb)
        subject = surface_subject(above) if above is not None else None
        return cast.named(subject) if subject is not None else ()
    if name == "wide":
        return tuple(one for w in verb.subtree if w.i > verb.i and (one := cast.side(w)) is not None)
    if name == "host":
        places = [w for w in verb.sent if w.dep_ in {"pobj", "poss"} and w.i < verb.i]
        return next((s for w in reversed(places) if (s := cast.named(w))), ())
    return slot(cast, verb, name)


def _means(verb: Token, frame: TieFrame) -> tuple[str, ...]:
    """Return what the tie consists of, from the words around the verb; those of the frame first."""
    kinds = means_of_nouns()
    found = list(frame.add)
    if frame.fixed:
        return tuple(found)
    roots = [*objects(verb)] or [verb]
    for root in (*roots, verb) if frame.add == () else roots:
        for token in root.subtree:
            kind = kinds.get(token.lemma_.lower())
            if kind and kind not in found and not aside(token, verb) and token.pos_ in NOUNS:
                found.append(kind)
        if found and root != verb:
            break
    return tuple(found)
