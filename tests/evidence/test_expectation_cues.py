"""Expectations in many words: our own sentences, written before the rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.evidence.expectation_odds import chance
from talleyrand.evidence.language import load
from talleyrand.evidence.lexicon_files import parse_yaml
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.records import Expectation
from talleyrand.reading.document import Document

FIXTURE = Path(__file__).parent.parent / "fixtures" / "expectations.yaml"


@cache
def cases() -> dict[str, Any]:
    return parse_yaml(FIXTURE.read_text(encoding="utf-8"))


def expectations(text: str) -> tuple[Expectation, ...]:
    document = Document(sha256="0" * 64, text=f"{cases()['lead']} {text}")
    return tuple(one for one in read(document, load()).records if isinstance(one, Expectation))


@pytest.mark.parametrize("case", cases()["cases"], ids=lambda case: case["text"])
def test_words_hold_an_outcome_likely_or_not(case):
    wanted = case["likelihood"] if isinstance(case["likelihood"], list) else [case["likelihood"]]
    found = expectations(case["text"])
    right = ({one.likelihood for one in found} or {None}) <= set(wanted)
    if case.get("holder"):
        right = right and any(case["holder"].casefold() in (one.holder or "").casefold() for one in found)
    assert right, found


@pytest.mark.parametrize(
    "text",
    [
        "The Chilean minister said that Chile would sign in May.",
        "A historian said that the talks would fail if Peru left.",
        "“It would be a pity,” a historian said.",
    ],
)
def test_promises_and_conditions_are_no_forecasts(text):
    assert not expectations(text)


@given(st.integers(1, 99))
def test_percentages_are_chances(percent: int) -> None:
    assert chance(f"puts the odds at {percent} percent") == percent


@given(st.integers(1, 12), st.integers(1, 12))
def test_odds_against_and_on_mirror_each_other(one: int, other: int) -> None:
    against, on = chance(f"{one} to {other} against"), chance(f"{one} to {other} on")
    assert against is not None
    assert on is not None
    assert against + on == pytest.approx(100, abs=0.11)
