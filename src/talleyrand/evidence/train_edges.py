"""Train the edges of contents on labelled attributions: which of the places where one could end is the right one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.edges import WHOLE, Side, choices, edge_features, moved
from talleyrand.evidence.matching import clean, overlap
from talleyrand.evidence.scoring import offsets
from talleyrand.evidence.standoff import Article, Label

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

LEAST = 6
"""A feature that fewer edges have is dropped."""
SMALLEST = 0.05
"""Weights nearer to nothing are dropped."""


@dataclass(frozen=True)
class EdgeExample:
    """The features of each edge that was tried, the rule's own first, and which of them are right."""

    edges: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]


def edge_examples(
    article: Article, doc: Doc, found: Sequence[Attribution], path: Sequence[int]
) -> Iterator[EdgeExample]:
    """Yield what an article teaches of edges: from candidates whose cue and content touch those of just one label.

    Parameters
    ----------
    found
        Candidates.
    path
        The label of each token, by a tagger that did not see the article.
    """
    labels = [label for label in article.labels if label.content and label.cue]
    starts = offsets(doc)
    sides: tuple[Side, ...] = ("right", "left")
    for candidate in found:
        label = _label(candidate, labels)
        if label is None:
            continue
        for side in sides:
            example = _example(article.text, doc, candidate, label, starts, path, side)
            if example is not None:
                yield example


def _label(candidate: Attribution, labels: Sequence[Label]) -> Label | None:
    cue = candidate.cue
    if candidate.rule in WHOLE or cue is None:
        return None
    touched = [x for x in labels if overlap(x.cue, [cue]) and overlap(x.content, candidate.content)]
    return touched[0] if len(touched) == 1 else None


def _example(
    text: str,
    doc: Doc,
    candidate: Attribution,
    label: Label,
    starts: Sequence[int],
    path: Sequence[int],
    side: Side,
) -> EdgeExample | None:
    """Return one side's example; None where no edge that is tried is the label's."""
    gold = clean(text, label.content)
    tried = choices(doc, candidate, starts, side)
    if not gold or len(tried) < 2:
        return None
    where = [_edge(text, moved(doc, candidate, i, side), side) for i in tried]
    kept = [k for k, place in enumerate(where) if place not in where[:k]]
    right = tuple(n for n, k in enumerate(kept) if where[k] == (gold[-1][1] if side == "right" else gold[0][0]))
    if not right:
        return None
    names = (tuple(edge_features(doc, candidate, tried[0], tried[k], side, path)) for k in kept)
    return EdgeExample(tuple(names), right)


def _edge(text: str, attribution: Attribution, side: Side) -> int | None:
    """Return the edge of a content as the metric sees it."""
    pieces = clean(text, attribution.content)
    if not pieces:
        return None
    return pieces[-1][1] if side == "right" else pieces[0][0]


def train_edges(
    data: Sequence[EdgeExample], epochs: int = 5, rate: float = 0.1, shrink: float = 1e-3, seed: int = 0
) -> dict[str, float]:
    """Fit a log-linear model of the right edge among those tried, by AdaGrad, averaged over the epochs.

    Parameters
    ----------
    data
        Examples, in an order that does not matter but is part of what makes the result.
    epochs, rate, shrink
        Passes, step size, L2 penalty a step.
    seed
        Of the order within a pass.
    """
    counts = Counter(name for example in data for edge in example.edges for name in edge)
    column = {name: i for i, name in enumerate(sorted(n for n, count in counts.items() if count >= LEAST))}
    rows = [[np.array([column[n] for n in edge if n in column], dtype=np.int64) for edge in e.edges] for e in data]
    weights, squares, total = np.zeros(len(column)), np.full(len(column), 1e-6), np.zeros(len(column))
    order = np.random.default_rng(seed)
    for _ in range(epochs):
        for i in order.permutation(len(rows)):
            for row, error in zip(rows[i], _errors(weights, rows[i], data[i].right), strict=True):
                gradient = error + shrink * weights[row]
                squares[row] += gradient * gradient
                weights[row] -= rate * gradient / np.sqrt(squares[row])
        total += weights
    mean = total / max(1, epochs)
    return {name: round(float(mean[i]), 2) for name, i in column.items() if abs(mean[i]) >= SMALLEST}


def _errors(
    weights: NDArray[np.float64], edges: Sequence[NDArray[np.int64]], right: Sequence[int]
) -> NDArray[np.float64]:
    """Return by how much the odds of each edge are too high, in [-1, 1]."""
    scores = np.array([weights[edge].sum() for edge in edges])
    odds = np.exp(scores - scores.max())
    odds /= odds.sum()
    wanted = np.zeros(len(edges))
    wanted[list(right)] = odds[list(right)] / max(odds[list(right)].sum(), 1e-12)
    errors: NDArray[np.float64] = odds - wanted
    return errors
