"""How quick the workbench is on a project of 200 reports: ``python -m benchmarks.workbench``.

Makes up the reports (states, ministries and verbs, drawn from a seed), adds and reads them, drafts a case, opens the
workbench as a user does and measures in headless Chromium, on the browser's own clock: from a navigation to the end
of its load event, and from a key pressed in review to the next record on the screen. Prints the median, the 95th
percentile and the longest of each. ``--project`` keeps the project in a folder and takes it up again from there.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks.figures import versions
from talleyrand.project import steps
from talleyrand.project.drafting import write_draft
from talleyrand.project.folder import Project
from talleyrand.reading.received import Metadata
from tests.conftest import CHROMIUM, FLAGS
from tests.support.bench import opened

FIRST_PAGE, KEYSTROKE = 300, 100
"""What is asked for, in milliseconds."""
STATES = ("Norway", "Qatar", "Oman", "Turkey", "Egypt", "Russia", "China", "France", "Germany", "Iran")
SPEAKERS = ("’s foreign minister", "’s foreign ministry", "’s defence minister", "’s president", "’s ambassador")
CUES = ("said", "insisted", "warned", "told reporters", "announced")
DEMANDS = (
    "sanctions must be lifted before any deal",
    "inspectors must be let in within a month",
    "the ceasefire will hold only if troops withdraw",
    "there will be no talks without preconditions",
    "the strait must stay open to all ships",
)
QUOTES = (
    "We are ready to talk",
    "We will not accept a deal without guarantees",
    "The door is open, but not for long",
    "Nobody can decide this over our heads",
)
DEEDS = (
    "met {other}’s foreign minister in Geneva on {day}",
    "signed an agreement with {other} on prisoners",
    "accused {other} of breaking the ceasefire",
    "offered {other} to host the next round of talks",
    "was not invited to the talks with {other}",
    "threatened {other} with new sanctions",
)
PAGES = ("/", "/evidence", "/evidence/list", "/case", "/analyses", "/search?q=sanctions")
KEYS = ("a", "x", " ", "a", "b", "a")
WATCH = """() => {
  window.times = [];
  let pressed = 0;
  addEventListener("keydown", () => { pressed = performance.now(); }, true);
  document.addEventListener("htmx:after:swap", () =>
    requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - pressed))));
}"""


def made_up_report(number: int, seed: int = 1814) -> str:
    """Return a report of nine paragraphs that nobody wrote."""
    draw = random.Random(seed * 10_000 + number)
    one, other = draw.sample(STATES, 2)
    lines = [f"{one} and {other} weigh talks in round {number}"]
    for _ in range(8):
        who, whom = draw.sample(STATES, 2)
        day = f"{draw.choice(('Monday', 'Tuesday', 'Friday'))}"
        lines.append(
            f"{who}{draw.choice(SPEAKERS)} {draw.choice(CUES)} that {draw.choice(DEMANDS)}. "
            f"“{draw.choice(QUOTES)},” {draw.choice(('she', 'he'))} said. "
            f"{whom} {draw.choice(DEEDS).format(other=who, day=day)}."
        )
    return "\n\n".join(lines) + "\n"


def make_project(root: Path, reports: int) -> Project:
    """Make a project of so many reports, read and drafted."""
    project = Project.create(root, "Made up")
    for number in range(reports):
        path = root.parent / f"report-{number:04}.txt"
        path.write_text(made_up_report(number), "utf-8")
        day = date(2020, 1, 1) + timedelta(days=number)
        steps.add(project, [path], Metadata(title=f"Round {number}", outlet="Nobody’s wire", published=day))
    steps.read(project, progress=lambda done, total, _: print(f"\r{done} of {total} read", end="", file=sys.stderr))
    print(file=sys.stderr)
    write_draft(project)
    return Project.open(root)


def until(page: Page, condition: str) -> None:
    """Wait until something holds; the pages' own policy forbids the usual way, which evaluates in the page."""
    end = time.perf_counter() + 60
    while not page.evaluate(condition):
        if time.perf_counter() > end:
            sys.exit(f"this never came: {condition}")
        time.sleep(0.005)


def page_times(page: Page, address: str, times: int) -> list[float]:
    """Return how long a page took to load, in ms, again and again."""
    found = []
    for _ in range(times):
        page.goto(address)
        until(page, "performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
        found.append(float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")))
    return found


def key_times(page: Page, address: str, presses: int) -> dict[str, list[float]]:
    """Return how long each key of the review took until the next record was painted, in ms."""
    page.goto(address)
    page.wait_for_load_state("load")
    page.evaluate(WATCH)
    found: dict[str, list[float]] = {}
    for n in range(presses):
        key = KEYS[n % len(KEYS)]
        page.keyboard.press(key)
        until(page, f"window.times.length > {n}")
        found.setdefault(key, []).append(float(page.evaluate(f"window.times[{n}]")))
    return found


def show(name: str, times: Sequence[float], goal: int | None = None) -> None:
    """Print a row."""
    ordered = sorted(times)
    late = ordered[int(0.95 * (len(ordered) - 1))]
    told = f"  (asked for: {goal})" if goal else ""
    print(f"{name:36} {median(ordered):7.0f} {late:7.0f} {ordered[-1]:7.0f}{told}")


def measure(root: Path, times: int) -> None:
    """Print how quick pages and keys are."""
    assert CHROMIUM is not None
    with sync_playwright() as playwright:
        began = time.perf_counter()
        with opened(root) as here:
            started = time.perf_counter() - began
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            print(f"\n{'milliseconds':36} {'median':>7} {'95 %':>7} {'longest':>7}")
            # A browser that is open already: its own start is not the workbench's.
            page.goto(f"{here}/static/bench.css")
            show("first page after the start", page_times(page, f"{here}/", 1), FIRST_PAGE)
            for path in PAGES:
                page_times(page, here + path, 1)
                show(f"page {path}", page_times(page, here + path, times), FIRST_PAGE if path == "/" else None)
            found = key_times(page, f"{here}/evidence", 3 * times)
            for key, each in sorted(found.items()):
                show(f"review: {'space' if key == ' ' else key}", each)
            show("review: any key", [t for each in found.values() for t in each], KEYSTROKE)
            browser.close()
    print(f"\nstart of the server until it prints its address: {started:.1f} s")


def main() -> None:
    """Make the project, or take one up, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--times", type=int, default=20, help="how often each page is loaded")
    parser.add_argument("--project", type=Path, help="a folder that keeps the project")
    given = parser.parse_args()
    if CHROMIUM is None:
        sys.exit("no Chromium found; get one with: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        root = given.project or Path(folder) / "project"
        began = time.perf_counter()
        project = Project.open(root) if root.exists() else make_project(root, given.reports)
        ledger = project.ledger()
        print(f"{len(ledger.documents)} reports, {len(ledger.proposals)} records", end="")
        print(f" (made in {time.perf_counter() - began:.0f} s)")
        measure(root, given.times)
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; {versions(1814)}")


if __name__ == "__main__":
    main()
