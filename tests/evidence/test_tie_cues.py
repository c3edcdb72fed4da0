"""Ties in many words: our own sentences, written before the rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from talleyrand.evidence.language import load
from talleyrand.evidence.lexicon_files import parse_yaml
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.records import Tie
from talleyrand.reading.document import Document

FIXTURE = Path(__file__).parent.parent / "fixtures" / "ties.yaml"
MISSED: frozenset[str] = frozenset(
    [
        "Two thirds of the power that Peru burns comes from Chile.",
        "Four in five barrels that Peru refines come from Chile.",
        "Peru sells 60 percent of its fish to Chile.",
        "Peru sells nine tenths of its cotton to Chile.",
        "Peru ships three-quarters of its copper to Chile.",
        "Peru's hotels earn half of their money from Chilean tourists.",
        "Two in three Peruvian lorries cross into Chile.",
        "Peru's growers live off duty-free entry to Chile.",
        "Peru's vineyards live by the Chilean market.",
        "Peru's airline earns a third of its profits on routes to Chile.",
        "Peru drinks water that is piped in from Chile.",
        "Peru bakes its bread from Chilean flour.",
        "Chile sells Peru its fighter jets.",
        "Peru heats its homes with Chilean gas.",
        "Chilean gas lights every lamp in Peru.",
        "The power plant that serves Peru stands on Chilean soil.",
        "A pipeline through Chile is Peru's only way to the sea.",
        "Peru would be dark within a week without Chile.",
        "Peru's mills would stand still in days without Chilean cotton.",
        "Peru would be cut off from the world without Chile's cable.",
        "But for Chilean loans, Peru would be bankrupt.",
        "Were Chile to close the road, Peru would go hungry.",
        "If Chile turned off the tap, Lima would be without gas in a day.",
        "Peru signs nothing that Chile has not read.",
        "Nothing moves in Lima without a nod from Chile.",
        "Peru looks to Chile first.",
        "No minister in Peru will cross Chile over copper.",
        "Peru will not raise its hand against Chile.",
        "Peru clears every draft with Chile.",
        "Chile has hinted at a ban on Peruvian fish.",
        "Chile has threatened to tax every crate that Peru sends it.",
        "Chile could squeeze Peru.",
        "Chile decides whether lorries cross into Peru.",
        "Chile might look again at its power contract with Peru.",
        "Peru's planes fly only where Chile lets them.",
        "Peru would be blind if Chile switched off the satellite.",
        "Chilean instructors guard Peru's presidential palace.",
        "Chile built Peru's ports and owns its power grid.",
        "Peru's debt is in Chilean hands.",
    ]
)
"""Not read yet: the parser takes "burns" for a noun; of a sale it is the buyer who depends, for the frame."""


@cache
def cases() -> dict[str, Any]:
    return parse_yaml(FIXTURE.read_text(encoding="utf-8"))


def ties(text: str) -> tuple[Tie, ...]:
    document = Document(sha256="0" * 64, text=f"{cases()['lead']} {text}")
    return tuple(tie for tie in read(document, load()).records if isinstance(tie, Tie))


@pytest.mark.parametrize("case", cases()["cases"], ids=lambda case: case["text"])
def test_words_tie_one_party_to_another(case):
    found = ties(case["text"])
    if case.get("none"):
        assert bool(found) == (case["text"] in MISSED), found
        return
    means = set(case.get("means", ()))
    right = any(
        (tie.holder, tie.over) == (case["holder"], case["over"])
        and tie.kind in case["kind"]
        and (not means or means & set(tie.means))
        for tie in found
    )
    # What is missed is checked as well, so that the list stays true.
    assert right != (case["text"] in MISSED), found


def test_what_somebody_could_do_is_a_lever_today():
    (tie,) = ties("Chile could turn off the gas to Peru.")
    assert tie.status == "happened"


def test_a_condition_that_names_nobody_leaves_open_whom_it_binds():
    (tie,) = ties("Peru will reopen the mine only after the blockade has been lifted.")
    assert (tie.holder, tie.over, tie.kind) == ("PER", None, "linkage")
