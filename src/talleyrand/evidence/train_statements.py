"""Train the model of statements on labelled attributions: ``talleyrand train statements``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.choosing import Scored, rival, rivals_of
from talleyrand.evidence.choosing import candidates as candidates_of
from talleyrand.evidence.matching import match, overlap
from talleyrand.evidence.scoring import Model, Vote, features, offsets
from talleyrand.evidence.standoff import FORM, Article, Label, article_names, read_articles
from talleyrand.evidence.tagging import tagged
from talleyrand.evidence.train_edges import EdgeExample, edge_examples, train_edges
from talleyrand.evidence.train_tagger import Sequences, sequences, train_tagger

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from talleyrand.evidence.quotes import Quotation
    from talleyrand.reading.document import Document

LEAST = 3
"""A feature that fewer candidates have is dropped."""


FOLDS = 4
"""Taggers that vote in training: each on the articles that it did not see."""


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


@dataclass(frozen=True)
class Read:
    """An article as the rules and the tagger see it."""

    article: Article
    doc: Doc
    quotations: tuple[Quotation, ...]
    candidates: list[Attribution]
    sequences: Sequences


def read_article(article: Article, nlp: Language) -> Read:
    """Parse an article and find its candidates."""
    from talleyrand.evidence.language import parse
    from talleyrand.ids import sha256
    from talleyrand.reading.document import Document

    document = Document(sha256=sha256(article.text.encode()), text=article.text)
    return seen(article, document, parse(document, nlp))


def seen(article: Article, document: Document, doc: Doc) -> Read:
    """Find the candidates of a parsed article; the parse's vectors are let go."""
    from talleyrand.evidence.quotes import find_quotations

    doc.tensor = doc.tensor[:0]
    quotations = find_quotations(document)[0]
    found = candidates_of(document, doc, quotations)
    return Read(article, doc, quotations, found, sequences(doc, quotations, article.labels))


def fit(data: Sequence[Read], seed: int = 0) -> tuple[Model, int, int]:
    """Fit the tagger, and on votes from taggers that did not see the article, the weights of candidates and edges.

    Returns
    -------
    model
        The weights with the tagger that saw all.
    candidates, right
        How many candidates there were, and how many of them labels hold.
    """
    parts = [data[k::FOLDS] for k in range(FOLDS)]
    taggers = [train_tagger([r.sequences for p in parts if p is not part for r in p], seed=seed) for part in parts]
    paths = [taggers[k % FOLDS].tag(r.doc, r.quotations).tolist() for k, r in enumerate(data)]
    weights, candidates, right = fit_weights(data, paths, seed)
    edges = train_edges([e for r, path in zip(data, paths, strict=True) for e in _edges(r, path)], seed=seed)
    whole = train_tagger([r.sequences for r in data], seed=seed)
    return Model(weights, whole, edges), candidates, right


def fit_weights(
    data: Sequence[Read], paths: Sequence[Sequence[int]], seed: int = 0
) -> tuple[dict[str, float], int, int]:
    """Fit the weights of candidates, given each article's labels from a tagger that did not see it.

    The candidates of the tagger come second: what is known of them includes how likely those of the rules are.
    """
    votes = [Vote(path) for path in paths]
    named = [_named(r, r.candidates, vote) for r, vote in zip(data, votes, strict=True)]
    learned = [e for r, names in zip(data, named, strict=True) for e in examples(r.article, r.candidates, names)]
    first = train(learned, seed=seed)
    for r, path, vote, names in zip(data, paths, votes, named, strict=True):
        likely = [s for a, n in zip(r.candidates, names, strict=True) if (s := Scored(a, first.probability(n))).likely]
        more = tagged(r.doc, path)
        rivals = rivals_of(more, likely)
        learned += examples(
            r.article, more, [[*n, rival(x)] for n, x in zip(_named(r, more, vote), rivals, strict=True)]
        )
    return dict(train(learned, seed=seed).weights), len(learned), sum(e.right for e in learned)


def _edges(read: Read, path: Sequence[int]) -> Iterator[EdgeExample]:
    return edge_examples(read.article, read.doc, [*read.candidates, *tagged(read.doc, path)], path)


def _named(read: Read, found: Sequence[Attribution], vote: Vote) -> list[list[str]]:
    starts = offsets(read.doc)
    return [features(read.doc, a, starts, vote) for a in found]


def save(model: Model, path: Path, about: str) -> list[Path]:
    """Write the weights as JSON with sorted keys, and the tagger beside them; return the files."""
    kept = {"about": about, "edges": dict(model.edges), "weights": dict(model.weights)}
    text = json.dumps(kept, sort_keys=True, indent=0, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    if model.tagger is None:
        return [path]
    with path.with_suffix(".npz").open("wb") as file:
        model.tagger.save(file)
    return [path, path.with_suffix(".npz")]


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
    names = article_names(folder)
    data: list[Read] = []
    for number, article in enumerate(read_articles(folder)):
        if progress is not None:
            progress(number, len(names), article.name)
        data.append(read_article(article, nlp))
    model, candidates, right = fit(data, seed)
    if not right:
        raise InputError(
            Problem("no label matches anything that the rules find", file=str(folder), remedy=f"labels are like {FORM}")
        )
    return Trained(model, len(names), candidates, right, pipeline or DEFAULT_PIPELINE, seed)
