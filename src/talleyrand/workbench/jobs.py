"""Long work in a process of its own: pages stay quick, and it can be ended at any moment without harm.

Every write of a project is whole or not there, and its lock goes with the process that holds it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import Any, Literal

from talleyrand.errors import InputError, Problem, TalleyrandError

Kind = Literal["read", "draft", "solve", "brief"]
TITLES: dict[str, str] = {
    "read": "Reading reports",
    "draft": "Drafting a case",
    "solve": "Running the analyses",
    "brief": "Writing the brief",
}


class Job:
    """One piece of work: how far it is, and what came of it."""

    def __init__(self, kind: Kind, root: Path, scenario: str | None = None, back: str = "/sources") -> None:
        self.kind, self.scenario, self.back = kind, scenario, back
        self.done, self.total, self.what = 0, 0, "starting"
        self.state: Literal["running", "done", "failed", "cancelled"] = "running"
        self.result = ""
        self.problems: list[Problem] = []
        context = multiprocessing.get_context("spawn")
        self._heard, said = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(said, kind, root, scenario), daemon=True)
        self._process.start()
        said.close()
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def running(self) -> bool:
        """Tell whether it still goes on."""
        return self.state == "running"

    def _listen(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                self._take(self._heard.recv())
        self._process.join()
        self._heard.close()
        if self.state == "running":
            self.problems = [Problem("the work ended before it was done", remedy="start it again")]
            self.state = "failed"

    def _take(self, message: tuple[str, Any]) -> None:
        name, value = message
        if name == "step":
            self.done, self.total, self.what = value
        elif name == "done":
            self.result, self.state = value, "done"
        elif name == "failed":
            self.problems, self.state = value, "failed"

    def cancel(self) -> None:
        """End it; what was finished stays."""
        if self.running:
            self.state = "cancelled"
            self._process.terminate()
            self.wait()

    def wait(self, timeout: float | None = None) -> None:
        """Wait until it is over."""
        self._listener.join(timeout)

    def as_json(self) -> dict[str, Any]:
        """Return how it stands."""
        return {
            "kind": self.kind,
            "title": TITLES[self.kind],
            "scenario": self.scenario,
            "state": self.state,
            "done": self.done,
            "total": self.total,
            "what": self.what,
            "result": self.result,
            "back": self.back,
            "problems": [problem.as_json() for problem in self.problems],
        }


def _work(said: Connection, kind: Kind, root: Path, scenario: str | None) -> None:
    # Ctrl-C is the server's; it ends this process when it goes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OMP_NUM_THREADS", "1")

    def step(done: int, total: int, what: str) -> None:
        said.send(("step", (done, total, what)))

    try:
        said.send(("done", _run(kind, root, scenario, step)))
    except InputError as error:
        said.send(("failed", list(error.problems)))
    except TalleyrandError as error:
        said.send(("failed", [Problem(str(error))]))
    finally:
        said.close()


def _run(kind: Kind, root: Path, scenario: str | None, step: Any) -> str:
    from talleyrand.project import steps
    from talleyrand.project.briefing import write_brief
    from talleyrand.project.drafting import write_draft
    from talleyrand.project.folder import Project
    from talleyrand.project.solving import solve

    project = Project.open(root)
    if kind == "read":
        read = steps.read(project, progress=step)
        return f"{len(read)} read, {sum(len(one.records) for one in read)} records proposed"
    if kind == "draft":
        steps.read(project, progress=step)
        path, case = write_draft(project)
        return f"{path.name}: {len(case.parties)} parties, {len(case.issues)} issues"
    if kind == "solve":
        solved = solve(project, scenario, progress=step)
        return f"{sum(len(result.findings) for result in solved.results)} findings"
    step(0, 1, "brief.html")
    brief, path = write_brief(project, scenario)
    return f"{path.name}: {len(brief.evidence)} records quoted"
