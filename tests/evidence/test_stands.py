"""Where deeds place parties."""

from __future__ import annotations

from datetime import date

import pytest

from talleyrand.evidence.language import load
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.records import Event, Statement
from talleyrand.evidence.stands import FORCED, GIVEN
from talleyrand.reading.document import Document


def events(text: str) -> tuple[Event, ...]:
    document = Document(sha256="0" * 64, text=text, published=date(2027, 3, 2))
    records = read(document, load()).records
    return tuple(record for record in records if isinstance(record, Event))


def placed(text: str) -> set[tuple[str, str | None, float | None, float | None]]:
    return {(p.issue, p.holder, p.low, p.high) for event in events(text) for p in event.positions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad freed 40 Libyan prisoners on Monday.", ("prisoners", "TCD", *GIVEN)),
        ("Chad agreed on Monday to lift its tariffs on Libyan goods.", ("tariffs", "TCD", *GIVEN)),
        ("Chad imposed sanctions on Libya on Monday.", ("sanctions_relief", "TCD", *FORCED)),
        ("Chad doubled its export levy on Monday, to the anger of Libya.", ("export_controls", "TCD", *FORCED)),
    ],
)
def test_a_deed_places_whoever_does_it(text, expected):
    assert expected in placed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chad has not freed the Libyan prisoners.",
        "Chad could impose sanctions on Libya.",
        "In 1994 Chad freed 40 Libyan prisoners.",
        "Chad and Libya met on Monday to discuss prisoners.",
        "Chad expelled Libya's ambassador on Monday.",
    ],
)
def test_what_is_denied_imagined_past_or_only_talk_places_nobody(text):
    assert not placed(text)


def test_what_a_statement_tells_is_not_told_again_by_its_event():
    text = "Libyan Foreign Minister Omar Saleh demanded that Chad release the prisoners."
    records = read(Document(sha256="0" * 64, text=text), load()).records
    said = [p.issue for s in records if isinstance(s, Statement) for p in s.positions if p.low is not None]
    assert said == ["prisoners"]
    assert ("prisoners", "LBY") not in {place[:2] for place in placed(text)}


def test_a_position_rests_on_words_of_the_act():
    (event,) = (e for e in events("Chad freed 40 Libyan prisoners on Monday.") if e.positions)
    assert event.issue == "prisoners"
    assert "prisoners" in event.positions[0].cue.text
    assert event.positions[0].cue in set(event.spans())
