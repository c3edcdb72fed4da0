"""Expectations: who holds what likely."""

from __future__ import annotations

import pytest

from talleyrand.evidence.expectations import ExpectationExtractor
from talleyrand.evidence.records import Expectation
from talleyrand.evidence.statements import StatementExtractor
from tests.support.reading import reading


def expectations(text: str) -> list[tuple[str | None, str, str]]:
    made = ExpectationExtractor().propose(StatementExtractor().propose(reading(text)))
    return [(e.holder, e.about, e.likelihood) for e in made.of(Expectation)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Few diplomats believe that the truce will hold.", ("Few diplomats", "the truce will hold", "unlikely")),
        ("Analysts doubt that Chad will sign.", ("Analysts", "Chad will sign", "unlikely")),
        ("Most observers expect the talks to fail.", ("Most observers", "the talks to fail", "likely")),
        ("A deal is unlikely.", (None, "A deal", "unlikely")),
        ("A deal is not likely.", (None, "A deal", "unlikely")),
        ("The most likely outcome is a truce.", (None, "a truce", "likely")),
        (
            "Chad wants Libya to give up the strip, which few in Paris believe is feasible.",
            ("few in Paris", "give up the strip", "unlikely"),
        ),
    ],
)
def test_who_holds_what(text: str, expected: tuple[str | None, str, str]) -> None:
    assert expected in expectations(text)


def test_what_points_back_is_about_the_sentence_before() -> None:
    assert ("Few diplomats", "Can the talks succeed", "unlikely") in expectations(
        "Can the talks succeed? Few diplomats think so."
    )


def test_advice_is_held_by_whoever_gives_it() -> None:
    found = expectations("Many analysts say that no one should expect Chad to disarm.")
    assert ("Many analysts", "Chad to disarm", "unlikely") in found


@pytest.mark.parametrize("text", ["Is a deal likely?", "Washington expects Kyiv to pay.", "The door is open."])
def test_no_expectation_is_made_up(text: str) -> None:
    assert expectations(text) == []
