"""Explanations agree with the solver, and every sanction named is one by the definition."""

import itertools
import random

import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model import (
    COALITION_CONCEPTS,
    CONCEPTS,
    explain,
    explain_coalition,
    explain_foresight,
    in_words,
    limited_move,
    non_myopic,
    solve,
    solve_coalitions,
    solve_conditional,
)
from talleyrand.solvers.graph_model.sentences import numbered
from tests.support import graph_model_brute as brute
from tests.support import graph_model_more_brute as more
from tests.support.graph_model_cases import PATHS, read_case
from tests.support.graph_model_compare import as_game
from tests.support.graph_model_variants_brute import random_conditions


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


def check(conflict, found, stable):
    """An explanation agrees with the solver, and every sanction is one by the definition."""
    party, state = found.party, found.state
    assert found.stable == stable
    assert {response.improvement for response in found.responses} == conflict.improve(party, state)
    for response in found.responses:
        if response.sanction is None:
            continue
        assert not conflict.better(party, response.sanction, state)
        assert follows(conflict, found, response)
        if found.concept == "smr":
            escapes = conflict.reach(party, response.sanction)
            assert not any(conflict.better(party, way_out, state) for way_out in escapes)


@pytest.mark.parametrize("seed", range(40))
def test_every_explanation_holds_by_the_definitions(seed):
    conflict = brute.random_conflict(random.Random(7_000 + seed), max_options=4)
    game = as_game(conflict)
    result = solve(game)
    for concept, party, state in itertools.product(CONCEPTS, range(game.n_parties), range(game.n_states)):
        check(conflict, explain(game, party, state, concept), result.stable[concept][party, state])


@pytest.mark.parametrize("seed", range(30))
def test_under_conditions_nobody_moves_twice_in_succession(seed):
    rng = random.Random(7_500 + seed)
    conflict = brute.random_conflict(rng, max_options=4, max_parties=4)
    bound, conditions = random_conditions(rng, conflict)
    game = as_game(conflict)
    result = solve_conditional(game, conditions)
    for concept, party, state in itertools.product(CONCEPTS, range(game.n_parties), range(game.n_states)):
        found = explain(game, party, state, concept, conditions=conditions)
        check(bound, found, result.stable[concept][party, state])
        assert result.why(party, state, concept) == in_words(game, found, numbered(game))


@pytest.mark.parametrize("seed", range(20))
def test_every_coalition_explanation_holds_by_the_definitions(seed):
    conflict = brute.random_conflict(random.Random(8_000 + seed), max_options=4, max_parties=3)
    game = as_game(conflict)
    result = solve_coalitions(game)
    for concept, (row, group) in itertools.product(COALITION_CONCEPTS, enumerate(result.coalitions)):
        for state in range(game.n_states):
            found = explain_coalition(game, group, state, concept)
            assert found.stable == result.stable[concept][row, state]
            assert {r.improvement for r in found.responses} == more.coalition_improvements(conflict, group, state)
            for response in found.responses:
                here = state
                for step in response.joint:
                    assert step.party in group
                    assert step.state in conflict.reach(step.party, here)
                    here = step.state
                assert here == response.improvement
                for change in response.path:
                    assert not set(change.parties) & set(group)
                    assert change.state in (
                        more.coalition_improvements(conflict, change.parties, here)
                        if concept == "cseq"
                        else conflict.reach(change.parties[0], here)
                    )
                    here = change.state
                if response.sanction is not None:
                    assert here == response.sanction
                    spared = [member for member in group if member not in response.deterred]
                    assert response.deterred
                    assert all(conflict.better(member, here, state) for member in spared)
                    assert not any(conflict.better(member, here, state) for member in response.deterred)
                if response.escape:
                    reply, out = response.escape
                    assert reply in conflict.joint(
                        [j for j in conflict.parties if j not in group], response.improvement, conflict.reach
                    )
                    assert out in conflict.joint(group, reply, conflict.reach)
                    assert all(conflict.better(member, out, state) for member in group)


@pytest.mark.parametrize("seed", range(20))
def test_the_play_that_is_told_ends_where_the_solver_says(seed):
    rng = random.Random(8_500 + seed)
    conflict = brute.random_conflict(rng, max_options=4)
    bound, conditions = random_conditions(rng, conflict)
    game = as_game(conflict)
    results = [(limited_move(game, horizon, conditions), horizon) for horizon in (1, 2, 3)]
    for result, horizon in [*results, (non_myopic(game, conditions=conditions), None)]:
        for party, state in itertools.product(range(game.n_parties), range(game.n_states)):
            found = explain_foresight(game, party, state, horizon, conditions=conditions)
            assert (found.stable, found.settled) == (result.stable[party, state], result.settled[party, state])
            here, last = state, None
            for step in found.play:
                assert step.party != last
                assert step.state in bound.reach(step.party, here)
                here, last = step.state, step.party
            assert bool(found.play) == bool(bound.reach(party, state))
            if found.settled and not found.stable:
                assert here == result.ends[party, state]
                assert bound.better(party, here, state)
            if found.stable:
                assert not bound.better(party, here, state)
            assert result.why(party, state)[:7] == f"Party {party + 1}"


def test_a_sentence_names_the_counter_move_that_sanctions():
    case = read_case(next(path for path in PATHS if path.stem == "prisoners-dilemma"))
    both = case.game.find(["one_cooperates", "two_cooperates"])
    said = in_words(case.game, explain(case.game, 0, both, "seq"), case.parties)
    assert said == (
        "One has no gain from leaving {one_cooperates, two_cooperates}: if One goes to {two_cooperates}, "
        "Two can make it {}, no better for One."
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
    with pytest.raises(SolverError, match="party 2 does not exist; parties are 0 to 1"):
        explain(case.game, 2, 0, "nash")
    with pytest.raises(SolverError, match='did you mean "smr"'):
        explain(case.game, 0, 0, "smrr")


def test_every_state_party_and_concept_has_a_sentence():
    case = read_case(next(path for path in PATHS if path.stem == "elmira"))
    found, together, ahead = solve(case.game), solve_coalitions(case.game), non_myopic(case.game)
    start = case.game.find(["modify", "delay"])
    assert found.why(2, start, "sim", case.parties) == (
        "Local_Government has no gain from leaving {modify, delay}: if Local_Government goes to {modify, delay, insist} "
        "while Uniroyal goes to {modify, abandon}, it becomes {modify, abandon, insist}, no better for Local_Government."
    )
    assert together.why((0, 1), start, "cgmr", case.parties) == (
        "MoE and Uniroyal gain by leaving {modify, delay}: Uniroyal makes it {modify, accept}, and no answer of the "
        "others takes the gain away from any of them."
    )
    assert ahead.why(1, start, case.parties) == (
        "Uniroyal, looking ahead without bound, goes from {modify, delay} to {modify, accept}, expects that "
        "Local_Government makes it {modify, accept, insist}, and is better off where play ends."
    )
    said = [found.why(p, s, c) for p in range(3) for s in range(case.game.n_states) for c in CONCEPTS]
    said += [together.why(g, s, c) for g in together.coalitions for s in (0, 5) for c in COALITION_CONCEPTS]
    assert all(sentence.startswith("Party ") and sentence.endswith(".") for sentence in said)


def test_parties_need_a_name_each():
    case = read_case(PATHS[0])
    with pytest.raises(SolverError, match="2 parties need as many names, not 1"):
        solve(case.game).why(0, 0, "nash", ["A"])
