"""Conditions as demands, read from a parse."""

from __future__ import annotations

import pytest

from tests.support.acts import events


@pytest.mark.parametrize(
    "text",
    [
        "Chad will not reopen the road until Libya withdraws its police.",
        "Chad would release no prisoners before Libya withdrew its police.",
        "No prisoner will be released, Chad said, until Libya withdraws its police.",
        "Chad will not talk unless Libya withdraws its police.",
    ],
)
def test_who_refuses_until_somebody_acts_asks_for_it(text: str) -> None:
    assert ("REQUEST", ["TCD"], ["LBY"], "happened") in events(text)


@pytest.mark.parametrize("text", ["Chad will reopen the road before Libya does.", "Chad slept until Libya woke."])
def test_what_nobody_refuses_is_no_demand(text: str) -> None:
    assert "REQUEST" not in [e[0] for e in events(text)]
