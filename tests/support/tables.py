"""Random tables for the bargaining solvers: parties, issues, holes, and a plain loop to compare with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Table:
    """One random case: arrays as the solvers take them."""

    positions: Floats
    capability: Floats
    salience: Floats
    reversion: Floats

    @property
    def parts(self) -> tuple[Floats, Floats, Floats, Floats]:
        """The four arrays in the order of the solvers' arguments."""
        return self.positions, self.capability, self.salience, self.reversion


def random_table(
    generator: np.random.Generator, n_parties: int, n_issues: int, *, draws: tuple[int, ...] = (), holes: float = 0.0
) -> Table:
    """Return a table with positions on a grid of fives (so that ties happen) and some positions missing."""
    shape = (*draws, n_parties, n_issues)
    positions = generator.integers(0, 21, shape) * 5.0
    positions[generator.random(shape) < holes] = np.nan
    return Table(
        positions,
        generator.integers(1, 6, (*draws, n_parties)) / 4,
        generator.integers(0, 5, shape) / 4,
        generator.integers(0, 21, (*draws, n_issues)) * 5.0,
    )


def plain_settlement(table: Table, seats: list[bool], issue: int, method: str) -> float:
    """Return the settlement of one table on one issue, as a textbook would work it out; NaN where nobody counts."""
    counting = [
        (float(table.positions[j, issue]), float(table.capability[j] * table.salience[j, issue]))
        for j, sits in enumerate(seats)
        if sits and not np.isnan(table.positions[j, issue]) and table.capability[j] * table.salience[j, issue] > 0
    ]
    if not counting:
        return float("nan")
    total = sum(weight for _, weight in counting)
    if method == "compromise":
        return sum(place * weight for place, weight in counting) / total
    medians = [
        place
        for place, _ in counting
        if sum(w for p, w in counting if p < place) <= total / 2 + 1e-12
        and sum(w for p, w in counting if p > place) <= total / 2 + 1e-12
    ]
    return (min(medians) + max(medians)) / 2


def plain_loss(table: Table, party: int, outcome: list[float]) -> float:
    """Return one party's salience-weighted distance from an outcome."""
    return sum(
        float(table.salience[party, issue]) * abs(x - float(table.positions[party, issue]))
        for issue, x in enumerate(outcome)
        if not np.isnan(table.positions[party, issue])
    )


def plain_table(table: Table, seats: list[bool], method: str) -> list[float]:
    """Return the settlement of one table on all issues, the reversion point where nobody counts."""
    found = [plain_settlement(table, seats, issue, method) for issue in range(table.positions.shape[1])]
    return [float(table.reversion[issue]) if np.isnan(x) else x for issue, x in enumerate(found)]
