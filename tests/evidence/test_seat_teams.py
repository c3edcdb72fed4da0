"""Who sits at a table by the people named there."""

from __future__ import annotations

import pytest

from talleyrand.evidence.cast import Cast
from talleyrand.evidence.language import load
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.seat_teams import teams
from talleyrand.reading.document import Document


def told(text: str) -> set[tuple[str, str]]:
    reading = read(Document(sha256="0" * 64, text=text), load())
    return {(claim.party, claim.seat) for claim in teams(Cast.of(reading))}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Chilean delegation tabled a draft.", {("CHL", "in")}),
        ("Peru's chief negotiator slept badly.", {("PER", "in")}),
        ("The head of the Russian team smiled.", {("RUS", "in")}),
        ("Ana Ruiz, who leads for Lisbon, smiled.", {("PRT", "in")}),
        ("The general, who negotiates on behalf of Guinea, wrote it down.", {("GIN", "in")}),
        ("His opposite number from Uzbekistan had a cold.", {("UZB", "in")}),
        ("Out of the bus came nine Bolivians and nine Chileans.", {("BOL", "in"), ("CHL", "in")}),
        ("The African Union's envoy spoke to both.", {("AU", "mediator")}),
    ],
)
def test_people_place_their_party(text: str, wanted: set[tuple[str, str]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The fire killed nine Bolivians and nine Chileans.",
        "The Russian side of the border was quiet.",
        "The Dutch team won the cup.",
        "A lawyer pleads for mercy in Lisbon.",
        "The European Union's envoy arrived.",
    ],
)
def test_others_do_not(text: str) -> None:
    assert told(text) == set()
