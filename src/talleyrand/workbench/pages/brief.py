"""The fifth tab: the brief as it will be sent."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

from talleyrand.analyses.base import case_fingerprint
from talleyrand.workbench.bench import Ask, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.refusal import missing
from talleyrand.workbench.safety import BRIEF_POLICY


def status(ask: Ask) -> Page:
    """Show what the brief says first, and whether it still says what the project does."""
    now = ask.now
    found = now.case_file_read
    written = _written(now)
    data: dict[str, Any] = {
        "case": found is not None,
        "scenarios": [{"name": path.stem, "title": path.stem.replace("-", " ")} for path in now.scenarios()],
        "written": None,
    }
    if written:
        fresh = found is not None and written.get("scenario") is None and _is_fresh(now, written)
        data["written"] = {
            "title": written.get("title"),
            "scenario": written.get("scenario"),
            "banner": written.get("banner"),
            "answer": [_line(line) for line in written.get("answer", ())],
            "fresh": fresh,
            "counts": {key: len(written.get(key, ())) for key in ("inputs", "evidence", "sources", "flips")},
            "assumed": sum(bool(line.get("assumed")) for m in written.get("methods", ()) for line in m["lines"]),
        }
    return Page("brief.html", "Brief", data)


def _written(now: Loaded) -> dict[str, Any] | None:
    try:
        found = json.loads(now.brief_json.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and now.brief_html.is_file() else None


def _is_fresh(now: Loaded, written: dict[str, Any]) -> bool:
    found = now.case_file_read
    same = found is not None and written.get("case") == case_fingerprint(found.case)
    return same and written.get("ledger") == now.read.fingerprint()


def _line(line: dict[str, Any]) -> dict[str, Any]:
    return {"text": line["text"], "survival": line.get("survival"), "assumed": bool(line.get("assumed"))}


def page(ask: Ask) -> Response:
    """Serve the brief itself, under its own and still stricter policy: no scripts, no forms, no frames."""
    return Response(_file(ask.now, "html"), media_type="text/html", headers={"Content-Security-Policy": BRIEF_POLICY})


def download(ask: Ask) -> Response:
    """Hand the brief out as a file."""
    kind = ask.path["kind"]
    data = _file(ask.now, kind)
    media = {"html": "text/html", "data": "application/json"}[kind]
    name = "brief.html" if kind == "html" else "brief.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": BRIEF_POLICY}
    return Response(data, media_type=media, headers=headers)


def _file(now: Loaded, kind: str) -> bytes:
    files = {"html": now.brief_html, "data": now.brief_json}
    if kind not in files or not files[kind].is_file():
        raise missing("brief")
    return files[kind].read_bytes()


DOORS = (
    Door("/brief", status),
    Door("/brief/page", page),
    Door("/brief/file/{kind}", download),
)
