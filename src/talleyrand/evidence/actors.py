"""Who is named: the actors of a document, with every place that names them and what joined it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from talleyrand.evidence import drafts as make
from talleyrand.evidence.actor_file import load_actors
from talleyrand.evidence.clusters import Cluster, gather
from talleyrand.evidence.dates import base_date
from talleyrand.evidence.descriptions import descriptions_in
from talleyrand.evidence.drafts import Draft
from talleyrand.evidence.extractors import ActorIndex, Mention, Reading
from talleyrand.evidence.ground import Ground, entity_of, survey
from talleyrand.evidence.organisations import organisations_in
from talleyrand.evidence.persons import Name, names_in
from talleyrand.evidence.pronouns import Antecedent, resolve
from talleyrand.evidence.records import Actor
from talleyrand.evidence.references import by_office, referent
from talleyrand.evidence.roles import recall
from talleyrand.evidence.settling import settle
from talleyrand.evidence.surnames import add_surnames
from talleyrand.evidence.whose import Whose
from talleyrand.ids import record_id

if TYPE_CHECKING:
    from spacy.tokens import Token


class ActorExtractor:
    """Finds the actors of a document; the first of the chain.

    Parameters
    ----------
    path
        The user's own file of actors (see `talleyrand.evidence.actor_file`), or None.
    """

    name = "actors"

    def __init__(self, path: Path | None = None) -> None:
        self._own = load_actors(path) if path is not None else ()

    def propose(self, reading: Reading) -> Reading:
        """Return `reading` with its actors, in `Reading.actors` and among the records."""
        ground = survey(reading)
        found = names_in(ground)
        known = gather(found)
        add_surnames(ground, known)
        clusters = known.clusters
        day = base_date(reading.document)
        recall(clusters, day)
        whose = Whose.of(ground)
        settle(ground, clusters, whose)
        people = [make.of_person(ground, cluster, day) for cluster in clusters]
        drafts = [*people, *_bodies(ground, clusters)]
        drafts = _joined([*drafts, *_described(whose, found, clusters, people)])
        drafts = make.own(drafts, self._own, ground)
        _add_pronouns(ground, drafts)
        drafts = _joined(make.owned(drafts))
        index = _index(reading, drafts)
        return replace(reading, actors=index, records=(*reading.records, *index.actors))


def _bodies(ground: Ground, clusters: list[Cluster]) -> list[Draft]:
    """Make the states and organisations of a document."""
    bodies: dict[str, Draft] = {}
    for found in ground.found:
        entity = entity_of(found)
        if entity is not None:
            draft = bodies.setdefault(entity.code, make.of_entity(entity))
            make.add_found(ground, draft, found)
    taken = frozenset(i for c in clusters for n in c.names for i in range(n.first, n.last))
    for body in organisations_in(ground, taken):
        full = next((key for key in bodies if key.startswith(f"{body.key} of ")), body.key)  # "the Royal Government"
        draft = bodies.setdefault(full, make.of_organisation(body))
        draft.add(ground.chars(body.first, body.last), "name", body.last - 1)
    return list(bodies.values())


def _described(whose: Whose, found: tuple[Name, ...], clusters: list[Cluster], people: list[Draft]) -> list[Draft]:
    """Give descriptions to the people they mean, and make actors of the rest."""
    unnamed: list[Draft] = []
    holders, ground = by_office(clusters), whose.ground
    for description in descriptions_in(ground, found):
        cluster = referent(description, holders, whose.home)
        draft = people[cluster.rank] if cluster else make.of_description(whose.placed(description))
        draft.add(ground.chars(description.first, description.last), "description", description.noun)
        if cluster is None and (draft.kind != "organisation" or draft.state or draft.owner):
            unnamed.append(draft)
    return unnamed


def _joined(drafts: Iterable[Draft]) -> list[Draft]:
    """Join drafts of one key."""
    kept: dict[str, Draft] = {}
    for draft in drafts:
        first = kept.setdefault(draft.key, draft)
        for place, reason in draft.places.items():
            first.places.setdefault(place, reason)
    return list(kept.values())


def _add_pronouns(ground: Ground, drafts: list[Draft]) -> None:
    by_key = {draft.key: draft for draft in drafts}
    antecedents = [
        Antecedent(
            head,
            draft.key,
            draft.kind,
            draft.female,
            _plural(draft, how),
            how == "place" or (how == "capital" and _when(ground.doc[head])),
            draft.kind == "organisation" and draft.role == "official",
        )
        for draft in drafts
        for how, head in draft.places.values()
        if how != "demonym" or _people(ground.doc[head])
    ]
    meant = resolve(ground, antecedents)
    for token, key in meant.items():
        by_key[key].add(ground.chars(token, token + 1), "pronoun", token)
    for draft in drafts:
        if draft.owner in meant and draft.state is None:
            make.serve(draft, by_key[meant[draft.owner]])


def _plural(draft: Draft, how: str) -> bool:
    movement = draft.role == "armed_group" and draft.kind != "person"
    return draft.plural or how in {"people", "demonym"} or movement


def _people(token: Token) -> bool:
    """Tell whether an adjective stands for a people: "the Japanese had brought a grudge"."""
    return token.dep_ in {"nsubj", "nsubjpass"} and any(c.lower_ == "the" for c in token.lefts)


def _when(token: Token) -> bool:
    """Tell whether a town stands for what happened there: "in the week before Reykjavik"."""
    return token.i > 0 and token.doc[token.i - 1].lower_ in {"before", "after", "since", "until"}


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
            state=draft.state,
            mentions=tuple(reading.document.span(*place) for place in places),
            why=tuple(draft.places[place][0] for place in places),
        )
        actors.append(actor)
        for place in places:
            mentions.setdefault(place, Mention(*place, actor.id, draft.places[place][0]))
    return ActorIndex(tuple(actors), tuple(mentions[place] for place in sorted(mentions)))
