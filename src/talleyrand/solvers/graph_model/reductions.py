"""Reductions along one option of a cube, and turns of the movers until nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from talleyrand.solvers.graph_model.lines import Cells, Values

_SHORT = 16
"""Up to so many places of an axis are taken one by one."""


def until_still(movers: Sequence[int], lower: Cells, turn: Callable[[int, Cells], Cells]) -> None:
    """Let the movers have turns until nothing becomes lower.

    Parameters
    ----------
    movers
        Parties.
    lower
        Cells that are news to all of them at first.
    turn
        From a party and the cells that have become lower since its last turn, to those that now do. One turn
        is enough until another moves: a party's moves are transitive, and so are its improvements.
    """
    news = {party: [lower] for party in movers}
    while any(news.values()):
        for party in movers:
            fresh, news[party] = news[party], []
            if fresh:
                lower = turn(party, np.concatenate(fresh))
                for other in movers:
                    if other != party and len(lower):
                        news[other].append(lower)


def halved(split: Values, extreme: np.ufunc) -> Values:
    """Return the extreme of both along one option, the middle axis."""
    halved = np.empty((split.shape[0], split.shape[2]), dtype=split.dtype)
    for part in _parts(split.shape[2]):
        extreme(split[:, 0, part], split[:, 1, part], out=halved[:, part])
    return halved


def over_bit(split: Values, direction: str, extreme: np.ufunc) -> None:
    """Look along one option, the middle axis, in place: from off to on, or on to off."""
    for part in _parts(split.shape[2]):
        off, on = split[:, 0, part], split[:, 1, part]
        if direction == "on":
            extreme(off, on, out=off)
        elif direction == "off":
            extreme(off, on, out=on)


def _parts(length: int) -> list[int] | list[slice]:
    """Return the places of a short axis one by one: long strides are quicker than many short runs."""
    return list(range(length)) if length <= _SHORT else [slice(None)]
