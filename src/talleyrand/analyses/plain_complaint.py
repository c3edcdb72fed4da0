"""What pydantic complains of, in the words of somebody who writes the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from talleyrand.analyses.plain_files import line_of
from talleyrand.errors import Problem, did_you_mean

_WORDS = {
    "string_type": "should be text",
    "int_type": "should be a whole number",
    "int_parsing": "should be a whole number",
    "int_from_float": "should be a whole number",
    "tuple_type": "should be a list",
    "dict_type": "should be an object of keys and values",
    "model_type": "should be an object of keys and values",
    "model_attributes_type": "should be an object of keys and values",
    "extra_forbidden": "is not known here",
    "too_short": "should have at least one entry",
}


def complaints(path: Path, error: ValidationError, data: Any, at: Sequence[str | int] = ()) -> list[Problem]:
    """Return the problems of a file, each with its line, where one can be told, and its place.

    Parameters
    ----------
    path
        The file.
    error
        What validation of ``data`` raised.
    data
        What was validated: objects, lists and values.
    at
        Where in the file the data stand.

    Examples
    --------
    >>> from pydantic import BaseModel
    >>> class Point(BaseModel):
    ...     height: int
    >>> try:
    ...     Point.model_validate({"heigth": 3})
    ... except ValidationError as error:
    ...     print(complaints(Path("none.json"), error, {"heigth": 3})[0])
    none.json: height: is missing; is "heigth" meant for it?
    """
    return [_problem(path, detail, data, at) for detail in error.errors()]


def _problem(path: Path, detail: Mapping[str, Any], data: Any, at: Sequence[str | int]) -> Problem:
    place = (*at, *detail["loc"])
    message, remedy = _told(detail, data)
    line = line_of(path, place) if path.exists() else None
    return Problem(message, str(path), line, where="/".join(map(str, place)) or None, remedy=remedy)


def _told(detail: Mapping[str, Any], data: Any) -> tuple[str, str | None]:
    """Return message and remedy."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        *way, key = detail["loc"]
        for part in way:
            data = data[part]
        near = did_you_mean(str(key), list(data))
        return "is missing", f"is {near.removeprefix('did you mean ').rstrip('?')} meant for it?" if near else None
    if kind == "value_error":
        return str(context["error"]), None
    if kind == "literal_error":
        return f"should be {context['expected']}", None
    if kind == "greater_than_equal":
        return f"should be {context['ge']} or more", None
    said: str = detail["msg"]
    return _WORDS.get(kind, said[:1].lower() + said[1:]), None
