"""Whether a text speaks well or ill of somebody whom it names: a linear model over words by their place in the parse.

The weights that ship are trained by `talleyrand.evidence.train_polarity`; their card is in
``docs/design/polarity-model-card.md``. Without them the answer is always neutral, with no confidence.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Literal

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.polarity_features import features
from talleyrand.evidence.records import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc

Sign = Literal[-1, 0, 1]
SIGNS: tuple[Sign, Sign, Sign] = (-1, 0, 1)
WEIGHTS = "polarity_weights.json"
SCALE = 100.0
"""Weights are written as whole hundredths."""

_STANCES: Mapping[Stance, Sign] = {
    "support": 1,
    "accept": 1,
    "offer": 1,
    "promise": 1,
    "oppose": -1,
    "refuse": -1,
    "threaten": -1,
    "accuse": -1,
    "demand": -1,
}


@dataclass(frozen=True)
class Polarity:
    """How a text speaks of somebody: -1 ill, 0 neither, 1 well; `confidence` is the model's probability of that."""

    sign: Sign
    confidence: float | None


@dataclass(frozen=True)
class PolarityModel:
    """Three weights a feature: ill, neither, well."""

    weights: Mapping[str, tuple[float, float, float]]

    def probabilities(self, names: Iterable[str]) -> tuple[float, float, float]:
        """Return the probabilities of ill, neither and well, which sum to 1; unknown features weigh nothing.

        Examples
        --------
        >>> PolarityModel({"class:bad": (2.0, 0.0, 0.0)}).probabilities(["class:bad"])[0] > 0.7
        True
        """
        rows = [self.weights[name] for name in names if name in self.weights]
        sums = [math.fsum(row[k] for row in rows) for k in range(3)]
        powers = [math.exp(x - max(sums)) for x in sums]
        ill, neither, well = (power / sum(powers) for power in powers)
        return ill, neither, well


def load_weights(path: Traversable) -> PolarityModel:
    """Read a file of weights as `talleyrand.evidence.train_polarity` writes it.

    Raises
    ------
    InputError
        The file holds something else.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["weights"]
        weights = {str(name): (int(a) / SCALE, int(b) / SCALE, int(c) / SCALE) for name, (a, b, c) in rows.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = '"python -m talleyrand.evidence.train_polarity" makes them'
        raise InputError(Problem("this holds no weights of polarity", file=str(path), remedy=remedy)) from error
    return PolarityModel(weights)


@lru_cache(maxsize=1)
def shipped() -> PolarityModel | None:
    """Return the model that ships, None where its file is missing."""
    path = resources.files("talleyrand.evidence") / "lexicons" / WEIGHTS
    return load_weights(path) if path.is_file() else None


def polarity_towards(doc: Doc, start: int, end: int, model: PolarityModel | None = None) -> Polarity:
    """Tell whether the sentence around a name speaks well or ill of whoever it names.

    Parameters
    ----------
    doc
        A text parsed by `talleyrand.evidence.language.parse`.
    start, end
        Code points of the name.
    model
        The one that ships where none is given.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> doc = load()("The envoy accused Moscow of lying about the attack.")
    >>> polarity_towards(doc, 18, 24).sign
    -1
    """
    model = model or shipped()
    if model is None:
        return Polarity(0, None)
    shares = model.probabilities(features(doc, start, end))
    best = max(range(3), key=lambda k: shares[k])
    return Polarity(SIGNS[best], shares[best])


def polarity_of(stance: Stance) -> Sign:
    """Return which way a stance points at whom it is taken towards.

    Examples
    --------
    >>> polarity_of("offer"), polarity_of("accuse"), polarity_of("assess")
    (1, -1, 0)
    """
    return _STANCES.get(stance, 0)
