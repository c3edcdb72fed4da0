"""The vectors that ship: whole, of unit length, and of words that keep company near each other."""

from __future__ import annotations

import numpy as np
import pytest

from talleyrand.evidence.word_vectors import word_vectors


def test_every_word_has_a_unit_vector() -> None:
    vectors = word_vectors()
    assert len(vectors.places) > 30_000
    assert {0, len(vectors.rows) - 1} <= set(vectors.places.values()) <= set(range(len(vectors.rows)))
    assert np.allclose(np.linalg.norm(vectors.rows, axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("trawler", "fishery", "ballot"), ("inmate", "prison", "tariff"), ("irrigation", "dam", "missile")],
)
def test_words_of_one_matter_are_alike(word: str, near: str, far: str) -> None:
    of = word_vectors().of
    one, two, three = of([word]), of([near]), of([far])
    assert one is not None and two is not None and three is not None
    assert float(one @ two) > float(one @ three) + 0.2


def test_several_words_are_taken_together_and_unknown_ones_passed_over() -> None:
    of = word_vectors().of
    alone, both = of(["dam"]), of(["dam", "zzyzx"])
    assert alone is not None and both is not None and np.allclose(alone, both)
    assert of(["zzyzx"]) is None and of([]) is None
