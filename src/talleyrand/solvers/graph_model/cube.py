"""Whole-game kernels on the cube of option combinations.

A state is a cell of an array with one axis per party, whose coordinate on an axis is the party's own
choice of options. All that a party can reach in one step lies along its axis, so what needs a search
over pairs of states elsewhere is a reduction here: min or max along an axis where both directions are
free; a running min or max, one option bit at a time, where options are one-way; a running minimum
down the party's own order of preference where only improvements count. Infeasible cells hold the
neutral value of the reduction.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.solvers.graph_model.game import Game

Values = NDArray[Any]
MAX_BITS = 27
_SHORT = 16
_MANY = 0.4
"""Share of columns from which on it is quicker to take all of them."""


class Cube:
    """The cells of a game, and the reductions over what parties can reach."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self._bits = [_varying(game, party) for party in range(game.n_parties)]
        # Party 0 is the last axis: a full cube in counting order then needs no rearranging.
        self.shape = tuple(1 << len(bits) for bits in reversed(self._bits))
        self.size = int(np.prod(self.shape, dtype=np.int64))

    @staticmethod
    def fits(game: Game) -> bool:
        """Return whether the cube of this game is small, absolutely and beside its states."""
        n_bits = sum(len(_varying(game, party)) for party in range(game.n_parties))
        return n_bits <= 12 or (n_bits <= MAX_BITS and (1 << n_bits) <= 32 * game.n_states)

    @cached_property
    def cells(self) -> NDArray[np.intp] | None:
        """(n_states,) flat cell of every state; None where state and cell numbers agree."""
        game = self.game
        order = [bit for bits in self._bits for bit in bits]
        if game.n_states == self.size and order == sorted(order):
            packed = _pack(game, order)
            if np.array_equal(packed, np.arange(self.size)):
                return None
            return packed
        return _pack(game, order)

    @cached_property
    def void(self) -> NDArray[np.bool_] | None:
        """Bool cube of the infeasible cells; None where every cell is a state."""
        if self.game.n_states == self.size:
            return None
        void = np.ones(self.size, dtype=bool)
        void[self.cells] = False
        return void.reshape(self.shape)

    def axis(self, party: int) -> int:
        """Return the array axis of a party."""
        return self.game.n_parties - 1 - party

    def spread(self, values: Values, fill: int) -> Values:
        """Return (n_states,) values as a cube, infeasible cells filled."""
        if self.cells is None:
            return values.reshape(self.shape)
        cube = np.full(self.size, fill, dtype=values.dtype)
        cube[self.cells] = values
        return cube.reshape(self.shape)

    def gather(self, cube: Values) -> Values:
        """Return the (n_states,) values of a cube, or of anything that broadcasts to one."""
        flat = np.broadcast_to(cube, self.shape).reshape(-1)
        return flat if self.cells is None else flat[self.cells]

    def own_best(self, party: int, cube: Values) -> Values:
        """Return for every cell the largest value among it and what the party reaches from it.

        The result broadcasts to the cube: an axis along which all values agree is kept at length 1.
        """
        return self._own(party, cube, np.maximum)

    def joint_min(self, movers: Sequence[int], cube: Values, fill: int) -> Values:
        """Return for every cell the least value among it and all that the movers reach together."""
        if self.void is None:  # every order of moves leads everywhere: one round is the closure
            for party in movers:
                cube = self._own(party, cube, np.minimum)
            return cube
        # The larger of a value and this one is the value on states, and the fill elsewhere.
        lift = np.where(self.void, fill, np.iinfo(cube.dtype).min).astype(cube.dtype)

        def step(party: int, current: Values) -> Values:
            lower: Values = np.maximum(self._own(party, current, np.minimum), lift)
            return lower

        return _until_still(movers, cube, step)

    def improving_min(self, movers: Sequence[int], cube: Values, fill: int) -> Values:
        """Return for every cell the least value among it and all that the movers reach by improvements."""
        flat = cube.reshape(-1).copy()
        # For every mover the columns of its ladder in which something has become lower since its last turn.
        stale = {party: np.ones(self._ladders[party].n_columns, dtype=bool) for party in movers}
        while any(columns.any() for columns in stale.values()):
            for party in movers:
                columns = np.flatnonzero(stale[party])
                # One turn is enough until another moves: a party's improvements are transitive.
                stale[party][:] = False
                changed = self._ladders[party].lower(flat, columns, fill)
                for other in movers:
                    if other != party:
                        _mark(stale[other], self._ladders[other], changed)
        return flat.reshape(self.shape)

    @cached_property
    def _ladders(self) -> list[Ladder]:
        return [Ladder(self, party) for party in range(self.game.n_parties)]

    def directions(self, party: int) -> list[str]:
        """Return the directions of the party's options, the fastest-changing last."""
        return [self.game.directions[bit] for bit in reversed(self._bits[party])]

    def _own(self, party: int, cube: Values, extreme: np.ufunc) -> Values:
        axis = self.axis(party)
        directions = self.directions(party)
        if all(direction == "fixed" for direction in directions):
            return cube
        if all(direction == "both" for direction in directions):
            reduced: Values = extreme.reduce(cube, axis=axis, keepdims=True)
            return reduced
        flat = np.array(cube, order="C").reshape(-1)
        below = int(np.prod(cube.shape[axis + 1 :], dtype=np.int64)) << len(directions)
        for direction in directions:
            below >>= 1
            _over_bit(flat.reshape(-1, 2, below), direction, extreme)
        return flat.reshape(cube.shape)


