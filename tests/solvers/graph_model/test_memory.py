"""A game that does not fit is refused before the work starts."""

import numpy as np
import pytest

from talleyrand.errors import TooLargeError
from talleyrand.solvers.graph_model import Game, decode, memory, solve

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
