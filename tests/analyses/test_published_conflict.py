"""Conflicts of the literature as files: read, refused where they contradict themselves, written as cases and tables."""

import csv
import io
import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from talleyrand.analyses.published_conflict import read_published
from talleyrand.analyses.stability_export import MOST_NODES, to_csv, to_graphml, to_json
from talleyrand.errors import InputError, TooLargeError
from talleyrand.solvers.graph_model import CONCEPTS, Game, decode, from_table, reachable, solve
from tests.support.graph_model_cases import PATHS, read_case

GOOD = """
name: duel
parties: [A, B]
options: [{name: draw, owner: A, moves: "on"}, {name: run, owner: B}]
infeasible: []
preferences:
  A: ["{run}", "{draw, run} = {draw}", "{}"]
  B: ["{}", "{run}", "{draw, run}", "{draw}"]
"""


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_published_case_has_the_equilibria_that_the_file_expects(path: Path) -> None:
    expected = read_case(path)
    found = solve(read_published(path).game())
    assert {concept: found.states(concept) for concept in expected.expected} == expected.expected


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("owner: B", "owner: C"), 'option "run" is owned by nobody: no party is called "C"'),
        (('"{run}", "{draw, run} = ', '"{run}", "{run}", "{draw, run} = '), "A ranks {run} twice: the order is cyclic"),
        ((', "{}"]\n  B', "]\n  B"), "A gives no place to {}; rank every state"),
        (("infeasible: []", 'infeasible: ["draw", "not draw"]'), "contradict: never draw; never not draw"),
        (("infeasible: []", 'infeasible: ["draw and run"]'), "is ranked, but the rules exclude it"),
        (
            ("infeasible: []", 'infeasible: ["draw", "draw and rum"]'),
            'infeasible/1: in "draw and rum", column 10: no option',
        ),
        (("name: run", "name: draw"), "options named twice: draw"),
        (("parties: [A, B]", "parties: [A, B, A]"), "parties named twice: A"),
        (("owner: B", "ownr: B"), "options/1/ownr: is not known here"),
        (('"{}", "{run}"', '"{}", "{rum}"'), 'no option is called "rum"; did you mean "run"'),
        (('"{}", "{run}"', '"{}", "run"'), "is no state; write the options taken in braces"),
        (("\n  B: ", "\n  C: "), "B has no preferences"),
        (("name: duel", "name: [duel"), r"duel.yaml:\d+:\d+: not YAML"),
        (('moves: "on"', "moves: up"), "options/0/moves"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_with_its_place(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    path = tmp_path / "duel.yaml"
    path.write_text(GOOD)
    read_published(path)
    assert change[0] in GOOD
    path.write_text(GOOD.replace(*change))
    with pytest.raises(InputError, match=words):
        read_published(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_published(tmp_path / "none.yaml")


def test_the_table_reads_back_to_the_same_conflict() -> None:
    case = next(read_case(path) for path in PATHS if path.stem == "elmira")
    lines = list(csv.DictReader(io.StringIO(to_csv(solve(case.game), case.parties))))
    again = from_table(lines, case.game.options, case.game.owners, case.parties, case.game.directions)
    assert np.array_equal(again.states, case.game.states)
    assert np.array_equal(again.ranks, case.game.ranks)


def test_a_formula_in_a_name_is_no_formula_in_the_table() -> None:
    game = Game(("=1+1",), (0,), 1, (), decode(np.arange(2), 1), np.array([[0, -1]]))
    lines = list(csv.reader(io.StringIO(to_csv(solve(game), ["@A"]))))
    assert lines[0][2] == "'@A"
    assert lines[2][1:3] == ["'=1+1", "-1"]


def test_the_graph_holds_every_move_and_every_equilibrium() -> None:
    case = next(read_case(path) for path in PATHS if path.stem == "elmira")
    game, found = case.game, solve(case.game)
    graph = nx.parse_graphml(to_graphml(found, case.parties), node_type=int, force_multigraph=True)
    moves = {(s, int(t), p) for s in range(game.n_states) for p in range(3) for t in reachable(game, p, s)}
    told = {(s - 1, t - 1, case.parties.index(data["mover"])) for s, t, data in graph.edges(data=True)}
    assert told == moves
    for s, t, data in graph.edges(data=True):
        ranks = game.ranks[case.parties.index(data["mover"])]
        assert data["improves"] == bool(ranks[t - 1] > ranks[s - 1])
    for concept in CONCEPTS:
        assert tuple(s - 1 for s, data in graph.nodes(data=True) if data[concept]) == found.states(concept)


def test_the_json_holds_ranks_stabilities_and_equilibria() -> None:
    case = next(read_case(path) for path in PATHS if path.stem == "elmira")
    found = solve(case.game)
    told = json.loads(to_json(found, case.parties))
    assert told["options"][1] == {"name": "delay", "owner": "Uniroyal", "direction": "off"}
    for state, row in enumerate(told["states"]):
        assert (row["state"], tuple(row["taken"])) == (state + 1, case.game.taken(state))
        assert row["equilibrium"] == [c for c in CONCEPTS if state in found.states(c)]
        for party, name in enumerate(case.parties):
            stable = [c for c in CONCEPTS if found.stable[c][party, state]]
            assert row["parties"][name] == {"rank": int(case.game.ranks[party, state]), "stable": stable}


def test_too_large_a_graph_is_refused_before_it_is_built() -> None:
    options = tuple(f"o{n}" for n in range(13))
    game = Game(options, (0,) * 13, 1, (), decode(np.arange(1 << 13), 13), np.zeros((1, 1 << 13), dtype=int))
    with pytest.raises(TooLargeError, match=f"8,192 states; up to {MOST_NODES:,} fit"):
        to_graphml(solve(game, ["nash"]), ["A"])
