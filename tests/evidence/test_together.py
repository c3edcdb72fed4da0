"""Words for several parties at once."""

from __future__ import annotations

import pytest

from tests.support.parties import named


@pytest.mark.parametrize(
    ("text", "words", "parties"),
    [
        ("Chad and Niger closed the road. Neither gave a reason.", "Neither", ["NER", "TCD"]),
        ("Chad, Niger and Mali closed the road. The trio gave no reason.", "The trio", ["MLI", "NER", "TCD"]),
        ("Chad threatened Niger. Togo spoke with both leaders.", "both leaders", ["NER", "TCD"]),
        (
            "Chad and Niger settled a quarrel. Togo asked. Mali paid. Libya left. Oman wrote to both sides.",
            "both sides",
            ["NER", "TCD"],
        ),
        ("The two Koreas opened the line.", "The two Koreas", ["KOR", "PRK"]),
    ],
)
def test_the_parties_are_found_in_what_was_said_before(text: str, words: str, parties: list[str]) -> None:
    assert named(text, words) == parties


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chad, Niger and Mali closed the road. Both sides of it were flooded.", "Both sides"),
        ("Chad closed the road. The two men laughed.", "The two men"),
        ("Chad, Niger, Mali and Togo met. The three leaders did not smile.", "The three leaders"),
        ("Chad called Niger and wrote to Mali. The trio waits.", "The trio"),
        ("Neither of the envoys came.", "Neither"),
    ],
)
def test_it_stays_open_where_the_number_does_not_fit(text: str, words: str) -> None:
    assert named(text, words) == []
