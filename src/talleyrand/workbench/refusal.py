"""Errors in their one shape: a page for people, ``{"error": {"kind", "problems": [...]}}`` for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from talleyrand.errors import FolderError, InputError, Problem, TalleyrandError
from talleyrand.workbench.render import render

KINDS = {403: "refused", 404: "missing", 405: "method", 409: "conflict", 413: "size", 422: "input", 500: "internal"}
_HEADINGS = {
    403: "Refused",
    404: "Not here",
    405: "Not like this",
    409: "Somebody else changed this",
    413: "Too much at once",
    422: "This cannot be used as it is",
    500: "Something went wrong in the workbench",
}


class Refusal(Exception):  # noqa: N818 - an answer, not always a mistake
    """A request that gets an error for an answer."""

    def __init__(self, status: int, problems: Problem | Sequence[Problem]) -> None:
        self.status = status
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("; ".join(map(str, self.problems)))

    def answer(self, scope: Scope) -> Response:
        """Return the error in the form that was asked for."""
        data = error_data(KINDS.get(self.status, "input"), self.problems)
        if scope.get("twin"):
            return JSONResponse(data, self.status)
        page = render("error.html", {"heading": _HEADINGS.get(self.status, "Error"), **data, "bare": True})
        return HTMLResponse(page, self.status)


def error_data(kind: str, problems: Sequence[Problem]) -> dict[str, Any]:
    """Return the one shape of errors."""
    return {"error": {"kind": kind, "problems": [problem.as_json() for problem in problems]}}


def refusal_of(error: Exception) -> Refusal:
    """Return the answer to an error: what a person can mend is said, anything else only that it happened."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, InputError):
        return Refusal(422, error.problems)
    if isinstance(error, FolderError):
        return Refusal(409, Problem(str(error)))
    if isinstance(error, TalleyrandError):
        return Refusal(422, Problem(str(error)))
    return Refusal(500, Problem("an error that nobody foresaw; its trace is in the terminal"))


def missing(what: str) -> Refusal:
    """Return the answer where something asked for is not there."""
    return Refusal(404, Problem(f"there is no {what} here", remedy="it may have been renamed; look under the tabs"))
