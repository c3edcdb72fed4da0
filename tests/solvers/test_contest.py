from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from talleyrand.errors import SolverError
from talleyrand.solvers.contest import contest, play_round
from talleyrand.solvers.contest_utility import Contestants, Reading
from tests.support.plain_contest import plain_round
from tests.support.tables import random_table

READINGS = [Reading(), Reading("challenger"), Reading(status_quo=0.5, better=1.0)]
NAN = float("nan")


@pytest.mark.parametrize("reading", READINGS)
def test_a_round_against_the_formulas(reading):
    generator = np.random.default_rng(1)
    for _ in range(60):
        n = int(generator.integers(2, 7))
        x, c, s = generator.uniform(0, 100, n), generator.uniform(0.1, 1, n), generator.uniform(0.1, 1, n)
        found = play_round(Contestants(x[None], (c * s)[None], s[None]), reading)
        r, eu, places = plain_round(x.tolist(), c.tolist(), s.tolist(), reading)
        assert_allclose(found.exponents[0], r, atol=1e-9)
        assert_allclose(found.utilities[0], eu, atol=1e-9)
        assert_allclose(found.positions[0], places, atol=1e-6)


def test_every_kind_of_offer_comes_up_capitulation_too():
    generator = np.random.default_rng(2)
    kinds = set()
    for _ in range(200):
        x, c, s = generator.uniform(0, 1, 6), generator.uniform(0.1, 1, 6), generator.uniform(0.1, 1, 6)
        eu = play_round(Contestants(x[None], (c * s)[None], s[None]), Reading()).utilities[0]
        mine, theirs = eu, eu.T
        kinds |= {"confrontation"} if ((theirs > mine) & (mine > 0)).any() else set()
        kinds |= {"compromise"} if ((theirs > -mine) & (mine < 0)).any() else set()
        kinds |= {"capitulation"} if ((theirs < -mine) & (theirs > 0)).any() else set()
    assert kinds == {"confrontation", "compromise", "capitulation"}


def test_draws_issues_and_holes_are_played_as_one_by_one():
    table = random_table(np.random.default_rng(3), 5, 3, draws=(4,), holes=0.2)
    found = contest(*table.parts[:3], limit=3)
    assert found.positions.shape[:1] + found.positions.shape[2:] == (4, 5, 3)
    for d in range(4):
        for q in range(3):
            takes = ~np.isnan(table.positions[d, :, q])
            alone = contest(
                table.positions[d, takes, q, None],
                table.capability[d, takes],
                table.salience[d, takes, q, None],
                limit=3,
            )
            rounds = int(alone.rounds[0])
            assert int(found.rounds[d, q]) == rounds
            assert str(found.ended[d, q]) == str(alone.ended[0])
            assert_allclose(found.positions[d, rounds, takes, q], alone.positions[rounds, :, 0])
            assert np.isnan(found.positions[d, :, ~takes, q]).all()


def test_ends_where_the_median_rests_or_goes_on_until_nobody_moves():
    table = random_table(np.random.default_rng(4), 8, 6)
    first, second = contest(*table.parts[:3], limit=30), contest(*table.parts[:3], until="nobody moves", limit=30)
    assert (first.rounds <= second.rounds).all()
    for q in range(6):
        if str(first.ended[q]) == "rest":
            last = int(first.rounds[q])
            assert first.median[last, q] == pytest.approx(first.median[last - 1, q])
        if str(second.ended[q]) == "rest":
            last = int(second.rounds[q])
            assert_allclose(second.positions[last, :, q], second.positions[last - 1, :, q], atol=1e-8)


def test_where_all_stand_in_one_place_nothing_is_played():
    found = contest([[5.0, NAN], [5.0, NAN]], [1, 1], [[1.0, 1.0], [1.0, 1.0]])
    assert found.ended.tolist() == ["agreed", "agreed"]
    assert found.rounds.tolist() == [0, 0]
    assert isnan(float(found.median[0, 1]))


@given(st.integers(0, 10_000), st.floats(0.5, 4), st.floats(-20, 20))
def test_moves_with_the_scale_and_stays_within_it(seed, factor, shift):
    generator = np.random.default_rng(seed)
    x, c, s = generator.uniform(0, 100, (5, 1)), generator.uniform(0.1, 1, 5), generator.uniform(0.1, 1, (5, 1))
    plain = contest(x, c, s, limit=1).positions[-1]
    moved = contest(x * factor + shift, c * 3, s, limit=1).positions[-1]
    assert_allclose(moved, plain * factor + shift, atol=1e-6)
    assert x.min() - 1e-9 <= plain.min() <= plain.max() <= x.max() + 1e-9


def test_refuses_what_makes_no_sense():
    with pytest.raises(SolverError, match="at least 1"):
        contest([[1.0]], [1], [[1.0]], limit=0)
    with pytest.raises(SolverError, match="own"):
        Reading("mine")
    with pytest.raises(SolverError, match="between 0 and 1"):
        Reading(status_quo=2)


def test_rounding_does_not_decide_who_gives_way():
    """The strong party expects exactly 0 from challenging the weak one (docs/methods/contest.md): nobody moves."""
    found = contest([[0.0], [100.0]], [3, 1], [[1.0], [1.0]])
    assert found.positions[-1, :, 0].tolist() == [0.0, 100.0]
