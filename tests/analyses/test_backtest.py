"""Outcomes from a file, the table of methods, and what is said of it."""

from pathlib import Path

import numpy as np
import pytest

from talleyrand.analyses.backtest import BASELINE, METHODS, Backtest, Held, Score, as_answer, backtest, verdict
from talleyrand.analyses.plain_outcomes import read_outcomes
from talleyrand.errors import InputError
from tests.support.shared import SHARED, needs_shared

REFERENCE = SHARED / "verification" / "outcomes" / "deu3-dev.csv"
GOOD = """prnr,proc,pa,pb,pc,sa,sb,sc,rp,out
,,3,1,1,,,,,
x,COD,0,100,50,50,50,,0,20
x,COD,0,100,50,40,80,100,,70
y,CNS,100,100,0,10,20,30,0,0
y,CNS,1,,,5,,,,
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "decided.csv"
    path.write_text(text, "utf-8")
    return path


def test_reads_pairs_of_columns(tmp_path: Path) -> None:
    given = read_outcomes(write(tmp_path, GOOD))
    assert given.parties == ("a", "b", "c")
    assert given.capability.tolist() == [3, 1, 1]
    assert given.outcome.tolist() == [20, 70, 0]
    assert given.proposal.tolist() == ["x", "x", "y"]
    assert np.isnan(given.positions[0, 2]) and given.salience[0].tolist() == [0.5, 0.5, 0]
    assert np.isnan(given.reference[1])


def test_without_a_row_of_capabilities_all_have_one(tmp_path: Path) -> None:
    given = read_outcomes(write(tmp_path, GOOD.replace(",,3,1,1,,,,,\n", "")))
    assert given.capability.tolist() == [1, 1, 1]
    assert len(given) == 3


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("50,50,,0,20", "50,50,,0,120", 'decided.csv:3: out: "120" is no number from 0 to 100'),
        ("x,COD,0,100", "x,COD,far,100", 'decided.csv:3: pa: "far" is no number from 0 to 100'),
        ("3,1,1,,,,,", "3,,1,,,,,", "decided.csv:2: this row lacks the capability of a party"),
        ("rp,out", "rp,outcome", 'decided.csv:1: no column of outcomes; did you mean "outcome"? call it out'),
        ("50,50,,0,20", "0,0,,0,20", "decided.csv:3: nobody counts on this issue; give at least one party a position"),
        ("50,50,,0,20", "-5,50,,0,20", 'decided.csv:3: sa: "-5" is no number from 0 to 100'),
        (GOOD, "", "decided.csv: the file is empty"),
        (GOOD, "prnr,pa,sa,out\n", "decided.csv: no row has an outcome; fill the column out, 0 to 100"),
        (GOOD, "pa,pa,sa,out\n1,2,3,4\n", 'decided.csv:1: two columns are called "pa"; rename one'),
        (GOOD, "pa,sa,out\n1,5,50,4\n", "decided.csv:2: 4 cells under 3 columns; put cells with a comma in quotes"),
        ("sa,sb,sc", "ta,tb,tc", "decided.csv:1: no pair of columns"),
    ],
)
def test_a_mistake_is_told_by_its_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in GOOD
    with pytest.raises(InputError) as caught:
        read_outcomes(write(tmp_path, GOOD.replace(old, new, 1)))
    assert expected in str(caught.value.problems[0])


def test_reads_what_a_spreadsheet_saves(tmp_path: Path) -> None:
    given = read_outcomes(write(tmp_path, "\ufeffpa;pb;sa;sb;out\n0;100;50;50;20,5\n"))
    assert given.outcome.tolist() == [20.5]


def test_errors_by_hand(tmp_path: Path) -> None:
    found = backtest(read_outcomes(write(tmp_path, GOOD)), seed=1, resamples=200)
    # Weighted means: (0 * 1.5 + 100 * 0.5) / 2 = 25; (80 + 50) / (1.2 + 0.8 + 1) = 43.3; (30 + 20) / 0.8 = 62.5.
    assert found.methods[BASELINE].mae == pytest.approx((5 + 70 - 130 / 3 + 62.5) / 3)
    assert found.methods["always the middle"].mae == pytest.approx((30 + 20 + 50) / 3)
    assert found.methods["reference point"].mae == pytest.approx((20 + 20 + 0) / 3)
    assert found.methods[BASELINE].against == (0, 0)
    assert (found.n, found.proposals) == (3, 2)
    assert set(as_answer(found)["methods"]) == set(METHODS)


@needs_shared
def test_the_known_errors() -> None:
    found = backtest(read_outcomes(REFERENCE), seed=1, resamples=500)
    assert (found.n, found.proposals) == (230, 89)
    assert found.methods[BASELINE].mae == pytest.approx(22.25, abs=0.005)
    assert found.methods["always the middle"].mae == pytest.approx(27.00, abs=0.01)
    assert found.methods["focal compromise"].mae == pytest.approx(21.21, abs=0.01)
    assert found.methods["focal compromise by the root of capability"].mae == pytest.approx(20.92, abs=0.01)


@needs_shared
def test_spans_hold_about_what_they_say() -> None:
    found = backtest(read_outcomes(REFERENCE), seed=1, resamples=10)
    said = {name: (span.said, span.held / found.n) for name, span in found.spans.items() if span.said is not None}
    assert [share for share, _ in said.values()] == [0.9, 0.5]
    assert all(-0.02 <= held - share <= 0.1 for share, held in said.values())


def test_spans_by_hand(tmp_path: Path) -> None:
    found = backtest(read_outcomes(write(tmp_path, GOOD)), seed=1, resamples=10)
    # Positions run from 0 to 100, from 0 to 100 and over 100, 100 and 0: every outcome is inside, 100 points wide.
    positions = found.spans["lowest to highest position"]
    assert (positions.held, positions.width, positions.said) == (3, 100, None)
    answer = as_answer(found)["spans"]["50 of 100 by the focal compromise"]
    assert set(answer) == {"held", "width", "said"} and answer["said"] == 0.5


def table(best: tuple[float, float]) -> Backtest:
    methods = {BASELINE: Score(22.0, (20, 24), (0, 0)), "other": Score(21.0, (19, 23), best)}
    return Backtest(10, 5, methods, {"other": Held(9, 90.0)})


def test_says_whether_it_may_be_luck() -> None:
    assert "more than the luck of the draw" in verdict(table((-1.6, -0.3)))
    assert "from 1.6 nearer to 0.3 farther: it may be luck" in verdict(table((-1.6, 0.3)))
    only = Backtest(10, 5, {BASELINE: Score(22.0, (20, 24), (0, 0))}, {})
    assert verdict(only).startswith("Nothing here is nearer")
