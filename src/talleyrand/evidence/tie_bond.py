"""A tie found in a sentence, before it is a record; and what ties are made of, read from nouns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.records import TieKind
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = frozenset({"NOUN", "PROPN", "ADJ"})


@dataclass(frozen=True)
class Bond:
    """Who holds what over whom: the word that says it, the first and last token, and the rule that found it.

    `standing` marks a tie that stands whatever the mood of its verb: what somebody *could* cut off is a lever today.
    """

    holder: str
    over: str | None
    kind: TieKind
    means: tuple[str, ...]
    word: Token
    first: int
    last: int
    rule: str
    standing: bool = False


@cache
def means_of_nouns() -> Mapping[str, str]:
    """Return the means that each noun of the lexicon names; of several, the one listed last."""
    return {noun: kind for kind, nouns in lexicon("ties")["means"].items() for noun in nouns}


def means_in(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Return the means that nouns name, each once, in the order of the words."""
    kinds = means_of_nouns()
    return tuple(dict.fromkeys(k for t in tokens if t.pos_ in NOUNS and (k := kinds.get(t.lemma_.lower()))))


def clause_span(verb: Token) -> tuple[int, int]:
    """Return the first and last token of a verb's own clause, without its subject and side clauses."""
    own = [verb.i]
    for child in children(verb):
        if child.dep_ in {"nsubj", "advcl", "relcl", "parataxis", "punct", "ccomp", "conj", "cc", "mark"}:
            continue
        own += [t.i for t in child.subtree if not t.is_punct]
    return min(own), max(own)


def aside(token: Token, verb: Token) -> bool:
    """Tell whether a word belongs to another clause than the verb's own."""
    for above in (token, *token.ancestors):
        if above == verb:
            return False
        if above.dep_ in {"ccomp", "advcl", "relcl", "parataxis", "conj"} and above.pos_ in {"VERB", "AUX"}:
            return True
    return True
