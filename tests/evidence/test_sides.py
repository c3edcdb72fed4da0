"""Who does an act to whom, where the clause itself does not say: the table of passages by hand."""

from __future__ import annotations

import pytest

from tests.support.parties import passages
from tests.support.sides import Sided, sided

FLOOR = 0.7
"""Share of the passages in which an act is found with both sides right."""
FURTHER = 0.85
"""Share of the passages of the second table in which the mention gets the right party."""


def test_acts_have_the_sides_that_the_text_around_gives() -> None:
    found = [one.sides in one.read() for one in sided()]
    assert sum(found) >= FLOOR * len(found)


def test_mentions_of_the_second_table_act_for_the_right_party() -> None:
    found = [one.read() == one.parties for one in passages(1, 2)]
    assert sum(found) >= FURTHER * len(found)


@pytest.mark.parametrize(
    "text",
    [
        "Syria and Iraq massed troops against each other over the river.",
        "Ethiopia and Eritrea accused one another of shelling the town.",
    ],
)
def test_what_two_do_to_each_other_has_both_on_either_side(text: str) -> None:
    found = Sided("", text, 0, len(text), (frozenset(), frozenset())).read()
    assert any(source == target and len(source) == 2 for source, target in found)
