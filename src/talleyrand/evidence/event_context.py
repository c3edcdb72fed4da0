"""Whom an act is done to where its own clause names nobody: the party that the text named last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.ground import is_place

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def last_named(cast: Cast, trigger: Token, source: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return the party named last before an act, in its sentence or the one before; nobody where none is.

    Places count for nothing ("in Doha"), nor does the source itself.
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
