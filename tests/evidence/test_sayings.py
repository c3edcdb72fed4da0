"""Statements in wording that no rule was made for: what they do, and who speaks inside whose words."""

from __future__ import annotations

from typing import get_args

import pytest

from talleyrand.evidence.records import Stance
from tests.support.sayings import load_deeds, load_passages


@pytest.mark.parametrize("deed", load_deeds(), ids=lambda deed: deed.text[:40])
def test_labels_of_stances_hold(deed):
    assert deed.content
    assert set(deed.stances) <= set(get_args(Stance))


def test_contents_of_inner_statements_are_in_their_passage():
    for passage in load_passages():
        for inner in (*passage.inside, *passage.aside):
            assert all(passage.text[a:b].strip() == passage.text[a:b] for a, b in inner.content)
