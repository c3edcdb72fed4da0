"""Where a reported content begins and ends: edges of clauses, what trails after them, the words around an insertion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.cues import utters
from talleyrand.evidence.syntax import SUBJECTS, escapes
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Tokens = tuple[int, int]
"""First and last token, both included."""

LONGEST = 300
"""Tokens of a content at most, quotations aside: only garbage has more."""

_CONTINUES = frozenset({"prep", "dative", "oprd", "xcomp", "acomp", "pcomp", "dobj", "ccomp", "agent", "advmod", "acl"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLOSING = frozenset("”’\"'")
_STOPS = frozenset(".?!")
_EDGE = frozenset(",.;:-–—…")


def after_cue(verb: Token, start: Token) -> Tokens:
    """Return the tokens from the left edge of `start` (a complement of `verb`) to where the complement ends.

    The parser hangs a part of what follows on the verb (an object's "as a disgrace", a clause's "on Friday"): it
    belongs to the content as long as no comma, no conjoined verb and no other attribution comes between.

    In *He praised the deal as historic, adding that …* the content is *the deal as historic*.
    """
    doc = verb.doc
    first = max(_opening(verb, start), verb.i + 1)
    last = min(start.right_edge.i, first + LONGEST)
    for other in verb.rights:
        if other.i <= start.i or other.right_edge.i <= last:
            continue
        if other.left_edge.i > last + 1 and not _quotes_only(doc, last + 1, other.left_edge.i):
            break
        if other.dep_ not in _CONTINUES and not (other.dep_ == "advcl" and other.left_edge.i == last + 1):
            break
        if other.lower_ == "according" or (other.tag_ == "VBG" and other.dep_ == "advcl" and utters(other)):
            break
        last = other.right_edge.i
    if start.dep_ == "ccomp":
        last = _and_that(doc, last, verb.sent.end)
    return trimmed(doc, first, _cut(verb, start, first, last))


def _and_that(doc: Doc, last: int, end: int) -> int:
    """Return the end of a second clause that the parse lost behind marks: *said that "we agree" and that …*."""
    index = last + 1
    while index < end and (doc[index].is_punct or doc[index].is_space):
        index += 1
    if index + 1 >= end or doc[index].lower_ not in ("and", "but") or doc[index + 1].lower_ != "that":
        return last
    clause = doc[index + 1].head
    return max(last, clause.right_edge.i) if clause.i > index and doc[index + 1].dep_ == "mark" else last


def _opening(verb: Token, start: Token) -> int:
    """Return where a complement opens: at its "that", past what the parse draws in between (*said on Friday he*)."""
    mark = next((c for c in start.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
    if mark is not None:
        return mark.i
    first = start.left_edge.i
    if start.dep_ == "ccomp" and first == verb.i + 1:
        opener = next((c for c in start.lefts if c.left_edge.i == first), None)
        if opener is not None and opener.dep_ in ("prep", "npadvmod") and _is_day(opener):
            after = opener.right_edge.i + 1
            if after < start.i and start.doc[after].text != ",":
                return after
    return first


def _is_day(token: Token) -> bool:
    """Tell whether a short phrase is a day or month of the saying ("on Friday", "last week")."""
    words = [t for t in token.subtree if not t.is_punct]
    return len(words) <= 4 and any(t.ent_type_ in ("DATE", "TIME") for t in words)


def _cut(verb: Token, start: Token, first: int, last: int) -> int:
    """Return the last token of a complement, before what the parse wrongly draws into it."""
    doc = verb.doc
    last = cut_at_insertion(doc, first, last)
    clausal = start.dep_ in ("ccomp", "xcomp")
    for index in range(first + 2, last + 1):
        token = doc[index]
        if clausal and token.dep_ in ("conj", "advcl") and (escapes(token) == verb or _another_speaker(token, verb)):
            edge = token.left_edge.i
            while edge > first + 1 and (doc[edge - 1].dep_ == "cc" or doc[edge - 1].text == ","):
                edge -= 1
            return edge - 1
        if not clausal and token.dep_ == "relcl" and _is_loose(token, last):
            return max(first, token.left_edge.i - 1)
    return last


def _quotes_only(doc: Doc, first: int, end: int) -> bool:
    return all(doc[i].is_quote or doc[i].is_space for i in range(first, end))


def cut_at_insertion(doc: Doc, first: int, last: int) -> int:
    """Return the last token before an attribution that closes the words (", according to X")."""
    for index in range(first + 1, last + 1):
        if doc[index].lower_ == "according" and index < last and doc[index + 1].lower_ == "to":
            return index - 1
    return last


def _another_speaker(token: Token, verb: Token) -> bool:
    """Tell whether a conjoined clause after a comma has a speaker of its own (*…, and the envoy urged …*)."""
    if token.dep_ != "conj" or token.tag_ != verb.tag_ or not utters(token):
        return False
    own = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
    edge = token.left_edge.i
    return own is not None and any(doc_token.text == "," for doc_token in token.doc[max(0, edge - 2) : edge])


def _is_loose(relative: Token, last: int) -> bool:
    """Tell whether a relative clause after a comma closes a noun phrase that is praised, wanted or attacked."""
    return relative.doc[relative.left_edge.i - 1].text == "," and relative.right_edge.i >= last - 1


def trimmed(doc: Doc, first: int, last: int) -> Tokens:
    """Take commas, stops and white space off both edges, and "that" off the front; marks of quotation stay."""
    while first < last and (doc[first].is_space or doc[first].text in _EDGE):
        first += 1
    if first < last and doc[first].lower_ == "that" and doc[first].dep_ == "mark" and doc[first + 1].text != ",":
        first += 1
    while last > first and (doc[last].is_space or doc[last].text in _EDGE):
        last -= 1
    return first, last


def around_insertion(verb: Token, first: int, last: int) -> list[Tokens]:
    """Return what is left of the sentence of `verb` on both sides of an inserted attribution.

    In *The talks, she said, will resume* the pieces are *The talks* and *will resume*.
    """
    doc, sent = verb.doc, verb.sent
    pieces = []
    opening, end = max(sent.start, first - LONGEST), min(sent.end, last + LONGEST)
    if (left := first - 1) >= opening:
        goes_on = any(t.tag_ in FINITE for t in doc[last + 1 : end])
        start = _clause_before(doc, opening, left, goes_on)
        pieces.append(trimmed(doc, start, left))
    if last + 1 < end:
        pieces.append(trimmed(doc, last + 1, end - 1))
    return [piece for piece in pieces if any(not (t.is_punct or t.is_space) for t in doc[piece[0] : piece[1] + 1])]


def _clause_before(doc: Doc, opening: int, left: int, goes_on: bool) -> int:
    """Return where the clause begins that an insertion breaks: after a semicolon, a colon, or *, and*."""
    finite = False
    for i in range(left - 1, opening, -1):
        token = doc[i]
        if (
            _ends_quotation(doc, i)
            or token.text == ";"
            or (token.text == ":" and any(t.tag_ in FINITE for t in doc[opening:i]))
        ):
            return i + 1
        finite = finite or token.tag_ in FINITE
        if (
            goes_on
            and token.dep_ == "cc"
            and not finite
            and doc[i - 1].text == ","
            and any(t.tag_ in FINITE for t in doc[opening:i])
        ):
            return i + 1
    return opening


def _ends_quotation(doc: Doc, index: int) -> bool:
    """Tell whether a token closes marks after a full stop: the sentence begins after it, whatever the parse says."""
    if doc[index].text not in _CLOSING:
        return False
    before = index - 1
    while before > 0 and doc[before].text in _CLOSING:
        before -= 1
    return doc[before].text in _STOPS


def attribution_phrase(verb: Token, subject: Token | None) -> Tokens:
    """Return the tokens of "X said on Friday" without what was said: verb, subject, and what trails on the verb."""
    first = last = verb.i
    doc = verb.doc
    for other in children(verb):
        if other.dep_ in ("ccomp", "parataxis", "punct", "conj", "cc") or _is_clause(other):
            continue
        if other.i > verb.i and other.left_edge.i > last + 2:
            continue
        first, last = min(first, other.left_edge.i), max(last, other.right_edge.i)
    if subject is not None:
        first, last = min(first, subject.left_edge.i), max(last, subject.right_edge.i)
    while last + 1 < len(doc) and doc[last].is_space:
        last -= 1
    return first, last


def _is_clause(token: Token) -> bool:
    return token.dep_ == "advcl" and any(c.dep_ in SUBJECTS for c in children(token)) and token.i < token.head.i
