"""Talks told by verbs of phase, read from a parse."""

from __future__ import annotations

import pytest

from tests.support.acts import events


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Talks between Chad and Niger opened in Doha.", "happened"),
        ("The haggling between Chad and Niger dragged on.", "happened"),
        ("Negotiations between Chad and Niger entered their third day.", "happened"),
        ("The second round of negotiations between Chad and Niger came to an end in Doha.", "happened"),
        ("A round between Chad and Niger is scheduled for June.", "planned"),
        ("Talks between Chad and Niger are under way.", "happened"),
    ],
)
def test_talks_tell_of_a_meeting_by_their_own_verb(text: str, status: str) -> None:
    assert ("CONSULT", ["TCD"], ["NER"], status) in events(text)


@pytest.mark.parametrize(
    "text", ["No talks between Chad and Niger began.", "A strike would end talks between Chad and Niger."]
)
def test_what_nobody_holds_is_no_meeting(text: str) -> None:
    assert not [e for e in events(text) if e[0] == "CONSULT" and e[3] == "happened"]


def test_what_follows_is_between_those_who_met_before() -> None:
    found = events("Chad and Niger met in Doha. A second session ran until dawn.")
    assert [e[0] for e in found] == ["CONSULT"]
    assert events("The trees grew. A second session ran until dawn.") == []