class Ladder:
    """A party's improvements from every cell, as runs down its sorted choices.

    For every setting of the other parties and of its own one-way options, the party's free choices
    are sorted by its preference; its improvements from a cell are the tail of each legal run that
    lies strictly above the cell's rank.
    """

    def __init__(self, cube: Cube, party: int) -> None:
        self.cells, legal = _runs(cube, party)
        ranks = cube.spread(cube.game.ranks[party], int(np.iinfo(cube.game.ranks.dtype).min)).reshape(-1)
        self.shape: tuple[int, ...] = self.cells.shape  # (free choices, one-way choices, settings of the others)
        order = np.argsort(ranks[self.cells], axis=0, kind="stable")
        self.sorted_cells = np.take_along_axis(self.cells, order, axis=0)
        sorted_ranks = ranks[self.sorted_cells]
        self._tails = [
            (source, target, _first_above(sorted_ranks[:, target], ranks[self.cells[:, source]]))
            for source, target in legal
        ]

    @cached_property
    def _places(self) -> list[NDArray[np.intp]]:
        """Where to look up each tail in a flat run of all columns."""
        return [rung * np.intp(self.n_columns) + np.arange(self.n_columns) for _, _, rung in self._tails]

    @property
    def n_columns(self) -> int:
        """Number of settings of the other parties; improvements stay within one."""
        return self.shape[2]

    @cached_property
    def column_of(self) -> NDArray[np.int32]:
        """(size,) the column of every cell."""
        columns = np.empty(self.cells.size, dtype=np.int32)
        columns[self.cells] = np.arange(self.n_columns)
        return columns

    def lower(self, flat: Values, columns: NDArray[np.intp], fill: int) -> NDArray[np.intp]:
        """Lower the values in some columns to the least among the improvements; return the cells that changed."""
        if not len(columns):
            return columns
        if len(columns) > self.n_columns * _MANY:
            found = self._least(flat.take(self.sorted_cells), self._places, fill)
            lowest = np.empty_like(flat)
            lowest[self.cells] = found
            changed = np.flatnonzero(lowest < flat)
            np.minimum(flat, lowest, out=flat)
            return changed
        width = len(columns)
        places = [rung[:, columns] * np.intp(width) + np.arange(width) for _, _, rung in self._tails]
        found = self._least(flat.take(self.sorted_cells[:, :, columns]), places, fill)
        cells = self.cells[:, :, columns]
        lower = found < flat.take(cells)
        flat[cells[lower]] = found[lower]
        return cells[lower]

    def _least(self, ordered: Values, places: Sequence[NDArray[np.intp]], fill: int) -> Values:
        """Return for every cell of some columns the least value above it, from the values in the party's order."""
        free, one_way, others = ordered.shape
        tail = np.empty((free + 1, one_way, others), dtype=ordered.dtype)
        tail[free] = fill
        tail[:free] = ordered
        for rung in range(free - 2, -1, -1):
            np.minimum(tail[rung], tail[rung + 1], out=tail[rung])
        least = np.full(ordered.shape, fill, dtype=ordered.dtype)
        runs = [np.ascontiguousarray(tail[:, target]).reshape(-1) for target in range(one_way)]
        for (source, target, _), above in zip(self._tails, places, strict=True):
            np.minimum(least[:, source], runs[target].take(above), out=least[:, source])
        return least


