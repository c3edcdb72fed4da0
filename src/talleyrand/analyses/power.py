"""Whose vote decides where a body must pass what is agreed: who can block alone, and how often each vote carries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from talleyrand.analyses.base import Claims, make_result
from talleyrand.analyses.inputs import Draws
from talleyrand.analyses.result import Exhibit, Finding, Result, tidy
from talleyrand.analyses.table import at_the_table, left_out
from talleyrand.analyses.words import figure, heading, issue_title, listed, party_name, talks_title, with_article
from talleyrand.case.model import Case, DecisionRule
from talleyrand.errors import SolverError
from talleyrand.evidence.lexicons import names
from talleyrand.solvers.power import PowerIndices, power_indices
from talleyrand.solvers.simple_game import SimpleGame, WeightRule

MOST_NAMED = 8
NOTE = (
    "In parts of 100. Shapley–Shubik: of the orders of joining, those in which the member carries the proposal. "
    "Banzhaf: of all swings, its own. Coleman: of the winning coalitions those that it can break, of the losing ones "
    "those that it can turn"
)


class PowerAnalysis:
    """Voting power under every decision rule of the case, exactly.

    References
    ----------
    Shapley & Shubik (1954); Banzhaf (1965); Coleman (1971). Definitions and readings: ``docs/methods/power.md``.
    """

    name = "power"
    title = "Whose vote decides"
    question = "Where a body must pass what is agreed, who can stop it, and how often does each vote decide?"
    reference = "Shapley & Shubik 1954; Banzhaf 1965; Coleman 1971."
    most_draws = 16384

    def needs(self, case: Case) -> tuple[str, ...]:
        """Say what is missing: a decision rule that can be counted."""
        if not case.decision_rules:
            return ("no decision rule; say under `decision_rules` how a body decides",)
        if not _bodies(case):
            return tuple(f"{rule.title}: {_refusal(rule)}" for rule in case.decision_rules.values())
        return ()

    def run(self, case: Case, params: Mapping[str, Any], seed: int) -> Result:
        """Count the power of every member under every rule."""
        bodies = _bodies(case)
        findings = [finding for body in bodies for finding in _findings(case, body)]
        exhibits = [_table(case, body) for body in bodies]
        notes = tuple(
            f"Left aside, {rule.title}: {words}"
            for rule in case.decision_rules.values()
            if (words := _refusal(rule)) is not None
        )
        return make_result(self, case, seed, findings, exhibits, params=params, notes=notes)

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Tell that everything holds in every draw: rules and seats have no ranges."""
        found = [finding for body in _bodies(case) for finding in _findings(case, body)]
        return Claims(
            {f.id: np.ones(len(draws), dtype=bool) for f in found},
            {f.id: np.full(len(draws), f.value) for f in found if f.value is not None},
        )


@dataclass(frozen=True)
class _Body:
    """A decision rule with the power of its members; those without a name come last."""

    key: str
    rule: DecisionRule
    game: SimpleGame
    power: PowerIndices

    @property
    def blockers(self) -> tuple[str, ...]:
        """Return the members without whom nothing passes."""
        every = np.ones((self.game.n, self.game.n), dtype=bool) & ~np.eye(self.game.n, dtype=bool)
        stopped = ~self.game.wins(every)
        return tuple(m for m, needed in zip(self.rule.members, stopped, strict=False) if needed)

    def shapley(self, member: str) -> float:
        """Return a member's share of the orders of joining in which it decides."""
        return float(self.power.shapley_shubik[self.rule.members.index(member)])


def game_of(rule: DecisionRule) -> SimpleGame:
    """Return a decision rule as a simple game over all members: those named, in order, then the others.

    Raises
    ------
    SolverError
        Where the rule is no simple game (it passes without anybody).

    Examples
    --------
    >>> council = DecisionRule(title="c", members=("A", "B"), others=1, quota=2, vetoes=("A",), assumption="x")
    >>> bool(game_of(council).wins([True, False, True]))
    True
    """
    weights = (*(rule.weights.get(member, 1.0) for member in rule.members), *([1.0] * max(rule.others, 0)))
    return SimpleGame(
        len(weights),
        rules=(WeightRule(rule.quota, weights),),
        vetoes=tuple(rule.members.index(veto) for veto in rule.vetoes if veto in rule.members),
        blocking_minority=rule.blocking_minority,
    )


def _bodies(case: Case) -> list[_Body]:
    """Return the rules that can be counted and under which something can pass."""
    found = []
    for key, rule in case.decision_rules.items():
        if _refusal(rule) is None:
            game = game_of(rule)
            found.append(_Body(key, rule, game, power_indices(game)))
    return found


def _refusal(rule: DecisionRule) -> str | None:
    """Say why a rule cannot be counted, or return None where it can."""
    try:
        power = power_indices(game_of(rule))
    except SolverError as error:
        return str(error)
    return None if any(power.shapley_shubik) else "no coalition reaches its quota"


def _name(case: Case, member: str) -> str:
    if member in case.parties:
        return party_name(case, member)
    known = names().entities.get(member)
    return with_article(known.name) if known else member


def _parts(share: float) -> str:
    return figure(100 * share)


def _findings(case: Case, body: _Body) -> list[Finding]:
    found = [_blockers(case, body), _decides(case, body)]
    found += _powerless(case, body)
    found += _outside(case, body)
    return found


