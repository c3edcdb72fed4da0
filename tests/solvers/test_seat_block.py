from itertools import product

import numpy as np

from talleyrand.solvers.seat import losses
from talleyrand.solvers.seat_block import blocking
from talleyrand.solvers.simple_game import SimpleGame, WeightRule
from tests.support.tables import random_table

COUNCIL = SimpleGame(5, vetoes=(0, 1), minimum_size=3)


def test_a_veto_is_needed_and_a_rotating_member_is_not():
    found = blocking([0.0], np.zeros((5, 1)), np.ones((5, 1)), [10.0], COUNCIL)
    assert found.needed.tolist() == [True, True, False, False, False]
    assert bool(found.passes)
    assert not found.would_block.any()  # all prefer the settlement, which is where they stand


def test_who_holds_a_veto_and_prefers_no_deal_would_block():
    positions = np.array([[100.0], [0.0], [0.0], [0.0], [0.0]])
    found = blocking([0.0], positions, np.ones((5, 1)), [100.0], COUNCIL)
    assert found.gain.tolist() == [-100.0, 100.0, 100.0, 100.0, 100.0]
    assert not bool(found.passes)
    assert found.would_block.tolist() == [True, False, False, False, False]


def test_the_indifferent_do_not_stand_in_the_way():
    positions = np.full((5, 1), np.nan)
    found = blocking([0.0], positions, np.ones((5, 1)), [100.0], COUNCIL)
    assert found.supports.all()
    assert bool(found.passes)


def test_against_the_definition_in_many_draws():
    table = random_table(np.random.default_rng(1), 4, 2, draws=(200,), holes=0.1)
    rule = SimpleGame(4, (WeightRule(5, (3, 2, 1, 1)),), vetoes=(2,))
    outcome = table.reversion[::-1]
    found = blocking(outcome, table.positions, table.salience, table.reversion, rule)
    at_deal = losses(outcome, table.positions, table.salience)
    at_none = losses(table.reversion, table.positions, table.salience)
    seen = set()
    for d, i in product(range(200), range(4)):
        willing = {j for j in range(4) if at_deal[d, j] <= at_none[d, j] + 1e-9}
        decides = rule.wins([j in willing | {i} for j in range(4)]) and not rule.wins(
            [j in willing - {i} for j in range(4)]
        )
        assert found.can_block[d, i] == decides
        assert found.would_block[d, i] == (decides and i not in willing)
        seen.add((bool(decides), i in willing))
    assert len(seen) == 4  # every combination came up
