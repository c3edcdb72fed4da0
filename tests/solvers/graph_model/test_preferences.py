"""Ranks from statements, weights, values and orders."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import InputError, SolverError
from talleyrand.solvers.graph_model import (
    feasible_states,
    rank_by_order,
    rank_by_priority,
    rank_by_values,
    rank_by_weights,
)
from talleyrand.solvers.graph_model.states import truth_of

OPTIONS = ["a", "b", "c", "d"]
STATES = feasible_states(OPTIONS)
STATEMENTS = ["a", "not b", "c if d", "a iff c", "at most 1 of (a, b, c)", "b xor d", "not (a and d)"]


def order_of(ranks):
    return [[int(np.sign(one - other)) for other in ranks.tolist()] for one in ranks.tolist()]


@given(st.lists(st.sampled_from(STATEMENTS), max_size=150))
def test_priority_compares_by_the_first_statement_that_differs(statements):
    rows = [
        tuple(row) for row in np.array([truth_of(s, STATES, OPTIONS) for s in statements]).reshape(-1, 16).T.tolist()
    ]
    expected = [[(one > other) - (one < other) for other in rows] for one in rows]
    assert order_of(rank_by_priority(STATES, OPTIONS, statements)) == expected


def test_a_thousand_statements_are_exact():
    # Nine hundred and ninety-nine that never differ, before the one that does.
    ranks = rank_by_priority(STATES, OPTIONS, ["a or not a"] * 999 + ["b"])
    assert ranks.tolist() == STATES[:, 1].astype(int).tolist()


@given(st.lists(st.tuples(st.sampled_from(STATEMENTS), st.fractions(max_denominator=10**6)), max_size=8))
def test_weights_are_summed_exactly(weighted):
    sums = [
        sum((w for s, w in weighted if truth_of(s, STATES, OPTIONS)[n]), start=Fraction(0)) for n in range(len(STATES))
    ]
    expected = [[(one > other) - (one < other) for other in sums] for one in sums]
    assert order_of(rank_by_weights(STATES, OPTIONS, weighted)) == expected


def test_huge_weights_do_not_overflow():
    ranks = rank_by_weights(STATES[:4], OPTIONS, [("a", 10**30), ("b", 10**30 + 1)])
    assert ranks.tolist() == [0, 1, 2, 3]


def test_a_weight_that_is_no_number_is_refused():
    with pytest.raises(SolverError, match='weight "nan"'):
        rank_by_weights(STATES, OPTIONS, [("a", float("nan"))])


@given(st.lists(st.floats(allow_nan=False), min_size=1, max_size=12))
def test_values_keep_their_order_and_ties(values):
    ranks = rank_by_values(values)
    assert order_of(ranks) == [[(one > other) - (one < other) for other in values] for one in values]
    assert sorted(set(ranks.tolist())) == list(range(len(set(ranks.tolist()))))


def test_a_missing_value_names_its_state():
    with pytest.raises(SolverError, match="state 2 is not a number"):
        rank_by_values([1.0, float("nan")])


@pytest.mark.parametrize(
    ("tiers", "words"), [([0, 1, 0], "ranked twice"), ([0, 5], "does not exist"), ([0, (1,)], "without a place.* 2")]
)
def test_an_order_must_hold_every_state_once(tiers, words):
    with pytest.raises(SolverError, match=words):
        rank_by_order(tiers, 3)


def test_an_unknown_option_in_a_statement_is_placed():
    with pytest.raises(InputError, match='1: no option is called "e"'):
        rank_by_priority(STATES, OPTIONS, ["e"])


def test_every_order_of_three_states_comes_back():
    for order in itertools.permutations(range(3)):
        assert np.argsort(-rank_by_order(order, 3)).tolist() == list(order)
