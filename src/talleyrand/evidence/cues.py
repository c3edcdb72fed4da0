"""The lexicon of cues: verbs, nouns and adjectives that carry somebody's words, beliefs, wishes or refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, get_args

from talleyrand.evidence.lexicon_files import lexicon as lexicon_file
from talleyrand.evidence.records import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

Carries = Literal["speech", "belief", "wish", "refusal"]
Part = Literal["verb", "noun", "adjective"]

FRAMES = frozenset({"clause", "quote", "object", "to", "object_to", "object_at", "ing", "small"})
"""Complements: a finite clause, words in marks (or an attribution inserted into them), a noun phrase, an infinitive,
an object with an infinitive, one with "at" and a figure, a gerund, a bare clause. Any other frame is a preposition and
stands for itself."""

PARTS: Mapping[str, Part] = MappingProxyType({"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"})


@dataclass(frozen=True)
class Sense:
    """What a cue carries in one of its frames, and what a statement with it does where its words do not tell better."""

    carries: Carries
    stance: Stance = "other"


Frames = Mapping[str, Sense]


@lru_cache(maxsize=1)
def lexicon() -> Mapping[tuple[Part, str], Frames]:
    """Return the cues that ship, by part of speech and lemma: the frames of each, with their sense.

    Examples
    --------
    >>> lexicon()["verb", "call"]["for"]
    Sense(carries='speech', stance='demand')
    >>> lexicon()["verb", "call"]["object"].stance
    'assess'
    """
    groups: Any = lexicon_file("cues")
    senses: dict[tuple[Part, str], dict[str, Sense]] = {}
    for group in groups:
        for part in get_args(Part):
            for line in group.get(part, []):
                _add(senses, part, group, line)
    return senses


_MISREAD = {"hop": "hope", "rat": "rate", "stat": "state"}
"""Lemmas that the small pipeline gets wrong ("hoped", "rated", "stated")."""


def lemma(token: Token) -> str:
    """Return a token's lemma as the lexicon has it."""
    word: str = token.lemma_.lower()
    return _MISREAD.get(word, word)


def frames_of(part: Part, token: Token) -> Frames:
    """Return the frames of a token, and before them those of its lemma with its particle (*turn_down*)."""
    word = lemma(token)
    frames = lexicon().get((part, word), {})
    if part != "verb" or word not in _particled():
        return frames
    for other in token.children:
        if other.dep_ == "prt" and f"{word}_{other.lower_}" in _particled()[word]:
            return {**frames, **lexicon()[part, f"{word}_{other.lower_}"]}
    return frames


@lru_cache(maxsize=1)
def _particled() -> Mapping[str, frozenset[str]]:
    """Return the verbs with particles, by their verb."""
    verbs = [verb for part, verb in lexicon() if part == "verb" and "_" in verb]
    return {
        first: frozenset(v for v in verbs if v.startswith(f"{first}_")) for first in {v.split("_")[0] for v in verbs}
    }


def utters(verb: Token) -> bool:
    """Tell whether a verb says something (not merely believes or wants it) in one of its frames."""
    return any(sense.carries == "speech" for sense in lexicon().get(("verb", lemma(verb)), {}).values())


def _add(senses: dict[tuple[Part, str], dict[str, Sense]], part: Part, group: dict[str, Any], line: str) -> None:
    """Add one line: lemmas, then after a bar frames of their own; the first group to name a frame of a lemma wins."""
    lemmas, _, own = line.partition("|")
    sense = Sense(group["carries"], group["stance"])
    for lemma in lemmas.split():
        frames = senses.setdefault((part, lemma), {})
        for frame in (own or group["frames"]).split():
            frames.setdefault(frame, sense)
