"""Verbs of saying and believing that the parser takes for nouns: *Kabul resents that …*, *… and fears that …*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.building import make
from talleyrand.evidence.contents import Tokens, trimmed
from talleyrand.evidence.cues import lemma, lexicon
from talleyrand.evidence.syntax import subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDS = frozenset(";—–")


def misread(token: Token) -> list[Attribution]:
    """Return what a plural noun before "that" says where it can only be a verb.

    It is the root of its sentence after a name, or goes with a verb.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> doc = load()("According to him, Kabul resents that Dushanbe shelters its opponents.")
    >>> [found] = misread(doc[5])
    >>> found.lemma, doc.text[slice(*found.source)], [doc.text[a:b] for a, b in found.content]
    ('resent', 'Kabul', ['Dushanbe shelters its opponents'])
    """
    doc, following = token.doc, token.i + 1
    if token.tag_ != "NNS" or token.dep_ not in ("ROOT", "conj", "ccomp"):
        return []
    if following >= len(doc) or doc[following].lower_ != "that":
        return []
    word = lemma(token)
    frames = next((f for w in (word, word.removesuffix("s")) if (f := lexicon().get(("verb", w)))), None)
    holder = _holder(token)
    if frames is None or "clause" not in frames or holder is None:
        return []
    content = _clause(token, following + 1)
    found = make("clause-after", token, "clause", frames, (token.i, token.i), holder, [content])
    return [found] if found is not None else []


def _holder(token: Token) -> Token | None:
    """Return who does it: the subject of the verb that it goes with, or the name that stands before it."""
    if token.dep_ == "conj":
        return subject(token.head) if token.head.pos_ == "VERB" else None
    before = token.doc[token.i - 1] if token.i > token.sent.start else None
    return before if before is not None and before.pos_ in ("PROPN", "PRON", "NOUN") else None


def _clause(token: Token, first: int) -> Tokens:
    """Return the tokens of the clause after "that": to the end of the sentence or to an attribution that closes it."""
    doc, end = token.doc, token.sent.end
    last = end - 1
    for i in range(first, end):
        if doc[i].text in _ENDS or (doc[i].lower_ == "according" and i > first):
            last = i - 1
            break
    return trimmed(doc, first, last)
