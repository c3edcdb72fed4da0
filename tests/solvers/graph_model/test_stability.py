"""Nash, GMR, SMR, SEQ and SIM against print, the brute force and their own implications."""

import json
import random

import numpy as np
import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model import CONCEPTS, Game, rank_by_values, solve, states_from_strings
from tests.support import graph_model_brute as brute
from tests.support.graph_model_compare import as_game, mismatches
from tests.support.shared import SHARED, needs_shared

DIRECTIONS = {"both": "both", "fwd": "on", "back": "off"}


@needs_shared
def test_the_shared_conflicts_have_their_known_equilibria():
    cases = json.loads((SHARED / "verification" / "graph_model" / "cases.json").read_text(encoding="utf-8"))
    assert len(cases) >= 4
    for case in cases:
        game = Game(
            tuple(option["name"] for option in case["options"]),
            tuple(option["owner"] for option in case["options"]),
            len(case["decision_makers"]),
            tuple(DIRECTIONS[option["direction"]] for option in case["options"]),
            states_from_strings(case["states"]),
            np.array(case["payoffs"]),
        )
        result = solve(game)
        found = {concept: [state + 1 for state in result.states(concept)] for concept in CONCEPTS}
        assert found == {name.lower(): states for name, states in case["expected"].items()}, case["name"]


@pytest.mark.parametrize("block", range(10))
def test_both_kernels_agree_with_the_brute_force(block):
    for seed in range(1_000_000 + 30 * block, 1_000_000 + 30 * (block + 1)):
        assert mismatches(seed) == [], f"game of seed {seed}"


@pytest.mark.slow
def test_ten_thousand_games_agree_with_the_brute_force():
    assert [seed for seed in range(10_000) if mismatches(seed)] == []


def random_games(count, start=0):
    for seed in range(start, start + count):
        yield seed, as_game(brute.random_conflict(random.Random(seed), max_options=8))


def test_the_concepts_imply_each_other_as_proven():
    for seed, game in random_games(100, start=50_000):
        stable = solve(game).stable
        for weaker, stronger in [("gmr", "seq"), ("seq", "nash"), ("gmr", "smr"), ("smr", "nash"), ("sim", "nash")]:
            assert (stable[weaker] | ~stable[stronger]).all(), f"{stronger} without {weaker} in game {seed}"


def test_relabelling_parties_options_and_states_relabels_the_answer():
    for seed, game in random_games(40, start=60_000):
        rng = np.random.default_rng(seed)
        parties = rng.permutation(game.n_parties)  # old number at each new place
        options = rng.permutation(game.n_options)
        states = rng.permutation(game.n_states)
        new_number = np.argsort(parties)
        other = Game(
            tuple(game.options[k] for k in options),
            tuple(int(new_number[game.owners[k]]) for k in options),
            game.n_parties,
            tuple(game.directions[k] for k in options),
            game.states[states][:, options],
            game.ranks[parties][:, states],
        )
        before, after = solve(game), solve(other)
        for concept in CONCEPTS:
            assert np.array_equal(before.stable[concept][parties][:, states], after.stable[concept]), (seed, concept)


def test_only_the_order_of_ranks_counts():
    for seed, game in random_games(40, start=70_000):
        stretched = game.with_ranks(
            np.stack([rank_by_values(row.astype(np.int64) ** 3 * 7 + 1000) for row in game.ranks])
        )
        huge = game.with_ranks(game.ranks.astype(np.int64) * 2**40)
        for concept in CONCEPTS:
            expected = solve(game, [concept]).stable[concept]
            assert np.array_equal(expected, solve(stretched, [concept]).stable[concept]), seed
            assert np.array_equal(expected, solve(huge, [concept]).stable[concept]), seed


def test_an_option_that_changes_nothing_for_anybody_leaves_the_answer():
    for seed, game in random_games(40, start=80_000):
        wider = Game(
            (*game.options, "irrelevant"),
            (*game.owners, seed % game.n_parties),
            game.n_parties,
            (*game.directions, "both"),
            np.concatenate([np.pad(game.states, ((0, 0), (0, 1)), constant_values=on) for on in (False, True)]),
            np.concatenate([game.ranks, game.ranks], axis=1),
        )
        before, after = solve(game), solve(wider)
        for concept in CONCEPTS:
            twice = np.concatenate([before.stable[concept]] * 2, axis=1)
            assert np.array_equal(twice, after.stable[concept]), (seed, concept)


def test_a_party_alone_has_only_its_best_states():
    game = Game(("a", "b"), (0, 0), 1, (), states_from_strings(["NN", "YN", "NY", "YY"]), np.array([[0, 3, 3, 1]]))
    result = solve(game)
    assert {concept: result.states(concept) for concept in CONCEPTS} == dict.fromkeys(CONCEPTS, (1, 2))


def test_an_unknown_concept_is_refused_with_the_nearest_name():
    game = Game(("a",), (0,), 1, (), states_from_strings(["N", "Y"]), np.array([[0, 1]]))
    with pytest.raises(SolverError, match='did you mean "nash"'):
        solve(game, ["nahs"])


def test_the_result_cannot_be_changed():
    game = Game(("a",), (0,), 1, (), states_from_strings(["N", "Y"]), np.array([[0, 1]]))
    result = solve(game)
    with pytest.raises(ValueError, match="read-only"):
        result.stable["nash"][0, 0] = True
    with pytest.raises(TypeError):
        result.stable["nash"] = None


@pytest.mark.parametrize("way", ["on", "off", "both", "fixed"])
def test_one_party_with_one_option_is_a_game_too(way):
    game = Game(("a",), (0,), 1, (way,), np.array([[0], [1]], dtype=bool), np.array([[0, 1]]))
    assert solve(game).states("nash") == ((1,) if way in ("on", "both") else (0, 1))
