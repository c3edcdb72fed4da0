"""An expectation found in words, before it is a record; and the stretches of tokens that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from talleyrand.evidence.records import Likelihood
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

NOBODY = frozenset({"few", "nobody", "no", "none", "hardly", "scarcely", "neither", "little"})
BELIEVING = frozenset({"believe", "expect", "think", "bet", "imagine", "predict", "anticipate", "foresee"})
PREDICTING = frozenset({"expect", "predict", "anticipate", "foresee", "bet"})
TURN: dict[Likelihood, Likelihood] = {"likely": "unlikely", "unlikely": "likely", "open": "open"}


@dataclass(frozen=True)
class Found:
    """An expectation under construction: who (None: whoever says it), what about, and the tokens it rests on."""

    likelihood: Likelihood
    who: tuple[int, int] | None
    about: tuple[int, int]
    first: int
    last: int
    rule: str

    @property
    def place(self) -> tuple[int, int]:
        """Its first and last token, also where what is expected comes first: "It will pass", he bet."""
        if self.first <= self.last:
            return self.first, self.last
        return min(self.about[0], self.last), max(self.first, self.who[1] if self.who else self.first)


def stretch(token: Token) -> tuple[int, int]:
    """Return the first and last token of a phrase, without punctuation at its edges and a leading "that"."""
    joined = [c for c in children(token) if c.dep_ == "conj" and c.pos_ in {"VERB", "AUX"} and c.i > token.i]
    cut = {t.i for c in joined for t in c.subtree}
    cut |= {c.i for c in children(token) if joined and c.dep_ in {"cc", "punct"} and c.i > token.i}
    words = [t for t in token.subtree if not t.is_space and t.i not in cut]
    while len(words) > 1 and (words[0].is_punct or (words[0].lower_ == "that" and words[0].dep_ == "mark")):
        words = words[1:]
    while len(words) > 1 and words[-1].is_punct:
        words = words[:-1]
    return words[0].i, words[-1].i


def sentence_before(verb: Token) -> tuple[int, int] | None:
    """Return the sentence before, which "doubt it" and "think so" point back to."""
    start = verb.sent.start
    if start == 0:
        return None
    sentence = verb.doc[start - 1].sent
    words = [t for t in sentence if not t.is_punct and not t.is_space]
    return (words[0].i, words[-1].i) if words else None


def noun_phrase(head: Token) -> tuple[int, int]:
    """Return a noun phrase without its clauses."""
    clauses = [c for c in children(head) if c.dep_ in {"relcl", "acl", "appos", "punct"} and c.i > head.i]
    cut = {t.i for c in clauses for t in c.subtree}
    words = [t.i for t in head.subtree if t.i not in cut]
    return min(words), max(words)


def says_something(span: tuple[int, int]) -> bool:
    """Tell whether a phrase says anything itself: "doubt it" points back."""
    return span[1] > span[0]


def is_denied(verb: Token) -> bool:
    """Tell whether a negation stands at a verb."""
    return any(c.dep_ == "neg" or c.lower_ == "never" for c in children(verb))
