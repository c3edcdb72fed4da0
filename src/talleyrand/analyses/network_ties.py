"""Signed, dated ties from the events of a case, by a stated table of what counts as cooperation and as conflict."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from talleyrand.analyses.inputs import Floats
from talleyrand.analyses.words import listed, party_name
from talleyrand.case.model import Case, EventEntry
from talleyrand.errors import TooLargeError
from talleyrand.solvers.balance import Balance, balance

SCALE: dict[str, int] = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "CONCEDE": 1,
    "COOPERATE": 2,
    "AID": 2,
    "RETREAT": 2,
    "REQUEST": 0,
    "ACCUSE": -1,
    "REJECT": -1,
    "THREATEN": -1,
    "PROTEST": -2,
    "SANCTION": -2,
    "MOBILIZE": -2,
    "COERCE": -2,
    "ASSAULT": -3,
}
"""PLOVER class to what one act adds to a tie: words 1, deeds 2, an attack 3; asking is neither friendly nor hostile."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True)
class Act:
    """One event between two parties.

    Attributes
    ----------
    event
        Its number in the case.
    pair
        Numbers of the two parties, the lower first.
    weight
        What it adds to their tie, by `SCALE`.
    month
        ``2018-05``, or None where it has no date within one month.
    """

    event: int
    pair: tuple[int, int]
    weight: int
    month: str | None


def acts(case: Case) -> tuple[Act, ...]:
    """Return what happened between two different parties of the case and counts for or against them.

    What is planned, denied, supposed or long past does not count.
    """
    order = {code: n for n, code in enumerate(case.parties)}
    found = []
    for n, event in enumerate(case.events):
        weight = SCALE.get(event.plover.upper(), 0)
        if event.status == "happened" and weight:
            found += [Act(n, pair, weight, month_of(event)) for pair in _pairs(event, order)]
    return tuple(found)


def _pairs(event: EventEntry, order: dict[str, int]) -> Iterator[tuple[int, int]]:
    pairs = {
        (min(order[a], order[b]), max(order[a], order[b]))
        for a in event.source
        for b in event.target
        if a in order and b in order and a != b
    }
    yield from sorted(pairs)


def month_of(event: EventEntry) -> str | None:
    """Return the month of an event, or None where its date is missing or reaches over several.

    Examples
    --------
    >>> one = EventEntry(source=("A",), target=("B",), plover="AID", status="happened", assumption="x")
    >>> month_of(one), month_of(one.model_copy(update={"date": "2018-05-01/2018-05-31"}))
    (None, '2018-05')
    """
    ends = [_MONTH.match(part.strip()) for part in (event.date or "").split("/")]
    months = {end.group() if end else "" for end in ends}
    return months.pop() or None if len(months) == 1 else None


def ties(case: Case, some: tuple[Act, ...]) -> Floats:
    """Return (n_parties, n_parties) the sum of what acts add to each tie, symmetric.

    Examples
    --------
    >>> from talleyrand.analyses.examples import two_party_case
    >>> ties(two_party_case(), (Act(0, (0, 2), -2, None),))[2, 0]
    np.float64(-2.0)
    """
    table = np.zeros((len(case.parties), len(case.parties)))
    for act in some:
        i, j = act.pair
        table[i, j] += act.weight
        table[j, i] += act.weight
    return table


@dataclass(frozen=True)
class Net:
    """The acts between parties and what they add up to."""

    case: Case
    acts: tuple[Act, ...]
    table: Floats
    monthly: Mapping[tuple[int, int], Mapping[str, int]]

    @classmethod
    def of(cls, case: Case) -> Net:
        """Return the acts of a case, added up."""
        found = acts(case)
        monthly: dict[tuple[int, int], dict[str, int]] = {}
        for act in found:
            months = monthly.setdefault(act.pair, {})
            if act.month:
                months[act.month] = months.get(act.month, 0) + act.weight
        return cls(case, found, ties(case, found), {pair: monthly[pair] for pair in sorted(monthly)})

    def name(self, index: int) -> str:
        """Return what a sentence calls a party."""
        return party_name(self.case, list(self.case.parties)[index])

    def names(self, indices: Iterable[int]) -> str:
        """Return what a sentence calls parties."""
        return listed([self.name(i) for i in indices])

    def pair(self, pair: tuple[int, int]) -> str:
        """Return what a sentence calls two parties."""
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


def monthly_steps(net: Net) -> list[tuple[tuple[int, int], str, str]]:
    """Return (pair, month before, month) for every month in which something is told of a pair and was before."""
    return [(pair, a, b) for pair, months in net.monthly.items() for a, b in pairwise(sorted(months))]


def balance_of(net: Net) -> Balance | None:
    """Return the balance of the signs, or None where too many parties hang together."""
    try:
        return balance(np.sign(net.table))
    except TooLargeError:
        return None


def month_name(month: str) -> str:
    """Return a month in words.

    Examples
    --------
    >>> month_name("2018-05")
    'May 2018'
    """
    return f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}"
