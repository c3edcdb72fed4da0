"""Reports in, a brief out: the main job as a user runs it, with good input and bad."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talleyrand.cli import main
from tests.support.labels import REPORTS

META = ["--outlet", "The Courier", "--published", "2018-06-08"]
PAGE = """<html><head><title>Talks in Oslo</title><meta name="author" content="A. Writer"></head><body><article>
<h1>Talks in Oslo</h1><p>OSLO, March 3 (Courier) - Norway's foreign minister, Kari Dal, said on Friday that the talks
between Norway and Qatar would resume next week. "We want the sanctions lifted," she said.</p>
<p>Qatar was not invited to the first round of the talks, which Oman mediated, and rejected the demand for inspections.
Analysts said that few believe a deal is likely this year.</p><script>document.title = "owned"</script>
<p onclick="alert(1)">Norway depends on Qatar's gas, and Qatar provides much of Norway's liquefied gas.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brief of one report, with its project beside it; made once."""
    folder = tmp_path_factory.mktemp("main")
    code = main(["brief", str(REPORTS / "ceasefire.txt"), *META, "-o", str(folder / "brief.html")])
    assert code == 0
    return folder


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "copy"))


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_one_report_gives_a_brief_and_a_project(made: Path) -> None:
    page = (made / "brief.html").read_text("utf-8")
    assert "Machine draft, nobody has reviewed it." in page
    assert page.count('<section id="') == 8
    names = {path.name for path in (made / "brief.project").iterdir()}
    assert {"talleyrand.toml", "sources", "ledger.jsonl", "case.yaml", "results", "brief.html", "brief.json"} <= names
    assert (made / "brief.html").read_bytes() == (made / "brief.project" / "brief.html").read_bytes()


def test_the_answer_of_a_draft_is_what_is_reported(made: Path) -> None:
    brief = json.loads((made / "brief.json").read_text("utf-8"))
    assert 0 < len(brief["answer"]) <= 5
    assert all(line["kind"] == "reported" and line["records"] for line in brief["answer"])
    assert all(row["records"] or row["assumption"] for row in brief["inputs"])


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["solve", "--draws", "8"], ["why", "S1"], ["verify"], ["export"], ["draft"], ["brief", "-p", "."]],
)
def test_the_other_commands_understand_the_project(
    copy: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(copy / "brief.project")
    assert main(arguments) == 0
    assert said(capsys)


def test_the_same_report_again_gives_the_same_bytes(copy: Path) -> None:
    before = (copy / "brief.html").read_bytes()
    assert main(["brief", str(REPORTS / "ceasefire.txt"), *META, "-o", str(copy / "brief.html")]) == 0
    assert (copy / "brief.html").read_bytes() == before


def test_a_draft_never_overwrites_the_case(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copy / "brief.project"
    case = project / "case.yaml"
    case.write_text(case.read_text("utf-8").replace("title: ", "title: My own ", 1), "utf-8")
    before = case.read_bytes()
    assert main(["draft", str(project)]) == 0
    assert case.read_bytes() == before
    assert (project / "case.draft.yaml").is_file()
    assert main(["brief", str(REPORTS / "ceasefire.txt"), *META, "-o", str(copy / "brief.html")]) == 0
    assert case.read_bytes() == before


def test_html_a_folder_and_text_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clips = tmp_path / "clips"
    clips.mkdir()
    (clips / "oslo.html").write_text(PAGE, "utf-8")
    shutil.copy(REPORTS / "debt.txt", clips / "debt.txt")
    out = tmp_path / "b.html"
    assert main(["brief", str(clips), str(REPORTS / "trade.txt"), "-o", str(out), "--json"]) == 0
    brief = json.loads(said(capsys))
    assert len(brief["sources"]) == 3
    page = out.read_text("utf-8")
    assert "owned" not in re.sub(r"<style>.*?</style>", "", page, flags=re.S)
    assert "<script" not in page


def test_the_order_of_reports_changes_nothing(tmp_path: Path) -> None:
    first, second = str(REPORTS / "trade.txt"), str(REPORTS / "debt.txt")
    for name, order in (("a", [first, second]), ("b", [second, first])):
        assert main(["new", str(tmp_path / name), "--title", "Two reports"]) == 0
        assert main(["brief", *order, "-p", str(tmp_path / name)]) == 0
    # What is written first into a ledger is a matter of order; what is said of it is not.
    a, b = (json.loads((tmp_path / name / "brief.json").read_text("utf-8")) for name in "ab")
    assert a == b


BAD: dict[str, tuple[Callable[[Path], Any], list[str]]] = {
    "empty": (lambda p: p.write_bytes(b""), ["bad.txt", "empty"]),
    "blank": (lambda p: p.write_bytes(b" \n\n\t"), ["bad.txt"]),
    "binary": (lambda p: p.write_bytes(bytes(range(256)) * 40), ["bad.txt"]),
    "huge": (lambda p: p.write_bytes(b"Peace. " * 800_000), ["bad.txt", "5 M"]),
    "missing": (lambda p: None, ["bad.txt"]),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_report_is_told_and_leaves_nothing_behind(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make, told = BAD[kind]
    make(tmp_path / "bad.txt")
    assert main(["brief", str(tmp_path / "bad.txt"), "-o", str(tmp_path / "b.html")]) == 1
    error = capsys.readouterr().err
    assert all(words in error for words in told), error
    assert "Traceback" not in error
    assert not (tmp_path / "b.html").exists()


def test_a_wrong_encoding_is_read_with_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Foreign Minister José Núñez of Spain rejected a Peruvian offer of talks in Bogotá.\n" * 4
    (tmp_path / "latin.txt").write_bytes(text.encode("latin-1"))
    assert main(["brief", str(tmp_path / "latin.txt"), "-o", str(tmp_path / "b.html")]) == 0
    assert "Bogotá" in (tmp_path / "b.html").read_text("utf-8")
    assert "warning: " in capsys.readouterr().err


def test_an_odd_quotation_mark_costs_nothing_else(tmp_path: Path) -> None:
    text = (REPORTS / "ceasefire.txt").read_text("utf-8")
    (tmp_path / "odd.txt").write_text(text.replace('"', "", 1), "utf-8")
    assert main(["brief", str(tmp_path / "odd.txt"), *META, "-o", str(tmp_path / "b.html")]) == 0
    brief = json.loads((tmp_path / "b.json").read_text("utf-8"))
    assert len([row for row in brief["evidence"] if row["kind"] == "statement"]) > 5


CASES = {
    "an unknown party": ("positions:", "positions:\n  Quatar: {}", "unknown party"),
    "a number outside its scale": ("saliences:", "saliences:\n  USA: {q: {value: 7}}", "case.yaml:"),
    "a citation to nothing": ("because: [seat-", "because: [statement-000000000000, seat-", "statement-000000000000"),
    "a YAML error": ("parties:", "parties: [", "case.yaml:"),
    "an unknown key": ("parties:", "partys: {}\nparties:", 'did you mean "parties"'),
}


@pytest.mark.parametrize("name", CASES)
def test_a_bad_case_names_file_line_and_remedy(copy: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    old, new, told = CASES[name]
    case = copy / "brief.project" / "case.yaml"
    text = case.read_text("utf-8")
    assert old in text
    case.write_text(text.replace(old, new, 1), "utf-8")
    for command in (["check"], ["solve"], ["brief", "-p"]):
        assert main([*command, str(copy / "brief.project")]) == 1
        captured = capsys.readouterr()
        whole = captured.out + captured.err
        assert told in whole, whole
        assert re.search(r"case\.yaml:\d+:\d+", whole), whole
        assert "Traceback" not in whole


def test_a_full_disk_is_told_and_loses_nothing(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (copy / "brief.html").read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("talleyrand.project.files.os.fsync", full)
    assert main(["brief", "-p", str(copy / "brief.project"), "-o", str(copy / "brief.html")]) == 1
    assert "the disk is full; make room" in capsys.readouterr().err
    assert (copy / "brief.html").read_bytes() == before


def test_ctrl_c_in_the_middle_is_told_and_loses_nothing(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (copy / "brief.project" / "ledger.jsonl").read_bytes()

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("talleyrand.project.briefing.to_html", interrupted)
    assert main(["brief", "-p", str(copy / "brief.project")]) == 130
    assert "nothing is lost" in capsys.readouterr().err
    assert (copy / "brief.project" / "ledger.jsonl").read_bytes() == before
    monkeypatch.undo()
    assert main(["verify", str(copy / "brief.project")]) == 0


def test_an_output_that_is_no_page_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", str(REPORTS / "ceasefire.txt"), "-o", str(tmp_path / "brief.pdf")]) == 1
    assert "call it brief.html" in capsys.readouterr().err


def test_a_folder_that_is_no_project_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.project").mkdir()
    (tmp_path / "b.project" / "mine.txt").write_text("mine")
    assert main(["brief", str(REPORTS / "ceasefire.txt"), "-o", str(tmp_path / "b.html")]) == 1
    assert "holds other things" in capsys.readouterr().err
    assert [p.name for p in (tmp_path / "b.project").iterdir()] == ["mine.txt"]


def test_the_demo_is_solved_told_and_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demo"]) == 0
    assert "korea-2018" in said(capsys)
    assert main(["demo", "korea-2018"]) == 0
    captured = capsys.readouterr()
    assert re.search(r"^  5\. ", captured.out, re.M)
    assert "Machine draft" not in captured.out
    assert "talleyrand why korea-2018 positions/" in captured.err
    assert (tmp_path / "korea-2018" / "brief.html").is_file()
    assert len(list((tmp_path / "korea-2018" / "results").iterdir())) == 4
    assert main(["verify", "korea-2018"]) == 0
    assert main(["demo", "korea-2018"]) == 1
    assert "is there already" in capsys.readouterr().err
    assert main(["demo", "korea"]) == 1
    assert "korea-2018" in capsys.readouterr().err


def test_plain_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chicken = {
        "name": "chicken",
        "decision_makers": ["A", "B"],
        "options": [{"name": "a", "owner": 0, "direction": "both"}, {"name": "b", "owner": 1, "direction": "both"}],
        "states": ["NN", "YN", "NY", "YY"],
        "payoffs": [[1, 2, 4, 3], [1, 4, 2, 3]],
    }
    (tmp_path / "c.json").write_text(json.dumps([chicken, chicken | {"name": "again"}]))
    assert main(["stability", str(tmp_path / "c.json"), "--json"]) == 0
    lines = [json.loads(line) for line in said(capsys).splitlines()]
    assert [line["name"] for line in lines] == ["chicken", "again"]
    assert lines[0]["equilibria"]["nash"] == [2, 3]
    assert set(lines[0]) == {"name", "equilibria", "seconds"}
    (tmp_path / "p.csv").write_text("party,position,capability,salience\nA,0,3,1\nB,100,1,1\n")
    assert main(["settlement", str(tmp_path / "p.csv"), "--json"]) == 0
    assert json.loads(said(capsys))["issues"]["issue"]["compromise"] == 25.0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("c.json", "{", "c.json:1:2"),
        ("c.json", '{"options": []}', "decision_makers"),
        ("c.json", '{"decision_makers": ["A"], "options": [{"name": "a", "owner": 3}], "states": ["N", "Y"], '
         '"payoffs": [[1, 2]]}', "owned by nobody"),
        ("p.csv", "party,positon\nA,1\n", 'did you mean "positon"'),
        ("p.csv", "party,position\nA,far\n", "p.csv:2"),
        ("p.csv", "party,position,salience\nA,1,7\n", "write it between 0 and 1"),
    ],
)  # fmt: skip
def test_a_bad_plain_file_names_its_place(
    tmp_path: Path, name: str, content: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(content)
    command = "stability" if name.endswith("json") else "settlement"
    assert main([command, str(tmp_path / name)]) == 1
    assert told in capsys.readouterr().err
