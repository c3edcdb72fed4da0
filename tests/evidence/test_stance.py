"""What words do where their cue is neutral."""

from __future__ import annotations

import pytest

from talleyrand.evidence.cues import Sense
from talleyrand.evidence.records import Role, Stance
from talleyrand.evidence.stance import stance_of

SAID = Sense("speech", "inform")


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("Norway will not withdraw from the shelf", "refuse"),
        ("The ice will not return", "inform"),
        ("the permit would be suspended unless the fee was paid", "threaten"),
        ("If they board the ship, we will seize theirs", "threaten"),
        ("We can live with a quota", "accept"),
        ("Oman has never armed the militia", "inform"),
        ("No vessel crossed the line", "inform"),
        ("The seizure was piracy", "accuse"),
        ("Peru is against the levy", "oppose"),
        ("The fence runs against the hill", "inform"),
        ("How long it lasts is anybody's guess", "assess"),
    ],
)
def test_words_of_officials(words: str, stance: Stance) -> None:
    assert stance_of(SAID, words, "official") == stance


@pytest.mark.parametrize("role", ["expert", "former_official"])
def test_those_without_office_only_assess(role: Role) -> None:
    assert stance_of(SAID, "Norway will not withdraw from the shelf", role) == "assess"
