"""The docs say what there is: every analysis, command and module has its page, and every link leads somewhere."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from talleyrand.analyses.base import registry
from talleyrand.case.yamlfile import read_case
from talleyrand.cli.commands import COMMANDS
from talleyrand.cli.group import talleyrand

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "talleyrand"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"])
PAGES = [page for page in PAGES if "_build" not in page.parts]
METHODS = sorted([*SOURCE.glob("solvers/**/*.py"), *SOURCE.glob("analyses/**/*.py")])

_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*$", re.MULTILINE)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def headings(page: Path) -> set[str]:
    return set(_HEADING.findall(_FENCE.sub("", page.read_text("utf-8"))))


def anchor(heading: str) -> str:
    """The name that GitHub and MyST give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower().strip()).replace(" ", "-")


def links(page: Path) -> list[str]:
    prose = _INLINE.sub("", _FENCE.sub("", page.read_text("utf-8")))
    return [link for link in _LINK.findall(prose) if not re.match(r"[a-z][a-z0-9+.-]*:", link)]


@pytest.mark.parametrize("analysis", registry())
def test_an_analysis_has_a_chapter_and_a_worked_case(analysis: str) -> None:
    chapter = DOCS / "methods" / f"{analysis}.md"
    assert chapter.is_file(), f"write {name_of(chapter)}"
    assert ">>>" in chapter.read_text("utf-8"), f"{name_of(chapter)} has no example that runs"
    case = read_case(ROOT / "cases" / "worked" / f"{analysis}.yaml").case
    assert registry()[analysis].needs(case) == ()


def test_the_list_of_methods_has_every_chapter() -> None:
    listed = links(DOCS / "methods" / "index.md")
    assert not {page.name for page in DOCS.glob("methods/*.md")} - {"index.md", *listed}


def test_robustness_has_a_chapter() -> None:
    assert (DOCS / "methods" / "robustness.md").is_file()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_a_heading_in_the_reference(command: str) -> None:
    assert f"`talleyrand {command}`" in headings(DOCS / "reference" / "commands.md")


def test_the_reference_names_no_command_that_is_not_there() -> None:
    named = {h for h in headings(DOCS / "reference" / "commands.md") if h.startswith("`talleyrand ")}
    assert named == {f"`talleyrand {command}`" for command in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_and_json(command: str) -> None:
    result = CliRunner().invoke(talleyrand, [command, "--help"], prog_name="talleyrand")
    assert result.exit_code == 0
    words = " ".join(result.output.split())
    assert f"Example: talleyrand {command}" in words
    assert "--json" in words


@pytest.mark.parametrize("command", COMMANDS)
def test_the_reference_names_every_option(command: str) -> None:
    text = (DOCS / "reference" / "commands.md").read_text("utf-8")
    everywhere = text.split("## ", 1)[0]
    section = next(part for part in text.split("\n## ") if part.startswith(f"`talleyrand {command}`"))
    found = talleyrand.get_command(None, command)
    assert found is not None
    options = {opt for p in found.params for opt in p.opts if opt.startswith("--")}
    missing = sorted(opt for opt in options if opt not in section and opt not in everywhere)
    assert not missing, f"name {', '.join(missing)} in the section on {command}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in links(page):
        place, _, fragment = unquote(link).partition("#")
        target = (page.parent / place).resolve() if place else page
        known = {fragment} if target.suffix != ".md" or not target.is_file() else {anchor(h) for h in headings(target)}
        if not target.exists() or (fragment and fragment not in known):
            broken.append(link)
    assert not broken, f"{name_of(page)}: {', '.join(broken)}"


def test_links_are_found() -> None:
    assert "tutorial/first-ten-minutes.md" in links(DOCS / "index.md")


@pytest.mark.parametrize("module", METHODS, ids=name_of)
def test_a_module_of_methods_says_what_it_is(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    assert ast.get_docstring(tree), f"{name_of(module)} has no docstring"
    public = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]
    silent = [node.name for node in public if not ast.get_docstring(node)]
    assert not silent, f"{name_of(module)}: {', '.join(silent)}"


def test_the_library_reference_names_modules_that_are_there() -> None:
    named = re.findall(r"automodule:: (\S+)", "\n".join(p.read_text("utf-8") for p in DOCS.glob("reference/api/*.md")))
    files = {(SOURCE.parent / (name.replace(".", "/") + ".py")): name for name in named}
    assert len(named) == len(set(named)) > 0
    assert not [name for path, name in files.items() if not path.is_file()]


def test_dependencies_are_accounted_for() -> None:
    """Every dependency of the base has its paragraph, and the page names none that is gone."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[><=!~\[; ]", line)[0] for line in project["dependencies"]}
    text = (DOCS / "design" / "dependencies.md").read_text("utf-8")
    base = text.split("## In the base")[1].split("\n## ")[0]
    assert set(re.findall(r"\*\*([\w.-]+)\*\* \(", base)) == wanted


def test_the_citation_is_of_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
