"""The fifth tab: what goes into the brief, chosen in a form over a file that others edit, too; and what leaves it."""

import csv
import io
import json
import re
import shutil

import networkx as nx
import pytest

from talleyrand.brief.choices import PARTS
from talleyrand.project.briefing import write_brief
from talleyrand.project.choices import choices_path, read_choices
from talleyrand.project.exports import EXPORTS
from talleyrand.project.folder import Project
from talleyrand.project.solving import solve
from tests.support.bench import bench_project, change, client_of


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    project, _ = bench_project(tmp_path_factory.mktemp("written"))
    solve(project, draws=16)
    write_brief(project)
    return project


@pytest.fixture
def bench(written, tmp_path):
    project = Project(shutil.copytree(written.root, tmp_path / "talks"))
    return client_of(project), project


def form(client, **changed):
    """Return the fields that a browser would send of the page as it stands, with `changed` in them."""
    page = client.get("/brief").text
    data = client.get("/brief.json").json()
    things = re.findall(r'name="thing" value="([^"]+)"', page)
    kept = re.findall(r'name="keep" value="([^"]+)" checked>', page)
    notes = dict(re.findall(r'<textarea name="(note [^"]+)"[^>]*>([^<]*)</textarea>', page))
    fields = {"version": data["version"], "thing": things, "keep": kept, "locale": data["choices"]["locale"] or ""}
    return fields | notes | changed


def parts(client):
    return [row["name"] for row in client.get("/brief.json").json()["choices"]["parts"]]


def test_everything_that_a_brief_may_tell_is_listed_in_its_order(bench):
    client, _ = bench
    choices = client.get("/brief.json").json()["choices"]
    assert [row["name"] for row in choices["parts"]] == list(PARTS)
    assert [row["name"] for row in choices["parts"] if row["fixed"]] == ["inputs", "evidence", "sources"]
    assert all(row["kept"] for row in choices["parts"])
    assert any(method["findings"] for method in choices["methods"])


def test_saving_an_untouched_form_decides_nothing(bench):
    client, project = bench
    assert change(client, "/brief/choices", form(client)).headers["location"] == "/brief#choices"
    assert not choices_path(project).exists()


def test_a_thing_is_left_out_and_taken_in_again(bench):
    client, project = bench
    before = form(client)
    finding = next(name for name in before["thing"] if "/" in name)
    change(client, "/brief/choices", before | {"keep": [n for n in before["keep"] if n not in (finding, "disagree")]})
    assert set(read_choices(project).choices.leave_out) == {finding, "disagree"}
    assert not client.get("/brief.json").json()["written"]["arranged"]
    write_brief(project)
    data = client.get("/brief.json").json()["written"]
    assert data["arranged"] and "the part “Where methods disagree”" in data["left_out"]
    assert finding not in project.brief_json.read_text("utf-8").split('"choices"')[0]
    change(client, "/brief/choices", form(client) | {"keep": before["keep"]})
    assert read_choices(project).choices.leave_out == ()


def test_what_cannot_be_left_out_stays(bench):
    client, project = bench
    change(client, "/brief/choices", form(client) | {"keep": []})
    assert not {"inputs", "evidence", "sources"} & set(read_choices(project).choices.leave_out)


def test_things_move_up_and_down_among_their_like(bench):
    client, project = bench
    answer = change(client, "/brief/choices", form(client, move="up flips"))
    assert answer.headers["location"] == "/brief#choose-flips"
    assert parts(client)[4:6] == ["flips", "disagree"]
    change(client, "/brief/choices", form(client, move="down flips"))
    assert read_choices(project).choices.order == ()
    methods = [row["name"] for row in client.get("/brief.json").json()["choices"]["methods"]]
    change(client, "/brief/choices", form(client, move=f"down {methods[0]}"))
    change(client, "/brief/choices", form(client, move="up wants"))
    order = read_choices(project).choices.order
    assert order.index("wants") < order.index("answer") or order.index("wants") < order.index("changes")
    assert order.index(methods[1]) < order.index(methods[0])


