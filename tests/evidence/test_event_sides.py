"""Grammatical places of an act."""

from __future__ import annotations

from talleyrand.evidence.event_sides import complements, surface_subject
from talleyrand.evidence.language import load


def test_a_clause_parted_by_a_semicolon_is_no_complement() -> None:
    doc = load()("Peru offered to send monitors; Chile turned them down.")
    verb = next(token for token in doc if token.lower_ == "turned")
    assert complements(verb) == []


def test_a_subject_that_stands_behind_a_year() -> None:
    doc = load()("In 2020 Azerbaijan retook large areas from Armenian forces.")
    verb = next(token for token in doc if token.lower_ == "retook")
    subject = surface_subject(verb)
    assert subject is not None
    assert subject.text == "Azerbaijan"
