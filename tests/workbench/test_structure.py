"""Options, rules, preferences and bodies: the forms, what they write, and what they refuse."""

import difflib
import re

import pytest

from talleyrand.case.yamlfile import case_from_text, load_case
from tests.support.bench import bench_project, change, client_of

MORE = """\

# What each can do.
options:
  # Told in Oslo.
  escort: {title: Norway escorts ships, otherwise: ships sail alone, owner: NOR, assumption: It said so}
  toll:
    title: Qatar asks a toll   # a cent
    owner: QAT
    assumption: It may
  escort_more: {title: Norway escorts more, owner: NOR, assumption: x}
infeasible:
  - {when: escort and toll, assumption: Nobody would pay}
# The most important first.
preferences:
  NOR:
    - {statement: not toll, assumption: x}
    - {any_order: [escort, escort_more or not toll], assumption: x}
    - {statement: escort, maybe: true, assumption: x}
"""
AFTER = "decision_rules: {}  # none yet\n"


@pytest.fixture
def bench(tmp_path):
    project, ids = bench_project(tmp_path)
    project.case_file.write_text(project.case_file.read_text() + MORE + AFTER)
    return client_of(project), project, ids


def version(client):
    return client.get("/case.json").json()["version"]


def post(client, address, **fields):
    return change(client, address, {"version": version(client), **fields})


