import json
from fractions import Fraction
from itertools import product
from math import comb, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import SolverError, TooLargeError
from talleyrand.solvers.power import count_winning, power_indices, swings_by_size
from talleyrand.solvers.power_exact import quota_counts
from talleyrand.solvers.power_large import quota_game
from talleyrand.solvers.simple_game import SimpleGame, WeightRule
from tests.support.plain_power import counted_by_hand, wins
from tests.support.shared import SHARED, needs_shared

COUNCIL = SimpleGame(15, vetoes=(0, 1, 2, 3, 4), minimum_size=9)


@st.composite
def games(draw):
    n = draw(st.integers(1, 6))
    weights = st.tuples(*[st.integers(0, 6)] * n)
    rules = draw(st.lists(st.builds(WeightRule, st.integers(1, 14), weights), max_size=3))
    vetoes = draw(st.sets(st.integers(0, n - 1), max_size=2))
    size = draw(st.integers(0, n))
    blocking = draw(st.one_of(st.none(), st.integers(1, n)))
    if not (rules or vetoes or size):
        size = 1
    return SimpleGame(n, tuple(rules), tuple(vetoes), size, blocking)


@given(games())
def test_against_all_coalitions(game):
    swings, winning = counted_by_hand(game)
    assert swings_by_size(game) == swings
    assert count_winning(game) == winning
    everybody = np.array(list(product([False, True], repeat=game.n)))
    assert game.wins(everybody).tolist() == [wins(game, row) for row in everybody.tolist()]


@given(games())
def test_shares_are_what_theory_says(game):
    found = power_indices(game, fractions=True)
    swings, winning = counted_by_hand(game)
    n = game.n
    for i in range(n):
        expected = sum(
            Fraction(count * factorial(size) * factorial(n - 1 - size), factorial(n))
            for size, count in enumerate(swings[i])
        )
        assert found.shapley_shubik[i] == expected
        assert found.banzhaf_absolute[i] == Fraction(sum(swings[i]), 2 ** (n - 1))
        assert found.coleman_prevent[i] * winning == (sum(swings[i]) if winning else 0)
        assert found.coleman_initiate[i] * (2**n - winning) == (sum(swings[i]) if winning < 2**n else 0)
    assert sum(found.shapley_shubik) == (1 if any(found.swings) else 0)
    assert sum(found.banzhaf) == (1 if any(found.swings) else 0)


def test_the_blocking_clause_adds_winners_counted_by_hand():
    # Three members with weights 3, 1, 1 and quota 4: 1+2, 1+3, 1+2+3 win. If one alone cannot block (b = 2),
    # 2+3 wins as well, and the three are equals.
    rule = (WeightRule(4, (3, 1, 1)),)
    assert power_indices(SimpleGame(3, rule), fractions=True).shapley_shubik == (
        Fraction(2, 3),
        Fraction(1, 6),
        Fraction(1, 6),
    )
    assert (
        power_indices(SimpleGame(3, rule, blocking_minority=2), fractions=True).shapley_shubik == (Fraction(1, 3),) * 3
    )
    # Winners by the clause win without the vetoes too.
    assert bool(SimpleGame(3, vetoes=(0,), blocking_minority=2).wins([False, True, True]))


@needs_shared
def test_the_reference_values():
    reference = json.loads((SHARED / "verification/power/reference.json").read_text())
    council, found = reference["unsc"], power_indices(COUNCIL, fractions=True)
    for kind, member in (("permanent", 0), ("elected", 14)):
        assert found.shapley_shubik[member] == Fraction(council["shapley_shubik"][kind])
        assert found.banzhaf[member] == Fraction(council["banzhaf_normalised"][kind])
        assert found.banzhaf_absolute[member] == Fraction(council["banzhaf_absolute"][kind])
        assert found.swings[member] == council["swings"][kind]
    six = reference["eec1958"]
    found = power_indices(SimpleGame(6, (WeightRule(six["quota"], tuple(six["weights"])),)), fractions=True)
    assert found.shapley_shubik == tuple(Fraction(share) for share in six["shapley_shubik"])
    assert found.banzhaf == tuple(Fraction(share) for share in six["banzhaf_normalised"])
    assert found.swings == tuple(six["swings"])
    union = reference["eu28_population_majority"]
    floats = power_indices(SimpleGame(28, (WeightRule(union["quota"], tuple(union["weights"])),), minimum_size=16))
    assert floats.shapley_shubik == pytest.approx(union["shapley_shubik"], abs=1e-14)
    # The file calls these normalised, but they sum to 1.65: they are the absolute ones.
    assert floats.banzhaf_absolute == pytest.approx(union["banzhaf_normalised"], abs=1e-14)


def test_luxembourg_had_votes_and_no_power_in_1958():
    found = power_indices(SimpleGame(6, (WeightRule(12, (4, 4, 4, 2, 2, 1)),)))
    assert found.swings[5] == 0


def test_weights_written_as_decimals_count_as_decimals():
    found = power_indices(SimpleGame(3, (WeightRule(0.3, (0.1, 0.2, 0.0)),)))
    assert found.shapley_shubik == (0.5, 0.5, 0.0)


