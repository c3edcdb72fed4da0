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
MISSED: frozenset[str] = frozenset(
    [
        "The accord is as good as done.",
        "The talks are on track for an accord in June, the chair said.",
        "There is little appetite in Chile for a compromise.",
        "Diplomats played down hopes of a breakthrough.",
        "Envoys were at pains to dampen expectations of a deal.",
        "The deal hangs by a thread.",
        "Few in Lima would put money on a truce.",
        "The smart money is on a deal by Friday.",
        "A treaty is in sight, the host said.",
        "A treaty is nowhere in sight.",
        "A researcher says that a settlement is not on the cards.",
        "Nothing suggests that the two will sign, an analyst said.",
        "The process has run into the sand.",
        "An economist gives the truce a week.",
        "The veteran envoy smells a deal.",
        "Hope of a deal is running high.",
        "The window for a deal is closing.",
        "A vote in favour looks like a formality.",
        "Markets have priced in a deal.",
        "Of forty lawyers asked, twenty-six expect the treaty to lapse.",
        "Only three of twelve envoys polled expect a deal.",
        "Could the talks fail? One former envoy thinks so.",
        "Most observers expect a compromise.",
        "The spokesman announced that a second round will be held on May 9.",
        "Snow is likely in the Andes on Friday.",
        "The ministers will meet again on Tuesday, a professor noted.",
        "Envoys had thought a deal within reach before the raid.",
        "The committee doubts the figures.",
    ]
)
"""Not read yet, or taken for what it is not."""


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
    # What is missed is checked as well, so that the list stays true.
    assert right != (case["text"] in MISSED), found


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
