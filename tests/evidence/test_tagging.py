"""The tagger: paths through labels, what is put together from them, and that a trained one repeats."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.evidence.language import load, parse
from talleyrand.evidence.quotes import find_quotations
from talleyrand.evidence.scoring import shipped
from talleyrand.evidence.standoff import Label
from talleyrand.evidence.tagging import (
    BEGIN,
    BUCKETS,
    CUE,
    INSIDE,
    LABELS,
    NONE,
    SOURCE,
    best_path,
    load_tagger,
    tagged,
)
from talleyrand.evidence.train_tagger import sequences, token_labels, train_tagger
from tests.support.reading import document

TEXT = "The envoy, Lund said, will hold. Berg wept."
LABEL = Label(((11, 15),), ((16, 20),), ((0, 9), (22, 31)))


def doc_of(text: str):
    return parse(document(text), load())


def test_labels_go_to_tokens_with_content_before_cue_before_source() -> None:
    assert token_labels(doc_of(TEXT), [LABEL]).tolist()[:8] == [BEGIN, INSIDE, NONE, SOURCE, CUE, NONE, INSIDE, INSIDE]


def test_labels_come_back_as_an_attribution_with_its_pieces() -> None:
    doc = doc_of(TEXT)
    [found] = tagged(doc, token_labels(doc, [LABEL]).tolist())
    assert [TEXT[a:b] for a, b in found.content] == ["The envoy", "will hold"]
    assert found.cue and found.source and found.lemma == "say"
    assert (TEXT[slice(*found.cue)], TEXT[slice(*found.source)]) == ("said", "Lund")


def test_a_content_without_a_cue_in_its_sentence_is_none() -> None:
    doc = doc_of(TEXT)
    assert tagged(doc, token_labels(doc, [Label((), (), LABEL.content)]).tolist()) == []


@given(st.integers(1, 5), st.integers(0, 2**31))
@settings(max_examples=30, deadline=None)
def test_the_best_path_is_the_best_of_all(length: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores, steps = rng.normal(size=(length, LABELS)), rng.normal(size=(LABELS, LABELS))

    def value(path: tuple[int, ...]) -> float:
        inner = sum(steps[a, b] for a, b in pairwise(path))
        return float(sum(scores[i, label] for i, label in enumerate(path)) + inner)

    grid = np.indices((LABELS,) * length).reshape(length, -1).T
    assert np.isclose(value(tuple(best_path(scores, steps))), max(value(tuple(path)) for path in grid))


def test_training_learns_repeats_and_survives_eight_bits() -> None:
    doc = doc_of(TEXT)
    data = [sequences(doc, (), [LABEL])] * 4
    first, second = train_tagger(data), train_tagger(data)
    assert np.array_equal(first.weights, second.weights) and first.weights.shape == (BUCKETS, LABELS)
    gold = token_labels(doc, [LABEL]).tolist()
    assert first.tag(doc, ()).tolist() == gold
    file = BytesIO()
    first.save(file)
    file.seek(0)
    assert load_tagger(file).tag(doc, ()).tolist() == gold


@given(st.text(alphabet="ab “”\"'.,\n said", max_size=60))
@settings(max_examples=40, deadline=None)
def test_the_shipped_tagger_takes_any_text(text: str) -> None:
    model = shipped()
    assert model is not None and model.tagger is not None
    report = document(text)
    doc = parse(report, load())
    path = model.tagger.tag(doc, find_quotations(report)[0]).tolist()
    assert len(path) == len(doc)
    assert all(0 <= a <= b <= len(text) for found in tagged(doc, path) for a, b in found.content)
