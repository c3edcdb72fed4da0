"""Common nouns for a body that the text has named: "the bloc" after ECOWAS, "the rebels" after the M23."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.lexicons import Form, Found, names

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BESIDE = frozenset({"compound", "amod", "nmod", "poss", "nummod", "appos"})


@dataclass(frozen=True)
class _Noun:
    """Whom a noun may stand for: entities by code, armed groups or other bodies."""

    codes: frozenset[str]
    armed: bool


@cache
def _nouns() -> Mapping[str, _Noun]:
    entities = names().entities
    found: dict[str, _Noun] = {}
    for entry in lexicon("common_nouns")["nouns"]:
        codes = entry.get("codes") or [c for c, e in entities.items() if e.role == entry["role"]]
        for noun in entry["nouns"]:
            found[noun] = _Noun(frozenset(codes), "role" in entry)
    return found


def common_nouns(doc: Doc, named: Sequence[Found], taken: Mapping[int, object]) -> Iterator[Found]:
    """Yield the common nouns of a text with the body that each stands for: the one of its kind named last before it.

    Parameters
    ----------
    named
        The names that the text has, in order.
    taken
        Tokens that belong to a name.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> text = "ECOWAS met in Abuja. The bloc closed its borders."
    >>> [(found.form.text, found.form.code) for found in common_nouns(load()(text), list(names().find(text)), {})]
    [('bloc', 'ECOWAS')]
    """
    known, places = _nouns(), [found.start for found in named]
    for token in doc:
        noun = known.get(token.lower_) or known.get(token.lower_.removesuffix("s"))
        if noun is None or token.i in taken or not _stands_alone(token, noun.armed, taken):
            continue
        before = named[: bisect_left(places, token.idx)]
        code = next((f.form.code for f in reversed(before) if f.form.code in noun.codes), None)
        if code is None and noun.armed:
            code = _only({f.form.code for f in named if f.form.code in noun.codes})
        if code is not None:
            yield Found(token.idx, token.idx + len(token.text), Form(token.text, code, "contextual"))


def _only(codes: set[str | None]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _stands_alone(token: Token, armed: bool, taken: Mapping[int, object]) -> bool:
    """Tell whether a noun is definite and no other body's: "the bloc", "rebel camp", not "the Moro rebels"."""
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or any(
        c.dep_ in _BESIDE and (c.pos_ == "PROPN" or c.i in taken or c.tag_ == "PRP$") for c in token.children
    ):
        return False
    if armed and (token.dep_ in {"compound", "amod"} or token.tag_ == "NNS"):
        return not any(c.lower_ in {"other", "rival", "some", "many", "foreign"} for c in token.children)
    return any(c.lower_ == "the" for c in token.children)
