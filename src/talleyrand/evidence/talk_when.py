"""When a clause takes place, as far as it tells talks of years ago from those of today."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from talleyrand.evidence.dates import dates_within
from talleyrand.evidence.event_status import YEARS_BACK
from talleyrand.evidence.records import DateRange
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_PAST = re.compile(r"\b(in the past|in past years|years ago|decades ago|in earlier (talks|rounds))\b")
_NOW = re.compile(r"\b(now|again|today|currently|this (time|year|round|week|month|summer|spring))\b")


def long_ago(word: Token, dates: tuple[DateRange, ...], base: date | None) -> str | None:
    """Return the year that a clause is dated to where that lies years back: "walked out of similar talks in 2022".

    Without a date in the clause the sentence counts; a date after "since" lasts until now. "In the past" has no year.
    """
    sentence = word.sent
    inside = [
        d for d in dates_within(dates, sentence.start_char, sentence.end_char) if d.to and not _since(d, sentence)
    ]
    words = _clause(word)
    told = " ".join(t.lower_ for t in words)
    if _PAST.search(told):
        return "the past"
    if _NOW.search(told):
        return None
    own = [d for d in inside if any(d.start <= t.idx < d.end for t in words)]
    inside = own or ([] if word.pos_ == "VERB" and _present(word) else inside)
    if base is None or not inside or not all(d.to.year <= base.year - YEARS_BACK for d in inside if d.to):
        return None
    return str(inside[0].to.year) if inside[0].to else None


def _since(date_: DateRange, sentence: Span) -> bool:
    before = sentence.text[: date_.start - sentence.start_char].rstrip().casefold()
    return before.endswith("since")


def _clause(word: Token) -> list[Token]:
    """Return the words of the clause that a word stands in, without clauses joined to it."""
    verb = next((t for t in (word, *word.ancestors) if t.pos_ in {"VERB", "AUX"}), word)
    above = {word.i, *(t.i for t in word.ancestors)}
    clauses = [c for c in children(verb) if c.dep_ in {"conj", "advcl", "parataxis", "ccomp"}]
    clauses += [t for t in verb.subtree if t.dep_ == "relcl" and t.i not in above and t.head != word]
    cut = {t.i for c in clauses for t in c.subtree}
    return [t for t in verb.subtree if t.i not in cut]


def _present(verb: Token) -> bool:
    """Tell whether a clause tells of what is or has come about: no date of another clause makes it history."""
    return any(
        t.tag_ in {"VBZ", "VBP", "MD"} for t in (verb, *children(verb)) if t == verb or t.dep_ in {"aux", "auxpass"}
    )
