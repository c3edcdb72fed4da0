import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from talleyrand.errors import SolverError
from talleyrand.solvers.settlement import METHODS, compromise, settle, variants, weighted_median
from tests.support.shared import SHARED, needs_shared
from tests.support.tables import plain_settlement, random_table

NAN = float("nan")


@needs_shared
def test_emission_standards_of_bueno_de_mesquita_1994():
    with (SHARED / "verification/bargaining/emission-standards.csv").open() as file:
        rows = list(csv.DictReader(file))
    positions, salience = ([[float(row[name])] for row in rows] for name in ("Position", "Salience"))
    capability = [float(row["Capability"]) for row in rows]
    assert weighted_median(positions, capability, salience)[0] == 7.0
    assert compromise(positions, capability, salience)[0] == pytest.approx(7.38996, abs=5e-6)


@pytest.mark.parametrize("method", METHODS)
def test_against_a_plain_loop(method):
    generator = np.random.default_rng(1)
    for _ in range(2000):
        table = random_table(generator, int(generator.integers(1, 7)), 4, holes=0.3)
        found = settle(*table.parts[:3], method=method).outcome
        everybody = [True] * len(table.capability)
        assert_allclose(found, [plain_settlement(table, everybody, q, method) for q in range(4)], atol=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_draws_are_settled_as_one_by_one(method):
    table = random_table(np.random.default_rng(2), 5, 3, draws=(4, 2), holes=0.2)
    found = settle(*table.parts[:3], method=method)
    assert found.outcome.shape == (4, 2, 3)
    for a, b in np.ndindex(4, 2):
        alone = settle(table.positions[a, b], table.capability[a, b], table.salience[a, b], method=method)
        assert_allclose(found.outcome[a, b], alone.outcome)
        assert (found.counted[a, b] == alone.counted).all()


def test_only_some_inputs_need_the_axis_of_draws():
    found = compromise([[0.0], [100.0]], np.array([[1, 1], [1, 3]]), [[1.0], [1.0]])
    assert found.tolist() == [[50.0], [75.0]]


def test_eight_variants_leave_out_what_they_say():
    found = {(one.method, one.factors): one.outcome[0] for one in variants([[0.0], [60.0]], [3, 1], [[0.1], [0.9]])}
    assert len(found) == 8
    assert found["compromise", ()] == 30.0
    assert found["compromise", ("capability",)] == 15.0
    assert found["compromise", ("salience",)] == pytest.approx(54.0)
    assert found["compromise", ("capability", "salience")] == pytest.approx(45.0)


def test_who_holds_no_position_or_has_no_seat_does_not_count():
    positions = [[0.0, NAN], [100.0, NAN], [40.0, 40.0]]
    assert_allclose(compromise(positions, seats=[True, True, False]), [50.0, NAN])
    assert_allclose(weighted_median(positions, seats=[False, False, True]), [40.0, 40.0])


def test_where_nobody_counts_there_is_no_settlement():
    found = settle([[0.0], [50.0]], [1, 1], [[0.0], [0.0]])
    assert np.isnan(found.outcome).all()
    assert found.counted.tolist() == [0]
    assert found.total_weight.tolist() == [0.0]


def test_half_of_the_weight_on_each_side_is_a_tie():
    # 0.1 + 0.2 is not 0.3 in binary numbers, and is a tie all the same.
    positions, capability = [[0.0], [10.0], [40.0]], [0.1, 0.2, 0.3]
    assert weighted_median(positions, capability).tolist() == [25.0]
    assert weighted_median(positions, capability, ties="lower").tolist() == [10.0]
    assert weighted_median(positions, capability, ties="upper").tolist() == [40.0]


tables = st.builds(
    lambda seed, n: random_table(np.random.default_rng(seed), n, 2),
    st.integers(0, 10_000),
    st.integers(1, 7),
)


@given(tables, st.sampled_from(METHODS), st.floats(0.1, 10), st.floats(-50, 50))
def test_moves_with_the_scale_and_not_with_the_units_of_weight(table, method, factor, shift):
    plain = settle(*table.parts[:3], method=method).outcome
    moved = settle(table.positions * factor + shift, table.capability * 7, table.salience / 3, method=method).outcome
    assert_allclose(moved, plain * factor + shift, atol=1e-6)


@given(tables, st.sampled_from(METHODS))
def test_turning_the_scale_round_turns_the_settlement_round(table, method):
    plain = settle(*table.parts[:3], method=method).outcome
    turned = settle(100 - table.positions, table.capability, table.salience, method=method).outcome
    assert_allclose(turned, 100 - plain, atol=1e-9)


@given(tables, st.sampled_from(METHODS), st.randoms())
def test_order_of_the_parties_does_not_matter(table, method, random):
    order = list(range(len(table.capability)))
    random.shuffle(order)
    mixed = settle(table.positions[order], table.capability[order], table.salience[order], method=method).outcome
    assert_allclose(mixed, settle(*table.parts[:3], method=method).outcome, atol=1e-9)


@pytest.mark.parametrize(
    ("given_", "told"),
    [
        (([1.0, 2.0], [1, 1], [[1.0], [1.0]]), "two axes"),
        (([[1.0]], [1, 1], [[1.0]]), "capability"),
        (([[1.0]], [1], [[1.0, 1.0]]), "salience"),
        (([[1.0]], [-1], [[1.0]]), ">= 0"),
        (([[float("inf")]], [1], [[1.0]]), "infinite"),
        (([[1.0]], [NAN], [[1.0]]), "finite"),
    ],
)
def test_refuses_what_makes_no_sense(given_, told):
    with pytest.raises(SolverError, match=told):
        settle(*given_)


def test_refuses_a_method_or_factor_that_does_not_exist():
    with pytest.raises(SolverError, match="compromise and weighted median"):
        settle([[1.0]], [1], [[1.0]], method="contest")
    with pytest.raises(SolverError, match="capability and salience"):
        settle([[1.0]], [1], [[1.0]], factors=("power",))


def test_inputs_stay_and_results_cannot_be_changed():
    table = random_table(np.random.default_rng(3), 4, 2)
    before = [part.copy() for part in table.parts]
    found = settle(*table.parts[:3])
    assert all((a == b).all() for a, b in zip(before, table.parts, strict=True))
    with pytest.raises(ValueError, match="read-only"):
        found.outcome[0] = 0
