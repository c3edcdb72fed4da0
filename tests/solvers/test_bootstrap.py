"""Intervals by resampling groups, where the right answer is known."""

import numpy as np
import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.bootstrap import mean_intervals


def test_near_the_normal_interval_for_many_single_cases():
    values = np.random.default_rng(1).normal(5, 2, 400)
    ((low, high),) = mean_intervals([values], np.arange(400), seed=3)
    half = 1.96 * values.std() / 20
    assert low == pytest.approx(values.mean() - half, abs=0.05 * half * 2)
    assert high == pytest.approx(values.mean() + half, abs=0.05 * half * 2)


def test_cases_that_go_together_count_as_one():
    values = np.repeat(np.random.default_rng(1).normal(0, 1, 50), 8)
    ((low, high),) = mean_intervals([values], np.repeat(np.arange(50), 8), seed=3)
    ((narrow_low, narrow_high),) = mean_intervals([values], np.arange(400), seed=3)
    assert (high - low) / (narrow_high - narrow_low) == pytest.approx(np.sqrt(8), rel=0.15)


def test_rows_see_the_same_resamples():
    first = np.random.default_rng(1).normal(0, 1, 60)
    rows = mean_intervals([first, first + 2, -first], np.arange(60), seed=5)
    np.testing.assert_allclose(rows[1], rows[0] + 2)
    np.testing.assert_allclose(rows[2], -rows[0][::-1])


def test_a_function_of_its_seed_and_not_of_labels():
    values, groups = np.random.default_rng(2).normal(0, 1, (2, 30)), np.repeat(np.arange(10), 3)
    once = mean_intervals(values, groups, seed=1, resamples=500)
    assert (once == mean_intervals(values, [f"g{n}" for n in groups], seed=1, resamples=500)).all()
    assert (once != mean_intervals(values, groups, seed=2, resamples=500)).any()


def test_groups_of_different_size_weigh_by_their_cases():
    rows = mean_intervals([[0.0, 0.0, 0.0, 4.0]], [0, 0, 0, 1], seed=1)
    assert rows.tolist() == [[0.0, 4.0]]


@pytest.mark.parametrize("arguments", [([[1.0, 2.0]], [0]), ([1.0], [0]), ([[]], [])])
def test_shapes_that_do_not_fit_are_refused(arguments):
    with pytest.raises(SolverError):
        mean_intervals(*arguments, seed=1)
