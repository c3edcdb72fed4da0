"""The table of a result says what the arrays say."""

import csv
import io

import numpy as np
import pytest

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model import Game, decode, solve, table
from tests.support.graph_model_cases import PATHS, read_case


def test_a_row_holds_the_ranks_and_stabilities_of_its_state():
    case = read_case(next(path for path in PATHS if path.stem == "elmira"))
    result = solve(case.game)
    rows = table(result, case.parties)
    assert [row["state"] for row in rows] == list(range(1, 13))
    for state, row in enumerate(rows):
        assert row["taken"] == case.game.taken(state)
        assert row["equilibrium"] == tuple(concept for concept in result.concepts if state in result.states(concept))
        for party, name in enumerate(case.parties):
            assert row[name] == case.game.ranks[party, state]
            assert row[f"{name} stable"] == tuple(
                concept for concept in result.concepts if result.stable[concept][party, state]
            )


def test_rows_go_into_a_csv():
    result = solve(read_case(PATHS[0]).game)
    text = io.StringIO()
    rows = table(result)
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    assert text.getvalue().count("\n") == 5


def test_html_escapes_names_and_shows_the_equilibria_of_a_large_game():
    game = Game(("<b>", "o"), (0, 1), 2, (), decode(np.arange(4), 2), np.array([[0, 1, 2, 3]] * 2))
    page = solve(game)._repr_html_()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert page.count("<tr>") == 5
    names = tuple(f"o{number}" for number in range(8))
    large = Game(names, (0,) * 8, 1, (), decode(np.arange(256), 8), np.arange(256)[None])
    assert "Stability, 1 of 256 states" in solve(large)._repr_html_()
    assert solve(large)._repr_html_().count("<tr>") == 2


def test_parties_need_a_name_each():
    case = read_case(PATHS[0])
    with pytest.raises(SolverError, match="2 parties need as many names, not 3"):
        table(solve(case.game), ["A", "B", "C"])
