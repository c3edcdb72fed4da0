"""Strength, conditional moves, parties more or less, and hypergames, against their definitions."""

import numpy as np
import pytest

from talleyrand.errors import InfeasibleError, SolverError
from talleyrand.solvers.graph_model import (
    CONCEPTS,
    Condition,
    Game,
    Perception,
    conditional_moves,
    decode,
    solve,
    solve_conditional,
    solve_hypergame,
    solve_strength,
    strong_by_gap,
    what_changes,
    with_party,
    without_party,
)
from tests.support.graph_model_variants_brute import CHECKS, mismatches

GAME = Game(("a", "b"), (0, 1), 2, (), decode(np.arange(4), 2), np.array([[2, 1, 4, 3], [2, 4, 1, 3]]))


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("seed", range(25))
def test_agrees_with_the_definitions(check, seed):
    assert mismatches(check, 70_000 + seed) == []


def test_strong_stability_implies_stability_and_a_small_gap_makes_all_of_it_strong_but_ties():
    for gap in (1, 2, 3):
        found = solve_strength(GAME, np.stack([strong_by_gap(row, gap) for row in GAME.ranks]))
        for concept in found.concepts:
            assert (found.strongly[concept] <= found.stable[concept]).all()
            assert np.array_equal(found.stable[concept], solve(GAME, [concept]).stable[concept])
            assert (found.strong_equilibria[concept] <= found.equilibria[concept]).all()


def test_without_conditions_conditional_moves_are_the_plain_ones():
    found, plain = solve_conditional(GAME, []), solve(GAME)
    for concept in CONCEPTS:
        assert np.array_equal(found.stable[concept], plain.stable[concept])


def test_the_order_of_moves_matters_under_conditions():
    # b may be taken only once a is: from {} party 1 cannot, from {a} it can.
    moves = conditional_moves(GAME, [Condition("b", "a", "on")])
    assert list(zip(*(part.tolist() for part in moves[1].pairs()), strict=True)) == [(1, 3), (2, 0), (3, 1)]


def test_a_party_that_nobody_minds_and_that_cannot_act_changes_nothing():
    larger = with_party(GAME, [], lambda states, _: np.zeros(len(states), dtype=int))
    change = what_changes(GAME, larger)
    assert not any(change.lost[c] or change.gained[c] for c in ("nash", "gmr", "smr", "seq"))
    assert without_party(larger, 2, 0).game.ranks.tolist() == GAME.ranks.tolist()


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (lambda: solve_strength(GAME, np.ones((2, 4, 4), dtype=bool)), "does not rank it higher"),
        (lambda: solve_strength(GAME, np.ones((1, 4, 4), dtype=bool)), "shape"),
        (lambda: solve_strength(GAME, np.zeros((2, 4, 4)), ["sim"]), "no concept with strength"),
        (lambda: strong_by_gap([0, 1], 0), "positive number"),
        (lambda: solve_conditional(GAME, [Condition("c", "a")]), 'no option is called "c"'),
        (lambda: solve_conditional(GAME, [Condition("a", "b", "up")]), "say both, on or off"),
        (lambda: solve_conditional(GAME, [], ["nosh"]), 'did you mean "nash"'),
        (lambda: without_party(GAME, 2, 0), "there are 2 parties"),
        (lambda: without_party(without_party(GAME, 1, 0).game, 0, 0), "no conflict left"),
        (lambda: what_changes(GAME, without_party(GAME, 1, 0).game), "lacks options of the smaller one: b"),
        (lambda: solve_hypergame(GAME, {0: Perception(("a",))}, 0), "must know of it"),
        (lambda: solve_hypergame(GAME, {0: Perception(("c",))}, 0), 'no option is called "c"'),
        (lambda: solve_hypergame(GAME, {2: Perception()}, 0), "parties are 0 to 1"),
        (lambda: solve_hypergame(GAME, {}, 4), "states are 0 to 3"),
        (lambda: solve_hypergame(GAME, {0: Perception((), [[0]])}, 0), "shape"),
    ],
)
def test_what_makes_no_sense_is_refused(work, words):
    with pytest.raises(SolverError, match=words):
        work()


def test_rules_of_a_new_party_that_leave_nothing_are_refused():
    with pytest.raises(InfeasibleError, match="loosen them"):
        with_party(GAME, ["c"], lambda states, _: np.zeros(len(states), dtype=int), infeasible=["c", "not c"])
