"""Who is named: the actors of a document, with every place that names them and what joined it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from talleyrand.evidence.clusters import Cluster, folded, gather
from talleyrand.evidence.extractors import ActorIndex, Mention, Reading
from talleyrand.evidence.ground import Ground, entity_of, is_place, survey
from talleyrand.evidence.lexicons import Entity
from talleyrand.evidence.persons import Name, names_in
from talleyrand.evidence.records import Actor, ActorKind, Role
from talleyrand.evidence.roles import role_of
from talleyrand.ids import record_id


@dataclass
class Draft:
    """An actor while its mentions are being gathered; `places` are (start, end, how)."""

    key: str
    name: str
    kind: ActorKind
    party: str | None
    role: Role
    office: str | None = None
    places: dict[tuple[int, int], str] = field(default_factory=dict)


class ActorExtractor:
    """Finds the actors of a document; the first of the chain."""

    name = "actors"

    def propose(self, reading: Reading) -> Reading:
        """Return `reading` with its actors, in `Reading.actors` and among the records."""
        ground = survey(reading)
        drafts = [*_people(ground, reading), *_bodies(ground)]
        index = _index(reading, drafts)
        return replace(reading, actors=index, records=(*reading.records, *index.actors))


def _people(ground: Ground, reading: Reading) -> list[Draft]:
    clusters = gather(names_in(ground))
    return [_person(ground, cluster) for cluster in clusters]


def _person(ground: Ground, cluster: Cluster) -> Draft:
    judged = role_of(cluster)
    fullest = cluster.fullest
    draft = Draft(
        " ".join(folded(fullest.words)), _spelled(ground, fullest), "person", judged.party, judged.role, judged.office
    )
    for name in cluster.names:
        draft.places[ground.chars(name.first, name.last)] = _how(name, fullest)
    return draft


def _spelled(ground: Ground, name: Name) -> str:
    start, end = ground.chars(name.first, name.last)
    return " ".join(ground.text[start:end].split())


def _how(name: Name, fullest: Name) -> str:
    if name.title:
        return "title"
    return "name" if len(name.words) == len(fullest.words) else "surname"


def _bodies(ground: Ground) -> list[Draft]:
    """Make the states and organisations that the lexicon found."""
    drafts: dict[str, Draft] = {}
    for found in ground.found:
        entity = entity_of(found)
        if entity is None:
            continue
        draft = drafts.setdefault(entity.code, _body(entity))
        first, last = ground.tokens(found.start, found.end)
        place = (_with_article(ground, first, last), found.end)
        draft.places[place] = "place" if is_place(ground.doc[last - 1]) else found.form.how
    return list(drafts.values())


def _body(entity: Entity) -> Draft:
    return Draft(entity.code, entity.name, entity.kind, entity.party, entity.role)


def _with_article(ground: Ground, first: int, last: int) -> int:
    """Return where a name starts, its article included where that belongs to the name and not to a longer phrase."""
    token = ground.doc[last - 1]
    before = ground.doc[first - 1] if first else None
    modifies = token.dep_ in {"amod", "compound", "nmod", "nummod"}
    if before is not None and before.lower_ == "the" and not modifies:
        return before.idx
    return ground.doc[first].idx


def _index(reading: Reading, drafts: Iterable[Draft]) -> ActorIndex:
    """Give each draft its id and sort all mentions."""
    actors: list[Actor] = []
    mentions: dict[tuple[int, int], Mention] = {}
    for draft in sorted((d for d in drafts if d.places), key=lambda d: (min(d.places), d.key)):
        places = sorted(draft.places)
        actor = Actor(
            id=record_id("actor", reading.document.id, places[:1], draft.key),
            document=reading.document.id,
            key=draft.key,
            name=draft.name,
            kind=draft.kind,
            party=draft.party,
            role=draft.role,
            office=draft.office,
            mentions=tuple(reading.document.span(*place) for place in places),
            why=tuple(draft.places[place] for place in places),
        )
        actors.append(actor)
        for place in places:
            mentions.setdefault(place, Mention(*place, actor.id, draft.places[place]))
    return ActorIndex(tuple(actors), tuple(mentions[place] for place in sorted(mentions)))
