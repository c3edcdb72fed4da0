"""Shortest ways into equilibria against a search of all paths."""

import random

import numpy as np
import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model import solve, ways_in
from tests.support import graph_model_brute as brute
from tests.support.graph_model_cases import PATHS, read_case
from tests.support.graph_model_compare import as_game


def all_shortest(conflict, start, targets, step):
    """Every shortest path from the start into the targets, as tuples of (mover, state)."""
    paths = [()]
    for _ in range(len(conflict.states) + 1):
        found = [path for path in paths if (path[-1][1] if path else start) in targets]
        if found:
            return sorted(found)
        paths = [
            (*path, (mover, there))
            for path in paths
            for mover in conflict.parties
            if not path or path[-1][0] != mover
            for there in step(mover, path[-1][1] if path else start)
            if there not in {state for _, state in path} | {start}
        ]
    return []


@pytest.mark.parametrize("seed", range(60))
def test_ways_in_are_all_the_shortest_paths(seed):
    conflict = brute.random_conflict(random.Random(11_000 + seed), max_options=4)
    game = as_game(conflict)
    equilibria = solve(game, ["gmr"]).equilibria["gmr"]
    option = game.options[seed % game.n_options]
    targets = set(np.flatnonzero(equilibria & game.states[:, seed % game.n_options]).tolist())
    for start in range(min(game.n_states, 4)):
        ways = ways_in(game, start, option, equilibria)
        expected = all_shortest(conflict, start, targets, conflict.improve)
        assert ways.complete
        assert [tuple((step.party, step.state) for step in path) for path in ways.paths] == expected
        assert ways.steps == (len(expected[0]) if expected else None)
        assert set(ways.first_movers) == {path[0][0] for path in expected if path}
        assert set(ways.targets) == {path[-1][1] if path else start for path in expected}


@pytest.mark.parametrize("seed", range(30))
def test_a_tied_party_never_hurts_those_it_is_tied_to(seed):
    conflict = brute.random_conflict(random.Random(13_000 + seed), max_options=4)
    game = as_game(conflict)
    everywhere = np.ones(game.n_states, dtype=bool)
    option = game.options[0]
    tied = {0: [1], 1: [0]}

    def step(mover, here):
        hurt = {0: 1, 1: 0}.get(mover)
        return {t for t in conflict.improve(mover, here) if hurt is None or not conflict.better(hurt, here, t)}

    targets = set(np.flatnonzero(game.states[:, 0]).tolist())
    ways = ways_in(game, 0, option, everywhere, tied=tied)
    expected = all_shortest(conflict, 0, targets, step)
    assert [tuple((move.party, move.state) for move in path) for path in ways.paths] == expected


def test_the_list_of_paths_says_when_it_is_cut():
    case = read_case(next(path for path in PATHS if path.stem == "elmira"))
    everywhere = np.ones(case.game.n_states, dtype=bool)
    start = case.game.find(["delay"])
    ways = ways_in(case.game, start, "insist", everywhere, limit=0)
    assert not ways.complete
    assert ways.steps is not None


def test_an_option_that_does_not_exist_is_refused_with_the_nearest():
    case = read_case(next(path for path in PATHS if path.stem == "prisoners-dilemma"))
    with pytest.raises(SolverError, match='did you mean "one_cooperates"'):
        ways_in(case.game, 0, "one_cooperate", np.ones(4, dtype=bool))
