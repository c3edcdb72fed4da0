"""What a seat is worth to the party left out, what it costs the others, and what would buy it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from talleyrand.analyses.base import Claims, make_result
from talleyrand.analyses.inputs import Draws, dimensions
from talleyrand.analyses.result import Exhibit, Finding, Result, tidy
from talleyrand.analyses.robustness import sample
from talleyrand.analyses.seat_block import block_claims, block_findings
from talleyrand.analyses.seat_exhibits import bars, concessions, varies, verdicts
from talleyrand.analyses.seat_numbers import Table, table
from talleyrand.analyses.seat_price import PRICE_DRAWS, price_claims, price_findings
from talleyrand.analyses.seat_tables import tables_claims, tables_exhibit, tables_finding
from talleyrand.analyses.seat_upset import upset_claims, upset_findings
from talleyrand.analyses.seat_ways import ways_claims, ways_findings
from talleyrand.analyses.table import at_the_table, left_out
from talleyrand.analyses.words import (
    UNIT,
    UNIT_SAID,
    contested_warning,
    figure,
    issue_title,
    listed,
    party_name,
    talks_title,
)
from talleyrand.case.model import Case
from talleyrand.solvers.seat import SeatValue

MOST_OUTSIDERS = 4
DRAWS = 1024
CONTEST_SAID = (
    "By a contest the price of a seat is not defined: where a contest ends jumps with what a party commits itself to."
)


class SeatAnalysis:
    """Worth, cost, block, price and ways in, for every party that holds positions and has no seat.

    References
    ----------
    Ours; the definitions, an example by hand and how to read each figure: ``docs/methods/seat.md``. Shapley (1953)
    for the value over all tables.
    """

    name = "seat"
    title = "The party left out"
    question = "What is a seat worth to whoever has none, what does it cost the others, and what would buy it?"
    reference = "Worth, cost, block and price of a seat: docs/methods/seat.md; settlement by compromise (Achen 2006)."
    most_draws = 16384

    def needs(self, case: Case) -> tuple[str, ...]:
        """Say what is missing: a table, and somebody with positions who does not sit at it."""
        if not case.table_issues():
            return ("no issue is on the main table; add one under `issues`",)
        if case.main_negotiation() is None:
            return ("no negotiation; add one with its seats under `negotiations`",)
        if not left_out(case):
            return ("everybody who holds positions sits at the table; mark who is `out` under its seats",)
        if len(at_the_table(case)) < 2:
            return ("fewer than two parties sit at the table; mark who is `in` under its seats",)
        return ()

    def run(self, case: Case, params: Mapping[str, Any], seed: int) -> Result:
        """Compute the findings for each party left out, those named as left out first."""
        at, drawn = table(case), table(case, sample(case, DRAWS, seed)) if varies(case) else None
        value, values = at.value(), drawn.value() if drawn else None
        priced = table(case, drawn.draws.with_values(drawn.draws.values[:PRICE_DRAWS])) if drawn else None
        phi = at.phi[0]
        findings: list[Finding] = []
        exhibits: list[Exhibit] = []
        asked = []
        for n, party in enumerate(_by_worth(at, value)):
            price, prices = at.price(party), priced.price(party) if priced else None
            told = _value_findings(at, value, party)
            told += price_findings(at, party, price, prices)
            told += block_findings(at, party)
            told += upset_findings(at, party)
            told += ways_findings(at, party)
            told.append(tables_finding(at, phi, party))
            findings += [f.model_copy(update={"rank": f.rank + 100 * n}) for f in told]
            exhibits += [e for e in (bars(at, value, values, party), concessions(at, party, price)) if e]
            asked += [(party, prices)] if prices else []
        if asked:
            exhibits.insert(0, verdicts(case, asked))
        exhibits.append(tables_exhibit(at, phi))
        return make_result(self, case, seed, findings, exhibits, params=params, notes=(UNIT_SAID, CONTEST_SAID))

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Tell for every draw whether each finding holds; `only` limits the work to some of them."""
        centre, drawn = table(case, draws.with_values(dimensions(case).values)), table(case, draws)
        holds: dict[str, Any] = {}
        values: dict[str, Any] = {}
        for party in left_out(case)[:MOST_OUTSIDERS]:
            for claims in CLAIMS:
                if only is None or any(f.startswith(f"seat/{party}/") for f in only):
                    found = claims(centre, drawn, party, only)
                    holds |= found.holds
                    values |= found.values
        return Claims(holds, values)


def _by_worth(at: Table, value: SeatValue) -> list[str]:
    """Return the parties left out, the one to which a seat is worth most first."""
    out = left_out(at.case)[:MOST_OUTSIDERS]
    return sorted(out, key=lambda p: -tidy(float(value.worth[0, at.parties.index(p)])))


