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
    assert _right(case), expectations(case["text"])


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


@pytest.mark.parametrize(("kept", "floor"), [(False, 0.9), (True, 0.7)])
def test_likelihood_and_holder_over_later_sentences(kept, floor):
    rows = [case for case in cases()["later"] if bool(case.get("kept")) == kept]
    right = [(case["text"], _right(case)) for case in rows]
    assert sum(hit for _, hit in right) / len(right) >= floor, [text for text, hit in right if not hit]


def _right(case: dict[str, Any]) -> bool:
    wanted = case["likelihood"] if isinstance(case["likelihood"], list) else [case["likelihood"]]
    found = expectations(case["text"])
    named = not case.get("holder") or any(case["holder"].casefold() in (e.holder or "").casefold() for e in found)
    return named and ({one.likelihood for one in found} or {None}) <= set(wanted)


@pytest.mark.parametrize(
    ("text", "likelihood"),
    [
        ("“They will sign, because both are broke,” a historian in Lima said.", "likely"),
        ("“What they will not sign is the annex,” an analyst at a bank said.", "unlikely"),
        ("The accord is going to collapse, a professor of law in Lima believes.", "unlikely"),
        ("Bookmakers in London offer 8 to 1 against a deal.", "unlikely"),
    ],
)
def test_forecasts_in_own_words_and_bare_odds(text, likelihood):
    assert {one.likelihood for one in expectations(text)} == {likelihood}
