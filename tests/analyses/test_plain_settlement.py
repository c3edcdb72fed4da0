"""Positions from plain CSV in both forms, and where they settle."""

from pathlib import Path

import pytest

from talleyrand.analyses.plain_settlement import read_positions, settlements, together
from talleyrand.errors import InputError
from tests.support.shared import SHARED, needs_shared

LONG = "Actor,Capability,Issue,Position,Salience\nA,3,toll,0,1\nB,1,toll,100,1\nA,3,dam,40,0.5\n"
WIDE = "Name,Capability,Toll Position,Toll Salience,dam position,dam salience\nA,3,0,1,40,0.5\nB,1,100,1,,\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "given.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_row_a_position_and_a_block_an_issue_say_the_same(tmp_path: Path) -> None:
    long, wide = (settlements(read_positions(write(tmp_path, text))) for text in (LONG, WIDE))
    assert list(long) == ["toll", "dam"] and list(wide) == ["Toll", "dam"]
    assert list(long.values()) == list(wide.values())
    assert long["toll"]["compromise"] == 25
    assert long["toll"]["variants"]["compromise, unweighted"] == 50


def test_the_contest_round_by_round(tmp_path: Path) -> None:
    rows = "party,capability,position,salience\nA,2,0,0.5\nB,1,50,0.5\nC,1,100,1\n"
    found = settlements(read_positions(write(tmp_path, rows)))["issue"]
    assert (found["contest"], found["contest_ends_by"]) == ([50.0, 50.0], "agreed")


def test_where_nobody_counts_there_is_no_number(tmp_path: Path) -> None:
    found = settlements(read_positions(write(tmp_path, "party,position,capability\nA,1,0\nB,2,0\n")))["issue"]
    assert found["compromise"] is None and found["contest"][0] is None


@pytest.mark.parametrize(
    ("text", "line"),
    [(WIDE.replace("100,1", "far,1"), 3), (WIDE.replace("100,1", "100,3"), 3), (LONG.replace("0.5", "5"), 4)],
)
def test_a_mistake_is_told_by_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        read_positions(write(tmp_path, text))
    assert [problem.line for problem in caught.value.problems] == [line]


def test_several_issues_are_contested_together(tmp_path: Path) -> None:
    rows = read_positions(write(tmp_path, WIDE.replace("100,1,,", "100,1,80,0.5")))
    found, joint = settlements(rows), together(rows)
    assert joint is not None
    start = {party: chances[0] for party, chances in joint["chances"].items()}
    assert start["A"] > start["B"] and sum(start.values()) == pytest.approx(1)
    assert found["Toll"]["condorcet"][0] == pytest.approx(100 * start["B"])
    assert found["dam"]["condorcet"][0] == pytest.approx(40 * start["A"] + 80 * start["B"])
    assert len(found["dam"]["condorcet"]) == joint["rounds"] + 1


def test_one_issue_or_one_party_on_all_makes_no_contest_together(tmp_path: Path) -> None:
    assert together(read_positions(write(tmp_path, WIDE))) is None
    assert "condorcet" not in settlements(read_positions(write(tmp_path, "party,position\nA,1\nB,2\n")))["issue"]


def test_scales_beyond_a_hundred_are_as_long_as_the_positions_on_them(tmp_path: Path) -> None:
    near = together(read_positions(write(tmp_path, LONG.replace("40,0.5", "0,1\nB,1,dam,100,1"))))
    far = together(read_positions(write(tmp_path, LONG.replace("40,0.5", "0,1\nB,1,dam,5000,1"))))
    assert near is not None and far is not None
    assert near["chances"] == far["chances"]


SEMICOLONS = "\ufeffParty;Position;Salience\nA;5,5;0,5\nB;7;1\n\n"


def test_as_a_spreadsheet_saves_it(tmp_path: Path) -> None:
    assert [(r.position, r.salience) for r in read_positions(write(tmp_path, SEMICOLONS))] == [(5.5, 0.5), (7, 1)]
    assert read_positions(write(tmp_path, SEMICOLONS.replace(";", "\t")))[0].position == 5.5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "given.csv: the file is empty; write a line with the names of the columns"),
        ("party,position\n", "given.csv: no position below the header; add a line for each party"),
        ("party,pozition\nA,1\n", 'given.csv:1: no column of positions; did you mean "pozition"? call it position'),
        ("position\n1\n", "given.csv:1: no column names the parties; call it party"),
        ("party,position,Position\nA,1,2\n", 'given.csv:1: two columns are called "position"; rename one'),
        ("party,position,position\nA,1,2\n", 'given.csv:1: two columns are called "position"; rename one'),
        ("party,position\nA,five\n", 'given.csv:2: A: position is "five"; write a number'),
        ("party,position\nA,inf\n", 'given.csv:2: A: position is "inf"; write a number'),
        ("party,position\nA,1,5\n", "given.csv:2: 3 cells under 2 columns; put cells with a comma in quotes"),
        ("party;position\nA;1;5\n", "given.csv:2: 3 cells under 2 columns; write as many cells as the header names"),
        ("party,position,salience\nA,1,-0.5\n", 'given.csv:2: A: salience is "-0.5"; write it between 0 and 1'),
        ("party,position,capability\nA,1,-1\n", 'given.csv:2: A: capability is "-1"; write a number from 0 up'),
        ("party,position\n,1\n", "given.csv:2: a row without a name; write whose position this is"),
        ("party,position\nA,1\nB,2\nA,3\n", "given.csv:4: A: a second position on issue, after that in line 2"),
    ],
)
def test_sloppy_files_are_refused_with_what_would_have_worked(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_positions(write(tmp_path, text))
    assert told in str(caught.value.problems[0])


@needs_shared
def test_emission_standards_as_published() -> None:
    path = SHARED / "verification" / "bargaining" / "emission-standards.csv"
    (found,) = settlements(read_positions(path)).values()
    assert found["median"] == 7
    assert found["compromise"] == pytest.approx(7.38996, abs=1e-5)
    assert found["contest"][0] == 7
