"""The tab-separated form of exchange programs: what is read, and every mistake by its line."""

import re
from pathlib import Path

import numpy as np
import pytest

from talleyrand.analyses.plain_exchange import as_answer, read_exchange, traded
from talleyrand.errors import InputError
from tests.support.shared import SHARED, needs_shared

REFERENCE = SHARED / "verification" / "exchange"
GOOD = """#A	'A'	'A'	''
#A	'B'
#P	'toll'
#M	'toll'	10
#M	'toll'	0
#P	'dam'
#M	'dam'	0
#M	'dam'	100

#D	'A'	'toll'	0	0.2	1
#D	'A'	'dam'	0	0.8	1
#D	'B'	'toll'	10	0.8	1
#D	'B'	'dam'	100	0.2	1
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "given.txt"
    path.write_text(text, "utf-8")
    return path


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_exchange(write(folder, text))
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_scales_are_brought_to_a_hundred_and_traded(tmp_path: Path) -> None:
    given = read_exchange(write(tmp_path, GOOD))
    assert (given.parties, given.issues) == (("A", "B"), ("toll", "dam"))
    assert given.positions.tolist() == [[0, 0], [100, 100]]
    answer = as_answer(given, traded(given))
    assert (answer["candidates"], answer["executed"]) == (1, 1)
    assert answer["outcomes"]["toll"] == pytest.approx([80, 100])
    assert answer["trades"][0]["gain"] == pytest.approx(12)


def test_who_has_no_line_holds_no_position(tmp_path: Path) -> None:
    given = read_exchange(write(tmp_path, GOOD + "#A\tC\n#P\tfish\n#M\tfish\t0\n#M\tfish\t1\n"))
    assert np.isnan(given.positions[2]).all() and np.isnan(given.positions[:, 2]).all()
    assert as_answer(given, traded(given))["outcomes"]["fish"] == [None, None]


def test_as_a_spreadsheet_saves_it(tmp_path: Path) -> None:
    text = "\ufeff" + GOOD.replace("0.2", "0,2").replace("\n", "\r\n")
    assert read_exchange(write(tmp_path, text)).salience[0, 0] == 0.2


def test_an_empty_file_and_another_form_are_told(tmp_path: Path) -> None:
    assert problems(tmp_path, "")[0] == "given.txt: no party in the file; add lines #A NAME, tabs between"
    assert problems(tmp_path, "#A,A\n")[0].startswith('given.txt:1: "#A,A" is no kind of line; begin it with #A')


@needs_shared
@pytest.mark.parametrize(("name", "file"), [("copenhagen", "copenhagen.csv"), ("sample_data", "sample_data.txt")])
def test_the_reference_outcomes(name: str, file: str) -> None:
    told = (REFERENCE / "expected.txt").read_text().split(f"=== {name}\n")[1].split("\n\n")[0]
    given = read_exchange(REFERENCE / file)
    answer = as_answer(given, traded(given))
    assert f"candidate exchanges {answer['candidates']}\n" in told
    assert f"n realised {answer['executed']} " in told
    outcomes = re.findall(r"^(\S+) \[.*\] (\S+) -> (\S+)$", told, re.M)
    assert len(outcomes) == len(answer["outcomes"])
    for issue, before, after in outcomes:
        assert answer["outcomes"][issue] == pytest.approx([float(before), float(after)], abs=1e-3)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("#D	'A'	'dam'", "#D	'A'	'damm'", 'given.txt:11: there is no issue "damm"; did you mean "dam"?'),
        (
            "#D	'B'	'dam'	100",
            "#D	'B'	'dam'	high",
            'given.txt:13: B on dam: position is "high"; write a number',
        ),
        ("0.8	1\n#D	'B'", "8	1\n#D	'B'", "given.txt:11: A on dam: salience is 8; write it between 0 and 1"),
        ("#A	'B'", "A	'B'", 'given.txt:2: "A" is no kind of line; begin it with #A, #P, #M, #D and a tab'),
        (
            "'B'	'toll'	10",
            "'B'	'toll'	11",
            "given.txt:12: B on toll: position 11 is off the scale; the scale runs from 0",
        ),
        ("#M	'toll'	0\n", "", "given.txt:3: toll: the scale has no two ends; add two lines #M toll NUMBER"),
        (
            "#M	'toll'	10",
            "#M	'toll'",
            "given.txt:4: an end of a scale is short of cells; write #M ISSUE NUMBER",
        ),
        ("#A	'B'", "#A	'A'", "given.txt:2: A: this party stands twice; keep one line"),
        (
            "#D	'B'	'toll'",
            "#D	'A'	'toll'",
            "given.txt:12: A on toll: this position stands twice; keep one line",
        ),
    ],
)
def test_a_mistake_is_told_by_its_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in GOOD
    assert any(told.startswith(expected) for told in problems(tmp_path, GOOD.replace(old, new, 1)))


def test_an_empty_file_and_none(tmp_path: Path) -> None:
    assert problems(tmp_path, "") == ["given.txt: no party in the file; add lines #A NAME, tabs between"]
    with pytest.raises(InputError, match="cannot be read"):
        read_exchange(tmp_path / "nothing.txt")
