"""Figures of the analyses, drawn as they are in the brief."""

from __future__ import annotations

import json
from functools import lru_cache

from starlette.responses import JSONResponse, Response

from talleyrand.analyses.result import Exhibit
from talleyrand.brief import charts
from talleyrand.brief.svg import render
from talleyrand.project.solving import load_solved
from talleyrand.workbench.bench import Ask
from talleyrand.workbench.doors import Door
from talleyrand.workbench.refusal import missing

POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
MOST_KEPT = 64


def figure(ask: Ask) -> Response:
    """Draw an exhibit; its twin is the Vega-Lite specification, data and all."""
    solved = load_solved(ask.now, ask.query.get("scenario") or None)
    exhibits = [e for r in solved.results if r.analysis == ask.path["name"] for e in r.exhibits] if solved else []
    exhibit = next((e for e in exhibits if e.id == ask.path["exhibit"]), None)
    spec = charts.draw(exhibit) if exhibit else None
    if spec is None:
        raise missing("figure")
    if ask.twin:
        return JSONResponse(spec)
    headers = {"Content-Security-Policy": POLICY}
    return Response(_drawn(json.dumps(spec, sort_keys=True)), media_type="image/svg+xml", headers=headers)


@lru_cache(maxsize=MOST_KEPT)
def _drawn(spec: str) -> str:
    """Draw a specification: the same words, the same figure, so that it is drawn once."""
    found = json.loads(spec)
    drawn = render(found, str(found["description"]))
    return drawn if 'xmlns="' in drawn else drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def told(exhibit: Exhibit) -> str | None:
    """Return the text alternative of an exhibit's figure, None where it is a table alone."""
    spec = charts.draw(exhibit)
    return str(spec["description"]) if spec else None


DOORS = (Door("/analyses/{name}/figure/{exhibit:path}", figure),)
