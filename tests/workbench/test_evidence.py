"""Review: decisions land in the ledger, are checked against what was seen, and can all be taken back."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.evidence.ledger import Ledger
from talleyrand.evidence.records import Actor, Event, Statement
from talleyrand.project.folder import Project
from talleyrand.project.verify import verify
from talleyrand.workbench.fields import changes, fields_of
from talleyrand.workbench.index import FILE
from talleyrand.workbench.loaded import Reading
from tests.support.bench import bench_of, bench_project, change, client_of


@pytest.fixture
def bench(tmp_path):
    project, ids = bench_project(tmp_path)
    return client_of(project), project, ids


def decide(client, name, verdict, **fields):
    return change(client, f"/evidence/{name}/decide", {"verdict": verdict, **fields})


def test_a_verdict_is_in_the_ledger_with_name_and_time(bench):
    client, project, ids = bench
    answer = decide(client, ids["statement"], "accept", next="/evidence")
    assert (answer.status_code, answer.headers["location"]) == (303, "/evidence")
    (decision,) = project.ledger().decisions
    assert (decision.record, decision.verdict, decision.by) == (ids["statement"], "accept", "Ada")
    assert decision.at is not None and decision.at.tzinfo is not None
    assert "Accepted: " in client.get("/evidence").text
    assert "Accepted: " not in client.get("/evidence").text.split("<main")[1]


def test_the_stream_goes_on_to_the_next_proposal_and_ends(bench):
    client, _, _ = bench
    seen = []
    for _ in range(3):
        page = client.get("/evidence.json").json()
        seen.append(page["item"]["id"])
        decide(client, page["item"]["id"], "accept", after=page["item"]["after"])
    assert len(set(seen)) == 3
    assert client.get("/evidence.json").json()["item"] is None
    assert "Nothing is left here" in client.get("/evidence").text
    assert client.get("/evidence.json?status=accepted").json()["count"] == 3


def test_after_a_decision_the_stream_stands_where_it_was(bench):
    client, _, _ = bench
    order = [r["id"] for r in client.get("/evidence/list.json").json()["records"]]
    page = client.get(f"/evidence.json?at={order[1]}").json()
    assert page["item"]["id"] == order[1]
    decide(client, order[1], "reject")
    assert client.get("/evidence.json", params={"at": order[1]}).json()["item"]["id"] == order[2]


def test_a_record_that_was_decided_on_meanwhile_is_not_decided_over(bench):
    client, project, ids = bench
    seen = client.get(f"/evidence/{ids['seat']}.json").json()["item"]["after"]
    decide(client, ids["seat"], "reject", after=seen)
    answer = decide(client, ids["seat"], "accept", after=seen)
    assert answer.status_code == 409
    assert "was decided on by Ada since this page was made" in answer.text
    assert [d.verdict for d in project.ledger().decisions] == ["reject"]


def test_another_process_may_decide_in_between(bench):
    client, project, ids = bench
    client.get("/evidence")
    other = client_of(project)
    decide(other, ids["seat"], "accept")
    assert client.get(f"/evidence/{ids['seat']}.json").json()["item"]["status"] == "accepted"
    decide(client, ids["statement"], "accept")
    assert len(project.ledger().decisions) == 2


def test_an_amendment_changes_only_what_was_changed(bench):
    client, project, ids = bench
    form = {f"f-{f['name']}": f["value"] for f in item_fields(client, ids["statement"]) if f["editor"]}
    answer = decide(client, ids["statement"], "amend", **form | {"f-stance": "promise", "note": "she binds herself"})
    assert answer.status_code == 303
    (decision,) = project.ledger().decisions
    assert decision.changes == {"stance": "promise"} and decision.note == "she binds herself"
    assert project.ledger().get(ids["statement"]).stance == "promise"


def item_fields(client, name):
    return client.get(f"/evidence/{name}.json").json()["item"]["fields"]


def test_an_amendment_that_changes_nothing_or_is_no_record_is_refused(bench):
    client, project, ids = bench
    form = {f"f-{f['name']}": f["value"] for f in item_fields(client, ids["seat"]) if f["editor"]}
    assert "nothing was changed" in decide(client, ids["seat"], "amend", **form).text
    assert decide(client, ids["seat"], "amend", **form | {"f-seat": "throne"}).status_code == 422
    assert project.ledger().decisions == ()


@pytest.mark.parametrize("verdict", ["", "burn", "merge", "withdraw"])
def test_a_verdict_that_cannot_be_is_refused(bench, verdict):
    client, project, ids = bench
    assert decide(client, ids["seat"], verdict).status_code == 422
    assert project.ledger().decisions == ()


def test_undo_takes_back_decision_after_decision(bench):
    client, project, ids = bench
    decide(client, ids["seat"], "reject")
    decide(client, ids["statement"], "accept")
    assert "Accepted: " in client.get("/evidence").text
    change(client, "/undo")
    change(client, "/undo")
    assert {r.status for r in project.ledger().reviewed.values()} == {"proposed"}
    assert [d.verdict for d in project.ledger().decisions] == ["reject", "accept", "withdraw", "withdraw"]
    change(client, "/undo")
    assert "There is nothing to take back" in client.get("/sources").text
    assert [p for p in verify(project).problems if p.severity == "error"] == []


def test_any_decision_can_be_taken_back_from_the_history(bench):
    client, project, ids = bench
    decide(client, ids["seat"], "reject")
    decide(client, ids["statement"], "accept")
    rows = client.get("/evidence/history.json").json()["decisions"]
    assert [(r["verdict"], r["undoable"]) for r in rows] == [("accept", True), ("reject", True)]
    decide(client, ids["seat"], "withdraw", next="/evidence/history")
    assert project.ledger().reviewed[ids["seat"]].status == "proposed"
    assert client.get("/evidence/history").status_code == 200


def test_facets_count_and_filter(bench):
    client, _, ids = bench
    decide(client, ids["seat"], "reject")
    page = client.get("/evidence/list.json").json()
    counts = {f["name"]: {v["value"]: v["count"] for v in f["values"]} for f in page["facets"]}
    assert counts["status"] == {"proposed": 2, "rejected": 1}
    assert counts["kind"] == {"actor": 1, "statement": 1, "negotiation": 1, "seat": 1}
    assert counts["party"] == {"NOR": 1, "QAT": 1}
    found = client.get("/evidence/list.json?party=QAT").json()["records"]
    assert [r["id"] for r in found] == [ids["seat"]]
    assert client.get("/evidence/list.json?party=QAT&status=proposed").json()["records"] == []
    assert [r["kind"] for r in client.get("/evidence/list.json?kind=actor").json()["records"]] == ["actor"]


def test_every_facet_link_leads_to_as_many_records_as_it_says(bench):
    client, _, ids = bench
    decide(client, ids["seat"], "accept")
    for base in ("/evidence", "/evidence/list"):
        for facet in client.get(f"{base}.json").json()["facets"]:
            for value in facet["values"]:
                if not value["here"]:
                    path, _, query = value["href"].partition("?")
                    assert client.get(f"{path}.json?{query}").json()["count"] == value["count"], value


def test_the_card_shows_the_words_in_their_paragraph(bench):
    client, _, ids = bench
    item = client.get(f"/evidence/{ids['statement']}.json").json()["item"]
    words = [s["text"] for p in item["context"] for s in p["segments"] if "words" in s["roles"]]
    assert words == ["both sides had asked for the talks", "“We only set the table,”"]
    speaker = [s["text"] for p in item["context"] for s in p["segments"] if "speaker" in s["roles"]]
    assert speaker == ["Norway’s foreign minister"]


def test_the_article_underlines_every_word_of_its_records_and_loses_none(bench):
    client, project, ids = bench
    (document,) = project.documents()
    page = client.get(f"/sources/{document.id}.json").json()
    assert ["".join(s["text"] for s in p["segments"]) for p in page["paragraphs"]] == [
        p.text for p in document.paragraphs
    ]
    marked = {r for p in page["paragraphs"] for s in p["segments"] for r in s["records"]}
    assert marked == {ids["statement"], ids["seat"], ids["negotiation"]}
    decide(client, ids["seat"], "reject")
    assert ids["seat"] not in client.get(f"/sources/{document.id}").text


def test_search_finds_reports_records_and_the_case_and_makes_its_index_anew(bench):
    client, project, ids = bench
    found = client.get("/search.json?q=asked talk").json()
    assert [r["id"] for r in found["records"]] == [ids["statement"]]
    assert found["paragraphs"][0]["paragraph"] == 4
    assert "Norway on Free passage" in {
        e["label"] for e in client.get("/search.json?q=norway passage").json()["entries"]
    }
    index = project.cache_dir / FILE
    index.write_bytes(b"no database at all")
    assert client.get("/search.json?q=asked").json()["record_count"] == 1
    index.unlink()
    assert client.get("/search.json?q=asked").json()["record_count"] == 1
    for words in ('"', "*", "a OR (", "NEAR(", "", "zebra"):
        assert client.get("/search.json", params={"q": words}).status_code == 200


def test_a_short_name_leads_to_its_record(bench):
    client, _, ids = bench
    assert client.get("/evidence/S1.json").json()["item"]["id"] == ids["statement"]


VERDICTS = st.lists(
    st.tuples(
        st.sampled_from(["statement", "seat", "negotiation", "actor"]),
        st.sampled_from(["accept", "reject", "withdraw", "amend"]),
    ),
    max_size=8,
)


@settings(max_examples=15)
@given(VERDICTS)
def test_what_is_kept_between_requests_is_what_the_ledger_says(verdicts):
    with tempfile.TemporaryDirectory() as folder:
        project, ids = bench_project(Path(folder))
        client = client_of(project)
        for kind, verdict in verdicts:
            form = {f"f-{f['name']}": f["value"] for f in item_fields(client, ids[kind]) if f["editor"]}
            name = {"statement": "f-issue", "negotiation": "f-title", "actor": "f-office", "seat": "f-party"}[kind]
            decide(client, ids[kind], verdict, **form | {name: f"{form[name]}x"} if verdict == "amend" else form)
        kept = bench_of(client).reading.now()
        fresh = Reading(project.root).now()
        assert kept.reviewed == fresh.reviewed
        assert kept.facts == fresh.facts
        assert kept.read.fingerprint() == Ledger.load(project.ledger_file).fingerprint()


SIDES = [("PRK, RUS", ["PRK", "RUS"]), ("prk;rus ,?", ["PRK", "RUS", None]), ("", [])]


@pytest.mark.parametrize(("text", "codes"), SIDES)
def test_sides_are_read_from_codes_and_keep_their_actors(bench, text, codes):
    _, project, ids = bench
    (document,) = project.documents()
    event = Event(
        id="event-1",
        document=document.id,
        source=({"actor": ids["actor"], "party": "PRK"},),
        target=(),
        plover="CONSULT",
        status="happened",
        evidence=(document.span(0, 6),),
        by={"name": "t"},
    )
    fields = fields_of(Reading(project.root).now(), event)
    form = {f"f-{f.name}": f.value for f in fields if f.editor} | {"f-source": text}
    found = changes(event, fields, lambda name: form.get(name) or None)
    assert [side["party"] for side in found["source"]] == codes
    assert [side["actor"] for side in found["source"] if side["party"] == "PRK"] == [ids["actor"]] * ("PRK" in codes)
    assert set(found) == {"source"}


@pytest.mark.parametrize("kind", ["statement", "seat", "negotiation", "actor"])
def test_a_form_that_nobody_touched_changes_nothing(bench, kind):
    _, project, ids = bench
    now = Reading(project.root).now()
    record = now.reviewed[ids[kind]].record
    assert isinstance(record, Statement | Actor) or kind in ("seat", "negotiation")
    fields = fields_of(now, record)
    form = {f"f-{f.name}": f.value for f in fields if f.editor}
    assert changes(record, fields, lambda name: form.get(name) or None) == {}


def test_a_broken_ledger_is_told_with_its_line(bench):
    client, project, _ = bench
    project.ledger_file.write_bytes(b"{oops}\n" + project.ledger_file.read_bytes())
    answer = client.get("/evidence.json")
    assert answer.status_code == 422
    assert answer.json()["error"]["problems"][0]["line"] == 1
    assert "oops" not in client.get("/evidence").text


def test_a_project_with_nothing_in_it_teaches_the_first_step(tmp_path):
    client = client_of(Project.create(tmp_path / "p", "New"))
    steps = {"/sources": "/sources/add", "/evidence": "/sources", "/evidence/list": "/sources", "/case": "/sources"}
    steps |= {
        "/analyses": "/case",
        "/brief": "/case",
        "/evidence/history": "/evidence",
        "/sources/confirm": "/sources/add",
    }
    for path, step in steps.items():
        page = client.get(path).text.split("<main")[1]
        assert 'class="empty"' in page and f'href="{step}"' in page, path
