"""SIM: improvements that the others may upset by moving at the same time.

For an improvement of party i from s the others' replies are the product of their own choices at s:
stay, or any improvement of theirs from s. The least that i can be left with, m, decides: s is stable
for i where every improvement has m <= P(s).

On the cube two ways meet. A party whose set of choices takes few distinct forms (usual where
preferences come from statements) is taken care of once and for all: the axis of its choices is
replaced by an axis of its distinct sets of choices, each holding the minimum over the set. Over the
parties left, replies are tried one by one, all improvements of all states side by side, until each is
sanctioned or its product is used up. On lists of moves there is only the second way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import TooLargeError
from talleyrand.solvers.graph_model.choice_sets import Choices, absorbed
from talleyrand.solvers.graph_model.cube import Cube
from talleyrand.solvers.graph_model.edges import Edges
from talleyrand.solvers.graph_model.game import Flags, Game

Ints = NDArray[Any]
_BLOCK = 1 << 15


class Outcomes(Protocol):
    """What party i is left with after an improvement and a numbered reply."""

    def improvements(self, start: int, stop: int) -> tuple[Ints, Ints]:
        """Return (state, key) of the party's improvements from the states of a range."""

    def replies(self, states: Ints) -> Ints:
        """Return how many replies there are at each state."""

    def ranks(self, states: Ints, keys: Ints, numbers: Ints) -> Ints:
        """Return (n_improvements, n_numbers) ranks for the party; infeasible ones above all others."""


def simultaneous_stable(game: Game, kernel: Cube | Edges) -> Flags:
    """Return (n_parties, n_states) bool: stable when the others may move at the same time.

    References
    ----------
    Fraser & Hipel (1984), Conflict Analysis: Models and Resolutions, North-Holland.
    """
    stable = np.empty((game.n_parties, game.n_states), dtype=bool)
    choices = [Choices.of(kernel, party) for party in range(game.n_parties)] if isinstance(kernel, Cube) else []
    for party in range(game.n_parties):
        outcomes = _OnCube(kernel, choices, party) if isinstance(kernel, Cube) else _OnLists(kernel, party)
        stable[party] = _stable(game, party, outcomes)
    return stable


def _stable(game: Game, party: int, outcomes: Outcomes) -> Flags:
    stable = np.ones(game.n_states, dtype=bool)
    for start in range(0, game.n_states, _BLOCK):
        states, keys = outcomes.improvements(start, min(start + _BLOCK, game.n_states))
        _refute(game.ranks[party], outcomes, states, keys, stable)
    return stable


