"""What the analysis of power says, on bodies whose power is known."""

from pathlib import Path

import pytest

from talleyrand.analyses.examples import two_party_case
from talleyrand.analyses.power import PowerAnalysis
from talleyrand.analyses.result import Finding, Result
from talleyrand.case.model import Case, DecisionRule
from talleyrand.case.yamlfile import load_case

ROOT = Path(__file__).resolve().parents[2]
COUNCIL = DecisionRule(
    title="the Council", members=("A", "C", "FRA"), others=2, quota=3, vetoes=("A", "C"), issues=("q",), assumption="x"
)


def run(**rules: DecisionRule) -> Result:
    case = two_party_case().model_copy(update={"decision_rules": rules})
    return PowerAnalysis().run(case, {}, 1)


def findings(result: Result) -> dict[str, Finding]:
    return {finding.id: finding for finding in result.findings}


def test_the_security_council_as_known() -> None:
    found = findings(PowerAnalysis().run(load_case(ROOT / "cases" / "korea-2018" / "case.yaml"), {}, 1))
    assert found["power/security_council/decides"].value == pytest.approx(100 * 421 / 2145, rel=1e-5)
    assert found["power/security_council/blockers"].value == 5
    assert "the United Kingdom" in found["power/security_council/blockers"].text
    assert found["power/security_council/outside"].value == pytest.approx(200 * 421 / 2145, rel=1e-5)


def test_who_is_left_out_of_the_talks_and_sits_in_the_body_is_told() -> None:
    found = findings(run(council=COUNCIL))
    # A needs C and one more before it. Of those before it in third, fourth or last place, C is one in 1/2, 3/4 and all
    # of the orders: (1/2 + 3/4 + 1) / 5 = 0.45.
    assert found["power/council/outside"].value == pytest.approx(45, rel=1e-5)
    assert found["power/council/outside"].text.startswith("Party C has no seat at the talks, yet what is agreed there")
    assert "negotiations/talks/seats/C" in found["power/council/outside"].because
    assert found["power/council/decides"].value == pytest.approx(45, rel=1e-5)


def test_how_many_it_takes_where_nobody_blocks_alone() -> None:
    rule = COUNCIL.model_copy(update={"vetoes": (), "quota": 3})
    assert "it takes at least 3 of 5 members" in findings(run(council=rule))["power/council/blockers"].text


def test_a_member_that_never_decides_is_named() -> None:
    rule = DecisionRule(title="it", members=("A", "B", "C"), quota=4, weights={"A": 4, "B": 1, "C": 1}, assumption="x")
    assert "Party B and Party C never" in findings(run(body=rule))["power/body/powerless"].text


def test_a_rule_that_nothing_passes_is_left_aside_and_told() -> None:
    result = run(council=COUNCIL, broken=COUNCIL.model_copy(update={"quota": 9, "title": "Nobody"}))
    assert all("broken" not in finding.id for finding in result.findings)
    assert result.notes == ("Left aside, Nobody: no coalition reaches its quota",)
    empty: Case = two_party_case().model_copy(update={"decision_rules": {"a": COUNCIL.model_copy(update={"quota": 9})}})
    assert PowerAnalysis().needs(empty) == ("the Council: no coalition reaches its quota",)
