"""The words that a form of date asks for are words that it cannot do without."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.evidence.datewords import PATTERNS, Pattern
from tests.support.labels import load_all, load_sentences

TEXTS = [report.text for report in (*load_all(held_out=False), *load_sentences(held_out=False))]
WORDY = [pattern for pattern in PATTERNS if pattern.words]
PIECES = st.sampled_from(
    [
        "the",
        "last",
        "next",
        "coming",
        "past",
        "few",
        "recent",
        "Recently",
        "two",
        "10",
        "days",
        "weeks",
        "years",
        "weekend",
        "ago",
        "LATER",
        "from",
        "now",
        "Yesterday",
        "tonight",
        "late",
        "1990s",
        "'80s",
        "mid-",
        "spring",
        "Fall",
        "of",
        "2017",
        "first",
        "second",
        "quarter",
        "half",
        "Q3",
        "in",
        "over",
        "than",
        "a",
        "couple",
    ]
)


@pytest.mark.parametrize("pattern", WORDY, ids=lambda pattern: pattern.words[0].strip())
def test_what_a_form_finds_in_reports_has_one_of_its_words(pattern: Pattern) -> None:
    assert all(_has_a_word(pattern, match) for text in TEXTS for match in pattern.form.finditer(text))


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_what_a_form_finds_anywhere_has_one_of_its_words(text: str) -> None:
    assert all(_has_a_word(pattern, match) for pattern in WORDY for match in pattern.form.finditer(text))


def _has_a_word(pattern: Pattern, match: re.Match[str]) -> bool:
    return pattern.may_stand_in(match[0].casefold())
