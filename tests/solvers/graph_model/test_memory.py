"""A game that does not fit is refused before the work starts."""

import numpy as np
import pytest

from talleyrand.errors import TooLargeError
from talleyrand.solvers.graph_model import Game, decode, feasible_states, memory, solve

GAME = Game(("a", "b"), (0, 1), 2, (), decode(np.arange(4), 2), np.zeros((2, 4), dtype=int))


def test_more_states_than_memory_are_told_with_what_would_fit(monkeypatch):
    monkeypatch.setattr(memory, "total_memory", lambda: 300)
    with pytest.raises(TooLargeError, match=r"4 states of 2 parties .* up to 2 states fit; leave out seq and sim"):
        solve(GAME)
    solve(GAME, ["nash", "gmr", "smr"])
    monkeypatch.setattr(memory, "total_memory", lambda: 100)
    with pytest.raises(TooLargeError, match="up to 2 states fit; exclude states"):
        solve(GAME, ["nash"])


def test_where_the_system_does_not_tell_nothing_is_refused(monkeypatch):
    monkeypatch.setattr(memory, "total_memory", lambda: None)
    assert solve(GAME).states("nash") == (0, 1, 2, 3)


def test_this_machine_tells():
    told = memory.total_memory()
    assert told is None or told > 1 << 28


def test_lists_of_choices_too_long_for_sim_are_refused_before_the_work_starts(monkeypatch):
    monkeypatch.setattr(memory, "total_memory", lambda: 1000)
    solve(GAME, ["nash", "seq"])
    with pytest.raises(TooLargeError, match=r"SIM over 4 states, with up to 2 choices .* up to 3 states fit"):
        solve(GAME, ["sim"])


def test_a_list_of_states_that_does_not_fit_is_refused(monkeypatch):
    monkeypatch.setattr(memory, "total_memory", lambda: 500)
    with pytest.raises(TooLargeError, match=r"1,024 states of 10 options .* up to 27 states fit; add rules"):
        feasible_states([f"o{n}" for n in range(10)])
    with pytest.raises(TooLargeError, match="512 states"):
        feasible_states([f"o{n}" for n in range(10)], ["o3"])


def test_cells_without_a_state_count_too(monkeypatch):
    sparse = Game(("a", "b", "c"), (0, 1, 1), 2, (), decode(np.array([0, 7]), 3), np.zeros((2, 2), dtype=int))
    monkeypatch.setattr(memory, "total_memory", lambda: 48 * 7)
    with pytest.raises(TooLargeError, match=r"2 states of 2 parties .* up to 1 states fit"):
        solve(sparse, ["nash"])
