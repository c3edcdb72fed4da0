"""Words that look like an act and tell none."""

from __future__ import annotations

import pytest

from tests.support.acts import events


@pytest.mark.parametrize(
    "text",
    [
        "Chad can shell Niger from the hills.",
        "Chad let it be known that it was cold.",
        "Chad should free the Libyan pilots.",
        "A government in Chad would bomb Niger.",
        "Asked whether Niger would pay, Chad smiled.",
        "Chad borrowed money to help Niger.",
    ],
)
def test_what_somebody_could_or_should_do_is_no_act(text: str) -> None:
    assert [e[0] for e in events(text) if e[0] not in {"REQUEST", "AID"} or e[1] == ["TCD"]] == []


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("Chad shelled Niger from the hills.", "ASSAULT"),
        ("Chad let the Libyan pilots go.", "RETREAT"),
        ("Libya said that Chad should free the pilots.", "REQUEST"),
        ("Chad bombed Niger.", "ASSAULT"),
    ],
)
def test_what_somebody_did_is(text: str, plover: str) -> None:
    assert plover in [e[0] for e in events(text)]
