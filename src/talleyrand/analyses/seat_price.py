"""What would buy the party left out a seat: from whom, with what, and whether its hands are tied."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.base import Claims
from talleyrand.analyses.inputs import Floats
from talleyrand.analyses.result import Finding, tidy
from talleyrand.analyses.seat_numbers import Table, admission, linked, linked_issues, masters, table
from talleyrand.analyses.words import UNIT, figure, issue_title, listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.seat_price import FREE, NOT_WORTH, REFUSED, WORTH, SeatPrice

PRICE_DRAWS = 256
_NOTHING = 1e-6
MOST_MOVES = 2
NOTICED = 0.5  # points of a scale from which on a concession is told
OFTEN = 0.1  # share of the combinations tried from which on another verdict is told
OTHERWISE = {
    FREE: "it would cost it nothing",
    WORTH: "it can be bought at a price that it is worth",
    NOT_WORTH: "its price is more than it is worth",
    REFUSED: "nothing that it could commit to would buy it one",
}


def price_findings(at: Table, party: str, bound: SeatPrice, drawn: SeatPrice | None) -> list[Finding]:
    """Return the price of a seat for `party`, what it is paid in, and what ties and another settlement change.

    `bound` is the price at the case's values, `drawn` over input combinations, None where nothing varies.
    """
    told = price_carriers(at, party)
    found = [
        Finding(
            id=f"seat/{party}/price",
            text=_price_text(at, party, bound) + _otherwise(bound, drawn) + ".",
            because=told,
            value=tidy(float(bound.price[0])) if np.isfinite(bound.price[0]) else None,
            unit=UNIT,
            rank=2,
        )
    ]
    if _is_paid(bound):
        found.append(Finding(id=f"seat/{party}/yields", text=_yields_text(at, party, bound), because=told, rank=3))
    if masters(at.case, party):
        found.append(_tied_finding(at, party, bound, at.price(party, tied=False)))
    return [*found, _median_finding(at, party)]


def _is_paid(price: SeatPrice) -> bool:
    return str(price.verdict[0]) in (WORTH, NOT_WORTH)


def _otherwise(bound: SeatPrice, drawn: SeatPrice | None) -> str:
    """Say in how many of the combinations tried the verdict is another."""
    if drawn is None:
        return ""
    tried = len(drawn.verdict)
    counts = [(int((drawn.verdict == v).sum()), words) for v, words in OTHERWISE.items() if v != bound.verdict[0]]
    often = sorted((c for c in counts if c[0] >= OFTEN * tried), key=lambda c: -c[0])
    if not often:
        return ""
    first, *rest = often
    return f"; in {first[0]:,} of {tried:,} input combinations tried {first[1]}" + "".join(
        f", and in {count:,} {words}" for count, words in rest
    )


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
    main = case.main_negotiation()
    rule = [f"decision_rules/{main[1].admission}"] if main and admission(case) else []
    known = {address for address, _ in case.estimates()}
    return (*dict.fromkeys(a for a in addresses if a in known), *rule)


def _price_text(at: Table, party: str, price: SeatPrice) -> str:
    case, name, verdict = at.case, party_name(at.case, party), str(price.verdict[0])
    gates = listed([party_name(case, at.parties[j]) for j in np.flatnonzero(price.coalition[0])])
    if verdict == REFUSED:
        broken = [party_name(case, at.parties[j]) for j in np.flatnonzero(price.violation[0] > _NOTHING)]
        tied = [party_name(case, at.parties[j]) for j in np.flatnonzero(price.tie_violation[0] > _NOTHING)]
        worst = float(price.violation[0].sum() + price.tie_violation[0].sum())
        return (
            f"Nothing that {name} can commit to buys it a seat: {listed(broken or tied)} would still lose by it, "
            f"by {figure(worst)} {UNIT}{' in all' if len(broken or tied) > 1 else ''} at the least"
        )
    if verdict == FREE:
        return f"{name} need not pay for a seat: {gates} lose nothing by it even if it yields nothing"
    cost, left = float(price.price[0]), float(price.net_worth[0])
    worth = (
        f"which leaves {figure(left)} of the {figure(cost + left)} that the seat is worth to it"
        if verdict == WORTH
        else f"no less than the {figure(cost + left)} that the seat is worth to it"
    )
    return f"The cheapest price of a seat for {name} is {figure(cost)} {UNIT}, {worth}"


def _yields_text(at: Table, party: str, price: SeatPrice) -> str:
    """Name whom the price must win over and what it is paid in, the largest concessions first, and count the rest."""
    case, name = at.case, party_name(at.case, party)
    bought = listed([party_name(case, at.parties[j]) for j in np.flatnonzero(price.binding[0])])
    aim = f"To win over {bought}, {name}" if bought else f"For a seat, {name}"
    told = _moves(at, party, price)
    if not told:
        return f"{aim} would move by less than a point on every issue."
    more = len(told) - MOST_MOVES
    rest = [f"give way on {more} more issue{'s' if more > 1 else ''}"] if more > 0 else []
    return f"{aim} would {listed([words for _, words in told[:MOST_MOVES]] + rest)}."


def _moves(at: Table, party: str, price: SeatPrice, row: int = 0) -> list[tuple[str, str]]:
    """Return the issues on which something is yielded, the largest first, each in words."""
    case, i = at.case, at.parties.index(party)
    moves: list[tuple[float, str, str]] = []
    for n, issue in enumerate(at.issues):
        start, end = at.positions[row, i, n], price.commitment[row, n]
        moves.append((abs(float(price.concession[row, n])), issue, _move(case, issue, start, end)))
    outside = linked(case, at.draws, party)
    for n, issue in enumerate(linked_issues(case, party)):
        assert outside is not None
        before, after = float(np.asarray(outside.state)[row, n]), float(price.linked_outcome[row, n])
        moves.append((abs(after - before), issue, _move(case, issue, before, after)))
    told = sorted((move for move in moves if move[0] >= NOTICED), key=lambda move: -move[0])
    return [(issue, words) for _, issue, words in told]


def _move(case: Case, issue: str, start: float, end: float) -> str:
    return f"accept {figure(end)} instead of {figure(start)} on {issue_title(case, issue)}"


def _median_finding(at: Table, party: str) -> Finding:
    """Say what the seat would cost if the table settled by weighted median."""
    price, name = at.price(party, method="weighted median"), party_name(at.case, party)
    cost = float(price.price[0])
    words = {
        FREE: "would cost it nothing",
        WORTH: f"would cost it {figure(cost)} {UNIT}, less than it is worth",
        NOT_WORTH: f"would cost it {figure(cost)} {UNIT}, no less than it is worth",
        REFUSED: "could not be bought",
    }[str(price.verdict[0])]
    return Finding(
        id=f"seat/{party}/price_by_median",
        text=f"If the table settled by weighted median instead of by compromise, a seat for {name} {words}.",
        because=price_carriers(at, party),
        value=tidy(cost) if np.isfinite(cost) else None,
        unit=UNIT,
        rank=10,
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
        rank=8,
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
    """Tell in the first draws whether verdict and tied hands are as at the centre.

    A linear programme a draw costs more than everything else, hence `PRICE_DRAWS` of them, or a twentieth of many.
    """
    names = {key: f"seat/{party}/{key}" for key in ("price", "yields", "tied", "price_by_median")}
    wanted = set(names.values()) if only is None else set(names.values()) & set(only)
    if not wanted:
        return Claims()
    most = max(PRICE_DRAWS, len(drawn.draws) // 20)
    some = table(drawn.case, drawn.draws.with_values(drawn.draws.values[:most]))
    holds: dict[str, Any] = {}
    values: dict[str, Any] = {}
    if wanted - {names["price_by_median"]}:
        then, now = centre.price(party), some.price(party)
        holds[names["price"]] = now.verdict == then.verdict[0]
        if np.isfinite(then.price[0]):
            values[names["price"]] = np.asarray(now.price, dtype=float)
        if _is_paid(then):
            holds[names["yields"]] = _same_payment(centre, some, party, then, now)
        if names["tied"] in wanted and masters(drawn.case, party):
            free = some.price(party, tied=False)
            holds[names["tied"]] = _matters(now, free) == _matters(then, centre.price(party, tied=False))[0]
            values[names["tied"]] = _extra(now, free)
    if names["price_by_median"] in wanted:
        then, now = (which.price(party, method="weighted median") for which in (centre, some))
        holds[names["price_by_median"]] = now.verdict == then.verdict[0]
        if np.isfinite(then.price[0]):
            values[names["price_by_median"]] = np.asarray(now.price, dtype=float)
    return Claims(holds, values)


def _same_payment(centre: Table, drawn: Table, party: str, then: SeatPrice, now: SeatPrice) -> NDArray[np.bool_]:
    """Tell in which draws the same parties must be won over, mostly by giving way on the same issue."""
    first = [issue for issue, _ in _moves(centre, party, then)[:1]]
    paid = np.isin(now.verdict, (WORTH, NOT_WORTH)) & (now.binding == then.binding[0]).all(axis=1)
    most = np.array([[q for q, _ in _moves(drawn, party, now, row)[:1]] == first for row in range(len(paid))])
    return np.asarray(paid & most, dtype=bool)


def _matters(bound: SeatPrice, free: SeatPrice) -> NDArray[np.bool_]:
    """Tell whether the ties change the price, or whether there is one."""
    refused = (bound.verdict == REFUSED) & (free.verdict != REFUSED)
    return np.asarray(refused | (np.nan_to_num(_extra(bound, free)) > _NOTHING), dtype=bool)
