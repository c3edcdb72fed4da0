import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import SolverError, TooLargeError
from talleyrand.solvers.sampling import draw

DESIGNS = ("sobol", "latin hypercube")


@given(st.integers(1, 200), st.integers(0, 1000), st.sampled_from(DESIGNS))
def test_every_draw_lies_within_its_range_and_the_seed_decides(n, seed, design):
    value, low, high = [5.0, -1.0, 3.0], [0.0, -2.0, 3.0], [10.0, 0.0, 3.0]
    found = draw(value, low, high, n, seed=seed, design=design)
    assert found.inputs.shape == (n, 3)
    assert ((found.inputs >= low) & (found.inputs <= high)).all()
    assert (found.inputs == draw(value, low, high, n, seed=seed, design=design).inputs).all()


@pytest.mark.parametrize("design", DESIGNS)
def test_draws_fill_the_ranges_more_evenly_than_chance(design):
    found = draw([0.5] * 4, [0.0] * 4, [1.0] * 4, 256, seed=3, design=design)
    cells = np.sort((found.inputs * 256).astype(int), axis=0)
    assert (cells == np.arange(256)[:, None]).all()  # one in each of 256 strata, in every input
    assert found.design == design


def test_fixed_inputs_stay_at_their_value_and_change_nothing_else():
    free = draw([1.0, 5.0, 7.0], [0, 0, 7], [2, 10, 7], 8, seed=1, fixed=[False, True, False])
    assert free.varied.tolist() == [True, False, False]
    assert (free.inputs[:, 1] == 5.0).all()
    assert (free.inputs[:, 0] == draw([1.0], [0], [2], 8, seed=1).inputs[:, 0]).all()


def test_other_seeds_give_other_draws():
    assert (draw([1.0], [0], [2], 8, seed=1).inputs != draw([1.0], [0], [2], 8, seed=2).inputs).any()


def test_nothing_to_vary_is_no_trouble():
    assert draw([1.0], [1.0], [1.0], 3, seed=0).inputs.tolist() == [[1.0]] * 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (([5.0], [6.0], [7.0], 4), "input 0: 5 is outside its range 6 to 7"),
        (([5.0], [0.0], [float("inf")], 4), "outside its range"),
        (([5.0], [0.0], [7.0, 8.0], 4), "one row each"),
        (([5.0], [0.0], [7.0], 0), "at least 1"),
    ],
)
def test_refuses_what_makes_no_sense(arguments, told):
    with pytest.raises(SolverError, match=told):
        draw(*arguments, seed=0)
    with pytest.raises(SolverError, match="no design"):
        draw([1.0], [0], [2], 4, seed=0, design="grid")
    with pytest.raises(SolverError, match="one mark an input"):
        draw([1.0], [0], [2], 4, seed=0, fixed=[True, False])


def test_sobol_ends_where_its_direction_numbers_do():
    many = np.full(21202, 0.5)
    with pytest.raises(TooLargeError, match="Latin hypercube"):
        draw(many, many - 0.5, many + 0.5, 1, seed=0)
