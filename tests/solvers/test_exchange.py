import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from talleyrand.errors import SolverError
from talleyrand.solvers.exchange import exchange, rescale
from tests.support.shared import SHARED, needs_shared

NAN = float("nan")


def read_decide(path):
    """Return parties, issues and the three tables of a file in the tab-separated form of DECIDE."""
    rows = [[cell.strip("'") for cell in line.split("\t")] for line in path.read_text().splitlines()]
    parties = [row[1] for row in rows if row[0] == "#A"]
    issues = [row[1] for row in rows if row[0] == "#P"]
    ends = {name: [float(row[2]) for row in rows if row[0] == "#M" and row[1] == name] for name in issues}
    cells = {(row[1], row[2]): [float(cell) for cell in row[3:6]] for row in rows if row[0] == "#D"}
    table = np.array([[cells.get((party, issue), [NAN] * 3) for issue in issues] for party in parties])
    low, high = [min(ends[name]) for name in issues], [max(ends[name]) for name in issues]
    return parties, issues, rescale(table[:, :, 0], low, high), table[:, :, 2], table[:, :, 1]


def expected(name):
    """Return what the reference prints: candidates, the first trades, how many, outcomes."""
    text = (SHARED / "verification/exchange/expected.txt").read_text().split(f"=== {name}\n")[1].split("\n\n")[0]
    trades = re.findall(
        r"^(.+?)<->(.+?): (.+?) \[.*?\]/(.+?) \[.*?\] gain=(\S+) i:(\S+)->(\S+) j:(\S+)->(\S+)$", text, re.M
    )
    outcomes = re.findall(r"^(\S+) \[.*\] (\S+) -> (\S+)$", text, re.M)
    return (
        int(re.search(r"candidate exchanges (\d+)", text)[1]),
        trades,
        int(re.search(r"realised (\d+)", text)[1]),
        outcomes,
    )


@needs_shared
@pytest.mark.parametrize(("name", "file"), [("copenhagen", "copenhagen.csv"), ("sample_data", "sample_data.txt")])
def test_the_reference_run_trade_by_trade(name, file):
    parties, issues, positions, capability, salience = read_decide(SHARED / "verification/exchange" / file)
    candidates, trades, realised, outcomes = expected(name)
    found = exchange(positions, capability, salience)
    assert found.candidates == candidates
    assert len(found.trades) == realised
    assert len(trades) == 12
    for trade, told in zip(found.trades, trades, strict=False):
        names = [parties[party] for party in trade.parties] + [issues[issue] for issue in trade.issues]
        assert names == list(told[:4])
        assert trade.gain == pytest.approx(float(told[4]), abs=1e-5)
        numbers = (trade.start[0], trade.end[0], trade.start[1], trade.end[1])
        assert_allclose(numbers, [float(cell) for cell in told[5:]], atol=0.006)
    assert len(outcomes) == len(issues)
    for issue, before, after in outcomes:
        at = issues.index(issue)
        assert found.before[at] == pytest.approx(float(before), abs=1e-3)
        assert found.after[at] == pytest.approx(float(after), abs=1e-3)


def test_a_trade_by_hand():
    # Weights: 1 and 4 on the first issue, 4 and 1 on the second; outcomes 80 and 20. Moving fully, each shifts the
    # outcome on the issue on which it gives by 20: it loses 0.2 * 20 there and gains 0.8 * 20 on the other.
    found = exchange([[0.0, 0.0], [100.0, 100.0]], [5, 5], [[0.2, 0.8], [0.8, 0.2]])
    assert found.candidates == 1
    assert found.trades[0].gain == pytest.approx(12.0)
    assert found.trades[0].externalities == pytest.approx((12.0, 12.0))


def test_equal_ratios_are_candidates_and_trade_nothing():
    found = exchange([[0.0, 0.0], [100.0, 100.0]], [1, 1], [[0.5, 0.5], [0.8, 0.8]])
    assert found.candidates == 1
    assert found.trades == ()
    assert_allclose(found.before, found.after)


def test_who_has_no_position_or_no_weight_trades_nothing():
    found = exchange(
        [[0.0, 0.0], [100.0, 100.0], [NAN, 100.0], [0.0, 50.0]], [1, 1, 1, 0], [[0.2, 0.8], [0.8, 0.2]] * 2
    )
    assert found.candidates == 1
    assert np.isnan(found.positions[2, 0])
    assert found.positions[3].tolist() == [0.0, 50.0]


def random_market(seed):
    generator = np.random.default_rng(seed)
    n, q = int(generator.integers(2, 7)), int(generator.integers(2, 5))
    return generator.integers(0, 21, (n, q)) * 5.0, generator.uniform(0.1, 1, n), generator.uniform(0.1, 1, (n, q))


@given(st.integers(0, 100_000))
@settings(max_examples=60)
def test_what_holds_of_every_iteration(seed):
    positions, capability, salience = random_market(seed)
    found = exchange(positions, capability, salience)
    weights = capability[:, None] * salience
    total = weights.sum(axis=0)
    now = positions.copy()
    for trade in found.trades:
        shifts = []
        for party, issue, start, end in zip(trade.parties, trade.issues, trade.start, trade.end, strict=True):
            assert now[party, issue] == pytest.approx(start)  # nobody starts from where it does not stand
            now[party, issue] = end
            shifts.append(abs(end - start) * weights[party, issue] / total[issue])
        for side in (0, 1):  # equal gain, by the definition
            party = trade.parties[side]
            given, received = trade.issues[side], trade.issues[1 - side]
            gain = salience[party, received] * shifts[1 - side] - salience[party, given] * shifts[side]
            assert gain == pytest.approx(trade.gain, abs=1e-9)
        assert trade.gain > 0
    assert_allclose(now, found.positions)
    assert ((found.positions >= -1e-9) & (found.positions <= 100 + 1e-9)).all()
    assert_allclose((weights * now).sum(axis=0) / total, found.after)


@given(st.integers(0, 100_000))
@settings(max_examples=20)
def test_units_of_capability_do_not_matter_and_inputs_stay(seed):
    positions, capability, salience = random_market(seed)
    kept = positions.copy()
    plain, other = exchange(positions, capability, salience), exchange(positions, capability * 8, salience)
    assert [trade.parties for trade in plain.trades] == [trade.parties for trade in other.trades]
    assert_allclose(plain.after, other.after)
    assert (positions == kept).all()


def test_externalities_add_up_to_the_change_of_the_outcomes():
    positions, capability, salience = random_market(11)
    found = exchange(positions, capability, salience)
    assert found.trades
    total = np.sum([trade.externalities for trade in found.trades], axis=0)
    nearer = np.abs(found.before - positions) - np.abs(found.after - positions)
    assert_allclose(total, (salience * nearer).sum(axis=1), atol=1e-9)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (([[0.0, 101.0]], [1], [[1.0, 1.0]]), "rescale"),
        (([[0.0, 1.0]], [1, 2], [[1.0, 1.0]]), "capability"),
        (([[0.0, 1.0]], [-1], [[1.0, 1.0]]), "capability must be finite and not negative"),
        (([[0.0, 1.0]], [1], [[NAN, 1.0]]), "salience must be finite"),
        (([[[0.0, 1.0]]], [1], [[1.0, 1.0]]), "one table"),
    ],
)
def test_refuses_what_makes_no_sense(arguments, told):
    with pytest.raises(SolverError, match=told):
        exchange(*arguments)
