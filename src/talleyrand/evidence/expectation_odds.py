"""Chances as numbers: "puts the odds of a deal at one in five", "a 70 percent chance", "fifty-fifty"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from talleyrand.evidence.event_sides import surface_subject
from talleyrand.evidence.expectation_found import Found, noun_phrase, stretch
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.phrases import standing
from talleyrand.evidence.records import Likelihood
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

LIKELY, UNLIKELY = 60.0, 40.0
"""From this chance on, in percent, an outcome is held likely; down to this, unlikely; between, open."""
_CHANCES = frozenset({"chance", "odds", "odd", "probability", "likelihood", "prospect", "possibility"})
_GIVING = frozenset({"put", "give", "see", "reckon", "estimate", "rate", "set", "assign", "offer", "quote", "place"})
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "twenty": 20, "hundred": 100, "hundred-to": 100,
}  # fmt: skip
_N = rf"(?:\d+(?:\.\d+)?|{'|'.join(_NUMBERS)})"
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)[ -]?(?:%|per ?cent)", re.I)
_IN = re.compile(rf"\b({_N})[ -](?:\w+[ -])?(?:in|out of)[ -]({_N})\b", re.I)
_TO = re.compile(rf"\b({_N})[ -](?:to|-)[ -]({_N})\b(?P<rest>.{{0,12}})", re.I)
_BETTER = re.compile(r"\b(?:better|more|higher|greater) than (?:even|evens|fifty[ -]fifty|50[ -/]50|half)\b", re.I)
_AGAINST = re.compile(r"\b(?:against|on|for)\b", re.I)
_IT = re.compile(r"\b(?:puts?|rates?|sets?|estimates?|reckons?) (?:it|that|this|them|both) at\b", re.I)
_EVEN = re.compile(
    r"\b(?:fifty[ -]fifty|50[ -/]50|even chance|coin[ -](?:toss|flip)|toss[ -]up|flip of a coin)\b", re.I
)


def chance(text: str) -> float | None:
    """Return the chance that words name, in percent, or None.

    Examples
    --------
    >>> chance("the odds of a deal at one in five"), chance("a 70 percent chance"), chance("fifty-fifty")
    (20.0, 70.0, 50.0)
    >>> chance("three to one against"), chance("some chance")
    (25.0, None)
    """
    if _BETTER.search(text):
        return LIKELY
    if _EVEN.search(text):
        return 50.0
    if match := _PERCENT.search(text):
        return min(100.0, float(match[1]))
    if (match := _IN.search(text)) and 0 < _number(match[1]) <= _number(match[2]):
        return round(100 * _number(match[1]) / _number(match[2]), 1)
    if match := _TO.search(text):
        one, other = _number(match[1]), _number(match[2])
        against = "on" not in match["rest"].split()[:1]
        return round(100 * (other if against else one) / (one + other), 1)
    return None


def _number(word: str) -> float:
    return float(_NUMBERS[word.lower()]) if word.lower() in _NUMBERS else float(word)


def in_odds(sentence: Span) -> Iterator[Found]:
    """Yield the expectation of a sentence that gives a chance as a number."""
    chances = (t for t in standing(sentence, _CHANCES) if t.lemma_.lower() in _CHANCES)
    noun = next((t for t in chances if t.pos_ in {"NOUN", "PROPN"}), None)
    text = sentence.text
    even = _EVEN.search(text)
    if noun is None and even is None and not _quoted(sentence):
        return
    value = chance(text)
    if value is None:
        return
    likelihood: Likelihood = "likely" if value >= LIKELY else "unlikely" if value <= UNLIKELY else "open"
    words = [t for t in sentence if not t.is_punct and not t.is_space]
    about = _about(noun, words) if noun is not None else (words[0].i, words[-1].i)
    verb = next((t for t in sentence if t.lemma_ in _GIVING and t.pos_ in {"VERB", "AUX"}), None)
    subject = surface_subject(verb) if verb is not None else None
    first = min(words[0].i, about[0]) if subject is None else min(subject.left_edge.i, about[0])
    yield Found(likelihood, noun_phrase(subject) if subject is not None else None, about, first, words[-1].i, "odds")


def _quoted(sentence: Span) -> bool:
    """Tell whether odds stand without the word: "8 to 1 against a deal", "puts it at 10 percent" behind an outcome."""
    outcomes = lexicon("expectation_cues")["outcomes"]
    text = sentence.text
    if _TO.search(text) and _AGAINST.search(text):
        return any(t.lemma_.lower() in outcomes for t in sentence)
    if not (_IT.search(text) and (_PERCENT.search(text) or _IN.search(text))):
        return False
    start = sentence.doc[sentence.start - 1].sent.start if sentence.start else sentence.start
    return any(t.lemma_.lower() in outcomes for t in sentence.doc[start : sentence.end])


def _about(noun: Token, words: list[Token]) -> tuple[int, int]:
    """Return of what the chance is: behind "of", "that" or "for"; else the whole sentence."""
    for child in children(noun):
        if child.i > noun.i and child.dep_ in {"prep", "acl", "relcl", "ccomp"}:
            inner = next((c for c in children(child) if c.dep_ in {"pobj", "pcomp"}), None)
            return stretch(inner if inner is not None else child)
    return words[0].i, words[-1].i
