"""Finding single words in a parse without a look at every token."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

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
    wanted = {doc.vocab.strings.add(word) for word in words}
    return [doc[i] for i, word in enumerate(doc.to_array("LOWER").tolist()) if word in wanted]
