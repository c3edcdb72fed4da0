"""The seat figures: what a seat brings or costs each party over the ranges, and how often it can be bought."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from talleyrand.analyses.result import Cell, Exhibit, tidy
from talleyrand.analyses.seat_numbers import Table, linked_issues
from talleyrand.analyses.words import UNIT, figure, heading, issue_title, listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.seat import SeatValue
from talleyrand.solvers.seat_price import FREE, NOT_WORTH, REFUSED, WORTH, SeatPrice

VERDICTS = (FREE, WORTH, NOT_WORTH, REFUSED)


def varies(case: Case) -> bool:
    """Tell whether any estimate of a case has a range."""
    return any(estimate.low < estimate.high for _, estimate in case.estimates())


def bars(at: Table, value: SeatValue, drawn: SeatValue | None, party: str) -> Exhibit:
    """Return what a seat for `party` brings or costs it and those at the table, issue by issue.

    `drawn` is the same over many input combinations; None where nothing varies.
    """
    i = at.parties.index(party)
    rows: list[tuple[Cell, ...]] = []
    for n, p in enumerate(at.parties):
        if n != i and (not at.seated[n] or not np.isfinite(value.cost[0, i, n])):
            continue
        effect = _effects(value, i, n)
        low, high = (None, None) if drawn is None else np.percentile(_effects(drawn, i, n), [5, 95])
        as_such = value.sigma[0, i] if n == i else -value.gamma[0, i, n]
        rows.append(
            (
                at.case.parties[p].name,
                tidy(effect[0], 4),
                None if low is None else tidy(low, 4),
                None if high is None else tidy(high, 4),
                *(tidy(-by, 4) for by in value.by_issue[0, i, n]),
                tidy(as_such, 4),
            )
        )
    rows.sort(key=lambda row: -_number(row[1]))
    own = at.case.parties[party].name
    issues = [heading(issue_title(at.case, q)) for q in at.issues]
    spread = "" if drawn is None else f"Lines: 5th to 95th percentile of {len(drawn.worth):,} input combinations tried"
    return Exhibit(
        id=f"seat/{party}/bars",
        title=f"What a seat for {party_name(at.case, party)} brings or costs each party, in {UNIT}",
        kind="seat_bars",
        columns=("party", "effect", "low", "high", *issues, "the seat as such"),
        rows=tuple(rows),
        links=tuple(f"seat/{party}/{'worth' if row[0] == own else 'cost'}" for row in rows),
        note=spread or None,
    )


def _effects(value: SeatValue, i: int, n: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return per draw what i's seat brings n: its worth to i itself, minus its cost to others."""
    return np.asarray(value.worth[:, i] if n == i else -value.cost[:, i, n], dtype=float)


def _number(cell: Cell) -> float:
    assert isinstance(cell, float)
    return cell


def verdicts(case: Case, found: Sequence[tuple[str, SeatPrice]]) -> Exhibit:
    """Return for each party left out in how many input combinations its seat is free, to be bought, or refused."""
    rows: list[tuple[Cell, ...]] = []
    for party, price in found:
        counts = [int((price.verdict == verdict).sum()) for verdict in VERDICTS]
        known = price.price[np.isfinite(price.price)]
        middle = np.percentile(known, [5, 50, 95]) if known.size else [None] * 3
        rows.append((case.parties[party].name, *counts, *(None if m is None else tidy(m, 4) for m in middle)))
    tried = len(found[0][1].verdict)
    return Exhibit(
        id="seat/verdicts",
        title=f"Can a seat be bought? In how many of {tried:,} input combinations tried",
        kind="verdicts",
        columns=("party", *VERDICTS, "price: 5 of 100 are below", "half are below", "95 are below"),
        rows=tuple(rows),
        links=tuple(f"seat/{party}/price" for party, _ in found),
        note=f"Free: nobody at the table loses by the seat. Refused: nothing that it can commit to leaves the "
        f"gatekeepers no worse off. Prices in {UNIT}, where there is one",
    )


def concessions(at: Table, party: str, price: SeatPrice) -> Exhibit | None:
    """Return what `party` would have to yield for a seat, issue by issue, or None where nothing buys it one."""
    if str(price.verdict[0]) in (REFUSED, FREE):
        return None
    i, case, n_issues = at.parties.index(party), at.case, len(at.issues)
    held = [n for n in range(n_issues) if np.isfinite(price.concession[0, n])]
    linked = linked_issues(case, party)
    places = [(at.issues[n], at.positions[0, i, n], price.commitment[0, n], n) for n in held]
    places += [
        (q, case.issues[q].reversion.value, float(price.linked_outcome[0, n]), n_issues + n)
        for n, q in enumerate(linked)
    ]
    gates = np.flatnonzero(price.coalition[0]).tolist()
    return Exhibit(
        id=f"seat/{party}/concessions",
        title=f"What {party_name(case, party)} would commit to for a seat at the cheapest price",
        kind="shifts",
        columns=(
            "issue",
            "wants",
            "commits to",
            *(f"gain of {party_name(case, at.parties[j])} ({UNIT})" for j in gates),
        ),
        rows=tuple(
            (
                heading(issue_title(case, q)),
                tidy(start, 4),
                tidy(end, 4),
                *(tidy(-price.change_by_issue[0, j, n], 4) for j in gates),
            )
            for q, start, end, n in places
        ),
        links=tuple(f"issues/{q}" for q, *_ in places),
        note=_duals(at, price),
    )


def _duals(at: Table, price: SeatPrice) -> str | None:
    """Say by how much the price falls for each point more that somebody would bear: who holds the price up."""
    found = [
        f"{figure(float(price.dual[0, j]))} for each weighted point more that "
        f"{party_name(at.case, at.parties[j])} would bear"
        for j in np.flatnonzero(price.binding[0])
    ]
    return f"The price falls by {listed(found)}" if found else None
