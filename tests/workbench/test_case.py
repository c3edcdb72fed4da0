"""The case: what the sheet shows, what the form writes, and that nothing of the analyst's is lost."""

import pytest

from talleyrand.case.yamlfile import load_case
from tests.support.bench import CASE, bench_of, bench_project, change, client_of

CELL = "/case/positions/NOR/passage"


@pytest.fixture
def bench(tmp_path):
    project, ids = bench_project(tmp_path)
    return client_of(project), project, ids


def version(client):
    return client.get("/case.json").json()["version"]


def save(client, address, **fields):
    return change(client, address, {"version": version(client), **fields})


def test_the_sheet_shows_value_range_and_what_it_rests_on(bench):
    client, _, _ = bench
    rows = client.get("/case.json").json()["case"]["rows"]
    first = rows[0]["cells"][0]
    assert (first["value"], first["low"], first["high"], first["grounds"]) == (80, 70, 90, "cited")
    assert rows[1]["cells"][0]["grounds"] == "assumed"
    page = client.get("/case").text
    assert 'aria-label="80, 70 to 90, cited"' in page and 'aria-label="20, 10 to 30, assumed"' in page


def test_a_cell_shows_its_scale_and_the_words_that_carry_it(bench):
    client, _, ids = bench
    page = client.get(f"{CELL}.json").json()
    assert (page["scale"]["zero"], page["scale"]["hundred"]) == ("closed", "open")
    assert [(r["id"], r["stands"], r["alias"]) for r in page["records"]] == [(ids["statement"], "because", "S1")]
    assert "both sides had asked for the talks" in client.get(CELL).text


def test_saving_changes_the_entry_and_keeps_everything_else(bench):
    client, project, ids = bench
    name = ids["statement"]
    answer = save(
        client,
        CELL,
        value="75",
        low="60",
        high="85",
        assumption="As they say",
        note="",
        record=name,
        **{f"stands-{name}": "because"},
    )
    assert (answer.status_code, answer.headers["location"]) == (303, CELL)
    after = project.case_file.read_text()
    line = f"    passage: {{value: 75, range: [60, 85], because: [{name}], assumption: As they say}}"
    expected = CASE.replace("STATEMENT", name).splitlines()
    expected[next(n for n, old in enumerate(expected) if name in old)] = line
    assert after.splitlines() == expected
    assert "Saved in case.yaml" in client.get(CELL).text


def test_a_record_can_speak_against_and_others_can_be_cited_by_short_name(bench):
    client, project, ids = bench
    fields = {"value": "80", "record": ids["statement"], f"stands-{ids['statement']}": "contradicted", "cite": "p1"}
    assert save(client, CELL, **fields).status_code == 303
    entry = load_case(project.case_file).positions["NOR"]["passage"]
    assert entry.contradicted == (ids["statement"],) and entry.because == (ids["seat"],)
    assert entry.range is None and not entry.drafted
    assert client.get("/case.json").json()["case"]["rows"][0]["cells"][0]["grounds"] == "contradicted"


def test_a_new_entry_can_be_made_where_there_is_none(bench):
    client, project, _ = bench
    assert client.get("/case/saliences/OMN/passage.json").json()["exists"] is False
    assert save(client, "/case/saliences/OMN/passage", value="0,4", assumption="A guess").status_code == 303
    assert load_case(project.case_file).saliences["OMN"]["passage"].value == 0.4


WRONG = [
    ({"value": "", "assumption": "x"}, "no value"),
    ({"value": "many", "assumption": "x"}, "is no number"),
    ({"value": "50"}, "no citation and no assumption"),
    ({"value": "50", "low": "60", "high": "70", "assumption": "x"}, "outside its own range"),
    ({"value": "50", "low": "70", "high": "60", "assumption": "x"}, "runs backwards"),
    ({"value": "50", "cite": "S99"}, "no record is called"),
]


@pytest.mark.parametrize(("fields", "words"), WRONG)
def test_what_cannot_stand_is_refused_and_what_was_written_is_kept_in_the_form(bench, fields, words):
    client, project, _ = bench
    before = project.case_file.read_bytes()
    answer = save(client, CELL, **fields)
    assert answer.status_code == 422 and words in answer.text
    assert f'name="value" inputmode="decimal" required value="{fields["value"]}"' in answer.text
    assert project.case_file.read_bytes() == before


def test_an_edit_from_outside_is_never_overwritten(bench):
    client, project, _ = bench
    seen = version(client)
    theirs = project.case_file.read_text().replace("# The analyst's own words.", "# Changed in an editor.")
    project.case_file.write_text(theirs)
    answer = change(client, CELL, {"version": seen, "value": "12", "assumption": "Mine"})
    assert answer.status_code == 409
    assert "changed on the disk since this page was made; nothing was overwritten" in answer.text
    assert 'value="12"' in answer.text and "Mine" in answer.text
    row = '<tr><th scope="row">value</th><td>80</td><td>12</td></tr>'
    assert row in answer.text, "both versions stand beside each other"
    assert project.case_file.read_text() == theirs
    assert save(client, CELL, value="12", assumption="Mine").status_code == 303
    assert project.case_file.read_text().startswith("# Changed in an editor.")


