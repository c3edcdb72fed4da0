"""Who stands with whom by what has happened: signed ties, camps, and who moved closer to whom month by month."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from talleyrand.analyses.base import Claims, make_result
from talleyrand.analyses.inputs import Draws
from talleyrand.analyses.network_exhibits import balance_table, changes_table, months_table, ties_table
from talleyrand.analyses.network_ties import Net, acts, balance_of, month_name, monthly_steps
from talleyrand.analyses.result import Finding, Result
from talleyrand.analyses.words import heading, listed
from talleyrand.case.model import Case

MOST_WRONG = 2
LEAST_HOSTILE = 2  # hostile ties: with fewer, camps would be read into one quarrel


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
        net = Net.of(case)
        exhibits = [*months_table(net), ties_table(net), *changes_table(net), *balance_table(net)]
        return make_result(self, case, seed, _findings(net), exhibits, params=params)

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Tell that everything holds in every draw: events have no ranges."""
        found = _findings(Net.of(case))
        return Claims(
            {f.id: np.ones(len(draws), dtype=bool) for f in found},
            {f.id: np.full(len(draws), f.value) for f in found if f.value is not None},
        )


def _findings(net: Net) -> list[Finding]:
    return [*_extremes(net), *_camps(net), *_changes(net)]


def _extremes(net: Net) -> list[Finding]:
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
        counts = [sum(1 for act in net.acts if act.pair in first and act.weight * way > 0) for way in (sign, -sign)]
        found.append(
            Finding(
                id=f"network/{key}",
                text=f"{heading(told)} have {words} most: {_acts_told(counts[0], counts[1], sign)}.",
                because=net.because(first),
                value=float(sign * top),
                unit="steps of the scale of acts",
                rank=80,
            )
        )
    return found


def _acts_told(same: int, other: int, sign: int) -> str:
    """Say how many acts are told for and against, those that the finding is about first."""
    sides = ("for", "against") if sign > 0 else ("against", "for")
    told = f"the reports tell of {same} act{'s' if same > 1 else ''} {sides[0]} each other"
    return f"{told} and {other} {sides[1]}" if other else told


def _camps(net: Net) -> list[Finding]:
    """Say whether the ties split the parties into two camps, and what stands against it."""
    found, count = balance_of(net), int((net.table != 0).sum()) // 2
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


def _changes(net: Net) -> list[Finding]:
    """Say who moved closer and who apart from one month to the next in which something happened between them."""
    steps = [(net.monthly[pair][b] - net.monthly[pair][a], pair, a, b) for pair, a, b in monthly_steps(net)]
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
        return "as much for as against each other (0)"
    return f"cooperation (+{value})" if value > 0 else f"conflict (−{-value})"
