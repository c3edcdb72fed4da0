"""Every kind of change to estimates, results, findings and pages, each of which `verify` must find."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from talleyrand.case.write import dump_case
from talleyrand.evidence.review import entered
from talleyrand.project import steps
from talleyrand.project.briefing import SHORT, SINCE, write_brief
from talleyrand.project.choices import choices_path
from talleyrand.project.folder import Project
from talleyrand.project.solving import load_solved, solve
from talleyrand.project.verify import Report, verify
from talleyrand.project.verify_page import verify_page
from talleyrand.reading.received import Metadata
from tests.support.material import TEXT, case, records

Change = Callable[[Project], None]


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a source, records that a person entered, a case, a scenario, results and a brief."""
    root = tmp_path_factory.mktemp("made")
    (root / "report.txt").write_text(TEXT, "utf-8")
    project = Project.create(root / "talks", "Talks")
    steps.add(project, [str(root / "report.txt")], Metadata(published=date(2018, 3, 2), outlet="The Gazette"))
    with project.writing():
        project.append(line for record in records() for line in entered(record, by="AB"))
    project.write(project.case_file, dump_case(case()).encode())
    project.write(project.scenarios_dir / "other.yaml", b"title: Another view\n")
    solve(project, draws=32)
    solve(project, "other", draws=32)
    write_brief(project)
    return project.root


@pytest.fixture
def project(solved: Path, tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(solved, tmp_path / "talks")))


def errors(report: Report) -> list[str]:
    return [str(problem) for problem in report.problems if problem.severity == "error"]


def test_an_untouched_project_stands(project: Project) -> None:
    assert errors(verify(project)) == []


def edit_json(path: Path, change: Callable[[Any], None]) -> None:
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")


def in_case(old: str, new: str) -> Change:
    def change(project: Project) -> None:
        text = project.case_file.read_text("utf-8")
        assert old in text
        project.case_file.write_text(text.replace(old, new, 1), "utf-8")

    return change


def results_path(project: Project) -> Path:
    (path,) = project.results_dir.glob("case-*.json")
    return path


def in_results(change: Callable[[dict[str, Any]], None]) -> Change:
    return lambda project: edit_json(results_path(project), change)


def in_finding(analysis: str, **values: Any) -> Change:
    def change(data: dict[str, Any]) -> None:
        result = next(r for r in data["results"] if r["analysis"] == analysis)
        result["findings"][0].update(values)

    return in_results(change)


def in_brief(change: Callable[[dict[str, Any]], None]) -> Change:
    return lambda project: edit_json(project.brief_json, change)


def in_file(name: str, old: str, new: str) -> Change:
    def change(project: Project) -> None:
        text = (project.root / name).read_text("utf-8")
        assert old in text
        (project.root / name).write_text(text.replace(old, new, 1), "utf-8")

    return change


def in_page(old: str, new: str) -> Change:
    return in_file("brief.html", old, new)


def rename_results(project: Project) -> None:
    path = results_path(project)
    path.rename(path.with_name("case-000000000000.json"))


def drop_exhibit_row(data: dict[str, Any]) -> None:
    result = next(r for r in data["results"] if r["exhibits"])
    result["exhibits"][0]["rows"].pop()


