"""Options: what parties demand of each other, seats that can be given, and the door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from talleyrand.case.drafting.evidence import cited
from talleyrand.case.drafting.granters import MOST_GRANTERS, Positions, demanding
from talleyrand.case.model import IssueEntry, OptionEntry, PartyEntry, RuleEntry, SeatEntry

MOST_OPTIONS = 12


def option_entries(
    parties: Mapping[str, PartyEntry],
    issues: Mapping[str, IssueEntry],
    positions: Positions,
    seats: Mapping[str, SeatEntry],
) -> dict[str, OptionEntry]:
    """Make an option of every demanded act, of every seat that can be given, and of leaving the talks.

    The twelve most telling are kept, in this order: grants by the number of parties that demand them; invitations
    to those whom a report names as left out; walking out.
    """
    inside = [party for party, seat in seats.items() if seat.seat == "in" and party in parties]
    grants = [
        (demanders, f"{owner}_grants_{issue}", _grant(owner, issue, parties, issues, positions, demanders))
        for issue in issues
        if (demanders := demanding(issue, positions))
        for owner in issues[issue].granted_by
        if owner in parties and owner not in demanders
    ]
    grants.sort(key=lambda item: -len(item[0]))
    made = {key: option for _, key, option in grants}
    made |= _invitations(parties, seats, inside)
    made |= _exits(parties, inside)
    return dict(list(made.items())[:MOST_OPTIONS])


def infeasible_entries(options: Mapping[str, OptionEntry]) -> tuple[RuleEntry, ...]:
    """Rule out that one who has walked out invites others to the table."""
    return tuple(
        RuleEntry(
            when=f"{option.owner}_walks_out and {key}",
            assumption="One who has left the talks invites nobody to them.",
            drafted=True,
        )
        for key, option in options.items()
        if option.admits and f"{option.owner}_walks_out" in options
    )


def _grant(
    owner: str,
    issue: str,
    parties: Mapping[str, PartyEntry],
    issues: Mapping[str, IssueEntry],
    positions: Positions,
    demanders: Sequence[str],
) -> OptionEntry:
    words = cited(record for party in demanders for record in positions[party][issue].because)
    return OptionEntry(
        title=f"{parties[owner].name} gives way on {issues[issue].title}",
        otherwise=f"{parties[owner].name} does not give way on {issues[issue].title}",
        owner=owner,
        because=words,
        note=f"Towards: {issues[issue].hundred}. Demanded by {', '.join(demanders)}.",
        drafted=True,
    )


def _invitations(
    parties: Mapping[str, PartyEntry], seats: Mapping[str, SeatEntry], inside: Sequence[str]
) -> dict[str, OptionEntry]:
    return {
        f"{owner}_invites_{party}": OptionEntry(
            title=f"{parties[owner].name} lets {parties[party].name} in",
            otherwise=f"{parties[owner].name} keeps {parties[party].name} out",
            owner=owner,
            admits=party,
            because=seat.because,
            assumption="Whoever sits at the table can ask others to it.",
            drafted=True,
        )
        for party, seat in seats.items()
        if seat.because and seat.seat in ("out", "refused", "left") and party in parties
        for owner in inside[:MOST_GRANTERS]
    }


def _exits(parties: Mapping[str, PartyEntry], inside: Sequence[str]) -> dict[str, OptionEntry]:
    return {
        f"{party}_walks_out": OptionEntry(
            title=f"{parties[party].name} leaves the talks",
            otherwise=f"{parties[party].name} stays at the table",
            owner=party,
            assumption="Whoever sits at the table can leave it.",
            drafted=True,
        )
        for party in inside
    }
