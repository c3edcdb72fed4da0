"""Make the pictures of the README and the docs: ``make pictures``. Needs a Chromium on the path.

``python -m tools.screenshots workbench`` makes those of the workbench alone, ``… brief`` those of the brief.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event, Thread

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from talleyrand.cli import main
from talleyrand.project import steps
from talleyrand.project.folder import Project
from talleyrand.reading.received import Metadata
from talleyrand.workbench.app import create_app
from tools.png import smaller

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
REPORT = "2018-05-31-pyongyang.txt"
NEWS = """\
Moscow weighs a veto as the summit nears

Russia’s foreign ministry said that new sanctions against North Korea would be the wrong signal before the summit. \
“Pressure has done its work,” the ministry said.

The United States warned that it would not ease sanctions before the weapons are gone. South Korea offered to host the \
next round of talks.
"""
"""A report of our own, so that there is something to review."""


@dataclass(frozen=True)
class Picture:
    """A page of the workbench, and what is done on it before it is taken."""

    name: str
    path: str
    prepare: Callable[[Page], object] | None = None


def _write_a_rule(page: Page) -> None:
    page.get_by_label("This can never be").fill("rus_blocks_council and us_convenes_sx")
    page.locator("#told mark").wait_for()


def _select_words(page: Page) -> None:
    page.evaluate("""() => {
        document.getSelection().selectAllChildren(document.querySelector("#p4 > p"));
    }""")
    page.wait_for_selector("#palette:not([hidden])")


def _see_figures(page: Page) -> None:
    page.locator("h2").first.scroll_into_view_if_needed()
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelector('h2').scrollIntoView()")


def pages(report: str) -> tuple[Picture, ...]:
    """Return every page of the workbench in the order of its tabs; `report` is the address of a report."""
    return (
        Picture("sources", "/sources"),
        Picture("add", "/sources/add"),
        Picture("confirm", f"/sources/confirm?id={report.rpartition('/')[2]}"),
        Picture("report", report, _select_words),
        Picture("review", "/evidence"),
        Picture("records", "/evidence/list?kind=tie"),
        Picture("actors", "/evidence/actors"),
        Picture("contradictions", "/evidence/contradictions"),
        Picture("agreement", "/evidence/agreement"),
        Picture("history", "/evidence/history"),
        Picture("case", "/case"),
        Picture("cell", "/case/positions/RUS/sanctions_relief"),
        Picture("options", "/case/options"),
        Picture("rule", "/case/new/infeasible", _write_a_rule),
        Picture("preferences", "/case/preferences"),
        Picture("bodies", "/case/decision_rules"),
        Picture("analyses", "/analyses"),
        Picture("analysis", "/analyses/settlement", _see_figures),
        Picture("compare", "/analyses/compare?with=case&with=six-party&only=differing"),
        Picture("why", "/why/settlement/sanctions_relief"),
        Picture("brief", "/brief"),
        Picture("search", "/search?q=sanctions"),
    )


def workbench_pictures(browser: Browser, project: Path) -> None:
    """Take every page of the workbench on a project, in light colours."""
    with Server(project) as here:
        page = browser.new_page(viewport={"width": 1100, "height": 720}, color_scheme="light")
        answer = page.request.get(f"{here}/sources.json").json()
        report = next(source["href"] for source in answer["sources"] if source["file"] == REPORT)
        for picture in pages(report):
            page.goto(here + picture.path)
            page.wait_for_load_state("networkidle")
            if picture.prepare:
                picture.prepare(page)
            save(page.screenshot(), f"workbench-{picture.name}")
        page.close()


def _add_news(project: Path) -> None:
    path = project.parent / "2018-06-09-veto.txt"
    path.write_text(NEWS, "utf-8")
    given = Metadata(outlet="Talleyrand demonstration desk", published=date(2018, 6, 9))
    steps.add(Project.open(project), [path], given)
    steps.read(Project.open(project))


class Server:
    """The workbench, served while pictures are taken."""

    def __init__(self, project: Path) -> None:
        config = uvicorn.Config(create_app(project, "Ada"), port=0, log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> str:
        """Serve; return the address without its last slash."""
        self._thread.start()
        while not self._server.started:
            Event().wait(0.05)
        host, port = self._server.servers[0].sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._server.should_exit = True
        self._thread.join()


def brief_pictures(browser: Browser, page_file: Path) -> None:
    """Take the head of the brief for the README, and a figure from within it."""
    page = browser.new_page(viewport={"width": 1180, "height": 1000})
    page.goto(page_file.as_uri())
    save(page.screenshot(), "brief")
    page.locator(".issues").scroll_into_view_if_needed()
    save(page.locator(".issues").screenshot(), "issues")
    page.close()


def save(picture: bytes, name: str) -> None:
    """Keep a picture with few colours."""
    data = smaller(picture)
    (IMAGES / f"{name}.png").write_bytes(data)
    print(f"{name}.png {len(data) / 1024:.0f} kB")


def run(wanted: str | None) -> int:
    """Copy and brief the demonstration, then take its pictures."""
    chromium = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    if chromium is None:
        sys.exit("no Chromium found; get one with: apt-get install chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = Path(folder) / "korea-2018"
        with redirect_stdout(sys.stderr):
            if main(["demo", "korea-2018", "--to", str(project)]) != 0:
                return 1
            if wanted != "brief":
                main(["solve", str(project), "--scenario", "six-party"])
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        if wanted != "workbench":
            brief_pictures(browser, project / "brief.html")
        if wanted != "brief":
            with redirect_stdout(sys.stderr):
                _add_news(project)
                main(["brief", "-p", str(project)])
            workbench_pictures(browser, project)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1] if len(sys.argv) > 1 else None))
