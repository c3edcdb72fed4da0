"""For whom people hold the offices that a text names without their state: "Daniyar Seitkaliev, the energy minister"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talleyrand.evidence.clusters import Cluster
from talleyrand.evidence.ground import Ground, entity_of
from talleyrand.evidence.roles import holder
from talleyrand.evidence.titles import Title
from talleyrand.evidence.whose import Whose, is_body_office, national

if TYPE_CHECKING:
    from spacy.tokens import Token


def settle(ground: Ground, clusters: Sequence[Cluster], whose: Whose) -> None:
    """Give ministers, presidents and officers without a state the one that `Whose` finds where they are first named.

    Not where the list of office holders knows better, nor where somebody else holds that office of that state. An
    office that is presumed to be of one state ("Defense Secretary") is so where that state is the home of the report
    or acted last. A secretary general is one of the organisation that the text is about.

    Examples
    --------
    In a report on the debt of Laos, "Finance Minister Bounmy Keovilay" is a minister of LAO.
    """
    named: set[str | None] = {entity.code for found in ground.found if (entity := entity_of(found))}
    for cluster in clusters:
        if any(t.presumed for t in cluster.titles):
            likely = {whose.home, whose.last_before(cluster.names[0].first)} & named
            cluster.titles[:] = [_unpresumed(t, likely) for t in cluster.titles]
    for cluster in clusters:
        if not cluster.titles or cluster.state is not None or holder(cluster) is not None:
            continue
        if any(map(national, cluster.titles)):
            _give(ground, cluster, clusters, whose)
        elif any(map(is_body_office, cluster.titles)):
            token = ground.doc[cluster.names[0].first]
            cluster.titles[:] = [whose.bodied(t, token) if is_body_office(t) else t for t in cluster.titles]


def _unpresumed(title: Title, likely: set[str | None]) -> Title:
    return replace(title, state=None, party=None) if title.presumed and title.state not in likely else title


def _give(ground: Ground, cluster: Cluster, clusters: Sequence[Cluster], whose: Whose) -> None:
    title = next(t for t in cluster.titles if national(t))
    state = whose.state(_office_token(ground, cluster, title), title.office.split())
    held = {t.office for c in clusters if c.state == state for t in c.titles}
    if state is not None and not any(t.office in held for t in cluster.titles if national(t)):
        cluster.titles[:] = [replace(t, state=state, party=state) if national(t) else t for t in cluster.titles]


def _office_token(ground: Ground, cluster: Cluster, title: Title) -> Token:
    """Return the word for an office, or the first name where it stands before what is said of it."""
    return ground.doc[max(title.last - 1, 0)] if title.last else ground.doc[cluster.names[0].first]
