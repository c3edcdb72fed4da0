"""Contradictions in the workbench: both sides with their words, decided by key, told where the case rests on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talleyrand.cli.group import main
from talleyrand.project.drafting import draft_case
from talleyrand.project.verify import verify
from tests.support.bench import bench_project, change, client_of, keys_not_listed, opened
from tests.support.opposed import opposed_project

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = "/evidence/contradictions"


@pytest.fixture
def bench(tmp_path):
    project, ids = opposed_project(tmp_path)
    return client_of(project), project, ids


def pair_of(client, rule):
    return client.get(f"{HERE}.json?state=&rule={rule}").json()["pair"]


def decide(client, pair, verdict, **fields):
    return change(client, f"{HERE}/{pair['id']}/decide", {"verdict": verdict, "after": pair["after"], **fields})


def test_both_stand_side_by_side_with_their_words_sources_and_days(bench):
    client, _, ids = bench
    data = client.get(f"{HERE}.json").json()
    assert {one["rule"] for one in data["list"]} == {"status", "seat", "position"} and data["count"] == 3
    pair = pair_of(client, "seat")
    assert [side["id"] for side in pair["sides"]] == [ids["in"], ids["out"]] and pair["words"] == "in and out"
    assert [side["published"] for side in pair["sides"]] == ["1 June 2018", "2 June 2018"]
    words = [
        "".join(s["text"] for p in side["context"] for s in p["segments"] if "words" in s["roles"])
        for side in pair["sides"]
    ]
    assert words == ["Qatar has a seat", "Qatar has no seat"]
    assert pair_of(client, "position")["sides"][0]["uses"][0]["label"] == "Norway on Free passage"
    assert client.get(HERE).status_code == 200


def test_the_record_that_is_not_used_is_set_aside_and_no_draft_rests_on_it(bench):
    client, project, ids = bench
    pair = pair_of(client, "seat")
    used, other = ids["out"], ids["in"]
    assert used in str(draft_case(project).model_dump()) and other in str(draft_case(project).model_dump())
    assert decide(client, pair, f"prefer:{used}", note="the later word").status_code == 303
    assert project.ledger().aside == {other: used}
    text = str(draft_case(project).model_dump())
    assert used in text and other not in text
    item = client.get(f"/evidence/{other}.json").json()["item"]
    assert item["aside"] == used and item["disputes"][0]["verdict"] == "prefer"
    assert "set aside" in client.get(f"/evidence/{other}").text
    assert [p for p in verify(project).problems if p.severity == "error"] == []
    change(client, "/undo")
    assert project.ledger().aside == {} and pair_of(client, "seat")["state"] == "open"
    assert [p for p in verify(project).problems if p.severity == "error"] == []


def test_an_entry_of_the_case_that_rests_on_a_doubt_is_told_until_it_is_decided(bench, capsys):
    client, project, _ = bench
    told = [p for p in client.get("/case.json").json()["problems"] if "is contradicted by" in p["message"]]
    assert [p["where"] for p in told] == ["positions/NOR/passage"]
    assert ground_of(client) == "contradicted"
    assert main(["check", str(project.root)]) == 0
    out = capsys.readouterr()
    assert "is contradicted by" in out.out and "3 contradictions in the evidence, 3 undecided" in out.err
    decide(client, pair_of(client, "position"), "both")
    assert "contradicted by" not in client.get("/case.json").text and ground_of(client) == "cited"
    main(["check", str(project.root), "--json"])
    assert '"undecided": 2' in capsys.readouterr().out


def test_what_was_decided_stands_when_a_later_reading_no_longer_proposes_one_of_the_two(bench):
    client, project, ids = bench
    decide(client, pair_of(client, "seat"), f"prefer:{ids['out']}")
    document = next(d for d in project.documents() if d.title == "morning.txt")
    left = [r for r in project.ledger().of(document.id) if r.id != ids["in"]]
    project.append(project.ledger().news(document, left, "better rules"))
    assert project.ledger().aside == {ids["in"]: ids["out"]}
    assert pair_of(client, "seat")["state"] == "prefer"
    assert [p for p in verify(project).problems if p.severity == "error"] == []


def ground_of(client):
    """Return what the sheet says that Norway's place on the passage rests on."""
    rows = client.get("/case.json").json()["case"]["rows"]
    return next(cell["grounds"] for row in rows if row["party"] == "NOR" for cell in row["cells"])


@pytest.mark.parametrize("verdict", ["both", "unrelated"])
def test_what_was_decided_leaves_the_open_ones_and_is_found_again(bench, verdict):
    client, _, _ = bench
    pair = pair_of(client, "seat")
    answer = decide(client, pair, verdict, next=f"{HERE}?state=open&at={pair['id']}")
    assert answer.headers["location"].startswith(HERE)
    assert client.get(f"{HERE}.json").json()["count"] == 2
    data = client.get(f"{HERE}.json?state={verdict}").json()
    assert (data["count"], data["pair"]["decision"]["by"]) == (1, "Ada")
    assert client.get(f"{HERE}.json?state=&at={pair['id']}").json()["pair"]["state"] == verdict
    decide(client, pair_of(client, "seat"), "withdraw")
    assert client.get(f"{HERE}.json").json()["count"] == 3


