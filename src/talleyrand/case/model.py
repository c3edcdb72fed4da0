"""The case: the analyst's own statement of the negotiation, in which every number says what it rests on.

The file that holds it is YAML (`yamlfile`); what is wrong with it beyond its shape is told by `check`.
Keys are addresses: ``positions/RUS/sanctions_relief`` names one estimate everywhere (`why`, findings, briefs).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from talleyrand.case.estimate import Estimate, Grounds, Words
from talleyrand.evidence.records import Likelihood, SeatKind, TieKind
from talleyrand.reading.span import Frozen


class PartyEntry(Frozen):
    """A party: its name and its capability (0 to 100, in shares of the strongest)."""

    name: str
    capability: Estimate
    kind: Literal["state", "organisation", "armed_group", "group"] = "state"
    note: str | None = None


class SeatEntry(Grounds):
    """A party's seat in a negotiation."""

    seat: SeatKind


class NegotiationEntry(Frozen):
    """Talks: who sits where, who decides on admission, what a seat is worth as such.

    Parameters
    ----------
    seats
        Party code to seat.
    gatekeepers
        Who must agree before somebody is admitted; all parties with seat `in` where not given.
    admission
        Key of the decision rule by which the gatekeepers admit; all of them must agree where not given.
    seat_worth
        Party code to the worth of its seat as such (sigma: status, agenda, precedent), in the unit of losses:
        salience times points of the 0–100 scales, at least 0.
    seat_dislike
        Party code whose seat it is -> party code -> how much the latter dislikes it as such (gamma), at least 0.
    issues
        The issues on this table; all issues that are not `outside` where not given.
    """

    title: str
    seats: dict[str, SeatEntry] = Field(default_factory=dict)
    gatekeepers: Words | None = None
    admission: str | None = None
    seat_worth: dict[str, Estimate] = Field(default_factory=dict)
    seat_dislike: dict[str, dict[str, Estimate]] = Field(default_factory=dict)
    issues: Words | None = None
    main: bool = False
    note: str | None = None


class IssueEntry(Frozen):
    """An issue on an anchored scale from 0 to 100.

    Parameters
    ----------
    zero, hundred
        What the ends of the scale mean, in words.
    reversion
        Where things stand without a deal, on the scale.
    granted_by
        Party codes of those who can grant it.
    readings
        Party code -> what that party means by the issue, where they differ. Every figure on a scale that is
        read differently carries the warning.
    outside
        True for an issue that is not on the table and can be linked to it.
    """

    title: str
    zero: str
    hundred: str
    reversion: Estimate
    granted_by: Words = ()
    readings: dict[str, str] = Field(default_factory=dict)
    contested: Grounds | None = None
    outside: bool = False
    note: str | None = None


class OptionEntry(Grounds):
    """Something that one party can do or leave.

    `direction`: ``both``, ``on`` (once taken, never undone) or ``off`` (once dropped, never retaken);
    `admits` names the party that gets its seat by this option. `title` says in a clause what is done ("Moscow vetoes
    it"), `otherwise` what is the case where it is not ("Moscow lets it pass").
    """

    title: str
    otherwise: str | None = None
    owner: str
    direction: Literal["both", "on", "off"] = "both"
    status_quo: bool = False
    admits: str | None = None


class RuleEntry(Grounds):
    """A combination of options that cannot be, as a boolean expression over their keys."""

    when: str


class PreferenceEntry(Grounds):
    """One step of a party's ordered preferences, the most important first.

    Either a `statement` over options (``lift_sanctions and not tests``) that the party wants to be true, or
    `any_order`: several of them whose order among themselves is unknown. `maybe` marks a statement that the party
    may not hold at all.
    """

    statement: str | None = None
    any_order: Words | None = None
    maybe: bool = False

    @model_validator(mode="after")
    def _one_of_two(self) -> PreferenceEntry:
        if (self.statement is None) == (self.any_order is None):
            raise ValueError("a step of preferences is either one statement: … or several in any_order: […]")
        return self


class TieEntry(Grounds):
    """What `holder` holds over `over`; a dependence carries the `tolerance` that binds the one who depends."""

    holder: str
    over: str | None
    kind: TieKind
    means: Words = ()
    issue: str | None = None
    tolerance: Estimate | None = None
    since: date | None = None
    until: date | None = None


