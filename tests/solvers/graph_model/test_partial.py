"""Partial preferences against the definitions, and against what is known when nothing is unknown."""

import itertools
import random

import numpy as np
import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model import (
    ATTITUDES,
    PARTIAL_CONCEPTS,
    Game,
    feasible_states,
    rank_by_priority,
    relations_by_tiers,
    solve,
    solve_partial,
)
from tests.support import graph_model_brute as brute
from tests.support import graph_model_more_brute as more
from tests.support.graph_model_compare import as_game
from tests.support.graph_model_compare_more import pairs, random_relations


@pytest.mark.parametrize("seed", range(30))
def test_partial_preferences_agree_with_the_definitions(seed):
    rng = random.Random(31_000 + seed)
    conflict = brute.random_conflict(rng, max_options=4)
    game = as_game(conflict)
    better, unknown = random_relations(rng, conflict)
    known, open_pairs = pairs(better), pairs(unknown)
    for attitude, gamble in itertools.product(ATTITUDES, (True, False)):
        found = solve_partial(game, better, unknown, attitude, opponents_gamble=gamble)
        for concept, party, state in itertools.product(PARTIAL_CONCEPTS, conflict.parties, range(game.n_states)):
            expected = more.partial_stable(conflict, known, open_pairs, attitude, concept, party, state, gamble)
            assert found.stable[concept][party, state] == expected, (attitude, concept, party, state)


def test_with_everything_known_all_attitudes_agree_with_ranks():
    for seed in range(30):
        game = as_game(brute.random_conflict(random.Random(32_000 + seed)))
        better = game.ranks[:, None, :] > game.ranks[:, :, None]
        for attitude in ATTITUDES:
            found = solve_partial(game, better, np.zeros_like(better), attitude)
            for concept in PARTIAL_CONCEPTS:
                assert np.array_equal(found.stable[concept], solve(game, [concept]).stable[concept])


def test_tiers_know_what_every_order_agrees_on():
    options = ["a", "b", "c"]
    states = feasible_states(options)
    tiers = [["a or b"], ["not c", "b", "a if c"]]
    better, unknown = relations_by_tiers(states, options, tiers)
    orders = [
        rank_by_priority(states, options, [*tiers[0], *order]).tolist() for order in itertools.permutations(tiers[1])
    ]
    for s, t in itertools.product(range(8), repeat=2):
        up = [ranks[t] > ranks[s] for ranks in orders]
        down = [ranks[t] < ranks[s] for ranks in orders]
        assert better[s, t] == all(up)
        assert unknown[s, t] == (any(up) and any(down))


def test_contradictory_relations_are_refused():
    game = as_game(brute.Conflict([0, 1], ["both", "both"], 2, [(0, 0), (1, 0), (0, 1)], [[0, 0, 0], [0, 0, 0]]))
    none = np.zeros((2, 3, 3), dtype=bool)
    both = none.copy()
    both[1, 0, 2] = both[1, 2, 0] = True
    with pytest.raises(SolverError, match="party 1: states 0 and 2 are better in both directions"):
        solve_partial(game, both, none)
    one_way = none.copy()
    one_way[0, 1, 2] = True
    with pytest.raises(SolverError, match="unknown in one direction only"):
        solve_partial(game, none, one_way)
    with pytest.raises(SolverError, match="both better and unknown"):
        solve_partial(game, one_way, one_way | one_way.transpose(0, 2, 1))
    with pytest.raises(SolverError, match="say a, b, c or d"):
        solve_partial(game, none, none, "e")
    with pytest.raises(SolverError, match="shape"):
        solve_partial(game, none[:1], none)


def test_no_sentence_is_made_up_where_the_order_is_not_complete():
    states = np.array([[0], [1]], dtype=bool)
    game = Game(("a",), (0,), 1, (), states, np.zeros((1, 2), dtype=int))
    found = solve_partial(game, np.zeros((1, 2, 2), dtype=bool), ~np.eye(2, dtype=bool)[None])
    with pytest.raises(SolverError, match="sentences need a complete order"):
        found.why(0, 0, "nash")
