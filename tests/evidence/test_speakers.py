"""Whose words they are: authors of documents, other names, and some of a people."""

from __future__ import annotations

import pytest

from talleyrand.evidence.records import Statement
from talleyrand.evidence.statements import StatementExtractor
from tests.support.reading import reading


def speaker_of(text: str) -> tuple[str | None, str | None]:
    """Return the words of the first statement's speaker, and the actor's key."""
    read = StatementExtractor().propose(reading(text))
    speaker = read.of(Statement)[0].speaker
    assert speaker is not None
    actor = read.actors.get(speaker.actor)
    return speaker.text, actor.key if actor else None


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("Few Filipinos believe that the truce will hold.", "Few Filipinos", None),
        ("Filipinos believe that the truce will hold.", "Filipinos", "PHL"),
        ("Norway issued a statement calling for a truce.", "Norway", "NOR"),
        ("A paper by Norway says that the truce will hold.", "A paper by Norway", "NOR"),
        ("OSLO, Feb 10 - Norway said that the truce would hold.", "Norway", "NOR"),
    ],
)
def test_whose_words_they_are(text: str, words: str, key: str | None) -> None:
    assert speaker_of(text) == (words, key)
