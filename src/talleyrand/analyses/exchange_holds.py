"""Whether trades hold once they are made: as a game of keeping or taking back, against regret, against third parties.

Every concession that a party makes on an issue is an option of it, to keep or to take back; a state is what is kept.
What a state is worth to a party is minus its weighted distance from the outcomes that follow. In this game of the graph
model the state in which all is kept is looked at: under Nash nobody gains by taking back; under sequential stability
whoever does is made to regret it by answers that pay those who give them; under GMR by answers that may cost them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from talleyrand.analyses.inputs import Floats
from talleyrand.analyses.result import Finding, tidy
from talleyrand.analyses.words import UNIT, figure, heading, issue_title, listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.arrays import Bools
from talleyrand.solvers.exchange import ExchangeResult, Trade
from talleyrand.solvers.graph_model import Game, decode, rank_by_values, solve

HOLDS, ANSWERED, THREATENED, BROKEN = "holds", "answered", "threatened", "broken"
MOST_MOVES = 12  # concessions: 4,096 states
MOST_DRAWS = 64  # games
GOOD = 0.05  # weighted points from which on a loss is told
NOTHING = 1e-6


@dataclass(frozen=True, eq=False)
class Kept:
    """The trades of one draw as concessions that are kept or taken back.

    Attributes
    ----------
    movers, issues : (n_moves,) int
        Whose concession on what.
    shifts : (n_moves,) float
        By how much each shifts the outcome of its issue.
    before : (n_issues,) float
        Outcomes before all trades.
    positions, salience : (n_parties, n_issues) float
        What each party wants, and how much it cares.
    """

    movers: Sequence[int]
    issues: Sequence[int]
    shifts: Floats
    before: Floats
    positions: Floats
    salience: Floats

    @classmethod
    def of(cls, found: ExchangeResult, positions: Floats, capability: Floats, salience: Floats) -> Kept:
        """Return the concessions that remain after all trades."""
        share = _shares(positions, capability, salience)
        moves = np.nan_to_num(found.positions - positions)
        movers, issues = np.nonzero(np.abs(moves) > NOTHING)
        shifts = (share * moves)[movers, issues]
        return cls(movers.tolist(), issues.tolist(), shifts, np.nan_to_num(found.before), positions, salience)

    def values(self, kept: Bools) -> Floats:
        """Return what states are worth to the parties: (n_states, n_parties) of (n_states, n_moves)."""
        outcomes = np.tile(self.before, (len(kept), 1))
        for move, issue in enumerate(self.issues):
            outcomes[:, issue] += np.where(kept[:, move], self.shifts[move], 0.0)
        return -distance(outcomes, self.positions, self.salience)

    def verdict(self) -> str:
        """Say what holds the state in which all is kept; with too many concessions to look at, nothing is said."""
        if len(self.movers) > MOST_MOVES:
            return ""
        states = decode(np.arange(1 << len(self.movers), dtype=np.int64), len(self.movers))
        ranks = np.stack([rank_by_values(np.round(column, 6)) for column in self.values(states).T])
        names = tuple(f"m{n}" for n in range(len(self.movers)))
        game = Game(names, tuple(self.movers), len(ranks), ("both",) * len(names), states, ranks)
        found = solve(game, ("nash", "seq", "gmr"))
        at = int(np.flatnonzero(states.all(axis=1))[0])
        for concept, word in (("nash", HOLDS), ("seq", ANSWERED), ("gmr", THREATENED)):
            if found.stable[concept][:, at].all():
                return word
        return BROKEN

    def temptation(self) -> tuple[int, tuple[int, ...], float]:
        """Return who gains most by taking back, on which issues, and how much: 0 where nobody gains."""
        best: tuple[int, tuple[int, ...], float] = (0, (), 0.0)
        for party in dict.fromkeys(self.movers):
            own = [n for n, mover in enumerate(self.movers) if mover == party]
            states = np.ones((1 << len(own), len(self.movers)), dtype=bool)
            states[:, own] = decode(np.arange(len(states), dtype=np.int64), len(own))
            gains = self.values(states)[:, party] - self.values(np.ones((1, len(self.movers)), dtype=bool))[0, party]
            top = int(np.round(gains, 9).argmax())
            if gains[top] > best[2] + NOTHING:
                back = tuple(self.issues[n] for n in own if not states[top, n])
                best = party, back, float(gains[top])
        return best


def distance(outcomes: Floats, positions: Floats, salience: Floats) -> Floats:
    """Return each party's weighted distance from outcomes: (..., n_parties) of (..., n_issues)."""
    gaps = np.abs(outcomes[..., None, :] - np.nan_to_num(positions))
    return np.asarray((np.where(np.isnan(positions), 0.0, salience) * gaps).sum(axis=-1), dtype=float)


def regretted(found: ExchangeResult, positions: Floats, capability: Floats, salience: Floats) -> list[Trade]:
    """Return the trades that one of their sides would sooner not have made, now that all others are."""
    share = _shares(positions, capability, salience)
    end = np.nan_to_num(found.after)
    now = distance(end, positions, salience)
    listed = []
    for trade in found.trades:
        without = end.copy()
        for party, issue, start, stop in zip(trade.parties, trade.issues, trade.start, trade.end, strict=True):
            without[issue] -= share[party, issue] * (stop - start)
        if any(now[i] > distance(without, positions, salience)[i] + NOTHING for i in trade.parties):
            listed.append(trade)
    return listed


