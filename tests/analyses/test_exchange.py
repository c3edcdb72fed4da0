"""What the analysis of exchange says, on the case done by hand and on variants of it."""

from pathlib import Path

import numpy as np
import pytest

from talleyrand.analyses.exchange import PAIRS_IN_ALL, ExchangeAnalysis, affordable
from talleyrand.analyses.result import Finding
from talleyrand.analyses.robustness import sample
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import Case, NegotiationEntry, SeatEntry
from talleyrand.case.yamlfile import load_case

WORKED = Path(__file__).resolve().parents[2] / "cases" / "worked" / "exchange.yaml"
TRADE = "exchange/A-toll+B-dam"


def worked() -> Case:
    return load_case(WORKED)


def findings(case: Case) -> dict[str, Finding]:
    return {f.id: f for f in ExchangeAnalysis().run(case, {}, 1).findings}


def with_cell(case: Case, table: str, party: str, issue: str, estimate: Estimate) -> Case:
    rows = getattr(case, table)
    return case.model_copy(update={table: rows | {party: rows[party] | {issue: estimate}}})


def test_the_trade_done_by_hand() -> None:
    found = findings(worked())
    assert found[TRADE].value == pytest.approx(8)
    assert found[TRADE].text == (
        "Ambria gives way on the toll on the river, from 0 to 100, and Borland on the dam, from 100 to 0: "
        "both gain 8 weighted points; Corvia loses 13 by it."
    )
    assert found["exchange/payer"].value == pytest.approx(40 / 3, rel=1e-4)
    assert "the toll on the river from 67 to 80" in found["exchange/outcomes"].text


def test_only_those_at_the_table_trade() -> None:
    seats = {p: SeatEntry(seat="in" if p != "C" else "out", assumption="x") for p in "ABC"}
    talks = NegotiationEntry(title="the talks", main=True, seats=seats)
    found = findings(worked().model_copy(update={"negotiations": {"talks": talks}}))
    assert found[TRADE].value == pytest.approx(12)  # docs/methods/exchange.md
    assert "loses" not in found[TRADE].text and "exchange/payer" not in found


def test_no_trade_where_both_care_alike() -> None:
    case = worked()
    for party in "AB":
        for issue in ("toll", "dam"):
            case = with_cell(case, "saliences", party, issue, Estimate(value=0.5, assumption="x"))
    found = findings(case)
    assert list(found) == ["exchange/overview"] and found["exchange/overview"].value == 0


def test_a_trade_holds_while_the_giver_minds_less() -> None:
    # A gives on the toll where 0.2 / s < 0.8 / 0.2: while its weight of the dam is above 0.05.
    case = with_cell(worked(), "saliences", "A", "dam", Estimate(value=0.8, range=(0.0, 1.0), assumption="x"))
    draws = sample(case, 256, 1)
    weight = draws.column("saliences/A/dam")
    claims = ExchangeAnalysis().claims(case, draws)
    assert weight is not None
    assert (claims.holds[TRADE] <= (weight > 0.05)).all()
    assert claims.holds[TRADE].mean() > 0.5
    assert np.isnan(claims.values[TRADE][weight < 0.05]).all()


def test_a_large_case_is_answered_for_fewer_draws() -> None:
    case = worked()
    keys = [f"q{n}" for n in range(60)]
    issues = dict.fromkeys(keys, case.issues["dam"])
    big = case.model_copy(update={"issues": issues})
    draws = sample(case, 256, 1)
    assert len(affordable(big, draws, None)) == PAIRS_IN_ALL // (3 * 60 * 59 // 2) < 256
    assert len(affordable(big, draws, ["exchange/overview"])) == 256
    assert len(affordable(case, draws, None)) == 256
