"""Attributions without a verb: *according to the agency*, *in the view of the agency*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.building import make
from talleyrand.evidence.contents import around_insertion, trimmed
from talleyrand.evidence.cues import Sense
from talleyrand.evidence.syntax import child, phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SIGHTS = frozenset({"view", "opinion", "words", "eyes", "judgment", "judgement", "estimation"})


def by_according(token: Token, preposition: int) -> Iterator[Attribution]:
    """Take *X, according to the agency*, *According to the agency, X*, *in the view of the agency, X*."""
    doc = token.doc
    if preposition + 1 >= len(doc) or doc[preposition].lower_ not in ("to", "of"):
        return
    source = child(doc[preposition], "pobj")
    if source is None:
        return
    sent = token.sent
    last = phrase(source)[1]
    goes_on = last + 1 < sent.end and doc[last + 1].text == ","
    if token.i - sent.start <= 1 or (goes_on and _opens_clause(token)):
        contents = [trimmed(doc, last + 1, sent.end - 1)] if last + 1 < sent.end else []
    elif goes_on and doc[token.i - 1].text == "," and not _closed(doc, sent.start, token.i):
        contents = around_insertion(token, token.i, last)
    else:
        contents = [trimmed(doc, _clause_start(token), token.i - 1)]
    found = make("according", token, "to", {"to": Sense("speech", "inform")}, (token.i, preposition), source, contents)
    if found is not None:
        yield found


def _opens_clause(token: Token) -> bool:
    """Tell whether an attribution opens a clause after a semicolon: *…; in the view of the agency, the dam holds*."""
    before = token.i - 1
    while before > token.sent.start and token.doc[before].dep_ == "cc":
        before -= 1
    return before > token.sent.start and token.doc[before].text in (";", ":")


def _closed(doc: Doc, first: int, end: int) -> bool:
    """Tell whether the words before an insertion are a clause of their own: they have a finite verb."""
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[first:end])


def _clause_start(token: Token) -> int:
    """Return the first token of the clause that "according to" closes."""
    verb = token.head
    while verb.dep_ not in ("ROOT", "conj", "ccomp", "parataxis") and verb.head != verb:
        verb = verb.head
    if (
        verb.dep_ == "conj"
        and verb.left_edge.i > verb.sent.start
        and any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.lefts)
    ):
        return verb.left_edge.i
    return verb.sent.start
