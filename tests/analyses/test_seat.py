"""What the seat analysis says of a case, in sentences and figures: examples by hand."""

from pathlib import Path

import numpy as np
import pytest

from talleyrand.analyses.examples import SAID, two_party_case
from talleyrand.analyses.inputs import dimensions
from talleyrand.analyses.result import Exhibit, Finding, Result
from talleyrand.analyses.robustness import with_robustness
from talleyrand.analyses.seat import SeatAnalysis
from talleyrand.analyses.seat_exhibits import VERDICTS
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import Case, DecisionRule, OptionEntry, PreferenceEntry
from talleyrand.case.yamlfile import load_case

WORKED = Path(__file__).resolve().parents[2] / "cases" / "worked" / "seat.yaml"


def found(case: Case) -> tuple[dict[str, Finding], dict[str, Exhibit]]:
    result = SeatAnalysis().run(case, {}, 1)
    return {f.id: f for f in result.findings}, {e.id: e for e in result.exhibits}


def over_ranges(case: Case) -> Result:
    return with_robustness(case, [SeatAnalysis()], [SeatAnalysis().run(case, {}, 1)], seed=1)[0]


def test_what_each_seat_brings_over_all_tables() -> None:
    """Corvia's losses by table are 10, 90, 30, 0, 60, 45, 15 and 40: its own seat brings 20, Ambria's takes 47.5."""
    findings, exhibits = found(load_case(WORKED))
    assert findings["seat/C/tables"].text == (
        "Averaged over every order in which the table could fill, Corvia's own seat brings it 20 weighted points; of the "
        "others, Ambria's seat hurts it most (48)."
    )
    assert exhibits["seat/tables"].rows[2] == ("Corvia", -47.5, -2.5, 20.0)


def test_the_bars_add_up_over_the_issues_and_the_seat_as_such() -> None:
    _, exhibits = found(load_case(WORKED))
    bars = exhibits["seat/C/bars"]
    assert bars.columns == ("party", "effect", "low", "high", "The toll on the river", "the seat as such")
    assert bars.rows == (
        ("Corvia", 25.0, None, None, 20.0, 5.0),
        ("Borland", 20.0, None, None, 20.0, 0.0),
        ("Ambria", -20.0, None, None, -20.0, 0.0),
    )
    assert bars.links == ("seat/C/worth", "seat/C/cost", "seat/C/cost")


def test_nothing_is_tried_where_nothing_varies() -> None:
    findings, exhibits = found(load_case(WORKED))
    assert "seat/verdicts" not in exhibits
    assert "tried" not in findings["seat/C/price"].text


def test_verdicts_over_the_ranges_are_those_that_the_price_survives() -> None:
    case = two_party_case()
    result = over_ranges(case)
    price = next(f for f in result.findings if f.id == "seat/C/price")
    row = next(e for e in result.exhibits if e.id == "seat/verdicts").rows[0]
    counts = dict(zip(VERDICTS, row[1:5], strict=True))
    assert sum(counts.values()) == price.survival.tried == 256
    assert price.survival.held in counts.values()


def test_the_price_says_how_often_the_verdict_is_another() -> None:
    """Party A is won over only at the cost of Party B: where A minds the seat at all, it is refused."""
    case = two_party_case()
    talks = case.negotiations["talks"].model_copy(
        update={"seat_dislike": {"C": {"A": Estimate(value=0, range=(0, 8), assumption=SAID)}}}
    )
    text = found(case.model_copy(update={"negotiations": {"talks": talks}}))[0]["seat/C/price"].text
    assert text.startswith("The cheapest price of a seat for Party C is ")
    assert "of 256 input combinations tried nothing that it could commit to would buy it one." in text


def test_the_price_by_weighted_median_stands_beside_that_by_compromise() -> None:
    """The median of 0 and 60, the lower, is 0; with the third it is 60: Ambria would have to be brought back to 0."""
    findings, _ = found(load_case(WORKED))
    assert findings["seat/C/price_by_median"].text.startswith(
        "If the table settled by weighted median instead of by compromise, a seat for Corvia "
    )
    assert findings["seat/C/price_by_median"].value == pytest.approx(30.0)


def test_what_somebody_must_bear_has_its_price() -> None:
    """Each point that Ambria would bear saves Corvia one: both stand on either side of the settlement."""
    _, exhibits = found(load_case(WORKED))
    paid = exhibits["seat/C/concessions"]
    assert paid.rows == (("The toll on the river", 90.0, 30.0, 0.0, 0.0),)
    assert paid.note == "The price falls by 1 for each weighted point more that Ambria would bear"


