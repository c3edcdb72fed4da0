"""``talleyrand brief`` and its manners, and ``talleyrand export``, as a user calls them."""

import json
import shutil
from pathlib import Path

import pytest

from talleyrand.cli import main
from talleyrand.evidence import scoring
from talleyrand.project.folder import Project
from tests.support.bench import bench_project
from tests.support.labels import REPORTS

META = ["--outlet", "The Courier", "--published", "2018-06-08"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project, _ = bench_project(tmp_path_factory.mktemp("made"))
    assert main(["brief", str(project.root)]) == 0
    return project.root


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(made, tmp_path / "talks")))


def test_since_an_earlier_brief(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "old.json"
    shutil.copy(project.brief_json, old)
    text = project.case_file.read_text("utf-8").replace("passage: {value: 20,", "passage: {value: 25,", 1)
    project.case_file.write_text(text, "utf-8")
    assert main(["brief", str(project.root), "--since", str(old), "--json"]) == 0
    brief = json.loads(capsys.readouterr().out)
    assert brief["since"]["title"] == "Strait talks" and brief["parts"][1] == "changes"
    moved = next(c for c in brief["changes"] if c["about"] == "positions/QAT/passage")
    assert (moved["before"], moved["after"]) == ("20 (10–30), assumed", "25 (10–30), assumed")
    assert {"settlements", "findings"} & {c["group"] for c in brief["changes"]}
    assert main(["brief", str(project.root), "--since", str(old)]) == 0
    assert f"{len(brief['changes'])} changes since “Strait talks”" in capsys.readouterr().out
    assert main(["verify", str(project.root)]) == 0


def test_since_with_reports(project: Project, tmp_path: Path) -> None:
    page = tmp_path / "b.html"
    report = str(REPORTS / "ceasefire.txt")
    assert main(["brief", report, *META, "-o", str(page), "--since", str(project.brief_json)]) == 0
    assert '<section id="changes"' in page.read_text("utf-8")
    assert main(["verify", str(page)]) == 0


def test_on_one_sheet_and_by_locale(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "one.html"
    assert main(["brief", str(project.root), "--short", "--locale", "de", "-o", str(page)]) == 0
    assert page.read_bytes() == (project.root / "brief.short.html").read_bytes()
    assert json.loads(page.with_suffix(".json").read_text("utf-8"))["locale"] == "de"
    assert 'content="short"' in page.read_text("utf-8")
    assert main(["verify", str(page)]) == 0
    assert main(["verify", str(project.root)]) == 0
    assert "everything stands" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--since", "no.json"], "the earlier brief cannot be read"),
        (["--since", "page.html"], "page.html:1:1: not JSON"),
        (["--locale", "xx_QQ"], "no locale is called"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_written(
    arguments: list[str],
    told: str,
    project: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text("<!doctype html>", "utf-8")
    assert main(["brief", str(REPORTS / "ceasefire.txt"), "-o", "new.html", *arguments]) == 1
    assert told in capsys.readouterr().err
    assert not (tmp_path / "new.project").exists()


def test_choices_are_followed_and_their_mistakes_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    choices = project.root / "brief.yaml"
    choices.write_text("leave_out: [disagree, seat/XX/worth]\n")
    assert main(["brief", str(project.root)]) == 0
    heard = capsys.readouterr().err
    assert 'warning: brief.yaml:1:23: leave_out/1: no finding is called "seat/XX/worth" now' in heard
    choices.write_text("leave_out: [disagre]\n")
    assert main(["brief", str(project.root)]) == 1
    assert 'did you mean "disagree"?' in capsys.readouterr().err


def test_reading_without_weights_is_told_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = str(REPORTS / "ceasefire.txt")
    monkeypatch.setattr(scoring, "shipped", lambda: None)
    page = tmp_path / "b.html"
    assert main(["brief", report, *META, "-o", str(page)]) == 0
    assert "warning: Read without the weights of the statement model" in capsys.readouterr().err
    assert "Read without the weights" in page.read_text("utf-8").split('id="limits"')[1]
    assert main(["read", report, *META, "--json"]) == 0
    heard = capsys.readouterr()
    assert "the weights of the statement model" in json.loads(heard.out.splitlines()[0])["lacks"][0]
    monkeypatch.undo()
    # What was read without them stays so: the brief says it, and stands, on a machine that has them.
    assert main(["verify", str(page)]) == 0


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (["findings"], "id,method,text,"),
        (["estimates", "--format", "csv"], "address,label,value,"),
        (["network"], "<graphml "),
        (["brief", "--format", "md"], "# Strait talks\n"),
        (["brief", "--format", "json"], '{\n "format": "talleyrand.brief/1"'),
        (["brief"], "<!doctype html>"),
        (["sheet"], "<!doctype html>"),
        ([], '{"type": "document"'),
    ],
)
def test_exports_go_to_stdout(
    arguments: list[str], begins: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *arguments, "-p", str(project.root)]) == 0
    assert capsys.readouterr().out.lstrip().startswith(begins)


def test_the_ending_of_the_file_says_its_form(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "brief.md"
    assert main(["export", "brief", "-p", str(project.root), "-o", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(out), "what": "brief", "format": "md"}
    assert out.read_text("utf-8").startswith("# Strait talks")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["findings", "--format", "md"], "findings cannot be written as md; it comes as csv"),
        (["stability"], "the case has no options"),
    ],
)
def test_what_cannot_be_exported_is_told(
    arguments: list[str], told: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *arguments, "-p", str(project.root)]) == 1
    assert told in capsys.readouterr().err


def test_nothing_stale_is_exported(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    text = project.case_file.read_text("utf-8").replace("value: 80", "value: 79")
    project.case_file.write_text(text, "utf-8")
    assert main(["export", "findings", "-p", str(project.root)]) == 1
    assert "run talleyrand solve" in capsys.readouterr().err
