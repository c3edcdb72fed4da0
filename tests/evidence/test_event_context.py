"""Whom an act is done to that names nobody itself."""

from __future__ import annotations

import pytest

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_near import nearest_party
from talleyrand.evidence.language import load
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.records import Event
from talleyrand.reading.document import Document


def targets(text: str, plover: str) -> list[list[str | None]]:
    found = read(Document(sha256="0" * 64, text=text), load()).records
    return [[p.party for p in e.target] for e in found if isinstance(e, Event) and e.plover == plover]


@pytest.mark.parametrize(
    ("text", "plover", "party"),
    [
        ("Peru has a quarrel with Chile. On Sunday Lima recalled its ambassador.", "SANCTION", "CHL"),
        ("Angered by Chile, Peru turned down the proposal.", "REJECT", "CHL"),
    ],
)
def test_an_act_on_nobody_is_done_to_the_party_named_nearest(text: str, plover: str, party: str) -> None:
    assert targets(text, plover) == [[party]]


def test_a_place_is_nobody() -> None:
    reading = read(Document(sha256="0" * 64, text="After the summit in Madrid, Peru gave up."), load())
    cast = Cast.of(reading)
    verb = next(token for token in reading.doc if token.lower_ == "gave")
    assert nearest_party(cast, verb, ()) == (Side(cast.named(reading.doc[6])[0].actor, "PER", verb.i),)
    assert nearest_party(cast, verb, cast.named(reading.doc[6])) == ()


def test_what_only_a_state_does_is_done_by_the_state_where_it_happens() -> None:
    text = "A Canadian couple was detained in China on Sunday."
    found = [r for r in read(Document(sha256="0" * 64, text=text), load()).records if isinstance(r, Event)]
    assert [(e.source[0].party, e.target[0].party) for e in found if e.plover == "COERCE"] == [("CHN", "CAN")]
