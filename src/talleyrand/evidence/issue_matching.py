"""Finding the issues of the catalogue in words: cues matched on lemmas, by their first word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from talleyrand.evidence.issue_catalogue import Issue, catalogue

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """An issue found: its key, the tokens (first and last index) that the match rests on, and how much it weighs."""

    issue: str
    first: int
    last: int
    weight: float


@dataclass(frozen=True)
class Matcher:
    """The cues of a catalogue, by their first word.

    Examples
    --------
    >>> from talleyrand.evidence.issue_catalogue import catalogue
    >>> from talleyrand.evidence.language import load
    >>> matcher = Matcher.of(catalogue())
    >>> [hit.issue for hit in matcher.find(load()("They want the sanctions lifted."))]
    ['sanctions_relief']
    >>> [hit.issue for hit in matcher.find(load()("The damage was sanctioned."))]
    []
    """

    by_first: Mapping[str, tuple[Phrase, ...]]
    single: Mapping[Phrase, tuple[str, ...]]
    parts: Mapping[Phrase, tuple[tuple[str, int], ...]]
    sizes: Mapping[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, catalogue: Mapping[str, Issue]) -> Matcher:
        """Compile a catalogue."""
        single: dict[Phrase, list[str]] = defaultdict(list)
        parts: dict[Phrase, list[tuple[str, int]]] = defaultdict(list)
        sizes: dict[tuple[str, int], int] = {}
        for key, issue in catalogue.items():
            for number, cue in enumerate(issue.cues):
                if len(cue) == 1:
                    single[cue[0]].append(key)
                    continue
                sizes[key, number] = len(cue)
                for phrase in cue:
                    parts[phrase].append((key, number))
        firsts: dict[str, set[Phrase]] = defaultdict(set)
        for phrase in (*single, *parts):
            firsts[phrase[0]].add(phrase)
        ordered = {word: tuple(sorted(found, key=lambda p: (-len(p), p))) for word, found in firsts.items()}
        return cls(ordered, {p: tuple(k) for p, k in single.items()}, {p: tuple(k) for p, k in parts.items()}, sizes)

    def find(self, tokens: Iterable[Token]) -> list[Hit]:
        """Return the issues in a stretch of tokens, in the order of their words."""
        row = list(tokens)
        if not row:
            return []
        every = _forms(row[0].doc)
        forms = [every[token.i] for token in row]
        hits: list[Hit] = []
        half: dict[tuple[str, int], dict[Phrase, tuple[int, int]]] = defaultdict(dict)
        openers = self.by_first.keys()
        for place in (n for n, form in enumerate(forms) if not openers.isdisjoint(form)):
            for phrase in self._phrases(forms, place):
                last = place + len(phrase) - 1
                span = (row[place].i, row[last].i)
                hits += [Hit(key, *span, weight=1 + 0.5 * (len(phrase) - 1)) for key in self.single.get(phrase, ())]
                for cue in self.parts.get(phrase, ()):
                    half[cue].setdefault(phrase, span)
        for cue, found in half.items():
            if len(found) == self.sizes[cue]:
                spans = sorted(found.values())
                hits.append(Hit(cue[0], spans[0][0], spans[-1][1], weight=1.5))
        return sorted(hits, key=lambda h: (h.first, h.issue, -h.weight))

    def _phrases(self, forms: Sequence[tuple[str, ...]], place: int) -> Iterator[Phrase]:
        seen = set()
        for word in forms[place]:
            for phrase in self.by_first.get(word, ()):
                size = len(phrase)
                if place + size > len(forms) or (size > 1 and phrase[1] not in forms[place + 1]) or phrase in seen:
                    continue
                if size < 3 or all(want in forms[place + n] for n, want in enumerate(phrase)):
                    seen.add(phrase)
                    yield phrase


@cache
def our_matcher() -> Matcher:
    """Return the matcher of our own catalogue, compiled once."""
    return Matcher.of(catalogue())


@lru_cache(maxsize=2)
def _forms(doc: Doc) -> tuple[tuple[str, ...], ...]:
    """Return what each token can be matched by: its lemma and the word as it stands, both folded.

    A noun has its form behind "=", too (see the catalogue). Those of the last document are kept.
    """
    return tuple(_forms_of(token) for token in doc)


def _forms_of(token: Token) -> tuple[str, ...]:
    exact = (f"={token.lower_}",) if token.pos_ in {"NOUN", "PROPN"} else ()
    return (token.lemma_.lower(), token.lower_, *exact)


def weights(hits: Iterable[Hit]) -> dict[str, float]:
    """Return how much each issue weighs, the heaviest first; equal weights in the order of their words."""
    total: dict[str, float] = {}
    for hit in hits:
        total[hit.issue] = total.get(hit.issue, 0.0) + hit.weight
    return dict(sorted(total.items(), key=lambda item: -item[1]))
