"""Coalitional stability against the definitions, and how it meets stability of single parties."""

import random

import numpy as np
import pytest

from talleyrand.errors import SolverError, TooLargeError
from talleyrand.solvers.graph_model import (
    COALITION_CONCEPTS,
    Game,
    all_coalitions,
    coalition_reach,
    relations,
    solve,
    solve_coalitions,
)
from tests.support import graph_model_brute as brute
from tests.support import graph_model_more_brute as more
from tests.support.graph_model_cases import PATHS, read_case
from tests.support.graph_model_compare import as_game


@pytest.mark.parametrize("seed", range(40))
def test_coalitions_agree_with_the_definitions(seed):
    conflict = brute.random_conflict(random.Random(21_000 + seed), max_options=4, max_parties=3 + (seed % 10 == 0))
    found = solve_coalitions(as_game(conflict))
    for concept in COALITION_CONCEPTS:
        for row, coalition in zip(found.stable[concept].tolist(), found.coalitions, strict=True):
            states = range(len(conflict.states))
            expected = [more.coalition_stable(conflict, concept, set(coalition), s) for s in states]
            assert row == expected, (concept, coalition)


def test_a_coalition_of_one_is_the_party_alone():
    for seed in range(30):
        game = as_game(brute.random_conflict(random.Random(22_000 + seed)))
        alone = solve_coalitions(game, [(party,) for party in range(game.n_parties)])
        stable = solve(game).stable
        for concept, single in [("cr", "nash"), ("cgmr", "gmr"), ("csmr", "smr")]:
            assert np.array_equal(alone.stable[concept], stable[single])
        assert (stable["seq"] <= alone.stable["cseq"]).all()  # single moves are coalition improvements too


def test_nobody_upsets_the_outcome_of_elmira_that_history_took():
    # Kilgour, Hipel, Fang & Peng (2001): MoE and Uniroyal move together from deadlock to acceptance.
    case = read_case(next(path for path in PATHS if path.stem == "elmira"))
    found = solve_coalitions(case.game, concepts=["cr"])
    deadlock = case.game.find(["delay", "insist"])
    outcome = case.game.find(["modify", "accept", "insist"])
    assert found.breakers("cr", deadlock) == ((0, 1),)
    assert found.breakers("cr", outcome) == ()


def test_mistakes_are_refused(monkeypatch):
    game = as_game(brute.random_conflict(random.Random(3)))
    with pytest.raises(SolverError, match="is no coalition"):
        solve_coalitions(game, [(0, game.n_parties)])
    with pytest.raises(SolverError, match='did you mean "cgmr"'):
        solve_coalitions(game, concepts=["cgrm"])
    monkeypatch.setattr(relations, "MAX_STATES", 3)
    four = Game(("a", "b"), (0, 1), 2, (), np.array([[0, 0], [1, 0], [0, 1], [1, 1]], bool), np.zeros((2, 4), int))
    with pytest.raises(TooLargeError, match="4 states; up to 3 fit"):
        solve_coalitions(four)


@pytest.mark.parametrize("seed", range(20))
def test_reach_from_one_state_is_that_of_the_definition(seed):
    conflict = brute.random_conflict(random.Random(45_000 + seed), max_parties=4)
    game = as_game(conflict)
    state = seed % game.n_states
    coalitions = all_coalitions(game.n_parties)
    for row, coalition in zip(coalition_reach(game, state, coalitions), coalitions, strict=True):
        assert set(np.flatnonzero(row).tolist()) == conflict.joint(coalition, state, conflict.reach) - {state}
