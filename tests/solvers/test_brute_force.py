"""Every fast solver of bargaining, power and seats against loops over its definition.

``python -m pytest tests/solvers/test_brute_force.py --slow`` tries 2,000 random cases each, without ``--slow`` 50. The
graph model has its own in ``tests/solvers/graph_model``.
"""

from fractions import Fraction
from math import factorial

import numpy as np
import pytest
from numpy.testing import assert_allclose

from talleyrand.solvers.balance import balance
from talleyrand.solvers.bargaining import bargaining_solutions, nash_solution
from talleyrand.solvers.condorcet import election
from talleyrand.solvers.contest import play_round
from talleyrand.solvers.contest_utility import Contestants, Reading
from talleyrand.solvers.deals import payments_over
from talleyrand.solvers.exchange import exchange
from talleyrand.solvers.power import count_winning, power_indices, swings_by_size
from talleyrand.solvers.power_exact import quota_counts
from talleyrand.solvers.power_large import quota_game
from talleyrand.solvers.power_minimal import minimal_power
from talleyrand.solvers.seat_price import REFUSED, seat_price
from talleyrand.solvers.seat_subsets import subset_losses, subsets
from talleyrand.solvers.settlement import METHODS, settle
from talleyrand.solvers.simple_game import SimpleGame, WeightRule
from talleyrand.solvers.spatial import spatial_contest
from tests.support import plain_spatial
from tests.support.plain_contest import plain_round
from tests.support.plain_exchange import iteration
from tests.support.plain_power import counted_by_hand
from tests.support.plain_rest import bargaining, minimal_winners, payments
from tests.support.plain_ties import by_hand, random_ties
from tests.support.price import laid_out, price_as_written, random_question
from tests.support.tables import plain_loss, plain_settlement, plain_table, random_table


def whole(generator, low, high):
    return int(generator.integers(low, high))


def random_game(generator):
    n = whole(generator, 1, 7)
    rules = tuple(
        WeightRule(whole(generator, 1, 12), tuple(generator.integers(0, 7, n).tolist()))
        for _ in range(whole(generator, 0, 3))
    )
    vetoes = tuple(np.flatnonzero(generator.random(n) < 0.2).tolist())
    blocking = whole(generator, 1, n + 1) if generator.random() < 0.4 else None
    return SimpleGame(n, rules, vetoes, whole(generator, 1, n + 1), blocking)


def power(generator):
    game = random_game(generator)
    swings, winning = counted_by_hand(game)
    assert swings_by_size(game) == swings
    assert count_winning(game) == winning
    orders = [factorial(s) * factorial(game.n - 1 - s) for s in range(game.n)]
    expected = [Fraction(sum(c * o for c, o in zip(row, orders, strict=True)), factorial(game.n)) for row in swings]
    assert power_indices(game, fractions=True).shapley_shubik == tuple(expected)


def power_of_many(generator):
    weights = tuple(generator.integers(0, whole(generator, 2, 60), whole(generator, 1, 9)).tolist())
    if not any(weights):
        return
    quota = whole(generator, 1, sum(weights) + 1)
    swings, winning = counted_by_hand(SimpleGame(len(weights), (WeightRule(quota, weights),)))
    exact, floats = quota_counts(quota, weights), quota_game(quota, weights)
    assert ([list(row) for row in exact.swings], exact.winning) == (swings, winning)
    per_member = np.array([sum(row) for row in swings]) / 2 ** (len(weights) - 1)
    assert_allclose(floats.banzhaf_absolute, per_member, rtol=1e-11, atol=1e-14)
    assert floats.shapley_shubik.sum() == pytest.approx(1, abs=len(weights) * floats.error)


def power_of_minimal_winners(generator):
    game = random_game(generator)
    found, minimal = minimal_power(game), minimal_winners(game)
    assert found.coalitions == len(minimal)
    for i in range(game.n):
        assert found.deegan_packel[i] == sum((Fraction(1, sum(m) * len(minimal)) for m in minimal if m[i]), Fraction(0))


def settlement(generator):
    table = random_table(generator, whole(generator, 1, 6), 3, holes=0.3)
    for method in METHODS:
        found = settle(*table.parts[:3], method=method).outcome
        everybody = [True] * len(table.capability)
        assert_allclose(found, [plain_settlement(table, everybody, q, method) for q in range(3)], atol=1e-9)


def contest(generator):
    n = whole(generator, 2, 7)
    x, c, s = generator.uniform(0, 100, n), generator.uniform(0.1, 1, n), generator.uniform(0.1, 1, n)
    reading = [Reading(), Reading("challenger"), Reading(status_quo=0.5, better=1.0)][whole(generator, 0, 3)]
    found = play_round(Contestants(x[None], (c * s)[None], s[None]), reading)
    exponents, utilities, places = plain_round(x.tolist(), c.tolist(), s.tolist(), reading)
    assert_allclose(found.exponents[0], exponents, atol=1e-9)
    assert_allclose(found.utilities[0], utilities, atol=1e-9)
    assert_allclose(found.positions[0], places, atol=1e-6)


