"""A case as arrays: once at its values, or over many combinations of its ranges and open preferences."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from talleyrand.case.model import Case, PreferenceEntry

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Draws:
    """Input combinations of a case.

    Parameters
    ----------
    addresses
        The estimates and the open preferences, in the order of the case.
    values : (n_draws, n_addresses) float
        Estimates in their own units. For an open preference the number of its completion, from 0
        (see `completions`).
    low, high : (n_addresses,) float
        Ends of the ranges.
    centre : (n_addresses,) float
        The case's own values; completion 0 for preferences.
    """

    addresses: tuple[str, ...]
    values: Floats
    low: Floats
    high: Floats
    centre: Floats

    def __len__(self) -> int:
        return len(self.values)

    def column(self, address: str) -> Floats | None:
        """Return the draws of one estimate, or None where the case does not have it."""
        return self.values[:, self.addresses.index(address)] if address in self.addresses else None

    def with_values(self, values: Floats) -> Draws:
        """Return the same inputs at other combinations."""
        return replace(self, values=values)


def completions(step: PreferenceEntry) -> int:
    """Count the ways in which an open step of a preference can be completed.

    Examples
    --------
    >>> completions(PreferenceEntry(statement="a", assumption="x"))
    1
    >>> completions(PreferenceEntry(any_order=("a", "b", "c"), maybe=True, assumption="x"))
    7
    """
    orders = math.factorial(len(step.any_order)) if step.any_order else 1
    return orders + (1 if step.maybe else 0)


def complete(step: PreferenceEntry, number: int) -> tuple[str, ...]:
    """Return the statements of a step under its completion `number`, counted from 0; 0 is as written.

    Examples
    --------
    >>> complete(PreferenceEntry(any_order=("a", "b"), assumption="x"), 1)
    ('b', 'a')
    >>> complete(PreferenceEntry(statement="a", maybe=True, assumption="x"), 1)
    ()
    """
    if step.any_order:
        if number >= math.factorial(len(step.any_order)):
            return ()
        return next(itertools.islice(itertools.permutations(step.any_order), number, None))
    return (step.statement,) if number == 0 and step.statement else ()


def dimensions(case: Case) -> Draws:
    """Return the inputs of a case at their values: one draw, with the ranges in which they may move."""
    rows = [(address, e.value, e.low, e.high) for address, e in case.estimates()]
    for party, steps in case.preferences.items():
        for n, step in enumerate(steps):
            if (ways := completions(step)) > 1:
                rows.append((f"preferences/{party}/{n}", 0.0, 0.0, float(ways - 1)))
    addresses = tuple(row[0] for row in rows)
    numbers = np.array([row[1:] for row in rows], dtype=float).reshape(len(rows), 3)
    return Draws(addresses, numbers[None, :, 0], numbers[:, 1], numbers[:, 2], numbers[:, 0])


def is_choice(address: str) -> bool:
    """Tell whether an address is an open preference (whole numbers) rather than an estimate (a range)."""
    return address.startswith("preferences/")


@dataclass(frozen=True)
class Inputs:
    """The numbers of a case over draws.

    Parameters
    ----------
    parties, issues
        Codes and keys along the axes below; `table` tells which issues are on the main table.
    positions : (n_draws, n_parties, n_issues) float in [0, 100]
        NaN where a party holds none.
    saliences : (n_draws, n_parties, n_issues) float in [0, 1]
        0 where a party holds no position or the case gives no salience.
    capability : (n_draws, n_parties) float
    reversion : (n_draws, n_issues) float in [0, 100]
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    table: NDArray[np.bool_]
    positions: Floats
    saliences: Floats
    capability: Floats
    reversion: Floats


def inputs(case: Case, draws: Draws | None = None) -> Inputs:
    """Return the numbers of `case` at its values, or over `draws`."""
    draws = draws or dimensions(case)
    at = {address: n for n, address in enumerate(draws.addresses)}
    parties, issues = tuple(case.parties), tuple(case.issues)
    positions = _matrix(draws, at, "positions", parties, issues, math.nan)
    saliences = np.where(np.isnan(positions), 0.0, _matrix(draws, at, "saliences", parties, issues, 0.0))
    table = set(case.table_issues())
    return Inputs(
        parties=parties,
        issues=issues,
        table=np.array([q in table for q in issues], dtype=bool),
        positions=positions,
        saliences=saliences,
        capability=draws.values[:, [at[f"parties/{p}/capability"] for p in parties]],
        reversion=draws.values[:, [at[f"issues/{q}/reversion"] for q in issues]],
    )


def _matrix(
    draws: Draws, at: Mapping[str, int], table: str, parties: Sequence[str], issues: Sequence[str], absent: float
) -> Floats:
    out = np.full((len(draws), len(parties), len(issues)), absent)
    for i, party in enumerate(parties):
        for j, issue in enumerate(issues):
            if (n := at.get(f"{table}/{party}/{issue}")) is not None:
                out[:, i, j] = draws.values[:, n]
    return out


def preferences(case: Case, draws: Draws, row: int) -> dict[str, tuple[str, ...]]:
    """Return each party's ordered statements under the completions of one draw."""
    at = {address: n for n, address in enumerate(draws.addresses)}
    out: dict[str, tuple[str, ...]] = {}
    for party, steps in case.preferences.items():
        ordered: list[str] = []
        for n, step in enumerate(steps):
            column = at.get(f"preferences/{party}/{n}")
            number = int(draws.values[row, column]) if column is not None else 0
            ordered.extend(complete(step, number))
        out[party] = tuple(ordered)
    return out
