"""Krippendorff's alpha: the examples in print, a definition written out pair by pair, and what must hold of it."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import SolverError
from talleyrand.solvers.reliability import MISSING, nominal_alpha

# Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania,
# https://repository.upenn.edu/asc_papers/43: A (two values, two observers), B (nominal, two observers) and
# C (nominal, four observers, values missing), as in Krippendorff (2019), chapter 12.
_ = MISSING
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
NOMINAL = [["abcde".index(c) for c in row] for row in ("aabbdcccedda", "babbbccceddd")]
MISSED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]


@pytest.mark.parametrize(("ratings", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSED, 0.743)])
def test_the_examples_in_print(ratings, alpha):
    assert nominal_alpha(ratings).alpha == pytest.approx(alpha, abs=0.0005)


def test_what_the_printed_example_with_missing_values_counts():
    found = nominal_alpha(MISSED)
    # The twelfth unit has one value only: it cannot be compared.
    assert (found.units, found.values) == (11, 40)


def brute(ratings):
    """Alpha by the definition in words: every ordered pair of values, within units and among all of them."""
    units = [[v for v in column if v != MISSING] for column in zip(*ratings, strict=True)]
    units = [u for u in units if len(u) >= 2]
    values = [v for u in units for v in u]
    if not values:
        return None
    within = sum(sum(a != b for a, b in permutations(u, 2)) / (len(u) - 1) for u in units) / len(values)
    among = sum(a != b for a, b in permutations(values, 2)) / (len(values) * (len(values) - 1))
    return 1 - within / among if among else None


TABLES = (
    st.integers(2, 4)
    .flatmap(
        lambda raters: st.lists(st.lists(st.integers(-1, 3), min_size=raters, max_size=raters), min_size=1, max_size=12)
    )
    .map(lambda columns: [list(row) for row in zip(*columns, strict=True)])
)


@given(TABLES)
def test_it_is_the_definition_pair_by_pair(ratings):
    expected = brute(ratings)
    found = nominal_alpha(ratings).alpha
    assert found is None if expected is None else found == pytest.approx(expected)


@given(TABLES, st.permutations(range(4)), st.randoms())
def test_names_of_values_and_order_of_raters_and_units_do_not_matter(ratings, names, order):
    renamed = [[v if v == MISSING else names[v] for v in row] for row in ratings]
    columns = list(zip(*renamed, strict=True))
    order.shuffle(columns)
    shuffled = [list(row) for row in zip(*columns, strict=True)]
    order.shuffle(shuffled)
    one, other = nominal_alpha(ratings).alpha, nominal_alpha(shuffled).alpha
    assert one == other or one == pytest.approx(other)


def test_full_agreement_is_one_and_one_value_for_everything_is_not_defined():
    assert nominal_alpha([[0, 1, 2], [0, 1, 2]]).alpha == 1
    assert nominal_alpha([[0, 0, 0], [0, 0, 0]]).alpha is None
    assert nominal_alpha([[0, MISSING], [MISSING, 1]]).alpha is None
    assert nominal_alpha(np.empty((2, 0), dtype=int)).units == 0


def test_the_interval_holds_alpha_follows_the_seed_and_narrows_with_more_units():
    one = nominal_alpha(MISSED, resamples=2000, seed=1)
    assert one == nominal_alpha(MISSED, resamples=2000, seed=1)
    assert one.interval[0] <= one.alpha <= one.interval[1] <= 1
    many = nominal_alpha(np.tile(MISSED, 20), resamples=2000, seed=1)
    assert many.interval[1] - many.interval[0] < (one.interval[1] - one.interval[0]) / 2
    assert nominal_alpha([[0, 1, 2], [0, 1, 2]], resamples=50).interval == (0, 1)


@pytest.mark.parametrize(
    ("ratings", "more"),
    [([0, 1], {}), ([[0.5, 1]], {}), ([[-2, 1], [0, 1]], {}), (BINARY, {"resamples": -1}), (BINARY, {"level": 1})],
)
def test_what_cannot_be_rated_is_refused(ratings, more):
    with pytest.raises(SolverError):
        nominal_alpha(ratings, **more)
