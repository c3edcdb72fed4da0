"""Records that a reviewer adds: on exact words, vouched for, in the form of every other record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talleyrand.project.verify import verify
from talleyrand.workbench.pages.entering import ENTERED
from tests.support.bench import bench_project, change, client_of, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORDS = "Qatar was not invited"
FILLED = {
    "statement": {"f-party": "QAT", "f-stance": "refuse", "f-role": "official", "f-kind": "direct", "f-status": "made"},
    "event": {"f-source": "nor", "f-target": "QAT", "f-plover": "REJECT", "f-status": "happened"},
    "seat": {"f-party": "OMN", "f-seat": "out"},
    "tie": {"f-holder": "NOR", "f-over": "QAT", "f-kind": "lever", "f-means": "trade, food", "f-status": "happened"},
    "expectation": {"f-about": "an invitation", "f-likelihood": "unlikely"},
    "negotiation": {"f-title": "the strait talks"},
    "contest": {"f-issue": "passage"},
}


@pytest.fixture
def bench(tmp_path):
    project, ids = bench_project(tmp_path)
    (document,) = project.documents()
    return client_of(project), project, ids, document


def enter(client, document, kind, at=WORDS, **fields):
    start = document.text.index(at)
    place = {"start": start, "end": start + len(at), "kind": kind}
    return change(client, f"/sources/{document.id}/new", {**place, **fields})


@pytest.mark.parametrize("kind", ENTERED)
def test_a_record_of_each_kind_is_entered_on_its_words_and_accepted(bench, kind):
    client, project, ids, document = bench
    start = document.text.index(WORDS)
    page = client.get(f"/sources/{document.id}/new?kind={kind}&start={start}&end={start + len(WORDS)}")
    assert page.status_code == 200 and WORDS in page.text
    fields = FILLED[kind] | ({"f-negotiation": ids["negotiation"]} if kind == "seat" else {})
    answer = enter(client, document, kind, **fields)
    assert answer.status_code == 303, answer.text
    name = answer.headers["location"].rpartition("/")[2]
    made = project.ledger().reviewed[name]
    assert (made.status, made.record.by.name, made.record.by.kind) == ("accepted", "Ada", "person")
    assert WORDS in {span.text for span in made.record.spans()}
    assert made.decisions[0].by == "Ada"
    assert client.get(f"/evidence/{name}").status_code == 200
    assert [p for p in verify(project).problems if p.severity == "error"] == []
    again = enter(client, document, kind, **fields)
    assert again.headers["location"] == answer.headers["location"]
    assert len(project.ledger().decisions) == 1


def test_undo_rejects_a_record_that_was_entered_and_then_goes_on_to_what_was_before(bench):
    client, project, ids, document = bench
    change(client, f"/evidence/{ids['seat']}/decide", {"verdict": "accept"})
    name = enter(client, document, "contest", **FILLED["contest"]).headers["location"].rpartition("/")[2]
    change(client, f"/evidence/{name}/decide", {"verdict": "amend", "f-issue": "tolls"})
    change(client, "/undo")
    assert project.ledger().get(name).issue == "passage"
    change(client, "/undo")
    assert project.ledger().reviewed[name].status == "rejected"
    change(client, "/undo")
    assert project.ledger().reviewed[ids["seat"]].status == "proposed"
    change(client, "/undo")
    assert project.ledger().reviewed[name].status == "rejected"
    assert len(project.ledger().decisions) == 6
    assert [p for p in verify(project).problems if p.severity == "error"] == []


WRONG = [
    ("event", {"f-source": "NOR"}, "“what” is empty"),
    ("seat", {"f-party": "OMN", "f-seat": "out"}, "is empty"),
    ("tie", {}, "is empty"),
    ("burn", {}, "is no kind of record"),
    ("statement", {"f-role": "king"}, "role"),
    ("contest", {"f-issue": "x", "words": "words that stand nowhere"}, "does not stand there"),
]


@pytest.mark.parametrize(("kind", "fields", "told"), WRONG)
def test_what_is_no_record_is_refused(bench, kind, fields, told):
    client, project, _, document = bench
    answer = enter(client, document, kind, **fields)
    assert answer.status_code == 422
    assert told.replace("“", "&#34;").replace("”", "&#34;") in answer.text or told in answer.text
    assert project.ledger().decisions == ()


@pytest.mark.parametrize(
    ("start", "end"), [("0", "0"), ("5", "3"), ("0", "99999"), ("-1", "3"), ("x", "3"), ("34", "36")]
)
def test_a_place_that_holds_no_words_is_refused(bench, start, end):
    client, _, _, document = bench
    assert client.get(f"/sources/{document.id}/new?start={start}&end={end}").status_code == 422


def test_words_can_be_narrowed_within_their_paragraph(bench):
    client, project, _, document = bench
    paragraph = document.paragraphs[4].text
    answer = enter(client, document, "contest", paragraph, **FILLED["contest"], words="officials in Oslo")
    name = answer.headers["location"].rpartition("/")[2]
    (span,) = project.ledger().get(name).evidence
    assert span.text == document.text[span.start : span.end] == "officials in Oslo"


@pytest.mark.browser
def test_selected_words_become_a_record(page: Page, tmp_path) -> None:
    project, _ = bench_project(tmp_path)
    (document,) = project.documents()
    with opened(project.root) as here:
        page.goto(f"{here}/sources/{document.id}")
        assert page.locator("#p4 > p").text_content() == document.paragraphs[3].text
        assert not page.locator("#palette").is_visible()
        # Across the edges of underlined words, behind curly quotation marks: offsets must count as Python does.
        page.evaluate(
            """() => {
                const nodes = [];
                const walk = document.createTreeWalker(document.querySelector("#p4 > p"), NodeFilter.SHOW_TEXT);
                while (walk.nextNode()) nodes.push(walk.currentNode);
                const last = nodes.at(-1);
                document.getSelection().setBaseAndExtent(nodes[1], 5, last, last.data.length - 1);
            }"""
        )
        page.wait_for_selector("#palette:not([hidden])")
        page.keyboard.press("v")
        page.wait_for_url("**/new?kind=event&*")
        words = page.get_by_label("The words it rests on").input_value()
        assert words == document.paragraphs[3].text[words_start(document, words) : -1]
        page.locator("[name=f-source]").fill("NOR")
        page.locator("[name=f-plover]").select_option("CONSULT")
        page.get_by_role("button", name="Add it").click()
        page.wait_for_url("**/evidence/event-*")
    (event,) = [r for r in project.ledger().accepted() if r.type == "event"]
    assert event.evidence[0].text == words


def words_start(document, words):
    return document.paragraphs[3].text.index(words)
