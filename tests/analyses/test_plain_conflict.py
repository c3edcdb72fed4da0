"""Conflicts in plain JSON: every mistake at once, in the words of the file."""

import json
from pathlib import Path

import pytest

from talleyrand.analyses.plain_conflict import PlainConflict, equilibria, read_conflicts
from talleyrand.errors import InputError, SolverError
from talleyrand.solvers.graph_model import solve

CHICKEN = {
    "name": "chicken",
    "decision_makers": ["A", "B"],
    "options": [{"name": "A swerves", "owner": 0}, {"name": "B swerves", "owner": 1}],
    "states": ["NN", "YN", "NY", "YY"],
    "payoffs": [[1, 2, 4, 3], [1, 4, 2, 3]],
}


def read(folder: Path, data: object) -> tuple[PlainConflict, ...]:
    path = folder / "conflict.json"
    path.write_text(json.dumps(data, indent=1), "utf-8")
    return read_conflicts(path)


def without(key: str) -> dict[str, object]:
    return {name: value for name, value in CHICKEN.items() if name != key}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "holds no conflict; write one, or a list of them"),
        (3, "should be an object of keys and values"),
        ([[CHICKEN]], "0: should be an object of keys and values"),
        (without("payoffs") | {"payofs": []}, 'payoffs: is missing; is "payofs" meant for it'),
        ([CHICKEN, without("states")], "1/states: is missing"),
        (CHICKEN | {"options": []}, "options: should have at least one entry"),
        (CHICKEN | {"payoffs": [[1, 2, None, 3], [1, 4, 2, 3]]}, r":\d+: payoffs/0/2: should be a number"),
        (CHICKEN | {"payoffs": [[1, 2, "best", 3], [1, 4, 2, 3]]}, 'payoffs/0/2: should be a number, not "best"'),
        (CHICKEN | {"payoffs": [[1, 2, True, 3], [1, 4, 2, 3]]}, "payoffs/0/2: should be a number"),
        (CHICKEN | {"payoffs": [1, 2, 3, 4]}, "payoffs/0: should be a list"),
        (CHICKEN | {"states": [["N", "N"]]}, "states/0: should be text"),
        (CHICKEN | {"status_quo": 0}, "status_quo: should be 1 or more"),
        (CHICKEN | {"status_quo": "YY"}, "status_quo: should be a whole number"),
        (CHICKEN | {"options": [{"name": "x", "owner": None}]}, "options/0/owner: should be the number of a decision"),
        (
            CHICKEN | {"options": [{"name": "x", "owner": 0, "direction": "up"}]},
            "options/0/direction: should be 'both'",
        ),
    ],
)
def test_what_has_not_the_form_is_told_with_its_place(tmp_path: Path, data: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(tmp_path, data)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"decision_makers": ["A", "A"]}, "decision makers named twice: A"),
        ({"states": ["N", "YN", "NY", "YY"]}, 'state 1 is "N"; write Y or N for each of the 2 options'),
        ({"states": ["00", "10", "01", "11"]}, 'state 1 is "00"; write Y or N'),
        ({"options": [{"name": "a", "owner": "C"}, {"name": "b", "owner": 1}]}, '"C" is no decision maker; .*: A, B'),
        ({"options": [{"name": "a", "owner": -1}, {"name": "b", "owner": 1}]}, 'option "a" is owned by nobody'),
        ({"payoffs": [[float("nan"), 2, 4, 3], [1, 4, 2, 3]]}, "the value of state 1 is not a number"),
    ],
)
def test_parts_that_do_not_fit_together_are_told(tmp_path: Path, change: dict[str, object], words: str) -> None:
    (conflict,) = read(tmp_path, CHICKEN | change)
    with pytest.raises(SolverError, match=words):
        conflict.game()


def test_payoffs_are_told_apart_exactly(tmp_path: Path) -> None:
    large = [[2**60 + value for value in row] for row in CHICKEN["payoffs"]]
    (conflict,) = read(tmp_path, CHICKEN | {"payoffs": large})
    (small,) = read(tmp_path, CHICKEN | {"payoffs": [[-1.5, -1.25, "3", 2], [0, 1e9, 0.5, 1]]})
    for each in (conflict, small):
        assert each.game().ranks.tolist() == [[0, 1, 3, 2], [0, 3, 1, 2]]


def test_an_owner_may_be_named_and_an_option_be_fixed(tmp_path: Path) -> None:
    options = [{"name": "a", "owner": "B", "direction": "fixed"}, {"name": "b", "owner": "A", "direction": None}]
    (conflict,) = read(tmp_path, CHICKEN | {"options": options})
    game = conflict.game()
    assert (game.owners, game.directions) == ((1, 0), ("fixed", "both"))


def test_one_decision_maker_is_a_conflict_too(tmp_path: Path) -> None:
    (conflict,) = read(
        tmp_path,
        {"decision_makers": ["A"], "options": [{"name": "x", "owner": 0}], "states": ["N", "Y"], "payoffs": [[0, 1]]},
    )
    assert set(map(tuple, equilibria(solve(conflict.game())).values())) == {(2,)}