def _refute(own: Ints, outcomes: Outcomes, states: Ints, keys: Ints, stable: Flags) -> None:
    """Mark states unstable where one of these improvements meets no sanction."""
    replies = outcomes.replies(states)
    first = 0
    while len(states):
        # Most improvements are settled by the first few replies: widen the block as few remain.
        width = max(1, min(first, _BLOCK // len(states)))
        numbers = np.arange(first, first + width)
        hit = outcomes.ranks(states, keys, numbers) <= own[states][:, None]
        if width > 1:
            hit &= numbers < replies[:, None]
        missed = ~hit.any(axis=1)
        first += width
        stable[states[missed & (replies <= first)]] = False
        live = missed & (replies > first) & stable[states]
        states, keys, replies = states[live], keys[live], replies[live]


class _OnCube:
    """Outcomes looked up in the cube, some parties' choices absorbed beforehand."""

    def __init__(self, cube: Cube, choices: list[Choices], party: int) -> None:
        game = cube.game
        beyond = int(np.iinfo(game.ranks.dtype).max)
        others = [other for other in range(game.n_parties) if other != party]
        ranks = cube.by_party(cube.spread(game.ranks[party], beyond))
        table, done = absorbed(cube, choices, others, ranks)
        self.flat = table.reshape(-1)
        self.own = choices[party]
        strides = [int(stride) // table.itemsize for stride in table.strides]
        self.stride = strides[cube.axis(party)]
        self.base = np.zeros(game.n_states, dtype=np.int64)
        for other in done:
            self.base += choices[other].set_of * strides[cube.axis(other)]
        self.rest = [(choices[other], strides[cube.axis(other)]) for other in others if other not in done]

    def improvements(self, start: int, stop: int) -> tuple[Ints, Ints]:
        states, targets = self.own.moved(start, stop)
        return states, self.base[states] + targets * self.stride

    def replies(self, states: Ints) -> Ints:
        count = np.ones(len(states), dtype=np.int64)
        for choices, _ in self.rest:
            count *= choices.counts[states]
        return count

    def ranks(self, states: Ints, keys: Ints, numbers: Ints) -> Ints:
        first, group = _runs(states)
        cells = self._replies(states[first], numbers).take(group, axis=0)
        cells += keys[:, None]
        found: Ints = self.flat.take(cells)
        return found

    def _replies(self, states: Ints, numbers: Ints) -> Ints:
        """Return (n_states, n_numbers): how far a reply leads in the table."""
        moved = np.zeros((len(states), len(numbers)), dtype=np.int64)
        left = np.broadcast_to(numbers, moved.shape)
        for place, (choices, stride) in enumerate(self.rest):
            last = place == len(self.rest) - 1
            count = choices.counts[states][:, None]
            left, digit = (left, left % count) if last else np.divmod(left, count)
            moved += choices.entries[choices.starts[states][:, None] + digit] * stride
        return moved


@dataclass(frozen=True, eq=False)
class _List:
    """A party's changes of code by state: to stay (0) first, then its improvements."""

    starts: Ints
    counts: Ints
    changes: Ints


class _OnLists:
    """Outcomes found by the code of the joint state, for games kept as lists of moves."""

    def __init__(self, edges: Edges, party: int) -> None:
        self.game, self.party = edges.game, party
        lists = [_changes(edges, number) for number in range(self.game.n_parties)]
        self.own = lists[party]
        self.rest = [entry for number, entry in enumerate(lists) if number != party]
        self.order = np.argsort(self.game.codes)
        self.sorted = self.game.codes[self.order]
        self.beyond = int(np.iinfo(self.game.ranks.dtype).max)

    def improvements(self, start: int, stop: int) -> tuple[Ints, Ints]:
        states = np.repeat(np.arange(start, stop), self.own.counts[start:stop])
        changes = self.own.changes[self.own.starts[start] : self.own.starts[stop]]
        moved = changes != 0
        return states[moved], changes[moved]

    def replies(self, states: Ints) -> Ints:
        count = np.ones(len(states), dtype=np.int64)
        for entry in self.rest:
            if (count > np.iinfo(np.int64).max // entry.counts.max()).any():
                raise TooLargeError("some state has more joint replies than can be counted; leave sim out")
            count *= entry.counts[states]
        return count

    def ranks(self, states: Ints, keys: Ints, numbers: Ints) -> Ints:
        first, group = _runs(states)
        codes = self._replies(states[first], numbers).take(group, axis=0)
        codes ^= (self.game.codes[states] ^ keys)[:, None]
        place = np.minimum(np.searchsorted(self.sorted, codes), len(self.sorted) - 1)
        ranks = self.game.ranks[self.party][self.order[place]].astype(np.int64)
        return np.where(self.sorted[place] == codes, ranks, self.beyond)

    def _replies(self, states: Ints, numbers: Ints) -> Ints:
        """Return (n_states, n_numbers): the change of code by a reply."""
        change = np.zeros((len(states), len(numbers)), dtype=np.int64)
        left = np.broadcast_to(numbers, change.shape)
        for entry in self.rest:
            left, digit = np.divmod(left, entry.counts[states][:, None])
            change ^= entry.changes[entry.starts[states][:, None] + digit]
        return change


def _runs(states: Ints) -> tuple[Ints, Ints]:
    """Return where each run of the same state begins, and for every place the number of its run.

    All improvements from a state meet the same replies.
    """
    fresh = np.empty(len(states), dtype=bool)
    fresh[:1] = True
    np.not_equal(states[1:], states[:-1], out=fresh[1:])
    return np.flatnonzero(fresh), np.cumsum(fresh) - 1


def _changes(edges: Edges, party: int) -> _List:
    game = edges.game
    sources, targets = edges.improvements[party].pairs()
    counts = np.bincount(sources, minlength=game.n_states) + 1
    starts = np.concatenate([[0], np.cumsum(counts)])
    changes = np.zeros(int(starts[-1]), dtype=np.int64)
    moves = np.ones(len(changes), dtype=bool)
    moves[starts[:-1]] = False
    changes[moves] = game.codes[sources] ^ game.codes[targets]
    return _List(starts, counts, changes)