class DecisionRule(Grounds):
    """How a body decides: `quota` of the members' weights (1 each where none are given) and all `vetoes` in.

    `members` may count more than the parties of the case: `others` is how many members are not parties here.
    """

    title: str
    members: Words
    others: int = 0
    quota: float
    weights: dict[str, float] = Field(default_factory=dict)
    vetoes: Words = ()
    blocking_minority: int | None = None
    issues: Words = ()


class ExpectationEntry(Grounds):
    """Who holds which outcome likely."""

    holder: str
    about: str
    likelihood: Likelihood


def _day(value: object) -> object:
    """Take a YAML date where words such as ``2018-05`` may stand, too."""
    return value.isoformat() if isinstance(value, date) else value


class EventEntry(Grounds):
    """A dated tie between parties, for the network and the timeline."""

    source: Words
    target: Words
    plover: str
    status: str
    date: Annotated[str | None, BeforeValidator(_day)] = None


class Case(Frozen):
    """A negotiation as the analyst states it; `scenario` names the overlay that was laid on it, if any."""

    title: str
    scenario: str | None = None
    as_of: date | None = None
    seed: int = 1814
    reviewed: bool = False
    parties: dict[str, PartyEntry]
    negotiations: dict[str, NegotiationEntry] = Field(default_factory=dict)
    issues: dict[str, IssueEntry] = Field(default_factory=dict)
    positions: dict[str, dict[str, Estimate]] = Field(default_factory=dict)
    saliences: dict[str, dict[str, Estimate]] = Field(default_factory=dict)
    options: dict[str, OptionEntry] = Field(default_factory=dict)
    infeasible: tuple[RuleEntry, ...] = ()
    preferences: dict[str, tuple[PreferenceEntry, ...]] = Field(default_factory=dict)
    ties: tuple[TieEntry, ...] = ()
    decision_rules: dict[str, DecisionRule] = Field(default_factory=dict)
    expectations: tuple[ExpectationEntry, ...] = ()
    events: tuple[EventEntry, ...] = ()
    note: str | None = None

    def estimates(self) -> Iterator[tuple[str, Estimate]]:
        """Yield every estimate with its address, in the order of the file."""
        yield from ((f"parties/{p}/capability", entry.capability) for p, entry in self.parties.items())
        for name, talks in self.negotiations.items():
            yield from ((f"negotiations/{name}/seat_worth/{p}", e) for p, e in talks.seat_worth.items())
            for who, row in talks.seat_dislike.items():
                yield from ((f"negotiations/{name}/seat_dislike/{who}/{p}", e) for p, e in row.items())
        yield from ((f"issues/{q}/reversion", issue.reversion) for q, issue in self.issues.items())
        for table, rows in (("positions", self.positions), ("saliences", self.saliences)):
            for party, row in rows.items():
                yield from ((f"{table}/{party}/{q}", e) for q, e in row.items())
        yield from (
            (f"ties/{n}/tolerance", tie.tolerance) for n, tie in enumerate(self.ties) if tie.tolerance is not None
        )

    def grounds(self) -> Iterator[tuple[str, Grounds]]:
        """Yield everything that must rest on something, with its address: estimates first, then the rest."""
        yield from self.estimates()
        for name, talks in self.negotiations.items():
            yield from ((f"negotiations/{name}/seats/{p}", seat) for p, seat in talks.seats.items())
        yield from ((f"issues/{q}/contested", i.contested) for q, i in self.issues.items() if i.contested)
        yield from ((f"options/{key}", option) for key, option in self.options.items())
        yield from ((f"infeasible/{n}", rule) for n, rule in enumerate(self.infeasible))
        for party, steps in self.preferences.items():
            yield from ((f"preferences/{party}/{n}", step) for n, step in enumerate(steps))
        yield from ((f"ties/{n}", tie) for n, tie in enumerate(self.ties))
        yield from ((f"decision_rules/{key}", rule) for key, rule in self.decision_rules.items())
        yield from ((f"expectations/{n}", entry) for n, entry in enumerate(self.expectations))
        yield from ((f"events/{n}", entry) for n, entry in enumerate(self.events))

    def main_negotiation(self) -> tuple[str, NegotiationEntry] | None:
        """Return the negotiation that the case is about: the one marked `main`, else the first."""
        marked = [item for item in self.negotiations.items() if item[1].main]
        return next(iter(marked or self.negotiations.items()), None)

    def table_issues(self) -> Words:
        """Return the keys of the issues on the main table, in the order of the file."""
        main = self.main_negotiation()
        if main and main[1].issues is not None:
            return tuple(q for q in self.issues if q in main[1].issues)
        return tuple(q for q, issue in self.issues.items() if not issue.outside)