def test_more_members_than_a_machine_word_has_bits():
    found = power_indices(SimpleGame(70, (WeightRule(36, (1,) * 70),)), fractions=True)
    assert set(found.shapley_shubik) == {Fraction(1, 70)}
    assert found.winning == 2**69 - _middle(70) // 2


def _middle(n):
    return factorial(n) // factorial(n // 2) ** 2


def test_a_thousand_voters_in_floating_point():
    found = power_indices(SimpleGame(1000, (WeightRule(501, (1,) * 1000),)))
    assert not found.exact
    assert found.shapley_shubik == pytest.approx([1 / 1000] * 1000, rel=1e-9)
    # One voter swings where 500 of the 999 others are in.
    assert found.banzhaf_absolute[0] == pytest.approx(comb(999, 500) / 2**999, rel=1e-12)


def test_many_members_exactly():
    weights = (3, 1, *[2] * 98)
    rule = SimpleGame(100, (WeightRule(150, weights),))
    exact, floats = power_indices(rule, fractions=True), power_indices(rule)
    assert exact.exact and sum(exact.shapley_shubik) == 1
    assert list(map(list, quota_counts(150, weights).swings)) == swings_by_size(rule)
    assert quota_counts(150, weights).winning == count_winning(rule) == exact.winning
    assert floats.shapley_shubik == pytest.approx([float(share) for share in exact.shapley_shubik], abs=floats.error)
    # Only one coalition in ten thousand million million wins, and the digits are kept.
    assert floats.banzhaf_absolute == pytest.approx([float(share) for share in exact.banzhaf_absolute], rel=1e-12)
    assert floats.coleman_initiate == pytest.approx([float(share) for share in exact.coleman_initiate], rel=1e-12)


def test_all_of_many_must_agree():
    everybody = SimpleGame(80, (WeightRule(80, (1,) * 80),))
    found = power_indices(everybody)
    assert found.shapley_shubik == pytest.approx([1 / 80] * 80, abs=found.error)
    assert found.banzhaf_absolute == pytest.approx([2.0**-79] * 80, rel=1e-12)
    assert found.coleman_prevent == pytest.approx([1.0] * 80, rel=1e-12)
    anybody = power_indices(SimpleGame(80, (WeightRule(1, (1,) * 80),)))
    assert anybody.coleman_initiate == pytest.approx([1.0] * 80, rel=1e-12)
    assert anybody.banzhaf == pytest.approx(found.banzhaf, rel=1e-12)


@pytest.mark.parametrize("fractions", [False, True])
def test_a_quota_that_many_members_cannot_reach(fractions):
    found = power_indices(SimpleGame(100, (WeightRule(10**9, (5,) * 100),)), fractions=fractions)
    assert not any(found.shapley_shubik) and found.winning == 0


@st.composite
def quota_games(draw):
    weights = draw(st.lists(st.integers(0, draw(st.sampled_from([1, 9, 60]))), min_size=1, max_size=14).filter(any))
    return draw(st.integers(1, sum(weights))), tuple(weights)


@given(quota_games())
def test_large_solvers_agree_with_counting(game):
    quota, weights = game
    exact = power_indices(SimpleGame(len(weights), (WeightRule(quota, weights),)))
    counted = quota_counts(quota, weights)
    assert [list(row) for row in counted.swings] == swings_by_size(SimpleGame(len(weights), (WeightRule(*game),)))
    assert counted.winning == exact.winning
    floats = quota_game(quota, weights)
    assert floats.shapley_shubik == pytest.approx(exact.shapley_shubik, abs=floats.error)
    for name in ("banzhaf", "banzhaf_absolute", "coleman_prevent", "coleman_initiate"):
        assert getattr(floats, name) == pytest.approx(getattr(exact, name), rel=1e-12, abs=1e-13)


@pytest.mark.parametrize("solver", [quota_game, quota_counts])
def test_large_solvers_tell_how_large_is_too_large(solver):
    with pytest.raises(TooLargeError, match="coarser unit"):
        solver(10**9, tuple(range(10**7, 10**7 + 200)))


def test_tells_how_large_is_too_large():
    with pytest.raises(TooLargeError, match="coarser unit"):
        power_indices(SimpleGame(30, (WeightRule(10**9, tuple(range(10**8, 10**8 + 30))),)))


@pytest.mark.parametrize(
    "arguments",
    [
        {"n": 0, "minimum_size": 0},
        {"n": 2, "minimum_size": 3},
        {"n": 2, "vetoes": (2,)},
        {"n": 2, "minimum_size": 1, "blocking_minority": 0},
        {"n": 2, "rules": (WeightRule(1, (1,)),)},
        {"n": 2, "rules": (WeightRule(0, (1, 1)),)},
        {"n": 2, "rules": (WeightRule(1, (1, -1)),)},
        {"n": 2},
    ],
)
def test_refuses_what_is_no_simple_game(arguments):
    with pytest.raises(SolverError):
        SimpleGame(**arguments)
