"""Whole-game kernels on the cube of option combinations.

A state is a cell of an array, the *grid*, with two axes per party, whose coordinates are the party's own
choice: of its options that move freely on one, of its one-way options on the other. All that a party can
reach in one step lies along its axes, so what needs a search over pairs of states elsewhere is a
reduction here: min or max along the first; a running min or max along the second, one option at a
time. The axes of free choices come first, all parties', so that reductions go along long runs of memory.
Where only improvements count, see ``ladder``. Infeasible cells hold the neutral value of the reduction.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from talleyrand.solvers.graph_model.game import Game
from talleyrand.solvers.graph_model.ladder import Ladder
from talleyrand.solvers.graph_model.lines import Cells, Lines, Values, push
from talleyrand.solvers.graph_model.reductions import halved, over_bit, until_still

MAX_BITS = 27
_FEW = 0.02
"""Share of the cells up to which changes are passed on one by one."""


class Cube:
    """The cells of a game, and the reductions over what parties can reach.

    Parameters
    ----------
    game
        The game.

    Attributes
    ----------
    shape
        Number of choices of each party, the last party first: party 0 changes fastest.
    size
        Number of cells.
    """

    def __init__(self, game: Game) -> None:
        self.game = game
        varying = [_varying(game, party) for party in range(game.n_parties)]
        self._free = [[bit for bit in bits if game.directions[bit] == "both"] for bits in varying]
        self._ways = [[bit for bit in bits if game.directions[bit] != "both"] for bits in varying]
        self.shape = tuple(1 << len(bits) for bits in reversed(varying))
        self.size = _length(self.shape)
        self._ladders: dict[int, Ladder] = {}
        self._grid = tuple(1 << len(bits) for bits in (*reversed(self._free), *reversed(self._ways)))

    @staticmethod
    def fits(game: Game) -> bool:
        """Return whether the cube of this game is small, absolutely and beside its states."""
        n_bits = sum(len(_varying(game, party)) for party in range(game.n_parties))
        return n_bits <= 12 or (n_bits <= MAX_BITS and (1 << n_bits) <= 32 * game.n_states)

    @cached_property
    def cells(self) -> NDArray[np.intp] | None:
        """(n_states,) flat cell of every state; None where state and cell numbers agree."""
        game = self.game
        order = [bit for bits in (*self._ways, *self._free) for bit in bits]
        if game.n_states == self.size and order == sorted(order):
            packed = _pack(game, order)
            if np.array_equal(packed, np.arange(self.size)):
                return None
            return packed
        return _pack(game, order)

    @cached_property
    def void(self) -> NDArray[np.bool_] | None:
        """Bool grid of the infeasible cells; None where every cell is a state."""
        if self.game.n_states == self.size:
            return None
        void = np.ones(self.size, dtype=bool)
        void[self.cells] = False
        return void.reshape(self._grid)

    def axis(self, party: int) -> int:
        """Return the axis of a party in ``shape``; in a grid, that of its free choices."""
        return self.game.n_parties - 1 - party

    def choices(self, parties: Sequence[int]) -> NDArray[np.intp]:
        """Return for every state the number of what some parties choose: a choice of one party, or a joint one.

        One-way options are the lowest bits of a party's choice, the first party's choice changes fastest.
        """
        return _pack(self.game, [bit for party in parties for bit in (*self._ways[party], *self._free[party])])

    def directions(self, party: int) -> list[str]:
        """Return the directions of the bits of a party's choice, the highest first."""
        return ["both"] * len(self._free[party]) + self.ways(party)

    def ways(self, party: int) -> list[str]:
        """Return the directions of the party's options that do not move freely, the highest bit first."""
        return [self.game.directions[bit] for bit in reversed(self._ways[party])]

    def by_party(self, grid: Values) -> Values:
        """Return a grid with one axis per party, that of its choices, in ``shape``."""
        n = self.game.n_parties
        pairs = [axis for free in range(n) for axis in (free, n + free)]
        return np.ascontiguousarray(grid.transpose(pairs)).reshape(self.shape)

    def spread(self, values: Values, fill: int) -> Values:
        """Return (n_states,) values as a grid, two axes per party, infeasible cells filled."""
        if self.cells is None:
            return values.reshape(self._grid)
        grid = np.full(self.size, fill, dtype=values.dtype)
        grid[self.cells] = values
        return grid.reshape(self._grid)

    def gather(self, grid: Values) -> Values:
        """Return the (n_states,) values of a grid, or of anything that broadcasts to one."""
        flat = np.broadcast_to(grid, self._grid).reshape(-1)
        return flat if self.cells is None else flat.take(self.cells)

    def lifted(self, grid: Values) -> Values:
        """Return a grid with infeasible cells above all others: nobody is deterred by what is no state."""
        return grid if self.void is None else np.maximum(grid, self._lift)

    def own_best(self, party: int, grid: Values) -> Values:
        """Return for every cell the largest value among it and what the party reaches from it.

        The result broadcasts to the grid: an axis along which all values agree has length 1.
        """
        return self._own(party, grid, np.maximum)

    def joint_min(self, movers: Sequence[int], grid: Values) -> Values:
        """Return for every cell of a lifted grid the least value among it and all that the movers reach together."""
        movers = [party for party in movers if any(way != "fixed" for way in self.directions(party))]
        if self.void is None:  # every order of moves leads everywhere: one round is the closure
            for party in movers:
                grid = self._own(party, grid, np.minimum)
            return grid
        return self._closure(movers, grid, ~self.void.reshape(-1)) if movers else grid

    def _closure(self, movers: Sequence[int], grid: Values, states: NDArray[np.bool_]) -> Values:
        """Let the movers move in turn, over states only, until nothing changes."""
        lower, grid = np.arange(self.size), grid.copy()
        while len(lower) > self.size * _FEW:
            before = grid.copy()
            for party in movers:
                np.maximum(self._own(party, grid, np.minimum), self._lift, out=grid)
            lower = np.flatnonzero(grid != before)
        flat, lines = grid.reshape(-1), {party: self.lines(party) for party in movers}

        def turn(party: int, news: Cells) -> Cells:
            cells, legal = lines[party].into(news)
            return push(flat, news, cells, legal & states.take(cells))

        until_still(movers, lower, turn)
        return grid

    def improving_min(self, movers: Sequence[int], grid: Values) -> Values:
        """Return for every cell of a lifted grid the least value among it and all that improvements lead to."""
        flat = grid.reshape(-1).copy()
        until_still(movers, np.arange(self.size), lambda party, news: self.ladder(party).lower(flat, news))
        return flat.reshape(self._grid)

    @cached_property
    def _lift(self) -> Values:
        """The larger of a value and this one is the value on states, and above all others elsewhere."""
        limits = np.iinfo(self.game.ranks.dtype)
        return self.spread(np.full(self.game.n_states, limits.min, dtype=self.game.ranks.dtype), limits.max)

    def lines(self, party: int) -> Lines:
        """Return the cells between which a party moves."""
        return Lines(self._grid, self.axis(party), self.ways(party))

    def ladder(self, party: int) -> Ladder:
        """Return a party's improvements, worked out once."""
        if party not in self._ladders:
            beyond = int(np.iinfo(self.game.ranks.dtype).max)
            ranks = self.spread(self.game.ranks[party], beyond)
            self._ladders[party] = Ladder(self.lines(party), ranks, beyond)
        return self._ladders[party]

    def _own(self, party: int, grid: Values, extreme: np.ufunc) -> Values:
        ways = self.ways(party)
        free, way_axis = self.axis(party), self.axis(party) + self.game.n_parties
        n_free = len(self._free[party])
        if not n_free and all(way == "fixed" for way in ways):
            return grid
        reduced = grid if n_free else grid.copy()
        below = _length(grid.shape[free:])
        for _ in range(n_free):
            below >>= 1
            reduced = halved(reduced.reshape(-1, 2, below), extreme)
        reduced = reduced.reshape(*grid.shape[:free], 1, *grid.shape[free + 1 :])
        below = _length(grid.shape[way_axis:])
        for way in ways:
            below >>= 1
            over_bit(reduced.reshape(-1, 2, below), way, extreme)
        return reduced


def _length(shape: Sequence[int]) -> int:
    return int(np.prod(shape, dtype=np.int64))


def _varying(game: Game, party: int) -> list[int]:
    """Return the party's options that are not the same in all states, lowest first."""
    differing = int(np.bitwise_or.reduce(game.codes ^ game.codes[0])) & game.masks[party]
    return [bit for bit in range(game.n_options) if differing >> bit & 1]


def _pack(game: Game, order: Sequence[int]) -> NDArray[np.intp]:
    cells = np.zeros(game.n_states, dtype=np.intp)
    for place, bit in enumerate(order):
        cells |= (game.codes >> bit & 1) << place
    return cells
