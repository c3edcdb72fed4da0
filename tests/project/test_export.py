import csv
import io
import json

import pytest

from talleyrand.evidence.records import parse_record
from talleyrand.evidence.review import decide
from talleyrand.project.export import COLUMNS, as_csv, as_json_lines
from tests.support.reports import project_with_records


@pytest.fixture
def made(tmp_path):
    project, _, records = project_with_records(tmp_path)
    for record, verdict, more in (
        (records[1], "amend", {"changes": {"stance": "demand"}}),
        (records[3], "reject", {}),
    ):
        project.append([decide(project.ledger().reviewed, record.id, verdict, by="AB", **more).as_json()])
    return project


def test_json_lines_hold_the_documents_and_the_records_that_stand(made):
    lines = [json.loads(line) for line in as_json_lines(made).splitlines()]
    assert [(line["type"], line.get("review")) for line in lines] == [
        ("document", None),
        ("actor", "proposed"),
        ("statement", "amended"),
        ("negotiation", "proposed"),
    ]
    assert lines[2]["stance"] == "demand"
    assert [parse_record({k: v for k, v in line.items() if k != "review"}) for line in lines[1:]]


def test_accepted_records_alone(made):
    lines = [json.loads(line) for line in as_json_lines(made, accepted=True).splitlines()]
    assert [line["type"] for line in lines] == ["document", "statement"]


def test_the_table_has_a_row_a_record(made):
    rows = list(csv.DictReader(io.StringIO(as_csv(made))))
    assert tuple(rows[0]) == COLUMNS
    statement = rows[1]
    assert (statement["type"], statement["actor"], statement["party"], statement["paragraph"]) == (
        "statement",
        "Norway",
        "NOR",
        "4",
    )
    assert statement["words"] == "both sides had asked for the talks … “We only set the table,”"
    assert statement["outlet"] == "The Oslo Paper"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(made, start):
    talks = next(r for r in made.ledger().current() if r.type == "actor")
    formula = f"{start}HYPERLINK()"
    made.append([decide(made.ledger().reviewed, talks.id, "amend", by="AB", changes={"name": formula}).as_json()])
    assert f"'{formula}" in as_csv(made)
    assert f"'{formula}" not in as_json_lines(made)
