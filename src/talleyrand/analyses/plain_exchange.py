"""Positions over several issues in the tab-separated form in which exchange programs take them, without a project.

One thing a line, its kind first; names may stand in single quotes::

    #A  Ambria                       a party
    #P  toll                         an issue
    #M  toll  0                      an end of the issue's scale (two lines)
    #D  Ambria  toll  30  0.9  0.5   position, salience (0 to 1), capability

Positions are brought to 0–100 by the ends of their issue. A comma in a number is a decimal comma. Further cells, and
lines that are empty or begin with ``//``, are left alone. A party without a ``#D`` line on an issue holds no position
there.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from talleyrand.analyses.plain_files import text_of
from talleyrand.errors import InputError, Problem, did_you_mean
from talleyrand.solvers.arrays import Floats
from talleyrand.solvers.exchange import ExchangeResult, exchange, rescale

FORM = {
    "#A": ("a party", "NAME"),
    "#P": ("an issue", "NAME"),
    "#M": ("an end of a scale", "ISSUE NUMBER"),
    "#D": ("a position", "PARTY ISSUE POSITION SALIENCE CAPABILITY"),
}


@dataclass(frozen=True, eq=False)
class Positions:
    """What the file says, as tables.

    Attributes
    ----------
    parties, issues
        In the order of the file.
    positions : (n_parties, n_issues) float in [0, 100]
        NaN where a party holds none.
    salience, capability : (n_parties, n_issues) float
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    positions: Floats
    salience: Floats
    capability: Floats


