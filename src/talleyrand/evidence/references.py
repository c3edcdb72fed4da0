"""Whom a description means: a person whom the document names elsewhere, or nobody."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from talleyrand.evidence.clusters import Cluster
from talleyrand.evidence.descriptions import Description
from talleyrand.evidence.lexicons import offices
from talleyrand.evidence.roles import holder
from talleyrand.evidence.titles import Title


def by_office(clusters: Iterable[Cluster]) -> dict[str, list[Cluster]]:
    """Sort people under the nouns of their offices."""
    found: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        for head in dict.fromkeys(title.head for title in cluster.titles):
            found.setdefault(head, []).append(cluster)
    return found


def referent(
    description: Description, holders: Mapping[str, Sequence[Cluster]], home: str | None = None
) -> Cluster | None:
    """Return the person whom a definite description means, the one named last before it, or None.

    Examples
    --------
    After "Russian Foreign Minister Sergei Lavrov", "the minister", "the Russian minister" and "the senior diplomat" all
    mean him; "the Chinese minister" does not.
    """
    if not description.definite or description.sort != "person":
        return None
    title = description.title
    near = {id(c): c for head in sorted({k.split()[-1] for k in kin_of(title)}) for c in holders.get(head, ())}
    fitting = [c for c in near.values() if any(fits(title, t) for t in c.titles)]
    asked = title.state
    if asked is not None:
        stateless = [c for c in fitting if not states_of(c)] if asked == home else []
        fitting = [c for c in fitting if asked in states_of(c)] or stateless
    if not title.former:
        fitting = [c for c in fitting if not all(t.former for t in c.titles)] or fitting
    if not fitting and "year-old" in description.text:
        fitting = [c for group in holders.values() for c in group]
    if not fitting and title.head in _ARMED_RANKS and asked is None:
        everybody = {id(c): c for group in holders.values() for c in group}.values()
        fitting = [c for c in everybody if any(_ARMY & {*t.office.split()} for t in c.titles)]
    before = [(last, c) for c in fitting if (last := _last_before(c, description.first)) is not None]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    return fitting[0] if len(fitting) == 1 and asked in states_of(fitting[0]) else None


def _last_before(cluster: Cluster, token: int) -> int | None:
    place = bisect_left(cluster.names, token, key=lambda name: name.first)
    return cluster.names[place - 1].first if place else None


def states_of(cluster: Cluster) -> frozenset[str]:
    """Return the states that a person's titles name, or that our list of office holders gives."""
    named = frozenset(t.state for t in cluster.titles if t.state)
    known = holder(cluster)
    return named or (frozenset({known.state}) if known else frozenset())


def kin_of(asked: Title) -> frozenset[str]:
    """Return the offices that a description's noun may stand for, itself included."""
    return offices().kin.get(asked.office) or offices().kin.get(asked.head, frozenset()) | {asked.head}


def fits(asked: Title, held: Title) -> bool:
    """Tell whether an office that words describe may be one that a person holds."""
    if asked.former and not held.former:
        return False
    rank = offices().modifiers
    kin = kin_of(asked)
    if held.head not in kin and not any(k in held.office for k in kin if " " in k):
        return False
    wanted = {w for w in asked.office.split() if w in rank and w not in _RANKS} - {asked.head}
    return wanted <= set(held.office.split())


_ARMED_RANKS = frozenset({"general", "colonel", "brigadier", "admiral", "commander", "officer", "marshal", "major"})
_ARMY = frozenset({"army", "military", "navy", "naval", "forces", "junta"})
_RANKS = frozenset(
    {
        "senior",
        "top",
        "chief",
        "special",
        "current",
        "veteran",
        "incumbent",
        "leading",
        "main",
        "principal",
        "prominent",
    }
    | {"outgoing", "influential", "powerful", "young", "embattled", "longtime", "first", "acting", "military"}
)
