"""Who an act's sides are where its own clause does not say: the other side of the talks, the party named nearest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import Act
from talleyrand.evidence.event_frames import frames
from talleyrand.evidence.event_sides import slot
from talleyrand.evidence.ground import is_place

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

ABOUT = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE", "ACCUSE", "SUPPORT"})
"""Classes of acts that speak of other acts."""
MUTUAL = frozenset(
    {"REJECT", "ACCUSE", "SANCTION", "COERCE", "THREATEN", "AGREE", "REQUEST", "CONCEDE", "RETREAT", "ASSAULT"}
    | {"MOBILIZE", "AID"}
)
"""Classes that parties to talks direct at each other where nobody else is named."""
_TOWARDS = MUTUAL | {"SUPPORT", "CONSULT"}
"""Classes that are done to somebody, whom the text around may name."""
_FROM_OUTSIDE = frozenset({"REQUEST", "AGREE", "SUPPORT", "ACCUSE", "THREATEN"})
"""Classes that somebody outside the talks mostly directs at the parties to them."""
SUFFERED = frozenset({"REQUEST", "REJECT", "THREATEN", "ACCUSE", "COERCE", "SANCTION"})
"""Classes that somebody must have done to whoever suffers them."""
_PLACES = frozenset({"seat", "place", "chair", "mediate", "mediation", "status", "observer", "invitation", "admission"})


def completed(cast: Cast, act: Act) -> Act:
    """Give an act of one party to the main talks, on nobody named, the other parties for target.

    "Yerevan rejected the demand", in a report on talks between Armenia and Azerbaijan, is done to Azerbaijan.
    """
    if act.target and not act.source:
        return _by_somebody(cast, act)
    if any(side.party for side in act.target) or not act.source or (len(act.source) > 1 and act.joint):
        return act
    other: tuple[Side, ...] = ()
    if (
        act.plover in MUTUAL
        and len(act.source) == 1
        and (act.head != act.trigger or act.rule == "phrase" or act.trigger.lemma_ == "walk")
    ):
        other = cast.opposite(act.source[0])
    if not other and not {s.party for s in act.source} & set(cast.pair) and speaks_of_talks(act.trigger, act.plover):
        other = slot(cast, act.trigger, "pair")
    if other:
        return replace(act, target=other, rule="main talks")
    if not all(_pointing(act.trigger.doc[side.word]) for side in act.target):
        return act
    if len(act.source) > 1 or act.plover not in _TOWARDS:
        return act
    outside = act.source[0].party not in cast.pair and act.plover in _FROM_OUTSIDE
    found = slot(cast, act.trigger, "pair") if outside else ()
    found = found or nearest_party(cast, act.trigger, act.source)
    return replace(act, target=found, rule="context") if found else act


def _pointing(word: Token) -> bool:
    """Tell whether words point to somebody named before: "them", "the group's negotiator"; not "demonstrators"."""
    return word.pos_ == "PRON" or (word.tag_ == "NN" and any(c.dep_ in {"det", "poss"} for c in word.lefts))


def _by_somebody(cast: Cast, act: Act) -> Act:
    """Give an act in the passive on one party, by nobody named, its doer: the other side, else the party named nearest.

    "Mexico has not been asked to leave", in a report on talks with the United States, is their doing.
    """
    if act.plover not in SUFFERED or len(act.target) != 1 or act.target[0].party is None:
        return act
    other = cast.opposite(act.target[0])
    found = other if len(other) == 1 else nearest_party(cast, act.trigger, act.target)
    return replace(act, source=found, rule="main talks" if other == found else "context") if found else act


def speaks_of_talks(verb: Token, plover: str) -> bool:
    """Tell whether words below an act speak of the talks: what they led to, or a place in them."""
    words = {w.lemma_.lower() for w in verb.subtree}
    if plover in {"SUPPORT", "ACCUSE"}:
        return bool(words & frames().outcomes)
    return plover in {"REQUEST", "AGREE"} and bool(words & _PLACES)


def whole(act: Act) -> bool:
    """Tell whether an act has the sides that it needs."""
    if not act.source:
        return bool(act.target) and act.plover not in SUFFERED
    return bool(act.target) or not act.wanting or act.plover in ABOUT


def nearest_party(cast: Cast, trigger: Token, source: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return the party named nearest to an act in its sentence, else last in the one before; nobody where none is.

    Places count for nothing ("in Doha"), nor does whoever is known already (`source`).
    """
    own = {side.key for side in source}
    sentence = trigger.sent
    near = sorted(sentence, key=lambda token: abs(token.i - trigger.i))
    for token in (*near, *reversed(trigger.doc[_before(sentence) : sentence.start])):
        side = cast.side(token)
        if side is not None and side.party and side.key not in own and not is_place(token):
            return (Side(side.actor, side.party, trigger.i),)
    return ()


def _before(sentence: Span) -> int:
    """Return where the sentence before a sentence begins."""
    if sentence.start == 0:
        return 0
    return int(sentence.doc[sentence.start - 1].sent.start)
