import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import ks_2samp

from talleyrand.errors import SolverError
from talleyrand.solvers.flips import flip_points, rank_flips
from talleyrand.solvers.sampling import draw


def test_the_deciding_input_comes_first_and_the_idle_one_stays_in_the_noise():
    drawn = draw([0.5] * 3, [0.0] * 3, [1.0] * 3, 1024, seed=1).inputs
    found = rank_flips(drawn, drawn[:, 1] + 0.2 * drawn[:, 2] > 0.5)
    assert found.order.tolist() == [1, 2, 0]
    assert found.distance[0] < found.noise < found.distance[2]
    assert found.difference[1] > 0


def test_distances_are_those_of_the_two_sample_test():
    generator = np.random.default_rng(2)
    drawn, holds = generator.integers(0, 9, (300, 4)).astype(float), generator.random(300) < 0.3
    found = rank_flips(drawn, holds)
    assert_allclose(found.distance, [ks_2samp(drawn[holds, k], drawn[~holds, k]).statistic for k in range(4)])


def test_a_claim_that_always_holds_is_flipped_by_nothing():
    found = rank_flips(np.ones((4, 2)), [True] * 4)
    assert np.isnan(found.distance).all()
    assert np.isnan(found.noise)


def test_fixed_inputs_separate_nothing():
    found = rank_flips([[1.0, 5.0], [2.0, 5.0]], [True, False])
    assert found.distance.tolist() == [1.0, 0.0]
    assert found.difference.tolist() == [-1.0, 0.0]


def test_the_flip_point_is_where_the_claim_turns():
    def claim(rows):
        return rows[:, 0] - 2 * rows[:, 1] > 1.0

    found = flip_points(claim, [5.0, 1.0, 3.0], [0.0, 0.0, 0.0], [10.0, 4.0, 9.0])
    assert found.holds
    assert found.alone.tolist() == [True, True, False]
    assert_allclose(found.point[:2], [3.0, 2.0], atol=1e-6)
    assert_allclose(found.share[:2], [0.4, 1 / 3], atol=1e-6)
    assert not claim(np.array([[found.point[0], 1.0, 3.0], [5.0, found.point[1], 3.0]])).any()


def test_the_nearer_of_two_sides_is_told():
    found = flip_points(lambda rows: np.abs(rows[:, 0] - 5.0) < 3.0, [6.0], [0.0], [10.0])
    assert_allclose(found.point, [8.0], atol=1e-6)
    found = flip_points(lambda rows: np.abs(rows[:, 0] - 5.0) < 3.0, [3.0], [0.0], [10.0])
    assert_allclose(found.point, [2.0], atol=1e-6)


def test_a_claim_that_fails_at_the_values_can_flip_to_hold():
    found = flip_points(lambda rows: rows[:, 0] > 7.0, [5.0], [0.0], [10.0])
    assert not found.holds
    assert_allclose(found.point, [7.0], atol=1e-6)


def test_refuses_what_does_not_fit():
    with pytest.raises(SolverError, match="number of draws"):
        rank_flips([[1.0]], [True, False])
    with pytest.raises(SolverError, match="one answer a row"):
        flip_points(lambda rows: True, [1.0], [0.0], [2.0])
    with pytest.raises(SolverError, match="same length"):
        flip_points(lambda rows: rows[:, 0] > 0, [1.0], [0.0, 1.0], [2.0])
