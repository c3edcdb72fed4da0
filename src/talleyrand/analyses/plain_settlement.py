"""Positions in a plain CSV file, without a project.

Columns, in any order and case: a name (``party``, ``actor`` or ``name``), ``position``, and as far as there are
``capability``, ``salience`` and ``issue``. Without an issue column all rows are one issue. Or one block of columns an
issue, a row a party: ``toll position``, ``toll salience``, ``dam position``, …; an empty position is none held.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from talleyrand.analyses.plain_tables import Table, TableRow, read_table
from talleyrand.errors import InputError, Problem, did_you_mean
from talleyrand.solvers.arrays import Floats
from talleyrand.solvers.contest import contest
from talleyrand.solvers.settlement import variants
from talleyrand.solvers.spatial import SpatialContest, spatial_contest

NAMES = ("party", "actor", "name")
NUMBERS = ("position", "capability", "salience")
SCALE = 100.0  # the length of a scale, unless positions lie outside it


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
    table = read_table(path)
    columns = {name.lower(): name for name in table.columns}
    _check_columns(table, columns)
    made = [part for row in table.rows for part in _rows(table, row, columns)]
    problems = [part for part in made if isinstance(part, Problem)] or list(_repeated(table, made))
    rows = tuple(part for _, part in _told(made))
    if not rows and not problems:
        problems = [Problem("no position below the header", table.path, remedy="add a line for each party")]
    if problems:
        raise InputError(problems)
    return rows


Made = tuple[int, Row] | Problem


def _told(made: Sequence[Made]) -> list[tuple[int, Row]]:
    return [part for part in made if not isinstance(part, Problem)]


def _check_columns(table: Table, columns: Mapping[str, str]) -> None:
    problems = []
    if not any(name in columns for name in NAMES):
        problems.append(Problem("no column names the parties", table.path, 1, remedy="call it party"))
    if "position" not in columns and not _blocks(columns):
        near = did_you_mean("position", columns)
        remedy = f"{near} call it position" if near else "add a column called position"
        problems.append(Problem("no column of positions", table.path, 1, remedy=remedy))
    if problems:
        raise InputError(problems)


def _blocks(columns: Mapping[str, str]) -> dict[str, str]:
    """Return the issues that have a block of columns: their key in lower case to their name as it stands."""
    return {
        key.removesuffix(" position"): columns[key][: -len(" position")].strip()
        for key in columns
        if key.endswith(" position")
    }


def _rows(table: Table, row: TableRow, columns: Mapping[str, str]) -> Iterator[Made]:
    """Yield what a line holds: one row, or one for each block in which a position is held."""
    cells = {key: row.cells[name] for key, name in columns.items()}
    blocks = _blocks(columns)
    if not blocks:
        yield _row(table, row.line, cells, cells.get("issue", "") or "issue", {name: name for name in NUMBERS})
    for key, issue in blocks.items():
        if cells[f"{key} position"]:
            at = {"position": f"{key} position", "salience": f"{key} salience", "capability": "capability"}
            yield _row(table, row.line, cells, issue, at)


def _row(table: Table, line: int, cells: Mapping[str, str], issue: str, at: Mapping[str, str]) -> Made:
    name = next(cells[key] for key in NAMES if key in cells)
    if not name:
        return Problem("a row without a name", table.path, line, remedy="write whose position this is")
    values = {}
    for key, column in at.items():
        words = cells.get(column, "1")
        number = table.number(words)
        most = 1.0 if key == "salience" else np.inf
        if np.isnan(number) or (key != "position" and not 0 <= number <= most):
            span = {"position": "write a number", "capability": "write a number from 0 up"}
            remedy = span.get(key, "write it between 0 and 1")
            return Problem(f'{column} is "{words}"', table.path, line, where=name, remedy=remedy)
        values[key] = number
    return line, Row(name, issue, values["position"], values["capability"], values["salience"])


def _repeated(table: Table, made: Sequence[Made]) -> Iterator[Problem]:
    """Yield a problem for each position that was told before."""
    seen: dict[tuple[str, str], int] = {}
    for line, row in _told(made):
        if (first := seen.setdefault((row.party, row.issue), line)) != line:
            message = f"a second position on {row.issue}, after that in line {first}"
            yield Problem(message, table.path, line, where=row.party, remedy="keep one row")


def settlements(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Return for each issue where bargaining lands, in the unit of the positions.

    ``compromise`` and ``median`` weigh by capability times salience; ``contest`` is the weighted median round by round,
    from the start on; ``variants`` are the first two with and without each factor. With several issues, ``condorcet``
    is where the Condorcet contest over all of them together stands on this one, round by round: positions weighed by
    how likely each party's beats all others.

    Examples
    --------
    >>> found = settlements([Row("A", "q", 0, 3, 1), Row("B", "q", 100, 1, 1)])["q"]
    >>> found["compromise"], found["median"], found["contest"][0]
    (25.0, 0.0, 0.0)
    """
    found = {issue: _settled([row for row in rows if row.issue == issue]) for issue in _issues(rows)}
    if (course := _course(rows)) is not None:
        for q, issue in enumerate(found):
            found[issue]["condorcet"] = [_plain(value) for value in course.mean[:, q]]
    return found


def together(rows: Sequence[Row]) -> dict[str, Any] | None:
    """Return the Condorcet contest over all issues: chances by party round by round, and how it ended.

    None for one issue, or where fewer than two parties have a position on all. Capabilities that differ by issue are
    averaged. A scale is taken to be 100 long, or as long as the positions on it where they lie outside 0 to 100.

    Examples
    --------
    >>> rows = [Row(p, q, x, 1, 0.5) for p, x in (("A", 0), ("B", 100)) for q in ("q", "r")]
    >>> together(rows)["chances"]["A"][0]
    0.5
    """
    course = _course(rows)
    if course is None:
        return None
    chances = zip(_parties(rows), course.chances.T, strict=True)
    return {
        "chances": {party: [_plain(chance) for chance in row] for party, row in chances},
        "rounds": int(course.rounds),
        "rests": bool(course.rests),
    }


def _issues(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.issue for row in rows))


def _parties(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.party for row in rows))


def _course(rows: Sequence[Row]) -> SpatialContest | None:
    issues, parties = _issues(rows), _parties(rows)
    shape = (len(parties), len(issues))
    positions, salience, capability = np.full(shape, np.nan), np.zeros(shape), np.full(shape, np.nan)
    for row in rows:
        at = parties.index(row.party), issues.index(row.issue)
        positions[at], salience[at], capability[at] = row.position, row.salience, row.capability
    if len(issues) < 2 or np.isfinite(positions).all(axis=1).sum() < 2:
        return None
    return spatial_contest(positions, np.nanmean(capability, axis=1), salience, span=_spans(positions))


def _spans(positions: Floats) -> Floats:
    low, high = np.nanmin(positions, axis=0), np.nanmax(positions, axis=0)
    return np.where((low >= 0) & (high <= SCALE), SCALE, np.where(high > low, high - low, 1.0))


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
