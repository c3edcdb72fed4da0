"""Attributions without a verb: *according to the agency*, *in the view of the agency*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.building import make
from talleyrand.evidence.contents import around_insertion, trimmed
from talleyrand.evidence.cues import Sense
from talleyrand.evidence.syntax import child, phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SIGHTS = frozenset(
    {"view", "opinion", "words", "eyes", "judgment", "judgement", "estimation", "reading", "telling", "account"}
)


def by_according(token: Token, preposition: int) -> Iterator[Attribution]:
    """Take *X, according to the agency*, *According to the agency, X*, *in the view of the agency, X*."""
    doc = token.doc
    if preposition + 1 >= len(doc) or doc[preposition].lower_ not in ("to", "of"):
        return
    source = child(doc[preposition], "pobj")
    if source is not None:
        yield from _around(token, preposition, source, phrase(source)[1])


def by_sight(noun: Token) -> Iterator[Attribution]:
    """Take *in her view, X*, *X, in the words of the envoy*: a noun that holds how somebody sees or puts things."""
    doc = noun.doc
    owner = next((c for c in noun.lefts if c.dep_ == "poss" or c.tag_ == "PRP$"), None)
    first = noun.i - 1 if owner is None else owner.left_edge.i
    if (owner is None and first > 0 and doc[first].lower_ == "the") or owner is not None:
        first -= 1
    if first < 0 or doc[first].lower_ != "in":
        return
    found = _around(doc[first], noun.i, owner, noun.i) if owner is not None else by_according(doc[first], noun.i + 1)
    if owner is None or owner.lower_ not in ("my", "our", "your"):
        yield from (replace(a, rule="view") for a in found)


def _around(token: Token, end: int, source: Token, last: int) -> Iterator[Attribution]:
    """Yield the attribution that begins at `token`, with what stands around it as its content."""
    doc, sent = token.doc, token.sent
    goes_on = last + 1 < sent.end and doc[last + 1].text == ","
    if token.i - sent.start <= 1 or (goes_on and _opens_clause(token)):
        contents = [trimmed(doc, last + 1, sent.end - 1)] if last + 1 < sent.end else []
    elif goes_on and doc[token.i - 1].text == "," and _quotes_next(token, last + 2):
        contents = [trimmed(doc, last + 2, sent.end - 1)]
    elif goes_on and doc[token.i - 1].text == "," and not _closed(doc, sent.start, token.i):
        contents = around_insertion(token, token.i, last)
    else:
        contents = [trimmed(doc, _clause_start(token), token.i - 1)]
    found = make("according", token, "to", {"to": Sense("speech", "inform")}, (token.i, end), source, contents)
    if found is not None:
        yield found


def _quotes_next(token: Token, first: int) -> bool:
    """Tell whether marks open right after an attribution: *asked them, in the words of the envoy, to “stop”*."""
    return any(t.text in '“"' for t in token.doc[first : min(first + 3, token.sent.end)])


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
