"""The bar above every page."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from talleyrand.errors import InputError
from talleyrand.workbench.bench import Bench
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.pages.undo import last_step, told

TABS = (
    ("sources", "Sources", "/sources"),
    ("evidence", "Evidence", "/evidence"),
    ("case", "Case", "/case"),
    ("analyses", "Analyses", "/analyses"),
    ("brief", "Brief", "/brief"),
)


def top(bench: Bench, now: Loaded, request: Request) -> dict[str, Any]:
    """Return what the bar shows: the project, the tabs, what undo would take back."""
    first = request.url.path.split("/")[1]
    here = {"": "sources", "why": "analyses"}.get(first, first)
    try:
        title, as_of = now.config.title, now.config.as_of
    except InputError:
        title, as_of = now.root.name, None
    case, step = now.case_file_read, last_step(bench, now)
    return {
        "project": case.case.title if case else title,
        "as_of": ((case.case.as_of if case else None) or as_of),
        "tabs": [
            {"name": name, "href": href, "here": key == here, "key": str(n)}
            for n, (key, name, href) in enumerate(TABS, start=1)
        ],
        "undo": told(now, step) if step else None,
        "back": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "query": request.query_params.get("q", "") if here == "search" else "",
        "reviewer": bench.reviewer,
    }
