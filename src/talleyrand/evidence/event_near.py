"""Whom an act is done to that only the text around it tells: who asked, who fights whom, who is named nearest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import Act, without
from talleyrand.evidence.ground import is_place

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ASKING = frozenset({"REQUEST", "AGREE", "THREATEN"})
"""Classes that wait for an answer."""
_FORCE = frozenset({"MOBILIZE", "ASSAULT"})
_BACK = 2
"""Sentences before its own in which an answer finds what it answers."""
_FEW = 2
"""Parties that a request may be made of together, so that each answers it."""
_TWICE = 2


def asked_before(act: Act, told: Sequence[Act]) -> tuple[Side, ...]:
    """Return who last asked or offered something in the sentences just before an act, and is not its source."""
    own = {side.key for side in act.source}
    for before in _recent(act, told, _BACK):
        known = _doers(before, act)
        if known and before.plover in _ASKING and before.trigger.i < act.trigger.i and not own & {s.key for s in known}:
            return known
    return ()


def asked_of(act: Act, told: Sequence[Act]) -> tuple[Side, ...]:
    """Return who asked just this of the source of an act: "Malaysia invited Cambodia. Phnom Penh confirmed"."""
    own = {side.key for side in act.source}
    for before in _recent(act, told, _BACK):
        if before.plover == "REQUEST" and len(before.target) <= _FEW and own & {s.key for s in before.target}:
            return without(_doers(before, act), act.source)
    return ()


def provoked_by(act: Act, told: Sequence[Act]) -> tuple[Side, ...]:
    """Return who showed force in the sentence before: "Pyongyang fired two missiles. Seoul put its army on alert"."""
    for before in _recent(act, told, 1):
        if before.plover in _FORCE and before.trigger.sent != act.trigger.sent:
            return without(_doers(before, act), act.source)
    return ()


def _recent(act: Act, told: Sequence[Act], back: int) -> Iterator[Act]:
    """Yield the acts told in the sentence of an act and so many before it, the last first."""
    low = _start(act.trigger.sent, back)
    return takewhile(lambda before: before.trigger.i >= low, reversed(told))


def _doers(before: Act, act: Act) -> tuple[Side, ...]:
    """Return the parties that did an act told before, as sides of another."""
    return tuple(Side(side.actor, side.party, act.trigger.i) for side in before.source if side.party)


def foe(cast: Cast, side: Side) -> tuple[Side, ...]:
    """Return whom somebody fights: an armed movement the state that it fights in, and that state the movement.

    Only where the text is about no talks that we know of, and names them both more than once.
    """
    if cast.pair or side.party is None:
        return ()
    found = [a for a in cast.actors.values() if a.role == "armed_group" and a.kind != "person" and a.party and a.state]
    named = [a for a in found if len(a.mentions) >= _TWICE]
    against = next((a for a in named if a.party == side.party), None)
    if against is not None:
        state = next((a for a in cast.actors.values() if a.key == against.state), None)
        return (Side(state, against.state, side.word),) if state and against.state != side.party else ()
    own = [a for a in named if a.state == side.party]
    movement = max(own, key=lambda a: len(a.mentions), default=None)
    return (Side(movement, movement.party, side.word),) if movement else ()


def nearest_party(cast: Cast, trigger: Token, source: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return the party named nearest to an act in its sentence, else last in the one before; nobody where none is.

    Places count for nothing ("in Doha"), nor does whoever is known already (`source`), nor where somebody comes from
    ("peacekeepers from Malawi") while another is named.
    """
    own = {side.key for side in source}
    sentence = trigger.sent
    near = sorted(sentence, key=lambda token: abs(token.i - trigger.i))
    before = reversed(trigger.doc[_start(sentence, 1) : sentence.start])
    aside: tuple[Side, ...] = ()
    for side, token in _parties(cast, (*near, *before)):
        if side.key in own:
            continue
        found = (Side(side.actor, side.party, trigger.i),)
        if not _origin(token):
            return found
        aside = aside or found
    return aside


def _parties(cast: Cast, tokens: Iterable[Token]) -> Iterable[tuple[Side, Token]]:
    for token in tokens:
        side = cast.side(token)
        if side is not None and side.party and not is_place(token):
            yield side, token


def _origin(token: Token) -> bool:
    """Tell whether a name only says where somebody comes from: "Appavou of Mauritius", "soldiers from Kenya"."""
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    if token.dep_ != "pobj" or token.head.lower_ not in {"of", "from"}:
        return False
    holder = token.head.head
    return holder.pos_ == "PROPN" or (token.head.lower_ == "from" and holder.pos_ == "NOUN")


def _start(sentence: Span, back: int) -> int:
    """Return where the sentence begins that stands so many before another."""
    start = int(sentence.start)
    for _ in range(back):
        if start == 0:
            break
        start = int(sentence.doc[start - 1].sent.start)
    return start
