"""Positions from plain CSV in both forms, and where they settle."""

from pathlib import Path

import pytest

from talleyrand.analyses.plain_settlement import read_positions, settlements
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


@needs_shared
def test_emission_standards_as_published() -> None:
    path = SHARED / "verification" / "bargaining" / "emission-standards.csv"
    (found,) = settlements(read_positions(path)).values()
    assert found["median"] == 7
    assert found["compromise"] == pytest.approx(7.38996, abs=1e-5)
    assert found["contest"][0] == 7
