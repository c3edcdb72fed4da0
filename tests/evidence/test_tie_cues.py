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
        "Peru drinks water that is piped in from Chile.",
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


# --- passages -------------------------------------------------------------------------------------------------------


def passages(*, kept: bool) -> list[dict[str, Any]]:
    return [case for case in cases()["passages"] if bool(case.get("kept")) == kept]


def told(text: str) -> list[Tie]:
    records = read(Document(sha256="0" * 64, text=text), load()).records
    return [tie for tie in records if isinstance(tie, Tie)]


def labels(case: dict[str, Any], key: str) -> list[tuple[str, str | None, str]]:
    return [tuple(label) for label in case.get(key, ())]


@pytest.mark.parametrize(("kept", "found_floor", "right_floor"), [(False, 0.7, 0.9), (True, 0.45, 0.75)])
def test_ties_of_passages(kept, found_floor, right_floor):
    found, right = [], []
    for case in passages(kept=kept):
        made = told(case["text"])
        for holder, over, kinds in labels(case, "ties"):
            found.append(any((t.holder, t.over) == (holder, over) and t.kind in kinds.split() for t in made))
        known = {(holder, over) for key in ("ties", "may") for holder, over, _ in labels(case, key)}
        right += [(tie.holder, tie.over) in known for tie in made]
    assert sum(found) / len(found) >= found_floor, found
    assert sum(right) / len(right) >= right_floor, right


@pytest.mark.parametrize("case", [c for c in cases()["passages"] if not c["ties"]], ids=lambda case: case["text"])
def test_nothing_is_tied_where_no_tie_is(case):
    known = {(holder, over) for holder, over, _ in labels(case, "may")}
    assert {(tie.holder, tie.over) for tie in told(case["text"])} <= known
