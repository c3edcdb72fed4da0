"""The fifth tab: the brief as it will be sent, what goes into it, and the forms in which it leaves the house."""

from __future__ import annotations

import re
from typing import Any

from starlette.responses import Response

from talleyrand.analyses.base import case_fingerprint
from talleyrand.brief.choices import Choices
from talleyrand.brief.outline import Brief
from talleyrand.errors import InputError, TalleyrandError
from talleyrand.project.briefing import SHORT
from talleyrand.project.choices import read_choices
from talleyrand.project.exports import EXPORTS, Asked, Export, written_brief
from talleyrand.workbench.bench import Ask, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.pages import arranging
from talleyrand.workbench.refusal import Refusal, missing
from talleyrand.workbench.safety import BRIEF_POLICY

_LISTS = ("inputs", "evidence", "sources", "flips")


def status(ask: Ask) -> Page:
    """Show what the brief says first, whether it still says what the project does, and what goes into it."""
    return brief_page(ask)


def brief_page(ask: Ask, refused: Refusal | None = None, entered: Choices | None = None) -> Page:
    """Return the tab; where a change was refused, with the reason and what was entered."""
    now = ask.now
    written = _written(now)
    data: dict[str, Any] = {
        "case": now.case_file_read is not None,
        "scenarios": [{"name": path.stem, "title": path.stem.replace("-", " ")} for path in now.scenarios()],
        "written": _told(now, written) if written else None,
        "exports": [
            {"told": export.told, "kind": export.kind, "href": f"/brief/export/{export.what}/{export.kind}"}
            for export in EXPORTS
        ],
        "refused": [problem.as_json() for problem in refused.problems] if refused else [],
        **arranging.choices_data(now, entered),
    }
    return Page("brief.html", "Brief", data, refused.status if refused else 200)


def _written(now: Loaded) -> Brief | None:
    try:
        return written_brief(now) if now.brief_html.is_file() else None
    except TalleyrandError:
        return None


def _told(now: Loaded, brief: Brief) -> dict[str, Any]:
    return {
        "title": brief.title,
        "scenario": brief.scenario,
        "banner": brief.banner,
        "question": brief.question,
        "answer": [line.model_dump(include={"text", "survival", "assumed"}) for line in brief.answer],
        "left_out": list(brief.left_out),
        "changes": len(brief.changes) if brief.since else None,
        "fresh": brief.scenario is None and _is_fresh(now, brief),
        "arranged": _is_arranged(now, brief),
        "counts": {name: len(getattr(brief, name)) for name in _LISTS},
        "assumed": sum(line.assumed for method in brief.methods for line in method.lines),
    }


def _is_fresh(now: Loaded, brief: Brief) -> bool:
    found = now.case_file_read
    return found is not None and brief.case == case_fingerprint(found.case) and brief.ledger == now.read.fingerprint()


def _is_arranged(now: Loaded, brief: Brief) -> bool:
    """Tell whether the brief follows the choices as they stand."""
    try:
        return brief.choices == read_choices(now).choices.told
    except InputError:
        return False


def page(ask: Ask) -> Response:
    """Serve the brief itself, under its own and still stricter policy: no scripts, no forms, no frames."""
    return _served(ask, "brief.html")


def sheet(ask: Ask) -> Response:
    """Serve the brief on one page."""
    return _served(ask, SHORT)


def _served(ask: Ask, name: str) -> Response:
    file = ask.now.root / name
    if not file.is_file():
        raise missing("brief")
    return Response(file.read_bytes(), media_type="text/html", headers={"Content-Security-Policy": BRIEF_POLICY})


def download(ask: Ask) -> Response:
    """Hand something out as a file."""
    export = next((e for e in EXPORTS if (e.what, e.kind) == (ask.path["what"], ask.path["kind"])), None)
    if export is None:
        raise missing("export")
    text = export.make(Asked(ask.now, ask.query.get("scenario") or None))
    return Response(text, headers=_headers(ask.now, export), media_type=export.media)


def _headers(now: Loaded, export: Export) -> dict[str, str]:
    name = f"{re.sub(r'[^A-Za-z0-9_-]+', '-', now.root.name).strip('-') or 'project'}-{export.name}"
    return {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": BRIEF_POLICY}


DOORS = (
    Door("/brief", status),
    Door("/brief/page", page),
    Door("/brief/sheet", sheet),
    Door("/brief/export/{what}/{kind}", download),
    *arranging.DOORS,
)
