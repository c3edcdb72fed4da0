"""Two reviewers: a second reading sees nothing of the first, moves nothing, and what differs is settled."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from talleyrand.cli.group import main
from talleyrand.project.verify import verify
from tests.support.bench import bench_project, change, client_of, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

SECOND = "/evidence?reading=second"


@pytest.fixture
def bench(tmp_path):
    project, ids = bench_project(tmp_path)
    return client_of(project), client_of(project, "Ben"), project, ids


def decide(client, name, verdict, **fields):
    return change(client, f"/evidence/{name}/decide", {"verdict": verdict, **fields})


def blind(client):
    return client.get("/evidence.json?reading=second").json()


def test_a_second_reader_sees_nothing_of_what_was_decided(bench):
    ada, ben, _, ids = bench
    form = {
        f"f-{f['name']}": f["value"]
        for f in ada.get(f"/evidence/{ids['statement']}.json").json()["item"]["fields"]
        if f["editor"]
    }
    decide(ada, ids["statement"], "amend", **form | {"f-stance": "demand"}, note="as Ada sees it")
    page = blind(ben)
    assert (page["count"], page["item"]["id"], page["item"]["status"]) == (1, ids["statement"], "proposed")
    assert page["item"]["decisions"] == [] and page["item"]["after"] == ""
    assert next(f["value"] for f in page["item"]["fields"] if f["name"] == "stance") == "inform"
    text = ben.get(SECOND).text.split("<main")[1]
    assert "as Ada sees it" not in text and "tag amended" not in text
    assert "Amended" not in ben.get(SECOND).text and "Amended" in ada.get("/evidence").text
    assert blind(ada)["count"] == 0


def test_a_second_reading_moves_nothing_and_counts(bench):
    ada, ben, project, ids = bench
    for kind in ("statement", "seat", "negotiation"):
        decide(ada, ids[kind], "accept")
    for kind, verdict in (("statement", "accept"), ("seat", "reject")):
        assert decide(ben, ids[kind], verdict, reading="second", after="").status_code == 303
    assert project.ledger().reviewed[ids["seat"]].status == "accepted"
    assert blind(ben)["count"] == 1
    data = ada.get("/evidence/agreement.json").json()
    assert data["reviewers"] == {"Ada": 3, "Ben": 2} and data["overall"]["records"] == 2
    (differs,) = data["disagreements"]
    assert differs["id"] == ids["seat"] and differs["settled"] is None and data["open"] == 1
    assert [v["verdict"] for v in differs["verdicts"]] == ["accept", "reject"]
    assert ada.get("/evidence/agreement").status_code == 200
    assert [p for p in verify(project).problems if p.severity == "error"] == []
    decide(ada, ids["seat"], "reject")
    data = ben.get("/evidence/agreement.json").json()
    assert data["open"] == 0 and data["disagreements"][0]["settled"] == {"by": "Ada", "verdict": "reject"}


def test_where_nobody_decided_a_blind_verdict_is_a_first_one(bench):
    _, ben, project, ids = bench
    decide(ben, ids["seat"], "accept", reading="second", after="")
    (decision,) = project.ledger().decisions
    assert not decision.second and project.ledger().reviewed[ids["seat"]].status == "accepted"


def test_a_second_reading_is_undone_alone_and_checked_against_the_readers_own_last_word(bench):
    ada, ben, project, ids = bench
    decide(ada, ids["seat"], "accept")
    decide(ben, ids["seat"], "reject", reading="second", after="")
    assert decide(ben, ids["seat"], "accept", reading="second", after="").status_code == 409
    answer = change(ben, "/undo", {"back": SECOND})
    assert answer.headers["location"] == f"/evidence?reading=second&at={ids['seat']}"
    assert project.ledger().reviewed[ids["seat"]].status == "accepted" and blind(ben)["total"] == 1
    change(ben, "/undo")
    assert "nothing to take back" in ben.get("/evidence/history").text
    change(ada, "/undo")
    assert project.ledger().reviewed[ids["seat"]].status == "proposed"
    assert [p for p in verify(project).problems if p.severity == "error"] == []


def test_a_second_reading_in_the_history_is_marked_and_taken_back_in_its_readers_name(bench):
    ada, ben, project, ids = bench
    decide(ada, ids["seat"], "accept")
    decide(ben, ids["seat"], "reject", reading="second", after="")
    rows = ada.get("/evidence/history.json").json()["decisions"]
    assert [(r["by"], r["second"], r["undoable"]) for r in rows] == [("Ben", True, True), ("Ada", False, True)]
    assert [r["by"] for r in ada.get("/evidence/history.json?by=Ben").json()["decisions"]] == ["Ben"]
    change(ada, "/evidence/take-back", {"decision": rows[0]["id"]})
    last = project.ledger().decisions[-1]
    assert (last.verdict, last.by, last.second) == ("withdraw", "Ben", True)


def test_the_command_says_the_same(bench, capsys):
    ada, ben, project, ids = bench
    assert main(["agreement", str(project.root)]) == 0
    assert "nobody has decided" in capsys.readouterr().out
    for kind in ("statement", "seat", "negotiation"):
        decide(ada, ids[kind], "accept")
        decide(ben, ids[kind], "accept" if kind != "seat" else "reject", reading="second", after="")
    assert main(["agreement", str(project.root)]) == 0
    out = capsys.readouterr().out
    assert "reviewers: Ada (3), Ben (3)" in out and f"{ids['seat']}  Ada: accept, Ben: reject" in out
    assert "alpha not defined (all verdicts are the same)" in out
    main(["agreement", str(project.root), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["overall"]["alpha"] == pytest.approx(ada.get("/evidence/agreement.json").json()["overall"]["alpha"])
    assert main(["actors", str(project.root)]) == 0
    assert "Norway (NOR), 1 reports" in capsys.readouterr().out


@pytest.mark.browser
def test_two_reviewers_read_and_settle_by_key(page: Page, tmp_path) -> None:
    project, ids = bench_project(tmp_path)
    ada = client_of(project)
    for kind in ("statement", "seat"):
        decide(ada, ids[kind], "accept")
    with opened(project.root, "Ben") as here:
        page.goto(f"{here}/evidence")
        assert "written as Ben" in page.locator("footer").inner_text()
        page.keyboard.press("S")
        page.wait_for_url("**/evidence?reading=second")
        page.wait_for_load_state("load")
        for verdict in ("a", "x"):
            before = page.locator(".card h2").inner_text()
            page.keyboard.press(verdict)
            page.wait_for_function("text => document.querySelector('.card h2')?.innerText !== text", arg=before)
        assert "nothing to read a second time" in page.locator(".empty").inner_text()
        page.keyboard.press("G")
        page.wait_for_url("**/evidence/agreement")
        page.wait_for_load_state("load")
        assert "to settle" in page.locator(".record").inner_text()
        page.keyboard.press("o")
        page.wait_for_url("**/evidence/s*")
        page.wait_for_load_state("load")
        page.keyboard.press("x")
        page.wait_for_selector("text=Rejected: ")
    by = {d.by for d in project.ledger().decisions}
    assert by == {"Ada", "Ben"} and sum(d.second for d in project.ledger().decisions) == 2
    assert "rejected" in {item.status for item in project.ledger().reviewed.values()}
