"""Who can grant what is demanded on an issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from talleyrand.case.drafting.evidence import Evidence
from talleyrand.case.drafting.issues import Catalogue, issues_of
from talleyrand.case.drafting.parties import party_kinds
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import IssueEntry
from talleyrand.evidence.records import Event, Tie

WANTS, RESISTS = 60.0, 40.0
MOST_GRANTERS = 2
Positions = Mapping[str, Mapping[str, Estimate]]

_BY_ACTS = {
    "imposer": ("SANCTION", "COERCE"),
    "armed": ("ASSAULT", "MOBILIZE"),
}
_HOLDS = ("holder", "government", "importer", "exporter")
_GIVES = ("imposer", "guarantor", "creditor", "donor")
_BY_MEANS = {
    "creditor": ("loans", "debt"),
    "donor": ("aid",),
    "exporter": ("trade", "energy", "food"),
    "guarantor": ("troops",),
}


def with_granters(
    evidence: Evidence,
    issues: Mapping[str, IssueEntry],
    positions: Positions,
    inside: Sequence[str],
    catalogue: Catalogue,
) -> dict[str, IssueEntry]:
    """Put down for each issue who is taken to grant it, by the rules of `granters`."""
    return {
        q: issue.model_copy(
            update={"granted_by": granters(evidence, q, positions, inside, getattr(catalogue[q], "granted_by", ""))}
        )
        for q, issue in issues.items()
    }


def granters(
    evidence: Evidence, issue: str, positions: Positions, inside: Sequence[str], role: str = ""
) -> tuple[str, ...]:
    """Return who is taken to grant an issue: the first of these rules that names anybody, two parties at most.

    Those to whom demands on the issue are addressed; those placed low (at most 40) on it; those who play the role that
    the catalogue names (the imposer of sanctions, by its acts; a creditor or donor, by its ties; the armed); at the
    table, whoever statements on the issue name most, where the role is to hold something, and the others, where it is
    to give something; those at the table. Nobody grants what it demands itself.
    """
    demanders = set(demanding(issue, positions))
    resisting = [
        p for p, row in positions.items() if issue in row and row[issue].because and row[issue].value <= RESISTS
    ]
    rules = (
        _addressed(evidence, issue),
        resisting,
        _in_role(evidence, role),
        _by_mention(evidence, issue, inside, role),
        list(inside),
    )
    for rule in rules:
        found = [party for party in dict.fromkeys(rule) if party in positions and party not in demanders]
        if found:
            return tuple(found[:MOST_GRANTERS])
    return ()


def demanding(issue: str, positions: Positions) -> tuple[str, ...]:
    """Return the parties that a report places high (at least 60) on the issue."""
    return tuple(p for p, row in positions.items() if issue in row and row[issue].because and row[issue].value >= WANTS)


def _addressed(evidence: Evidence, issue: str) -> list[str]:
    return [
        party
        for statement in evidence.statements
        if issue in issues_of(statement) and statement.stance == "demand" and statement.addressee
        if (party := evidence.party_of(statement.addressee.actor)) and party != statement.party
    ]


def _by_mention(evidence: Evidence, issue: str, inside: Sequence[str], role: str) -> list[str]:
    """Return those at the table whom statements on an issue name most, or for what is given the others.

    "North Korea's arsenal" is North Korea's to give up; "rewards to North Korea" are for others to give.
    """
    named: Counter[str] = Counter()
    for statement in evidence.statements:
        if issue in issues_of(statement):
            named.update(p for p in evidence.named_in(statement) if p in inside)
    most = max(named.values(), default=0)
    top = [party for party in inside if most and named[party] == most]
    if role in _HOLDS:
        return top
    return [party for party in inside if party not in top] if role in _GIVES else []


def _in_role(evidence: Evidence, role: str) -> list[str]:
    acts, means = _BY_ACTS.get(role, ()), _BY_MEANS.get(role, ())
    by_acts = [
        side.party
        for event in evidence.all(Event)
        if event.plover in acts and event.status in ("happened", "historical")
        for side in event.source
        if side.party
    ]
    by_ties = [tie.holder for tie in evidence.all(Tie) if set(tie.means) & set(means) and tie.status != "denied"]
    armed = [p for p, kind in party_kinds(evidence).items() if kind == "armed_group"] if role == "armed" else []
    return [*armed, *by_acts, *by_ties]
