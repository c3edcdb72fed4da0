"""Whom an act is done to that names nobody: "rejected the charge" goes to whoever made it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import Act, without
from talleyrand.evidence.event_frames import Frames
from talleyrand.evidence.event_sides import complements, objects

if TYPE_CHECKING:
    from spacy.tokens import Token

_ANSWERS = frozenset({"REJECT", "ACCUSE", "SUPPORT", "CONCEDE", "AGREE"})
_BARE = frozenset({"accept", "agree", "decline", "refuse", "demur", "comply", "oblige"})
_ASKED = frozenset({"REQUEST", "AGREE", "THREATEN"})
_REPEATED = frozenset({"SANCTION", "COERCE", "AID", "RETREAT", "MOBILIZE", "ASSAULT"})
_KNOWN = frozenset({"the", "this", "that", "these", "those", "both", "such"})


def echoed(
    cast: Cast, verb: Token, plover: str, source: tuple[Side, ...], told: Sequence[Act], lexicon: Frames
) -> tuple[Side, ...]:
    """Return the target that an act takes over from one told before it, or nobody.

    An answer ("rejected the charge", "accepted") goes to the source of the last act that it may answer. A further deed
    in the same sentence ("recalled its envoy from Paris and halted the flights") goes where the one before it went.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> report = Document(sha256="0" * 64, text="Chad accused Peru of theft. Lima rejected the charge.")
    >>> [e.target[0].party for e in read(report, load()).records if e.type == "event"]
    ['PER', 'TCD']
    """
    if not source:
        return ()
    if plover in _REPEATED:
        before = [a for a in told if a.trigger.sent == verb.sent and a.trigger.i < verb.i and _same(a.source, source)]
        return without(before[-1].target, source) if before else ()
    kinds = _answered(cast, verb, lexicon) if plover in _ANSWERS else frozenset()
    for act in reversed(told):
        if act.plover in kinds and act.trigger.i < verb.i and act.source and not _same(act.source, source):
            found = tuple(side for side in act.source if side.party)
            if found:
                return tuple(Side(side.actor, side.party, verb.i) for side in found)
    return ()


def _answered(cast: Cast, verb: Token, lexicon: Frames) -> frozenset[str]:
    """Return the classes of act that a verb may be an answer to."""
    things = [w for w in objects(verb) if w.lemma_.lower() in lexicon.echoes]
    for thing in things:
        if any(c.lower_ in _KNOWN for c in thing.lefts) and not cast.named(thing):
            return lexicon.echoes[thing.lemma_.lower()]
    bare = not objects(verb) and not complements(verb) and verb.lemma_.lower() in _BARE
    return _ASKED if bare else frozenset()


def _same(one: tuple[Side, ...], other: tuple[Side, ...]) -> bool:
    return bool({s.key for s in one} & {s.key for s in other})
