"""The lexicon of events: every entry compiles, every class is reachable."""

from __future__ import annotations

from typing import get_args

from talleyrand.evidence.event_frames import frames
from talleyrand.evidence.event_sides import _SLOTS
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.records import Plover

CLASSES = set(get_args(Plover))


def test_every_class_has_frames() -> None:
    assert {f.plover for row in frames().verbs.values() for f in row} == CLASSES


def test_light_nouns_and_triggers_name_classes() -> None:
    assert set(frames().carried.values()) <= CLASSES
    assert {t.plover for t in frames().triggers.values()} <= CLASSES


def test_every_slot_is_known() -> None:
    for row in frames().verbs.values():
        for frame in row:
            for name in frame.target:
                assert name in _SLOTS or name.startswith(("prep:", "verb:")), name


def test_noun_sets_hold_lemmas_in_lower_case() -> None:
    data = lexicon("events")
    for words in (data["nouns"] | data["more_nouns"]).values():
        assert all(str(word) == str(word).lower() for word in words)
