"""Long work: starting it, watching it, ending it."""

from __future__ import annotations

from talleyrand.errors import Problem
from talleyrand.workbench.bench import Ask, Moved, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.jobs import TITLES, Job, Kind
from talleyrand.workbench.pages.decisions import local
from talleyrand.workbench.refusal import Refusal, missing

_BACK = {"read": "/sources", "draft": "/case", "solve": "/analyses", "brief": "/brief"}


def start(ask: Ask, kind: Kind, scenario: str | None = None, back: str | None = None) -> Moved:
    """Start a piece of work, unless one runs already, and lead to where it can be watched."""
    running = ask.bench.job
    if running and running.running:
        raise Refusal(409, Problem(f"{running.what}: work is going on already", remedy="let it finish, or end it"))
    ask.bench.job = Job(kind, ask.now.root, scenario, back or _BACK[kind])
    return Moved("/jobs")


def begin(ask: Ask) -> Moved:
    """Start what a button asks for."""
    for kind in ("read", "draft", "solve", "brief"):
        if ask.path["kind"] == kind:
            return start(ask, kind, ask.text("scenario"), local(ask.text("back")))
    raise missing("work of that name")


def watch(ask: Ask) -> Page | Moved:
    """Show how far it is; once it is done, lead to what came of it."""
    job = ask.bench.job
    if job and job.state == "done" and not ask.twin:
        ask.bench.job, ask.bench.said = None, f"{TITLES[job.kind]}: {job.result}"
        return Moved(job.back)
    return Page("work.html", "Work", {"job": job.as_json() if job else None})


def cancel(ask: Ask) -> Moved:
    """End it."""
    if ask.bench.job:
        ask.bench.job.cancel()
    return Moved("/jobs")


DOORS = (
    Door("/jobs", watch),
    Door("/jobs/cancel", cancel, "POST"),
    Door("/jobs/{kind}", begin, "POST"),
)
