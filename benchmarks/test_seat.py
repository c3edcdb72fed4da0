"""How long a seat takes: 12 parties, 6 issues, 1,000 draws."""

import numpy as np
import pytest

from talleyrand.solvers.seat import seat_value
from talleyrand.solvers.seat_price import SeatTerms, seat_price
from talleyrand.solvers.seat_subsets import seat_shapley
from talleyrand.solvers.settlement import METHODS
from tests.support.tables import Table, plain_loss, plain_table, random_table

SEATED = np.arange(12) < 9


def drawn() -> Table:
    generator = np.random.default_rng(1)
    return Table(
        generator.uniform(0, 100, (1000, 12, 6)),
        generator.uniform(0.1, 1, (1000, 12)),
        generator.uniform(0, 1, (1000, 12, 6)),
        generator.uniform(0, 100, (1000, 6)),
    )


def test_worth_and_cost(benchmark):
    benchmark.pedantic(seat_value, (*drawn().parts, SEATED), rounds=3)


@pytest.mark.parametrize("method", METHODS)
def test_shapley_over_all_subsets(benchmark, method):
    benchmark.pedantic(seat_shapley, drawn().parts, {"method": method}, rounds=1)


def test_a_plain_loop_over_forty_subsets(benchmark):
    """The yardstick: one draw has 4,096 subsets, the case above a thousand draws."""
    table = random_table(np.random.default_rng(1), 12, 6)
    subsets = [[bool(t >> j & 1) for j in range(12)] for t in range(0, 4096, 103)]

    def loop():
        for seats in subsets:
            outcome = plain_table(table, seats, "compromise")
            [plain_loss(table, j, outcome) for j in range(12)]

    benchmark.pedantic(loop, rounds=3)


@pytest.mark.parametrize("dislike", [0.0, 2.0])
def test_price_of_the_seat(benchmark, dislike):
    gamma = np.zeros(12)
    gamma[0] = dislike
    found = benchmark.pedantic(seat_price, (*drawn().parts, SEATED, 11, SeatTerms(gamma=gamma)), rounds=1)
    assert found.price.shape == (1000,)
