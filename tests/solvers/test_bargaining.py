import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from talleyrand.errors import SolverError
from talleyrand.solvers.bargaining import bargaining_solutions

NAMES = ("nash", "kalai_smorodinsky", "egalitarian")


def frontier(seed, n=3, m=30):
    generator = np.random.default_rng(seed)
    return generator.uniform(-1, 10, (m, n)), generator.uniform(0, 2, n)


def test_bill_and_jack_of_nash_1950():
    # Nash, Econometrica 18 (1950), section on the barter of Bill and Jack: book, whip, ball, bat, box are Bill's,
    # pen, toy, knife, hat Jack's. Bill gives book, whip, ball and bat for pen, toy and knife: gains 12 and 5.
    bill, jack = [2, 2, 2, 2, 4, 10, 4, 6, 2], [4, 2, 1, 2, 1, 1, 1, 2, 2]
    to_jack = [[bool(k >> good & 1) for good in range(9)] for k in range(512)]
    utilities = [
        [
            sum(worth for worth, gone in zip(bill, deal, strict=True) if not gone),
            sum(worth for worth, got in zip(jack, deal, strict=True) if got),
        ]
        for deal in to_jack
    ]
    found = bargaining_solutions(utilities, [12, 6])
    at = int(found.nash)
    assert to_jack[at] == [True, True, True, True, False, False, False, False, True]
    assert found.gains[at].tolist() == [12.0, 5.0]


def test_the_three_by_hand():
    # Gains (1, 9), (4, 4), (3, 6): products 9, 16, 18; shares of (4, 9): .25, .44, .67; smallest 1, 4, 3.
    found = bargaining_solutions([[1.0, 9.0], [4.0, 4.0], [3.0, 6.0]], [0.0, 0.0])
    assert (int(found.nash), int(found.kalai_smorodinsky), int(found.egalitarian)) == (2, 2, 1)


def test_no_agreement_where_somebody_always_loses():
    found = bargaining_solutions([[5.0, -1.0], [-1.0, 5.0]], [0.0, 0.0])
    assert [int(getattr(found, name)) for name in NAMES] == [-1, -1, -1]
    assert not found.rational.any()


@given(st.integers(0, 10_000))
def test_what_each_picks_is_rational_and_pareto_optimal(seed):
    utilities, apart = frontier(seed)
    found = bargaining_solutions(utilities, apart)
    for name in NAMES:
        at = int(getattr(found, name))
        if at < 0:
            assert not (utilities >= apart).all(axis=1).any()
            continue
        assert (utilities[at] >= apart).all()
        assert not ((utilities >= utilities[at]).all(axis=1) & (utilities > utilities[at]).any(axis=1)).any()


@given(st.integers(0, 10_000), st.lists(st.floats(0.1, 10), min_size=3, max_size=3), st.floats(-5, 5))
def test_units_do_not_matter_but_to_the_egalitarian(seed, units, shift):
    utilities, apart = frontier(seed)
    plain = bargaining_solutions(utilities, apart)
    other = bargaining_solutions(utilities * units + shift, apart * units + shift)
    assert int(plain.nash) == int(other.nash)
    assert int(plain.kalai_smorodinsky) == int(other.kalai_smorodinsky)


@given(st.integers(0, 10_000))
def test_turning_parties_round_turns_the_answer_round(seed):
    utilities, apart = frontier(seed)
    plain, turned = bargaining_solutions(utilities, apart), bargaining_solutions(utilities[:, ::-1], apart[::-1])
    for name in NAMES:
        assert int(getattr(plain, name)) == int(getattr(turned, name))


def test_draws_are_solved_as_one_by_one():
    utilities = np.stack([frontier(seed)[0] for seed in range(20)])
    apart = np.stack([frontier(seed)[1] for seed in range(20)])
    found = bargaining_solutions(utilities, apart)
    for name in NAMES:
        alone = [int(getattr(bargaining_solutions(utilities[d], apart[d]), name)) for d in range(20)]
        assert_array_equal(getattr(found, name), alone)


@pytest.mark.parametrize(("utilities", "apart"), [([1.0], [0.0]), ([[1.0]], [0.0, 0.0]), ([[np.nan]], [0.0])])
def test_refuses_what_makes_no_sense(utilities, apart):
    with pytest.raises(SolverError):
        bargaining_solutions(utilities, apart)
