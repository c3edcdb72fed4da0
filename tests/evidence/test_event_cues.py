"""Set phrases that are acts, read from a parse."""

from __future__ import annotations

import re

import pytest

from talleyrand.evidence.event_cues import cues
from talleyrand.evidence.language import load
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.records import Event
from talleyrand.reading.document import Document

CLASSES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
    *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


def events(text: str) -> list[tuple[str, list[str | None], list[str | None]]]:
    found = read(Document(sha256="0" * 64, text=text), load()).records
    return [(e.plover, [p.party for p in e.source], [p.party for p in e.target]) for e in found if isinstance(e, Event)]


@pytest.mark.parametrize("name", ["event_cues_words", "event_cues_deeds"])
def test_every_entry_names_a_class_and_phrases_of_its_own(name: str) -> None:
    entries = lexicon(name)["cues"]
    assert {entry["class"] for entry in entries} <= CLASSES
    assert all(set(entry) <= {"class", "words", "swap", "joint", "crowd", "lone"} for entry in entries)
    words = [(entry["class"], phrase) for entry in entries for phrase in entry["words"]]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", ["event_cues_words", "event_cues_deeds"])
def test_every_alternative_is_one_word_of_the_tagger(name: str) -> None:
    phrases = [word for entry in lexicon(name)["cues"] for phrase in entry["words"] for word in phrase.split()]
    alternatives = {some for word in phrases if "|" in word for some in word.split("|")}
    assert not {some for some in alternatives if not some or some in {"*", "**"} or re.search(r"[a-z]-[a-z]", some)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad showed the envoys of Niger the door.", ("COERCE", ["TCD"], ["NER"])),
        ("Lima turned a deaf ear to Ecuador's pleas.", ("REJECT", ["PER"], ["ECU"])),
        ("The arrests in Minsk drew a rebuke from Sweden.", ("ACCUSE", ["SWE"], ["BLR"])),
        ("Kenya and Uganda shook hands on the price of sugar.", ("AGREE", ["KEN", "UGA"], ["UGA", "KEN"])),
    ],
)
def test_a_phrase_is_an_act(text: str, expected: tuple[str, list[str], list[str]]) -> None:
    assert expected in events(text)


def test_a_phrase_without_a_party_is_no_act() -> None:
    assert events("A waiter turned a deaf ear to the guests.") == []


def test_every_phrase_is_indexed_once_by_one_of_its_words() -> None:
    orders = {phrase.order for rows in cues().by_anchor.values() for phrase in rows}
    words = [w for name in ("event_cues_words", "event_cues_deeds") for e in lexicon(name)["cues"] for w in e["words"]]
    assert orders == set(range(len(words)))
