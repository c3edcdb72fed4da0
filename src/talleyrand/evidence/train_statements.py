"""Train the model of statements on labelled attributions: ``python -m talleyrand.evidence.train_statements --help``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.matching import match, overlap
from talleyrand.evidence.scoring import Model, features, offsets
from talleyrand.evidence.standoff import Article, Label, read_articles

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


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on ``--data DIR`` (folders ``attributions`` and ``text``) and write the weights to ``--out FILE``."""
    import argparse

    from talleyrand.evidence.language import DEFAULT_PIPELINE, load

    parser = argparse.ArgumentParser(prog="python -m talleyrand.evidence.train_statements", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with attributions/*.ann and text/*.txt")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go (JSON)")
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE, help="spaCy pipeline that parses the texts")
    parser.add_argument("--seed", type=int, default=0, help="seed of the order of examples")
    options = parser.parse_args(arguments)
    nlp = load(options.pipeline)
    data: list[Example] = []
    for article in read_articles(options.data):
        data += examples(article, *candidates_of(article, nlp))
    model = train(data, seed=options.seed)
    about = f"logistic model of attributions; {len(data)} candidates, parsed by {options.pipeline}, seed {options.seed}"
    save(model, options.out, about)
    print(f"{len(data)} candidates, {sum(e.right for e in data)} right, {len(model.weights)} weights: {options.out}")


if __name__ == "__main__":
    main()
