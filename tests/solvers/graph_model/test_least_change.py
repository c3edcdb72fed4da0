"""The least change of one party's order, against every weak order and on larger games."""

import random

import numpy as np
import pytest

from talleyrand.errors import InfeasibleError, SolverError, TooLargeError
from talleyrand.solvers.graph_model import Game, decode, distance, least_change, least_change_nash, solve
from tests.support import graph_model_brute as brute
from tests.support.graph_model_compare import as_game
from tests.support.graph_model_inverse_brute import mismatches


@pytest.mark.parametrize("seed", range(30))
def test_no_weak_order_does_it_more_cheaply(seed):
    assert mismatches(seed) == []


@pytest.mark.parametrize("concept", ["gmr", "smr", "seq", "sim"])
def test_on_larger_games_the_order_does_what_it_should_at_the_cost_told(concept):
    changed = 0
    for seed in range(12):
        game = as_game(brute.random_conflict(random.Random(61_000 + seed)))
        for party in range(game.n_parties):
            target = (seed + party) % game.n_states
            try:
                change = least_change(game, target, party, concept)
            except InfeasibleError:
                continue
            ranks = game.ranks.copy()
            ranks[party] = change.ranks
            assert solve(game.with_ranks(ranks), [concept]).equilibria[concept][target]
            assert change.cost == distance(game.ranks[party], change.ranks) == change.bound
            changed += change.cost > 0
    assert changed


def test_no_concept_needs_more_than_nash():
    for seed in range(20):
        game = as_game(brute.random_conflict(random.Random(62_000 + seed), max_options=4))
        limit = least_change_nash(game, 0)
        if np.count_nonzero(limit.cost) != 1:
            continue
        party = int(np.flatnonzero(limit.cost)[0])
        for concept in ("gmr", "smr", "seq", "sim"):
            assert least_change(game, 0, party, concept).bound <= limit.cost[party]


def test_without_time_the_bound_is_told_and_nothing_is_claimed():
    game = Game(("a", "b"), (0, 1), 2, (), decode(np.arange(4), 2), np.array([[1, 2, 4, 3], [1, 4, 2, 3]]))
    change = least_change(game, 3, 0, "seq", time_limit=0)
    assert change.ranks is None
    assert change.cost is None
    assert not change.proven
    assert change.bound <= least_change(game, 3, 0, "seq").bound


def test_a_target_out_of_reach_is_told_with_who_leaves_it():
    game = Game(("a", "b"), (0, 1), 2, (), decode(np.arange(4), 2), np.array([[0, 0, 0, 0], [0, 0, 1, 1]]))
    for concept in ("nash", "gmr", "smr", "seq", "sim"):
        with pytest.raises(InfeasibleError, match="whatever party 0 wants, party 1 leaves state 0, for example for 2"):
            least_change(game, 0, 0, concept)


def test_what_does_not_exist_or_fit_is_refused():
    game = Game(("a",), (0,), 1, (), decode(np.arange(2), 1), np.array([[0, 1]]))
    with pytest.raises(SolverError, match="states are 0 to 1"):
        least_change(game, 2, 0)
    with pytest.raises(SolverError, match="parties are 0 to 0"):
        least_change(game, 0, 1)
    with pytest.raises(SolverError, match='did you mean "seq"'):
        least_change(game, 0, 0, "sec")
    large = Game(tuple("abcdefghi"), (0,) * 9, 1, (), decode(np.arange(512), 9), np.arange(512)[None])
    with pytest.raises(TooLargeError, match="512 states; up to 256 fit"):
        least_change(large, 0, 0, "sim")
