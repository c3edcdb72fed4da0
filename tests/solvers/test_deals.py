"""Least payments against an enumeration of their own, and what must hold of them."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import SolverError, TooLargeError
from talleyrand.solvers.deals import group_temptation, least_payments, temptation


def case_of(seed, n=3, q=3):
    generator = np.random.default_rng(seed)
    return generator.integers(-4, 4, (n, q)).astype(float), generator.random((n, q)) < 0.6


def need_by_hand(undo, can, group, linked):
    """What a group gains at best, every set of issues looked at one by one."""
    q = undo.shape[1]
    able = [issue for issue in range(q) if any(can[i, issue] for i in group)]
    sets = [tuple(range(q))]
    if not linked:
        sets += [chosen for size in range(1, len(able) + 1) for chosen in itertools.combinations(able, size)]
    return max(sum(undo[i, issue] for i in group for issue in chosen) for chosen in sets)


@pytest.mark.parametrize("linked", [False, True])
def test_what_undoing_brings_by_plain_enumeration(linked):
    for seed in range(500):
        undo, can = case_of(seed, 3, 4)
        alone = temptation(undo, can, linked=linked)
        assert alone.tolist() == [need_by_hand(undo, can, (i,), linked) for i in range(3)]
        groups, gain = group_temptation(undo, can, linked=linked)
        assert gain.tolist() == [need_by_hand(undo, can, np.flatnonzero(g), linked) for g in groups]


@pytest.mark.parametrize("together", [False, True])
def test_minimal_by_enumeration_over_whole_payments(together):
    """With whole numbers the least payments are whole for single parties, and halves for groups of three."""
    step = 0.5 if together else 1.0
    steps = np.arange(-12, 12 + step, step)
    grid = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
    for seed in range(12 if together else 40):
        undo, can = case_of(seed)
        undo = np.clip(undo, -2, 2)
        groups, needs = group_temptation(undo, can)
        if not together:
            single = groups.sum(axis=1) == 1
            groups, needs = groups[single], needs[single]
        stable = grid[(grid @ groups.T >= needs - 1e-9).all(axis=1) & (grid.sum(axis=1) >= -1e-9)]
        outside = stable.sum(axis=1)
        best = stable[outside == outside.min()]
        found = least_payments(undo, can, groups=together)
        assert found.outside == pytest.approx(outside.min(), abs=1e-6)
        assert found.paid == pytest.approx(np.maximum(-best, 0).sum(axis=1).min(), abs=1e-6)


@given(st.integers(0, 10_000))
def test_nobody_is_tempted_once_paid_and_groups_never_cost_less(seed):
    undo, can = case_of(seed, 4, 3)
    alone, together = least_payments(undo, can), least_payments(undo, can, groups=True)
    assert (alone.received >= temptation(undo, can) - 1e-6).all()
    groups, needs = group_temptation(undo, can)
    assert (groups @ together.received >= needs - 1e-6).all()
    assert together.outside >= alone.outside - 1e-6
    assert least_payments(undo, can, linked=True).outside <= alone.outside + 1e-6


@given(st.integers(0, 10_000), st.floats(0.1, 50))
def test_payments_scale_with_what_is_at_stake(seed, factor):
    undo, can = case_of(seed)
    one, other = least_payments(undo, can), least_payments(factor * undo, can)
    assert other.outside == pytest.approx(factor * one.outside, abs=1e-6)
    assert other.paid == pytest.approx(factor * one.paid, abs=1e-6)


def test_nothing_is_paid_where_nobody_is_tempted():
    found = least_payments(-np.ones((4, 2)), np.ones((4, 2), dtype=bool), groups=True)
    assert (found.paid, found.outside, found.received.tolist()) == (0, 0, [0, 0, 0, 0])


def test_one_who_loses_pays_two_who_would_undo():
    # Together they gain nothing by undoing the one issue, so the third, who would lose 1, can just hold it.
    undo = np.array([[0.5], [0.5], [-1.0]])
    found = least_payments(undo, np.array([[True], [True], [False]]), groups=True)
    assert found.outside == 0 and found.received.tolist() == [0.5, 0.5, -1.0]


def test_what_cannot_be_worked_out_is_refused():
    with pytest.raises(TooLargeError):
        group_temptation(np.zeros((13, 1)), np.ones((13, 1), dtype=bool))
    with pytest.raises(SolverError):
        temptation([[1.0]], [[True, False]])