@dataclass
class _Read:
    """What has been read so far."""

    path: str
    parties: list[str] = field(default_factory=list)
    ends: dict[str, list[float]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    cells: dict[tuple[str, str], tuple[int, list[float]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, line: int | None, message: str, remedy: str | None = None, where: str | None = None) -> None:
        self.problems.append(Problem(message, self.path, line, where=where, remedy=remedy))


def read_exchange(path: Path) -> Positions:
    """Read a file of positions, saliences and capabilities.

    Raises
    ------
    InputError
        With every line that does not hold, by its number.
    """
    text = text_of(path)
    read = _Read(str(path))
    kinds: dict[str, Callable[[_Read, int, list[str]], None]] = {"#A": _party, "#P": _issue, "#M": _end, "#D": _cell}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("//"):
            continue
        kind, *cells = (cell.strip().strip("'").strip() for cell in line.split("\t"))
        if kind not in kinds:
            read.wrong(number, f'"{kind[:30]}" is no kind of line', f"begin it with {', '.join(FORM)} and a tab")
        elif len(cells) < len(FORM[kind][1].split()):
            read.wrong(number, f"{FORM[kind][0]} is short of cells", f"write {kind} {FORM[kind][1]}, tabs between")
        else:
            kinds[kind](read, number, cells)
    _whole(read)
    if read.problems:
        raise InputError(read.problems)
    return _tables(read)


def _party(read: _Read, line: int, cells: list[str]) -> None:
    if cells[0] in read.parties:
        read.wrong(line, "this party stands twice", "keep one line", where=cells[0])
    read.parties.append(cells[0])


def _issue(read: _Read, line: int, cells: list[str]) -> None:
    if cells[0] in read.ends:
        read.wrong(line, "this issue stands twice", "keep one line", where=cells[0])
    read.ends.setdefault(cells[0], [])
    read.lines.setdefault(cells[0], line)


def _end(read: _Read, line: int, cells: list[str]) -> None:
    if _known(read, line, "issue", cells[0], read.ends):
        read.ends[cells[0]] += _numbers(read, line, cells[1:2], ("end of the scale",), cells[0])


def _cell(read: _Read, line: int, cells: list[str]) -> None:
    party, issue = cells[:2]
    known = [_known(read, line, "party", party, read.parties), _known(read, line, "issue", issue, read.ends)]
    where = f"{party} on {issue}"
    numbers = _numbers(read, line, cells[2:5], ("position", "salience", "capability"), where)
    if not all(known) or len(numbers) < 3:
        return
    if (party, issue) in read.cells:
        read.wrong(line, "this position stands twice", "keep one line", where=where)
    if not 0 <= numbers[1] <= 1:
        read.wrong(line, f"salience is {numbers[1]:g}", "write it between 0 and 1", where=where)
    if numbers[2] < 0:
        read.wrong(line, f"capability is {numbers[2]:g}", "write a number from 0 up", where=where)
    read.cells[party, issue] = line, numbers


def _known(read: _Read, line: int, kind: str, name: str, there: Any) -> bool:
    if name not in there:
        mark = "#A" if kind == "party" else "#P"
        remedy = did_you_mean(name, there) or f"name it in a line {mark} before"
        read.wrong(line, f'there is no {kind} "{name}"', remedy)
    return name in there


def _numbers(read: _Read, line: int, words: list[str], names: tuple[str, ...], where: str) -> list[float]:
    found = []
    for word, name in zip(words, names, strict=True):
        try:
            number = float(word.replace(",", ".") if "." not in word else word)  # tabs stand between cells
        except ValueError:
            number = math.nan
        if math.isfinite(number):
            found.append(number)
        else:
            read.wrong(line, f'{name} is "{word}"', "write a number", where=where)
    return found


def _whole(read: _Read) -> None:
    """Tell what the file as a whole lacks, and positions outside the ends of their issue."""
    parts = (("party", "#A", read.parties), ("issue", "#P", read.ends), ("position", "#D", read.cells))
    for name, mark, there in parts:
        if not there and not read.problems:
            read.wrong(None, f"no {name} in the file", f"add lines {mark} {FORM[mark][1]}, tabs between")
    for issue, ends in read.ends.items():
        if len(set(ends)) < 2 and not read.problems:
            read.wrong(read.lines[issue], "the scale has no two ends", f"add two lines #M {issue} NUMBER", where=issue)
    for (party, issue), (line, numbers) in read.cells.items():
        ends = read.ends[issue]
        if len(ends) > 1 and not min(ends) <= numbers[0] <= max(ends):
            remedy = f"the scale runs from {min(ends):g} to {max(ends):g}"
            read.wrong(line, f"position {numbers[0]:g} is off the scale", remedy, where=f"{party} on {issue}")


def _tables(read: _Read) -> Positions:
    issues = tuple(read.ends)
    nothing = (0, [math.nan] * 3)
    table = np.array([[read.cells.get((party, issue), nothing)[1] for issue in issues] for party in read.parties])
    low, high = ([pick(read.ends[issue]) for issue in issues] for pick in (min, max))
    return Positions(tuple(read.parties), issues, rescale(table[:, :, 0], low, high), table[:, :, 1], table[:, :, 2])


def traded(given: Positions) -> ExchangeResult:
    """Return one iteration of exchange over what a file says."""
    return exchange(given.positions, given.capability, given.salience)


def as_answer(given: Positions, found: ExchangeResult) -> dict[str, Any]:
    """Return candidates, how many trades were made, outcomes before and after, and the trades, as plain data.

    Examples
    --------
    >>> import numpy as np
    >>> cares = np.array([[0.2, 0.8], [0.8, 0.2]])
    >>> given = Positions(("A", "B"), ("p", "q"), np.array([[0.0, 0.0], [100.0, 100.0]]), cares, np.ones((2, 2)))
    >>> answer = as_answer(given, traded(given))
    >>> answer["candidates"], answer["executed"], [round(end) for end in answer["outcomes"]["p"]]
    (1, 1, [80, 100])
    """
    return {
        "candidates": found.candidates,
        "executed": len(found.trades),
        "outcomes": {issue: [_plain(found.before[q]), _plain(found.after[q])] for q, issue in enumerate(given.issues)},
        "trades": [
            {
                "parties": [given.parties[i] for i in trade.parties],
                "issues": [given.issues[q] for q in trade.issues],
                "from": list(trade.start),
                "to": list(trade.end),
                "gain": trade.gain,
                "externalities": dict(zip(given.parties, trade.externalities, strict=True)),
            }
            for trade in found.trades
        ],
    }


def _plain(outcome: float) -> float | None:
    """Return an outcome, or None for an issue on which nobody counts."""
    return float(outcome) if math.isfinite(outcome) else None
