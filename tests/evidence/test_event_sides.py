"""Grammatical places of an act."""

from __future__ import annotations

from talleyrand.evidence.event_sides import complements
from talleyrand.evidence.language import load


def test_a_clause_parted_by_a_semicolon_is_no_complement() -> None:
    doc = load()("Peru offered to send monitors; Chile turned them down.")
    verb = next(token for token in doc if token.lower_ == "turned")
    assert complements(verb) == []
