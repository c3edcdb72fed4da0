"""Set phrases that place a party at a table: our own sentences, written before the phrases."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from talleyrand.evidence.language import load
from talleyrand.evidence.lexicon_files import parse_yaml
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.records import Seat
from talleyrand.reading.document import Document

FIXTURE = Path(__file__).parent.parent / "fixtures" / "seats.yaml"
MISSED = {
    "Uninvited, Bolivia sent a letter all the same.",
    "The two want to settle the matter among themselves, without Bolivia.",
}
"""Not read yet: they have no verb whose subject is left out."""


@cache
def cases() -> dict[str, Any]:
    return parse_yaml(FIXTURE.read_text(encoding="utf-8"))


def seats(text: str, party: str) -> set[str]:
    made = read(Document(sha256="0" * 64, text=f"{cases()['lead']} {text}"), load())
    return {seat.seat for seat in made.of(Seat) if seat.party == party}


@pytest.mark.parametrize("case", cases()["cases"], ids=lambda case: case["text"])
def test_words_place_a_party(case):
    wanted = case["seat"] if isinstance(case["seat"], list) else [case["seat"]]
    found = seats(case["text"], case["party"])
    if case["text"] in MISSED:
        assert not found, "read now: take it off the list of what is missed"
        return
    assert found <= set(wanted)
    assert bool(found) == (wanted != [None])


@pytest.mark.parametrize(
    "text",
    ["If Bolivia walks out, nothing is lost.", "Bolivia would storm off.", "Bolivia has not given up its seat."],
)
def test_what_is_only_supposed_or_denied_takes_nobody_from_the_table(text):
    assert "left" not in seats(text, "BOL")