def changed(project, before):
    lines = difflib.unified_diff(before.splitlines(), project.case_file.read_text().splitlines(), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


def test_the_pages_say_what_each_can_do_and_how_many_combinations_there_are(bench):
    client, _, _ = bench
    page = client.get("/case/options.json").json()
    assert page["states"] == {"feasible": 6, "all": 8}
    first = page["options"][0]
    assert (first["key"], first["owner"], first["otherwise"]) == ("escort", "Norway", "ships sail alone")
    assert page["rules"][0]["meaning"] == "Norway escorts ships and Qatar asks a toll"
    told = client.get("/case/preferences.json").json()["parties"][0]
    assert [[line["true_in"] for line in step["lines"]] for step in told["steps"]] == [[4], [2, 5], [2]]
    assert told["steps"][0]["lines"][0]["meaning"] == "this ends (Qatar asks a toll)"
    assert "Nothing is said of what Qatar wants, though it can act" in client.get("/case/preferences").text


ADDED = [
    (
        "options",
        {"e-title": "Oman: hosts, at last", "e-owner": "OMN", "e-direction": "on", "e-admits": "QAT"},
        '+  oman_hosts_at_last: {title: "Oman: hosts, at last", owner: OMN, direction: "on", admits: QAT, assumption: z}',
        "/case/options",
    ),
    (
        "options",
        {"e-title": "Oman hosts", "e-owner": "OMN", "key": "host", "e-status_quo": "yes", "e-direction": "both"},
        "+  host: {title: Oman hosts, owner: OMN, status_quo: true, assumption: z}",
        "/case/options",
    ),
    ("infeasible", {"e-when": "not escort"}, "+  - {when: not escort, assumption: z}", "/case/options#infeasible"),
    (
        "preferences/NOR",
        {"e-statement": "toll\r\n\r\nescort if toll\r\n", "e-maybe": "yes"},
        "+    - {any_order: [toll, escort if toll], maybe: true, assumption: z}",
        "/case/preferences#NOR",
    ),
]


@pytest.mark.parametrize(("section", "fields", "line", "to"), ADDED)
def test_an_entry_is_added_as_one_line(bench, section, fields, line, to):
    client, project, _ = bench
    before = project.case_file.read_text()
    answer = post(client, f"/case/new/{section}", assumption="z", **fields)
    assert (answer.status_code, answer.headers.get("location")) == (303, to), answer.text
    assert changed(project, before) == [line]
    assert "Added to case.yaml" in client.get(to).text
    change(client, "/undo", {"back": "/case"})
    assert project.case_file.read_text() == before


def test_a_body_is_described_with_weights_and_vetoes(bench):
    client, project, ids = bench
    fields = {"e-title": "The Council", "e-members": "nor, qat omn", "e-others": "2", "e-quota": "5"}
    fields |= {"e-weights": "NOR 3, QAT 1.5", "e-vetoes": "NOR", "e-issues": "passage", "cite": "S1"}
    assert post(client, "/case/new/decision_rules", **fields).status_code == 303
    rule = load_case(project.case_file).decision_rules["the_council"]
    assert (rule.members, rule.others, rule.quota, rule.vetoes) == (("NOR", "QAT", "OMN"), 2, 5, ("NOR",))
    assert (
        rule.weights == {"NOR": 3, "QAT": 1.5} and rule.issues == ("passage",) and rule.because == (ids["statement"],)
    )
    (row,) = client.get("/case/decision_rules.json").json()["bodies"]
    assert row["total"] == 7.5
    assert client.get("/case/decision_rules/the_council.json").json()["entered"]["weights"] == "NOR 3, QAT 1.5"


def test_a_party_that_wanted_nothing_gets_its_first_preference(bench):
    client, project, _ = bench
    before = project.case_file.read_text()
    post(client, "/case/new/preferences/QAT", **{"e-statement": "toll", "assumption": "z"})
    assert changed(project, before) == ["+  QAT:", "+    - {statement: toll, assumption: z}"]


REFUSED = [
    ("new/infeasible", {"e-when": "escort and tol"}, "when", 'no option is called "tol"', 'did you mean "toll"'),
    ("new/infeasible", {"e-when": "escort and"}, "when", "", ""),
    ("new/infeasible", {"e-when": "escort toll"}, "when", "nothing joins", "join them with"),
    ("new/preferences/NOR", {"e-statement": "toll\nescrt"}, "statement", 'no option is called "escrt"', "did you mean"),
    ("new/options", {"e-title": "", "e-owner": "NOR"}, "title", "nothing is said", "needed"),
    ("new/options", {"e-title": "T", "e-owner": "XXX"}, "owner", "cannot be chosen", "choose from the list"),
    ("new/options", {"e-title": "T", "e-owner": "NOR", "key": "1st"}, "key", "is no plain name", "begin with a letter"),
    (
        "new/options",
        {"e-title": "T", "e-owner": "NOR", "key": "if"},
        "key",
        "is no plain name",
        "words of the language",
    ),
    ("new/options", {"e-title": "T", "e-owner": "NOR", "key": "toll"}, "key", "already", "choose another"),
    ("new/decision_rules", {"e-title": "T", "e-members": "NOR", "e-quota": "many"}, "quota", "is no number", "figure"),
    (
        "new/decision_rules",
        {"e-title": "T", "e-members": "NOR", "e-quota": "1", "e-others": "-1"},
        "others",
        "whole",
        "",
    ),
    (
        "new/decision_rules",
        {"e-title": "T", "e-members": "NOR", "e-quota": "1", "e-weights": "5"},
        "weights",
        "weight",
        "",
    ),
    (
        "new/decision_rules",
        {"e-title": "T", "e-members": "NOR", "e-quota": "1", "e-issues": "passag"},
        "issues",
        "",
        "mean",
    ),
    (
        "options/escort",
        {"e-title": "T", "e-owner": "NOR", "assumption": ""},
        "assumption",
        "no citation",
        "cite a record",
    ),
    ("options/escort", {"e-title": "T", "e-owner": "NOR", "cite": "S99"}, "cite", "no record is called", ""),
    ("infeasible/0", {"e-when": "(escort"}, "when", "", ""),
]


@pytest.mark.parametrize(("address", "fields", "where", "message", "remedy"), REFUSED)
def test_what_cannot_stand_is_said_at_its_field_with_what_would_have_worked(
    bench, address, fields, where, message, remedy
):
    client, project, _ = bench
    before = project.case_file.read_text()
    answer = post(client, f"/case/{address}", **{"assumption": "z", **fields})
    assert answer.status_code == 422
    twin = post(client, f"/case/{address}.json", **{"assumption": "z", **fields}).json()
    said = twin["at_field"][where]
    assert message in said["message"] and remedy in (said["remedy"] or "")
    field = re.search(rf'name="(e-)?{where}"[^>]*>', answer.text)
    assert field and "aria-invalid" in field[0] and "aria-describedby" in field[0]
    assert project.case_file.read_text() == before


def test_an_option_is_changed_key_by_key(bench):
    client, project, _ = bench
    before = project.case_file.read_text()
    fields = {
        "e-title": "Qatar asks a toll",
        "e-owner": "OMN",
        "e-direction": "off",
        "assumption": "It may",
        "note": "once",
    }
    assert post(client, "/case/options/toll", **fields).status_code == 303
    assert changed(project, before) == [
        "-    owner: QAT",
        "+    owner: OMN",
        '+    direction: "off"',
        "+    note: once",
    ]
    again = client.get("/case/options/toll.json").json()["entered"]
    before = project.case_file.read_text()
    form = {f"e-{k}" if k not in ("assumption", "note") else k: v for k, v in again.items()}
    assert post(client, "/case/options/toll", **form).status_code == 303
    assert project.case_file.read_text() == before, "a form that nobody touched changes nothing"


def test_one_statement_becomes_several_and_back(bench):
    client, project, _ = bench
    post(client, "/case/preferences/NOR/0", **{"e-statement": "not toll\nescort", "assumption": "x"})
    step = load_case(project.case_file).preferences["NOR"][0]
    assert (step.statement, step.any_order) == (None, ("not toll", "escort"))
    post(client, "/case/preferences/NOR/0", **{"e-statement": "toll", "assumption": "x"})
    step = load_case(project.case_file).preferences["NOR"][0]
    assert (step.statement, step.any_order) == ("toll", None)


def test_an_option_is_renamed_in_every_statement(bench):
    client, project, _ = bench
    project.write(project.scenarios_dir / "dear.yaml", b"title: Dear\noptions: {escort: {owner: OMN}}\n")
    before = project.case_file.read_text()
    answer = post(client, "/case/rename/options/escort", key="convoy")
    assert answer.headers["location"] == "/case/options/convoy"
    assert project.case_file.read_text() == re.sub(r"\bescort\b(?=[:, ])|(?<=\[)escort\b", "convoy", before).replace(
        "convoy ships", "escort ships"
    )
    assert "Change it in dear, too" in client.get("/case/options/convoy").text
    for key in ("toll", "", "not"):
        assert post(client, "/case/rename/options/convoy", key=key).status_code == 422, key
    assert post(client, "/case/rename/infeasible/0", key="x").status_code == 404


def test_what_is_named_elsewhere_is_not_removed_before_that(bench):
    client, project, _ = bench
    before = project.case_file.read_text()
    answer = post(client, "/case/remove/options/toll")
    assert answer.status_code == 422 and "3 statements name it" in answer.text
    assert 'value="Qatar asks a toll"' in answer.text, "the form still holds the entry"
    assert project.case_file.read_text() == before
    assert post(client, "/case/remove/infeasible/0").headers["location"] == "/case/options#infeasible"
    for _ in range(3):
        assert post(client, "/case/remove/preferences/NOR/0").status_code == 303
    assert post(client, "/case/remove/options/toll").status_code == 303
    case = load_case(project.case_file)
    assert (list(case.options), case.infeasible, case.preferences["NOR"]) == (["escort", "escort_more"], (), ())
    assert {"# Told in Oslo.", "# The most important first."} <= {
        line.strip() for line in project.case_file.read_text().splitlines()
    }


def test_preferences_move_up_and_down(bench):
    client, project, _ = bench
    answer = post(client, "/case/move/preferences/NOR/2", to="up")
    assert answer.headers["location"] == "/case/preferences#NOR-2"
    assert [step.maybe for step in load_case(project.case_file).preferences["NOR"]] == [False, True, False]
    post(client, "/case/move/preferences/NOR/0", to="down")
    assert [step.maybe for step in load_case(project.case_file).preferences["NOR"]] == [True, False, False]
    assert post(client, "/case/move/preferences/NOR/0", to="up").status_code == 422
    assert post(client, "/case/move/infeasible/0", to="up").status_code == 404


@pytest.mark.parametrize(
    "address", ["new/infeasible", "rename/options/toll", "remove/preferences/NOR/0", "move/preferences/NOR/1"]
)
def test_an_edit_from_outside_is_never_overwritten(bench, address):
    client, project, _ = bench
    seen = version(client)
    theirs = project.case_file.read_text().replace("# Told in Oslo.", "# Told in Bergen.")
    project.case_file.write_text(theirs)
    fields = {"version": seen, "e-when": "escort", "assumption": "z", "key": "tolls", "to": "up"}
    answer = change(client, f"/case/{address}", fields)
    assert answer.status_code == 409 and "nothing was overwritten" in answer.text
    assert project.case_file.read_text() == theirs


COUNTED = [
    ("infeasible", "", "escort_more", {"feasible": 3, "all": 8}, {"feasible": 6, "all": 8}),
    ("infeasible", "0", "escort", {"feasible": 4, "all": 8}, {"feasible": 8, "all": 8}),
    ("infeasible", "", "true", {"feasible": 0, "all": 8}, {"feasible": 6, "all": 8}),
    ("preferences", "", "toll", {"feasible": 6, "all": 8}, {"feasible": 6, "all": 8}),
    ("infeasible", "", "", {"feasible": 6, "all": 8}, {"feasible": 6, "all": 8}),
    ("infeasible", "", "toll and", None, {"feasible": 6, "all": 8}),
]


@pytest.mark.parametrize(("section", "at", "text", "states", "before"), COUNTED)
def test_combinations_are_counted_while_a_statement_is_written(bench, section, at, text, states, before):
    client, _, _ = bench
    name = "e-when" if section == "infeasible" else "e-statement"
    told = client.get("/case/count.json", params={"section": section, "at": at, name: text}).json()["told"]
    assert (told["states"], told["before"]) == (states, before)
    assert bool(told["problems"]) == (states is None)


def test_without_scripts_a_button_counts_and_changes_nothing(bench):
    client, project, _ = bench
    before = project.case_file.read_text()
    answer = post(client, "/case/new/infeasible", **{"do": "count", "e-when": "escort_more", "assumption": "kept"})
    assert answer.status_code == 200 and "3</span> fewer than without this" in answer.text and ">kept<" in answer.text
    answer = post(client, "/case/infeasible/0", **{"do": "count", "e-when": "escort and tol"})
    assert "<mark>tol</mark>" in answer.text
    assert project.case_file.read_text() == before


def test_a_case_with_nothing_in_it_says_where_to_begin(tmp_path):
    project, _ = bench_project(tmp_path)
    client = client_of(project)
    for page, to in (("options", "options"), ("preferences", "options"), ("decision_rules", "decision_rules")):
        assert f'<a href="/case/new/{to}">' in client.get(f"/case/{page}").text
    assert post(client, "/case/new/options", **{"e-title": "T", "e-owner": "NOR", "assumption": "z"}).status_code == 303
    assert list(case_from_text(project.case_file.read_text()).options) == ["t"]