CHANGES: dict[str, tuple[Change, str]] = {
    "a position": (in_case("value: 60", "value: 61"), "the case or a record that it cites has changed since"),
    "a range": (in_case("range: [50, 70]", "range: [40, 70]"), "has changed since"),
    "a salience": (in_case("value: 0.5", "value: 0.55"), "has changed since"),
    "an assumption": (in_case("made up for an example", "known for sure"), "has changed since"),
    "a citation": (in_case("because: [statement-1]", "because: [statement-9]"), "statement-9"),
    "the seed": (in_case("title: ", "seed: 1815\ntitle: "), "has changed since"),
    "a case that no longer parses": (in_case("parties:", "parties: ["), "case.yaml:"),
    "a figure of a result": (in_finding("settlement", value=31.0), "the file says 31.0; computed anew it is 30.0"),
    "a sentence of a result": (in_finding("seat", text="All is well."), 'the file says "All is well."'),
    "what carries a finding": (in_finding("seat", because=["positions/A/q"]), "computed anew"),
    "a survival share": (
        in_results(lambda d: d["results"][0]["findings"][0]["survival"].update(held=1)),
        "findings/0/survival/held",
    ),
    "a row of an exhibit": (in_results(drop_exhibit_row), "exhibits/0/rows"),
    "a finding left out": (in_results(lambda d: d["results"][0]["findings"].pop()), "findings"),
    "an analysis left out": (in_results(lambda d: d["results"].pop()), "results"),
    "the number of draws": (in_results(lambda d: d["inputs"].update(draws=16)), "the name does not follow"),
    "results of another version": (
        in_results(lambda d: [r.update(version="0.0.1") for r in d["results"]] and None),
        "written by version 0.0.1 of this package",
    ),
    "the name of a result": (rename_results, "the name does not follow"),
    "a result that is no JSON": (lambda p: results_path(p).write_text("{") and None, "do not parse"),
    "a file that is no result": (lambda p: (p.results_dir / "x.json").write_text("{}") and None, "no result of this"),
    "results gone": (lambda p: results_path(p).unlink(), "there are no results behind it"),
    "a line of the brief": (in_brief(lambda d: d["answer"][0].update(text="Peace.")), 'the brief says "Peace."'),
    "a line's citation": (in_brief(lambda d: d["answer"][0].update(records=["statement-1"])), "answer/0/records"),
    "a line left out": (in_brief(lambda d: d["answer"].pop()), "answer/"),
    "a quotation in the brief": (in_brief(lambda d: d["evidence"][0].update(quote="Yes.")), "evidence/0/quote"),
    "a mark on a plot": (in_brief(lambda d: d["issues"][0]["marks"][0].update(value=1)), "issues/0/marks/0/value"),
    "an input of the brief": (in_brief(lambda d: d["inputs"][0].update(value="99")), "inputs/0/value"),
    "a digest of a source in the brief": (in_brief(lambda d: d["sources"][0].update(sha256="0" * 64)), "sources/0/sha"),
    "the banner taken off": (in_brief(lambda d: d.update(banner=None)), "banner"),
    "a brief that is no brief": (lambda p: p.brief_json.write_text("{}") and None, "not a brief as it was written"),
    "a word of the page": (in_page("left out", "let in"), "the page reads"),
    "a script in the page": (in_page("</main>", "<script>1</script></main>"), "the page reads"),
    "the page gone": (lambda p: p.brief_html.unlink(), "the page is gone"),
    "the scenario gone": (in_brief(lambda d: d.update(scenario="no such")), 'its scenario "no such" is gone'),
    "a word of the sheet": (in_file("brief.short.html", "left out", "let in"), "brief.short.html"),
    "a locale in the data only": (in_brief(lambda d: d.update(locale="de_DE")), "the page reads"),
    "a locale that there is not": (in_brief(lambda d: d.update(locale="xx_QQ")), "no locale is called"),
    "a part put in": (in_brief(lambda d: d["parts"].append("../brief.html")), "not a brief as it was written"),
    "a part taken out": (in_brief(lambda d: d["parts"].remove("disagree")), "the project says"),
    "a note put in": (
        in_brief(lambda d: d["methods"][0]["lines"][0].update(analyst="Trust me.")),
        'the brief says "Trust me."; the project says null',
    ),
    "a choice that the brief does not follow": (
        lambda p: choices_path(p).write_text("leave_out: [disagree]\n") and None,
        "choices/leave_out",
    ),
    "choices with a mistake": (lambda p: choices_path(p).write_text("order: [flps]\n") and None, "brief.yaml:1:9"),
    "a change list made up": (
        in_brief(lambda d: d.update(since={**SINCE_NOTHING, "digest": "0" * 64})),
        "the earlier brief cannot be read",
    ),
}

SINCE_NOTHING = {"title": "x", "as_of": None, "scenario": None, "case": "x", "ledger": "x", "version": "x"}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found(project: Project, name: str) -> None:
    change, told = CHANGES[name]
    change(project)
    found = errors(verify(project))
    assert any(told in message for message in found), found


def test_every_scenario_is_looked_at(project: Project) -> None:
    (path,) = project.results_dir.glob("other-*.json")
    edit_json(path, lambda data: data["results"][0]["findings"][0].update(value=1.0))
    assert any(path.name in message for message in errors(verify(project)))


