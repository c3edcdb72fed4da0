"""What pydantic finds wrong with the shape of a case, told in the words of the case file, each with its remedy."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from talleyrand.case.estimate import Estimate, Grounds
from talleyrand.case.model import Case, SeatEntry
from talleyrand.case.yamltext import Located
from talleyrand.errors import Problem, did_you_mean

_KINDS = {
    "string_type": "a text",
    "float_type": "a number",
    "float_parsing": "a number",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "dict_type": "a mapping of names to entries",
    "date_type": "a date (2018-06-08)",
    "date_parsing": "a date (2018-06-08)",
    "date_from_datetime_parsing": "a date (2018-06-08)",
    "date_from_datetime_inexact": "a date without a time (2018-06-08)",
}
_REMEDIES = {
    "true and false": "write a number",
    "the value": "widen the range or correct the value",
}
_GROUNDS = "because: [record ids] or assumption: …"


def shape_problems(error: ValidationError, located: Located) -> list[Problem]:
    """Turn every mistake that pydantic found into a problem with its place, address and remedy, in file order."""
    found = [_problem(dict(detail), located) for detail in error.errors(include_url=False)]
    return sorted(found, key=lambda p: (p.file or "", p.line or 0, p.column or 0, p.message))


def _problem(detail: dict[str, Any], located: Located) -> Problem:
    loc: tuple[str | int, ...] = detail["loc"]
    address = "/".join(str(part) for part in loc)
    message, remedy = _words(detail, loc)
    unknown_key = detail["type"] == "extra_forbidden"
    if detail["type"] == "missing":
        place = located.where(address.rpartition("/")[0], key=True)
    else:
        place = located.where(address, key=unknown_key)
    return Problem(message, file=place.file, line=place.line, column=place.column, where=address or None, remedy=remedy)


def _words(detail: Mapping[str, Any], loc: tuple[str | int, ...]) -> tuple[str, str | None]:
    kind, given = detail["type"], detail["input"]
    match kind:
        case "extra_forbidden":
            known = _keys_at(loc[:-1])
            return f'unknown key "{loc[-1]}"', did_you_mean(str(loc[-1]), known) or f"known here: {', '.join(known)}"
        case "missing" if len(loc) > 1 and loc[-2] == "range":
            return "a range has two ends", "write range: [low, high]"
        case "missing":
            return f'"{loc[-1]}" is missing', f"add {loc[-1]}: {_example(_type_at(loc))}"
        case "literal_error":
            choices = [str(choice) for choice in get_args(_type_at(loc))]
            return f"{_shown(given)} is none of {', '.join(choices)}", did_you_mean(str(given), choices)
        case "model_type" | "model_attributes_type":
            return f"{_shown(given)} stands where an entry is expected", f"write {_example(_type_at(loc), given)}"
        case "value_error":
            return str(detail["ctx"]["error"]), _remedy(str(detail["ctx"]["error"]))
        case "too_long" if loc and loc[-1] == "range":
            return "a range has two ends", "write range: [low, high]"
    wanted = _KINDS.get(kind)
    if wanted is None:
        return str(detail["msg"]), None
    remedy = "write range: [low, high]" if loc and loc[-1] == "range" else f"write {wanted}"
    return f"{_shown(given)} stands where {wanted} is expected", remedy


def _remedy(message: str) -> str | None:
    return next((remedy for cue, remedy in _REMEDIES.items() if message.startswith(cue)), None)


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f'"{text if len(text) <= 40 else text[:39] + "…"}"'


def _example(kind: Any, given: object = None) -> str:
    """Return what an entry of this type looks like in the file."""
    if kind is Estimate:
        number = f"{given:g}" if isinstance(given, int | float) and not isinstance(given, bool) else "…"
        return f"{{value: {number}, range: [low, high], {_GROUNDS}}}"
    if kind is SeatEntry:
        return f"{{seat: {given if isinstance(given, str) else 'in'}, {_GROUNDS}}}"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        needed = [name for name, field in kind.model_fields.items() if field.is_required()]
        grounds = [_GROUNDS] if issubclass(kind, Grounds) else []
        return "{" + ", ".join([f"{name}: …" for name in needed] + grounds) + "}"
    return "…"


def _keys_at(loc: tuple[str | int, ...]) -> list[str]:
    kind = _type_at(loc)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return list(kind.model_fields)
    return []


def _type_at(loc: tuple[str | int, ...]) -> Any:
    """Follow an address through the annotations of `Case`; the type that is expected there, or None."""
    kind: Any = Case
    for part in loc:
        kind = _inner(_bare(kind), part)
    return _bare(kind)


def _bare(kind: Any) -> Any:
    """Strip ``| None``."""
    if get_origin(kind) in (Union, UnionType):
        return next(arg for arg in get_args(kind) if arg is not type(None))
    return kind


def _inner(kind: Any, part: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        info = kind.model_fields.get(str(part))
        return info.annotation if info else None
    args = get_args(kind)
    if not args:
        return None
    return args[1] if get_origin(kind) is dict else args[0]
