"""Train the model of polarity on labelled sentences: ``python -m talleyrand.evidence.train_polarity --help``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.polarity import SCALE, SIGNS, PolarityModel, Sign
from talleyrand.evidence.polarity_features import features

if TYPE_CHECKING:
    from spacy.language import Language

LEAST = 3
"""A feature that fewer examples have is dropped."""
SMALLEST = 0.02
SHRINK = 10.0
STEPS = 60
_FIELDS = 'each line is a JSON object with "sentence_normalized" and "targets" of "from", "to" and "polarity" (2, 4, 6)'


@dataclass(frozen=True)
class Target:
    """A name in a sentence, and how the sentence speaks of it."""

    sentence: str
    start: int
    end: int
    sign: Sign


@dataclass(frozen=True)
class Example:
    """A name's features, and how it is spoken of."""

    names: tuple[str, ...]
    sign: Sign


def read_targets(path: Path) -> Iterator[Target]:
    """Yield the labelled names of a file in the form of NewsMTSC (Hamborg and Donnay 2021).

    Raises
    ------
    InputError
        A line is in another form.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            for target in row["targets"]:
                sign = SIGNS[(2.0, 4.0, 6.0).index(float(target["polarity"]))]
                yield Target(str(row["sentence_normalized"]), int(target["from"]), int(target["to"]), sign)
        except (ValueError, KeyError, TypeError) as error:
            problem = Problem("not a labelled sentence", file=str(path), line=number, remedy=_FIELDS)
            raise InputError(problem) from error


def examples(targets: Sequence[Target], nlp: Language) -> Iterator[Example]:
    """Parse the sentences, each once where its targets follow each other, and yield what each target teaches."""
    from talleyrand.evidence.language import parse
    from talleyrand.ids import sha256
    from talleyrand.reading.document import Document

    last, doc = None, None
    for target in targets:
        if doc is None or target.sentence != last:
            last = target.sentence
            doc = parse(Document(sha256=sha256(last.encode()), text=last), nlp)
        yield Example(tuple(features(doc, target.start, target.end)), target.sign)


def train(data: Sequence[Example], shrink: float = SHRINK, steps: int = STEPS) -> PolarityModel:
    """Fit a multinomial logistic model with an L2 penalty by L-BFGS (Liu and Nocedal 1989); no chance is in it.

    Parameters
    ----------
    data
        Examples.
    shrink
        Weight of the penalty, half the squared norm.
    steps
        Most iterations.
    """
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    counts = Counter(name for example in data for name in example.names)
    column = {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n >= LEAST))}
    places = [[column[name] for name in example.names if name in column] for example in data]
    starts = np.cumsum([0, *(len(row) for row in places)])
    flat = np.array([place for row in places for place in row], dtype=np.int64)
    matrix = csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(data), len(column)))
    truth = np.array([[example.sign == sign for sign in SIGNS] for example in data], dtype=float)

    def loss(flat_weights: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat_weights.reshape(len(column), 3)
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        value = -np.log((shares * truth).sum(axis=1) + 1e-12).sum() + shrink / 2 * flat_weights @ flat_weights
        return float(value), (matrix.T @ (shares - truth) + shrink * weights).ravel()

    fitted = minimize(loss, np.zeros(3 * len(column)), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    rows = fitted.x.reshape(len(column), 3)
    kept = {name: rows[i] for name, i in column.items() if float(abs(rows[i]).max()) >= SMALLEST}
    return PolarityModel({name: (_round(a), _round(b), _round(c)) for name, (a, b, c) in kept.items()})


def _round(weight: float) -> float:
    return round(float(weight) * SCALE) / SCALE


def save(model: PolarityModel, path: Path, about: str) -> None:
    """Write a model as JSON, a feature a line, in the order of their names."""
    rows = (
        f"{json.dumps(name, ensure_ascii=False)}:[{','.join(str(round(w * SCALE)) for w in row)}]"
        for name, row in sorted(model.weights.items())
    )
    text = f'{{"about":{json.dumps(about, ensure_ascii=False)},\n"weights":{{\n' + ",\n".join(rows) + "\n}}\n"
    path.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on ``--data FILE`` (JSON lines in the form of NewsMTSC) and write the weights to ``--out FILE``."""
    import argparse

    from talleyrand.evidence.language import DEFAULT_PIPELINE, load

    parser = argparse.ArgumentParser(prog="python -m talleyrand.evidence.train_polarity", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="labelled sentences, one JSON object a line")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go (JSON)")
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE, help="spaCy pipeline that parses the sentences")
    options = parser.parse_args(arguments)
    data = list(examples(list(read_targets(options.data)), load(options.pipeline)))
    model = train(data)
    about = f"multinomial logistic model of polarity; {len(data)} targets, parsed by {options.pipeline}"
    save(model, options.out, about)
    print(f"{len(data)} targets, {len(model.weights)} features: {options.out}")


if __name__ == "__main__":
    main()
