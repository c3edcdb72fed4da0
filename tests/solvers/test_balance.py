"""Balance and frustration against plain enumeration and what is known of signed graphs."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import SolverError, TooLargeError
from talleyrand.solvers.balance import MOST, balance
from tests.support.plain_ties import by_hand, random_ties


@pytest.mark.parametrize("seed", range(5))
def test_two_thousand_random_networks(seed: int) -> None:
    generator = np.random.default_rng(seed)
    for _ in range(400):
        table = random_ties(generator, int(generator.integers(2, 7)))
        found = balance(table)
        triads, balanced, least = by_hand(table)
        assert (found.triads, found.balanced) == (triads, balanced)
        assert found.frustration == pytest.approx(least)


def test_the_camps_named_have_the_weight_named() -> None:
    generator = np.random.default_rng(9)
    for _ in range(50):
        table = random_ties(generator, 9)
        found = balance(table)
        assert found.frustration == pytest.approx(sum(abs(table[i, j]) for i, j in found.against))
        assert found.frustration == pytest.approx(by_hand(table)[2])


def test_as_many_splits_as_there_are() -> None:
    generator = np.random.default_rng(3)
    for _ in range(50):
        table = random_ties(generator, 5, whole=True)
        table[0, 1:] = table[1:, 0] = 1  # one part
        found = balance(table)
        best = sum(
            np.isclose(found.frustration, _weight(table, (0, *camps))) for camps in itertools.product((0, 1), repeat=4)
        )
        assert found.splits == best


def _weight(table: np.ndarray, camps: tuple[int, ...]) -> float:
    pairs = itertools.combinations(range(len(table)), 2)
    return sum(abs(table[i, j]) for i, j in pairs if table[i, j] * (1 if camps[i] == camps[j] else -1) < 0)


@given(st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_two_camps_are_found_and_frustrate_nothing(n: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    sides = generator.choice([-1.0, 1.0], n)
    found = balance(np.outer(sides, sides) * 3)
    assert (found.frustration, found.splits) == (0, 1)
    assert found.balanced == found.triads
    assert (found.camps == (sides != sides[0])).all()


@given(st.integers(3, 8), st.integers(0, 2**32 - 1))
def test_turning_a_party_round_changes_nothing(n: int, seed: int) -> None:
    """Switching the signs of all of one party's ties leaves the frustration (Harary 1959)."""
    generator = np.random.default_rng(seed)
    table = random_ties(generator, n)
    turned = table.copy()
    turned[0] *= -1
    turned[:, 0] *= -1
    assert balance(turned).frustration == pytest.approx(balance(table).frustration)


def test_a_complete_network_of_enemies() -> None:
    # n parties, all hostile: the best split halves them; C(k,2) + C(n-k,2) ties are left inside.
    n = 20
    found = balance(np.eye(n) - np.ones((n, n)))
    assert found.frustration == 2 * (10 * 9 / 2)
    assert found.balanced == 0


def test_parts_are_split_one_by_one_and_strangers_left_out() -> None:
    table = np.zeros((5, 5))
    table[0, 1] = table[1, 0] = -1
    table[2, 3] = table[3, 2] = 1
    assert balance(table).camps.tolist() == [0, 1, 0, 0, -1]
    assert balance(table).parts == 2
    assert np.isnan(balance(table).share)


@pytest.mark.parametrize(
    "ties", [[[0, 1], [2, 0]], [[0, float("nan")], [float("nan"), 0]], [[0, 1]]], ids=["lopsided", "nan", "shape"]
)
def test_what_is_no_table_of_ties_is_refused(ties: list[list[float]]) -> None:
    with pytest.raises(SolverError):
        balance(ties)


def test_too_many_are_refused() -> None:
    with pytest.raises(TooLargeError, match="21 parties"):
        balance(np.ones((MOST + 1, MOST + 1)))
