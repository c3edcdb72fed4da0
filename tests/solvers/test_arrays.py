import numpy as np
import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import as_positions, effective_weights, expect, frozen, mask_of

NAN = float("nan")


def test_weights_are_capability_times_salience_where_a_position_is_held():
    found = effective_weights(as_positions([[1.0, NAN], [2.0, 3.0]]), [2.0, 0.5], [[0.5, 1.0], [1.0, 0.0]])
    assert found.tolist() == [[1.0, 0.0], [0.5, 0.0]]


def test_a_missing_salience_is_no_trouble_where_no_position_is_held():
    assert effective_weights(as_positions([[NAN], [1.0]]), [1.0, 1.0], [[NAN], [1.0]]).tolist() == [[0.0], [1.0]]


def test_draws_of_one_input_are_spread_over_the_others():
    capability = np.ones((7, 2))
    assert effective_weights(as_positions([[1.0], [2.0]]), capability).shape == (7, 2, 1)


def test_a_frozen_copy_leaves_the_original_alone():
    original = np.array([1.0])
    copy = frozen(original)
    original[0] = 2.0
    assert copy.tolist() == [1.0]
    with pytest.raises(ValueError, match="read-only"):
        copy[0] = 3.0


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: as_positions([1.0]), "two axes"),
        (lambda: expect([1.0, 2.0], (3,), "capability"), r"capability has the shape \(2,\); it must end in \(3\)"),
        (lambda: mask_of([True], 2, "seated"), "2 parties"),
        (lambda: effective_weights(as_positions([[1.0]]), [float("inf")]), "finite"),
    ],
)
def test_messages_name_the_array_and_its_shape(call, told):
    with pytest.raises(SolverError, match=told):
        call()