def conflict_case(third: tuple[str, ...]) -> Case:
    """Return talks in which A may make a deal and C, left out, may block it; `third` is what C wants."""
    return two_party_case().model_copy(
        update={
            "options": {
                "deal": OptionEntry(title="A makes a deal", owner="A", assumption=SAID),
                "block": OptionEntry(title="C blocks", owner="C", assumption=SAID),
            },
            "preferences": {
                "A": tuple(PreferenceEntry(statement=s, assumption=SAID) for s in ("deal and not block", "not deal")),
                "C": tuple(PreferenceEntry(statement=s, assumption=SAID) for s in third),
            },
        }
    )


def test_who_blocks_by_acting_upsets_the_deal() -> None:
    findings, _ = found(conflict_case(("not deal", "block")))
    upset = findings["seat/C/upset"]
    assert upset.text == (
        "Were Party C to do nothing, 1 state would last among the others; it can upset it by acting, first of all this: "
        "A makes a deal."
    )
    assert upset.value == 1


def test_who_would_not_block_upsets_nothing() -> None:
    case = conflict_case(("not block",))
    upset = found(case)[0]["seat/C/upset"]
    assert "that one lasts whatever it can do" in upset.text
    holds = SeatAnalysis().claims(case, dimensions(case), only=["seat/C/upset"]).holds["seat/C/upset"]
    assert holds.tolist() == [True]


def test_whose_seat_matters_is_told_alike_for_one_finding_and_for_all() -> None:
    result = over_ranges(two_party_case())
    tables = next(f for f in result.findings if f.id == "seat/C/tables")
    assert tables.survival is not None and tables.spread is not None
    assert tables.spread[0] <= tables.value <= tables.spread[1]
    assert np.isfinite(tables.value)


def voting_case(quota: float | None) -> Case:
    """Return a table of three, at 0, 60 and 70, that settles at 43.3; with a fourth, at 90, at 55."""
    case = two_party_case()
    parties = case.parties | {"D": case.parties["A"].model_copy(update={"name": "Party D"})}
    positions = {"A": 0.0, "B": 60.0, "D": 70.0, "C": 90.0}
    seats = dict(case.negotiations["talks"].seats) | {"D": case.negotiations["talks"].seats["A"]}
    rule = DecisionRule(title="the vote on seats", members=("A", "B", "D"), quota=quota or 3, assumption=SAID)
    talks = case.negotiations["talks"].model_copy(update={"seats": seats, "admission": "vote" if quota else None})
    return case.model_copy(
        update={
            "parties": parties,
            "negotiations": {"talks": talks},
            "positions": {p: {"q": Estimate(value=at, assumption=SAID)} for p, at in positions.items()},
            "saliences": {p: {"q": Estimate(value=1, assumption=SAID)} for p in parties},
            "decision_rules": {"vote": rule},
            "options": {},
            "preferences": {},
        }
    )


def test_a_majority_admits_for_nothing_whom_one_would_make_pay() -> None:
    by_all, by_two = (found(voting_case(quota))[0]["seat/C/price"] for quota in (None, 2))
    assert by_all.text.startswith("The cheapest price of a seat for Party C is 12 weighted points")
    assert by_two.text.startswith("Party C need not pay for a seat: Party B and Party D lose nothing by it")
    assert by_two.value == 0


def test_admission_by_a_rule_of_all_is_unanimity() -> None:
    by_all, by_three = (found(voting_case(quota))[0]["seat/C/price"] for quota in (None, 3))
    assert by_three.value == pytest.approx(by_all.value, abs=1e-5)


def test_who_holds_no_position_is_left_out_of_the_table_of_seats() -> None:
    case = two_party_case()
    silent = case.parties["A"].model_copy(update={"name": "Party D"})
    case = case.model_copy(update={"parties": case.parties | {"D": silent}})
    seats = found(case)[1]["seat/tables"]
    assert seats.columns == ("to", "Party A", "Party B", "Party C")
    assert [row[0] for row in seats.rows] == ["Party A", "Party B", "Party C"]


def test_talks_are_named_as_within_a_sentence() -> None:
    case = two_party_case()
    talks = case.negotiations["talks"].model_copy(update={"title": "The Vienna summit"})
    text = found(case.model_copy(update={"negotiations": {"talks": talks}}))[0]["seat/C/worth"].text
    assert text.startswith("A seat at the Vienna summit is worth")
