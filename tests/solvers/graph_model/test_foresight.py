"""Limited foresight against its recursive definition."""

import random

import numpy as np
import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model import limited_move, non_myopic, solve
from tests.support import graph_model_brute as brute
from tests.support import graph_model_more_brute as more
from tests.support.graph_model_cases import PATHS, read_case
from tests.support.graph_model_compare import as_game


@pytest.mark.parametrize("seed", range(40))
def test_play_ends_where_the_definition_says(seed):
    conflict = brute.random_conflict(random.Random(41_000 + seed), max_options=3)
    game = as_game(conflict)
    for horizon in (1, 2, 3):
        found = limited_move(game, horizon)
        expected = [[more.play_end(conflict, i, s, horizon) for s in range(game.n_states)] for i in conflict.parties]
        assert found.ends.tolist() == expected
        assert found.settled.all()


def test_one_move_of_foresight_is_nash():
    for seed in range(60):
        game = as_game(brute.random_conflict(random.Random(42_000 + seed)))
        assert np.array_equal(limited_move(game, 1).stable, solve(game, ["nash"]).stable["nash"])


def test_the_limit_is_where_longer_horizons_stay():
    for seed in range(15):
        game = as_game(brute.random_conflict(random.Random(43_000 + seed), max_options=4))
        limit = non_myopic(game)
        late = np.stack([limited_move(game, horizon).ends for horizon in range(40, 52)])
        constant = (late == late[0]).all(axis=0)
        assert np.array_equal(limit.settled, constant)
        assert np.array_equal(limit.ends[constant], late[0][constant])
        assert not limit.stable[~limit.settled].any()


def test_without_ties_between_ends_none_is_reported():
    case = read_case(next(path for path in PATHS if path.stem == "prisoners-dilemma"))
    assert not limited_move(case.game, 3).ties.any()


def test_a_tie_that_matters_is_reported():
    game = as_game(brute.Conflict([0, 0], ["both", "both"], 1, [(0, 0), (1, 0), (0, 1)], [[0, 5, 5]]))
    found = limited_move(game, 1)
    assert found.ends.tolist() == [[1, 1, 2]]
    assert found.ties.tolist() == [[True, False, False]]


def test_a_horizon_of_nothing_is_refused():
    with pytest.raises(SolverError, match="1 or more"):
        limited_move(read_case(PATHS[0]).game, 0)
