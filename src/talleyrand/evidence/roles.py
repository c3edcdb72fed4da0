"""What somebody is and for whom he speaks, from all that a document says of him and the office holders that we know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from talleyrand.evidence.clusters import Cluster, common, folded
from talleyrand.evidence.lexicons import Person, names, people
from talleyrand.evidence.records import Role
from talleyrand.evidence.titles import Title

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
    known = holder(cluster, day)
    name = known.name if known and len(cluster.words) == 1 else spelled
    key = " ".join(folded(name.split()))
    titles = [t for t in cluster.titles if t.role != "unknown"] or cluster.titles
    state = cluster.state or (known.state if known else None)
    if not titles:
        return Judged(key, name, "unknown", None, None, state)
    first = titles[0]
    office = first.office or None
    if first.role == "former_official" and office:
        office = f"former {office}"
    party = first.party or common(t.party for t in cluster.titles) or state if first.role in _SPEAKS else None
    if "opposition" in (office or ""):
        party = None
    return Judged(key, name, first.role, party, office, state)


def holder(cluster: Cluster, day: date | None = None) -> Person | None:
    """Find a person in our list of office holders: by full name, or by surname where the titles do not contradict.

    A surname alone is enough where its bearers are of one state and it is no common name (May, Rice), or a title in the
    text names the state.
    """
    found = people().get(cluster.words[-1], ()) or people().get(cluster.words[0], ())
    if len(cluster.words) > 1:
        return next((p for p in found if folded(p.name.split()) == cluster.words), None)
    fitting = [p for p in found if cluster.state == p.state or (cluster.state is None and not p.ambiguous)]
    if len({p.state for p in fitting}) == 1:
        return max(fitting, key=lambda p: _begun(p, day.isoformat())) if day else fitting[0]
    return None


def _begun(person: Person, now: str) -> str:
    """Return the first day of the last term that has begun, so that the latest office holder of a name goes first."""
    return max((since for _, since, _ in person.terms if since <= now), default="")


def recall(clusters: Iterable[Cluster], day: date | None) -> None:
    """Give people of whom the text says nothing the office that our list has for the day of the report.

    Without a day nothing is given: whoever held an office may have left it.
    """
    for cluster in clusters:
        known = holder(cluster, day) if day and not cluster.titles else None
        if known is not None and day is not None and (title := _held(known, day.isoformat())) is not None:
            cluster.titles.append(title)


def _held(known: Person, now: str) -> Title | None:
    """Return the office held on a day, or the last one left before it."""
    begun = [term for term in known.terms if term[1] <= now]
    if not begun:
        return None
    office, _, until = max(begun, key=lambda term: term[1])
    former = until is not None and until < now
    body = names().entities[known.state]
    role: Role = "former_official" if former else "official" if body.kind == "state" else "international_official"
    party = None if former else known.state
    return Title(office, office.split()[-1], role, party, known.state, former, False, 0, 0)
