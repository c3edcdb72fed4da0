"""Finding single words in a parse without a look at every token."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def tokens_of(doc: Doc, words: Iterable[str]) -> list[Token]:
    """Return the tokens that are one of some words, given in small letters, in order.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> [token.text for token in tokens_of(load()("The host waits for a Host."), {"host"})]
    ['host', 'Host']
    """
    wanted = np.array([doc.vocab.strings.add(word) for word in words], dtype=np.uint64)
    return [doc[i] for i in np.flatnonzero(np.isin(doc.to_array("LOWER"), wanted)).tolist()]
