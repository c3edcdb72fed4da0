import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import SolverError
from talleyrand.solvers.survival import convergence, survival, wilson


@pytest.mark.parametrize(
    ("held", "drawn", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_printed_by_newcombe_1998(held, drawn, low, high):
    # Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
    found = wilson(held, drawn)
    assert [round(float(end), 4) for end in found] == [low, high]


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_turns_round_with_it(pair):
    held, drawn = pair
    low, high = wilson(held, drawn)
    assert 0 <= low <= held / drawn <= high <= 1
    other = wilson(drawn - held, drawn)
    assert float(other[0]) == pytest.approx(1 - float(high))


def test_many_claims_at_once():
    found = survival(np.array([[True, False], [True, True], [False, True], [True, False]]))
    assert found.held.tolist() == [3, 2]
    assert found.share.tolist() == [0.75, 0.5]
    assert found.drawn == 4
    wider = survival([True, False], level=0.99)
    assert wider.low < survival([True, False]).low


def test_enough_is_the_first_size_from_which_the_share_stays_put():
    holds = [True] * 64 + [False] * 64 + [True, False] * 448
    found = convergence(holds, tolerance=0.01)
    assert found.sizes.tolist() == [8, 16, 32, 64, 128, 256, 512, 1024]
    assert found.share[3] == 1.0
    assert found.enough == 128
    assert convergence([True] * 100 + [False] * 100, tolerance=0.01).enough is None


@pytest.mark.parametrize(
    "call", [lambda: survival([]), lambda: wilson(3, 2), lambda: wilson(1, 2, level=1.0), lambda: convergence([[True]])]
)
def test_refuses_what_makes_no_sense(call):
    with pytest.raises(SolverError):
        call()
