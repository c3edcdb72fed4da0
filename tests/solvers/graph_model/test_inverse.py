"""The least change of preferences, against every weak order there is."""

import random

import numpy as np
import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model import distance, least_change_nash, solve
from tests.support import graph_model_brute as brute
from tests.support import graph_model_more_brute as more
from tests.support.graph_model_cases import PATHS, read_case
from tests.support.graph_model_compare import as_game

ORDERS = {n: more.weak_orders(n) for n in range(1, 6)}


@pytest.mark.parametrize("seed", range(40))
def test_no_weak_order_does_it_more_cheaply(seed):
    rng = random.Random(51_000 + seed)
    conflict = brute.random_conflict(rng, max_options=4)
    kept = sorted(rng.sample(range(len(conflict.states)), min(5, len(conflict.states))))
    levels = rng.choice([2, 3, 5])
    conflict = brute.Conflict(
        conflict.owners,
        conflict.directions,
        conflict.n_parties,
        [conflict.states[s] for s in kept],
        [[rng.randrange(levels) for _ in kept] for _ in conflict.parties],
    )
    game = as_game(conflict)
    for target in range(game.n_states):
        change = least_change_nash(game, target)
        for party in conflict.parties:
            reach = conflict.reach(party, target)
            cheapest = min(
                more.pair_distance(conflict.ranks[party], order)
                for order in ORDERS[game.n_states]
                if all(order[t] <= order[target] for t in reach)
            )
            assert change.cost[party] == cheapest
            assert more.pair_distance(conflict.ranks[party], change.ranks[party].tolist()) == cheapest


def test_the_changed_preferences_make_the_target_an_equilibrium():
    for seed in range(60):
        game = as_game(brute.random_conflict(random.Random(52_000 + seed)))
        target = seed % game.n_states
        change = least_change_nash(game, target)
        assert all(found[target] for found in solve(game.with_ranks(change.ranks)).equilibria.values())
        for party in range(game.n_parties):
            assert change.cost[party] == distance(game.ranks[party], change.ranks[party])


def test_distance_counts_pairs():
    rng = np.random.default_rng(0)
    for _ in range(50):
        before, after = rng.integers(0, 4, size=(2, 7))
        assert distance(before, after) == more.pair_distance(before.tolist(), after.tolist())


def test_a_state_that_does_not_exist_is_refused():
    with pytest.raises(SolverError, match="states are 0 to 3"):
        least_change_nash(read_case(next(path for path in PATHS if path.stem == "chicken")).game, 4)
