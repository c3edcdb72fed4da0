"""``talleyrand settlement`` on a file, in words and in JSON."""

import json
from pathlib import Path

import pytest

from talleyrand.cli.group import main

BLOCKS = "party,capability,toll position,toll salience,dam position,dam salience\nA,3,0,0.5,40,0.5\nB,1,100,0.5,80,1\n"


@pytest.fixture
def blocks(tmp_path: Path) -> str:
    path = tmp_path / "positions.csv"
    path.write_text(BLOCKS, "utf-8")
    return str(path)


def test_says_where_every_method_lands(blocks: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settlement", blocks]) == 0
    told = capsys.readouterr().out
    assert "  compromise                       25\n" in told
    assert "contest, median by round" in told
    assert "all issues together: the Condorcet contest rests after" in told


def test_answers_in_json(blocks: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settlement", blocks, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer["issues"]) == {"toll", "dam"}
    assert {"compromise", "median", "contest", "condorcet"} <= set(answer["issues"]["toll"])
    assert answer["together"]["rounds"] + 1 == len(answer["issues"]["dam"]["condorcet"])


def test_one_issue_has_no_contest_over_several(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "one.csv"
    path.write_text("party,position\nA,0\nB,100\n", "utf-8")
    assert main(["settlement", str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"issues"} and "condorcet" not in answer["issues"]["issue"]


def test_says_what_is_wrong_with_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("party,position\nA,five\n", "utf-8")
    assert main(["settlement", str(path), "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["error"]["problems"]
    assert (problem["file"], problem["line"], problem["remedy"]) == (str(path), 2, "write a number")
