from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from talleyrand.errors import TooLargeError
from talleyrand.solvers.seat import losses
from talleyrand.solvers.seat_subsets import seat_shapley, subset_losses, subset_settlements, subsets
from talleyrand.solvers.settlement import METHODS
from tests.support.tables import plain_loss, plain_table, random_table


@pytest.mark.parametrize("method", METHODS)
def test_every_subset_against_a_plain_loop(method):
    generator = np.random.default_rng(1)
    for _ in range(130):  # 16 tables each
        table = random_table(generator, 4, 3, holes=0.3)
        settlements = subset_settlements(*table.parts, method=method)
        found = subset_losses(*table.parts, method=method)
        for t, members in enumerate(subsets(4)):
            outcome = plain_table(table, list(members), method)
            assert_allclose(settlements[t], outcome, atol=1e-9)
            assert_allclose(found[:, t], [plain_loss(table, j, outcome) for j in range(4)], atol=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_shapley_value_over_all_orders_of_arrival(method):
    generator = np.random.default_rng(2)
    for _ in range(10):
        table = random_table(generator, 4, 2, holes=0.2)
        expected = np.zeros((4, 4))
        for order in permutations(range(4)):
            seats = [False] * 4
            before = plain_table(table, seats, method)
            for j in order:
                seats[j] = True
                after = plain_table(table, seats, method)
                for i in range(4):
                    expected[i, j] += (plain_loss(table, i, before) - plain_loss(table, i, after)) / 24
                before = after
        found = seat_shapley(*table.parts, method=method)
        assert_allclose(found.phi, expected, atol=1e-9)
        assert found.exact


@given(st.integers(0, 10_000), st.integers(1, 6), st.sampled_from(METHODS))
def test_rows_sum_to_what_the_full_table_brings(seed, n, method):
    table = random_table(np.random.default_rng(seed), n, 3, holes=0.2)
    found = seat_shapley(*table.parts, method=method)
    full = np.array(plain_table(table, [True] * n, method))
    gain = losses(table.reversion, table.positions, table.salience) - losses(full, table.positions, table.salience)
    assert_allclose(found.phi.sum(axis=1), gain, atol=1e-9)


@given(st.integers(0, 10_000), st.sampled_from(METHODS))
def test_a_null_seat_brings_nobody_anything_and_twins_bring_the_same(seed, method):
    table = random_table(np.random.default_rng(seed), 5, 2)
    table.capability[0] = 0.0
    for part in (table.positions, table.capability, table.salience):
        part[2] = part[1]
    found = seat_shapley(*table.parts, method=method)
    assert_allclose(found.phi[:, 0], 0.0, atol=1e-9)
    assert_allclose(found.phi[:, 1], found.phi[:, 2], atol=1e-9)


def test_draws_are_worked_as_one_by_one():
    table = random_table(np.random.default_rng(3), 4, 2, draws=(2, 3))
    found = seat_shapley(*table.parts)
    assert found.phi.shape == (2, 3, 4, 4)
    assert_allclose(found.phi[1, 2], seat_shapley(*(part[1, 2] for part in table.parts)).phi)


@pytest.mark.parametrize("method", METHODS)
def test_past_twelve_parties_orders_are_sampled_with_their_error(method, monkeypatch):
    table = random_table(np.random.default_rng(4), 6, 2)
    exact = seat_shapley(*table.parts, method=method)
    monkeypatch.setattr("talleyrand.solvers.seat_subsets.EXACT_LIMIT", 5)
    found = seat_shapley(*table.parts, method=method, orders=4000, seed=7)
    assert not found.exact
    assert found.orders == 4000
    assert (np.abs(found.phi - exact.phi) <= 5 * found.standard_error + 1e-9).all()
    # Every order fills the whole table, so that rows still sum exactly.
    assert_allclose(found.phi.sum(axis=1), exact.phi.sum(axis=1), atol=1e-9)


def test_too_many_parties_for_all_subsets_are_refused_and_sampled():
    table = random_table(np.random.default_rng(5), 25, 1)
    with pytest.raises(TooLargeError, match="up to 24"):
        subset_losses(*table.parts)
    assert seat_shapley(*table.parts, orders=10).phi.shape == (25, 25)
