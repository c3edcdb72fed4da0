from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from talleyrand.errors import TooLargeError
from talleyrand.solvers.power_minimal import minimal_power
from talleyrand.solvers.simple_game import SimpleGame, WeightRule


def test_five_parties_of_holler_1982_by_hand():
    # Quota 51, weights 35, 20, 15, 15, 15: minimal winners {1,2}, {1,3,4}, {1,3,5}, {1,4,5}, {2,3,4,5}.
    found = minimal_power(SimpleGame(5, (WeightRule(51, (35, 20, 15, 15, 15)),)))
    assert found.coalitions == 5
    assert found.holler == tuple(Fraction(count, 15) for count in (4, 2, 3, 3, 3))
    assert found.deegan_packel[0] == Fraction(1, 5) * (Fraction(1, 2) + 3 * Fraction(1, 3))
    assert found.deegan_packel[1] == Fraction(1, 5) * (Fraction(1, 2) + Fraction(1, 4))


def test_against_the_definition():
    generator = np.random.default_rng(1)
    for _ in range(60):
        n = int(generator.integers(1, 7))
        weights = tuple(int(w) for w in generator.integers(0, 5, n))
        veto = (int(generator.integers(0, n)),) if generator.random() < 0.3 else ()
        blocking = int(generator.integers(1, n + 1)) if generator.random() < 0.3 else None
        game = SimpleGame(n, (WeightRule(int(generator.integers(1, 9)), weights),), veto, blocking_minority=blocking)
        minimal = []
        for inside in product([False, True], repeat=n):
            left = [[here and j != i for j, here in enumerate(inside)] for i in range(n) if inside[i]]
            if game.wins(inside) and not any(game.wins(smaller) for smaller in left):
                minimal.append(inside)
        found = minimal_power(game)
        assert found.coalitions == len(minimal)
        for i in range(n):
            share = sum((Fraction(1, sum(m) * len(minimal)) for m in minimal if m[i]), Fraction(0))
            assert found.deegan_packel[i] == share
        assert sum(found.holler) == (1 if any(map(any, minimal)) else 0)


def test_too_many_members():
    with pytest.raises(TooLargeError, match="22"):
        minimal_power(SimpleGame(23, minimum_size=12))
