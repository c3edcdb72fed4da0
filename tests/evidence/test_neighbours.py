"""Which state a neighbour is."""

from __future__ import annotations

import pytest

from talleyrand.evidence.lexicons import situations
from tests.support.parties import named


@pytest.mark.parametrize(
    ("text", "words", "parties"),
    [
        ("Canada's southern neighbour raised the tariff.", "southern neighbour", ["USA"]),
        ("Portugal waited. Its eastern neighbor did not.", "eastern neighbor", ["ESP"]),
        ("Chad and Libya quarrelled. Chad's northern neighbour sent planes.", "northern neighbour", ["LBY"]),
        ("Laos has debts. China waits. Its northern neighbour is patient, Laos says.", "northern neighbour", []),
        ("Germany's neighbour paid.", "neighbour paid", []),
        ("Ghana accused its neighbour of theft.", "neighbour of", []),
    ],
)
def test_a_neighbour_is_one_that_lies_there(text: str, words: str, parties: list[str]) -> None:
    assert named(text, words) == parties


def test_borders_are_mutual() -> None:
    known = situations()
    assert all(code in known[other].borders for code, place in known.items() for other in place.borders)
