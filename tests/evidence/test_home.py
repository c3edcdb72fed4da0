"""Whose minister "the minister" is."""

from __future__ import annotations

import pytest

from talleyrand.evidence.extractors import ActorIndex, Reading
from talleyrand.evidence.ground import survey
from talleyrand.evidence.home import dateline_state, home_state
from talleyrand.evidence.language import load, parse
from talleyrand.evidence.pipeline import read
from talleyrand.reading.document import Document

ABOUT_PERU = (
    "Peru closed a mine on Monday. Peru will not reopen it. The Peruvian army guards it, and Peru pays for it. {}"
)


def document(text: str) -> Document:
    return Document(sha256="0" * 64, text=text)


def ground(text: str):
    return survey(Reading(document(text), parse(document(text), load()), ActorIndex()))


def party(text: str, name: str) -> str | None:
    actors = read(document(text), load()).actors.actors
    return next(a.party for a in actors if name in a.name)


def test_an_officer_without_a_state_is_of_the_one_that_the_report_is_about():
    text = ABOUT_PERU.format("“It stays shut,” said the army chief, General Elmer Quispe-Rojas.")
    assert party(text, "Quispe") == "PER"


def test_a_broker_named_often_is_not_what_a_report_is_about():
    text = (
        "Norway, which has mediated for years, hosted the talks. Norway paid. Norway waited, and Norway hoped. "
        "Peru sent envoys. The Peruvian side was late, Peru admitted, and Peru apologised."
    )
    assert home_state(ground(text)) == "PER"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("GEORGETOWN, Guyana (Agency) — Nothing moved.", "GUY"),
        ("OSLO, Feb 10 - Nothing moved.", "NOR"),
        ("Title\n\nKYIV — Nothing moved.", "UKR"),
        ("Oslo is quiet. Nothing moved.", None),
    ],
)
def test_a_dateline_says_where_a_report_was_written(text, state):
    assert dateline_state(ground(text)) == state
