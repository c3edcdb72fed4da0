"""A workbench on a small project of our own, and a client that behaves as its pages do."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.testclient import TestClient

from talleyrand.project.folder import Project
from talleyrand.workbench.app import create_app
from talleyrand.workbench.bench import Bench
from tests.support.reports import project_with_records

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = "http://127.0.0.1:8000"

CASE = """\
# The analyst's own words.
title: Strait talks
parties:
  NOR: {name: Norway, capability: {value: 30, range: [20, 40], assumption: Size}}
  QAT: {name: Qatar, capability: {value: 60, range: [50, 70], assumption: Size}}  # it pays
  OMN: {name: Oman, capability: {value: 20, range: [10, 30], assumption: Size}}
negotiations:
  talks:
    title: the talks
    seats:
      NOR: {seat: in, assumption: It set the table}
      QAT: {seat: in, assumption: It is asked}
issues:
  passage:
    title: Free passage
    zero: closed
    hundred: open
    reversion: {value: 10, assumption: As it is now}
positions:
  NOR:
    passage: {value: 80, range: [70, 90], because: [STATEMENT], drafted: true}
  QAT:
    passage: {value: 20, range: [10, 30], assumption: A guess}
  OMN:
    passage: {value: 40, assumption: A guess}
saliences:
  NOR:
    passage: {value: 0.5, range: [0.3, 0.7], assumption: A guess}
  QAT:
    passage: {value: 0.8, range: [0.6, 1], assumption: A guess}
"""


def bench_project(folder: Path, case: bool = True) -> tuple[Project, dict[str, str]]:
    """Make a project with one report and four records, and a case that cites one; return the ids by type."""
    project, _, records = project_with_records(folder)
    ids = {record.type: record.id for record in records}
    if case:
        project.write(project.case_file, CASE.replace("STATEMENT", ids["statement"]).encode())
    return project, ids


def client_of(project: Project, reviewer: str = "Ada") -> TestClient:
    """Return a client that sends what a browser on a page of the workbench sends."""
    app = create_app(project.root, reviewer)
    client = TestClient(app, base_url=HERE, headers={"origin": HERE}, follow_redirects=False)
    token = bench_of(client).token
    client.cookies.set(token.cookie, token.value)
    return client


def bench_of(client: TestClient) -> Bench:
    """Return what the server knows."""
    app = client.app
    assert isinstance(app, Starlette)
    bench: Bench = app.state.bench
    return bench


def change(client: TestClient, path: str, fields: Mapping[str, Any] | None = None, **more: Any) -> Any:
    """Post a form with the token in it."""
    return client.post(path, data={"csrf": bench_of(client).token.value, **(fields or {})}, **more)


def keys_not_listed(page: Page) -> set[str]:
    """Return the letters that do something on a page in the browser and that its list of keys (``?``) leaves out."""
    work = page.eval_on_selector_all("[data-key]", "all => all.map(e => e.dataset.key)")
    listed = page.eval_on_selector_all("#keys kbd", "all => all.map(e => e.textContent)")
    return {key for key in work if key.isalpha()} - set(listed)


@contextmanager
def opened(folder: Path, reviewer: str = "Ada") -> Iterator[str]:
    """Run ``talleyrand open`` on a project; yield its address without the last slash."""
    command = [sys.executable, "-c", "from talleyrand.cli import main; raise SystemExit(main())"]
    process = subprocess.Popen(
        [*command, "open", str(folder), "--no-browser", "--as", reviewer], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip().rstrip("/")
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
