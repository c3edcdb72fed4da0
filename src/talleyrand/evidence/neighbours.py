"""Which state "its northern neighbour" is: one that the text names, or the only one that lies there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from talleyrand.evidence.lexicons import Form, Found, names, situations
from talleyrand.evidence.words import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WORDS = frozenset({"neighbour", "neighbor"})
_WINDS = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}
_LEAST = 0.4
"""Least share of the greater distance that a state must lie off in a direction, so that it is said to lie there."""


def neighbours(doc: Doc, named: Sequence[Found], taken: Mapping[int, object]) -> Iterator[Found]:
    """Yield the words "neighbour" of a text with the state that each stands for.

    Parameters
    ----------
    named
        The names that the text has, in order.
    taken
        Tokens that belong to a name.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> text = "Mexico's northern neighbour raised the tariff."
    >>> named = list(names().find(text))
    >>> [(found.form.text, found.form.code) for found in neighbours(load()(text), named, {0: named[0]})]
    [('neighbour', 'USA')]
    """
    for token in tokens_of(doc, _WORDS):
        if token.i not in taken and token.tag_ == "NN":
            owner = _owner(token, named, taken)
            code = _meant(token, owner, {f.form.code for f in named}) if owner else None
            if code is not None:
                yield Found(token.idx, token.idx + len(token.text), Form(token.text, code, "contextual"))


def _owner(token: Token, named: Sequence[Found], taken: Mapping[int, object]) -> str | None:
    """Return whose neighbour it is: the state that owns the word, or the only one named near "its"."""
    for child in token.lefts:
        form = taken.get(child.i)
        if child.dep_ == "poss" and isinstance(form, Found):
            return form.form.code
    if not any(child.tag_ == "PRP$" for child in token.lefts):
        return None
    start = token.sent.start_char
    for low, high in ((start, token.idx), (_before(token), start)):
        near = {f.form.code for f in named if low <= f.start < high and f.form.code in situations()}
        if near:
            return next(iter(near)) if len(near) == 1 else None
    return None


def _before(token: Token) -> int:
    first = token.sent.start
    return int(token.doc[first - 1].sent.start_char) if first else 0


def _meant(token: Token, owner: str, named: set[str | None]) -> str | None:
    home = situations().get(owner)
    if home is None:
        return None
    beside = [t.lower_ for t in (*token.lefts, *(w for r in token.rights if r.dep_ == "prep" for w in r.subtree))]
    winds = [wind for word in beside for name, wind in _WINDS.items() if word.startswith(name)]
    states = [c for c in home.borders if c in names().entities and all(_lies(owner, c, wind) for wind in winds)]
    for group in ([c for c in states if c in named], states if winds else []):
        if group:
            return group[0] if len(group) == 1 else None
    return None


def _lies(owner: str, other: str, wind: tuple[int, int]) -> bool:
    """Tell whether a state lies in a direction from another."""
    one, two = situations()[owner], situations()[other]
    north, east = two.north - one.north, two.east - one.east
    return north * wind[0] + east * wind[1] > _LEAST * max(abs(north), abs(east))
