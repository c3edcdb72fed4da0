"""What somebody is and for whom he speaks, from all that a document says of him."""

from __future__ import annotations

from dataclasses import dataclass

from talleyrand.evidence.clusters import Cluster, common
from talleyrand.evidence.records import Role
from talleyrand.evidence.titles import Title


@dataclass(frozen=True)
class Judged:
    """Role, party and office of a person."""

    role: Role
    party: str | None
    office: str | None


def role_of(cluster: Cluster) -> Judged:
    """Judge a person by the titles in the document.

    The first office in the text decides, so that "a former diplomat who is now an analyst" is a former official and
    "a senior fellow and former ambassador" an expert. Experts and former officials have no party.
    """
    titles = [t for t in cluster.titles if t.role != "unknown"] or cluster.titles
    if not titles:
        return Judged("unknown", None, None)
    first = titles[0]
    office = first.office or None
    if first.role == "former_official" and office and not office.startswith("former"):
        office = f"former {office}"
    if first.role not in {"official", "international_official", "armed_group"}:
        return Judged(first.role, None, office)
    return Judged(first.role, _party(first, cluster), office)


def _party(first: Title, cluster: Cluster) -> str | None:
    return first.party or common(t.party for t in cluster.titles)
