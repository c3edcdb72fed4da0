"""Positions in a plain CSV file, without a project.

Columns, in any order and case: a name (``party``, ``actor`` or ``name``), ``position``, and as far as there are
``capability``, ``salience`` and ``issue``. Without an issue column all rows are one issue. Or one block of columns an
issue, a row a party: ``toll position``, ``toll salience``, ``dam position``, …; an empty position is none held.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from talleyrand.analyses.plain_files import text_of
from talleyrand.errors import InputError, Problem, did_you_mean
from talleyrand.solvers.contest import contest
from talleyrand.solvers.settlement import variants

NAMES = ("party", "actor", "name")
NUMBERS = ("position", "capability", "salience")


@dataclass(frozen=True)
class Row:
    """One party on one issue."""

    party: str
    issue: str
    position: float
    capability: float
    salience: float


def read_positions(path: Path) -> tuple[Row, ...]:
    """Read a file of positions.

    Raises
    ------
    InputError
        With every row that does not hold, by its line.
    """
    text = text_of(path)
    reader = csv.DictReader(io.StringIO(text))
    columns = {name.strip().lower(): name for name in reader.fieldnames or ()}
    _check_columns(path, columns)
    blocks = _blocks(columns)
    rows: list[Row] = []
    problems: list[Problem] = []
    for line in reader:
        row = {key: (line.get(name) or "").strip() for key, name in columns.items()}
        for made in _rows(path, reader.line_num, row, columns, blocks):
            if isinstance(made, Row):
                rows.append(made)
            else:
                problems.append(made)
    if not rows and not problems:
        problems = [Problem("no rows below the header", file=str(path), remedy="add a line for each party")]
    if problems:
        raise InputError(problems)
    return tuple(rows)


def _check_columns(path: Path, columns: Mapping[str, str]) -> None:
    problems = []
    if not any(name in columns for name in NAMES):
        problems.append(Problem("no column names the parties", str(path), 1, remedy="call it party"))
    if "position" not in columns and not _blocks(columns):
        near = did_you_mean("position", columns) or "add a column called position"
        problems.append(Problem("no column of positions", str(path), 1, remedy=near))
    if problems:
        raise InputError(problems)


def _blocks(columns: Mapping[str, str]) -> dict[str, str]:
    """Return the issues that have a block of columns: their key in lower case to their name as it stands."""
    return {
        key.removesuffix(" position"): columns[key].strip()[: -len(" position")].strip()
        for key in columns
        if key.endswith(" position")
    }


def _rows(
    path: Path, number: int, row: Mapping[str, str], columns: Mapping[str, str], blocks: Mapping[str, str]
) -> list[Row | Problem]:
    """Return what a line holds: one row, or one for each block in which a position is held."""
    if not blocks:
        return [_row(path, number, row, columns)]
    made = []
    for key, issue in blocks.items():
        if row[f"{key} position"]:
            part = {k: v for k, v in row.items() if k in (*NAMES, "capability")} | {"issue": issue}
            part |= {name: row[f"{key} {name}"] for name in ("position", "salience") if f"{key} {name}" in row}
            made.append(_row(path, number, part, part))
    return made


def _row(path: Path, number: int, row: Mapping[str, str], columns: Mapping[str, str]) -> Row | Problem:
    name = next(row[key] for key in NAMES if key in row)
    values = {}
    for key in NUMBERS:
        words = row.get(key, "1" if key not in columns else "")
        try:
            values[key] = float(words)
        except ValueError:
            return Problem(f'{key} is "{words}"; write a number', str(path), number, where=name)
        if not np.isfinite(values[key]) or (key != "position" and values[key] < 0):
            return Problem(f"{key} is {words}; write a number from 0 up", str(path), number, where=name)
    if values["salience"] > 1:
        return Problem(
            f"salience is {values['salience']:g}", str(path), number, where=name, remedy="write it between 0 and 1"
        )
    return Row(name, row.get("issue", "") or "issue", values["position"], values["capability"], values["salience"])


def settlements(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Return for each issue where bargaining lands, in the unit of the positions.

    ``compromise`` and ``median`` weigh by capability times salience; ``contest`` is the weighted median round by round,
    from the start on; ``variants`` are the first two with and without each factor.

    Examples
    --------
    >>> found = settlements([Row("A", "q", 0, 3, 1), Row("B", "q", 100, 1, 1)])["q"]
    >>> found["compromise"], found["median"], found["contest"][0]
    (25.0, 0.0, 0.0)
    """
    issues = tuple(dict.fromkeys(row.issue for row in rows))
    return {issue: _settled([row for row in rows if row.issue == issue]) for issue in issues}


def _settled(rows: Sequence[Row]) -> dict[str, Any]:
    positions = np.array([[row.position] for row in rows])
    capability = np.array([row.capability for row in rows])
    salience = np.array([[row.salience] for row in rows])
    found = {_label(s.method, s.factors): _plain(s.outcome[0]) for s in variants(positions, capability, salience)}
    course = contest(positions, capability, salience)
    rounds = int(course.rounds[0])
    return {
        "compromise": found["compromise"],
        "median": found["weighted median"],
        "contest": [_plain(value) for value in course.median[: rounds + 1, 0]],
        "contest_ends_by": str(course.ended[0]),
        "variants": found,
    }


def _plain(outcome: float) -> float | None:
    """Return an outcome, or None where nobody counts."""
    return float(outcome) if np.isfinite(outcome) else None


def _label(method: str, factors: Sequence[str]) -> str:
    return method if len(factors) == 2 else f"{method}, {f'{factors[0]} only' if factors else 'unweighted'}"
