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

        def step(party: int, current: Values) -> Values:
            flat = current.reshape(-1)
            return np.minimum(flat, self._ladders[party].lowest_above(flat, fill)).reshape(self.shape)

        return _until_still(movers, cube, step)

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
        bits = len(directions)
        split = np.array(cube, order="C").reshape(cube.shape[:axis] + (2,) * bits + cube.shape[axis + 1 :])
        for offset, direction in enumerate(directions):
            _over_bit(np.moveaxis(split, axis + offset, 0), direction, extreme)
        return split.reshape(cube.shape)


class Ladder:
    """A party's improvements from every cell, as runs down its sorted choices.

    For every setting of the other parties and of its own one-way options, the party's free choices
    are sorted by its preference; its improvements from a cell are the tail of each legal run that
    lies strictly above the cell's rank.
    """

    def __init__(self, cube: Cube, party: int) -> None:
        self.cells, legal = _runs(cube, party)
        ranks = cube.spread(cube.game.ranks[party], int(np.iinfo(cube.game.ranks.dtype).min)).reshape(-1)
        self.shape = self.cells.shape  # (free choices, one-way choices, settings of the others)
        free = self.shape[0]
        order = np.argsort(ranks[self.cells], axis=0, kind="stable")
        self.sorted_cells = np.take_along_axis(self.cells, order, axis=0)
        sorted_ranks = ranks[self.sorted_cells]
        self._tails = [
            (source, target, _first_above(sorted_ranks[:, target], ranks[self.cells[:, source]], free))
            for source, target in legal
        ]

    def lowest_above(self, flat: Values, fill: int) -> Values:
        """Return (size,) for every cell the least value among the party's improvements from it."""
        free, one_way, others = self.shape
        tail = np.empty((free + 1, one_way, others), dtype=flat.dtype)
        tail[free] = fill
        tail[:free] = flat[self.sorted_cells]
        for rung in range(free - 2, -1, -1):
            np.minimum(tail[rung], tail[rung + 1], out=tail[rung])
        lowest = np.full(self.shape, fill, dtype=flat.dtype)
        for source, target, above in self._tails:
            found = tail[:, target].reshape(-1)[above]
            np.minimum(lowest[:, source], found, out=lowest[:, source])
        result = np.empty_like(flat)
        result[self.cells] = lowest
        return result


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


def _first_above(run: Values, ranks: Values, free: int) -> NDArray[np.intp]:
    """Return (free, others) index into a flat (free + 1, others) run: its first rung strictly above."""
    others = run.shape[1]
    rung = np.zeros(ranks.shape, dtype=np.intp)
    for step in range(free):
        rung += run[step] <= ranks
    first: NDArray[np.intp] = rung * others + np.arange(others)
    return first


def _over_bit(split: Values, direction: str, extreme: np.ufunc) -> None:
    """Look along one option, the first axis, in place: from off to on, on to off, or both ways."""
    off, on = split[:1], split[1:]  # views, even where nothing but this axis is left
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
