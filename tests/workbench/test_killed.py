"""Ended at any moment, the workbench loses no decision that it said yes to, and leaves a ledger that reads."""

import subprocess
import sys
import time

import pytest

from talleyrand.project.verify import verify
from tests.support.bench import bench_project

REVIEWER = """
import sys
from pathlib import Path
from talleyrand.project.folder import Project
from tests.support.bench import change, client_of

client = client_of(Project(Path(sys.argv[1])))
for n in range(10_000):
    answer = change(client, f"/evidence/{sys.argv[2]}/decide", {"verdict": ("accept", "reject")[n % 2], "note": str(n)})
    assert answer.status_code == 303
    print(n, flush=True)
"""


def decide_until_killed(project, record, moment):
    """Let another process decide on and on, and kill it; return the last decision that it was told is made."""
    command = [sys.executable, "-c", REVIEWER, str(project.root), record]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(moment)
    process.kill()
    rest, _ = process.communicate()
    return int((first + rest).split("\n")[:-1][-1])


@pytest.mark.parametrize("times", [3, pytest.param(200, marks=pytest.mark.slow)])
def test_a_decision_that_was_acknowledged_outlives_the_server(tmp_path, times):
    project, ids = bench_project(tmp_path)
    for n in range(times):
        before = len(project.ledger().decisions)
        last = decide_until_killed(project, ids["seat"], 0.05 + 0.0007 * n)
        decisions = project.ledger().decisions[before:]
        assert [d.note for d in decisions[: last + 1]] == [str(k) for k in range(last + 1)]
        assert len(decisions) <= last + 2
    assert [p for p in verify(project).problems if p.severity == "error"] == []
