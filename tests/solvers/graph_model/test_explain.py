"""Explanations agree with the solver, and every sanction named is one by the definition."""

import random

import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model import CONCEPTS, explain, in_words, solve
from tests.support import graph_model_brute as brute
from tests.support.graph_model_cases import PATHS, read_case
from tests.support.graph_model_compare import as_game


def follows(conflict, explanation, response):
    """Whether the path to the sanction is one that the concept allows, from the improvement or the state."""
    i, s, x = explanation.party, explanation.state, response.sanction
    if explanation.concept == "sim":
        assert all(step.state in conflict.improve(step.party, s) for step in response.path)
        return x in brute.combinations(conflict, i, s, response.improvement)
    step_of = conflict.improve if explanation.concept == "seq" else conflict.reach
    here, last = response.improvement, None
    for step in response.path:
        assert step.party not in (i, last)
        assert step.state in step_of(step.party, here)
        here, last = step.state, step.party
    return here == x


@pytest.mark.parametrize("seed", range(40))
def test_every_explanation_holds_by_the_definitions(seed):
    conflict = brute.random_conflict(random.Random(7_000 + seed), max_options=4)
    game = as_game(conflict)
    result = solve(game)
    for concept in CONCEPTS:
        for party in range(game.n_parties):
            for state in range(game.n_states):
                found = explain(game, party, state, concept)
                assert found.stable == result.stable[concept][party, state]
                assert {response.improvement for response in found.responses} == conflict.improve(party, state)
                for response in found.responses:
                    if response.sanction is None:
                        continue
                    assert not conflict.better(party, response.sanction, state)
                    assert follows(conflict, found, response)
                    if concept == "smr":
                        escapes = conflict.reach(party, response.sanction)
                        assert not any(conflict.better(party, way_out, state) for way_out in escapes)


def test_a_sentence_names_the_counter_move_that_sanctions():
    case = read_case(next(path for path in PATHS if path.stem == "prisoners-dilemma"))
    both = case.game.find(["one_cooperates", "two_cooperates"])
    said = in_words(case.game, explain(case.game, 0, both, "seq"), case.parties)
    assert said == (
        "One has no gain from leaving {one_cooperates, two_cooperates}: if One goes to {two_cooperates}, "
        "Two can make it {}, no better for it."
    )


def test_a_sentence_names_the_improvement_that_nothing_sanctions():
    case = read_case(next(path for path in PATHS if path.stem == "deadlock"))
    both = case.game.find(["one_disarms", "two_disarms"])
    for concept in CONCEPTS:
        said = in_words(case.game, explain(case.game, 0, both, concept), case.parties)
        assert said.startswith("One gains by moving from {one_disarms, two_disarms} to {two_disarms}")


def test_smr_says_how_the_party_gets_away():
    case = read_case(next(path for path in PATHS if path.stem == "matching-pennies"))
    (response,) = explain(case.game, 0, case.game.find(["one_heads"]), "smr").responses
    assert response.sanction is None
    reply, way_out = response.escape
    assert case.game.ranks[0, reply] <= 0 < case.game.ranks[0, way_out]


def test_numbers_that_do_not_exist_are_refused():
    case = read_case(PATHS[0])
    with pytest.raises(SolverError, match="2 parties, 4 states"):
        explain(case.game, 2, 0, "nash")
    with pytest.raises(SolverError, match='did you mean "smr"'):
        explain(case.game, 0, 0, "smrr")