def _mark(stale: NDArray[np.bool_], ladder: Ladder, changed: NDArray[np.intp]) -> None:
    """Mark the columns of a ladder in which cells have changed; all of them where that is quicker."""
    if len(changed) > ladder.n_columns:
        stale[:] = True
    elif len(changed):
        stale[ladder.column_of[changed]] = True


def _runs(cube: Cube, party: int) -> tuple[NDArray[np.intp], list[tuple[int, int]]]:
    """Return the cells as (free choices, one-way choices, others), and the legal one-way changes."""
    axis = cube.axis(party)
    directions = cube.directions(party)
    bits = len(directions)
    split = np.arange(cube.size).reshape(cube.shape[:axis] + (2,) * bits + cube.shape[axis + 1 :])
    free = [axis + place for place, direction in enumerate(directions) if direction == "both"]
    fixed = [axis + place for place, direction in enumerate(directions) if direction != "both"]
    split = np.moveaxis(split, free + fixed, range(bits))
    cells = np.ascontiguousarray(split).reshape(1 << len(free), 1 << len(fixed), -1)
    ways = [direction for direction in directions if direction != "both"]
    legal = [
        (source, target)
        for source in range(1 << len(fixed))
        for target in range(1 << len(fixed))
        if one_way_legal(source, target, ways)
    ]
    return cells, legal


def one_way_legal(source: int, target: int, ways: Sequence[str]) -> bool:
    """Return whether a choice may change into another, bit by bit; the last way is the lowest bit's."""
    for place, way in enumerate(reversed(ways)):
        switched = (target >> place & 1) - (source >> place & 1)
        if switched and way != "both" and switched != {"on": 1, "off": -1, "fixed": 0}[way]:
            return False
    return True


def _first_above(run: Values, ranks: Values) -> NDArray[np.unsignedinteger[Any]]:
    """Return (free, others): the first rung of the run that is strictly above each rank; the last plus one if none."""
    rung = np.zeros(ranks.shape, dtype=np.min_scalar_type(len(run)))
    for step in run:
        rung += step <= ranks
    return rung


def _over_bit(split: Values, direction: str, extreme: np.ufunc) -> None:
    """Look along one option, the middle axis, in place: from off to on, on to off, or both ways."""
    # Long strides one by one are quicker than many short runs.
    short = split.shape[2] <= _SHORT
    for part in [split[:, :, place] for place in range(split.shape[2])] if short else [split]:
        off, on = part[:, 0], part[:, 1]
        if direction == "on":
            extreme(off, on, out=off)
        elif direction == "off":
            extreme(off, on, out=on)
        elif direction == "both":
            extreme(off, on, out=off)
            on[...] = off


def _until_still(movers: Sequence[int], cube: Values, step: Any) -> Values:
    """Apply the movers' steps in turn until a whole round changes nothing."""
    still = 0
    while still < len(movers):
        for party in movers:
            lower = step(party, cube)
            still = still + 1 if np.array_equal(lower, cube) else 0
            cube = lower
            if still >= len(movers):
                break
    return cube


def _varying(game: Game, party: int) -> list[int]:
    """Return the party's options that are not the same in all states, lowest first."""
    differing = int(np.bitwise_or.reduce(game.codes ^ game.codes[0])) & game.masks[party]
    return [bit for bit in range(game.n_options) if differing >> bit & 1]


def _pack(game: Game, order: Sequence[int]) -> NDArray[np.intp]:
    cells = np.zeros(game.n_states, dtype=np.intp)
    for place, bit in enumerate(order):
        cells |= (game.codes >> bit & 1) << place
    return cells
