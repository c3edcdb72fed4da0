"""What would buy the party left out a seat: from whom, with what, and whether its hands are tied."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from talleyrand.analyses.base import Claims
from talleyrand.analyses.inputs import Floats
from talleyrand.analyses.result import Exhibit, Finding, tidy
from talleyrand.analyses.seat_numbers import Table, linked_issues, masters, table
from talleyrand.analyses.table import gatekeepers
from talleyrand.analyses.words import UNIT, figure, heading, issue_title, listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.seat_price import FREE, NOT_WORTH, REFUSED, SeatPrice

PRICE_DRAWS = 256
_NOTHING = 1e-6
MOST_MOVES = 2
NOTICED = 0.5  # points of a scale from which on a concession is told


def price_findings(at: Table, party: str) -> list[Finding]:
    """Return the price of a seat for `party`, and what the ties that bind it change."""
    bound = at.price(party)
    found = [
        Finding(
            id=f"seat/{party}/price",
            text=_price_text(at, party, bound),
            because=price_carriers(at, party),
            value=tidy(float(bound.price[0])) if np.isfinite(bound.price[0]) else None,
            unit=UNIT,
            rank=2,
        )
    ]
    if masters(at.case, party):
        found.append(_tied_finding(at, party, bound, at.price(party, tied=False)))
    return found


def price_carriers(at: Table, party: str) -> tuple[str, ...]:
    """Return the addresses of what the price of a seat is computed from."""
    from talleyrand.analyses.seat import carriers

    case = at.case
    outside = linked_issues(case, party)
    ties = [f"ties/{n}/tolerance" for n, tie in enumerate(case.ties) if tie.over == party and tie.tolerance]
    addresses = [
        *carriers(at, party),
        *(f"{t}/{p}/{q}" for t in ("positions", "saliences") for p in case.parties for q in outside),
        *(f"issues/{q}/reversion" for q in outside),
        *ties,
    ]
    known = {address for address, _ in case.estimates()}
    return tuple(dict.fromkeys(a for a in addresses if a in known))


def _price_text(at: Table, party: str, price: SeatPrice) -> str:
    case, name, verdict = at.case, party_name(at.case, party), str(price.verdict[0])
    gates = listed([party_name(case, p) for p in gatekeepers(case)])
    if verdict == REFUSED:
        broken = [party_name(case, at.parties[j]) for j in np.flatnonzero(price.violation[0] > _NOTHING)]
        tied = [party_name(case, at.parties[j]) for j in np.flatnonzero(price.tie_violation[0] > _NOTHING)]
        return (
            f"Nothing that {name} can commit to buys it a seat: "
            f"{listed(broken or tied)} would still be worse off than without it."
        )
    if verdict == FREE:
        return f"{name} need not pay for a seat: {gates} lose nothing by it even if it yields nothing."
    bought = listed([party_name(case, at.parties[j]) for j in np.flatnonzero(price.binding[0])]) or gates
    worth = (
        f"which leaves {figure(float(price.net_worth[0]))} of its worth"
        if verdict != NOT_WORTH
        else "which is more than the seat is worth to it"
    )
    return (
        f"The cheapest price of a seat for {name} is {figure(float(price.price[0]))} {UNIT}, {worth}: "
        f"to win over {bought} it {_yields(at, party, price)}."
    )


def _yields(at: Table, party: str, price: SeatPrice) -> str:
    """Name what is yielded, the largest concessions first, and count the rest."""
    case, i = at.case, at.parties.index(party)
    moves: list[tuple[float, str]] = []
    for n, issue in enumerate(at.issues):
        start, end = at.positions[0, i, n], price.commitment[0, n]
        moves.append((abs(float(price.concession[0, n])), _move(case, issue, start, end)))
    for n, issue in enumerate(linked_issues(case, party)):
        before, after = case.issues[issue].reversion.value, float(price.linked_outcome[0, n])
        moves.append((abs(after - before), _move(case, issue, before, after)))
    told = sorted(((size, words) for size, words in moves if size >= NOTICED), key=lambda move: -move[0])
    if not told:
        return "moves by less than a point on every issue"
    rest = [f"gives way on {len(told) - MOST_MOVES} more"] if len(told) > MOST_MOVES else []
    return listed([words for _, words in told[:MOST_MOVES]] + rest)


def _move(case: Case, issue: str, start: float, end: float) -> str:
    return f"accepts {figure(end)} instead of {figure(start)} on {issue_title(case, issue)}"


def concessions(at: Table, party: str) -> Exhibit | None:
    """Return what `party` would have to yield for a seat, issue by issue, or None where nothing buys it one."""
    price, i, case = at.price(party), at.parties.index(party), at.case
    if str(price.verdict[0]) in (REFUSED, FREE):
        return None
    rows = [
        (heading(issue_title(case, q)), tidy(at.positions[0, i, n], 4), tidy(price.commitment[0, n], 4))
        for n, q in enumerate(at.issues)
        if np.isfinite(price.concession[0, n])
    ]
    rows += [
        (heading(issue_title(case, q)), tidy(case.issues[q].reversion.value, 4), tidy(price.linked_outcome[0, n], 4))
        for n, q in enumerate(linked_issues(case, party))
    ]
    return Exhibit(
        id=f"seat/{party}/concessions",
        title=f"What {party_name(case, party)} would commit to for a seat at the cheapest price",
        columns=("issue", "wants", "commits to"),
        rows=tuple(rows),
    )


def _tied_finding(at: Table, party: str, bound: SeatPrice, free: SeatPrice) -> Finding:
    case, name = at.case, party_name(at.case, party)
    above = listed([party_name(case, p) for p in masters(case, party)])
    extra = _extra(bound, free)[0]
    return Finding(
        id=f"seat/{party}/tied",
        text=f"That {name} depends on {above} {_tied_effect(bound, free)}.",
        because=price_carriers(at, party),
        value=tidy(float(extra)) if np.isfinite(extra) else None,
        unit=UNIT,
        rank=6,
    )


def _tied_effect(bound: SeatPrice, free: SeatPrice) -> str:
    if bound.verdict[0] == REFUSED and free.verdict[0] != REFUSED:
        return "puts a seat out of reach: with free hands it could be bought"
    extra = float(_extra(bound, free)[0])
    if not np.isfinite(extra):
        return "changes nothing: a seat is out of reach either way"
    if abs(extra) < _NOTHING:
        return "leaves the price of a seat as it is"
    return f"makes a seat {figure(extra)} {UNIT} dearer"


def _extra(bound: SeatPrice, free: SeatPrice) -> Floats:
    return np.asarray(bound.price - free.price, dtype=float)


def price_claims(centre: Table, drawn: Table, party: str, only: Collection[str] | None) -> Claims:
    """Tell in the first `PRICE_DRAWS` draws whether verdict and tied hands are as at the centre.

    A linear programme a draw costs more than everything else, hence fewer draws.
    """
    price_id, tied_id = f"seat/{party}/price", f"seat/{party}/tied"
    wanted = {price_id, tied_id} if only is None else {price_id, tied_id} & set(only)
    if not wanted:
        return Claims()
    some = table(drawn.case, drawn.draws.with_values(drawn.draws.values[:PRICE_DRAWS]))
    then, now = centre.price(party), some.price(party)
    holds = {price_id: now.verdict == then.verdict[0]}
    values = {price_id: np.asarray(now.price, dtype=float)}
    if tied_id in wanted and masters(drawn.case, party):
        extra_then = _matters(then, centre.price(party, tied=False))
        free = some.price(party, tied=False)
        holds[tied_id] = _matters(now, free) == extra_then[0]
        values[tied_id] = _extra(now, free)
    return Claims(holds, values)


def _matters(bound: SeatPrice, free: SeatPrice) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Tell whether the ties change the price, or whether there is one."""
    refused = (bound.verdict == REFUSED) & (free.verdict != REFUSED)
    return np.asarray(refused | (np.nan_to_num(_extra(bound, free)) > _NOTHING), dtype=bool)
