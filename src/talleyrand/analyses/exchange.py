"""Which trades the parties at the table have to make: who gives way to whom on what, and who pays for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import comb
from typing import Any

import numpy as np

from talleyrand.analyses.base import Claims, make_result
from talleyrand.analyses.exchange_holds import Made, hold_claims, hold_findings
from talleyrand.analyses.inputs import Draws, Floats, Inputs, dimensions, inputs
from talleyrand.analyses.result import Exhibit, Finding, Result, tidy
from talleyrand.analyses.table import at_the_table, mask
from talleyrand.analyses.words import (
    UNIT,
    UNIT_SAID,
    contested_warning,
    figure,
    heading,
    issue_title,
    listed,
    party_name,
)
from talleyrand.case.model import Case
from talleyrand.solvers.exchange import ExchangeResult, Trade, exchange_over

MOST_TOLD = 3
MOST_ROWS = 12
MOVED = 1.0  # points from which on an outcome is said to move
LEAST_DRAWS = 64
PAIRS_IN_ALL = 1_000_000  # pairs of parties times pairs of issues, over all draws: some seconds
GOOD = 0.05  # weighted points from which on a gain or a loss is told


class ExchangeAnalysis:
    """Position exchange with equal gain among those at the table, over pairs of issues on it.

    References
    ----------
    Stokman & Van Oosten (1994). Rules of validity and an example by hand: ``docs/methods/exchange.md``.
    """

    name = "exchange"
    title = "What could be traded for what"
    question = "Which two parties could both gain by giving way on different issues, and who would pay for it?"
    reference = "Position exchange with equal gain: Stokman & Van Oosten 1994."
    most_draws = 16384

    def needs(self, case: Case) -> tuple[str, ...]:
        """Say what is missing: two issues on which two parties at the table both hold positions."""
        issues = case.table_issues()
        if len(issues) < 2:
            return ("fewer than two issues are on the main table; a trade takes two, add one under `issues`",)
        held = [_held(case, party) for party in at_the_table(case)]
        if not any(len(one & other) > 1 for n, one in enumerate(held) for other in held[:n]):
            return ("no two parties at the table hold positions on the same two issues; add them under `positions`",)
        return ()

    def run(self, case: Case, params: Mapping[str, Any], seed: int) -> Result:
        """Carry out one iteration of trades at the case's values."""
        table = _Table.of(case)
        made = table.made(inputs(case))
        found = made.found[0]
        findings = _findings(table, found)
        if found.trades:
            findings += hold_findings(made, table.carriers(range(len(table.issues))))
        exhibits = [_trades_table(table, found), _outcomes_table(table, found)] if found.trades else []
        return make_result(self, case, seed, findings, exhibits, params=params, notes=(UNIT_SAID,))

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Tell in which draws each trade is made, the outcomes move as said, and the same party pays."""
        table, draws = _Table.of(case), affordable(case, draws, only)
        centre = table.made(inputs(case, draws.with_values(dimensions(case).values)))
        made = table.made(inputs(case, draws))
        then, drawn = centre.found[0], made.found
        holds: dict[str, Any] = {"exchange/overview": np.array([bool(d.trades) == bool(then.trades) for d in drawn])}
        values: dict[str, Any] = {"exchange/overview": np.array([float(len(d.trades)) for d in drawn])}
        for trade in then.trades[:MOST_TOLD]:
            name = table.id_of(trade)
            same = [next((t for t in d.trades if table.id_of(t) == name), None) for d in drawn]
            holds[name] = np.array([t is not None and _loser(t) == _loser(trade) for t in same])
            values[name] = np.array([t.gain if t else np.nan for t in same])
        if moves := _moves(then):
            holds["exchange/outcomes"] = np.array([moves[:MOST_TOLD] == _same(moves[:MOST_TOLD], d) for d in drawn])
        if (payer := _payer(table, then)) is not None:
            holds["exchange/payer"] = np.array([_payer(table, d) == payer for d in drawn])
            values["exchange/payer"] = np.array([-_totals(table, d)[payer] for d in drawn])
        return Claims(holds | dict(hold_claims(centre, made, only)), values)


def affordable(case: Case, draws: Draws, only: Collection[str] | None) -> Draws:
    """Return as many of the draws as trades can be worked out for in good time; all where few findings are asked for.

    What a draw costs grows with the pairs of parties and the pairs of issues.
    """
    pairs = comb(len(at_the_table(case)), 2) * comb(len(case.table_issues()), 2)
    most = max(LEAST_DRAWS, PAIRS_IN_ALL // max(pairs, 1))
    return draws if only is not None or len(draws) <= most else draws.with_values(draws.values[:most])


def outcomes_after(case: Case, numbers: Inputs) -> Floats:
    """Return (n_draws, n_issues) where the compromise lies after all trades; NaN off the table."""
    found = np.full(numbers.reversion.shape, np.nan)
    found[:, numbers.table] = [result.after for result in _Table.of(case).made(numbers).found]
    return found


@dataclass(frozen=True)
class _Table:
    """Who trades over what: parties at the table and issues on it, in the order of the case."""

    case: Case
    parties: tuple[str, ...]
    issues: tuple[str, ...]

    @classmethod
    def of(cls, case: Case) -> _Table:
        return cls(case, at_the_table(case), case.table_issues())

    def made(self, numbers: Inputs) -> Made:
        """Return the trades of every draw."""
        rows, columns = np.flatnonzero(mask(self.case, self.parties)), np.flatnonzero(numbers.table)
        positions, saliences = (a[:, rows][:, :, columns] for a in (numbers.positions, numbers.saliences))
        capability = numbers.capability[:, rows]
        found = [
            replace(one, trades=tuple(_in_order(trade) for trade in one.trades))
            for one in exchange_over(positions, capability, saliences)
        ]
        return Made(self.case, self.parties, self.issues, found, positions, capability, saliences)

    def id_of(self, trade: Trade) -> str:
        sides = [f"{self.parties[p]}-{self.issues[q]}" for p, q in zip(trade.parties, trade.issues, strict=True)]
        return f"exchange/{'+'.join(sides)}"

    def party(self, index: int) -> str:
        return party_name(self.case, self.parties[index])

    def title(self, index: int) -> str:
        return issue_title(self.case, self.issues[index])

    def carriers(self, issues: Sequence[int], first: Sequence[int] = ()) -> tuple[str, ...]:
        """Return what outcomes on `issues` are computed from, the parties `first` before the others."""
        order = [*first, *(n for n in range(len(self.parties)) if n not in first)]
        parties, keys = [self.parties[n] for n in order], [self.issues[q] for q in issues]
        addresses = [
            *(f"{kind}/{p}/{q}" for p in parties for kind in ("positions", "saliences") for q in keys),
            *(f"parties/{p}/capability" for p in parties),
        ]
        known = {address for address, _ in self.case.estimates()}
        return tuple(a for a in addresses if a in known)

    def warnings(self, issues: Sequence[int]) -> tuple[str, ...]:
        return contested_warning(self.case, [self.issues[q] for q in issues])


def _in_order(trade: Trade) -> Trade:
    """Return a trade with its two sides in the order of the case, so that it has one name."""
    if trade.parties[0] < trade.parties[1]:
        return trade
    return replace(
        trade,
        parties=trade.parties[::-1],
        issues=trade.issues[::-1],
        start=trade.start[::-1],
        end=trade.end[::-1],
    )


def _held(case: Case, party: str) -> set[str]:
    both = case.positions.get(party, {}).keys() & case.saliences.get(party, {}).keys()
    return set(both) & set(case.table_issues())


def _findings(table: _Table, found: ExchangeResult) -> list[Finding]:
    findings = [_overview(table, found)]
    findings += [_trade(table, trade, n) for n, trade in enumerate(found.trades[:MOST_TOLD])]
    if moves := _moves(found):
        findings.append(_moved(table, found, moves))
    if (payer := _payer(table, found)) is not None:
        findings.append(_pays(table, found, payer))
    return findings


def _overview(table: _Table, found: ExchangeResult) -> Finding:
    count = len(found.trades)
    if not count:
        text = "No two parties at the table have a trade to make: nobody would give way on one issue for another."
    else:
        trades = "one trade" if count == 1 else f"{count} trades"
        text = (
            f"Those at the table could make {trades} in which each side gives way where it minds less, and both gain."
        )
    return Finding(
        id="exchange/overview",
        text=text,
        because=table.carriers(range(len(table.issues))),
        value=float(count),
        unit="trades",
        rank=50,
    )


def _trade(table: _Table, trade: Trade, n: int) -> Finding:
    (i, j), (p, q) = trade.parties, trade.issues
    loser = _loser(trade)
    cost = f"; {table.party(loser)} loses {figure(-trade.externalities[loser])} by it" if loser is not None else ""
    text = (
        f"{heading(table.party(i))} gives way on {table.title(p)}, from {_step(trade, 0)}, and {table.party(j)} on "
        f"{table.title(q)}, from {_step(trade, 1)}: both gain {figure(trade.gain)} {UNIT}{cost}."
    )
    return Finding(
        id=table.id_of(trade),
        text=text,
        because=table.carriers([p, q], first=[i, j]),
        value=tidy(trade.gain),
        unit=UNIT,
        warnings=table.warnings([p, q]),
        rank=46 + n,
    )


def _step(trade: Trade, side: int) -> str:
    return f"{figure(trade.start[side])} to {figure(trade.end[side])}"


def _loser(trade: Trade) -> int | None:
    """Return who else loses most by a trade; None where nobody does."""
    losses = {n: loss for n, loss in enumerate(trade.externalities) if n not in trade.parties and loss < -GOOD}
    return min(losses, key=lambda n: (losses[n], n)) if losses else None


def _moves(found: ExchangeResult) -> tuple[tuple[int, int], ...]:
    """Return the issues whose outcome moves, with the direction, those that move most first."""
    change = np.nan_to_num(found.after - found.before)
    order = np.argsort(-np.round(np.abs(change), 9), kind="stable")
    return tuple((int(q), int(np.sign(change[q]))) for q in order if abs(change[q]) >= MOVED)


def _same(moves: Sequence[tuple[int, int]], found: ExchangeResult) -> tuple[tuple[int, int], ...]:
    """Return those of `moves` that happen here, too."""
    now = set(_moves(found))
    return tuple(move for move in moves if move in now)


def _moved(table: _Table, found: ExchangeResult, moves: Sequence[tuple[int, int]]) -> Finding:
    told = [
        f"{table.title(q)} from {figure(found.before[q])} to {figure(found.after[q])}" for q, _ in moves[:MOST_TOLD]
    ]
    issues = [q for q, _ in moves[:MOST_TOLD]]
    made = "this trade was" if len(found.trades) == 1 else "all these trades were"
    return Finding(
        id="exchange/outcomes",
        text=f"If {made} made, the compromise would move on {listed(told)}.",
        because=table.carriers(issues),
        warnings=table.warnings(issues),
        rank=51,
    )


def _totals(table: _Table, found: ExchangeResult) -> Floats:
    """Return what all trades together bring everybody at the table."""
    gains = np.array([trade.externalities for trade in found.trades], dtype=float).reshape(-1, len(table.parties))
    return np.asarray(gains.sum(axis=0), dtype=float)


def _payer(table: _Table, found: ExchangeResult) -> int | None:
    """Return who loses most by all trades together; None where nobody does."""
    totals = _totals(table, found)
    worst = int(np.argmin(np.round(totals, 9)))
    return worst if totals[worst] < -GOOD else None


def _pays(table: _Table, found: ExchangeResult, payer: int) -> Finding:
    loss = -float(_totals(table, found)[payer])
    return Finding(
        id="exchange/payer",
        text=f"{heading(table.party(payer))} would pay most for what is traded: {figure(loss)} {UNIT} in all.",
        because=table.carriers(range(len(table.issues)), first=[payer]),
        value=tidy(loss),
        unit=UNIT,
        rank=52,
    )


def _trades_table(table: _Table, found: ExchangeResult) -> Exhibit:
    names = [table.case.parties[p].name for p in table.parties]
    rows = []
    for trade in found.trades[:MOST_ROWS]:
        (i, j), (p, q) = trade.parties, trade.issues
        loser = _loser(trade)
        rows.append(
            (
                f"{names[i]} on {table.title(p)}: {_step(trade, 0)}",
                f"{names[j]} on {table.title(q)}: {_step(trade, 1)}",
                tidy(trade.gain, 3),
                f"{names[loser]} ({figure(trade.externalities[loser])})" if loser is not None else "nobody",
            )
        )
    more = len(found.trades) - MOST_ROWS
    return Exhibit(
        id="exchange/trades",
        title=f"Trades in the order of what they bring, in {UNIT}",
        columns=("gives way", "in return", "both gain", "who loses most"),
        rows=tuple(rows),
        note=f"The first {MOST_ROWS} of {len(found.trades)}" if more > 0 else None,
    )


def _outcomes_table(table: _Table, found: ExchangeResult) -> Exhibit:
    return Exhibit(
        id="exchange/outcomes",
        title="The compromise before and after all trades, on scales from 0 to 100",
        kind="shifts",
        links=tuple(f"issues/{key}" for q, key in enumerate(table.issues) if np.isfinite(found.before[q])),
        columns=("issue", "before", "after"),
        rows=tuple(
            (heading(table.title(q)), tidy(found.before[q], 4), tidy(found.after[q], 4))
            for q in range(len(table.issues))
            if np.isfinite(found.before[q])
        ),
    )
