"""Positions in a plain CSV file, without a project.

Columns, in any order and case: a name (``party``, ``actor`` or ``name``), ``position``, and as far as there are
``capability``, ``salience`` and ``issue``. Without an issue column all rows are one issue.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from talleyrand.errors import InputError, Problem, did_you_mean
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
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(Problem(f"cannot be read ({error.strerror})", file=str(path))) from error
    except UnicodeDecodeError as error:
        raise InputError(Problem("not UTF-8 text", file=str(path), remedy="save the file as UTF-8")) from error
    reader = csv.DictReader(io.StringIO(text))
    columns = {name.strip().lower(): name for name in reader.fieldnames or ()}
    _check_columns(path, columns)
    rows: list[Row] = []
    problems: list[Problem] = []
    for line in reader:
        row = {key: (line.get(name) or "").strip() for key, name in columns.items()}
        made = _row(path, reader.line_num, row, columns)
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
    if "position" not in columns:
        near = did_you_mean("position", columns) or "add a column called position"
        problems.append(Problem("no column of positions", str(path), 1, remedy=near))
    if problems:
        raise InputError(problems)


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


def settlements(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Return for each issue the settlement by each method and choice of factors, in the unit of the positions.

    Examples
    --------
    >>> settlements([Row("A", "q", 0, 3, 1), Row("B", "q", 100, 1, 1)])["q"]["compromise"]
    25.0
    """
    issues = tuple(dict.fromkeys(row.issue for row in rows))
    out: dict[str, dict[str, float]] = {}
    for issue in issues:
        some = [row for row in rows if row.issue == issue]
        found = variants(
            np.array([[row.position] for row in some]),
            np.array([row.capability for row in some]),
            np.array([[row.salience] for row in some]),
        )
        out[issue] = {_label(s.method, s.factors): float(s.outcome[0]) for s in found}
    return out


def _label(method: str, factors: Sequence[str]) -> str:
    return method if len(factors) == 2 else f"{method}, {f'{factors[0]} only' if factors else 'unweighted'}"
