"""Who stands with whom by what has happened: signed ties, camps, and who moved closer to whom month by month."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from talleyrand.analyses.base import Claims, make_result
from talleyrand.analyses.inputs import Draws, Floats
from talleyrand.analyses.network_ties import Act, acts, ties
from talleyrand.analyses.result import Exhibit, Finding, Result, tidy
from talleyrand.analyses.words import heading, listed, party_name
from talleyrand.case.model import Case
from talleyrand.errors import TooLargeError
from talleyrand.solvers.balance import Balance, balance

MOST_ROWS = 15
MOST_MONTHS = 12
MOST_WRONG = 2
LEAST_HOSTILE = 2  # hostile ties: with fewer, camps would be read into one quarrel
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NOTE = (
    "Words that cooperate (agree, consult, support, concede) add 1, deeds (cooperate, aid, retreat) 2; words against "
    "(accuse, reject, threaten) take 1, deeds (protest, sanction, mobilize, coerce) 2, an attack 3; requests count "
    "nothing. Only what the case has as happened"
)


class NetworkAnalysis:
    """Signed, dated ties from the events of the case: the warmest and the coldest, camps, and change.

    References
    ----------
    Heider (1946); Cartwright & Harary (1956); Harary (1959). The table of signs: ``docs/methods/network.md``.
    """

    name = "network"
    title = "Who stands with whom"
    question = "What have the parties done with and against each other, and who has moved closer to whom?"
    reference = "Structural balance: Cartwright & Harary 1956, Harary 1959; event classes: PLOVER."
    most_draws = 16384

    def needs(self, case: Case) -> tuple[str, ...]:
        """Say what is missing: events that happened between two parties of the case."""
        if not case.events:
            return ("no events; add what parties did to each other under `events`",)
        if not acts(case):
            return ("no event that happened is between two parties of the case and for or against one of them",)
        return ()

    def run(self, case: Case, params: Mapping[str, Any], seed: int) -> Result:
        """Add up the acts between parties."""
        net = _Net.of(case)
        exhibits = [_ties_table(net), *_months_table(net)]
        return make_result(self, case, seed, _findings(net), exhibits, params=params)

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Tell that everything holds in every draw: events have no ranges."""
        found = _findings(_Net.of(case))
        return Claims(
            {f.id: np.ones(len(draws), dtype=bool) for f in found},
            {f.id: np.full(len(draws), f.value) for f in found if f.value is not None},
        )


