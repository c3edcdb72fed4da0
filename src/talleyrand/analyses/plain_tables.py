"""Tables in plain text, as spreadsheets save them: comma, semicolon or tab between cells, with every row's line.

Where semicolons or tabs stand between cells, a comma in a number is a decimal comma.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from talleyrand.analyses.plain_files import text_of
from talleyrand.errors import InputError, Problem

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class TableRow:
    """A row: its line in the file, and its cells by column, without blanks around them."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A table as it stands in a file.

    Attributes
    ----------
    path
        As the user gave it.
    columns
        Names in the header, without blanks around them; columns without a name are left out.
    rows
        Rows in which anything stands, in the order of the file.
    decimal_comma
        Whether ``1,5`` is a number.
    """

    path: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    decimal_comma: bool

    def number(self, words: str) -> float:
        """Return the number that a cell says; NaN where it says none, or nothing finite."""
        try:
            number = float(words.replace(",", ".") if self.decimal_comma and "." not in words else words)
        except ValueError:
            return math.nan
        return number if math.isfinite(number) else math.nan


def read_table(path: Path) -> Table:
    """Read a table with a header.

    Raises
    ------
    InputError
        Where the file cannot be read or is empty, a name stands twice in the header, or rows are longer than it.
    """
    text, file = text_of(path), str(path)
    if not text.strip():
        raise InputError(Problem("the file is empty", file, remedy="write a line with the names of the columns"))
    first = text.lstrip().splitlines()[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    header: list[str] = []
    rows, problems = [], []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = [cell.strip() for cell in cells]
            problems += _twice(file, reader.line_num, header)
        elif any(cell.strip() for cell in cells[len(header) :]):
            problems.append(_longer(file, reader.line_num, cells, header, delimiter))
        else:
            filled = [cell.strip() for cell in cells] + [""] * len(header)
            named = {name: cell for name, cell in zip(header, filled, strict=False) if name}
            rows.append(TableRow(reader.line_num, named))
    if problems:
        raise InputError(problems)
    return Table(file, tuple(name for name in header if name), tuple(rows), delimiter != ",")


def _twice(file: str, line: int, header: Sequence[str]) -> list[Problem]:
    low = [name.lower() for name in header]
    again = [name for n, name in enumerate(low) if name and name in low[:n]]
    return [Problem(f'two columns are called "{name}"', file, line, remedy="rename one") for name in again]


def _longer(file: str, line: int, cells: Sequence[str], header: Sequence[str], delimiter: str) -> Problem:
    remedy = (
        'put cells with a comma in quotes, or write semicolons between cells and keep commas for decimals ("1,5")'
        if delimiter == ","
        else "write as many cells as the header names"
    )
    return Problem(f"{len(cells)} cells under {len(header)} columns", file, line, remedy=remedy)
