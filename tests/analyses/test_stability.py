"""What the analysis of stability says of where things stand, and of who can upset what lasts together."""

from pathlib import Path

import numpy as np
import pytest

from talleyrand.analyses.conflict import central_game, conflict
from talleyrand.analyses.stability import StabilityAnalysis
from talleyrand.analyses.stability_path import MOST_STATES, why_holds
from talleyrand.analyses.stability_together import smallest_breakers, together
from talleyrand.analyses.stability_words import change_words, state_words
from talleyrand.case.model import Case
from talleyrand.case.yamlfile import case_from_text, load_case
from talleyrand.solvers.graph_model import from_status_quo, solve, solve_coalitions

ROOT = Path(__file__).resolve().parents[2]
KOREA = ROOT / "cases" / "korea-2018" / "case.yaml"


def quarrel(first: str, second: str) -> Case:
    """Two parties with an option each; their statements in order."""
    return case_from_text(f"""
title: Quarrel
parties:
  A: {{name: Anna, capability: {{value: 1, assumption: given}}}}
  B: {{name: Bert, capability: {{value: 1, assumption: given}}}}
options:
  a: {{title: Anna yields, otherwise: Anna insists, owner: A, assumption: given, status_quo: true}}
  b: {{title: Bert yields, otherwise: Bert insists, owner: B, assumption: given, status_quo: true}}
preferences:
  A: [{", ".join(f"{{statement: {s}, assumption: given}}" for s in first.split("; "))}]
  B: [{", ".join(f"{{statement: {s}, assumption: given}}" for s in second.split("; "))}]
""")


def quarrel_ranks(first: str, second: str) -> np.ndarray:
    """How Bert ranks the states."""
    case = quarrel(first, second)
    return central_game(case, conflict(case)).ranks[1]


def texts(case: Case) -> dict[str, str]:
    return {finding.id: finding.text for finding in StabilityAnalysis().run(case, {}, 1).findings}


def test_a_truce_held_by_an_answer_names_the_move_and_the_answer() -> None:
    told = texts(quarrel("b; not a", "a; not b"))  # the prisoner's dilemma from mutual cooperation
    assert told["stability/why"] == (
        "Anna would gain by changing this (Anna insists), but can be answered (Bert insists) and is then no better "
        "off; Bert would gain by changing this (Bert insists), but can be answered (Anna insists) and is then no "
        "better off."
    )
    assert told["stability/path"] == (
        "2 moves, each of which pays for whoever makes it, lead from where things stand to the nearest lasting "
        "state: Bert insists, then Anna insists."
    )
    assert told["stability/nothing/together"] == (
        "Where Anna insists and Bert insists, Anna and Bert gain together by this: Anna yields and Bert yields."
    )


def test_a_truce_held_by_the_risk_of_moving_at_the_same_time_names_both_moves() -> None:
    case = quarrel("b; (not a) iff b", "a; (not b) iff a")  # chicken
    assert texts(case)["stability/why"] == (
        "Anna would gain by changing this (Anna insists), but not if at the same time Bert changes this (Bert insists); "
        "Bert would gain by changing this (Bert insists), but not if at the same time Anna changes this (Anna insists)."
    )
    board = conflict(case)
    game = central_game(case, board)
    dared = game.ranks.copy()
    dared[1] = quarrel_ranks("a; b iff a", "a; b")  # Bert no longer gains by insisting while Anna yields
    same = why_holds(game, solve(game), board.status_quo, np.stack([game.ranks, dared]), np.zeros((2, 4), dtype=bool))
    assert same.tolist() == [True, False]


def test_a_truce_that_nothing_holds_names_who_breaks_it() -> None:
    told = texts(quarrel("not a", "b"))
    assert told["stability/why"] == (
        "Anna gains by changing this (Anna insists), and no answer in the others' own interest takes the gain away."
    )
    assert told["stability/b/together"] == "Where Anna insists, no parties, alone or together, can all gain by moving."


def test_where_nobody_would_move_there_is_no_why_and_no_path() -> None:
    told = texts(quarrel("a; b", "b; a"))
    assert "stability/why" not in told
    assert "stability/path" not in told


@pytest.mark.parametrize("path", [KOREA, ROOT / "cases" / "worked" / "stability.yaml"], ids=lambda p: p.parent.name)
def test_the_smallest_coalitions_are_those_that_break_a_state_in_the_whole_analysis(path: Path) -> None:
    case = load_case(path)
    game = central_game(case, conflict(case))
    every = solve_coalitions(game, concepts=["cr"])
    for state in range(0, game.n_states, 17):
        breakers = every.breakers("cr", state)
        minimal = {c for c in breakers if not any(set(other) < set(c) for other in breakers)}
        assert set(smallest_breakers(together(game, state), game.ranks)) == minimal


def test_the_graph_holds_each_state_once_and_each_after_the_one_before_it() -> None:
    case = load_case(KOREA)
    board = conflict(case)
    game = central_game(case, board)
    exhibit = next(e for e in StabilityAnalysis().run(case, {}, 1).exhibits if e.kind == "state_graph")
    assert board.status_quo is not None
    number = {state_words(case, board, state): state for state in range(game.n_states)}
    steps = from_status_quo(game, board.status_quo, improving=True).steps
    lasting = solve(game, ["nash"]).equilibria["nash"]
    shown = [board.status_quo]
    for before, after, _, move, pays, lasts in exhibit.rows:
        assert number[str(before)] in shown
        assert number[str(after)] not in shown
        shown.append(number[str(after)])
        assert move == change_words(case, board, number[str(before)], number[str(after)])
        mover = np.flatnonzero(board.states[number[str(before)]] != board.states[number[str(after)]])
        owners = {game.owners[option] for option in mover.tolist()}
        assert len(owners) == 1
        ranks = game.ranks[owners.pop()]
        assert pays == (ranks[number[str(after)]] > ranks[number[str(before)]])
        assert lasts == lasting[number[str(after)]]
        assert lasts or steps[number[str(after)]] > 0 or number[str(after)] in {number[str(r[0])] for r in exhibit.rows}
    assert 2 < len(shown) <= MOST_STATES
