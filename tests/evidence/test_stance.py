"""What words do where their cue is neutral."""

from __future__ import annotations

import pytest

from talleyrand.evidence.cues import Sense
from talleyrand.evidence.records import Role, Stance
from talleyrand.evidence.stance import stance_of
from talleyrand.evidence.stance_frames import Told

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


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("Bolivia, landlocked since 1884, will never give up its claim", "refuse"),
        ("We can't", "refuse"),
        ("I cannot order what I do not command", "refuse"),
        ("We are not here to take notes", "refuse"),
        ("We are no vassal", "refuse"),
        ("Peru is not a warehouse for other people's waste", "refuse"),
        ("The river is ours", "refuse"),
        ("Don't expect Quito to crawl", "refuse"),
        ("its delegates would walk out unless the flag came down", "threaten"),
        ("if the vote goes ahead, Lima would close the crossing", "threaten"),
        ("every option is on the table", "threaten"),
        ("such a vote will be answered in kind", "threaten"),
        ("sanctions on the mine", "threaten"),
        ("Lima would restore the flights as soon as the patrols ended", "offer"),
        ("it would share the water in return for a road", "offer"),
        ("no one would be sent back against his will", "promise"),
        ("the troops would stay as long as they were needed", "promise"),
        ("All right, keep the bridge", "accept"),
        ("Quito could live with ten years", "accept"),
        ("We want our fish back", "demand"),
        ("it was an insult to the dead", "oppose"),
        ("the plan was a mockery of the treaty", "oppose"),
        ("it went back on Friday", "inform"),
        ("The two sides will meet on Monday", "inform"),
        ("the ship left port at dawn", "inform"),
        ("prices would rise by a tenth", "assess"),
        ("The bridge was built in 1960", "inform"),
        ("All the ministers were there", "inform"),
        ("Any ship may pass", "assess"),
        ("Peru is not a member of the bloc", "inform"),
        ("Chile is not an importer of gas", "inform"),
        ("We do not know who fired", "inform"),
        ("We don't have figures yet", "inform"),
    ],
)
def test_turns_of_phrase_of_officials(words: str, stance: Stance) -> None:
    assert stance_of(SAID, words, "official") == stance


@pytest.mark.parametrize(
    ("lemma", "stance", "words", "expected"),
    [
        ("balk", "oppose", "at the fee", "refuse"),
        ("dismiss", "oppose", "a report of a secret list", "inform"),
        ("ready", "offer", "to retaliate", "threaten"),
        ("announce", "inform", "that the two sides would reconvene in May", "inform"),
    ],
)
def test_cues_that_say_more_than_their_kind(lemma: str, stance: Stance, words: str, expected: Stance) -> None:
    assert stance_of(Sense("speech", stance), words, "official", Told(lemma)) == expected


@pytest.mark.parametrize("role", ["expert", "former_official"])
def test_those_without_office_only_assess(role: Role) -> None:
    assert stance_of(SAID, "Norway will not withdraw from the shelf", role) == "assess"
