"""``talleyrand train`` on a folder, in words and in JSON, and what ``read`` says without weights."""

import json
from pathlib import Path

import pytest

from talleyrand.cli.group import main
from talleyrand.evidence import scoring

TEXT = "The envoy said that the dam would hold. The army shelled a village."
LABELS = (
    "T1\tSource 0 9\tThe envoy\nT2\tCue 10 14\tsaid\nT3\tContent 20 38\tthe dam would hold\n"
    "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    for name, text in {"text/a.txt": TEXT * 4, "attributions/a_1.ann": LABELS}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_writes_the_same_weights_twice_and_says_where(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / "first.json", tmp_path / "second.json"]
    assert main(["train", "statements", "--data", str(data), "--out", str(files[0])]) == 0
    assert str(files[0]) in capsys.readouterr().out
    assert main(["train", "statements", "--data", str(data), "--out", str(files[1]), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    taggers = [file.with_suffix(".npz") for file in files]
    assert answer["files"] == [str(files[1]), str(taggers[1])] and answer["right"] >= 1 and answer["articles"] == 1
    assert files[0].read_bytes() == files[1].read_bytes() and taggers[0].read_bytes() == taggers[1].read_bytes()
    assert answer["bytes"] == len(files[0].read_bytes()) + len(taggers[0].read_bytes())


def test_says_what_a_folder_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "statements", "--data", str(tmp_path), "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["error"]["problems"]
    assert problem["file"] == str(tmp_path) and "attributions/" in problem["remedy"]


def test_reading_without_weights_works_and_says_so_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{TEXT} This is report {name}.", "utf-8")
    places = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert main(["read", *places]) == 0
    assert "weights" not in capsys.readouterr().err
    monkeypatch.setattr(scoring, "WEIGHTS", "not-there.json")
    scoring.shipped.cache_clear()
    try:
        assert main(["read", *places]) == 0
    finally:
        scoring.shipped.cache_clear()
    out, err = capsys.readouterr()
    assert "the dam would hold" in out
    assert err.count("not-there.json") == 1 and "talleyrand train statements" in err
