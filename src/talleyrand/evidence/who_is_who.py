"""Actors over all reports: each with every name that it goes by, and those that may be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from talleyrand.evidence.clusters import FAMILY_FIRST, folded
from talleyrand.evidence.identities import is_own
from talleyrand.evidence.records import Actor, ActorKind, Role
from talleyrand.evidence.review import Reviewed

LIKE = 88
"""Least likeness of two names (rapidfuzz's ratio of sorted words, 0 to 100)."""
LEAST_LETTERS = 5
"""Shorter names are alike by chance."""
CandidateRule = Literal["surname", "spelling", "organ", "initials"]
RULES: dict[CandidateRule, str] = {
    "surname": "one surname, and the same office or state",
    "spelling": "names spelled alike",
    "organ": "one organ of one state, or the state itself",
    "initials": "the first letters of the other's name",
}
ORGANS = frozenset(
    [
        "government",
        "administration",
        "ministry",
        "cabinet",
        "presidency",
        "premiership",
        "embassy",
        "army",
        "navy",
        "military",
        "forces",
    ]
)
"""Words for what speaks and acts for a state."""
_NO_NAMES = frozenset({"description", "pronoun"})
_FILLERS = frozenset({"the", "of", "and", "for", "s", "its", "his", "their"})


@dataclass(frozen=True)
class Figure:
    """An actor as all reports together name it.

    Parameters
    ----------
    key, name, kind, role, party, office, state
        As in most of its records, the first of equals.
    records
        Ids of its records, one or more a document.
    documents
        Ids of the documents that name it.
    names
        (words, what joined them) -> how often, the most frequent first.
    own
        Whether it comes from the user's own file.
    """

    key: str
    name: str
    kind: ActorKind
    role: Role
    party: str | None
    office: str | None
    state: str | None
    records: tuple[str, ...]
    documents: tuple[str, ...]
    names: Mapping[tuple[str, str], int]
    own: bool

    @property
    def named(self) -> bool:
        """Whether any report calls it by a name; "the spokesman" may be anybody."""
        return any(why not in _NO_NAMES for _, why in self.names)

    @property
    def mentions(self) -> int:
        """How often it is mentioned."""
        return sum(self.names.values())

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        names = [{"words": words, "why": why, "count": count} for (words, why), count in self.names.items()]
        return {**vars(self), "records": list(self.records), "documents": list(self.documents), "names": names}


def figures(reviewed: Iterable[Reviewed]) -> dict[str, Figure]:
    """Gather actors by their key, those mentioned most first; rejected and merged records are left out."""
    groups: dict[str, list[Actor]] = {}
    for item in reviewed:
        if isinstance(item.record, Actor) and item.status not in ("rejected", "merged"):
            groups.setdefault(item.record.key, []).append(item.record)
    found = (_figure(key, actors) for key, actors in groups.items())
    return {f.key: f for f in sorted(found, key=lambda f: (-len(f.documents), -f.mentions, f.key))}


def _figure(key: str, actors: list[Actor]) -> Figure:
    def most(values: Iterable[str | None]) -> str | None:
        counted = Counter(value for value in values if value)
        return counted.most_common(1)[0][0] if counted else None

    reasons = [why for actor in actors for why in (actor.why or ("",) * len(actor.mentions))]
    words = [" ".join(span.text.split()) for actor in actors for span in actor.mentions]
    names = Counter(zip(words, reasons, strict=True))
    return Figure(
        key=key,
        name=most(actor.name for actor in actors) or key,
        kind=actors[0].kind,
        role=Counter(actor.role for actor in actors).most_common(1)[0][0],
        party=most(actor.party for actor in actors),
        office=most(actor.office for actor in actors),
        state=most(actor.state for actor in actors),
        records=tuple(actor.id for actor in actors),
        documents=tuple(dict.fromkeys(actor.document for actor in actors)),
        names=dict(sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))),
        own=any(map(is_own, actors)),
    )


@dataclass(frozen=True)
class Candidate:
    """Two actors that may be one: the one named less would go into the one named more.

    `score` is 0 to 100, the likeness of their names; 100 where a rule needs none.
    """

    one: str
    into: str
    rule: CandidateRule
    score: int

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return dict(vars(self))


