"""A party's improvements from every cell of the cube, as runs down its sorted choices.

For every setting of the other parties and of its own one-way options, a *column*, the party's free
choices are sorted by its preference, the best last. Its improvements from a cell are the tail of each
column that it may enter, from the first choice that lies strictly above the cell's rank: the least
value among them is a running minimum, looked up. Where little has changed since the last time, the
changed cells push their values to those that they improve on instead.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from talleyrand.solvers.graph_model.lines import Cells, Counts, Lines, Values, halves, one_way_legal, push

_COUNTED = 16
"""Up to so many choices are put in order by counting, one by one."""
_MANY = 0.3
"""Share of all moves to look at from which on it is quicker to run down all columns."""


class Ladder:
    """The improvements of one party.

    The columns stand side by side, the highest first, so that a rung is a run of them; an infeasible
    choice has no place in its column. Each cell looks up one place for every column in which it can
    improve; those with most such columns stand first, so that the k-th places are a run, too.

    Parameters
    ----------
    lines
        Where it moves.
    ranks
        Its ranks by cell.
    beyond
        The rank of infeasible cells, above all others.
    """

    def __init__(self, lines: Lines, ranks: Values, beyond: int) -> None:
        self._lines, self._ranks = lines, ranks.reshape(-1)
        columns, cells = lines.columns(ranks), lines.columns(np.arange(ranks.size))
        feasible = columns != beyond
        heights = feasible.sum(axis=0, dtype=np.min_scalar_type(lines.free))
        self._widths = _longer(heights)
        starts = np.cumsum([0, *self._widths])
        position = _inverse(_descending(heights)).reshape(heights.shape)
        states = np.flatnonzero(feasible)
        _, column = halves(states, position.size)
        places = starts.take(_order(columns).reshape(-1).take(states)) + position.reshape(-1).take(column)
        self._entries = np.empty(len(states), dtype=np.intp)
        self._entries[places] = cells.reshape(-1).take(states)
        self._starts = starts.tolist()
        self._cells, self._layers = self._looked_up(columns, cells, heights, position)

    def _looked_up(self, columns: Values, cells: Cells, heights: Counts, position: Cells) -> tuple[Cells, list[Cells]]:
        """Return the cells that can improve, and for each number the places above the first so many of them."""
        cell, place, number = [], [], []
        starts, n_others = np.array(self._starts), position.shape[1]
        for way in range(self._lines.one_way):
            targets = np.flatnonzero(one_way_legal(np.array(way), np.arange(self._lines.one_way), self._lines.ways))
            above = _first_above(columns[:, targets], columns[:, way])
            improves = above < heights[targets][:, None]
            found = np.flatnonzero(improves)
            target, here = halves(found, above[0].size)
            cell.append(cells[:, way].reshape(-1).take(here))
            column = targets.take(target) * n_others + halves(here, n_others)[1]
            place.append(starts.take(above.reshape(-1).take(found)) + position.reshape(-1).take(column))
            number.append(_numbered(improves).reshape(-1).take(found))
        return _in_layers(np.concatenate(cell), np.concatenate(place), np.concatenate(number), self._ranks.size)

    def lower(self, flat: Values, news: Cells) -> Cells:
        """Lower values to the least among the improvements; return the cells that changed.

        Parameters
        ----------
        flat
            (size,) values by cell, changed in place.
        news
            The cells that have changed since the last time.
        """
        if len(news) * self._lines.free * self._lines.one_way > _MANY * flat.size:
            return self._run(flat)
        cells, legal = self._lines.into(news)
        return push(flat, news, cells, legal & (self._ranks.take(cells) < self._ranks[news]))

    def _run(self, flat: Values) -> Cells:
        """Run down all columns."""
        tail = flat.take(self._entries)
        for rung in range(len(self._widths) - 2, -1, -1):
            width = self._widths[rung + 1]
            lower, upper = self._starts[rung], self._starts[rung + 1]
            np.minimum(tail[lower : lower + width], tail[upper : upper + width], out=tail[lower : lower + width])
        least = tail.take(self._layers[0])
        for layer in self._layers[1:]:
            np.minimum(least[: len(layer)], tail.take(layer), out=least[: len(layer)])
        changed = np.flatnonzero(least < flat.take(self._cells))
        cells = self._cells[changed]
        flat[cells] = least[changed]
        return cells


def _order(columns: Values) -> Counts:
    """Return the place of every entry when each column is sorted, equal ones in their order."""
    n_rungs = len(columns)
    if n_rungs > _COUNTED:
        order = np.argsort(columns, axis=0, kind="stable")
        place = np.empty_like(order)
        np.put_along_axis(place, order, np.arange(n_rungs)[:, None, None], axis=0)
        return place
    count = np.zeros(columns.shape, dtype=np.uint8)
    for rung, row in enumerate(columns):
        count[:rung] += row < columns[:rung]
        count[rung + 1 :] += row <= columns[rung + 1 :]
    return count


def _first_above(columns: Values, ranks: Values) -> Counts:
    """Return (n_targets, free, others): the first rung of each column above a rank, the height where none is."""
    rung = np.zeros((columns.shape[1], *ranks.shape), dtype=np.min_scalar_type(len(columns)))
    for row in columns:
        rung += row[:, None] <= ranks
    return rung


def _numbered(flags: NDArray[np.bool_]) -> Counts:
    """Return for every flag how many are set before it along the first axis."""
    numbers = np.empty(flags.shape, dtype=np.min_scalar_type(len(flags)))
    before = np.zeros(flags.shape[1:], dtype=numbers.dtype)
    for row, number in zip(flags, numbers, strict=True):
        number[...] = before
        before += row
    return numbers


def _descending(counts: Counts) -> Cells:
    """Return the order in which the largest come first.

    Examples
    --------
    >>> _descending(np.array([1, 3, 2, 3])).tolist()
    [1, 3, 2, 0]
    """
    flat = counts.reshape(-1)
    most = int(flat.max(initial=0))
    if most <= _COUNTED:
        return np.concatenate([np.flatnonzero(flat == count) for count in range(most, -1, -1)])
    return np.argsort(most - flat.astype(np.intp), kind="stable")


def _inverse(order: Cells) -> Cells:
    position = np.empty_like(order)
    position[order] = np.arange(len(order))
    return position


def _longer(counts: Counts) -> list[int]:
    """Return how many are larger than 0, than 1, and so on until none is.

    Examples
    --------
    >>> _longer(np.array([1, 3, 2, 3]))
    [4, 3, 2]
    """
    most = int(counts.max(initial=0))
    if most <= _COUNTED:
        return [int(np.count_nonzero(counts > count)) for count in range(most)]
    found: list[int] = (counts.size - np.cumsum(np.bincount(counts.reshape(-1))))[:-1].tolist()
    return found


def _in_layers(keys: Cells, values: Cells, numbers: Counts, size: int) -> tuple[Cells, list[Cells]]:
    """Return the keys, those with most values first, and for each number the values of the first so many keys.

    Parameters
    ----------
    keys, values
        (n,) pairs; keys are below `size`.
    numbers
        (n,) which of its key's values each is, from 0.

    Examples
    --------
    >>> first, layers = _in_layers(np.array([4, 2, 2]), np.array([7, 8, 9]), np.array([0, 0, 1]), 6)
    >>> first.tolist(), [layer.tolist() for layer in layers]
    ([2, 4], [[8, 7], [9]])
    """
    if not numbers.any():
        return keys, [values]
    counts = np.bincount(keys, minlength=size).astype(np.min_scalar_type(numbers.max() + 1))
    order, widths = _descending(counts), _longer(counts)
    starts = np.cumsum([0, *widths])
    placed = np.empty(len(keys), dtype=np.intp)
    placed[starts.take(numbers) + _inverse(order)[keys]] = values
    return order[: widths[0]], np.split(placed, starts[1:-1])
