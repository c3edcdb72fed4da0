"""Statements in wording that no rule was made for: what they do, and who speaks inside whose words."""

from __future__ import annotations

from typing import get_args

import pytest

from talleyrand.evidence.records import Stance
from tests.support.sayings import Deed, load_deeds, load_passages, of_content, statements_of


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
    ("kept", "found", "right"), [(False, 0.9, 0.93), (True, 0.88, 0.45)], ids=["opened", "kept apart"]
)
def test_stances_in_new_wording(kept, found, right):
    deeds = [deed for deed in load_deeds() if deed.kept == kept]
    seen = [verdict for verdict in map(_right, deeds) if verdict is not None]
    assert len(seen) >= found * len(deeds)
    assert sum(seen) >= right * len(seen)
