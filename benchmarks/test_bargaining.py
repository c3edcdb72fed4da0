"""How long exchange, contest and power take, on the sizes for which peers' figures are known."""

import numpy as np
import pytest

from talleyrand.solvers.contest import contest
from talleyrand.solvers.exchange import exchange
from talleyrand.solvers.power import power_indices
from talleyrand.solvers.simple_game import SimpleGame, WeightRule


def market(n, q):
    generator = np.random.default_rng(1)
    return generator.integers(0, 21, (n, q)) * 5.0, generator.uniform(0.1, 1, n), generator.uniform(0.1, 1, (n, q))


@pytest.mark.parametrize(("n", "q"), [(11, 7), (15, 13)])
def test_exchange(benchmark, n, q):
    benchmark.pedantic(exchange, market(n, q), rounds=3)


@pytest.mark.parametrize(("n", "limit"), [(20, 1), (100, 50)])
def test_contest(benchmark, n, limit):
    benchmark.pedantic(contest, market(n, 1), {"limit": limit}, rounds=3)


def test_contest_over_ten_thousand_draws(benchmark):
    generator = np.random.default_rng(1)
    shape = (10_000, 20)
    drawn = generator.uniform(0, 100, (*shape, 1)), generator.uniform(0, 1, shape), generator.uniform(0, 1, (*shape, 1))
    benchmark.pedantic(contest, drawn, {"limit": 1}, rounds=1)


def test_council_of_twenty_eight(benchmark):
    weights = tuple(int(w) for w in np.random.default_rng(1).integers(50, 8000, 28))
    quota = int(0.65 * sum(weights)) + 1
    game = SimpleGame(28, (WeightRule(quota, weights),), minimum_size=16, blocking_minority=4)
    benchmark.pedantic(power_indices, (game,), rounds=3)


def test_a_thousand_voters(benchmark):
    weights = tuple(int(w) for w in np.random.default_rng(1).integers(1, 101, 1000))
    benchmark.pedantic(power_indices, (SimpleGame(1000, (WeightRule(sum(weights) // 2 + 1, weights),)),), rounds=1)
