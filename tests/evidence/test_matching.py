"""The metric for statements agrees with the shared one."""

from __future__ import annotations

import importlib.util
from types import ModuleType

from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.evidence.matching import EXACT, agreement, clean, match, stripped
from tests.support.shared import SHARED, needs_shared


def test_edges_and_that_do_not_count() -> None:
    text = "He said “that it is over.”"
    assert text[slice(*stripped(text, (8, 26)))] == "it is over"


def test_agreement_is_two_for_equal_hulls_and_a_share_otherwise() -> None:
    assert agreement([(0, 4), (6, 9)], [(0, 9)]) == 2.0
    assert agreement([(0, 4)], [(2, 6)]) == 2 / 6
    assert agreement([(0, 4)], [(5, 6)]) == 0.0


def test_matching_is_one_to_one_and_takes_the_better_first() -> None:
    text = "x" * 100
    assert match(text, [[[(0, 10)]], [[(0, 8)]]], [[(0, 8)], [(20, 30)]], 0.5) == [(1, 0)]


def test_alternatives_count() -> None:
    assert match("x" * 50, [[[(0, 40)], [(30, 40)]]], [[(30, 40)]], EXACT) == [(0, 0)]


def _shared_metric() -> ModuleType:
    spec = importlib.util.spec_from_file_location("statement_metric", SHARED / "gold/statement_metric.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PIECES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda p: (p[0], p[0] + p[1])), min_size=1, max_size=3
)


@needs_shared
@settings(max_examples=80)
@given(
    st.text(st.sampled_from("that abc“”\".,' "), min_size=60, max_size=60),
    st.lists(st.lists(PIECES, min_size=1, max_size=2), max_size=4),
    st.lists(PIECES, max_size=4),
    st.sampled_from([0.5, EXACT]),
)
def test_agrees_with_the_shared_metric(
    text: str, gold: list[list[list[tuple[int, int]]]], found: list[list[tuple[int, int]]], threshold: float
) -> None:
    metric = _shared_metric()
    assert [clean(text, pieces) for pieces in found] == [metric.spans(text, pieces) for pieces in found]
    theirs = metric.match(
        text,
        [{"content": first, "alternatives": rest} for first, *rest in gold],
        [{"content": pieces} for pieces in found],
        threshold,
    )
    assert match(text, gold, found, threshold) == theirs
