import pytest

from talleyrand.case.scenario import apply_scenario
from talleyrand.case.yamlfile import case_from_located, load_case
from talleyrand.case.yamltext import read_yaml
from talleyrand.errors import CaseError
from tests.support.cases import SMALL

BASE = read_yaml(SMALL, "case.yaml")


def laid(text):
    return apply_scenario(BASE, read_yaml(text, "scenarios/x.yaml"))


def test_an_overlay_says_only_what_differs():
    located = laid(
        "title: Cheap ferries\npositions:\n  NOR:\n    ferries: {value: 95, assumption: 'They got cheap.'}\n"
        "infeasible: []\npreferences: {SWE: null}\n"
    )
    case = case_from_located(located).case
    base = case_from_located(BASE).case
    assert (case.title, case.scenario) == ("The bridge", "Cheap ferries")
    assert case.positions["NOR"]["ferries"].value == 95
    assert case.positions["NOR"]["tolls"] == base.positions["NOR"]["tolls"]
    assert case.infeasible == () and set(case.preferences) == {"NOR"}
    assert base.scenario is None and "SWE" in base.preferences


def test_a_new_figure_does_not_inherit_the_old_citation_or_range():
    case = case_from_located(laid("positions: {NOR: {tolls: {value: 95}}}")).case
    estimate = case.positions["NOR"]["tolls"]
    assert (estimate.value, estimate.range, estimate.because, estimate.grounded) == (95, None, (), False)


def test_a_note_alone_is_merged_into_an_estimate():
    case = case_from_located(laid("positions: {NOR: {tolls: {note: Said twice.}}}")).case
    assert case.positions["NOR"]["tolls"].because == ("statement-1",)


def test_mistakes_point_into_the_file_that_makes_them():
    with pytest.raises(CaseError) as caught:
        case_from_located(laid("positions:\n  NOR:\n    tolls: {value: many}\nissues: {tolls: {titel: x}}\n"))
    places = {(p.file, p.line, p.column, p.where) for p in caught.value.problems}
    assert places == {
        ("scenarios/x.yaml", 3, 20, "positions/NOR/tolls/value"),
        ("scenarios/x.yaml", 4, 18, "issues/tolls/titel"),
    }


def test_deleting_what_is_not_there_is_told():
    with pytest.raises(CaseError) as caught:
        laid("options:\n  lower_toll: null\n")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.column) == ("scenarios/x.yaml", 2, 3)
    assert problem.remedy == 'did you mean "lower_tolls"?'


def test_an_empty_overlay_changes_nothing_and_a_list_is_refused():
    assert laid("").data == BASE.data
    with pytest.raises(CaseError, match="a scenario is a mapping"):
        laid("- 1")


def test_load_case_takes_a_scenario(tmp_path):
    (tmp_path / "case.yaml").write_text(SMALL)
    (tmp_path / "s.yaml").write_text("title: Rich Denmark\nparties: {DNK: {name: Denmark the Rich}}\n")
    case = load_case(tmp_path / "case.yaml", tmp_path / "s.yaml")
    assert (case.scenario, case.parties["DNK"].name, case.parties["DNK"].capability.value) == (
        "Rich Denmark",
        "Denmark the Rich",
        20,
    )
