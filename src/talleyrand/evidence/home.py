"""Whose minister "the minister" is: the state of an office that a text names without one."""

from __future__ import annotations

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

    Not where the list of office holders knows better, nor where somebody else holds that office of that state.

    Examples
    --------
    In a report on the debt of Laos, "Finance Minister Bounmy Keovilay" is a minister of LAO.
    """
    homeless = [
        c for c in clusters if c.titles and c.state is None and holder(c) is None and any(map(_national, c.titles))
    ]
    state = home_state(ground) if homeless else None
    if state is None:
        return
    held = {t.office for c in clusters if c.state == state for t in c.titles}
    for cluster in homeless:
        if not any(t.office in held for t in cluster.titles if _national(t)):
            cluster.titles[:] = [replace(t, state=state, party=state) if _national(t) else t for t in cluster.titles]


def _national(title: Title) -> bool:
    return (
        title.head in offices().national and title.role == "official" and title.owner is None and not title.other_body
    )