def stoppers(case: Case, trade: Trade, parties: Sequence[str], issues: Sequence[str], least: float) -> list[int]:
    """Return who loses by a trade and can stop it: grants what it is over, or has a veto where that is decided."""
    over = [issues[q] for q in trade.issues]
    granting = {party for issue in over for party in case.issues[issue].granted_by}
    vetoes = {v for rule in case.decision_rules.values() if set(rule.issues) & set(over) for v in rule.vetoes}
    return [
        n
        for n, party in enumerate(parties)
        if n not in trade.parties and trade.externalities[n] < -least and party in granting | vetoes
    ]


def _shares(positions: Floats, capability: Floats, salience: Floats) -> Floats:
    """Return by how much an outcome shifts for each point that a party moves: (n_parties, n_issues)."""
    weights = np.where(np.isnan(positions), 0.0, capability[:, None] * salience)
    total = weights.sum(axis=0)
    return np.asarray(np.divide(weights, total, out=np.zeros(weights.shape), where=total > 0), dtype=float)


@dataclass(frozen=True, eq=False)
class Made:
    """The trades that were made in some draws, with what is needed to look at them again.

    Attributes
    ----------
    parties, issues
        Codes and keys of those at the table and what is on it.
    found
        One iteration a draw.
    positions, salience : (n_draws, n_parties, n_issues) float
    capability : (n_draws, n_parties) float
    """

    case: Case
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    found: Sequence[ExchangeResult]
    positions: Floats
    capability: Floats
    salience: Floats

    def arrays(self, draw: int) -> tuple[ExchangeResult, Floats, Floats, Floats]:
        """Return the trades of a draw with positions, capability and salience."""
        return self.found[draw], self.positions[draw], self.capability[draw], self.salience[draw]

    def kept(self, draw: int) -> Kept:
        """Return what is kept of the trades of a draw."""
        return Kept.of(*self.arrays(draw))

    def verdict(self, draw: int) -> str:
        """Return what holds the trades of a draw; nothing where there are none."""
        return self.kept(draw).verdict() if self.found[draw].trades else ""

    def stopped(self, draw: int) -> set[str]:
        """Return who could stop a trade by which it loses."""
        trades = self.found[draw].trades
        return {self.parties[n] for t in trades for n in stoppers(self.case, t, self.parties, self.issues, GOOD)}


def hold_findings(made: Made, because: Sequence[str]) -> list[Finding]:
    """Return what holds the trades of the first draw, which are regretted, and who could stop one."""
    found = []
    if text := _holds_text(made):
        gain = made.kept(0).temptation()[2]
        found.append(
            Finding(id="exchange/holds", text=text, because=tuple(because), value=tidy(gain), unit=UNIT, rank=51)
        )
    if regrets := regretted(*made.arrays(0)):
        count, all_ = len(regrets), len(made.found[0].trades)
        text = (
            f"Of the {all_} trades {count} {'has' if count == 1 else 'have'} lost {'its' if count == 1 else 'their'} "
            "worth for one of the two sides by the time all others are made."
        )
        found.append(Finding(id="exchange/regret", text=text, because=tuple(because), value=float(count), rank=52))
    if stopped := sorted(made.stopped(0), key=made.parties.index):
        names = listed([party_name(made.case, party) for party in stopped])
        text = (
            f"{heading(names)} {'loses' if len(stopped) == 1 else 'lose'} by a trade of others on an issue that "
            f"{'it grants or has' if len(stopped) == 1 else 'they grant or have'} a veto on, and could stop it."
        )
        found.append(Finding(id="exchange/stopped", text=text, because=tuple(because), rank=53))
    return found


def _holds_text(made: Made) -> str:
    verdict = made.verdict(0)
    if not verdict:
        return ""
    one = len(made.found[0].trades) == 1
    if verdict == HOLDS:
        these = "this trade holds by itself" if one else "all these trades hold by themselves"
        return f"Once made, {these}: nobody gains by taking back what it gave."
    party, issues, gain = made.kept(0).temptation()
    titles = listed([issue_title(made.case, made.issues[q]) for q in issues])
    name = party_name(made.case, made.parties[party])
    these = "this trade does" if one else "these trades do"
    return (
        f"By promise alone {these} not hold: {name} would gain {figure(gain)} {UNIT} by taking back what it gave on "
        f"{titles}. {(HELD_ONE if one else HELD)[verdict]}."
    )


HELD = {
    ANSWERED: "What holds them is the answer: others then gain by taking back theirs, and leave whoever began worse "
    "off than before",
    THREATENED: "Only a threat holds them: the answers that would leave whoever began worse off cost those who give "
    "them",
    BROKEN: "No answer by the others makes up for that, so not all of the trades will last",
}
HELD_ONE = {
    ANSWERED: "What holds it is the answer: the other side then gains by taking back its own, and leaves whoever "
    "began worse off than before",
    THREATENED: "Only a threat holds it: the answer that would leave whoever began worse off costs the one who gives "
    "it",
    BROKEN: "No answer by the other side makes up for that, so it will not last",
}


def hold_claims(then: Made, now: Made, only: Collection[str] | None) -> Mapping[str, Any]:
    """Tell in which draws the same holds the trades, some are regretted, and the same parties could stop one."""

    def asked(name: str) -> bool:
        return only is None or name in only

    holds: dict[str, Any] = {}
    draws = range(len(now.found))
    if asked("exchange/holds") and (verdict := then.verdict(0)):
        holds["exchange/holds"] = np.array([now.verdict(d) == verdict for d in draws[:MOST_DRAWS]])
    if asked("exchange/regret") and regretted(*then.arrays(0)):
        holds["exchange/regret"] = np.array([bool(regretted(*now.arrays(d))) for d in draws])
    if asked("exchange/stopped") and (stopped := then.stopped(0)):
        holds["exchange/stopped"] = np.array([now.stopped(d) == stopped for d in draws])
    return holds