def test_a_note_keeps_its_lines_and_is_text(bench):
    client, project = bench
    words = "First <b>line</b>\r\n\r\nSecond {{ 7 * 7 }}"
    change(client, "/brief/choices", form(client) | {"note flips": words, "locale": "de_DE"})
    choices = read_choices(project).choices
    assert choices.note("flips") == "First <b>line</b>\n\nSecond {{ 7 * 7 }}"
    assert choices.locale == "de_DE"
    write_brief(project)
    page = client.get("/brief/page").text
    assert "First &lt;b&gt;line&lt;/b&gt;" in page and "{{ 7 * 7 }}" in page and "Analyst’s note" in page
    change(client, "/brief/choices", form(client) | {"note flips": ""})
    assert read_choices(project).choices.notes == ()


def test_comments_and_what_the_form_does_not_show_stay(bench):
    client, project = bench
    text = "# Mine.\nleave_out: [seat/XYZ/worth]  # may come back\nnotes:\n  - {about: seat/XYZ/worth, says: Later}\n"
    choices_path(project).write_text(text)
    change(client, "/brief/choices", form(client, move="up flips"))
    after = choices_path(project).read_text()
    assert after.startswith(text.rstrip("\n").split("notes:")[0])
    assert read_choices(project).choices.note("seat/XYZ/worth") == "Later"
    assert "flips" in read_choices(project).choices.order


def test_an_edit_from_outside_is_not_overwritten_and_what_was_entered_is_kept(bench):
    client, project = bench
    entered = form(client) | {"note flips": "My words"}
    theirs = "# Theirs.\nleave_out: [network]\n"
    choices_path(project).write_text(theirs)
    answer = change(client, "/brief/choices", entered)
    assert answer.status_code == 409
    assert "was changed on the disk since this page was made" in answer.text and "My words" in answer.text
    assert choices_path(project).read_text() == theirs


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"locale": "xx_QQ"}, "no locale is called"), ({"note flips": "x" * 4001}, "longer than 4,000 characters")],
)
def test_what_cannot_be_meant_is_refused_and_told(bench, fields, told):
    client, project = bench
    answer = change(client, "/brief/choices", form(client) | fields)
    assert answer.status_code == 422 and told in answer.text
    assert not choices_path(project).exists()


def test_a_file_with_mistakes_is_shown_with_its_lines_and_left_alone(bench):
    client, project = bench
    choices_path(project).write_text("leave_out:\n  - evidnce\n")
    page = client.get("/brief")
    assert page.status_code == 200 and "brief.yaml:2:5" in page.text and "did you mean" in page.text
    fields = {"version": client.get("/brief.json").json()["version"], "thing": "flips"}
    assert change(client, "/brief/choices", fields).status_code == 422
    assert choices_path(project).read_text() == "leave_out:\n  - evidnce\n"


def test_a_change_needs_the_token(bench):
    client, project = bench
    assert client.post("/brief/choices", data=form(client) | {"csrf": "no"}).status_code == 403
    assert not choices_path(project).exists()


def test_every_export_comes_as_a_file_of_its_kind(bench):
    client, project = bench
    for export in EXPORTS:
        answer = client.get(f"/brief/export/{export.what}/{export.kind}")
        if export.what == "stability":
            assert answer.status_code == 422 and "no options" in answer.text
            continue
        assert answer.status_code == 200, export
        assert answer.headers["content-disposition"] == f'attachment; filename="talks-{export.name}"'
        assert answer.headers["content-type"] == export.media
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert client.get("/brief/export/brief/html").content == project.brief_html.read_bytes()
    assert json.loads(client.get("/brief/export/brief/json").content)["title"] == "Strait talks"
    rows = list(csv.DictReader(io.StringIO(client.get("/brief/export/estimates/csv").text)))
    assert {"positions/NOR/passage", "saliences/QAT/passage"} <= {row["address"] for row in rows}
    assert nx.parse_graphml(client.get("/brief/export/network/graphml").text).number_of_nodes() == 4


def test_what_is_not_there_is_not_handed_out(bench):
    client, project = bench
    assert client.get("/brief/export/brief/exe").status_code == 404
    assert client.get("/brief/export/ledger/jsonl").status_code == 404
    text = project.case_file.read_text().replace("value: 80", "value: 79")
    project.case_file.write_text(text)
    answer = client.get("/brief/export/findings/csv")
    assert answer.status_code == 409 and "talleyrand solve" in answer.text


def test_the_sheet_is_served_under_the_policy_of_the_brief(bench):
    client, project = bench
    answer = client.get("/brief/sheet")
    assert answer.content == (project.root / "brief.short.html").read_bytes()
    assert "script-src" not in answer.headers["content-security-policy"]
