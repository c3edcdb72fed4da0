"""The children that we keep are those that the parse gives, in its order."""

from __future__ import annotations

import pytest

from talleyrand.evidence.language import load
from talleyrand.evidence.tree import children
from tests.support.labelled import LabelledReport
from tests.support.labels import load_all


@pytest.mark.parametrize("report", load_all(held_out=False)[:4], ids=lambda report: report.name)
def test_the_children_are_those_of_the_parse(report: LabelledReport) -> None:
    doc = load()(report.text)
    assert [[c.i for c in children(token)] for token in doc] == [[c.i for c in token.children] for token in doc]


def test_each_document_has_its_own() -> None:
    first, second = load()("Chad walked out."), load()("Mali refused a seat.")
    assert [c.text for c in children(first[1])] == ["Chad", "out", "."]
    assert [c.text for c in children(second[1])] == ["Mali", "seat", "."]
    assert [c.text for c in children(first[1])] == ["Chad", "out", "."]