@dataclass(frozen=True)
class _Net:
    """The acts between parties and what they add up to."""

    case: Case
    acts: tuple[Act, ...]
    table: Floats
    monthly: Mapping[tuple[int, int], Mapping[str, int]]

    @classmethod
    def of(cls, case: Case) -> _Net:
        found = acts(case)
        monthly: dict[tuple[int, int], dict[str, int]] = {}
        for act in found:
            months = monthly.setdefault(act.pair, {})
            if act.month:
                months[act.month] = months.get(act.month, 0) + act.weight
        return cls(case, found, ties(case, found), {pair: monthly[pair] for pair in sorted(monthly)})

    def name(self, index: int) -> str:
        return party_name(self.case, list(self.case.parties)[index])

    def names(self, indices: Iterable[int]) -> str:
        return listed([self.name(i) for i in indices])

    def pair(self, pair: tuple[int, int]) -> str:
        return self.names(pair)

    def because(
        self, pairs: Collection[tuple[int, int]] | None = None, months: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Return the addresses of the events between some pairs (all where none are named), in some months."""
        some = [a for a in self.acts if (pairs is None or a.pair in pairs) and (not months or a.month in months)]
        return tuple(dict.fromkeys(f"events/{act.event}" for act in some))

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Return the pairs between whom something happened, in the order of the case."""
        return tuple(self.monthly)

    @property
    def months(self) -> tuple[str, ...]:
        """Return the months in which something happened between anybody."""
        return tuple(sorted({month for months in self.monthly.values() for month in months}))


def month_name(month: str) -> str:
    """Return a month in words.

    Examples
    --------
    >>> month_name("2018-05")
    'May 2018'
    """
    return f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def _findings(net: _Net) -> list[Finding]:
    return [*_extremes(net), *_camps(net), *_changes(net)]


def _extremes(net: _Net) -> list[Finding]:
    """Say between whom there is most cooperation, and most conflict."""
    found = []
    for key, sign, words in (("warmest", 1, "cooperated"), ("coldest", -1, "turned against each other")):
        sums = {pair: sign * net.table[pair] for pair in net.pairs}
        if not sums:
            return []
        top = max(sums.values())
        if top <= 0:
            continue
        first = [pair for pair in net.pairs if sums[pair] == top]
        told = " as well as ".join(net.pair(pair) for pair in first[:2])
        if len(first) > 2:
            continue  # nobody stands out
        count = sum(1 for act in net.acts if act.pair in first and act.weight * sign > 0)
        acts_told = "in one act" if count == 1 else f"in {count} acts"
        found.append(
            Finding(
                id=f"network/{key}",
                text=f"{heading(told)} have {words} most: {acts_told} told in the reports.",
                because=net.because(first),
                value=float(sign * top),
                unit="steps of the scale of acts",
                rank=80,
            )
        )
    return found


def _camps(net: _Net) -> list[Finding]:
    """Say whether the ties split the parties into two camps, and what stands against it."""
    found, count = _balance(net), int((net.table != 0).sum()) // 2
    if found is None or found.parts != 1 or int((net.table < 0).sum()) // 2 < LEAST_HOSTILE:
        return []
    camps = [net.names(np.flatnonzero(found.camps == side).tolist()) for side in (0, 1)]
    fit = count - len(found.against)
    if not camps[1]:
        text = f"The ties make no camps: {fit} of {count} are friendly."
    elif found.splits > 1:
        text = f"The ties make no clear camps: {found.splits} splits in two fit equally many of them, {fit} of {count}."
    else:
        text = (
            f"{fit if found.against else 'All'} {'of ' if found.against else ''}{count} ties fit two camps: {camps[0]} "
        )
        text += f"on one side, {camps[1]} on the other"
        if found.against:
            wrong = [f"that between {net.pair(pair)}" for pair in found.against[:MOST_WRONG]]
            wrong += [f"{len(found.against) - MOST_WRONG} more"] if len(found.against) > MOST_WRONG else []
            text += f"; {listed(wrong)} {'does' if len(found.against) == 1 else 'do'} not fit"
        text += "."
    return [
        Finding(
            id="network/camps",
            text=text,
            because=net.because(),
            value=float(len(found.against)),
            unit="ties against the split",
            rank=82,
        )
    ]


def _balance(net: _Net) -> Balance | None:
    """Return the balance of the signs, or None where too many parties hang together."""
    try:
        return balance(np.sign(net.table))
    except TooLargeError:
        return None


def _changes(net: _Net) -> list[Finding]:
    """Say who moved closer and who apart from one month to the next in which something happened between them."""
    steps: list[tuple[int, tuple[int, int], str, str]] = []
    for pair, months in net.monthly.items():
        steps += [(months[b] - months[a], pair, a, b) for a, b in pairwise(sorted(months))]
    found = []
    for key, sign, words in (("closer", 1, "moved closer"), ("apart", -1, "moved apart")):
        sized = [step for step in steps if step[0] * sign > 0]
        if not sized:
            continue
        change, pair, before, after = max(sized, key=lambda step: (step[0] * sign, step[3]))
        was, now = net.monthly[pair][before], net.monthly[pair][after]
        text = (
            f"{heading(net.pair(pair))} {words} most: from {_mood(was)} in {month_name(before)} to {_mood(now)} in "
            f"{month_name(after)}."
        )
        because = net.because([pair], months=(before, after))
        found.append(Finding(id=f"network/{key}", text=text, because=because, value=float(change), rank=84))
    return found


def _mood(value: int) -> str:
    """Say what the acts of a month add up to."""
    if not value:
        return "as much for as against each other"
    size = abs(value)
    return f"{size} step{'s' if size > 1 else ''} {'of cooperation' if value > 0 else 'of conflict'}"


def _ties_table(net: _Net) -> Exhibit:
    rows = []
    for pair in sorted(net.pairs, key=lambda p: (-abs(net.table[p]), p)):
        weights = [act.weight for act in net.acts if act.pair == pair]
        friendly, hostile = sum(w > 0 for w in weights), sum(w < 0 for w in weights)
        rows.append((_title(net, pair), friendly, hostile, tidy(net.table[pair])))
    found = _balance(net)
    share = f"; {found.balanced} of {found.triads} triads are balanced" if found and found.triads else ""
    return Exhibit(
        id="network/ties",
        title="What parties have done with and against each other",
        columns=("between", "acts for", "acts against", "sum"),
        rows=tuple(rows[:MOST_ROWS]),
        note=NOTE + share,
    )


def _title(net: _Net, pair: tuple[int, int]) -> str:
    parties = list(net.case.parties.values())
    return f"{parties[pair[0]].name} – {parties[pair[1]].name}"


def _months_table(net: _Net) -> list[Exhibit]:
    months = net.months[-MOST_MONTHS:]
    if len(months) < 2:
        return []
    told = {pair: sum(month in net.monthly[pair] for month in months) for pair in net.pairs}
    dated = sorted((pair for pair in net.pairs if told[pair]), key=lambda pair: (-told[pair], pair))
    return [
        Exhibit(
            id="network/months",
            title="Ties month by month: above 0 cooperation, below 0 conflict",
            columns=("between", *(month_name(month) for month in months)),
            rows=tuple((_title(net, pair), *(net.monthly[pair].get(m) for m in months)) for pair in dated[:MOST_ROWS]),
            note="Empty where nothing is told",
        )
    ]
