"""``talleyrand power`` on a file, in words and in JSON."""

import json
from pathlib import Path

import pytest

from talleyrand.cli.group import main

COUNCIL = {"members": 15, "vetoes": [0, 1, 2, 3, 4], "minimum_size": 9}


def write(folder: Path, data: object) -> str:
    path = folder / "council.json"
    path.write_text(json.dumps(data), "utf-8")
    return str(path)


def test_says_who_holds_how_much(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["power", write(tmp_path, COUNCIL), "--fractions"]) == 0
    assert "421/2145" in capsys.readouterr().out


def test_answers_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["power", write(tmp_path, COUNCIL), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["shapley_shubik"][0] == pytest.approx(421 / 2145)
    assert sum(answer["banzhaf"]) == pytest.approx(1)


def test_says_what_is_wrong_with_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, COUNCIL | {"vetoes": [15]})
    assert main(["power", path, "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["error"]["problems"]
    assert problem["file"] == path and "a veto of member 15" in problem["message"]
