"""What somebody is and for whom he speaks, from all that a document says of him and the office holders that we know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from talleyrand.evidence.clusters import Cluster, common, folded
from talleyrand.evidence.lexicons import Person, names, people
from talleyrand.evidence.records import Role

_SPEAKS: frozenset[Role] = frozenset({"official", "international_official", "armed_group"})


@dataclass(frozen=True)
class Judged:
    """A person's key in all documents, name, role, party, office and state."""

    key: str
    name: str
    role: Role
    party: str | None
    office: str | None
    state: str | None


def judge(cluster: Cluster, spelled: str, day: date | None) -> Judged:
    """Judge a person by the titles in the document, and by our dated list of office holders where it gives none.

    The first office in the text decides, so that "a former diplomat who is now an analyst" is a former official and
    "a senior fellow and former ambassador" an expert. Experts and former officials have no party.
    """
    known = holder(cluster)
    name = known.name if known and len(cluster.words) == 1 else spelled
    key = " ".join(folded(name.split()))
    titles = [t for t in cluster.titles if t.role != "unknown"] or cluster.titles
    state = cluster.state or (known.state if known else None)
    if not titles:
        return _from_terms(key, name, known, day) if known else Judged(key, name, "unknown", None, None, state)
    first = titles[0]
    office = first.office or None
    if first.role == "former_official" and office:
        office = f"former {office}"
    party = first.party or common(t.party for t in cluster.titles) or state if first.role in _SPEAKS else None
    if "opposition" in (office or ""):
        party = None
    return Judged(key, name, first.role, party, office, state)


def holder(cluster: Cluster) -> Person | None:
    """Find a person in our list of office holders: by full name, or by surname where the titles do not contradict.

    A surname alone is enough only where the list has one bearer and the text uses no other first name.
    """
    found = people().get(cluster.words[-1], ()) or people().get(cluster.words[0], ())
    if len(cluster.words) > 1:
        return next((p for p in found if folded(p.name.split()) == cluster.words), None)
    fitting = [p for p in found if cluster.state in {None, p.state}]
    return fitting[0] if len(fitting) == 1 else None


def _from_terms(key: str, name: str, known: Person, day: date | None) -> Judged:
    """Judge by the terms of office: in one on the day of the report, or out of it."""
    if day is None:
        return Judged(key, name, "unknown", None, None, known.state)
    now = day.isoformat()
    current = next(
        (office for office, since, until in known.terms if since <= now and (until is None or now <= until)), None
    )
    if current:
        role: Role = "official" if names().entities[known.state].kind == "state" else "international_official"
        return Judged(key, name, role, known.state, current, known.state)
    if any(until is not None and until < now for _, _, until in known.terms):
        return Judged(key, name, "former_official", None, f"former {known.terms[-1][0]}", known.state)
    return Judged(key, name, "unknown", None, None, known.state)