def _blockers(case: Case, body: _Body) -> Finding:
    where, blockers = with_article(body.rule.title), body.blockers
    if blockers:
        named = listed([_name(case, m) for m in blockers[:MOST_NAMED]], last="or")
        alone = "it can stop a decision alone" if len(blockers) == 1 else "each can stop a decision alone"
        text = f"In {where}, nothing passes without {named}: {alone}."
    else:
        least = _least_to_block(body)
        text = f"In {where}, nobody can stop a decision alone: it takes at least {least} of {body.game.n} members."
    return Finding(
        id=f"power/{body.key}/blockers",
        text=text,
        because=(f"decision_rules/{body.key}",),
        value=float(len(blockers)),
        unit="members",
        rank=66,
    )


def _least_to_block(body: _Body) -> int:
    """Return how many members it takes to stop a decision where no single one can, the heaviest first."""
    weights = np.array(body.game.rules[0].weights, dtype=float)
    heaviest = np.argsort(-weights, kind="stable")
    inside = np.ones(body.game.n, dtype=bool)
    for count, member in enumerate(heaviest, start=1):
        inside[member] = False
        if not body.game.wins(inside):
            return count
    return body.game.n


def _decides(case: Case, body: _Body) -> Finding:
    """Say whose vote decides most often, and how often that of the least powerful does."""
    shares = [float(share) for share in body.power.shapley_shubik]
    top = max(shares)
    first = [m for m in body.rule.members if np.isclose(body.shapley(m), top)]
    who = listed([_name(case, m) for m in first[:MOST_NAMED]]) or f"each of the {body.rule.others} members not named"
    verb = "would each decide" if len(first) > 1 else "would decide"
    rest = [share for share in shares if not np.isclose(share, top)]
    if rest:
        what = (
            f"{who} {verb} it in {_parts(top)} of 100 orders; the least powerful member in {_parts(min(rest))} of 100"
        )
    else:
        what = f"each of them would decide it equally often, in {_parts(top)} of 100 orders"
    return Finding(
        id=f"power/{body.key}/decides",
        text=f"If the members of {with_article(body.rule.title)} joined a proposal one after another, in any order, "
        f"{what}.",
        because=(f"decision_rules/{body.key}",),
        value=tidy(100 * top),
        unit="orders of 100",
        rank=70,
    )


def _powerless(case: Case, body: _Body) -> list[Finding]:
    nobody = [m for m in body.rule.members if body.shapley(m) == 0]
    if not nobody:
        return []
    who = listed([_name(case, m) for m in nobody[:MOST_NAMED]])
    text = (
        f"The vote of {who} never decides in {with_article(body.rule.title)}: whatever passes with it passes without."
    )
    carriers = (f"decision_rules/{body.key}",)
    return [Finding(id=f"power/{body.key}/powerless", text=text, because=carriers, rank=71)]


def _outside(case: Case, body: _Body) -> list[Finding]:
    """Say what those who have no seat at the talks hold in the body that must pass what is agreed."""
    main, rule = case.main_negotiation(), body.rule
    on_table = [q for q in case.table_issues() if not rule.issues or q in rule.issues]
    out = [p for p in left_out(case) if p in rule.members and body.shapley(p) > 0]
    if main is None or not on_table or not out:
        return []
    inside = sum(body.shapley(p) for p in at_the_table(case) if p in rule.members)
    share = sum(body.shapley(p) for p in out)
    have, they = ("have", "they hold") if len(out) > 1 else ("has", "it holds")
    on = f" on {listed([issue_title(case, q) for q in on_table])}" if rule.issues else ""
    who = heading(listed([_name(case, p) for p in out]))
    text = (
        f"{who} {have} no seat at {talks_title(case)}, yet what is agreed there{on} must pass "
        f"{with_article(rule.title)}, where {they} {_parts(share)} of 100 parts of the voting power and "
        f"those at the table {_parts(inside) if inside else 'nothing'}."
    )
    seats = [f"negotiations/{main[0]}/seats/{p}" for p in out if p in main[1].seats]
    return [
        Finding(
            id=f"power/{body.key}/outside",
            text=text,
            because=(f"decision_rules/{body.key}", *seats),
            value=tidy(100 * share),
            unit="parts of 100",
            rank=45,
        )
    ]


def _table(case: Case, body: _Body) -> Exhibit:
    rule, power = body.rule, body.power
    members: list[tuple[str, int]] = [(_plain(case, m), n) for n, m in enumerate(rule.members)]
    if rule.others > 0:
        members.append((f"each of {rule.others} more" if rule.others > 1 else "one more", len(rule.members)))
    weights = body.game.rules[0].weights
    columns = (power.shapley_shubik, power.banzhaf, power.coleman_prevent, power.coleman_initiate)
    seated, out = at_the_table(case), left_out(case)
    rows = [
        (
            name,
            tidy(float(weights[n]), 6),
            *(tidy(100 * float(column[n]), 4) for column in columns),
            _at_the_talks(rule.members[n] if n < len(rule.members) else "", seated, out),
        )
        for name, n in members
    ]
    return Exhibit(
        id=f"power/{body.key}/table",
        title=f"Power in {with_article(rule.title)}",
        kind="power",
        columns=(
            "member",
            "weight",
            "Shapley–Shubik",
            "Banzhaf",
            "to prevent (Coleman)",
            "to initiate (Coleman)",
            "at the talks",
        ),
        rows=tuple(sorted(rows, key=lambda row: -row[2])),
        links=(f"power/{body.key}/decides",) * len(rows),
        note=NOTE,
    )


def _at_the_talks(member: str, seated: Collection[str], out: Collection[str]) -> str:
    """Say whether a member sits at the main table, is left out of it, or is no party to it."""
    if member in seated:
        return "at the table"
    return "left out" if member in out else "no party to the talks"


def _plain(case: Case, member: str) -> str:
    """Return a member's name as it stands in a table."""
    if member in case.parties:
        return case.parties[member].name
    known = names().entities.get(member)
    return known.name if known else member
