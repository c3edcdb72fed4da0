"""What holds a compromise, on the case done by hand and on variants of it."""

from pathlib import Path

import pytest

from talleyrand.analyses.deals import DealsAnalysis
from talleyrand.analyses.result import Finding
from talleyrand.analyses.robustness import sample
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import Case
from talleyrand.case.yamlfile import load_case

CASES = Path(__file__).resolve().parents[2] / "cases"


def worked() -> Case:
    return load_case(CASES / "worked" / "deals.yaml")


def findings(case: Case) -> dict[str, Finding]:
    return {f.id: f for f in DealsAnalysis().run(case, {}, 1).findings}


def with_issue(case: Case, key: str, **update: object) -> Case:
    return case.model_copy(update={"issues": case.issues | {key: case.issues[key].model_copy(update=update)}})


def test_the_payments_done_by_hand() -> None:
    found = findings(worked())
    assert found["deals/holds"].value == 48
    assert "by taking back its part on the right to fish after a compromise; so would Borland" in (
        found["deals/holds"].text
    )
    assert found["deals/payments"].value == 60.5
    assert "at the least Corvia pays 48 to Ambria and 12 to Borland" in found["deals/payments"].text
    assert "Ambria would sooner have no deal" in found["deals/linkage"].text
    assert found["deals/groups"].text == "Against groups that act together it takes 42 weighted points from outside."


def test_one_package_holds_where_each_gains_by_the_whole() -> None:
    found = findings(load_case(CASES / "worked" / "agreement.yaml"))
    # Each would gain 0.2 * 30 = 6 by undoing the issue on which it gave, and loses 0.8 * 30 on the other.
    assert found["deals/holds"].value == pytest.approx(6)
    assert "would have to come from outside" in found["deals/payments"].text
    assert "it holds without any payment" in found["deals/linkage"].text


def test_who_cannot_take_it_back_is_not_tempted() -> None:
    case = worked()
    for key in case.issues:
        case = with_issue(case, key, granted_by=("C",))
    found = findings(case)
    # Ambria can still walk away from the whole: 48 - 31.25.
    assert found["deals/holds"].value == pytest.approx(16.75)
    assert "by taking back the whole deal" in found["deals/holds"].text


def test_a_compromise_that_nobody_would_leave_says_so() -> None:
    found = findings(load_case(CASES / "worked" / "seat.yaml"))
    assert list(found) == ["deals/holds"]
    assert found["deals/holds"].text.startswith("The compromise at the table holds by itself")


def test_it_stops_holding_where_the_temptation_passes_nothing() -> None:
    estimate = Estimate(value=0, range=(0, 100), assumption="x")
    case = with_issue(worked(), "fishing", reversion=estimate)
    draws = sample(case, 256, 1)
    back = draws.column("issues/fishing/reversion")
    claims = DealsAnalysis().claims(case, draws)
    assert back is not None
    # Ambria gains 48 - r by taking it back, Borland 12.5 by ending the toll: Ambria is tempted most up to r = 35.5.
    assert (claims.holds["deals/holds"] == (back < 35.5)).all()
