"""Reading the plain files of commands that need no project: whole, or a message that says why not."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from talleyrand.errors import InputError, Problem


def text_of(path: Path) -> str:
    """Return the text of a file in UTF-8, with or without a byte order mark.

    Raises
    ------
    InputError
        Where the file cannot be read or is in another encoding.
    """
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(Problem(f"cannot be read ({error.strerror})", file=str(path))) from error
    except UnicodeDecodeError as error:
        raise InputError(Problem("not UTF-8 text", file=str(path), remedy="save the file as UTF-8")) from error


def json_of(path: Path) -> Any:
    """Return what a JSON file holds.

    Raises
    ------
    InputError
        As `text_of`, and where it is not JSON, with line and column.
    """
    try:
        return json.loads(text_of(path))
    except json.JSONDecodeError as error:
        raise InputError(Problem(f"not JSON: {error.msg}", str(path), error.lineno, error.colno)) from error


def complaint(path: Path, detail: Any) -> Problem:
    """Return one complaint of pydantic's validation as a problem with its place in the file."""
    where = "/".join(str(part) for part in detail["loc"])
    return Problem(detail["msg"][:1].lower() + detail["msg"][1:], str(path), line_of(path, detail["loc"]), where=where)


def line_of(path: Path, place: Sequence[str | int]) -> int | None:
    """Return the line of the last key on the way to a place in a JSON file; None where there is no such key.

    Parameters
    ----------
    place
        Keys and places in lists from 0, such as ``("rules", 1, "quota")``: the second ``"quota"`` after ``"rules"``.
    """
    text, at, skip = text_of(path), -1, 0
    for part in place:
        if isinstance(part, int):
            skip = part
            continue
        found = list(re.finditer(rf'"{re.escape(part)}"\s*:', text[at + 1 :]))
        if len(found) <= skip:
            break
        at, skip = at + 1 + found[skip].start(), 0
    return text.count("\n", 0, at) + 1 if at >= 0 else None
