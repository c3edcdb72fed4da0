"""Options: what parties demand of each other, seats that can be given, and the door."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from talleyrand.case.drafting.evidence import cited
from talleyrand.case.drafting.granters import MOST_GRANTERS, Positions, demanding
from talleyrand.case.model import IssueEntry, OptionEntry, PartyEntry, RuleEntry, SeatEntry
from talleyrand.evidence.wording import with_article

MOST_GRANTS, MOST_INVITATIONS, MOST_EXITS = 6, 4, 2


def option_entries(
    parties: Mapping[str, PartyEntry],
    issues: Mapping[str, IssueEntry],
    positions: Positions,
    seats: Mapping[str, SeatEntry],
) -> dict[str, OptionEntry]:
    """Make an option of every demanded act, of every seat that can be given, and of leaving the talks.

    Kept are at most six grants (those that most parties demand), four invitations to those whom a report names as
    left out, and the door for two: twelve options span 4,096 states.
    """
    inside = [party for party in parties if party in seats and seats[party].seat == "in"]
    grants = [
        (demanders, option_key(owner, "grants", issue), _grant(owner, issue, parties, issues, positions, demanders))
        for issue in issues
        if (demanders := demanding(issue, positions))
        for owner in issues[issue].granted_by
        if owner in parties and owner not in demanders
    ]
    grants.sort(key=lambda item: -len(item[0]))
    made = {key: option for _, key, option in grants[:MOST_GRANTS]}
    invitations = _invitations(parties, seats, inside)
    return made | dict(list(invitations.items())[:MOST_INVITATIONS]) | _exits(parties, inside[:MOST_EXITS])


def infeasible_entries(options: Mapping[str, OptionEntry]) -> tuple[RuleEntry, ...]:
    """Rule out that one who has walked out invites others to the table."""
    return tuple(
        RuleEntry(
            when=f"{option_key(option.owner, 'walks_out')} and {key}",
            assumption="One who has left the talks invites nobody to them.",
            drafted=True,
        )
        for key, option in options.items()
        if option.admits and option_key(option.owner, "walks_out") in options
    )


def option_key(*parts: str) -> str:
    """Join the parts of an option's key, blanks and marks replaced, so that statements can name it.

    Examples
    --------
    >>> option_key("PARIS CLUB", "walks_out")
    'PARIS_CLUB_walks_out'
    """
    return re.sub(r"[^\w.-]", "_", "_".join(parts))


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
        title=f"{with_article(parties[owner].name)} gives way on {issues[issue].title}",
        otherwise=f"{with_article(parties[owner].name)} does not give way on {issues[issue].title}",
        owner=owner,
        because=words,
        note=f"Towards: {issues[issue].hundred}. Demanded by {', '.join(demanders)}.",
        drafted=True,
    )


def _invitations(
    parties: Mapping[str, PartyEntry], seats: Mapping[str, SeatEntry], inside: Sequence[str]
) -> dict[str, OptionEntry]:
    return {
        option_key(owner, "invites", party): OptionEntry(
            title=f"{with_article(parties[owner].name)} lets {with_article(parties[party].name)} in",
            otherwise=f"{with_article(parties[owner].name)} keeps {with_article(parties[party].name)} out",
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
        option_key(party, "walks_out"): OptionEntry(
            title=f"{with_article(parties[party].name)} leaves the talks",
            otherwise=f"{with_article(parties[party].name)} stays at the table",
            owner=party,
            assumption="Whoever sits at the table can leave it.",
            drafted=True,
        )
        for party in inside
    }
