"""Templates: everything that goes in is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from jinja2 import Environment

SEAT = {"in": "at the table", "out": "left out", "mediator": "mediates", "host": "hosts"}


@cache
def environment() -> Environment:
    """Return the templates; made once, never changed."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("talleyrand.workbench"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "figure": figure, "path": path, "words": words}
    return made


def render(name: str, data: Mapping[str, Any]) -> str:
    """Return a page."""
    return environment().get_template(name).render(**data)


def day(value: str | date | None) -> str:
    """Return a day as it is read; ISO dates are what the JSON twins hold."""
    from talleyrand.brief.days import day as told

    if not value:
        return "no date"
    return told(date.fromisoformat(value) if isinstance(value, str) else value)


def figure(value: object) -> str:
    """Return a number as the brief writes it."""
    from talleyrand.analyses.words import figure as told

    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return told(value) if isinstance(value, float) else str(value)


def path(value: str) -> str:
    """Return a value as part of an address."""
    return quote(value, safe="/")


def words(value: str) -> str:
    """Return a key in words."""
    return value.replace("_", " ")
