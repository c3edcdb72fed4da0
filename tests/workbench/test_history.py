"""Undo of anything: each kind of change is taken back by the button and by key, and the history shows it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from talleyrand.project.verify import verify
from tests.support.bench import bench_project, change, client_of, opened
from tests.support.opposed import opposed_project

if TYPE_CHECKING:
    from playwright.sync_api import Page


def decide(client, name, verdict, **fields):
    return change(client, f"/evidence/{name}/decide", {"verdict": verdict, **fields})


def snapshot(client, project):
    """Return what a person sees of the project: records, actors, contradictions, the case."""
    now = client.get("/evidence/list.json").json()["records"]
    actors = client.get("/evidence/actors.json").json()
    opposed = client.get("/evidence/contradictions.json?state=").json()["list"]
    case = project.case_file.read_text("utf-8")
    return now, actors["actors"], actors["pairs"], opposed, case


def accepted(client, ids):
    return decide(client, ids["in"], "accept")


def rejected(client, ids):
    return decide(client, ids["out"], "reject")


def amended(client, ids):
    fields = client.get(f"/evidence/{ids['in']}.json").json()["item"]["fields"]
    form = {f"f-{f['name']}": f["value"] for f in fields if f["editor"]}
    return decide(client, ids["in"], "amend", **form | {"f-seat": "host"})


def merged(client, ids):
    return decide(client, ids["negotiation-evening.txt"], "merge", into=ids["negotiation"])


def preferred(client, ids):
    pair = client.get("/evidence/contradictions.json").json()["pair"]
    return change(
        client, f"/evidence/contradictions/{pair['id']}/decide", {"verdict": f"prefer:{pair['sides'][0]['id']}"}
    )


def case_cell(client, ids):
    version = client.get("/case/positions/OMN/passage.json").json()["version"]
    fields = {"version": version, "value": "55", "low": "", "high": "", "assumption": "Another guess", "note": ""}
    return change(client, "/case/positions/OMN/passage", fields)


CHANGES = [accepted, rejected, amended, merged, preferred, case_cell]


@pytest.mark.parametrize(("first", "second"), [*pairwise(CHANGES), *pairwise(CHANGES[::-1])])
def test_each_kind_of_change_is_undone_in_its_turn(tmp_path, first, second):
    project, ids = opposed_project(tmp_path)
    client = client_of(project)
    states = [snapshot(client, project)]
    for step in (first, second):
        assert step(client, ids).status_code == 303
        states.append(snapshot(client, project))
    # An amended record that is accepted stays as it is.
    assert states[0] != states[1] and (states[1] != states[2]) != ((first, second) == (amended, accepted))
    for state in reversed(states[:2]):
        assert change(client, "/undo").status_code == 303
        assert snapshot(client, project) == state
    assert [p for p in verify(project).problems if p.severity == "error"] == []


def test_what_is_known_of_a_report_is_undone_and_the_report_read_anew(tmp_path):
    project, _ = bench_project(tmp_path, case=False)
    client = client_of(project)
    (document,), (note,) = project.documents(), project.sources_dir.glob("*.toml")
    before = note.read_text("utf-8")
    fields = {"id": document.id, f"title-{document.id}": "Another title", f"published-{document.id}": "2018-06-09"}
    assert change(client, "/sources/confirm", fields).headers["location"] == "/jobs"
    finish(client)
    assert project.documents()[0].title == "Another title"
    assert 'title="What is known of Another title"' in client.get("/sources").text
    assert change(client, "/undo").headers["location"] == "/jobs"
    finish(client)
    assert note.read_text("utf-8") == before
    assert project.ledger().is_read(project.documents()[0])
    assert [p for p in verify(project).problems if p.severity == "error"] == []


def finish(client):
    """Wait until the work that was begun is done."""
    job = client.app.state.bench.job
    job.wait()
    client.get("/jobs")


def test_a_note_that_was_changed_elsewhere_is_left_alone(tmp_path):
    project, _ = bench_project(tmp_path)
    client = client_of(project)
    (document,) = project.documents()
    change(client, "/sources/confirm", {"id": document.id, f"title-{document.id}": "Another title"})
    finish(client)
    (note,) = project.sources_dir.glob("*.toml")
    note.write_text(note.read_text("utf-8").replace("Another title", "By hand"), "utf-8")
    assert change(client, "/undo").status_code == 409
    assert "By hand" in note.read_text("utf-8")


def test_the_history_has_every_kind_with_its_words_and_its_reviewer(tmp_path):
    project, ids = opposed_project(tmp_path)
    client = client_of(project)
    accepted(client, ids)
    preferred(client, ids)
    data = client.get("/evidence/history.json").json()
    assert [(d["verdict"], d["by"], d["undoable"]) for d in data["decisions"]] == [
        ("prefer", "Ada", True),
        ("accept", "Ada", True),
    ]
    assert data["decisions"][0]["who"] in ("Two places at one table", "It happened, or it did not")
    for decision in data["decisions"]:
        assert client.get(decision["href"]).status_code == 200
    assert client.get("/evidence/history").text.count("Take back:") == 2


def test_an_earlier_decision_on_a_record_cannot_be_taken_back_before_the_later_one(tmp_path):
    project, ids = opposed_project(tmp_path)
    client = client_of(project)
    accepted(client, ids)
    amended(client, ids)
    later, earlier = client.get("/evidence/history.json").json()["decisions"]
    assert (later["undoable"], earlier["undoable"]) == (True, False)
    assert change(client, "/evidence/take-back", {"decision": earlier["id"]}).status_code == 409
    change(client, "/evidence/take-back", {"decision": later["id"]})
    assert change(client, "/evidence/take-back", {"decision": earlier["id"]}).status_code == 303
    assert project.ledger().reviewed[ids["in"]].status == "proposed"


@pytest.mark.browser
def test_the_history_is_walked_back_by_key(page: Page, tmp_path) -> None:
    project, ids = opposed_project(tmp_path)
    client = client_of(project)
    for step in (accepted, rejected, preferred, merged):
        step(client, ids)
    with opened(project.root) as here:
        page.goto(f"{here}/evidence/list")
        page.keyboard.press("H")
        page.wait_for_url("**/evidence/history")
        for left in (3, 2, 1, 0):
            page.wait_for_load_state("load")
            page.keyboard.press("t")
            page.wait_for_function(
                "n => document.querySelectorAll('button[data-key=t], .history button').length === n", arg=left
            )
    assert {item.status for item in project.ledger().reviewed.values()} == {"proposed"}
    assert project.ledger().aside == {}