def condorcet(generator):
    n_voters, n = whole(generator, 1, 6), whole(generator, 1, 6)
    utilities, weights = generator.integers(0, 5, (n_voters, n)) / 4, generator.integers(0, 4, n_voters) * 1.0
    expected = plain_spatial.election(utilities.tolist(), weights.tolist(), list(range(n)))
    assert_allclose(election(utilities, weights).chances, list(expected.values()), atol=1e-12)


def condorcet_contest(generator):
    n, q = whole(generator, 2, 6), whole(generator, 1, 4)
    positions = generator.integers(0, 21, (n, q)) * 5.0
    capability, salience = generator.integers(1, 8, n) / 4, generator.integers(1, 9, (n, q)) / 8
    found = spatial_contest(positions, capability, salience, limit=2).positions
    places = (positions / 100).tolist()
    for after in found[1:]:
        places = plain_spatial.play_round(
            places, capability.tolist(), salience.tolist(), salience.mean(axis=1).tolist()
        )
        assert_allclose(after, 100 * np.array(places), atol=1e-9)


def trades(generator):
    n, q = whole(generator, 2, 6), whole(generator, 2, 5)
    positions = generator.integers(0, 21, (n, q)) * 5.0
    capability, salience = generator.uniform(0.1, 1, n), generator.uniform(0.1, 1, (n, q))
    if generator.random() < 0.5:  # so that ties and those without a weight come up
        capability, salience = generator.integers(1, 6, n) / 4, generator.integers(0, 5, (n, q)) / 4
    found = exchange(positions, capability, salience)
    tables = positions.tolist(), (capability[:, None] * salience).tolist(), salience.tolist()
    candidates, made, outcomes = iteration(*tables)
    assert (found.candidates, [(t.parties, t.issues) for t in found.trades]) == (candidates, made)
    assert_allclose(found.after, outcomes, atol=1e-9)


def solutions(generator):
    utilities = generator.integers(-2, 6, (whole(generator, 1, 12), whole(generator, 2, 4))) * 1.0
    apart = generator.integers(-2, 3, utilities.shape[1]) * 1.0
    found = bargaining_solutions(utilities, apart)
    for one, best in zip(
        (found.nash, found.kalai_smorodinsky, found.egalitarian),
        bargaining(utilities.tolist(), apart.tolist()),
        strict=True,
    ):
        assert int(one) in best
    assert int(nash_solution(utilities, apart)) == int(found.nash)


def deals(generator):
    n, q = whole(generator, 2, 5), whole(generator, 1, 4)
    undo, can = generator.integers(-6, 5, (n, q)) / 2, generator.random((n, q)) < 0.5
    for groups in (False, True):
        found = payments_over(undo[None], can, groups=groups)
        outside, paid = payments(undo, can, groups=groups)
        assert found.outside[0] == pytest.approx(outside, abs=1e-6)
        assert found.paid[0] == pytest.approx(paid, abs=1e-5)


def seat_of_every_subset(generator):
    table = random_table(generator, 4, 2, holes=0.3)
    found = subset_losses(*table.parts, method="compromise")
    for t, members in enumerate(subsets(4)):
        outcome = plain_table(table, list(members), "compromise")
        assert_allclose(found[:, t], [plain_loss(table, j, outcome) for j in range(4)], atol=1e-9)


def price_of_a_seat(generator):
    method = METHODS[whole(generator, 0, 2)]
    table, seated, terms = random_question(generator, method=method)
    found = seat_price(*table.parts, seated, len(seated) - 1, terms)
    least = price_as_written(laid_out(table, seated, terms))
    if np.isnan(least):
        assert str(found.verdict) == REFUSED
    else:
        assert float(found.loss_paid) == pytest.approx(least, abs=1e-5)


def frustration(generator):
    table = random_ties(generator, whole(generator, 2, 7))
    found = balance(table)
    triads, balanced, least = by_hand(table)
    assert (found.triads, found.balanced) == (triads, balanced)
    assert found.frustration == pytest.approx(least)


CHECKS = (
    power,
    power_of_many,
    power_of_minimal_winners,
    settlement,
    contest,
    condorcet,
    condorcet_contest,
    trades,
    solutions,
    deals,
    seat_of_every_subset,
    price_of_a_seat,
    frustration,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_against_loops(check, request):
    generator = np.random.default_rng(1814)
    for _ in range(2000 if request.config.getoption("--slow") else 50):
        check(generator)
