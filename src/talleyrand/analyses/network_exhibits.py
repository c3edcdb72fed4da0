"""The tables and figures of who stands with whom: ties, ties by month, changes, and balance as acts add up."""

from __future__ import annotations

import numpy as np

from talleyrand.analyses.network_ties import Net, balance_of, month_name, monthly_steps, ties
from talleyrand.analyses.result import Exhibit, tidy
from talleyrand.errors import TooLargeError
from talleyrand.solvers.balance import balance

MOST_ROWS = 15
MOST_MONTHS = 12
NOTE = (
    "Words that cooperate (agree, consult, support, concede) add 1, deeds (cooperate, aid, retreat) 2; words against "
    "(accuse, reject, threaten) take 1, deeds (protest, sanction, mobilize, coerce) 2, an attack 3; requests count "
    "nothing. Only what the case has as happened"
)


def ties_table(net: Net) -> Exhibit:
    """Return a row a pair: acts for, acts against, and what they add up to."""
    rows = []
    for pair in sorted(net.pairs, key=lambda p: (-abs(net.table[p]), p)):
        weights = [act.weight for act in net.acts if act.pair == pair]
        friendly, hostile = sum(w > 0 for w in weights), sum(w < 0 for w in weights)
        rows.append((_title(net, pair), friendly, hostile, tidy(net.table[pair])))
    found = balance_of(net)
    share = f"; {found.balanced} of {found.triads} triads are balanced" if found and found.triads else ""
    return Exhibit(
        id="network/ties",
        title="What parties have done with and against each other",
        columns=("between", "acts for", "acts against", "sum"),
        rows=tuple(rows[:MOST_ROWS]),
        note=NOTE + share,
    )


def _title(net: Net, pair: tuple[int, int]) -> str:
    parties = list(net.case.parties.values())
    return f"{parties[pair[0]].name} – {parties[pair[1]].name}"


def months_table(net: Net) -> list[Exhibit]:
    """Return what the acts of each month add up to, pair by pair; nothing where only one month is told of."""
    months = net.months[-MOST_MONTHS:]
    if len(months) < 2:
        return []
    told = {pair: sum(month in net.monthly[pair] for month in months) for pair in net.pairs}
    dated = sorted((pair for pair in net.pairs if told[pair]), key=lambda pair: (-told[pair], pair))
    return [
        Exhibit(
            id="network/months",
            title="Ties month by month: above 0 cooperation, below 0 conflict",
            kind="signed",
            columns=("between", *(month_name(month) for month in months)),
            rows=tuple((_title(net, pair), *(net.monthly[pair].get(m) for m in months)) for pair in dated[:MOST_ROWS]),
            note="Empty where nothing is told of the two; months in which nothing is told of anybody are left out",
        )
    ]


def changes_table(net: Net) -> list[Exhibit]:
    """Return who moved closer and who apart in each month, against the last month in which something is told."""
    rows = []
    for month in net.months:
        told: dict[bool, list[str]] = {True: [], False: []}
        for pair, before, after in monthly_steps(net):
            was, now = net.monthly[pair][before], net.monthly[pair][after]
            if after == month and was != now:
                told[now > was].append(f"{_title(net, pair)} ({_signed(was)} → {_signed(now)})")
        if told[True] or told[False]:
            rows.append((month_name(month), "; ".join(told[True]), "; ".join(told[False])))
    if not rows:
        return []
    return [
        Exhibit(
            id="network/changes",
            title="Who moved closer, and who apart, month by month",
            columns=("month", "closer", "apart"),
            rows=tuple(rows[-MOST_MONTHS:]),
            note="Against the month before in which something is told of the two",
        )
    ]


def _signed(value: int) -> str:
    return f"+{value}" if value > 0 else str(value).replace("-", "−")


def balance_table(net: Net) -> list[Exhibit]:
    """Return how well the ties fit two camps as acts add up from month to month."""
    rows = []
    for month in net.months[-MOST_MONTHS:]:
        table = ties(net.case, tuple(act for act in net.acts if act.month and act.month <= month))
        try:
            found = balance(np.sign(table))
        except TooLargeError:
            return []
        friendly, hostile = int((table > 0).sum()) // 2, int((table < 0).sum()) // 2
        rows.append((month_name(month), friendly, hostile, found.triads, found.balanced, len(found.against)))
    if len(rows) < 2:
        return []
    return [
        Exhibit(
            id="network/balance",
            title="The ties as acts add up: friendly and hostile ones, triads, and how many ties fit no two camps",
            columns=("up to", "friendly ties", "hostile ties", "triads", "balanced triads", "ties against two camps"),
            rows=tuple(rows),
            note="Acts dated to a month. Balanced: the friend of a friend is a friend. The last column is the "
            "frustration index, exactly",
        )
    ]
