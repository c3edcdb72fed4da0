"""Parties: those who sit, and those who speak and act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from talleyrand.case.drafting.evidence import Evidence
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import NegotiationEntry, PartyEntry
from talleyrand.evidence.records import Event, Tie

LEAST_ACTS = 2
MOST_PARTIES = 12
CAPABILITY = (50.0, (5.0, 100.0))
_SEAT_ORDER = ("in", "mediator", "host", "invited", "refused", "left", "out")
Kind = Literal["state", "organisation", "armed_group", "group"]


def party_codes(evidence: Evidence, talks: NegotiationEntry | None) -> tuple[str, ...]:
    """Choose the parties, the seated first.

    A party is: whoever has a seat of any kind (out, too) in the main negotiation; a state or armed group with at
    least two acts (statements made, events it is the source of); whoever holds a tie over one of these; an
    organisation only where it sits or states a position of its own. The twelve with the most acts are kept.
    """
    acts = count_acts(evidence)
    seats = {party: entry.seat for party, entry in talks.seats.items()} if talks else {}
    holders = {p.holder for s in evidence.statements for p in s.positions if p.own and p.holder and p.low is not None}
    kinds = party_kinds(evidence)
    active = {p for p, n in acts.items() if n >= LEAST_ACTS and kinds.get(p, "state") != "organisation"}
    core = set(seats) | active | holders
    ties = [t for t in evidence.all(Tie) if t.status not in ("denied", "hypothetical")]
    tied = {t.holder for t in ties if t.over in core and kinds.get(t.holder) != "organisation"}
    order = {seat: n for n, seat in enumerate(_SEAT_ORDER)}
    chosen = sorted(core | tied, key=lambda p: (order.get(seats.get(p, ""), len(order)), -acts[p], p))
    return tuple(chosen[:MOST_PARTIES])


def party_entries(evidence: Evidence, codes: Sequence[str]) -> dict[str, PartyEntry]:
    """Name each party, with a wide assumption for its capability, since reporting measures none."""
    names, kinds = _names(evidence), party_kinds(evidence)
    value, ends = CAPABILITY
    capability = Estimate(
        value=value,
        range=ends,
        assumption="No report measures it; every party may be strong or weak.",
        drafted=True,
    )
    return {p: PartyEntry(name=names.get(p, p), kind=kinds.get(p, "state"), capability=capability) for p in codes}


def count_acts(evidence: Evidence) -> Counter[str]:
    """Count statements made for a party, and events (not imagined, not denied) of which it is a source."""
    acts: Counter[str] = Counter(s.party for s in evidence.statements if s.party)
    for event in evidence.all(Event):
        if event.status in ("happened", "planned"):
            acts.update({side.party for side in event.source if side.party})
    return acts


def party_kinds(evidence: Evidence) -> dict[str, Kind]:
    """Tell states, organisations and armed groups apart by the actors that bear their code."""
    found: dict[str, Kind] = {}
    for actor in evidence.actors.values():
        if actor.party is None:
            continue
        if actor.role == "armed_group":
            found[actor.party] = "armed_group"
        elif actor.key == actor.party and actor.kind in ("state", "organisation", "group"):
            found.setdefault(actor.party, _KINDS[actor.kind])
    return found


_KINDS: Mapping[str, Kind] = {"state": "state", "organisation": "organisation", "group": "group"}


def _names(evidence: Evidence) -> dict[str, str]:
    names: dict[str, str] = {}
    for actor in evidence.actors.values():
        if actor.party and actor.key == actor.party:
            names.setdefault(actor.party, actor.name)
    return names
