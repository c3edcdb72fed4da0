"""Where the methods agree, and the packages, against an enumeration of their own."""

import itertools
from pathlib import Path

import pytest

from talleyrand.analyses.agreement import AgreementAnalysis
from talleyrand.analyses.packages import MOST
from talleyrand.analyses.result import Finding
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import Case, IssueEntry
from talleyrand.case.yamlfile import load_case

CASES = Path(__file__).resolve().parents[2] / "cases"


def findings(case: Case) -> dict[str, Finding]:
    return {f.id: f for f in AgreementAnalysis().run(case, {}, 1).findings}


def worked() -> Case:
    return load_case(CASES / "worked" / "agreement.yaml")


def test_the_landings_done_by_hand() -> None:
    rows = {row[0]: row for row in AgreementAnalysis().run(worked(), {}, 1).exhibits[0].rows}
    assert rows["The dam"][1:3] == (20.0, 0.0)
    assert rows["The dam"][5] == 0.0
    assert findings(worked())["agreement/dam"].value == 20


def test_the_one_package_that_is_better_for_both() -> None:
    found = findings(worked())
    assert found["agreement/packages"].value == 1
    assert "Borland gets its way on the toll on the river and Ambria gets its way on the dam" in (
        found["agreement/packages/nash"].text
    )


def test_methods_that_agree_say_so() -> None:
    case = load_case(CASES / "worked" / "settlement.yaml")
    text = findings(case)["agreement/methods"].text
    assert (
        text
        == "Compromise, weighted median, focal compromise and contest land within 10 points of one another on the one issue."
    )


def test_packages_of_a_real_case_by_plain_enumeration() -> None:
    case = load_case(CASES / "korea-2018" / "case.yaml")
    parties, issues = ("USA", "PRK", "KOR"), case.table_issues()
    ways = [[*(case.positions[p][q].value for p in parties), case.issues[q].reversion.value] for q in issues]

    def loss(party: str, package: tuple[float, ...]) -> float:
        cells = zip(issues, package, strict=True)
        return sum(case.saliences[party][q].value * abs(x - case.positions[party][q].value) for q, x in cells)

    none = tuple(way[-1] for way in ways)
    gains = {package: [loss(p, none) - loss(p, package) for p in parties] for package in set(itertools.product(*ways))}
    best = max(
        gains, key=lambda package: gains[package][0] * gains[package][1] * gains[package][2] * (min(gains[package]) > 0)
    )
    result = AgreementAnalysis().run(case, {}, 1)
    nash = [row[2] for row in result.exhibits[1].rows]
    assert nash == pytest.approx(list(best), rel=1e-3)
    better = sum(min(gain) > 1e-6 for gain in gains.values())
    assert findings(case)["agreement/packages"].value == pytest.approx(
        better, rel=0.01
    )  # ways that coincide count once


def test_too_many_packages_are_not_worked_out() -> None:
    case = worked()
    keys = [f"q{n}" for n in range(9)]
    entry = IssueEntry(title="one more", zero="0", hundred="100", reversion=Estimate(value=50, assumption="x"))
    issues = dict.fromkeys(keys, entry)
    cells = {p: {key: Estimate(value=0 if p == "A" else 100, assumption="x") for key in keys} for p in "AB"}
    weights = {p: {key: Estimate(value=0.5, assumption="x") for key in keys} for p in "AB"}
    assert 3 ** len(keys) > MOST
    found = findings(case.model_copy(update={"issues": issues, "positions": cells, "saliences": weights}))
    assert "agreement/packages" not in found