def test_results_are_read_back_as_written(project: Project) -> None:
    solved_again = load_solved(project)
    assert solved_again is not None
    assert solved_again.as_bytes() == results_path(project).read_bytes()


def test_solving_again_changes_nothing(project: Project) -> None:
    before = results_path(project).read_bytes()
    solve(project, draws=32)
    assert results_path(project).read_bytes() == before


def test_the_brief_is_the_same_again(project: Project) -> None:
    before = project.brief_html.read_bytes(), project.brief_json.read_bytes()
    write_brief(project)
    assert (project.brief_html.read_bytes(), project.brief_json.read_bytes()) == before


def test_a_page_is_checked_against_its_project_where_it_lies_beside_it(project: Project, tmp_path: Path) -> None:
    page = tmp_path / "sent.html"
    shutil.copy(project.brief_html, page)
    alone = verify_page(page)
    assert alone.project is None
    assert alone.report.stands
    shutil.move(project.root, tmp_path / "sent.project")
    beside = verify_page(page)
    assert beside.project is not None
    assert errors(beside.report) == []
    page.write_text(page.read_text("utf-8").replace("left out", "let in"), "utf-8")
    assert any("not the brief that its project holds" in message for message in errors(verify_page(page).report))


CHOSEN = """\
order: [flips]
leave_out: [disagree]
notes:
  - about: flips
    says: My own words.
locale: fr
"""


def arranged(project: Project) -> None:
    """Write the brief with everything that can be asked of it: choices, notes, a locale, an earlier brief."""
    earlier = project.root.parent / "earlier.json"
    shutil.copy(project.brief_json, earlier)
    edit_json(earlier, lambda d: [row.update(value="1") for row in d["inputs"]] and None)
    choices_path(project).write_text(CHOSEN)
    write_brief(project, locale="de_DE", since=earlier, short=True)


def test_a_brief_arranged_by_somebody_stands(project: Project) -> None:
    arranged(project)
    assert errors(verify(project)) == []
    page = project.brief_html.read_text("utf-8")
    assert "My own words." in page and "2. März 2018" in page and "What has changed" in page


ARRANGED: dict[str, tuple[Change, str]] = {
    "a change left out": (in_brief(lambda d: d["changes"].pop()), "changes/"),
    "what was before": (in_brief(lambda d: d["changes"][0].update(before="2")), "changes/0/before"),
    "the earlier brief": (
        in_file(SINCE, '"value": "1"', '"value": "2"'),
        "not the brief that the change list was made",
    ),
    "the earlier brief gone": (lambda p: (p.root / SINCE).unlink(), "the earlier brief cannot be read"),
    "a note of the analyst": (in_file("brief.yaml", "My own words", "Our words"), "choices/notes"),
    "a note on the page": (in_page("My own words", "Our words"), "the page reads"),
    "what was left out": (in_file("brief.yaml", "[disagree]", "[]"), "the project says"),
    "the order": (in_file("brief.yaml", "[flips]", "[wants]"), "the project says"),
    "a date on the page": (in_page("2. März 2018", "2. Mai 2018"), "the page reads"),
    "the locale of the page": (in_brief(lambda d: d.update(locale="fr")), "the page reads"),
    "the sheet": (in_file(SHORT, "2. März 2018", "2. Mai 2018"), SHORT),
}


@pytest.mark.parametrize("name", ARRANGED)
def test_a_change_of_an_arranged_brief_is_found(project: Project, name: str) -> None:
    arranged(project)
    change, told = ARRANGED[name]
    change(project)
    found = errors(verify(project))
    assert any(told in message for message in found), found


def test_the_sheet_is_a_page_of_its_project(project: Project) -> None:
    assert errors(verify_page(project.root / SHORT).report) == []
    alone = project.root.parent / "sheet.html"
    shutil.copy(project.root / SHORT, alone)
    assert verify_page(alone).report.stands
    alone.write_text(alone.read_text("utf-8").replace("left out", "let in", 1), "utf-8")
    assert any("seal is broken" in message for message in errors(verify_page(alone).report))


def test_without_an_earlier_brief_its_copy_goes(project: Project) -> None:
    arranged(project)
    assert (project.root / SINCE).is_file()
    write_brief(project)
    assert not (project.root / SINCE).exists()
    assert errors(verify(project)) == []
