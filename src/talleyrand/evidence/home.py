"""Whose minister "the minister" is: the state of an office that a text names without one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from talleyrand.evidence.clusters import Cluster
from talleyrand.evidence.ground import Ground, entity_of, is_place
from talleyrand.evidence.lexicons import offices
from talleyrand.evidence.roles import holder
from talleyrand.evidence.titles import Title

_ENOUGH = 4
_LEAD = 1.3
"""A report has a home state if it names one at least so often, and so many times as often as the next."""


def home_state(ground: Ground) -> str | None:
    """Return the state that a report is about: the one named most, or the first one named if it is hardly behind."""
    counted: Counter[str] = Counter()
    for found in ground.found:
        entity = entity_of(found)
        if (
            entity is not None
            and entity.kind == "state"
            and not is_place(ground.doc[ground.tokens(found.start, found.end)[1] - 1])
        ):
            counted[entity.code] += 1
    ranked = [*sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])), ("", 0), ("", 0)]
    (state, most), (_, second) = ranked[:2]
    if most >= _ENOUGH and most >= _LEAD * second:
        return state
    first = next(iter(counted), "")
    return first if counted[first] >= _ENOUGH and counted[first] >= most / _LEAD else None


def settle(ground: Ground, clusters: Sequence[Cluster]) -> None:
    """Give ministers and presidents without a state that of the report's home.

    Only where the state that acted last before the name is the home, too; not where the list of office holders knows
    better, nor where somebody else holds that office of that state. An office that is presumed to be of one state
    ("Defense Secretary") is so where that state is the home or acted last.

    Examples
    --------
    In a report on the debt of Laos, "Finance Minister Bounmy Keovilay" is a minister of LAO.
    """
    named: set[str | None] = {entity.code for found in ground.found if (entity := entity_of(found))}
    home, acting = home_state(ground), _acting(ground)
    for cluster in clusters:
        likely = {home, _last_actor(acting, cluster.names[0].first)} & named
        cluster.titles[:] = [_unpresumed(t, likely) for t in cluster.titles]
    homeless = [
        c for c in clusters if c.titles and c.state is None and holder(c) is None and any(map(_national, c.titles))
    ]
    if not homeless or home is None:
        return
    state = home
    held = {t.office for c in clusters if c.state == state for t in c.titles}
    for cluster in homeless:
        taken = any(t.office in held for t in cluster.titles if _national(t))
        if not taken and _last_actor(acting, cluster.names[0].first) in {state, None}:
            cluster.titles[:] = [replace(t, state=state, party=state) if _national(t) else t for t in cluster.titles]


def _unpresumed(title: Title, likely: set[str | None]) -> Title:
    return replace(title, state=None, party=None) if title.presumed and title.state not in likely else title


def _acting(ground: Ground) -> list[tuple[int, str]]:
    """List the states that are subjects, or own one, with their tokens."""
    acting = []
    for found in ground.found:
        entity, last = entity_of(found), ground.tokens(found.start, found.end)[1] - 1
        token = ground.doc[last]
        subject = token.dep_ in {"nsubj", "nsubjpass"} or (token.dep_ == "poss" and token.head.dep_ == "nsubj")
        if entity is not None and entity.kind == "state" and subject:
            acting.append((last, entity.code))
    return acting


def _last_actor(acting: list[tuple[int, str]], token: int) -> str | None:
    place = bisect_left(acting, (token, ""))
    return acting[place - 1][1] if place else None


def _national(title: Title) -> bool:
    national = title.head in offices().national and title.role == "official"
    return national and title.state is None and title.owner is None and not title.other_body
