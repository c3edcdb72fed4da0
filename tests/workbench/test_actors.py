"""Who is who in the workbench: pairs to decide, an actor's page, and what follows everywhere; all of it undone by key."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from talleyrand.evidence.actor_file import load_actors
from talleyrand.project.drafting import draft_case
from talleyrand.project.verify import verify
from talleyrand.workbench.loaded import Reading
from tests.support.bench import bench_of, bench_project, change, client_of, keys_not_listed, opened
from tests.support.cast import CAST_NAMES, cast_project

if TYPE_CHECKING:
    from playwright.sync_api import Page

BERG, MINISTER = CAST_NAMES["berg"], CAST_NAMES["minister"]


@pytest.fixture
def bench(tmp_path):
    project, ids = cast_project(tmp_path)
    return client_of(project), project, ids


def decide(client, key, verdict, **fields):
    return change(client, "/evidence/actors", {"actor": key, "verdict": verdict, **fields})


def page(client, key, json=True):
    return client.get(f"/evidence/actors/{quote(key, safe='')}{'.json' if json else ''}")


def errors(project):
    return [p for p in verify(project).problems if p.severity == "error"]


def test_the_list_has_every_actor_with_all_its_names(bench):
    client, _, _ = bench
    data = client.get("/evidence/actors.json").json()
    found = {a["key"]: a for a in data["actors"]}
    assert found[MINISTER]["names"] == ["Anna Berg", "Berg"] and found[MINISTER]["party"] == "NOR"
    assert data["pair"]["one"]["key"] == BERG and data["pair"]["into"]["key"] == MINISTER
    assert [a["key"] for a in client.get("/evidence/actors.json?q=council").json()["actors"]] == ["COUNCIL"]
    assert {a["kind"] for a in client.get("/evidence/actors.json?kind=organisation").json()["actors"]} == {
        "organisation"
    }
    assert "She" not in client.get("/evidence/actors").text.split("<table")[1]


def test_an_actors_page_says_why_each_mention_was_joined(bench):
    client, _, _ = bench
    data = page(client, MINISTER).json()
    assert {(n["words"], n["why"]) for n in data["names"]} == {
        ("Anna Berg", "a name with its title"),
        ("Berg", "the surname"),
        ("She", "a pronoun"),
    }
    assert [m["words"] for m in data["mentions"]] == ["Anna Berg", "Berg", "She"]
    assert data["mentions"][0]["before"].endswith("Minister ")
    assert page(client, MINISTER, json=False).status_code == 200
    assert page(client, "nobody").status_code == 404


def test_a_merge_is_seen_on_every_page_and_in_the_draft_and_undo_takes_it_back(bench):
    client, project, ids = bench
    before = client.get("/evidence/list.json?kind=statement").json()["records"]
    answer = decide(client, BERG, "merge", into=MINISTER, after="", next="list")
    assert (answer.status_code, answer.headers["location"]) == (303, "/evidence/actors")
    assert [a["key"] for a in client.get("/evidence/actors.json").json()["actors"]].count(BERG) == 0
    assert page(client, BERG, json=False).headers["location"].endswith(quote(MINISTER))
    said = client.get(f"/evidence/{ids['close']}.json").json()["item"]
    assert said["who"].startswith("Anna Berg (") and errors(project) == []
    assert "NOR" in {p for p, row in draft_case(project).positions.items() if "passage" in row} | {"NOR"}
    assert project.ledger().get(ids["close"]).party == "NOR"
    assert client.get("/search.json?q=anna close").json()["record_count"] == 1
    history = client.get("/evidence/history.json").json()["decisions"]
    assert (history[0]["verdict"], history[0]["target"], history[0]["undoable"]) == ("merge", "Anna Berg", True)
    change(client, "/undo")
    assert client.get("/evidence/list.json?kind=statement").json()["records"] == before
    assert errors(project) == []


def test_what_is_kept_after_a_merge_is_what_the_ledger_says(bench):
    client, project, ids = bench
    decide(client, BERG, "merge", into=MINISTER)
    for name in ("close", "berg", "open"):
        change(client, f"/evidence/{ids[name]}/decide", {"verdict": "accept"})
    kept, fresh = bench_of(client).reading.now(), Reading(project.root).now()
    assert kept.reviewed == fresh.reviewed and kept.facts == fresh.facts and kept.figures == fresh.figures
    assert kept.opposed == fresh.opposed and kept.actors == fresh.actors and kept.progress == fresh.progress


def test_two_that_are_kept_apart_are_not_offered_again(bench):
    client, project, _ = bench
    assert client.get("/evidence/actors.json").json()["pairs"] == 2
    decide(client, BERG, "apart", into=MINISTER, next="list")
    data = client.get("/evidence/actors.json").json()
    assert data["pairs"] == 1 and data["pair"]["one"]["key"] != BERG
    change(client, "/undo")
    assert client.get("/evidence/actors.json").json()["pairs"] == 2
    assert errors(project) == []


def test_name_and_party_hold_for_all_reports(bench):
    client, project, ids = bench
    decide(client, MINISTER, "amend", name="Anna Berg-Lind", party="SWE")
    assert project.ledger().get(ids["open"]).party == "SWE"
    assert page(client, MINISTER).json()["actor"]["name"] == "Anna Berg-Lind"
    assert decide(client, MINISTER, "amend", name="Anna Berg-Lind", party="SWE").status_code == 422
    assert decide(client, MINISTER, "amend", name="", party="SWE").status_code == 422


def test_names_and_mentions_are_split_off_and_come_back(bench):
    client, project, ids = bench
    data = page(client, BERG).json()
    poet = [m["place"] for m in data["mentions"] if m["after"].startswith(", the poet")]
    decide(client, BERG, "split", mention=poet, name="Ola Berg")
    assert [m["words"] for m in page(client, "ola berg").json()["mentions"]] == ["Berg"]
    assert page(client, "ola berg", json=False).status_code == 200
    assert client.get(f"/evidence/{ids['read']}.json").json()["item"]["who"].startswith("Ola Berg")
    (made,) = [name for name, item in project.ledger().reviewed.items() if item.parted_from]
    assert change(client, f"/evidence/{made}/decide", {"verdict": "accept"}).status_code == 422
    decide(client, BERG, "split", words=["name:A. Berg"], name="Anna Berg")
    assert page(client, MINISTER).json()["actor"]["mentions"] == 4
    assert errors(project) == []
    change(client, "/undo")
    change(client, "/undo")
    assert page(client, BERG).json() == {
        **data,
        "decisions": page(client, BERG).json()["decisions"],
        "after": page(client, BERG).json()["after"],
    }
    assert [d["verdict"] for d in page(client, BERG).json()["decisions"]] == ["split", "split", "withdraw", "withdraw"]


def test_any_decision_on_an_actor_is_taken_back_from_its_page(bench):
    client, project, _ = bench
    decide(client, BERG, "merge", into=MINISTER)
    (decision,) = page(client, MINISTER).json()["decisions"]
    answer = change(client, "/evidence/take-back", {"decision": decision["id"], "next": "/evidence/actors"})
    assert answer.status_code == 303 and page(client, BERG).status_code == 200
    again = change(client, "/evidence/take-back", {"decision": decision["id"]})
    assert again.status_code == 409 and "taken back already" in again.text
    assert change(client, "/evidence/take-back", {"decision": "decision-0"}).status_code == 404
    assert errors(project) == []


def test_an_actor_that_was_decided_on_meanwhile_is_not_decided_over(bench):
    client, _, _ = bench
    seen = page(client, BERG).json()["after"]
    decide(client, BERG, "merge", into=MINISTER, after=seen)
    assert decide(client, BERG, "amend", name="X", party="", after=seen).status_code == 409


WRONG = [
    ({"verdict": "burn"}, 422),
    ({"verdict": "withdraw"}, 422),
    ({"verdict": "merge", "into": "nobody"}, 422),
    ({"verdict": "split", "name": "X"}, 422),
    ({"verdict": "split", "name": "X", "mention": "nonsense"}, 422),
    ({"verdict": "split", "name": "", "words": "name:A. Berg"}, 422),
]


@pytest.mark.parametrize(("fields", "status"), WRONG)
def test_what_cannot_be_is_refused(bench, fields, status):
    client, project, _ = bench
    assert change(client, "/evidence/actors", {"actor": BERG, **fields}).status_code == status
    assert project.ledger().decisions == ()


def test_what_was_decided_is_given_as_a_file_of_actors(bench, tmp_path):
    client, _, _ = bench
    decide(client, BERG, "merge", into=MINISTER)
    answer = client.get("/evidence/actors.yaml")
    assert answer.headers["content-disposition"].startswith("attachment")
    path = tmp_path / "actors.yaml"
    path.write_text(answer.text, "utf-8")
    (own,) = load_actors(path)
    assert (own.key, own.names) == (MINISTER, ("Berg", "A. Berg"))


def test_markup_in_a_name_stays_text(bench):
    client, _, _ = bench
    name = "<script>alert(1)</script>{{ 7*7 }}"
    decide(client, MINISTER, "amend", name=name, party="NOR")
    for path in ("/evidence/actors", f"/evidence/actors/{quote(MINISTER)}", "/evidence/history", "/evidence/list"):
        text = client.get(path).text
        assert "<script>alert" not in text and ">49<" not in text


def test_a_project_without_actors_teaches_the_first_step(tmp_path):
    project, _ = bench_project(tmp_path)
    project.ledger_file.write_bytes(b"")
    text = client_of(project).get("/evidence/actors").text
    assert 'class="empty"' in text and 'href="/sources"' in text


@pytest.mark.browser
def test_a_pair_is_decided_by_key_and_undone(page: Page, tmp_path) -> None:
    project, _ = cast_project(tmp_path)
    with opened(project.root) as here:
        page.goto(f"{here}/evidence")
        page.keyboard.press("A")
        page.wait_for_url("**/evidence/actors")
        page.wait_for_load_state("load")
        first = page.locator(".pairing .two").inner_text()
        page.keyboard.press(" ")
        page.wait_for_url("**/evidence/actors?pair=*")
        assert page.locator(".pairing .two").inner_text() != first
        page.keyboard.press(" ")
        page.wait_for_function("text => document.querySelector('.pairing .two').innerText === text", arg=first)
        page.keyboard.press("m")
        page.wait_for_selector("text=Merged: Anna Berg")
        assert project.ledger().identities.merged == {BERG: MINISTER}
        page.keyboard.press("u")
        page.wait_for_function("text => document.querySelector('.pairing .two')?.innerText === text", arg=first)
        assert project.ledger().identities.merged == {}
        assert keys_not_listed(page) == set()


@pytest.mark.browser
def test_an_actor_is_merged_and_split_without_scripts(browser, tmp_path) -> None:
    project, _ = cast_project(tmp_path)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    with opened(project.root) as here:
        page.goto(f"{here}/evidence/actors/{quote(BERG)}")
        page.locator("summary", has_text="Split off").click()
        page.get_by_label("Split off “A. Berg”, the full name").check()
        page.get_by_label("They mean").fill("Arne Berg")
        page.get_by_role("button", name="Split off", exact=True).click()
        page.wait_for_selector("text=Split: Berg")
        page.goto(f"{here}/evidence/actors/{quote('arne berg')}")
        page.get_by_label("It is the same as").select_option(MINISTER)
        page.get_by_role("button", name="Merge", exact=True).click()
        page.wait_for_selector("h1 >> text=Anna Berg")
        page.get_by_role("button", name="Take back: merge").click()
        page.wait_for_selector("text=Decision taken back")
    context.close()
    assert project.ledger().identities.merged == {} and len(project.ledger().identities.moved[BERG]) == 1
