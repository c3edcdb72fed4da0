"""``talleyrand backtest`` on a file, in words and in JSON."""

import json
from pathlib import Path

import pytest

from talleyrand.cli.group import main

ROWS = "prnr,pa,pb,sa,sb,rp,out\n,3,1,,,,\nx,0,100,50,50,0,20\ny,100,0,10,20,0,0\n"


def write(folder: Path, text: str = ROWS) -> str:
    path = folder / "decided.csv"
    path.write_text(text, "utf-8")
    return str(path)


def test_says_which_is_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", write(tmp_path), "--resamples", "100"]) == 0
    out = capsys.readouterr().out
    assert "2 issues of 2 proposals" in out and "is nearest" in out


def test_answers_in_json_the_same_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = []
    for _ in range(2):
        assert main(["backtest", write(tmp_path), "--resamples", "100", "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert answers[0] == answers[1]
    score = answers[0]["methods"]["weighted mean"]
    assert score["mae"] == pytest.approx((5 + 60) / 2)
    assert score["against_weighted_mean"] == [0, 0]


def test_says_what_is_wrong_with_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, ROWS.replace("100,50", "101,50"))
    assert main(["backtest", path]) == 1
    assert f"{path}:3: pb: " in capsys.readouterr().err