def test_the_facet_finds_records_that_are_contradicted(bench):
    client, _, ids = bench

    def found(value):
        return {r["id"] for r in client.get(f"/evidence/list.json?contradicted={value}").json()["records"]}

    assert len(found("open")) == 6 and found("settled") == set()
    decide(client, pair_of(client, "seat"), "both")
    assert found("settled") == {ids["in"], ids["out"]} and len(found("open")) == 4
    change(client, f"/evidence/{ids['in']}/decide", {"verdict": "reject"})
    assert found("settled") == set()
    assert client.get(f"{HERE}.json?state=").json()["all"] == 2


def test_search_and_facets_narrow_each_other(bench):
    client, _, ids = bench
    change(client, f"/evidence/{ids['in']}/decide", {"verdict": "accept"})

    def found(query):
        data = client.get(f"/search.json?q=qatar{query}").json()
        return {r["id"] for r in data["records"]}, data["paragraph_count"]

    everything, paragraphs = found("")
    assert {ids["in"], ids["out"], ids["event-morning.txt"], ids["event-evening.txt"]} <= everything and paragraphs == 2
    assert found("&kind=seat") == ({ids["in"], ids["out"]}, 2)
    assert found("&kind=seat&decided=yes") == ({ids["in"]}, 2)
    assert found("&kind=seat&decided=no&contradicted=open") == ({ids["out"]}, 2)
    source = client.get(f"/evidence/{ids['in']}.json").json()["item"]["document"]
    assert found(f"&kind=seat&source={source}") == ({ids["in"]}, 1)
    assert found("&kind=tie") == (set(), 2)
    for facet in client.get("/search.json?q=qatar").json()["facets"]:
        for value in facet["values"]:
            path, _, query = value["href"].partition("?")
            assert client.get(f"{path}.json?{query}").json()["record_count"] == value["count"], value
    assert "Leave them out" in client.get("/search?q=zebra&kind=tie").text


def test_a_contradiction_that_was_decided_on_meanwhile_is_not_decided_over(bench):
    client, project, _ = bench
    pair = pair_of(client, "seat")
    decide(client, pair, "both")
    assert decide(client, pair, "unrelated").status_code == 409
    assert len(project.ledger().decisions) == 1


WRONG = [("burn", 422), ("prefer", 422), ("prefer:seat-0", 422), ("withdraw", 422), ("", 422)]


@pytest.mark.parametrize(("verdict", "status"), WRONG)
def test_what_cannot_be_decided_is_refused(bench, verdict, status):
    client, project, _ = bench
    assert decide(client, pair_of(client, "seat"), verdict).status_code == status
    assert change(client, f"{HERE}/contradiction-0/decide", {"verdict": "both"}).status_code == 404
    assert project.ledger().decisions == ()


def test_a_foreign_address_is_not_followed(bench):
    client, _, _ = bench
    answer = decide(client, pair_of(client, "seat"), "both", next="https://example.org")
    assert answer.headers["location"] == HERE


def test_pages_without_contradictions_say_so(tmp_path):
    project, _ = bench_project(tmp_path)
    client = client_of(project)
    assert "No two records contradict each other" in client.get(HERE).text
    project.ledger_file.write_bytes(b"")
    assert 'href="/sources"' in client.get(HERE).text.split("<main")[1]


@pytest.mark.browser
def test_a_contradiction_is_decided_by_key_and_undone(page: Page, tmp_path) -> None:
    project, ids = opposed_project(tmp_path)
    with opened(project.root) as here:
        page.goto(f"{here}/evidence")
        page.keyboard.press("C")
        page.wait_for_url(f"**{HERE}")
        page.wait_for_load_state("load")
        page.goto(f"{here}{HERE}?rule=seat")
        assert keys_not_listed(page) == set()
        page.keyboard.press("l")
        page.wait_for_selector("text=Decided which is used")
        assert project.ledger().aside == {ids["in"]: ids["out"]}
        page.keyboard.press("u")
        page.wait_for_selector("text=Decision taken back: Two places at one table")
        page.goto(f"{here}{HERE}?rule=seat")
        page.keyboard.press("k")
        page.wait_for_selector("text=Both stand")
        assert project.ledger().undecided() == 2


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_sticks_out_and_it_works_without_scripts(browser, tmp_path, width) -> None:
    project, _ = opposed_project(tmp_path)
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    with opened(project.root) as here:
        for path in (HERE, "/evidence/actors", "/evidence/agreement", "/evidence/history", "/evidence?reading=second"):
            page.goto(here + path)
            assert page.locator("html").evaluate("e => e.scrollWidth") <= width, path
        page.goto(here + HERE)
        page.get_by_role("button", name="Both stand").click()
        page.wait_for_selector(".said >> text=Both stand")
    context.close()
    assert project.ledger().undecided() == 2
