import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import linprog

from talleyrand.errors import SolverError
from talleyrand.solvers.linear import least_excess, minimise


def programmes(seed, n=9, width=5):
    """Random programmes with 1 to 4 rows each; all allow t = 0 where the bounds are not negative."""
    generator = np.random.default_rng(seed)
    owner = np.sort(np.concatenate([np.arange(n), generator.integers(0, n, 2 * n)]))
    rows = generator.uniform(-1, 2, (owner.size, width))
    return (
        generator.uniform(-2, 1, (n, width)),
        rows,
        generator.uniform(0, 2, owner.size),
        owner,
        generator.uniform(0, 3, (n, width)),
    )


def test_side_by_side_is_one_by_one():
    for seed in range(20):
        cost, rows, bound, owner, ceiling = programmes(seed)
        found = minimise(cost, rows, bound, owner, ceiling)
        for d in range(len(cost)):
            own = owner == d
            alone = linprog(cost[d], A_ub=rows[own], b_ub=bound[own], bounds=[(0, top) for top in ceiling[d]])
            assert float(cost[d] @ found.filled[d]) == pytest.approx(alone.fun, abs=1e-7)
            assert_allclose(found.dual[own], -alone.ineqlin.marginals, atol=1e-7)


def test_duals_are_what_a_wider_bound_saves():
    cost, rows, bound, owner, ceiling = programmes(3)
    found = minimise(cost, rows, bound, owner, ceiling)
    row = int(found.dual.argmax())
    wider = bound.copy()
    wider[row] += 1e-4
    saved = (cost * (found.filled - minimise(cost, rows, wider, owner, ceiling).filled)).sum()
    assert saved == pytest.approx(found.dual[row] * 1e-4, rel=1e-3)


def test_least_excess_is_nothing_where_all_can_be_held():
    _, rows, bound, owner, ceiling = programmes(4)
    assert_allclose(least_excess(rows, bound, owner, ceiling)[1], 0.0, atol=1e-9)
    filled, excess = least_excess(rows, bound - 3, owner, ceiling)
    over = np.maximum((rows * filled[owner]).sum(axis=1) - (bound - 3), 0)
    assert_allclose(excess, over, atol=1e-7)


def test_no_rows_at_all():
    filled, excess = least_excess(np.zeros((0, 2)), np.zeros(0), np.zeros(0, dtype=int), np.ones((1, 2)))
    assert filled.tolist() == [[0.0, 0.0]]
    assert excess.size == 0
    found = minimise(np.array([[-1.0, 1.0]]), np.zeros((0, 2)), np.zeros(0), np.zeros(0, dtype=int), np.ones((1, 2)))
    assert found.filled.tolist() == [[1.0, 0.0]]


def test_one_without_a_solution_is_told():
    with pytest.raises(SolverError, match="without an answer"):
        minimise(np.ones((1, 1)), np.ones((1, 1)), np.array([-1.0]), np.array([0]), np.ones((1, 1)))
