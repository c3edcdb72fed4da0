"""The cells between which a party moves, one by one: the cube's axes where only few values matter.

Cells are numbers in the flat grid of ``cube``. Its lengths are powers of two, so that shifts and masks take them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]
Cells = NDArray[np.intp]
Counts = NDArray[np.integer[Any]]


class Lines:
    """The cells between which a party moves.

    Parameters
    ----------
    grid
        Shape of the cube: each party's free choices, then each party's one-way choices.
    axis
        The axis of the party's free choices.
    ways
        Directions of its one-way options, the highest bit first.
    """

    def __init__(self, grid: tuple[int, ...], axis: int, ways: Sequence[str]) -> None:
        self.ways = ways
        self._grid = grid
        self._axes = axis, axis + len(grid) // 2
        self.free, self.one_way = (grid[one] for one in self._axes)
        self._steps = [int(np.prod(grid[one + 1 :], dtype=np.int64)) for one in self._axes]

    def columns(self, values: Values) -> Values:
        """Return values by cell as (free choices, one-way choices, settings of the others)."""
        front = np.moveaxis(values.reshape(self._grid), self._axes, (0, 1))
        return np.ascontiguousarray(front).reshape(self.free, self.one_way, -1)

    def into(self, targets: Cells) -> tuple[Cells, NDArray[np.bool_]]:
        """Return (n_choices, n_targets): the cells on the targets' lines, and whether a legal change leads thence."""
        far, near = self._steps
        way = halves(targets, near)[0] & (self.one_way - 1)
        choice = halves(targets, far)[0] & (self.free - 1)
        line = targets - choice * far - way * near
        free, source = halves(np.arange(self.free * self.one_way)[:, None], self.one_way)
        return free * far + source * near + line, one_way_legal(source, way, self.ways)


def push(flat: Values, targets: Cells, cells: Cells, allowed: NDArray[np.bool_]) -> Cells:
    """Lower values to those of the targets that a move leads to, in place; return the cells that changed.

    Parameters
    ----------
    flat
        (size,) values by cell.
    targets
        (n,) cells.
    cells, allowed
        (m, n) cells, and whether a move leads from there to the target.
    """
    values = flat[targets]
    gains = allowed & (flat.take(cells) > values)
    _, which = np.nonzero(gains)
    changed, lower = cells[gains], values[which]
    np.minimum.at(flat, changed, lower)
    still: Cells = changed[flat[changed] == lower]
    return still


def one_way_legal(source: Counts, target: Counts, ways: Sequence[str]) -> NDArray[np.bool_]:
    """Return whether settings of one-way options may change into others.

    Parameters
    ----------
    source, target
        Settings as numbers; the last way is the lowest bit's. They broadcast.
    ways
        ``both``, ``on``, ``off`` or ``fixed`` for each option.

    Examples
    --------
    >>> one_way_legal(np.array([[0], [1]]), np.array([0, 1]), ["on"]).tolist()
    [[True, True], [False, True]]
    """
    kept = sum(1 << place for place, way in enumerate(reversed(ways)) if way in ("on", "fixed"))
    barred = sum(1 << place for place, way in enumerate(reversed(ways)) if way in ("off", "fixed"))
    legal: NDArray[np.bool_] = ((source & ~target & kept) | (target & ~source & barred)) == 0
    return legal


def halves(numbers: Cells, size: int) -> tuple[Cells, Cells]:
    """Return quotients and remainders by a power of two."""
    return numbers >> (size.bit_length() - 1), numbers & (size - 1)
