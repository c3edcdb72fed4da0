"""Issues found by similarity, where words are none of the catalogue's cues: "the herring" is about quotas.

A noun goes to the issue whose cue it is most like, if it is clearly more like it than like any other's. Alone that is
too weak to say what a report is about; it tells which of the issues that its cues have shown a statement is of.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from talleyrand.evidence.issue_catalogue import Issue, catalogue
from talleyrand.evidence.issue_matching import Hit
from talleyrand.evidence.records import Event, Record, Statement
from talleyrand.evidence.word_vectors import word_vectors

if TYPE_CHECKING:
    from spacy.tokens import Token

    from talleyrand.evidence.word_vectors import Floats

LEAST = 0.55
"""Cosine to a cue below which a noun is like none."""
CLEAR = 0.05
"""How much the cosine to the nearest issue is above that to the next."""
_WEIGHT = 0.5
"""What a hit by similarity weighs beside one by a cue."""


@dataclass(frozen=True)
class Likeness:
    """The issue that a word is most like, the cosine (−1 to 1), and how much it is above the next issue's."""

    issue: str
    cosine: float
    ahead: float

    @property
    def clear(self) -> bool:
        """Whether the word may stand for the issue."""
        return self.cosine >= LEAST and self.ahead >= CLEAR


@dataclass(frozen=True, eq=False)
class SimilarIssues:
    """The cues of a catalogue as vectors, of shape (cues, directions), those of an issue in a row.

    Examples
    --------
    >>> similar = SimilarIssues.of(catalogue())
    >>> similar.likeness("mackerel").issue
    'quotas'
    """

    issues: tuple[str, ...]
    starts: tuple[int, ...]
    cues: Floats

    @classmethod
    def of(cls, catalogue: Mapping[str, Issue]) -> SimilarIssues:
        """Compile a catalogue: its words and phrases, and its titles; what needs two words apart is left out."""
        import numpy as np

        issues: list[str] = []
        starts: list[int] = []
        rows: list[Floats] = []
        for key, issue in sorted(catalogue.items()):
            found = [v for words in dict.fromkeys(_phrases(issue)) if (v := word_vectors().of(words)) is not None]
            if found:
                issues.append(key)
                starts.append(len(rows))
                rows += found
        return cls(tuple(issues), tuple(starts), np.array(rows, dtype=np.float32))

    def likeness(self, word: str) -> Likeness | None:
        """Return what a noun is most like; None where its vector is not known or the catalogue has no other issue."""
        import numpy as np

        vector = word_vectors().of([word])
        if vector is None or len(self.issues) < 2:
            return None
        best = np.maximum.reduceat(self.cues @ vector, self.starts)
        first, second = np.argsort(-best, kind="stable")[:2].tolist()
        return Likeness(self.issues[first], float(best[first]), float(best[first] - best[second]))

    def find(self, tokens: Iterable[Token], among: Container[str]) -> list[Hit]:
        """Return a hit for each common noun that is clearly like one of some issues."""
        found = ((t, _likeness(self, t.lemma_.lower())) for t in tokens if t.pos_ == "NOUN" and not t.ent_type_)
        return [
            Hit(like.issue, t.i, t.i, _WEIGHT * like.cosine)
            for t, like in found
            if like is not None and like.clear and like.issue in among
        ]


@lru_cache(maxsize=4096)
def _likeness(similar: SimilarIssues, word: str) -> Likeness | None:
    """Return the likeness of a word; those of the words met last are kept."""
    return similar.likeness(word)


def _phrases(issue: Issue) -> Iterator[tuple[str, ...]]:
    for cue in issue.cues:
        if len(cue) == 1:
            yield tuple(word.lstrip("=") for word in cue[0])
    yield tuple(issue.title.lower().split())


def similar_issues(issues: Mapping[str, Issue]) -> SimilarIssues:
    """Return what compares words with a catalogue; our own is compiled once."""
    return _ours() if issues is catalogue() else SimilarIssues.of(issues)


@cache
def _ours() -> SimilarIssues:
    return SimilarIssues.of(catalogue())


def comparable(issues: Mapping[str, Issue], records: Iterable[Record]) -> frozenset[str]:
    """Return the issues that a document's cues have shown and that words can be like: none of procedure."""
    found = (p.issue for r in records if isinstance(r, (Statement, Event)) for p in r.positions)
    return frozenset(key for key in found if key in issues and not issues[key].procedure)
