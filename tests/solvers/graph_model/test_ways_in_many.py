"""Ways in under many preferences, against one search after the other."""

import numpy as np
import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model import Game, solve, ways_in
from talleyrand.solvers.graph_model.draws import solve_many
from talleyrand.solvers.graph_model.ways_in_many import AT_ONCE, ways_in_many


def random_game(seed: int) -> Game:
    """Return a game of 2 to 4 parties and 3 to 6 options with some states ruled out and some one-way options."""
    generator = np.random.default_rng(seed)
    n_parties, n_options = int(generator.integers(2, 5)), int(generator.integers(3, 7))
    owners = tuple(int(o) for o in generator.integers(0, n_parties, n_options))
    every = (np.arange(1 << n_options)[:, None] >> np.arange(n_options) & 1).astype(bool)
    kept = generator.random(len(every)) < 0.85
    kept[0] = True
    states = every[kept]
    directions = tuple(generator.choice(["both", "on", "off"], n_options, p=[0.7, 0.2, 0.1]).tolist())
    ranks = generator.integers(0, 6, (n_parties, len(states)))
    return Game(tuple(f"o{n}" for n in range(n_options)), owners, n_parties, directions, states, ranks)


@pytest.mark.parametrize("seed", range(60))
def test_agrees_with_one_search_a_preference(seed: int) -> None:
    game, generator = random_game(seed), np.random.default_rng(1000 + seed)
    ranks = generator.integers(0, 6, (12, *game.ranks.shape))
    stable = solve_many(game, ranks, ["seq"]).equilibria["seq"]
    found = ways_in_many(game, 0, "o1", ranks, stable)
    for n, one in enumerate(ranks):
        way = ways_in(game.with_ranks(one), 0, "o1", stable[n])
        assert found.steps[n] == (-1 if way.steps is None else way.steps)
        assert tuple(np.flatnonzero(found.first_movers[n]).tolist()) == way.first_movers


def test_blocks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    game = random_game(3)
    ranks = np.random.default_rng(1).integers(0, 4, (40, *game.ranks.shape))
    stable = solve_many(game, ranks, ["seq"]).equilibria["seq"]
    whole = ways_in_many(game, 0, "o0", ranks, stable)
    assert AT_ONCE > 1
    monkeypatch.setattr("talleyrand.solvers.graph_model.ways_in_many.AT_ONCE", 1)
    one_by_one = ways_in_many(game, 0, "o0", ranks, stable)
    assert whole.steps.tolist() == one_by_one.steps.tolist()
    assert whole.first_movers.tolist() == one_by_one.first_movers.tolist()


def test_an_unknown_option_is_told() -> None:
    game = random_game(1)
    with pytest.raises(SolverError, match='no option is called "x"; there are: o0'):
        ways_in_many(game, 0, "x", game.ranks[None], solve(game, ["seq"]).equilibria["seq"][None])
