"""Whose minister "the minister" is: the state of an office that a text names without one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from talleyrand.evidence.clusters import Cluster
from talleyrand.evidence.ground import Ground, entity_of, is_place
from talleyrand.evidence.language import DATELINE
from talleyrand.evidence.lexicons import names, offices
from talleyrand.evidence.roles import holder
from talleyrand.evidence.titles import Title

_ENOUGH = 4
_LEAD = 1.3
"""A report has a home state if it names one at least so often, and so many times as often as the next."""
_BROKERS = frozenset({"mediate", "broker", "host", "facilitate", "arbitrate"})
_PORTFOLIOS = frozenset(
    {"government", "foreign", "defence", "defense", "finance", "interior", "energy", "trade", "agriculture", "justice"}
    | {"army", "military", "navy", "naval", "police", "presidential", "ministry", "cabinet", "parliament", "security"}
)
"""Words that make an adviser, chief or spokesman one of a state."""
_RANKS = frozenset({"general", "admiral", "colonel", "marshal", "brigadier"})


def home_state(ground: Ground) -> str | None:
    """Return the state that a report is about: the one named most, or the first one named if it is hardly behind.

    A state that only brokers or hosts is not.
    """
    counted: Counter[str] = Counter()
    hosts = _hosts(ground)
    for found in ground.found:
        entity = entity_of(found)
        if (
            entity is not None
            and entity.kind == "state"
            and entity.code not in hosts
            and not is_place(ground.doc[ground.tokens(found.start, found.end)[1] - 1])
        ):
            counted[entity.code] += 1
    ranked = [*sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])), ("", 0), ("", 0)]
    (state, most), (_, second) = ranked[:2]
    if most >= _ENOUGH and most >= _LEAD * second:
        return state
    first = next(iter(counted), "")
    return first if counted[first] >= _ENOUGH and counted[first] >= most / _LEAD else None


def _hosts(ground: Ground) -> frozenset[str]:
    """Return the states that broker or host: "Norway, which has mediated", "talks brokered by Qatar"."""
    found = set()
    for token in ground.doc:
        if token.lemma_.lower() in _BROKERS and token.pos_ == "VERB":
            doers = [token.head] if token.dep_ == "relcl" else []
            doers += [c for c in token.children if c.dep_ == "nsubj"]
            doers += [w for c in token.children if c.dep_ == "agent" for w in c.children]
            found |= {e.code for w in doers if (e := ground.entity(w.i)) is not None}
    return frozenset(found)


def dateline_state(ground: Ground) -> str | None:
    """Return the state in which a report says it was written: "GEORGETOWN, Guyana (Agency) — …"."""
    match = DATELINE.search(ground.text)
    if match is None:
        return None
    entities = names().entities
    codes = [found.form.code for found in names().find(match.group())]
    return next((c for c in reversed(codes) if c and c in entities and entities[c].kind == "state"), None)


def settle(ground: Ground, clusters: Sequence[Cluster]) -> None:
    """Give ministers, presidents and officers without a state that of the report's home.

    Only where the state that acted last before the name is the home, too, or the one that the report was written in;
    not where the list of office holders knows better, nor where somebody else holds that office of that state. An
    office that is presumed to be of one state ("Defense Secretary") is so where that state is the home or acted last.

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
    written = dateline_state(ground) if homeless else None
    for cluster in homeless:
        last = _last_actor(acting, cluster.names[0].first)
        state = last if last in {home, written} else home if last is None else None
        held = {t.office for c in clusters if c.state == state for t in c.titles}
        if state is not None and not any(t.office in held for t in cluster.titles if _national(t)):
            cluster.titles[:] = [replace(t, state=state, party=state) if _national(t) else t for t in cluster.titles]


def _unpresumed(title: Title, likely: set[str | None]) -> Title:
    return replace(title, state=None, party=None) if title.presumed and title.state not in likely else title


def _acting(ground: Ground) -> list[tuple[int, str]]:
    """List the states that are subjects, own one, or seat one ("the government in X"), with their tokens."""
    acting, hosts = [], _hosts(ground)
    for found in ground.found:
        entity, last = entity_of(found), ground.tokens(found.start, found.end)[1] - 1
        if entity is None or entity.kind != "state" or entity.code in hosts:
            continue
        token = ground.doc[last]
        seat = token.head.head if token.dep_ == "pobj" and token.head.lower_ in {"in", "of"} else None
        governs = seat is not None and seat.lemma_ in offices().state_words and seat.dep_ in {"nsubj", "nsubjpass"}
        owns = token.dep_ in {"poss", "amod"} and token.head.dep_ == "nsubj"
        if token.dep_ in {"nsubj", "nsubjpass"} or owns or governs:
            acting.append((last, entity.code))
    return acting


def _last_actor(acting: list[tuple[int, str]], token: int) -> str | None:
    place = bisect_left(acting, (token, ""))
    return acting[place - 1][1] if place else None


def _national(title: Title) -> bool:
    words = {*title.office.split(), title.head}
    national = title.head in offices().national or bool(words & _PORTFOLIOS) or title.head in _RANKS
    return (
        national and title.role == "official" and title.state is None and title.owner is None and not title.other_body
    )
