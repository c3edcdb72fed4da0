"""The children of each word of a parse, gathered once a document: asking the parse anew for each question is slow."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def children(token: Token) -> tuple[Token, ...]:
    """Return the words that hang on a word, in their order; those of the last document are kept.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> doc = load()("Chad walked out.")
    >>> [word.text for word in children(doc[1])]
    ['Chad', 'out', '.']
    """
    return _rows(token.doc)[token.i]


@lru_cache(maxsize=1)
def _rows(doc: Doc) -> tuple[tuple[Token, ...], ...]:
    rows: list[list[Token]] = [[] for _ in doc]
    heads = np.arange(len(doc)) + doc.to_array("HEAD").astype(np.int64)
    for word, head in zip(doc, heads.tolist(), strict=True):
        if head != word.i:
            rows[head].append(word)
    return tuple(map(tuple, rows))
