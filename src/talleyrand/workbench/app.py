"""The workbench as an ASGI application: routes, one way through for every request, one shape for every answer."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, compile_path
from starlette.staticfiles import StaticFiles

from talleyrand.errors import Problem
from talleyrand.workbench.bench import Ask, Bench, Moved, Page
from talleyrand.workbench.doors import Door, Handler
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.pages import (
    analyses,
    brief,
    case,
    cell,
    comparing,
    decisions,
    entering,
    evidence,
    figures,
    jobs,
    restructure,
    search,
    sources,
    structure,
    undo,
)
from talleyrand.workbench.refusal import Refusal, missing, refusal_of
from talleyrand.workbench.render import render
from talleyrand.workbench.safety import FIELD, HEADER, MOST_FILES, Guard
from talleyrand.workbench.top import top

CASE = (case, structure, restructure, cell)
"""In this order: the pages of an entry take every address that the others leave."""
PARTS = (sources, entering, evidence, decisions, *CASE, comparing, figures, analyses, brief, jobs, search, undo)
MOST_FIELDS, MOST_PART = 2000, 6 * 2**20
_STATIC = Path(__file__).parent / "static"


def create_app(root: Path, reviewer: str | None = None) -> Starlette:
    """Return the workbench on a project folder; `reviewer` is the name that decisions bear."""
    bench = Bench.of(root, reviewer)
    doors: list[Door] = [door for part in PARTS for door in part.DOORS]
    app = Starlette(
        routes=[
            *(Route(door.path, _endpoint(door.handler, door.method), methods=[door.method]) for door in doors),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[Middleware(Guard)],
        exception_handlers={HTTPException: _not_found},
    )
    app.router.redirect_slashes = False
    app.state.bench = bench
    app.state.pages = [(compile_path(door.path)[0], door.handler) for door in doors if door.method == "GET"]
    return app


def _endpoint(handler: Handler, method: str) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        bench: Bench = request.app.state.bench
        form = FormData()
        try:
            form = await _form(request, bench) if method == "POST" else form
            return await run_in_threadpool(_answer, request, bench, handler, form)
        except Exception as error:
            refusal = refusal_of(error)
            if refusal.status == 500:
                traceback.print_exc()
            return refusal.answer(request.scope)
        finally:
            await form.close()

    return endpoint


async def _form(request: Request, bench: Bench) -> FormData:
    """Read a form and refuse it unless it comes from a page of this run."""
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=MOST_PART)
    except HTTPException as error:
        raise Refusal(422, Problem(str(error.detail), remedy="send less at a time")) from error
    given = request.headers.get(HEADER) or form.get(FIELD)
    try:
        bench.token.check(request.cookies.get(bench.token.cookie), given if isinstance(given, str) else None)
    except Refusal:
        await form.close()
        raise
    return form


def _answer(request: Request, bench: Bench, handler: Handler, form: FormData) -> Response:
    twin = bool(request.scope.get("twin"))
    ask = Ask(bench, bench.reading.now(), request.path_params, request.query_params, form, twin)
    answer = handler(ask)
    if isinstance(answer, Moved):
        return _next(request, bench, answer.to) or RedirectResponse(answer.to, 303)
    if isinstance(answer, Page):
        # After a change the project is no longer what the handler was given.
        return _page(request, bench, ask.now if request.method == "GET" else bench.reading.now(), answer)
    return answer


def _next(request: Request, bench: Bench, to: str) -> Response | None:
    """Return the page that a change made by htmx leads to: who reviews by keys waits for one answer, not for two."""
    path, _, query = to.partition("?")
    if request.method != "POST" or "HX-Request" not in request.headers or "#" in to:
        return None
    asked = {**request.scope, "method": "GET", "path": unquote(path), "query_string": query.encode()}
    for pattern, handler in request.app.state.pages:
        if found := pattern.match(asked["path"]):
            answer = _answer(Request({**asked, "path_params": found.groupdict()}), bench, handler, FormData())
            answer.headers.setdefault("HX-Push-Url", to)
            return answer
    return None


def _page(request: Request, bench: Bench, now: Loaded, page: Page) -> Response:
    if request.scope.get("twin"):
        return JSONResponse({"title": page.title, **page.data}, page.status)
    common: dict[str, Any] = {
        "title": page.title,
        "top": top(bench, now, request),
        "csrf": bench.token.value,
        "twin": f"{request.url.path}.json{f'?{request.url.query}' if request.url.query else ''}",
        "said": bench.told(),
        "bare": False,
    }
    response = HTMLResponse(render(page.template, common | dict(page.data)), page.status)
    if request.cookies.get(bench.token.cookie) != bench.token.value:
        response.set_cookie(bench.token.cookie, bench.token.value, httponly=True, samesite="strict", path="/")
    return response


async def _not_found(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    refusal = missing("page") if status == 404 else Refusal(status, Problem("this address does not take that"))
    return refusal.answer(request.scope)
