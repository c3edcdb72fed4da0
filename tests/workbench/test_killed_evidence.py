"""Ended at any moment, the workbench loses no merge of actors and no word on a contradiction that it said yes to."""

import subprocess
import sys
import time

import pytest

from talleyrand.project.verify import verify
from tests.support.cast import CAST_NAMES, cast_project
from tests.support.opposed import opposed_project

MERGER = """
import os, sys
from pathlib import Path
from talleyrand.project.folder import Project
from tests.support.bench import change, client_of

project, key, into = Project(Path(sys.argv[1])), sys.argv[2], sys.argv[3]
client, mine = client_of(project), os.getpid()
while project.ledger().identities.merged:
    assert change(client, "/undo").status_code == 303
for n in range(10_000):
    name = f"Berg {n} of {mine}"
    fields = {"actor": key, "verdict": ("merge", "amend")[n % 2], "into": into, "name": name, "party": "NOR"}
    assert change(client, "/evidence/actors", {**fields, "note": str(n)}).status_code == 303
    print(n, flush=True)
    if n % 2 == 0:
        assert change(client, "/undo").status_code == 303
"""
DECIDER = """
import sys
from pathlib import Path
from talleyrand.project.folder import Project
from tests.support.bench import change, client_of

client = client_of(Project(Path(sys.argv[1])))
pair = client.get("/evidence/contradictions.json?state=").json()["pair"]
for n in range(10_000):
    verdict = ("both", f"prefer:{pair['sides'][0]['id']}", "unrelated")[n % 3]
    fields = {"verdict": verdict, "note": str(n)}
    assert change(client, f"/evidence/contradictions/{pair['id']}/decide", fields).status_code == 303
    print(n, flush=True)
"""


def work_until_killed(script, arguments, moment):
    """Let another process decide on and on, and kill it; return the last decision that it was told is made."""
    process = subprocess.Popen([sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(moment)
    process.kill()
    rest, _ = process.communicate()
    return int((first + rest).split("\n")[:-1][-1])


@pytest.mark.parametrize("times", [2, pytest.param(100, marks=pytest.mark.slow)])
@pytest.mark.parametrize("what", ["merges", "contradictions"])
def test_what_was_acknowledged_outlives_the_server(tmp_path, what, times):
    project, _ = cast_project(tmp_path) if what == "merges" else opposed_project(tmp_path)
    script, more = (MERGER, [CAST_NAMES["berg"], CAST_NAMES["minister"]]) if what == "merges" else (DECIDER, [])
    for n in range(times):
        before = len(project.ledger().decisions)
        last = work_until_killed(script, [str(project.root), *more], 0.05 + 0.0013 * n)
        notes = [d.note for d in project.ledger().decisions[before:] if d.verdict != "withdraw"]
        assert notes[: last + 1] == [str(k) for k in range(last + 1)]
        assert len(notes) <= last + 2
        assert project.ledger().reviewed
    assert [p for p in verify(project).problems if p.severity == "error"] == []
