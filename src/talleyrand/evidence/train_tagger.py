"""Train the tagger of statements on labelled attributions: an averaged structured perceptron."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from talleyrand.evidence.quotes import Quotation
from talleyrand.evidence.standoff import Label
from talleyrand.evidence.tagging import BEGIN, BUCKETS, CUE, INSIDE, LABELS, SOURCE, Tagger, best_path, observed

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from talleyrand.evidence.tagging import Ints


@dataclass(frozen=True)
class Sequences:
    """What a tagger learns from one article: buckets (tokens, features), labels, and where sentences lie."""

    rows: NDArray[np.int32]
    labels: Ints
    sentences: tuple[tuple[int, int], ...]


def sequences(doc: Doc, quotations: Sequence[Quotation], labels: Sequence[Label]) -> Sequences:
    """Return what an article teaches."""
    rows = np.stack([column.astype(np.int32) for column in observed(doc, quotations)], axis=1)
    return Sequences(rows, token_labels(doc, labels), tuple((s.start, s.end) for s in doc.sents))


def token_labels(doc: Doc, labels: Sequence[Label]) -> Ints:
    """Return a label for each token; contents win over cues, and cues over sources."""
    starts = np.array([token.idx for token in doc])
    row = np.zeros(len(doc), dtype=np.int64)
    for kind in (SOURCE, CUE, INSIDE):
        for label in labels:
            if not label.content:
                continue
            places = {SOURCE: label.source, CUE: label.cue, INSIDE: label.content}[kind]
            for number, (start, end) in enumerate(places):
                first, last = np.searchsorted(starts, start), np.searchsorted(starts, end)
                row[first:last] = kind
                if kind == INSIDE and number == 0 and first < len(row):
                    row[first] = BEGIN
    return row


def train_tagger(data: Sequence[Sequences], epochs: int = 5, seed: int = 0) -> Tagger:
    """Fit an averaged structured perceptron (Collins 2002) by best paths through sentences.

    Parameters
    ----------
    data
        Articles.
    epochs
        Passes.
    seed
        Of the order of sentences within a pass.
    """
    weights, sums = np.zeros((BUCKETS, LABELS), dtype=np.float32), np.zeros((BUCKETS, LABELS))
    steps, step_sums = np.zeros((LABELS, LABELS), dtype=np.float32), np.zeros((LABELS, LABELS))
    where = [(k, start, end) for k, article in enumerate(data) for start, end in article.sentences]
    order, now = np.random.default_rng(seed), 1
    for _ in range(epochs):
        for index in order.permutation(len(where)):
            k, start, end = where[index]
            rows, gold = data[k].rows[start:end], data[k].labels[start:end]
            path = best_path(weights[rows].sum(axis=1), steps)
            now += 1
            wrong = np.flatnonzero(path != gold)
            if not len(wrong):
                continue
            for labels, sign in ((gold, 1.0), (path, -1.0)):
                at = rows[wrong], labels[wrong, None]
                np.add.at(weights, at, sign)
                np.add.at(sums, at, sign * now)
                np.add.at(steps, (labels[:-1], labels[1:]), sign)
                np.add.at(step_sums, (labels[:-1], labels[1:]), sign * now)
    return Tagger((weights - sums / now).astype(np.float32), (steps - step_sums / now).astype(np.float32))
