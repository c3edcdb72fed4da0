"""Paths from the status quo against a plain breadth-first search over (state, last mover)."""

import random

import numpy as np
import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model import from_status_quo, improving_steps
from tests.support import graph_model_brute as brute
from tests.support.graph_model_cases import PATHS, read_case
from tests.support.graph_model_compare import as_game
from tests.support.graph_model_variants_brute import path_faults


@pytest.mark.parametrize("seed", range(40))
def test_distances_and_paths_are_shortest(seed):
    conflict = brute.random_conflict(random.Random(9_000 + seed))
    game = as_game(conflict)
    start = seed % game.n_states
    for improving, step in [(False, conflict.reach), (True, conflict.improve)]:
        found = from_status_quo(game, start, improving=improving)
        assert not path_faults(conflict, start, step, found)


def test_what_cannot_be_reached_is_said():
    case = read_case(next(path for path in PATHS if path.stem == "prisoners-dilemma"))
    found = from_status_quo(case.game, 0, improving=True)
    with pytest.raises(SolverError, match="cannot be reached by improvements from state 0"):
        found.path(3)
    with pytest.raises(SolverError, match="states are 0 to 3"):
        from_status_quo(case.game, 9)


@pytest.mark.parametrize("seed", range(10))
def test_improvements_under_many_preferences_are_those_under_each(seed):
    game = as_game(brute.random_conflict(random.Random(46_000 + seed)))
    ranks = np.random.default_rng(seed).integers(0, 6, size=(7, game.n_parties, game.n_states))
    found = improving_steps(game, 0, ranks)
    for drawn, steps in zip(ranks, found, strict=True):
        assert steps.tolist() == from_status_quo(game.with_ranks(drawn), 0, improving=True).steps.tolist()
