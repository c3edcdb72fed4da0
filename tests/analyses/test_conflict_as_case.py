"""Conflicts of the literature written as cases for a project: the same conflict still."""

from pathlib import Path

import numpy as np
import pytest

from talleyrand.analyses.conflict import central_game, conflict
from talleyrand.analyses.conflict_as_case import as_case
from talleyrand.analyses.plain_conflict import PlainConflict, PlainOption
from talleyrand.analyses.published_conflict import read_published
from talleyrand.case.check import check
from talleyrand.case.write import dump_case
from talleyrand.case.yamlfile import case_from_text
from talleyrand.errors import SolverError
from tests.support.graph_model_cases import PATHS


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_as_a_case_it_is_the_same_conflict(path: Path) -> None:
    plain = read_published(path)
    game = plain.game()
    case = case_from_text(dump_case(as_case(plain, game)))
    board = conflict(case)
    again = central_game(case, board)
    assert np.array_equal(again.states, game.states)
    assert (again.options, again.owners, again.directions) == (game.options, game.owners, game.directions)
    order = [np.unique(row, return_inverse=True)[1].tolist() for row in game.ranks]
    assert [np.unique(row, return_inverse=True)[1].tolist() for row in again.ranks] == order
    assert board.status_quo is not None


def test_names_that_are_no_keys_are_changed_and_listed_states_become_a_rule() -> None:
    plain = PlainConflict(
        decision_makers=("Side A", "Side A?"),
        options=(PlainOption(name="not", owner=0), PlainOption(name="a b", owner=1, direction="back")),
        states=("NN", "YN", "YY"),
        payoffs=((0, 1, 1), (2, 1, 0)),
        status_quo=3,
    )
    case = as_case(plain, plain.game())
    assert list(case.parties) == ["Side_A", "Side_A_2"]
    assert list(case.options) == ["x_not", "a_b"]
    board = conflict(case)
    assert board.states.tolist() == [[False, False], [True, False], [True, True]]
    assert board.status_quo == 2


def test_an_imported_case_has_no_errors() -> None:
    plain = read_published(PATHS[0])
    case = as_case(plain, plain.game())
    assert not [problem for problem in check(case) if problem.severity == "error"]


def test_a_fixed_option_is_refused_since_a_case_cannot_say_it() -> None:
    plain = PlainConflict(
        decision_makers=("A",),
        options=(PlainOption(name="a", owner=0, direction="fixed"),),
        states=("N", "Y"),
        payoffs=((0, 1),),
    )
    with pytest.raises(SolverError, match="a case has no fixed options"):
        as_case(plain, plain.game())