def test_undo_takes_a_change_of_the_case_back_to_the_byte(bench):
    client, project, _ = bench
    before = project.case_file.read_bytes()
    save(client, CELL, value="12", assumption="Mine")
    assert 'title="Changed: Norway on Free passage"' in client.get("/case").text
    change(client, "/undo", {"back": "/case"})
    assert project.case_file.read_bytes() == before


def test_undo_leaves_a_case_alone_that_was_changed_since(bench):
    client, project, _ = bench
    save(client, CELL, value="12", assumption="Mine")
    theirs = project.case_file.read_text() + "note: theirs\n"
    project.case_file.write_text(theirs)
    assert change(client, "/undo").status_code == 409
    assert project.case_file.read_text() == theirs


def test_undo_goes_through_decisions_and_changes_in_the_order_in_which_they_were_made(bench):
    client, project, ids = bench
    save(client, CELL, value="12", assumption="Mine")
    change(client, f"/evidence/{ids['seat']}/decide", {"verdict": "reject"})
    before = project.case_file.read_bytes()
    change(client, "/undo")
    assert project.ledger().reviewed[ids["seat"]].status == "proposed"
    assert project.case_file.read_bytes() == before


def test_problems_are_told_with_their_place_and_a_link(bench):
    client, _, _ = bench
    problems = client.get("/case.json").json()["problems"]
    (gap,) = [p for p in problems if "OMN" in (p["where"] or "")]
    assert gap["href"] == "/case/saliences/OMN/passage"
    assert 'href="/case/saliences/OMN/passage"' in client.get("/case").text


def test_a_case_that_does_not_parse_is_told_with_line_and_column(bench):
    client, project, _ = bench
    project.case_file.write_text("title: x\nparties: {A: {name: B, capability: {value: many}}}\n")
    page = client.get("/case.json").json()
    assert page["case"] is None and page["problems"][0]["line"] == 2
    for path in ("/case", "/analyses", "/evidence", "/brief"):
        assert client.get(path).status_code == 200, path
    assert client.get(CELL).status_code == 422


def test_the_mark_of_review_is_written(bench):
    client, project, _ = bench
    change(client, "/case/reviewed", {"version": version(client), "reviewed": "yes"})
    assert load_case(project.case_file).reviewed
    change(client, "/case/reviewed", {"version": version(client), "reviewed": "no"})
    assert not load_case(project.case_file).reviewed


def test_every_entry_of_the_case_has_a_page(bench):
    client, _, _ = bench
    case = client.get("/case.json").json()["case"]
    addresses = [e["href"] for s in case["sections"] for e in s["entries"]]
    addresses += [c["href"] for row in case["rows"] for c in row["cells"]]
    assert len(addresses) >= 5
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_a_finding_that_cannot_be_computed_says_where_to_mend_it(bench):
    client, _, _ = bench
    cards = {a["name"]: a for a in client.get("/analyses.json").json()["analyses"]}
    (lack,) = cards["power"]["missing"]
    assert lack["href"] == "/case/decision_rules" and "`" not in lack["words"]
    assert "Mend it" in client.get("/analyses").text


def test_why_walks_from_an_entry_to_the_words(bench):
    client, _, ids = bench
    chain = client.get("/why/positions/NOR/passage.json").json()["chain"]
    assert [(link["kind"], link["href"]) for link in chain][:1] == [("estimate", CELL)]
    assert f"/evidence/{ids['statement']}" in {link["href"] for link in chain}
    assert "“both sides had asked for the talks" in client.get("/why/positions/NOR/passage").text


def test_a_record_says_what_it_carries(bench):
    client, _, ids = bench
    assert client.get(f"/evidence/{ids['statement']}.json").json()["uses"] == [
        {"href": CELL, "label": "Norway on Free passage"}
    ]


def test_the_combinations_of_options_are_counted(bench):
    client, project, _ = bench
    assert client.get("/case.json").json()["case"]["states"] is None
    options = """\
options:
  escort: {title: Norway escorts ships, owner: NOR, assumption: It has said so}
  toll: {title: Qatar asks a toll, owner: QAT, assumption: It may}
infeasible:
  - {when: escort and toll, assumption: Nobody would pay}
"""
    project.case_file.write_text(project.case_file.read_text() + options)
    assert client.get("/case.json").json()["case"]["states"] == {"feasible": 3, "all": 4}
    assert client.get("/case/options.json").json()["states"] == {"feasible": 3, "all": 4}
    project.case_file.write_text(project.case_file.read_text().replace("escort and toll", "escort and and"))
    assert client.get("/case.json").json()["case"]["states"] is None
    for page in ("/case", "/case/options", "/case/infeasible/0"):
        assert client.get(page).status_code == 200, page


def test_the_steps_to_undo_are_bounded(bench):
    client, _, _ = bench
    for n in range(3):
        save(client, CELL, value=str(n), assumption="x")
    assert len(bench_of(client).edits) == 3
