"""What holds trades once they are made, against an enumeration of their own."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from talleyrand.analyses.exchange_holds import ANSWERED, BROKEN, HOLDS, Kept, regretted, stoppers
from talleyrand.case.model import DecisionRule
from talleyrand.case.yamlfile import load_case
from talleyrand.solvers.exchange import exchange

CASES = Path(__file__).resolve().parents[2] / "cases"
TWO = np.array([[0.0, 0.0], [100.0, 100.0]]), np.array([5.0, 5.0]), np.array([[0.2, 0.8], [0.8, 0.2]])


def two_sides() -> Kept:
    return Kept.of(exchange(*TWO), *TWO)


def test_a_trade_of_two_is_held_by_the_answer_and_by_nothing_else() -> None:
    # Taking back its half gives each 0.2 * 20 = 4 and leaves it the other's; the answer costs it 0.8 * 20 = 16.
    kept = two_sides()
    assert kept.verdict() == ANSWERED
    party, issues, gain = kept.temptation()
    assert gain == pytest.approx(4.0)
    assert issues == (kept.issues[kept.movers.index(party)],)


def test_what_is_kept_is_worth_what_it_says() -> None:
    kept = two_sides()
    states = np.array(list(product([False, True], repeat=2)))
    worth = kept.values(states)
    positions, _, salience = TWO
    for state, row in zip(states, worth, strict=True):
        outcomes = kept.before.copy()
        for move in np.flatnonzero(state):
            outcomes[kept.issues[move]] += kept.shifts[move]
        assert row == pytest.approx(-(salience * np.abs(outcomes - positions)).sum(axis=1))
    assert worth[-1] == pytest.approx(-exchange_loss())


def exchange_loss() -> np.ndarray:
    positions, _, salience = TWO
    return np.asarray((salience * np.abs(exchange(*TWO).after - positions)).sum(axis=1))


def test_a_gift_is_taken_back_and_one_that_helps_its_giver_is_not() -> None:
    given = Kept([0], [0], np.array([10.0]), np.array([50.0, 50.0]), TWO[0], TWO[2])
    assert (
        given.verdict() == BROKEN
    )  # the first wants 0 and shifts the outcome up; nobody else has anything to take back
    assert replace(given, shifts=np.array([-10.0])).verdict() == HOLDS


def by_enumeration(kept: Kept) -> bool:
    """Tell whether somebody gains by taking back some of its own concessions while all others are kept."""
    m = len(kept.movers)
    every = kept.values(np.ones((1, m), dtype=bool))[0]
    for state in product([False, True], repeat=m):
        back = {kept.movers[n] for n in range(m) if not state[n]}
        if len(back) == 1 and kept.values(np.array([state]))[0, min(back)] > every[min(back)] + 1e-6:
            return True
    return False


def test_temptation_is_there_where_an_enumeration_finds_one() -> None:
    generator = np.random.default_rng(4)
    seen = set()
    for _ in range(120):
        n, q = int(generator.integers(2, 5)), int(generator.integers(2, 4))
        tables = (
            generator.integers(0, 21, (n, q)) * 5.0,
            generator.uniform(0.1, 1, n),
            generator.uniform(0.1, 1, (n, q)),
        )
        kept = Kept.of(exchange(*tables), *tables)
        if 0 < len(kept.movers) <= 8:
            tempted = kept.temptation()[2] > 0
            assert tempted == by_enumeration(kept) == (kept.verdict() != HOLDS)
            seen.add(kept.verdict())
    assert len(seen) > 1


def test_a_trade_is_regretted_where_undoing_it_helps_one_of_its_sides() -> None:
    generator = np.random.default_rng(5)
    counts = set()
    for _ in range(60):
        tables = (
            generator.integers(0, 21, (5, 3)) * 5.0,
            generator.uniform(0.1, 1, 5),
            generator.uniform(0.1, 1, (5, 3)),
        )
        found = exchange(*tables)
        positions, capability, salience = tables
        weights = capability[:, None] * salience
        expected = 0
        for trade in found.trades:
            without = found.after.copy()
            for party, issue, start, end in zip(trade.parties, trade.issues, trade.start, trade.end, strict=True):
                without[issue] -= weights[party, issue] / weights[:, issue].sum() * (end - start)
            loss = (salience * (np.abs(found.after - positions) - np.abs(without - positions))).sum(axis=1)
            expected += any(loss[i] > 1e-6 for i in trade.parties)
        assert len(regretted(found, *tables)) == expected
        counts.add(expected > 0)
    assert counts == {True, False}


def test_only_a_loser_with_the_means_can_stop_a_trade() -> None:
    case = load_case(CASES / "worked" / "exchange.yaml")
    parties, issues = tuple(case.parties), tuple(case.issues)
    tables = (
        np.array([[0.0, 0.0], [100.0, 100.0], [0.0, 100.0]]),
        np.ones(3),
        np.array([[0.2, 0.8], [0.8, 0.2], [1, 1]]),
    )
    (trade,) = exchange(*tables).trades[:1]
    trade = replace(trade, parties=(0, 1), issues=(0, 1), externalities=(1.0, 1.0, -5.0))
    assert stoppers(case, trade, parties, issues, 0.05) == []
    granting = case.issues[issues[0]].model_copy(update={"granted_by": (parties[2],)})
    assert stoppers(
        case.model_copy(update={"issues": dict(case.issues) | {issues[0]: granting}}), trade, parties, issues, 0.05
    ) == [2]
    rule = DecisionRule(
        title="the board", members=parties, quota=2, vetoes=(parties[2],), issues=(issues[1],), assumption="x"
    )
    ruled = case.model_copy(update={"decision_rules": {"board": rule}})
    assert stoppers(ruled, trade, parties, issues, 0.05) == [2]
    assert stoppers(ruled, replace(trade, externalities=(1.0, 1.0, 0.0)), parties, issues, 0.05) == []
