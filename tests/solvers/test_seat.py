import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from talleyrand.errors import SolverError
from talleyrand.solvers.seat import losses, seat_value
from talleyrand.solvers.settlement import METHODS
from tests.support.tables import plain_loss, plain_table, random_table


@pytest.mark.parametrize("method", METHODS)
def test_against_a_plain_loop(method):
    generator = np.random.default_rng(1)
    for _ in range(1000):
        n = int(generator.integers(2, 5))
        table = random_table(generator, n, 3, holes=0.2)
        seated = list(generator.random(n) < 0.6)
        sigma, gamma = generator.random(n), generator.random((n, n))
        found = seat_value(*table.parts, seated, method=method, sigma=sigma, gamma=gamma)
        for i in range(n):
            with_i = plain_table(table, [s or j == i for j, s in enumerate(seated)], method)
            without = plain_table(table, [s and j != i for j, s in enumerate(seated)], method)
            assert_allclose(found.seated[i], with_i, atol=1e-9)
            change = [plain_loss(table, j, with_i) - plain_loss(table, j, without) for j in range(n)]
            assert found.worth[i] == pytest.approx(sigma[i] - change[i], abs=1e-9)
            for j in set(range(n)) - {i}:
                assert found.cost[i, j] == pytest.approx(change[j] + gamma[i, j], abs=1e-9)


def test_a_seat_is_worth_its_status_to_one_that_holds_no_position():
    found = seat_value([[0.0], [60.0], [np.nan]], [1, 1, 1], [[1.0]] * 3, [100.0], [True, True, False], sigma=[0, 0, 3])
    assert found.worth[2] == 3.0
    assert found.cost[2, :2].tolist() == [0.0, 0.0]


def test_who_sits_is_told_what_the_chair_brings():
    # Without the first, the second settles alone at 60; with it they meet at 30.
    found = seat_value([[0.0], [60.0]], [1, 1], [[1.0], [1.0]], [100.0], [True, True])
    assert found.without[0].tolist() == [60.0]
    assert found.worth.tolist() == [30.0, 30.0]
    assert found.cost[0, 1] == 30.0


def test_an_empty_table_stands_at_the_reversion_point():
    found = seat_value([[0.0], [60.0]], [1, 1], [[1.0], [1.0]], [100.0], [False, False])
    assert found.without.tolist() == [[100.0], [100.0]]
    assert found.worth.tolist() == [100.0, 40.0]


@given(st.integers(0, 10_000), st.sampled_from(METHODS))
def test_a_seat_without_weight_changes_nothing(seed, method):
    table = random_table(np.random.default_rng(seed), 4, 3)
    capability = table.capability.copy()
    capability[3] = 0.0
    found = seat_value(
        table.positions, capability, table.salience, table.reversion, [True, True, True, False], method=method
    )
    assert_allclose(found.effect[3], 0.0, atol=1e-12)


@given(st.integers(0, 10_000), st.sampled_from(METHODS))
def test_an_outsider_never_loses_on_an_issue_by_its_own_pull(seed, method):
    table = random_table(np.random.default_rng(seed), 4, 3)
    found = seat_value(*table.parts, [True, True, True, False], method=method)
    assert (found.by_issue[3, 3] <= 1e-9).all()


def test_draws_and_their_parts_agree():
    table = random_table(np.random.default_rng(4), 5, 3, draws=(6,), holes=0.2)
    found = seat_value(*table.parts, [True, True, True, False, False])
    assert found.by_issue.shape == (6, 5, 5, 3)
    one = seat_value(*(part[2] for part in table.parts), [True, True, True, False, False])
    assert_allclose(found.worth[2], one.worth)
    assert_allclose(found.by_issue.sum(axis=-1), found.effect)
    assert_allclose(
        losses(found.seated[:, 4], table.positions, table.salience)
        - losses(found.without[:, 4], table.positions, table.salience),
        found.effect[:, 4],
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reversion": [np.nan]}, "reversion must be finite"),
        ({"seated": [True]}, "seated"),
        ({"seated": [[True, True]]}, "same in all draws"),
        ({"sigma": [-1, 0]}, "sigma"),
        ({"gamma": [1, 0]}, "gamma"),
    ],
)
def test_refuses_what_makes_no_sense(change, told):
    given_ = {"reversion": [1.0], "seated": [True, False]} | change
    with pytest.raises(SolverError, match=told):
        seat_value([[0.0], [1.0]], [1, 1], [[1.0], [1.0]], **given_)
