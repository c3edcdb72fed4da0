"""A party's improvements down its sorted choices: both ways of passing changes on, and the small parts."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.solvers.graph_model import ladder
from talleyrand.solvers.graph_model.cube import Cube
from tests.support import graph_model_brute as brute
from tests.support.graph_model_compare import as_game

BEYOND = np.iinfo(np.int64).max


def cases(count):
    """Games with the values that every state starts from."""
    for seed in range(count):
        rng = random.Random(seed)
        conflict = brute.random_conflict(rng)
        game = as_game(conflict)
        yield seed, conflict, game, np.array([rng.randrange(20) for _ in conflict.states])


@pytest.mark.parametrize("share", [0.0, 9.0], ids=["all columns", "pushed"])
def test_one_turn_lowers_to_the_least_improvement(monkeypatch, share):
    monkeypatch.setattr(ladder, "_MANY", share)
    for seed, conflict, game, values in cases(60):
        cube = Cube(game)
        for party in range(game.n_parties):
            flat = cube.spread(values, BEYOND).reshape(-1).copy()
            changed = cube.ladder(party).lower(flat, np.arange(cube.size))
            found = cube.gather(flat.reshape(cube.spread(values, BEYOND).shape)).tolist()
            states = range(len(values))
            expected = [min([values[s], *(values[t] for t in conflict.improve(party, s))]) for s in states]
            assert found == expected, (seed, party)
            cells = range(cube.size) if cube.cells is None else cube.cells.tolist()
            assert sorted(set(changed.tolist())) == sorted(
                cell for s, cell in enumerate(cells) if expected[s] < values[s]
            )


@given(st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1, max_size=20))
def test_columns_are_sorted_alike_by_counting_and_by_sorting(rows):
    columns = np.array(rows)[:, :, None]
    counted = ladder._order(columns)
    order = np.argsort(columns, axis=0, kind="stable")
    assert np.array_equal(np.take_along_axis(counted.astype(np.intp), order, axis=0)[:, 0, 0], np.arange(len(rows)))
    for column in range(4):
        placed = np.empty(len(rows), dtype=int)
        placed[counted[:, column, 0].astype(np.intp)] = columns[:, column, 0]
        assert (np.diff(placed) >= 0).all()


@given(st.lists(st.integers(0, 40), max_size=30))
def test_the_largest_come_first_and_equal_ones_stay_in_order(numbers):
    counts = np.array(numbers, dtype=np.int64)
    order = ladder._descending(counts).tolist()
    assert order == sorted(range(len(numbers)), key=lambda place: -numbers[place])
    assert ladder._longer(counts) == [sum(n > least for n in numbers) for least in range(max(numbers, default=0))]
