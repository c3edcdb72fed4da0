"""The conflicts of the literature in cases/graph_model: the equilibria each file states."""

import pytest

from talleyrand.solvers.graph_model import CONCEPTS, solve
from tests.support.graph_model_cases import PATHS, read_case


def test_there_are_ten_conflicts_each_with_a_citation():
    cases = [read_case(path) for path in PATHS]
    assert len(cases) >= 10
    assert all(case.citation and case.name == path.stem for case, path in zip(cases, PATHS, strict=True))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_equilibria_are_those_the_file_states(path):
    case = read_case(path)
    result = solve(case.game)
    assert {concept: result.states(concept) for concept in CONCEPTS} == case.expected
    assert set(case.published) <= set(CONCEPTS)


def test_mutual_cooperation_is_what_foresight_adds_to_the_dilemma():
    case = read_case(next(path for path in PATHS if path.stem == "prisoners-dilemma"))
    both = case.game.find(["one_cooperates", "two_cooperates"])
    result = solve(case.game)
    assert not result.equilibria["nash"][both]
    assert result.equilibria["seq"][both]
