"""The focal compromise against a plain loop, and what must hold of it whatever the numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import SolverError
from talleyrand.solvers.focal import STEP, Focus, focal_compromise
from talleyrand.solvers.settlement import compromise


def plain(positions, weights, focus, span):
    """One issue, one place at a time."""
    total = sum(weights)
    mean = sum(w * x for w, x in zip(weights, positions, strict=True)) / total
    places = [STEP * n for n in range(round(100 / STEP) + 1)]
    scores = []
    for place in places:
        near = sum(
            w / total * max(0.0, 1 - abs(x - place) / focus.reach) for w, x in zip(weights, positions, strict=True)
        )
        scores.append((near + focus.floor) ** focus.power * math.exp(-abs(place - mean) / focus.decay))
    running, out = 0.0, {}
    for place, score in zip(places, scores, strict=True):
        share = score / sum(scores)
        if "middle" not in out and running + share >= 0.5:
            out["middle"] = min(100.0, max(0.0, place - STEP / 2 + STEP * (0.5 - running) / share))
        running += share
        for name, wanted in (("low", (1 - span) / 2), ("high", (1 + span) / 2)):
            if name not in out and running >= wanted - 1e-9:
                out[name] = place
    return out["middle"], out["low"], out["high"]


@pytest.mark.parametrize("seed", range(4))
def test_two_thousand_random_issues_by_a_plain_loop(seed):
    generator = np.random.default_rng(seed)
    for _ in range(500):
        n = int(generator.integers(1, 7))
        positions, capability = generator.uniform(0, 100, n), generator.uniform(0.1, 3, n)
        salience = generator.uniform(0.05, 1, n)
        focus = Focus(*generator.uniform([0, 5, 10, 0.005], [1.5, 40, 120, 0.2]))
        span = float(generator.uniform(0.2, 0.95))
        found = focal_compromise(positions[:, None], capability, salience[:, None], focus=focus, span=span)
        middle, low, high = plain(positions, capability * salience, focus, span)
        assert found.outcome[0] == pytest.approx(middle, abs=1e-6)
        assert (found.low[0], found.high[0]) == (low, high)


tables = st.integers(0, 2**32 - 1).map(lambda seed: np.random.default_rng(seed).uniform(0, 100, (5, 3)))


@given(tables)
def test_turning_the_scale_round_turns_the_answer_round(positions):
    there, back = focal_compromise(positions).outcome, focal_compromise(100 - positions).outcome
    np.testing.assert_allclose(back, 100 - there, atol=1e-6)


@given(tables, st.floats(0.01, 100))
def test_only_ratios_of_capability_count(positions, factor):
    capability = np.arange(1.0, 6.0)
    one, other = focal_compromise(positions, capability), focal_compromise(positions, factor * capability)
    np.testing.assert_allclose(one.outcome, other.outcome, atol=1e-6)


@given(tables)
def test_who_has_no_position_or_no_seat_does_not_count(positions):
    gone = positions.copy()
    gone[0] = np.nan
    seats = np.array([False, True, True, True, True])
    expected = focal_compromise(positions[1:]).outcome
    np.testing.assert_allclose(focal_compromise(gone).outcome, expected)
    np.testing.assert_allclose(focal_compromise(positions, seats=seats).outcome, expected)


def test_draws_go_through_in_one_call():
    drawn = np.random.default_rng(1).uniform(0, 100, (6, 4, 2))
    together = focal_compromise(drawn).outcome
    np.testing.assert_allclose(together, np.stack([focal_compromise(one).outcome for one in drawn]))


def test_it_leans_from_the_mean_to_where_the_weight_stands():
    positions = [[0.0], [0.0], [100.0]]
    assert focal_compromise(positions).outcome[0] < compromise(positions)[0]


def test_nothing_where_nobody_counts():
    found = focal_compromise([[float("nan"), 50.0]])
    assert np.isnan([found.outcome[0], found.low[0], found.high[0]]).all()
    assert found.outcome[1] == 50


@pytest.mark.parametrize(
    "call",
    [
        lambda: focal_compromise([[101.0]]),
        lambda: focal_compromise([[1.0]], span=1.0),
        lambda: Focus(reach=0.0),
        lambda: Focus(power=-1.0),
    ],
)
def test_numbers_that_make_no_sense_are_refused(call):
    with pytest.raises(SolverError):
        call()
