"""Negotiations with known outcomes in a plain CSV file: one issue a row.

Columns come in pairs, ``pde`` and ``sde``: the position (0 to 100) and the salience (0 to 100) of the party ``de``.
``out`` is the outcome, ``rp`` the reference point where there is one, ``prnr`` the proposal that the issue belongs to.
Where the first row has no outcome, it gives capabilities in the position columns; otherwise all parties have 1. Other
columns are left alone, an empty cell is a position not held, and a later row without an outcome is not counted. A party
with a position and no salience does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.plain_tables import Table, TableRow, read_table
from talleyrand.errors import InputError, Problem, did_you_mean
from talleyrand.solvers.arrays import Floats


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Decided issues as tables.

    Attributes
    ----------
    parties
        In the order of the columns.
    positions : (n_issues, n_parties) float in [0, 100]
        NaN where none is held.
    salience : (n_issues, n_parties) float in [0, 1]
        0 where none is given.
    capability : (n_parties,) float >= 0
    reference : (n_issues,) float in [0, 100]
        NaN where there is none.
    outcome : (n_issues,) float in [0, 100]
    proposal : (n_issues,) str
        Issues of one proposal were decided together.
    """

    parties: tuple[str, ...]
    positions: Floats
    salience: Floats
    capability: Floats
    reference: Floats
    outcome: Floats
    proposal: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.outcome)


def read_outcomes(path: Path) -> Outcomes:
    """Read a file of decided issues.

    Raises
    ------
    InputError
        With every cell that does not hold, by its line.
    """
    table = read_table(path)
    parties = _parties(table)
    cells = _Cells(table)
    first = table.rows[0] if table.rows and not table.rows[0].cells["out"] else None
    capability = cells.row(first, [f"p{p}" for p in parties], None) if first else np.ones(len(parties))
    told = [row for row in table.rows if row.cells["out"]]
    positions = np.array([cells.row(row, [f"p{p}" for p in parties], 100) for row in told])
    salience = np.array([cells.row(row, [f"s{p}" for p in parties], 100) for row in told])
    ends = np.array([cells.row(row, ["out", "rp"], 100) for row in told])
    cells.stop(first, capability, told)
    held = ~np.isnan(positions) & (np.nan_to_num(salience) > 0)
    cells.nobody([row for row, counts in zip(told, held & (capability > 0), strict=True) if not counts.any()])
    return Outcomes(
        parties=parties,
        positions=np.where(held, positions, np.nan),
        salience=np.where(held, salience / 100, 0.0),
        capability=capability,
        reference=ends[:, 1],
        outcome=ends[:, 0],
        proposal=np.array([row.cells.get("prnr") or f"line {row.line}" for row in told]),
    )


def _parties(table: Table) -> tuple[str, ...]:
    """Return the parties: what has a column of positions and one of saliences."""
    columns = table.columns
    if "out" not in columns:
        near = did_you_mean("out", columns)
        remedy = f"{near} call it out" if near else "add a column called out"
        raise InputError(Problem("no column of outcomes", table.path, 1, remedy=remedy))
    pairs = tuple(name[1:] for name in columns if len(name) > 1 and name[0] == "p" and f"s{name[1:]}" in columns)
    if not pairs:
        remedy = "name them p and s with a party's code, such as pde and sde"
        raise InputError(Problem("no pair of columns of positions and saliences", table.path, 1, remedy=remedy))
    return pairs


class _Cells:
    """Reads numbers and keeps what is wrong with them."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._problems: list[Problem] = []

    def row(self, row: TableRow, columns: Sequence[str], most: float | None) -> Floats:
        """Return some cells of a row as numbers from 0 to `most`; NaN where they are empty."""
        return np.array([self._number(row, column, most) for column in columns], dtype=float)

    def _number(self, row: TableRow, column: str, most: float | None) -> float:
        words = row.cells.get(column, "")
        if not words:
            return float("nan")
        number = self._table.number(words)
        if not 0 <= number <= (float("inf") if most is None else most):
            span = "from 0 up" if most is None else f"from 0 to {most:g}"
            self._wrong(row.line, f'"{words}" is no number {span}', where=column)
        return number

    def _wrong(self, line: int | None, message: str, where: str | None = None, remedy: str | None = None) -> None:
        self._problems.append(Problem(message, self._table.path, line, where=where, remedy=remedy))

    def nobody(self, rows: Sequence[TableRow]) -> None:
        """Raise where nobody counts on an issue."""
        remedy = "give at least one party a position, and a salience and a capability above 0"
        for row in rows:
            self._wrong(row.line, "nobody counts on this issue", remedy=remedy)
        if self._problems:
            raise InputError(self._problems)

    def stop(self, first: TableRow | None, capability: Floats, told: Sequence[TableRow]) -> None:
        """Raise what is wrong, if anything is."""
        if first is not None and np.isnan(capability).any() and not self._problems:
            remedy = "give each party's capability in its position column; a row without an outcome comes first"
            self._wrong(first.line, "this row lacks the capability of a party", remedy=remedy)
        if not told and not self._problems:
            self._wrong(None, "no row has an outcome", remedy="fill the column out, 0 to 100")
        if self._problems:
            raise InputError(self._problems)
