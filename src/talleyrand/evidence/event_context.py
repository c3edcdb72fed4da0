"""Who an act's sides are where its own clause does not say: the other side of the talks, the party named nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import Act
from talleyrand.evidence.event_frames import frames
from talleyrand.evidence.event_near import asked_before, asked_of, foe, nearest_party, provoked_by
from talleyrand.evidence.event_sides import slot

if TYPE_CHECKING:
    from spacy.tokens import Token

ABOUT = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE", "ACCUSE", "SUPPORT"})
"""Classes of acts that speak of other acts."""
MUTUAL = frozenset(
    {"REJECT", "ACCUSE", "SANCTION", "COERCE", "THREATEN", "AGREE", "REQUEST", "CONCEDE", "RETREAT", "ASSAULT"}
    | {"MOBILIZE", "AID"}
)
"""Classes that parties to talks direct at each other where nobody else is named."""
_TOWARDS = MUTUAL | {"SUPPORT", "CONSULT", "PROTEST"}
"""Classes that are done to somebody, whom the text around may name."""
_FROM_OUTSIDE = frozenset({"REQUEST", "AGREE", "SUPPORT", "ACCUSE", "THREATEN"})
"""Classes that somebody outside the talks mostly directs at the parties to them."""
SUFFERED = frozenset({"REQUEST", "REJECT", "THREATEN", "ACCUSE", "COERCE", "SANCTION"})
"""Classes that somebody must have done to whoever suffers them."""
_ANSWERS = frozenset({"REJECT", "AGREE", "CONCEDE", "SUPPORT", "ACCUSE"})
"""Classes that may answer what somebody asked or offered."""
_YIELDED = frozenset({"RETREAT", "CONCEDE", "COOPERATE"})
_CARRIERS = frozenset({"ICRC", "UN", "UNHCR", "MSF"})
"""Who only takes over what one side yields to the other."""
_HOSTILE = frozenset({"COERCE", "SANCTION", "ASSAULT", "ACCUSE", "THREATEN", "MOBILIZE"})
"""Classes that two do to each other where nobody else is named."""
_RECIPROCAL = frozenset({("each", "other"), ("one", "another")})
_THE_OTHER = frozenset({("the", "other")})
_BORDERS = frozenset({"border", "crossing", "frontier", "embassy", "consulate", "checkpoint", "lorry", "customs"})
_CLOSE = 12
"""Words behind a verb in which "each other" belongs to it."""
_PLACES = frozenset({"seat", "place", "chair", "mediate", "mediation", "status", "observer", "invitation", "admission"})


def completed(cast: Cast, act: Act, told: Sequence[Act] = ()) -> Act:
    """Give an act of one party to the main talks, on nobody named, the other parties for target.

    "Yerevan rejected the demand", in a report on talks between Armenia and Azerbaijan, is done to Azerbaijan; `told`
    are the acts before it, of which an answer may answer one.
    """
    if act.target and not act.source:
        return _by_somebody(cast, act)
    if any(side.party for side in act.target) or not act.source:
        return _through(cast, act)
    if len(act.source) > 1 and _mutually(act):
        return replace(act, target=(), joint=True, wanting=False)
    if len(act.source) > 1 and act.joint:
        return act
    asked = asked_before(act, told) if act.plover in _ANSWERS else ()
    if clear := _clear(act, asked, told):
        return replace(act, target=clear, rule="context")
    if other := _at_the_table(cast, act):
        return replace(act, target=other, rule="main talks")
    found = _around(cast, act, asked) if all(_pointing(act.trigger.doc[s.word]) for s in act.target) else ()
    return replace(act, target=found, rule="context") if found else act


def _clear(act: Act, asked: tuple[Side, ...], told: Sequence[Act]) -> tuple[Side, ...]:
    """Return whom an act answers, where that is surer than that it is done to the other side of the talks."""
    if act.plover == "MOBILIZE":
        return provoked_by(act, told)
    if act.plover == "REJECT" and _takes_up(act.trigger):
        return asked
    return asked_of(act, told) if act.plover in {"AGREE", "REJECT"} else ()


def _through(cast: Cast, act: Act) -> Act:
    """Give what is yielded by way of the Red Cross to the other side: "handed the men to the Red Cross"."""
    if act.plover not in _YIELDED or not act.source or not {s.party for s in act.target} <= _CARRIERS:
        return act
    other = cast.opposite(act.source[0]) or foe(cast, act.source[0])
    return replace(act, target=other, rule="main talks") if other else act


def _around(cast: Cast, act: Act, asked: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return on whom an act is done by what the text around it says; `asked` are those who wait for an answer."""
    if len(act.source) > 1:
        return asked
    if act.plover not in _TOWARDS or (act.plover == "PROTEST" and not _abroad(act)):
        return ()
    outside = act.source[0].party not in cast.pair and act.plover in _FROM_OUTSIDE
    found = slot(cast, act.trigger, "pair") if outside else ()
    return found or asked or foe(cast, act.source[0]) or nearest_party(cast, act.trigger, act.source)


def _at_the_table(cast: Cast, act: Act) -> tuple[Side, ...]:
    """Return the other parties to the main talks, where one does something to nobody named or speaks of the talks."""
    other: tuple[Side, ...] = ()
    if (
        act.plover in MUTUAL
        and len(act.source) == 1
        and (act.head != act.trigger or act.rule == "phrase" or act.trigger.lemma_ == "walk")
    ):
        other = cast.opposite(act.source[0])
    if not other and not {s.party for s in act.source} & set(cast.pair) and speaks_of_talks(act.trigger, act.plover):
        other = slot(cast, act.trigger, "pair")
    return other


def _abroad(act: Act) -> bool:
    """Tell whether a protest takes place where it hits another state: at a border, before an embassy."""
    return any(w.lemma_.lower() in _BORDERS for w in act.trigger.subtree)


def _takes_up(verb: Token) -> bool:
    """Tell whether an act is on what was said before: "dismissed this", "turned them down"."""
    return any(c.dep_ == "dobj" and c.lower_ in {"it", "this", "that", "them", "both"} for c in verb.children)


def _mutually(act: Act) -> bool:
    """Tell whether several do something to each other: "massed troops against each other", "both expelled envoys"."""
    verb = act.trigger
    words = [w.lower_ for w in verb.doc[verb.i : verb.sent.end]][:_CLOSE]
    if any(pair in _RECIPROCAL for pair in pairwise(words)):
        return True
    each = any(verb.doc[side.word].lower_ in {"each", "both"} for side in act.source)
    if each and any(pair in _THE_OTHER for pair in pairwise(words)):
        return True
    return each and act.plover in _HOSTILE


def _pointing(word: Token) -> bool:
    """Tell whether words point to somebody named before: "them", "the group's negotiator"; not "demonstrators"."""
    if word.pos_ == "PROPN":
        return word.ent_type_ != "ORG" and word.dep_ == "pobj"  # "the crossing at Ibrahim Khalil"
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
