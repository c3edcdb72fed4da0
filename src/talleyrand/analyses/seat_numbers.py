"""From a case to the arrays that the seat solvers take: worth as such, dislike, gatekeepers, ties, linked issues."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from talleyrand.analyses.inputs import Draws, Floats, dimensions, inputs
from talleyrand.analyses.seat_conflict import Side
from talleyrand.analyses.table import at_the_table, gatekeepers, mask
from talleyrand.case.model import Case, DecisionRule
from talleyrand.solvers.seat import SeatValue, seat_value
from talleyrand.solvers.seat_block import Blocking, blocking
from talleyrand.solvers.seat_price import SeatPrice, seat_price
from talleyrand.solvers.seat_subsets import seat_shapley
from talleyrand.solvers.seat_terms import LinkedIssues, SeatTerms
from talleyrand.solvers.settlement import Method, compromise
from talleyrand.solvers.simple_game import SimpleGame, WeightRule


@dataclass(frozen=True)
class Table:
    """The main table of a case over draws, in the arrays that the seat solvers take.

    Parameters
    ----------
    parties, issues
        Codes and keys along the axes; `issues` are those on the table.
    positions, saliences : (n_draws, n_parties, n_issues) float
    capability : (n_draws, n_parties) float
    reversion : (n_draws, n_issues) float
    seated : (n_parties,) bool
    sigma : (n_draws, n_parties) float
        What a seat as such is worth to each party.
    gamma : (n_draws, n_parties, n_parties) float
        Row i, column j: how much j dislikes i's seat as such.
    """

    case: Case
    draws: Draws
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    positions: Floats
    saliences: Floats
    capability: Floats
    reversion: Floats
    seated: np.ndarray[tuple[int], np.dtype[np.bool_]]
    sigma: Floats
    gamma: Floats

    def value(self) -> SeatValue:
        """Return worth and cost of every seat."""
        return seat_value(
            self.positions,
            self.capability,
            self.saliences,
            self.reversion,
            self.seated,
            sigma=self.sigma,
            gamma=self.gamma,
        )

    @cached_property
    def phi(self) -> Floats:
        """(n_draws, n_parties, n_parties): what each seat (column) brings each party (row) over all tables."""
        return seat_shapley(self.positions, self.capability, self.saliences, self.reversion, seed=self.case.seed).phi

    @cached_property
    def conflict(self) -> Side | None:
        """The options and preferences of the case, over the same draws."""
        return Side.of(self.case, self.draws)

    def price(self, outsider: str, *, tied: bool = True, method: Method = "compromise") -> SeatPrice:
        """Return the price of a seat for `outsider`, with or without the bounds by those on whom it depends."""
        return seat_price(
            self.positions,
            self.capability,
            self.saliences,
            self.reversion,
            self.seated,
            self.parties.index(outsider),
            self.terms(outsider, tied=tied, method=method),
            rule=admission(self.case),
        )

    def terms(self, outsider: str, *, tied: bool, method: Method = "compromise") -> SeatTerms:
        """Return the terms on which `outsider` can get in."""
        i = self.parties.index(outsider)
        return SeatTerms(
            sigma=self.sigma[:, i],
            gamma=self.gamma[:, i],
            gatekeepers=mask(self.case, gatekeepers(self.case)),
            tolerance=tolerance(self.case, self.draws, outsider) if tied else None,
            linked=linked(self.case, self.draws, outsider),
            method=method,
        )

    def block(self, rule: DecisionRule) -> Blocking | None:
        """Return who can hold up the compromise among those at the table, under a rule that decides on its issues.

        None where the rule's members do not all hold positions here in sufficient number to be computed.
        """
        issues = [n for n, q in enumerate(self.issues) if not rule.issues or q in rule.issues]
        game = simple_game(self.case, rule)
        if not issues or game is None:
            return None
        outcome = compromise(
            self.positions[..., issues], self.capability, self.saliences[..., issues], seats=self.seated
        )
        settled = np.where(np.isnan(outcome), self.reversion[:, issues], outcome)
        return blocking(
            settled, self.positions[..., issues], self.saliences[..., issues], self.reversion[:, issues], game
        )


def table(case: Case, draws: Draws | None = None) -> Table:
    """Return the main table of `case` at its values, or over `draws`."""
    draws = draws or dimensions(case)
    numbers = inputs(case, draws)
    on = numbers.table
    return Table(
        case=case,
        draws=draws,
        parties=numbers.parties,
        issues=tuple(q for q, there in zip(numbers.issues, on, strict=True) if there),
        positions=numbers.positions[:, :, on],
        saliences=numbers.saliences[:, :, on],
        capability=numbers.capability,
        reversion=numbers.reversion[:, on],
        seated=mask(case, at_the_table(case)),
        sigma=_sigma(case, draws, numbers.parties),
        gamma=_gamma(case, draws, numbers.parties),
    )


def admission(case: Case) -> SimpleGame | None:
    """Return the rule by which those at the main table admit somebody, or None where all of them must agree."""
    main = case.main_negotiation()
    rule = case.decision_rules.get(main[1].admission) if main and main[1].admission else None
    return simple_game(case, rule) if rule else None


def _sigma(case: Case, draws: Draws, parties: tuple[str, ...]) -> Floats:
    out = np.zeros((len(draws), len(parties)))
    if main := case.main_negotiation():
        for i, party in enumerate(parties):
            column = draws.column(f"negotiations/{main[0]}/seat_worth/{party}")
            out[:, i] = 0.0 if column is None else column
    return out


def _gamma(case: Case, draws: Draws, parties: tuple[str, ...]) -> Floats:
    out = np.zeros((len(draws), len(parties), len(parties)))
    if main := case.main_negotiation():
        for i, seeker in enumerate(parties):
            for j, other in enumerate(parties):
                column = draws.column(f"negotiations/{main[0]}/seat_dislike/{seeker}/{other}")
                out[:, i, j] = 0.0 if column is None else column
    return out


def tolerance(case: Case, draws: Draws, party: str) -> Floats | None:
    """Return (n_draws, n_parties) how much more loss those on whom `party` depends bear; None where on nobody."""
    out = np.full((len(draws), len(case.parties)), np.nan)
    order = tuple(case.parties)
    for n, tie in enumerate(case.ties):
        if tie.over == party and tie.kind in ("dependence", "constraint") and tie.holder in order:
            column = draws.column(f"ties/{n}/tolerance")
            if column is not None:
                at = order.index(tie.holder)
                out[:, at] = np.fmin(out[:, at], column)
    return None if np.isnan(out).all() else out


def masters(case: Case, party: str) -> tuple[str, ...]:
    """Return those on whom `party` depends, by ties that carry a tolerance."""
    found = [
        tie.holder
        for tie in case.ties
        if tie.over == party
        and tie.kind in ("dependence", "constraint")
        and tie.tolerance is not None
        and tie.holder in case.parties
    ]
    return tuple(dict.fromkeys(found))


def linked_issues(case: Case, party: str) -> tuple[str, ...]:
    """Return the issues outside the table on which `party` can yield: those that it can grant and cares about."""
    return tuple(
        q
        for q, issue in case.issues.items()
        if issue.outside and party in issue.granted_by and q in case.positions.get(party, {})
    )


def linked(case: Case, draws: Draws, party: str) -> LinkedIssues | None:
    """Return the linked issues of `party` over draws, or None where it has none."""
    keys = linked_issues(case, party)
    if not keys:
        return None
    numbers = inputs(case, draws)
    at = [numbers.issues.index(q) for q in keys]
    state = numbers.reversion[:, at]
    return LinkedIssues(
        positions=numbers.positions[:, :, at],
        salience=numbers.saliences[:, :, at],
        state=state,
        low=np.zeros_like(state),
        high=np.full_like(state, 100.0),
    )


def simple_game(case: Case, rule: DecisionRule) -> SimpleGame | None:
    """Return a decision rule as a simple game over the parties of the case.

    Members who are not parties here (`others`) have no positions, so their votes are unknown. They are counted as
    in favour, since the question is whether the parties named can still stop it: their weight, 1 each, is taken
    off the quota. None where no party of the case is a member, or where the others alone meet the rule.
    """
    order = tuple(case.parties)
    if not set(rule.members) & set(order):
        return None
    weights = tuple(rule.weights.get(p, 1.0) if p in rule.members else 0.0 for p in order)
    quota = rule.quota - rule.others - sum(rule.weights.get(m, 1.0) for m in rule.members if m not in order)
    vetoes = tuple(order.index(p) for p in rule.vetoes if p in order)
    rules = (WeightRule(quota, weights),) if quota > 0 else ()
    if not (rules or vetoes or rule.blocking_minority):
        return None
    return SimpleGame(len(order), rules=rules, vetoes=vetoes, blocking_minority=rule.blocking_minority)
