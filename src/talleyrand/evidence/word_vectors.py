"""Vectors of common nouns: how alike two words are, from the company that they keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILE = "word_vectors.npz"


@dataclass(frozen=True, eq=False)
class WordVectors:
    """Unit vectors, of shape (vectors, directions), and which of them each word has; rare words share the nearest.

    Distributional vectors (Harris 1954; Mikolov et al. 2013), made by ``tools/word_vectors.py``.

    Examples
    --------
    >>> vectors = word_vectors()
    >>> float(vectors.of(["inmate"]) @ vectors.of(["prison"])) > float(vectors.of(["inmate"]) @ vectors.of(["tariff"]))
    True
    >>> vectors.of(["qwertyuiop"]) is None
    True
    """

    places: Mapping[str, int]
    rows: Floats

    def of(self, words: Sequence[str]) -> Floats | None:
        """Return the direction of some words taken together; None where none of them is known."""
        import numpy as np

        known = [self.places[word] for word in words if word in self.places]
        if not known:
            return None
        total = self.rows[known].sum(axis=0)
        length = float(np.linalg.norm(total))
        unit: Floats = total / length if length else total
        return unit


@cache
def word_vectors() -> WordVectors:
    """Return the vectors that ship, read once."""
    import numpy as np

    with resources.files("talleyrand.evidence").joinpath("lexicons", FILE).open("rb") as file, np.load(file) as kept:
        words = kept["words"].tobytes().decode("ascii").split("\n")
        rows = kept["rows"].astype(np.float32)
        places = dict(zip(words, kept["places"].tolist(), strict=True))
    return WordVectors(places, rows / np.linalg.norm(rows, axis=1, keepdims=True))
