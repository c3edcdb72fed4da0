"""``talleyrand exchange`` on a file, in words and in JSON."""

import json
from pathlib import Path

import pytest

from talleyrand.cli.group import main

LINES = (
    ("#A", "A"),
    ("#A", "B"),
    *((kind, issue, *end) for issue in ("toll", "dam") for kind, *end in (("#P",), ("#M", "0"), ("#M", "100"))),
    ("#D", "A", "toll", "0", "0.2", "1"),
    ("#D", "A", "dam", "0", "0.8", "1"),
    ("#D", "B", "toll", "100", "0.8", "1"),
    ("#D", "B", "dam", "100", "0.2", "1"),
)


def write(folder: Path) -> str:
    path = folder / "given.txt"
    path.write_text("\n".join("\t".join(line) for line in LINES), "utf-8")
    return str(path)


def test_says_what_is_traded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exchange", write(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "B on dam 100 -> 0, A on toll 0 -> 100: 12\n1 trades carried out, 1 candidates" in out


def test_answers_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exchange", write(tmp_path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["candidates"], answer["executed"]) == (1, 1)
    assert answer["outcomes"]["dam"] == pytest.approx([20, 0])


def test_says_what_is_wrong_with_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(write(tmp_path))
    path.write_text(path.read_text().replace("\t0.8", "\t8"), "utf-8")
    assert main(["exchange", str(path)]) == 1
    err = capsys.readouterr().err
    assert f"{path}:10: A on dam: salience is 8" in err and f"{path}:11: B on toll: salience is 8" in err
