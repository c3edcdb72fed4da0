"""The lexicon of cues holds together."""

from __future__ import annotations

from typing import get_args

import pytest

from talleyrand.evidence.cues import FRAMES, lexicon
from talleyrand.evidence.lexicon_files import lexicon as lexicon_file
from talleyrand.evidence.records import Stance
from talleyrand.evidence.stance import patterns


def test_every_frame_is_a_known_complement_or_a_preposition() -> None:
    prepositions = {
        "for",
        "of",
        "about",
        "on",
        "to",
        "with",
        "against",
        "at",
        "in",
        "by",
        "over",
        "as",
        "from",
        "behind",
    }
    for (part, lemma), frames in lexicon().items():
        assert frames, (part, lemma)
        assert set(frames) <= FRAMES | prepositions, (part, lemma)
        assert all(sense.stance in get_args(Stance) for sense in frames.values())


@pytest.mark.parametrize(
    ("lemma", "frame", "carries", "stance"),
    [
        ("say", "clause", "speech", "inform"),
        ("praise", "object", "speech", "support"),
        ("accuse", "object", "speech", "accuse"),
        ("condemn", "object", "speech", "oppose"),
        ("fear", "clause", "belief", "assess"),
        ("want", "to", "wish", "demand"),
        ("offer", "to", "speech", "offer"),
        ("threaten", "to", "speech", "threaten"),
        ("refuse", "to", "refusal", "refuse"),
        ("urge", "object_to", "speech", "demand"),
        ("deny", "clause", "speech", "inform"),
        ("call", "for", "speech", "demand"),
    ],
)
def test_the_verbs_of_negotiation_carry_what_they_carry(lemma: str, frame: str, carries: str, stance: str) -> None:
    sense = lexicon()["verb", lemma][frame]
    assert (sense.carries, sense.stance) == (carries, stance)


def test_nouns_and_adjectives_are_there() -> None:
    assert lexicon()["noun", "concern"]["about"].carries == "belief"
    assert lexicon()["noun", "demand"]["for"].stance == "demand"
    assert lexicon()["adjective", "afraid"]["clause"].carries == "belief"


def test_stances_of_the_patterns_are_all_stances() -> None:
    names = [stance for stance, _ in patterns()]
    assert set(names) == set(get_args(Stance)) - {"other", "assess"}
    assert [stance for stance, _ in patterns("plain")] == ["inform", "assess"]


@pytest.mark.parametrize("name", ["carriers", "deeds"])
def test_word_lists_hold_lower_case_words(name: str) -> None:
    for words in lexicon_file(name).values():
        assert words == words.lower() and words.split()
