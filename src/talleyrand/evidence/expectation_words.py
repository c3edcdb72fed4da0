"""Expectations in adjectives and fixed turns: "a deal is unlikely", "the likeliest outcome", "anybody's guess"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talleyrand.evidence.expectation_found import BELIEVING, NOBODY, TURN, Found, is_denied, stretch
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.records import Likelihood
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIKELY: dict[str, Likelihood] = {
    "likely": "likely", "probable": "likely", "inevitable": "likely", "certain": "likely", "imminent": "likely",
    "feasible": "likely", "realistic": "likely", "within reach": "likely", "unlikely": "unlikely",
    "improbable": "unlikely", "impossible": "unlikely", "unrealistic": "unlikely", "doubtful": "unlikely",
    "implausible": "unlikely", "remote": "unlikely", "slim": "unlikely", "uncertain": "open", "unclear": "open",
    "open": "open", "unknown": "open", "possible": "open",
}  # fmt: skip
_ABOUT_CHANCES = frozenset({"chance", "prospect", "odds", "likelihood", "probability"})
_GUESS = (
    "anybody's guess",
    "anyone's guess",
    "remains to be seen",
    "an open question",
    "too early to tell",
    "too early to say",
)


WORDS = frozenset({*_LIKELY, "guess", "seen", "question", "see", "tell", "say"})
"""The words that may open such a turn; nothing else need be looked at."""


def in_words(token: Token) -> Iterator[Found]:
    """Yield what an adjective or a fixed turn says of an outcome."""
    if token.lower_ in _LIKELY and token.pos_ in {"ADJ", "ADV"}:
        yield from _called(token)
    elif token.lemma_.lower() in {"guess", "seen", "question", "see", "tell"} or token.lower_ in {"seen", "say"}:
        yield from _open(token)


def _called(word: Token) -> Iterator[Found]:
    """Read "a deal is unlikely", "is likely to fail", "the chances are slim", "the most likely outcome is a truce"."""
    verb = word.head
    if word.dep_ == "amod":
        yield from _likeliest(word)
        return
    if word.sent.text.rstrip().endswith("?") or verb.pos_ not in {"AUX", "VERB"}:
        return
    subject = next((c for c in children(verb) if c.dep_ in {"nsubj", "csubj"}), None)
    if (
        word.dep_ not in {"acomp", "oprd", "attr"}
        or subject is None
        or verb.lemma_ not in {"be", "look", "seem", "remain", "appear"}
    ):
        return
    if (
        word.lower_ in {"open", "possible", "certain", "remote", "slim"}
        and subject.lemma_.lower() not in _ABOUT_CHANCES
    ):
        return
    if subject.lemma_.lower() in lexicon("expectation_cues")["nature"]:
        return
    if any(a.lemma_ in BELIEVING for a in verb.ancestors if a.pos_ == "VERB"):
        return  # "few believe is feasible" is read at the belief
    if subject.lower_ in NOBODY and verb.dep_ == "relcl":
        yield _disbelieved(verb, subject, word)
        return
    likelihood = _LIKELY[word.lower_]
    if is_denied(verb):
        likelihood = TURN[likelihood]
    ahead = [c for c in (*children(verb), *children(word)) if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > word.i]
    first, end = stretch(subject)
    last = max([word.i, *(stretch(c)[1] for c in ahead)])
    about = (first, last) if ahead else (first, end)
    yield Found(likelihood, None, about, first, last, word.lower_)


def _likeliest(word: Token) -> Iterator[Found]:
    """Read "the most likely outcome is a truce"."""
    noun = word.head
    be = noun.head
    if (
        noun.lemma_ not in {"outcome", "scenario", "result"}
        or word.lower_ not in {"likely", "probable"}
        or be.lemma_ != "be"
    ):
        return
    thing = next((c for c in children(be) if c.dep_ in {"attr", "ccomp"}), None)
    if thing is not None:
        span = stretch(thing)
        yield Found("likely", None, span, noun.left_edge.i, span[1], "likely outcome")


def _disbelieved(verb: Token, subject: Token, word: Token) -> Found:
    """Read "…, which few in Paris believe is feasible": about the clause that the pronoun stands for."""
    thing = verb.head
    above = thing.head if thing.head.pos_ == "VERB" else thing
    which = next((t for t in subject.subtree if t.lower_ in {"which", "that"}), subject)
    believing = next((t for t in subject.subtree if t.lemma_ in BELIEVING), None)
    end = (believing.i if believing is not None else verb.i) - 1
    about = (min(above.i, thing.left_edge.i), thing.i)
    return Found("unlikely", (subject.i, max(subject.i, end)), about, which.i, word.i, "disbelieved")


def _open(word: Token) -> Iterator[Found]:
    """Read "whether it will hold is anybody's guess"."""
    sentence = word.sent
    low = sentence.text.lower().replace("’", "'")
    if not any(phrase in low for phrase in _GUESS) or word.i != _last_of(sentence, word):
        return
    clause = next((t for t in sentence if t.lower_ in {"whether", "if", "how", "when"}), None)
    if clause is None:
        return
    span = stretch(clause.head)
    if span[0] <= word.i <= span[1] and span[1] - span[0] > word.i - clause.i + 3:
        span = (clause.i, word.i)
    yield Found("open", None, span, min(clause.i, word.i), max(span[1], word.i), "open")


def _last_of(sentence: object, word: Token) -> int:
    """Return where the last word of an open-ended phrase stands, so that a sentence is read once."""
    hits = [t.i for t in word.sent if t.lemma_.lower() in {"guess", "question"} or t.lower_ in {"seen", "tell", "say"}]
    return hits[0] if hits else -1
