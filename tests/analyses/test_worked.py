"""The worked cases, figure by figure; what is known of each stands in its file."""

from pathlib import Path

import pytest

from talleyrand.analyses.base import registry
from talleyrand.analyses.result import Result
from talleyrand.case.yamlfile import load_case

WORKED = Path(__file__).resolve().parents[2] / "cases" / "worked"


def run(name: str) -> Result:
    return registry()[name].run(load_case(WORKED / f"{name}.yaml"), {}, 1)


@pytest.mark.parametrize(
    ("analysis", "finding", "value", "tolerance"),
    [
        ("settlement", "settlement/delay", 73.8996, 1e-4),  # 7.38996 years: Bueno de Mesquita 1994
        ("settlement", "settlement/delay/pivot", 70.0, 0),  # weighted median 7.0 years
        ("stability", "stability/overview", 2, 0),  # computed
        ("seat", "seat/C/worth", 25, 1e-9),  # by hand, in the file
        ("seat", "seat/C/cost", 20, 1e-9),
        ("seat", "seat/C/price", 20, 1e-6),
    ],
)
def test_figure(analysis: str, finding: str, value: float, tolerance: float) -> None:
    found = {f.id: f.value for f in run(analysis).findings}
    assert found[finding] == pytest.approx(value, abs=tolerance)


def test_the_blockade_and_the_withdrawal_would_last() -> None:
    rows = {row[0]: row for row in run("stability").exhibits[0].rows}
    blockade_and_withdrawal = rows["the United States blockades Cuba and the Soviet Union withdraws its missiles"]
    assert blockade_and_withdrawal[4] == "●"  # SEQ, as in Fraser & Hipel (1984)


def test_who_is_bought_with_what_is_said() -> None:
    paid = next(f for f in run("seat").findings if f.id == "seat/C/yields")
    assert paid.text == "To win over Ambria, Corvia would accept 30 instead of 90 on the toll on the river."


def test_where_nobody_knows_a_position_nothing_is_said_of_where_it_lands() -> None:
    case = load_case(WORKED / "seat.yaml")
    wide = {p: {"toll": e["toll"].model_copy(update={"range": (0, 100)})} for p, e in case.positions.items()}
    blind = case.model_copy(update={"positions": wide})
    missing = registry()["settlement"].needs(blind)
    assert missing == ("nothing is known of anybody's position at the table; narrow the ranges under `positions`",)


def test_where_the_weight_is_split_evenly_nobody_is_called_the_pivot() -> None:
    """Ambria at 0 and Borland at 60 weigh the same: the weighted median, 30, is nobody's position."""
    found = {f.id: f for f in registry()["settlement"].run(load_case(WORKED / "seat.yaml"), {}, 1).findings}
    assert found["settlement/toll/pivot"].text == (
        "On the toll on the river, nobody holds the pivotal position: the weight is split evenly between Ambria, at 0, "
        "and Borland, at 60, and those beyond them."
    )
    assert found["settlement/toll/pivot"].value == 30


def test_whose_position_is_the_weighted_median_is_told_with_it() -> None:
    pivot = next(f for f in run("settlement").findings if f.id == "settlement/delay/pivot")
    assert "Belgium holds the pivotal position, 70:" in pivot.text