def carriers(at: Table, party: str) -> tuple[str, ...]:
    """Return the addresses of what worth and cost of a seat for `party` are computed from."""
    case, main = at.case, at.case.main_negotiation()
    around = [*at_the_table(case), party]
    name = main[0] if main else ""
    addresses = [
        *(f"positions/{p}/{q}" for p in around for q in at.issues),
        *(f"saliences/{p}/{q}" for p in around for q in at.issues),
        *(f"parties/{p}/capability" for p in around),
        f"negotiations/{name}/seat_worth/{party}",
        *(f"negotiations/{name}/seat_dislike/{party}/{p}" for p in case.parties),
    ]
    known = {address for address, _ in case.estimates()}
    return tuple(a for a in addresses if a in known)


def _value_findings(at: Table, value: SeatValue, party: str) -> list[Finding]:
    case, i = at.case, at.parties.index(party)
    name, worth, sigma = party_name(case, party), float(value.worth[0, i]), float(value.sigma[0, i])
    text = f"A seat at {talks_title(case)} {_worth_words(name, worth, sigma)}."
    warnings = contested_warning(case, at.issues)
    found = [
        Finding(
            id=f"seat/{party}/worth",
            text=text,
            because=carriers(at, party),
            value=tidy(worth),
            unit=UNIT,
            warnings=warnings,
            rank=1,
        )
    ]
    cost = value.cost[0, i]
    if np.isfinite(cost).any():
        found.append(_cost_finding(at, value, party))
    return found


def _worth_words(name: str, worth: float, sigma: float) -> str:
    """Say what a seat is worth, and which part of it is the seat as such."""
    through = worth - sigma
    lands = f"bargaining would land {'nearer to' if through >= 0 else 'farther from'} what it wants"
    if worth <= 0:
        return f"is not worth having for {name}, which would lose {figure(-worth)} {UNIT} by it: {lands}"
    if not sigma:
        return f"is worth {figure(worth)} {UNIT} to {name}: with it, {lands}"
    if through < 0:
        return (
            f"is worth {figure(worth)} {UNIT} to {name}: {figure(sigma)} for the seat as such, less {figure(-through)} "
            f"because {lands}"
        )
    return (
        f"is worth {figure(worth)} {UNIT} to {name}: {figure(through)} because {lands}, and {figure(sigma)} for the "
        "seat as such"
    )


def _most_hurt(at: Table, value: SeatValue, party: str) -> np.ndarray[Any, Any]:
    """Return per draw the index of the party at the table whom the seat costs most."""
    i = at.parties.index(party)
    cost = np.where(at.seated & ~np.isnan(value.cost[:, i]), value.cost[:, i], -np.inf)
    return np.asarray(cost.argmax(axis=1))


def _cost_finding(at: Table, value: SeatValue, party: str) -> Finding:
    case, i = at.case, at.parties.index(party)
    j = int(_most_hurt(at, value, party)[0])
    cost = float(value.cost[0, i, j])
    name, hurt = party_name(case, party), party_name(case, at.parties[j])
    gainers = [
        party_name(case, p) for n, p in enumerate(at.parties) if at.seated[n] and n != i and value.cost[0, i, n] < -1e-6
    ]
    gain = f"; {listed(gainers)} would gain by it" if gainers else ""
    if cost <= 1e-6:
        text = f"A seat for {name} costs nobody at the table anything{gain}."
    else:
        q = int(value.by_issue[0, i, j].argmax())
        told = len(at.issues) > 1 and value.by_issue[0, i, j, q] > 1e-6
        where = f", most of it on {issue_title(case, at.issues[q])}" if told else ""
        text = f"A seat for {name} costs {hurt} most: {figure(cost)} {UNIT}{where}{gain}."
    return Finding(
        id=f"seat/{party}/cost",
        text=text,
        because=carriers(at, party),
        value=tidy(cost),
        unit=UNIT,
        rank=3,
    )


def _value_claims(centre: Table, drawn: Table, party: str, only: Collection[str] | None) -> Claims:
    i = centre.parties.index(party)
    then, now = centre.value(), drawn.value()
    j = int(_most_hurt(centre, then, party)[0])
    worth = now.worth[:, i]
    return Claims(
        holds={
            f"seat/{party}/worth": (worth > 0) == (then.worth[0, i] > 0),
            f"seat/{party}/cost": (_most_hurt(drawn, now, party) == j)
            & ((now.cost[:, i, j] > 1e-6) == (then.cost[0, i, j] > 1e-6)),
        },
        values={f"seat/{party}/worth": worth, f"seat/{party}/cost": now.cost[:, i, j]},
    )


CLAIMS = (_value_claims, price_claims, block_claims, upset_claims, ways_claims, tables_claims)
