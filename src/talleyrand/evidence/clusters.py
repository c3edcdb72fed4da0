"""People of a document: which names are one person's."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from talleyrand.evidence.persons import Name
from talleyrand.evidence.titles import Title

_DROPPED = frozenset({"al", "el", "bin", "ibn", "de", "van", "von", "der", "jr", "sr", "ii", "iii", "the"})
FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "VNM", "TWN", "HKG", "MAC", "KHM", "SGP", "MMR"})
_NEAR = 0.8
"""Spellings of a given name at least so alike are one (Sergei, Sergey)."""


@dataclass(eq=False)
class Cluster:
    """The names of one person while they are being gathered."""

    rank: int = 0
    names: list[Name] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)

    _fullest: Name | None = None

    def add(self, name: Name) -> None:
        """Take a name in, with its titles."""
        self.names.append(name)
        self.titles.extend(name.titles)
        if self._fullest is None or (len(name.words), -name.first) > (len(self._fullest.words), -self._fullest.first):
            self._fullest = name

    @property
    def fullest(self) -> Name:
        """The first of the names with the most words."""
        assert self._fullest is not None, "a person has a name"
        return self._fullest

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words of the fullest name."""
        return folded(self.fullest.words)

    @property
    def state(self) -> str | None:
        """The state or body that the titles name most often."""
        return common(t.state for t in self.titles)


def folded(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a name in small letters, without accents, particles, initials and hyphens.

    Examples
    --------
    >>> folded(["Bashar", "al-Assad"]), folded(["Kim", "Jong-un"])
    (('bashar', 'assad'), ('kim', 'jong', 'un'))
    """
    return _folded(" ".join(words))


@lru_cache(maxsize=4096)
def _folded(words: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", words).casefold().replace("-", " ").replace("'", "")
    parts = ["".join(c for c in w if c.isalnum()) for w in plain.split()]
    return tuple(p for p in parts if len(p) > 1 and p not in _DROPPED) or tuple(p for p in parts if p)


def common(values: Iterable[str | None]) -> str | None:
    """Return the most frequent value that is not None, the first of equals."""
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


class People:
    """The people of a document by the words of their names, so that a name is compared with its like only."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self._by_word: dict[str, list[Cluster]] = {}

    def bearing(self, *words: str) -> list[Cluster]:
        """Return the people one of whose names has one of `words`, in order of appearance."""
        found = {id(c): c for word in words for c in self._by_word.get(word, ())}
        return sorted(found.values(), key=lambda c: c.rank)

    def add(self, name: Name, cluster: Cluster | None) -> None:
        """Give a name to a person, or to a new one."""
        if cluster is None:
            cluster = Cluster(rank=len(self.clusters))
            self.clusters.append(cluster)
        cluster.add(name)
        for word in folded(name.words):
            group = self._by_word.setdefault(word, [])
            if cluster not in group:
                group.append(cluster)


def gather(names: Sequence[Name]) -> People:
    """Join the names of a document into people: full names first, then single words by surname."""
    people = People()
    for name in names:
        words = folded(name.words)
        if len(words) > 1:
            near = (c for c in people.bearing(words[0], words[-1]) if same(c.words, words))
            people.add(name, next(near, None))
    for name in names:
        if len(folded(name.words)) == 1:
            people.add(name, by_surname(people, name))
    return people


def same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two full names may be one person's.

    Examples
    --------
    >>> same(("vladimir", "putin"), ("vladimir", "vladimirovich", "putin"))
    True
    >>> same(("sergei", "lavrov"), ("sergey", "lavrov"))
    True
    >>> same(("kim", "jong", "un"), ("kim", "yo", "jong"))
    False
    """
    if len(one) > len(other):
        one, other = other, one
    if (
        one == other[-len(one) :]
        or one == other[: len(one)]
        or (one[0] == other[0] and one[-1] == other[-1] and len(one) == 2)
    ):
        return True
    if len(one) != len(other) or one[-1] != other[-1] or one[0][:1] != other[0][:1]:
        return False
    return SequenceMatcher(None, one[0], other[0]).ratio() >= _NEAR


def by_surname(people: People, name: Name) -> Cluster | None:
    """Find whom a single word names: by last word, by first word where families stand first; the latest before it."""
    (word,) = folded(name.words)[:1]
    clusters = people.bearing(word)
    last = [c for c in clusters if c.words[-1] == word]
    first = [c for c in clusters if c.words[0] == word and c.state in FAMILY_FIRST]
    other = [c for c in clusters if word in c.words]
    for group in (last + first, other):
        fitting = [c for c in group if _fits(c, name)] or group
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return max(fitting, key=lambda c: _nearness(c, name))
    return None


def _fits(cluster: Cluster, name: Name) -> bool:
    """Tell whether a title on a single word agrees with what is known of a person."""
    if name.title is None or not cluster.titles:
        return True
    if name.title.state and cluster.state and name.title.state != cluster.state:
        return False
    return any(t.head == name.title.head for t in cluster.titles) or not any(t.head for t in cluster.titles)


def _nearness(cluster: Cluster, name: Name) -> tuple[bool, int, int]:
    """Order people for a surname: named before it, then by the number of names, then by the latest."""
    before = [n.first for n in cluster.names if n.first < name.first]
    return bool(before), len(before), max(before, default=-cluster.names[0].first)
