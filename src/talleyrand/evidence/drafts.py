"""Actors while their mentions are being gathered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from talleyrand.evidence.actor_file import OwnActor, lexicon_of
from talleyrand.evidence.clusters import Cluster, folded
from talleyrand.evidence.descriptions import Description
from talleyrand.evidence.gender import is_female
from talleyrand.evidence.ground import Ground, is_place
from talleyrand.evidence.lexicons import Entity, Found, names, offices
from talleyrand.evidence.organisations import Organisation
from talleyrand.evidence.persons import Name
from talleyrand.evidence.records import ActorKind, Role
from talleyrand.evidence.roles import judge

_OWNED = "\0"
"""Stands in the key of what "its" or "his" owns, before the token of that word, until it is known who is meant."""
_PARTYLESS = frozenset({"expert", "former_official", "media", "civilian", "unknown"})


@dataclass
class Draft:
    """An actor and the places that name it: offsets, with what joined them and the head token."""

    key: str
    name: str
    kind: ActorKind
    party: str | None
    role: Role
    office: str | None = None
    state: str | None = None
    female: bool | None = None
    plural: bool = False
    owner: int | None = None
    places: dict[tuple[int, int], tuple[str, int]] = field(default_factory=dict)

    def add(self, place: tuple[int, int], how: str, head: int) -> None:
        """Take in a place; the first reason to join it stays."""
        self.places.setdefault(place, (how, head))


def of_person(ground: Ground, cluster: Cluster, day: date | None) -> Draft:
    """Make the actor of a cluster of names."""
    judged = judge(cluster, _spelled(ground, cluster.fullest), day)
    draft = Draft(judged.key, judged.name, "person", judged.party, judged.role, judged.office, judged.state)
    draft.female = is_female(cluster)
    draft.owner = next((t.owner for t in cluster.titles if t.owner is not None), None)
    for name in sorted(cluster.names, key=lambda n: n.first):
        draft.add(ground.chars(name.first, name.last), _how(name, cluster.fullest), name.last - 1)
        title = name.title
        if title is not None and title.first < title.last < name.first and ground.doc[name.first - 1].text == ",":
            draft.add(ground.chars(title.first, title.last), "description", title.last - 1)  # "its spokesman, …"
    return draft


def _spelled(ground: Ground, name: Name) -> str:
    start, end = ground.chars(name.first, name.last)
    return " ".join(ground.text[start:end].split())


def _how(name: Name, fullest: Name) -> str:
    if name.title:
        return "title"
    return "name" if len(name.words) == len(fullest.words) else "surname"


def of_entity(entity: Entity) -> Draft:
    """Make the actor of a state or organisation of the lexicon."""
    return Draft(entity.code, entity.name, entity.kind, entity.party, entity.role, state=entity.state or entity.party)


def serve(draft: Draft, owner: Draft) -> None:
    """Give an actor the state of the one that "its" or "his" beside its office means."""
    draft.state = draft.state or owner.state
    if owner.kind == "state" and draft.role == "international_official":
        draft.role = "official"  # "its commissioner for refugees"
    if owner.kind == "organisation" and owner.role != "unknown" and draft.role in {"official", "unknown"}:
        draft.role = owner.role
    if draft.party is None and draft.role not in _PARTYLESS:
        draft.party = owner.party


def add_found(ground: Ground, draft: Draft, found: Found) -> None:
    """Add a form of the lexicon to the actor that it stands for."""
    first, last = ground.tokens(found.start, found.end)
    how = "place" if draft.kind == "state" and is_place(ground.doc[last - 1]) else found.form.how
    draft.add((_with_article(ground, first, last), found.end), how, last - 1)


def _with_article(ground: Ground, first: int, last: int) -> int:
    """Return where a name starts, its article included where that belongs to the name and not to a longer phrase."""
    before = ground.doc[first - 1] if first else None
    modifies = ground.doc[last - 1].dep_ in {"amod", "compound", "nmod", "nummod"}
    if before is not None and before.lower_ == "the" and not modifies:
        return before.idx
    return ground.doc[first].idx


def of_organisation(body: Organisation) -> Draft:
    """Make the actor of a body that the lexicon lacks."""
    return Draft(body.key, body.name, "organisation", body.party, body.role, state=body.state)


def of_description(found: Description) -> Draft:
    """Make the actor of a description that means nobody named."""
    title, bare = found.title, _without_article(found.text)
    if found.sort == "institution":
        bare = " ".join(w for w in bare.split() if not w[0].isdigit())
    if found.sort == "state" and (entity := names().entities.get(title.party or "")):
        return of_entity(entity)
    party = None if title.role in _PARTYLESS else title.party
    kinds: dict[str, ActorKind] = {"person": "person", "group": "group"}
    kind = kinds.get(found.sort, "organisation")
    key = f"{title.state} {title.office}" if title.state and found.sort != "group" and found.definite else found.key
    if title.owner is not None:
        key = f"{found.key}{_OWNED}{title.owner}"
    if title.head == "separatist":
        party = party or "SEPARATISTS"
    draft = Draft(key, bare, kind, party, title.role, title.office or None, title.state, title.female)
    draft.plural = found.sort == "group"
    draft.owner = title.owner
    return draft


def owned(drafts: Iterable[Draft]) -> list[Draft]:
    """Give those whose owner was known by "its" or "his" only their last key; an organ that nobody owns is left out."""
    return [_rekeyed(d) for d in drafts if not (_OWNED in d.key and d.state is None and d.kind == "organisation")]


def _rekeyed(draft: Draft) -> Draft:
    plain, owned, _ = draft.key.partition(_OWNED)
    if not owned:
        return draft
    entity = names().entities.get(draft.state or "") if draft.office in offices().state_words else None
    if entity is not None and entity.kind == "state":  # "his country", "her government"
        state = of_entity(entity)
        state.places = draft.places
        return state
    alone = draft.state and draft.kind != "group" and draft.office
    draft.key = f"{draft.state} {draft.office}" if alone else plain
    return draft


def own(drafts: Iterable[Draft], actors: Sequence[OwnActor], ground: Ground) -> list[Draft]:
    """Let the user's actors win: they take over the drafts that bear their names, and every place of their words."""
    if not actors:
        return list(drafts)
    mine = {a.key: Draft(a.key, a.name, a.kind, a.party, a.role, a.office, a.party) for a in actors}
    keys = {" ".join(folded(form.split())): a.key for a in actors for form in a.forms}
    kept: list[Draft] = []
    for draft in drafts:
        key = draft.key if draft.key in mine else keys.get(" ".join(folded(draft.name.split())))
        if key is None:
            kept.append(draft)
            continue
        mine[key].female = draft.female if mine[key].female is None else mine[key].female
        for place, reason in draft.places.items():
            mine[key].places.setdefault(place, reason)
    everybody = [*mine.values(), *kept]
    for found in lexicon_of(tuple(actors)).find(ground.text):
        last = ground.tokens(found.start, found.end)[1]
        for draft in everybody:
            draft.places = {p: r for p, r in draft.places.items() if p[1] <= found.start or found.end <= p[0]}
        assert found.form.code is not None
        mine[found.form.code].places[found.start, found.end] = ("user", last - 1)
    return everybody


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if first.casefold() in {"the", "a", "an"} and rest else text
