"""What each party may do by itself from every state, as sets of choices on its axis of the cube."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.solvers.graph_model.cube import Cube
from talleyrand.solvers.graph_model.game import Flags
from talleyrand.solvers.graph_model.lines import one_way_legal

Ints = NDArray[Any]
GROWTH = 16
"""How much larger than the cube a table may become by absorbing choices."""


@dataclass(frozen=True, eq=False)
class Choices:
    """The choices of one party that are its own at a state or improve on it.

    Parameters
    ----------
    own
        (n_states,) its choice at the state, a coordinate on its axis.
    starts, counts, entries
        The choices from state s are ``entries[starts[s] : starts[s] + counts[s]]``, ascending.
    set_of
        (n_states,) which of the distinct sets the state's is.
    sets
        (n_sets, n_choices) bool: the distinct sets; None for a party that cannot move, whose sets are
        its choices one by one.
    """

    own: Ints
    starts: Ints
    counts: Ints
    entries: Ints
    set_of: Ints
    sets: Flags | None

    @classmethod
    def of(cls, cube: Cube, party: int) -> Choices:
        """Return the choices of a party in every state of a game."""
        own = cube.choices([party])
        if not cube.game.can_move(party):
            single = np.ones(len(own), dtype=np.int64)
            return cls(own, np.arange(len(own) + 1), single, own, own, None)
        members = _members(cube, party, own)
        counts = members.sum(axis=1)
        starts = np.concatenate([[0], np.cumsum(counts)])
        _, entries = np.nonzero(members)
        packed = np.packbits(members, axis=1)
        packed = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8)))
        keys = packed.view(np.uint64) if packed.shape[1] == 8 else packed.view(f"V{packed.shape[1]}")
        _, first, set_of = np.unique(keys.reshape(-1), return_index=True, return_inverse=True)
        return cls(own, starts, counts, entries, set_of, members[first])

    @property
    def growth(self) -> float:
        """How many sets there are per choice."""
        return 0.0 if self.sets is None else len(self.sets) / self.sets.shape[1]

    def moved(self, start: int, stop: int) -> tuple[Ints, Ints]:
        """Return (state, choice) of every improvement from the states of a range."""
        states = np.repeat(np.arange(start, stop), self.counts[start:stop])
        entries = self.entries[self.starts[start] : self.starts[stop]]
        keep = entries != self.own[states]
        return states[keep], entries[keep]


def absorbed(cube: Cube, choices: list[Choices], others: Sequence[int], table: Ints) -> tuple[Ints, list[int]]:
    """Return the table with some parties' axes of choices turned into axes of sets, and those parties.

    Along a turned axis each entry is the least value over the set. Parties with few sets go first, as
    long as the table stays within ``GROWTH`` times the cube.
    """
    done: list[int] = []
    for other in sorted(others, key=lambda party: choices[party].growth):
        sets = choices[other].sets
        if sets is None:
            done.append(other)
            continue
        if table.size // sets.shape[1] * len(sets) > GROWTH * cube.size:
            break
        columns = np.moveaxis(table, cube.axis(other), 0)
        table = np.moveaxis(_least(np.ascontiguousarray(columns), sets), 0, cube.axis(other))
        done.append(other)
    return np.ascontiguousarray(table), done


def _least(columns: Ints, sets: Flags) -> Ints:
    """Return (n_sets, ...) the least of the (n_choices, ...) columns over each set."""
    beyond = np.iinfo(columns.dtype).max
    least = np.full((len(sets), columns[0].size), beyond, dtype=columns.dtype)
    for column, held in zip(columns.reshape(len(columns), -1), sets.T, strict=True):
        np.minimum(least, np.where(held[:, None], column, beyond), out=least)
    return least.reshape(len(sets), *columns.shape[1:])


def _members(cube: Cube, party: int, own: Ints) -> Flags:
    """Return (n_states, n_choices) bool: the choice is the party's own, or improves on it."""
    game, axis = cube.game, cube.axis(party)
    n_choices = cube.shape[axis]
    ranks = cube.by_party(cube.spread(game.ranks[party], int(np.iinfo(game.ranks.dtype).min)))
    rows = np.ascontiguousarray(np.moveaxis(ranks, axis, -1)).reshape(-1, n_choices)
    others = [other for other in range(game.n_parties) if other != party]
    members: Flags = rows[cube.choices(others)] > game.ranks[party][:, None]
    ways = cube.directions(party)
    if any(way != "both" for way in ways):
        members &= one_way_legal(own[:, None], np.arange(n_choices), ways)
    members[np.arange(game.n_states), own] = True
    return members
