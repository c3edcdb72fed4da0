"""Feasible states, and games that make no sense."""

import itertools

import numpy as np
import pytest

from talleyrand.errors import InfeasibleError, InputError, SolverError, TooLargeError
from talleyrand.solvers.graph_model import Game, feasible_states, solve, states_from_strings
from talleyrand.solvers.graph_model.cube import Cube

TWO = states_from_strings(["NN", "YN", "NY", "YY"])
RANKS = np.zeros((2, 4), dtype=int)


def test_rules_leave_what_they_do_not_exclude():
    states = feasible_states(["a", "b", "c"], infeasible=["a and b"], required=["a or c", "at most 2 of (a, b, c)"])
    expected = [
        (a, b, c)
        for c, b, a in itertools.product([False, True], repeat=3)
        if not (a and b) and (a or c) and a + b + c <= 2
    ]
    assert [tuple(row) for row in states.tolist()] == expected


def test_rules_that_contradict_are_named():
    with pytest.raises(InfeasibleError, match="never a; always a and b"):
        feasible_states(["a", "b"], infeasible=["a"], required=["a and b"])


def test_a_rule_with_an_unknown_option_is_refused_with_its_place():
    with pytest.raises(InputError, match='7: no option is called "bb"'):
        feasible_states(["a", "b"], infeasible=["a and bb"])


def test_too_many_combinations_are_refused_before_the_work():
    with pytest.raises(TooLargeError, match=r"1,073,741,824 combinations; up to 26 options"):
        feasible_states([f"o{number}" for number in range(30)])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"owners": (0, 2)}, 'option "b" is owned by nobody'),
        ({"owners": (0,)}, "as many owners"),
        ({"options": ("a", "a")}, "named twice: a"),
        ({"directions": ("both", "onn")}, 'cannot move "onn"; did you mean "on"'),
        ({"states": TWO[:, :1]}, r"shape \(n_states, 2\)"),
        ({"states": TWO[[0, 1, 1, 2]]}, "states 2 and 3 are the same"),
        ({"states": np.array([[0, 0], [1, 2], [0, 1], [1, 1]])}, "true or false"),
        ({"ranks": RANKS[:1]}, r"shape \(2, 4\)"),
        ({"ranks": RANKS + 0.5}, "must be integers"),
    ],
)
def test_a_game_that_does_not_fit_together_is_refused(change, words):
    parts = {"options": ("a", "b"), "owners": (0, 1), "n_parties": 2, "directions": (), "states": TWO, "ranks": RANKS}
    with pytest.raises(SolverError, match=words):
        Game(**parts | change)


def test_a_game_without_states_is_infeasible():
    with pytest.raises(InfeasibleError):
        Game(("a",), (0,), 1, (), np.zeros((0, 1), dtype=bool), np.zeros((1, 0), dtype=int))


def test_inputs_are_read_only_views_and_never_changed():
    states, ranks = TWO.copy(), RANKS.copy()
    game = Game(("a", "b"), (0, 1), 2, (), states, ranks)
    solve(game)
    assert np.array_equal(states, TWO)
    assert np.array_equal(ranks, RANKS)
    with pytest.raises(ValueError, match="read-only"):
        game.states[0, 0] = True


def test_find_and_taken_are_each_others_inverse():
    game = Game(("a", "b"), (0, 1), 2, (), TWO[:3], RANKS[:, :3])
    assert [game.find(game.taken(state)) for state in range(3)] == [0, 1, 2]
    with pytest.raises(SolverError, match="not feasible"):
        game.find(["a", "b"])
    with pytest.raises(SolverError, match="no option is called"):
        game.find(["c"])


def test_few_states_among_very_many_combinations_are_solved_as_lists():
    rng = np.random.default_rng(0)
    states = np.unique(rng.random((200, 40)) < 0.5, axis=0)
    ranks = rng.integers(0, 50, size=(3, len(states)))
    game = Game(tuple(f"o{n}" for n in range(40)), tuple(n % 3 for n in range(40)), 3, (), states, ranks)
    assert not Cube.fits(game)
    assert solve(game).equilibria["nash"].all()  # no two states differ in one party's options only
