"""The worked case: built from words, equal to what is committed, and free of mistakes."""

from pathlib import Path

import pytest

from talleyrand.errors import InputError
from talleyrand.project.folder import Project
from talleyrand.project.solving import check_project
from tests.support.told import Report
from tools.build_demo import HERE, build, records_of, with_ids

COMMITTED = HERE / "project"
SCENARIOS = ("maximum-pressure", "six-party", "spring-thaw")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def test_the_committed_project_is_what_the_script_makes(tmp_path):
    build(HERE, tmp_path / "project")
    made, there = files(tmp_path / "project"), files(COMMITTED)
    assert list(made) == list(there)
    for name in made:
        assert made[name] == there[name], f"{name} differs; run python tools/build_demo.py"


@pytest.mark.parametrize("scenario", [None, *SCENARIOS])
def test_there_is_nothing_to_correct(scenario):
    assert check_project(Project.open(COMMITTED), scenario) == []


def test_it_is_a_case_worth_working_through():
    project = Project.open(COMMITTED)
    from talleyrand.case.yamlfile import load_case

    case = load_case(project.case_file)
    assert len(case.parties) >= 5 and len(case.table_issues()) >= 5 and case.reviewed
    assert len(case.options) >= 6 and any(option.admits == "RUS" for option in case.options.values())
    assert any(step.any_order for steps in case.preferences.values() for step in steps)
    assert case.decision_rules["security_council"].quota == 9
    cited = [estimate for _, estimate in case.estimates() if not estimate.assumed]
    assert len(cited) > 0.6 * len(list(case.estimates()))
    assert [path.stem for path in project.scenarios()] == list(SCENARIOS)


def test_every_record_was_made_by_a_person_and_is_accepted():
    ledger = Project.open(COMMITTED).ledger()
    assert ledger.reviewed_share() == 1
    assert all(r.by.kind == "person" for r in ledger.current() if hasattr(r, "by"))
    cited = set()
    from talleyrand.case.yamlfile import load_case

    for scenario in (None, *(COMMITTED / "scenarios" / f"{name}.yaml" for name in SCENARIOS)):
        for _, grounds in load_case(COMMITTED / "case.yaml", scenario).grounds():
            cited |= {*grounds.because, *grounds.contradicted}
    assert cited <= {record.id for record in ledger.current()}


def test_words_that_are_not_there_and_names_that_are_not_known_are_told():
    report = Report("One thing. Another thing.")
    entry = {"type": "contest", "issue": "x", "passage": "thing"}
    with pytest.raises(InputError, match="S1: “thing” stands 2 times"):
        records_of(report.document, {"S1": entry}, {})
    with pytest.raises(InputError, match=r'records\.yaml has no record "S11"'):
        with_ids("a:\n  because: [S11]\n", {"S1": "statement-1"}, "case.yaml")