def candidates(found: Mapping[str, Figure], apart: Collection[frozenset[str]] = ()) -> list[Candidate]:
    """Return the actors that may be one, the likeliest first, a pair once; pairs in `apart` are left out.

    Actors that no report names are left alone.

    ``surname``
        Two people, one of whom is known by the surname alone or who have the same given name's first letter, with the
        same office, or the same state where one has no office.
    ``spelling``
        Two of one kind whose names are alike (`LIKE`), and whose states do not differ.
    ``organ``
        Two organisations or groups of one state whose names have the same words but for the state's own; and one that
        is called after what speaks for its state (`ORGANS`) and speaks for nobody so far, with the state itself.
    ``initials``
        Two organisations of which one is called by the first letters of the other's words.
    """
    order = {key: n for n, key in enumerate(found)}
    named = [figure for figure in found.values() if figure.named]
    pairs: dict[frozenset[str], Candidate] = {}
    for rule in (_by_surname, _organs, _by_initials, _by_spelling):
        for candidate in rule(named):
            pair = frozenset((candidate.one, candidate.into))
            if pair not in apart and not (found[candidate.one].own and found[candidate.into].own):
                pairs.setdefault(pair, _towards(candidate, found, order))
    return sorted(pairs.values(), key=lambda c: (-c.score, order[c.into], order[c.one]))


def _towards(candidate: Candidate, found: Mapping[str, Figure], order: Mapping[str, int]) -> Candidate:
    """Turn a candidate so that what is the user's own stays, and else what is named more."""
    one, into = sorted((candidate.one, candidate.into), key=lambda key: (found[key].own, -order[key]))
    return Candidate(one, into, candidate.rule, candidate.score)


def _by_surname(items: list[Figure]) -> Iterator[Candidate]:
    people: dict[str, list[tuple[Figure, tuple[str, ...]]]] = {}
    for figure in items:
        words = folded(figure.name.split())
        if figure.kind == "person" and words:
            people.setdefault(_surname(figure, words), []).append((figure, words))
    for group in people.values():
        for (one, a), (other, b) in combinations(group, 2):
            short = min(len(a), len(b)) == 1
            if (short or a[0][0] == b[0][0]) and _same_office(one, other):
                yield Candidate(one.key, other.key, "surname", 100 if short else 95)


def _surname(figure: Figure, words: tuple[str, ...]) -> str:
    return words[0] if figure.state in FAMILY_FIRST and len(words) > 1 else words[-1]


def _same_office(one: Figure, other: Figure) -> bool:
    if one.office and other.office:
        return one.office.casefold() == other.office.casefold() and one.state in (None, other.state)
    return one.state is not None and one.state == other.state


def _by_spelling(items: list[Figure]) -> Iterator[Candidate]:
    from rapidfuzz.fuzz import token_sort_ratio

    blocks: dict[tuple[str, str], list[tuple[Figure, str]]] = {}
    for figure in items:
        words = folded(figure.name.split())
        name = " ".join(words)
        if figure.kind != "state" and len(name) >= LEAST_LETTERS:
            for start in {word[:2] for word in words}:
                blocks.setdefault((figure.kind, start), []).append((figure, name))
    for block in blocks.values():
        for (one, a), (other, b) in combinations(block, 2):
            if a != b and not (one.state and other.state and one.state != other.state):
                score = token_sort_ratio(a, b, score_cutoff=LIKE)
                if score:
                    yield Candidate(one.key, other.key, "spelling", int(score))


def _organs(items: list[Figure]) -> Iterator[Candidate]:
    groups: dict[tuple[str, frozenset[str]], list[Figure]] = {}
    names = {figure.key: figure for figure in items if figure.kind == "state"}
    for figure in items:
        if figure.kind in ("organisation", "group") and figure.state:
            home = names.get(figure.state)
            own = {w for text, _ in home.names for w in folded(text.split())} if home else set()
            words = frozenset(w for w in folded(figure.name.split()) if w not in own and w not in _FILLERS)
            if words:
                groups.setdefault((figure.state, words), []).append(figure)
            if home and figure.party is None and words & ORGANS:
                yield Candidate(figure.key, home.key, "organ", 90)
    for group in groups.values():
        for one, other in combinations(group, 2):
            yield Candidate(one.key, other.key, "organ", 100)


def _by_initials(items: list[Figure]) -> Iterator[Candidate]:
    bodies = [figure for figure in items if figure.kind in ("organisation", "group")]
    short = {f.name.replace(".", ""): f for f in bodies if f.name.isupper() and 2 < len(f.name.replace(".", "")) < 9}
    for figure in bodies:
        words = [w for w in figure.name.replace("-", " ").split() if w.casefold() not in _FILLERS]
        other = short.get("".join(w[0] for w in words).upper()) if len(words) > 2 else None
        if other is not None and other.key != figure.key:
            yield Candidate(other.key, figure.key, "initials", 100)
