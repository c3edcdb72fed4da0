"""Ended at any moment, the workbench loses nothing that it said yes to, and leaves a project that reads.

Two hundred kills: ``python -m pytest tests/workbench/test_killed.py --slow``.
"""

import subprocess
import sys
import time

import pytest

from talleyrand.case.yamlfile import load_case
from talleyrand.project.verify import verify
from tests.support.bench import bench_project

REVIEWER = """
import sys
from pathlib import Path
from talleyrand.project.folder import Project
from tests.support.bench import change, client_of

client = client_of(Project(Path(sys.argv[1])))
cell = "/case/positions/QAT/passage"
for n in range(10_000):
    verdict = ("accept", "reject")[n % 2]
    answer = change(client, f"/evidence/{sys.argv[2]}/decide", {"verdict": verdict, "note": str(n)})
    assert answer.status_code == 303
    print("decided", n, flush=True)
    version = client.get("/case.json").json()["version"]
    answer = change(client, cell, {"version": version, "value": str(n % 100), "assumption": f"Guess {n}"})
    assert answer.status_code == 303
    print("saved", n, flush=True)
"""


def work_until_killed(project, record, moment):
    """Let another process decide and save on and on, and kill it; return the last of both that it was told is done."""
    command = [sys.executable, "-c", REVIEWER, str(project.root), record]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(moment)
    process.kill()
    rest, _ = process.communicate()
    told = [line.split() for line in (first + rest).split("\n")[:-1]]
    return [max((int(n) for what, n in told if what == kind), default=-1) for kind in ("decided", "saved")]


@pytest.mark.parametrize("times", [3, pytest.param(200, marks=pytest.mark.slow)])
def test_what_was_acknowledged_outlives_the_server(tmp_path, times):
    project, ids = bench_project(tmp_path)
    guess = load_case(project.case_file).positions["QAT"]["passage"].assumption
    for n in range(times):
        before = len(project.ledger().decisions)
        decided, saved = work_until_killed(project, ids["seat"], 0.05 + 0.0007 * n)
        decisions = project.ledger().decisions[before:]
        assert [d.note for d in decisions[: decided + 1]] == [str(k) for k in range(decided + 1)]
        assert len(decisions) <= decided + 2
        # The file holds what was saved last, or what was being saved; never half of either.
        was, guess = guess, load_case(project.case_file).positions["QAT"]["passage"].assumption
        assert guess in {f"Guess {saved}" if saved >= 0 else was, f"Guess {saved + 1}"}
    assert [p for p in verify(project).problems if p.severity == "error"] == []
