"""The shape of a route."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from starlette.responses import Response

from talleyrand.workbench.bench import Ask, Moved, Page

Handler = Callable[[Ask], Page | Moved | Response]


@dataclass(frozen=True)
class Door:
    """An address, what answers there, and whether it reads (GET) or changes (POST)."""

    path: str
    handler: Handler
    method: Literal["GET", "POST"] = "GET"
