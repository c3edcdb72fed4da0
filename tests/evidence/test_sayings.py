"""Statements in wording that no rule was made for: what they do, and who speaks inside whose words."""

from __future__ import annotations

from typing import get_args

import pytest

from talleyrand.evidence.records import Stance
from tests.support.sayings import Deed, held, load_deeds, load_passages, of_content, statements_of


@pytest.mark.parametrize("deed", load_deeds(), ids=lambda deed: deed.text[:40])
def test_labels_of_stances_hold(deed):
    assert deed.content
    assert set(deed.stances) <= set(get_args(Stance))


def test_contents_of_inner_statements_are_in_their_passage():
    for passage in load_passages():
        for inner in (*passage.inside, *passage.aside):
            assert all(passage.text[a:b].strip() == passage.text[a:b] for a, b in inner.content)


def _right(deed: Deed) -> bool | None:
    """Tell whether the statement of a sentence has a stance that counts as right, None where it is not found."""
    found = of_content(statements_of(deed.text), deed.content)
    return None if found is None else found.stance in deed.stances


@pytest.mark.parametrize(
    ("kept", "found", "right"), [(False, 0.92, 0.9), (True, 0.95, 0.7)], ids=["opened", "kept apart"]
)
def test_stances_in_new_wording(kept, found, right):
    deeds = [deed for deed in load_deeds() if deed.kept == kept]
    seen = [verdict for verdict in map(_right, deeds) if verdict is not None]
    assert len(seen) >= found * len(deeds)
    assert sum(seen) >= right * len(seen)


def test_statements_inside_others_and_in_passing():
    passages = [(passage, statements_of(passage.text)) for passage in load_passages()]
    inside = [held(inner, found) for passage, found in passages for inner in passage.inside]
    aside = [held(inner, found) for passage, found in passages for inner in passage.aside]
    assert sum(s is not None and s.nested_in is not None for s in inside) >= 0.95 * len(inside)
    assert sum(s is not None and s.nested_in is None for s in aside) >= 0.85 * len(aside)
    assert not [s for passage, found in passages if not (passage.inside or passage.aside) for s in found if s.nested_in]


def test_what_is_told_in_a_relative_or_participial_phrase_is_told_in_passing():
    text = "Eritrea, which denies arming the militia, left the talks, saying that it was late. Lund said nobody minded."
    told = {s.cue.text: s.aside for s in statements_of(text)}
    assert told == {"denies": True, "saying": True, "said": False}
