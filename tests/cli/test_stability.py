"""``talleyrand stability``: both forms in, equilibria, tables, graphs and cases out."""

import json
from pathlib import Path

import pytest

from talleyrand.case.yamlfile import load_case
from talleyrand.cli.group import main

CHICKEN = {
    "name": "chicken",
    "decision_makers": ["A", "B"],
    "options": [{"name": "A swerves", "owner": 0}, {"name": "B swerves", "owner": 1}],
    "states": ["NN", "YN", "NY", "YY"],
    "payoffs": [[1, 2, 4, 3], [1, 4, 2, 3]],
}
CASES = Path(__file__).resolve().parents[2] / "cases" / "graph_model"


def write(folder: Path, data: object) -> str:
    path = folder / "conflict.json"
    path.write_text(json.dumps(data), "utf-8")
    return str(path)


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_one_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stability", write(tmp_path, [CHICKEN, CHICKEN]), "--json"]) == 0
    lines = [json.loads(line) for line in told(capsys).splitlines()]
    assert [set(line) for line in lines] == [{"name", "equilibria", "seconds"}] * 2
    assert lines[0]["equilibria"]["nash"] == [2, 3]


def test_reads_yaml_and_writes_all_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, graph, case, full = (tmp_path / name for name in ("t.csv", "g.graphml", "case.yaml", "all.json"))
    arguments = ["--csv", str(table), "--graphml", str(graph), "--as-case", str(case), "--json-file", str(full)]
    assert main(["stability", str(CASES / "elmira.yaml"), *arguments]) == 0
    assert "Elmira" in told(capsys)
    assert len(table.read_text().splitlines()) == 13
    assert graph.read_text().startswith("<graphml")
    assert load_case(case).options["delay"].status_quo
    first = json.loads(full.read_text("utf-8"))["states"][0]
    assert first["parties"]["MoE"]["stable"] == ["nash", "gmr", "smr", "seq", "sim"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"options": [{"name": "x", "owner": 0}, {"name": "y", "owner": 2}]}, 'option "y" is owned by nobody'),
        ({"payoffs": [[1, 2, 4, 3]]}, "2 decision makers need as many rows of payoffs"),
        ({"payoffs": [[1, 2, 4], [1, 2, 3, 4]]}, "A has 3 payoffs for 4 states"),
        ({"states": []}, "states"),
        ({"states": ["NN", "NN", "NY", "YY"]}, "states 1 and 2 are the same"),
        ({"status_quo": 5}, "the status quo is state 5; there are 4"),
    ],
)
def test_bad_input_is_told_with_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, object], words: str
) -> None:
    path = write(tmp_path, CHICKEN | change)
    assert main(["stability", path, "--json"]) == 1
    problem = json.loads(told(capsys))["error"]["problems"][0]
    assert problem["file"] == path
    assert words in f"{problem['where']} {problem['message']}"


def test_an_export_takes_one_conflict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, [CHICKEN, CHICKEN])
    assert main(["stability", path, "--csv", str(tmp_path / "t.csv"), "--json"]) == 1
    assert "an export takes one" in told(capsys)
    assert not (tmp_path / "t.csv").exists()


def test_a_state_is_explained_concept_by_concept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, CHICKEN)
    assert main(["stability", path, "--why", "4"]) == 0
    lines = told(capsys).splitlines()
    assert lines[1:3] == ["  Nash  2 YN, 3 NY", "        A gains by moving from {A swerves, B swerves} to {B swerves}."]
    assert main(["stability", path, "--why", "4", "--json"]) == 0
    found = json.loads(told(capsys))
    assert set(found) == {"name", "equilibria", "seconds", "why"}
    assert found["why"]["sim"]["B"] == (
        "B has no gain from leaving {A swerves, B swerves}: if B goes to {A swerves} while A goes to {B swerves}, "
        "it becomes {}, no better for B."
    )
    assert main(["stability", path, "--why", "5"]) == 1
    assert "chicken has states 1 to 4, no state 5" in capsys.readouterr().err
