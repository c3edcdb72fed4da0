"""How long settlements take: 10,000 draws of a 20-party, 6-issue case."""

import numpy as np
import pytest

from talleyrand.solvers.settlement import METHODS, settle
from tests.support.tables import plain_settlement, random_table


@pytest.mark.parametrize("method", METHODS)
def test_ten_thousand_draws(benchmark, method):
    table = random_table(np.random.default_rng(1), 20, 6, draws=(10_000,), holes=0.1)
    found = benchmark.pedantic(settle, table.parts[:3], {"method": method}, rounds=3)
    assert found.outcome.shape == (10_000, 6)


def test_a_plain_loop_over_ten_draws(benchmark):
    """The yardstick: multiply by a thousand."""
    generator = np.random.default_rng(1)
    tables = [random_table(generator, 20, 6, holes=0.1) for _ in range(10)]
    benchmark.pedantic(
        lambda: [plain_settlement(one, [True] * 20, issue, "compromise") for one in tables for issue in range(6)],
        rounds=3,
    )
