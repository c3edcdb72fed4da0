"""Train the model of statements on labelled attributions: ``talleyrand train statements``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.matching import match, overlap
from talleyrand.evidence.scoring import Model, features, offsets
from talleyrand.evidence.standoff import FORM, Article, Label, article_names, read_articles

if TYPE_CHECKING:
    from spacy.language import Language

LEAST = 3
"""A feature that fewer candidates have is dropped."""


@dataclass(frozen=True)
class Example:
    """A candidate's features, and whether labels hold it."""

    names: tuple[str, ...]
    right: bool


def examples(article: Article, candidates: Sequence[Attribution], names: Sequence[Sequence[str]]) -> Iterator[Example]:
    """Yield what an article teaches.

    A candidate is right where its content matches a label's (intersection over union at least .5). One whose cue
    stands inside a labelled content is nested; the labels do not tell of those, so they teach nothing.
    """
    labels = [label for label in article.labels if label.content]
    pairs = match(article.text, [[label.content] for label in labels], [a.content for a in candidates], 0.5)
    right = {j for _, j in pairs}
    for j, candidate in enumerate(candidates):
        if j in right or not _nested(candidate, labels):
            yield Example(tuple(names[j]), j in right)


def _nested(candidate: Attribution, labels: Sequence[Label]) -> bool:
    if candidate.cue is None or any(overlap(label.cue, [candidate.cue]) for label in labels):
        return False
    return any(start <= candidate.cue[0] < end for label in labels for start, end in label.content)


def train(data: Iterable[Example], epochs: int = 12, rate: float = 0.15, shrink: float = 1e-5, seed: int = 0) -> Model:
    """Fit a logistic model by AdaGrad, averaged over the epochs (Duchi, Hazan and Singer 2011).

    Parameters
    ----------
    data
        Examples, in an order that does not matter but is part of what makes the result.
    epochs, rate, shrink
        Passes, step size, L2 penalty a step.
    seed
        Of the order within a pass.
    """
    import numpy as np

    kept = list(data)
    counts: dict[str, int] = {}
    for example in kept:
        for name in example.names:
            counts[name] = counts.get(name, 0) + 1
    column = {name: i for i, name in enumerate(sorted(n for n, count in counts.items() if count >= LEAST))}
    rows = [np.array([column[name] for name in e.names if name in column], dtype=np.int64) for e in kept]
    weights, squares, total = np.zeros(len(column)), np.full(len(column), 1e-6), np.zeros(len(column))
    order = np.random.default_rng(seed)
    for _ in range(epochs):
        for i in order.permutation(len(rows)):
            row = rows[i]
            probability = 1 / (1 + np.exp(-weights[row].sum()))
            gradient = (probability - kept[i].right) + shrink * weights[row]
            squares[row] += gradient * gradient
            weights[row] -= rate * gradient / np.sqrt(squares[row])
        total += weights
    mean = total / max(1, epochs)
    return Model({name: round(float(mean[i]), 3) for name, i in column.items() if abs(mean[i]) >= 0.02})


def candidates_of(article: Article, nlp: Language) -> tuple[list[Attribution], list[list[str]]]:
    """Parse an article and return its candidates with their features."""
    from talleyrand.evidence.language import parse
    from talleyrand.evidence.quotes import find_quotations
    from talleyrand.evidence.statements import candidates
    from talleyrand.ids import sha256
    from talleyrand.reading.document import Document

    document = Document(sha256=sha256(article.text.encode()), text=article.text)
    doc = parse(document, nlp)
    found = candidates(document, doc, find_quotations(document)[0])
    starts = offsets(doc)
    return found, [features(doc, a, starts) for a in found]


def save(model: Model, path: Path, about: str) -> None:
    """Write a model as JSON with sorted keys."""
    text = json.dumps({"about": about, "weights": dict(model.weights)}, sort_keys=True, indent=0, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Trained:
    """A model with what it was trained on."""

    model: Model
    articles: int
    candidates: int
    right: int
    pipeline: str
    seed: int

    @property
    def about(self) -> str:
        """Return the line that stands in the file of weights."""
        return (
            f"logistic model of attributions; {self.candidates} candidates of {self.articles} articles, "
            f"parsed by {self.pipeline}, seed {self.seed}"
        )


def train_on(
    folder: Path, pipeline: str | None = None, seed: int = 0, progress: Callable[[int, int, str], None] | None = None
) -> Trained:
    """Train on the labelled articles of a folder with ``attributions/NAME_ANNOTATOR.ann`` and ``text/NAME.txt``.

    Parameters
    ----------
    folder
        Where the two folders lie.
    pipeline
        Name of the spaCy pipeline that parses the texts; the default one where not given. Weights fit the pipeline
        that they were trained with.
    seed
        Of the order of examples within a pass.
    progress
        Told before each article: how many are done, of how many, and its name.

    Raises
    ------
    InputError
        There are no articles there, or a file of labels has no text.
    """
    from talleyrand.evidence.language import DEFAULT_PIPELINE, load

    nlp = load(pipeline or DEFAULT_PIPELINE)
    data: list[Example] = []
    names = article_names(folder)
    for number, article in enumerate(read_articles(folder)):
        if progress is not None:
            progress(number, len(names), article.name)
        data += examples(article, *candidates_of(article, nlp))
    right = sum(e.right for e in data)
    if not right:
        raise InputError(
            Problem("no label matches anything that the rules find", file=str(folder), remedy=f"labels are like {FORM}")
        )
    return Trained(train(data, seed=seed), len(names), len(data), right, pipeline or DEFAULT_PIPELINE, seed)
