"""Dates: what stands in a text, counted from its day of publication, and which of them governs a word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, cast

from talleyrand.evidence.calendars import Stretch
from talleyrand.evidence.datewords import PATTERNS, is_date
from talleyrand.evidence.records import DateRange
from talleyrand.evidence.tense import Direction, direction, verb_of
from talleyrand.reading.document import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


def base_date(document: Document) -> date | None:
    """Return the day from which a document counts: its publication, else a full date in its first lines.

    Examples
    --------
    >>> base_date(Document(sha256="0" * 64, text="GENEVA, 3 May 1995 - Talks failed.")).isoformat()
    '1995-05-03'
    """
    if document.published:
        return document.published
    opening = document.text[:600]
    for pattern in PATTERNS:
        for match in pattern.form.finditer(opening):
            value = pattern.rule(match, None, _open)
            if value and value[0] and value[2] == "day":
                return value[0]
    return None


def find_dates(doc: Doc, document: Document) -> tuple[DateRange, ...]:
    """Find the dates of a document, in order, without overlap.

    Parameters
    ----------
    doc
        Its parse (`talleyrand.evidence.language.parse`).
    document
        The document; `base_date` says from which day it counts.

    Examples
    --------
    >>> from talleyrand.evidence.language import load, parse
    >>> report = Document(sha256="0" * 64, text="They met in late May.", published=date(2018, 6, 8))
    >>> [(d.text, d.from_.isoformat(), d.granularity) for d in find_dates(parse(report, load()), report)]
    [('late May', '2018-05-21', 'part')]
    """
    return _dates(doc, document)


@lru_cache(maxsize=1)
def _dates(doc: Doc, document: Document) -> tuple[DateRange, ...]:
    """Find the dates once for all who ask; the last document's are kept."""
    base, taken, found = base_date(document), [False] * (len(document.text) + 1), []
    starts, folded = {token.idx: token.i for token in doc}, document.text.casefold()
    for pattern in (p for p in PATTERNS if p.may_stand_in(folded)):
        for match in pattern.form.finditer(document.text):
            start, end = match.span("words") if "words" in pattern.form.groupindex else match.span()
            if any(taken[start:end]) or not is_date(pattern, match, doc, starts):
                continue
            token = doc[starts[start]] if start in starts else None
            value = pattern.rule(match, base, partial(direction, token) if token is not None else _open)
            if value is not None:
                taken[start:end] = [True] * (end - start)
                found.append(_record(value, document.text[start:end], start))
    return tuple(sorted(found, key=lambda d: d.start))


def _open() -> Direction:
    return "open"


def _record(value: Stretch, text: str, start: int) -> DateRange:
    first, last, fine = value
    stripped = text.rstrip(" ,")
    end = start + len(stripped)
    value_ = {"from": first, "to": last, "granularity": fine, "text": stripped, "start": start, "end": end}
    return DateRange.model_validate(value_)


def dates_within(dates: tuple[DateRange, ...], start: int, end: int) -> Iterator[DateRange]:
    """Yield the dates that stand between two offsets."""
    first = bisect_left(dates, start, key=lambda d: d.start)
    last = bisect_left(dates, end, first, key=lambda d: d.start)
    return (d for d in dates[first:last] if d.end <= end)


def date_for(target: Token | Span, dates: tuple[DateRange, ...]) -> DateRange | None:
    """Pick the date that governs a verb, a noun or a phrase, or None.

    The date must stand in the same sentence: below the word, or below the verb that governs the word; where several do,
    the nearest. A date of another clause ("will discuss on Monday, diplomats said") is not taken.

    Examples
    --------
    >>> from talleyrand.evidence.language import load, parse
    >>> report = Document(sha256="0" * 64, text="He said on Monday that they met in 2014.", published=date(2018, 6, 8))
    >>> doc = parse(report, load())
    >>> [date_for(t, find_dates(doc, report)).text for t in doc if t.text in {"said", "met"}]
    ['Monday', '2014']
    """
    token = cast("Token", getattr(target, "root", target))
    sentence = token.sent
    inside = list(dates_within(dates, sentence.start_char, sentence.end_char))
    if not inside:
        return None
    anchors = {d.start: _anchor(token.doc, d) for d in inside}
    below = {t.i for t in token.subtree}
    own = [
        d
        for d in inside
        if _governed(anchors[d.start], token) or (token.pos_ == "NOUN" and anchors[d.start].i in below)
    ]
    if not own and token.pos_ not in {"VERB", "AUX"} and (verb := verb_of(token)) is not None:
        own = [d for d in inside if _governed(anchors[d.start], verb)]
    return min(own, key=lambda d: abs(anchors[d.start].i - token.i), default=None)


def _anchor(doc: Doc, found: DateRange) -> Token:
    """Return the top word of a date in the tree."""
    span = doc.char_span(found.start, found.end, alignment_mode="expand")
    assert span is not None  # a date found in the text stands on its tokens
    return span.root


def _governed(anchor: Token, verb: Token) -> bool:
    """Tell whether the first verb above a date is `verb`, or one that it shares its clause with."""
    first = verb_of(anchor)
    if first is None:
        return False
    if first == verb:
        return True
    return first.dep_ in {"xcomp", "acl", "advcl"} and first.head == verb and first.tag_ in {"VBG", "VB"}
