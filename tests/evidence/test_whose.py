"""For whom mentions act: the table of passages by hand, and what must stay open."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support.parties import Passage, passages
from tests.support.reading import actor_at, reading

FLOOR = 0.95
"""Share of the passages in which the mention gets the right party."""


def test_mentions_act_for_the_right_party() -> None:
    found = [passage.read() == passage.parties for passage in passages()]
    assert sum(found) >= FLOOR * len(found)


@pytest.mark.parametrize("kind", sorted(Counter(p.kind for p in passages())))
def test_no_kind_of_mention_is_lost(kind: str) -> None:
    rows = [p for p in passages() if p.kind == kind]
    assert sum(p.read() == p.parties for p in rows) >= 0.8 * len(rows)


@pytest.mark.parametrize("passage", [p for p in passages() if not p.parties], ids=lambda p: p.mention)
def test_who_acts_for_nobody_gets_no_party(passage: Passage) -> None:
    assert passage.read() == frozenset()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("France and Germany quarrelled. The army said nothing.", "The army"),
        ("Peru waited. The rebel army took the town.", "The rebel army"),
        ("Peru waited. The government of President Haddad fell.", "The government"),
        ("Peru waited. A minister resigned.", "A minister"),
        ("“Peru must pay,” said the finance minister.", "the finance minister"),
    ],
)
def test_an_office_stays_open_where_the_text_does_not_say_whose_it_is(text: str, words: str) -> None:
    found = actor_at(text, words, None)
    assert found is None or found.party is None


def test_what_its_and_his_own_is_kept_apart() -> None:
    text = "Iran waited, and its envoy left. Iraq waited, and its envoy stayed."
    parties = [a.party for a in reading(text, None).actors.actors if "envoy" in a.name]
    assert sorted(str(p) for p in parties) == ["IRN", "IRQ"]


@pytest.mark.parametrize(
    ("text", "words", "party"),
    [
        ("Iran waits, and two of its negotiators left.", "two of its negotiators", "IRN"),
        ("Mali waits. The junta's ministry of information was silent.", "ministry of information", "MLI"),
        ("Chad's opposition, which holds the north, waits.", "Chad's opposition", None),
        ("Russia and Iran, while Oman looked on, signed. The foreign minister smiled.", "The foreign minister", None),
        ("Chad protested. In Niger the matter divides the cabinet.", "the cabinet", "NER"),
        ("A retired Chadian general called it theft. The prime minister is quiet.", "The prime minister", None),
        ("The EU is alarmed. The commissioner rang both.", "The commissioner", "EU"),
        ("Colombia asked. The president's office in Quito turned it down.", "The president", "ECU"),
        ("Iran, while Oman looked on, signed. The foreign minister smiled.", "The foreign minister", "IRN"),
    ],
)
def test_more_ways_to_be_of_a_state(text: str, words: str, party: str | None) -> None:
    found = actor_at(text, words, None)
    assert found is not None
    assert found.party == party


def test_an_army_told_of_once_is_meant_again() -> None:
    text = "Sudan's army shelled the town. Egypt and Chad protested. The army did not answer."
    found = actor_at(text, "The army", None)
    assert found is not None
    assert found.party == "SDN"
