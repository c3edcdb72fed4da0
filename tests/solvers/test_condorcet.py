import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from talleyrand.errors import SolverError
from talleyrand.solvers.condorcet import election
from tests.support import plain_spatial as plain


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 10**6))
def test_against_loops(n_voters, n, seed):
    generator = np.random.default_rng(seed)
    utilities, weights = generator.integers(0, 5, (n_voters, n)) / 4, generator.integers(0, 4, n_voters) * 1.0
    running = np.flatnonzero(generator.random(n) < 0.7).tolist()
    found = election(utilities, weights, np.isin(np.arange(n), running)).chances
    if not running:
        assert np.isnan(found).all()
        return
    expected = plain.election(utilities.tolist(), weights.tolist(), running)
    assert_allclose(found, [expected.get(a, 0.0) for a in range(n)], atol=1e-12)
    assert found.sum() == pytest.approx(1)


def test_what_all_find_alike_draws():
    assert_allclose(election([[0.5, 0.5], [0.2, 0.2]], [1, 5]).chances, 0.5)


def test_what_everybody_prefers_is_as_good_as_sure():
    assert election([[1.0, 0.0], [1.0, 0.0]], [1, 1]).chances[0] > 1 - 1e-8


def test_draws_are_worked_out_as_one_by_one():
    generator = np.random.default_rng(1)
    utilities, weights = generator.random((4, 3, 5)), generator.random((4, 3))
    found = election(utilities, weights)
    for d in range(4):
        assert_allclose(found.chances[d], election(utilities[d], weights[d]).chances)
        assert_allclose(found.beats[d] + found.beats[d].T, 1.0)


@pytest.mark.parametrize(
    ("utilities", "weights"), [([1.0, 2.0], [1, 1]), ([[1.0, np.nan]], [1]), ([[1.0, 0.0]], [-1]), ([[1.0]], [1, 1])]
)
def test_refuses_what_is_no_election(utilities, weights):
    with pytest.raises(SolverError):
        election(utilities, weights)
