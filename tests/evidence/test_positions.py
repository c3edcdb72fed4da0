"""Sentences of our own that place a party on an issue, and some that place nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from talleyrand.evidence.language import load
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.records import Event, Position, Statement
from talleyrand.reading.document import Document

ROWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "fixtures" / "positions.yaml").read_text(encoding="utf-8")
)


def told(text: str) -> list[Position]:
    records = read(Document(sha256="0" * 64, text=text), load()).records
    return [
        p
        for r in records
        if (isinstance(r, Statement) and r.status in {"made", "denied"})
        or (isinstance(r, Event) and r.status in {"happened", "planned"})
        for p in r.positions
        if p.holder and p.low is not None
    ]


def side(position: Position) -> str:
    assert position.low is not None and position.high is not None
    return "high" if position.low + position.high > 100 else "low"


def right(row: dict[str, Any]) -> bool:
    found = told(row["text"])
    if row.get("none"):
        return not found
    return {side(p) for p in found if (p.issue, p.holder) == (row["issue"], row["holder"])} == {row["side"]}


@pytest.mark.parametrize("share", [0.9])
def test_most_sentences_place_whom_a_person_places(share: float) -> None:
    assert sum(right(row) for row in ROWS) >= share * len(ROWS)


if __name__ == "__main__":
    wrong = [(row, told(row["text"])) for row in ROWS if not right(row)]
    for row, found in wrong:
        print(row["text"], "|", row.get("issue"), row.get("side"), [(p.issue, p.holder, p.low, p.high) for p in found])
    print(len(ROWS) - len(wrong), "of", len(ROWS))
