"""Blocks of draws give what each draw gives alone; completions are drawn as said."""

import itertools
import random

import numpy as np
import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model import (
    CONCEPTS,
    complete_priorities,
    draws,
    feasible_states,
    rank_by_priority,
    solve,
    solve_many,
)
from tests.support import graph_model_brute as brute
from tests.support.graph_model_compare import as_game


@pytest.mark.parametrize("seed", range(20))
def test_a_block_of_draws_gives_what_each_draw_gives(seed, monkeypatch):
    game = as_game(brute.random_conflict(random.Random(15_000 + seed)))
    monkeypatch.setattr(draws, "_BLOCK", game.n_states * 5)
    ranks = np.random.default_rng(seed).integers(-3, 4, size=(11, game.n_parties, game.n_states))
    found = solve_many(game, ranks)
    alone = [solve(game.with_ranks(row)) for row in ranks]
    for concept in CONCEPTS:
        assert np.array_equal(found.equilibria[concept], [one.equilibria[concept] for one in alone])
        assert np.allclose(found.stable_share[concept], np.mean([one.stable[concept] for one in alone], axis=0))
        assert np.allclose(found.share(concept), found.equilibria[concept].mean(axis=0))


def test_completions_are_the_orders_of_each_tier_and_no_others():
    options = ["a", "b", "c", "d"]
    states = feasible_states(options)
    tiers = [["a"], ["not b", "c", "d"]]
    drawn = complete_priorities(states, options, tiers, 6000, seed=3)
    allowed = {
        tuple(rank_by_priority(states, options, ["a", *order]).tolist()) for order in itertools.permutations(tiers[1])
    }
    found, counts = np.unique(drawn, axis=0, return_counts=True)
    assert {tuple(row) for row in found.tolist()} == allowed
    assert len(allowed) == 6
    assert counts.min() > 850  # 1,000 expected, standard deviation 29
    assert np.array_equal(drawn, complete_priorities(states, options, tiers, 6000, seed=3))


def test_completions_beyond_62_statements_stay_exact():
    options = [f"o{number}" for number in range(6)]
    states = feasible_states(options)
    tiers = [[f"o{number % 5} or not o{number % 5}" for number in range(70)], ["o5"]]
    drawn = complete_priorities(states, options, tiers, 2, seed=0)
    assert drawn.tolist() == [states[:, 5].astype(int).tolist()] * 2


def test_without_statements_everything_ties():
    states = feasible_states(["a"])
    assert complete_priorities(states, ["a"], [], 2, seed=0).tolist() == [[0, 0], [0, 0]]


def test_ranks_of_another_shape_are_refused():
    game = as_game(brute.random_conflict(random.Random(1)))
    with pytest.raises(SolverError, match="n_draws"):
        solve_many(game, game.ranks)
