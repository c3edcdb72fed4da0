"""Where a party moves, cell by cell."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.solvers.graph_model.cube import Cube
from talleyrand.solvers.graph_model.lines import one_way_legal, push
from tests.support import graph_model_brute as brute
from tests.support.graph_model_compare import as_game


@given(st.lists(st.sampled_from(["both", "on", "off", "fixed"]), max_size=4))
def test_a_change_of_one_way_options_is_legal_where_every_option_may_change_so(ways):
    settings = np.arange(1 << len(ways))
    table = one_way_legal(settings[:, None], settings, ways)
    allowed = {"both": {-1, 0, 1}, "on": {0, 1}, "off": {-1, 0}, "fixed": {0}}
    for source in range(len(table)):
        for target in range(len(table)):
            changes = [(target >> bit & 1) - (source >> bit & 1) for bit in range(len(ways))]
            legal = all(change in allowed[way] for change, way in zip(changes, reversed(ways), strict=True))
            assert table[source, target] == legal


def test_the_legal_cells_of_a_line_are_the_states_from_which_a_party_moves_there():
    for seed in range(40):
        conflict = brute.random_conflict(random.Random(seed))
        game = as_game(conflict)
        cube = Cube(game)
        cells = np.arange(cube.size) if cube.cells is None else cube.cells
        number = {int(cell): state for state, cell in enumerate(cells)}
        for party in range(game.n_parties):
            found, legal = cube.lines(party).into(cells)
            for state in range(game.n_states):
                sources = {number[int(cell)] for cell in found[legal[:, state], state] if int(cell) in number}
                assert sources - {state} == {s for s in range(game.n_states) if conflict.can_move(party, s, state)}


def test_a_push_lowers_to_the_least_target_and_names_what_changed():
    flat = np.array([5, 9, 3, 7])
    cells, allowed = np.array([[0, 0], [1, 1], [3, 3]]), np.array([[True, True], [True, False], [False, True]])
    assert sorted(set(push(flat, np.array([2, 0]), cells, allowed).tolist())) == [0, 1, 3]
    assert flat.tolist() == [3, 3, 3, 5]
