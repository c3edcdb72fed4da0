"""Finding single words in a parse without a look at every token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
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
    strings, places = doc.vocab.strings, _places(doc)
    return [doc[i] for i in sorted(i for word in set(words) for i in places.get(strings.add(word), ()))]


@lru_cache(maxsize=1)
def _places(doc: Doc) -> Mapping[int, list[int]]:
    """Return where each word stands, as spaCy numbers them in small letters; those of the last document are kept."""
    found: dict[int, list[int]] = {}
    for i, word in enumerate(doc.to_array("LOWER").tolist()):
        found.setdefault(word, []).append(i)
    return found
