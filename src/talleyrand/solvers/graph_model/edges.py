"""Whole-game kernels on lists of moves, for games whose states are few among their combinations.

The same reductions as in ``cube``, over every legal pair of states. The work grows with the number
of moves, not with two to the number of options.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import TooLargeError
from talleyrand.solvers.graph_model.game import Game
from talleyrand.solvers.graph_model.moves import legal

Values = NDArray[Any]
Indices = NDArray[np.intp]
MAX_MOVES = 1 << 27


@dataclass(frozen=True, eq=False)
class Moves:
    """One party's moves, sorted by where they start: ``starts[k]`` begins the run of ``sources[k]``."""

    sources: Indices
    starts: Indices
    targets: Indices

    @classmethod
    def of(cls, sources: Indices, targets: Indices) -> Moves:
        """Return the moves of (source, target) pairs in any order."""
        order = np.argsort(sources, kind="stable")
        unique, starts = np.unique(sources[order], return_index=True)
        return cls(unique, starts, targets[order])

    def pairs(self) -> tuple[Indices, Indices]:
        """Return (sources, targets) of all moves, by source."""
        return np.repeat(self.sources, self._lengths), self.targets

    def leaving(self, states: Indices) -> tuple[Indices, Indices]:
        """Return (sources, targets) of the moves from some states, given in ascending order."""
        runs = np.flatnonzero(np.isin(self.sources, states))
        lengths = self._lengths[runs]
        within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return np.repeat(self.sources[runs], lengths), self.targets[np.repeat(self.starts[runs], lengths) + within]

    @property
    def _lengths(self) -> Indices:
        return np.diff(np.append(self.starts, len(self.targets)))

    def extreme(self, values: Values, extreme: np.ufunc) -> Values:
        """Return the extreme of the values at each state and at the ends of the moves from it."""
        result = values.copy()
        if len(self.targets):
            found = extreme.reduceat(values[self.targets], self.starts)
            result[self.sources] = extreme(result[self.sources], found)
        return result


class Edges:
    """The moves of a game as lists; has the methods of ``Cube`` on plain (n_states,) arrays.

    Moves other than those that the options allow can be given instead. Where these are not transitive
    the reductions over joint moves do not hold; ``improvements`` does.
    """

    def __init__(self, game: Game, moves: Sequence[Moves] | None = None) -> None:
        self.game = game
        self._given = moves

    @cached_property
    def moves(self) -> list[Moves]:
        """Every party's legal moves."""
        if self._given is not None:
            return list(self._given)
        return [Moves.of(*_pairs(self.game, party)) for party in range(self.game.n_parties)]

    @cached_property
    def improvements(self) -> list[Moves]:
        """Every party's moves to states that it likes better."""
        return [_improving(moves, ranks) for moves, ranks in zip(self.moves, self.game.ranks, strict=True)]

    def spread(self, values: Values, fill: int) -> Values:
        """Return the values; there are no cells without a state."""
        del fill
        return values

    def gather(self, values: Values) -> Values:
        """Return the values."""
        return values

    def lifted(self, values: Values) -> Values:
        """Return the values; see ``spread``."""
        return values

    def own_best(self, party: int, values: Values) -> Values:
        """Return for every state the largest value among it and what the party reaches from it."""
        return self.moves[party].extreme(values, np.maximum)

    def joint_min(self, movers: Sequence[int], values: Values) -> Values:
        """Return for every state the least value among it and all that the movers reach together."""
        return closure(movers, self.moves, values)

    def improving_min(self, movers: Sequence[int], values: Values) -> Values:
        """Return for every state the least value among it and all that the movers reach by improvements."""
        return closure(movers, self.improvements, values)


def closure(movers: Sequence[int], moves: Sequence[Moves], values: Values) -> Values:
    """Return for every state the least value among it and what the movers reach together; moves must be transitive."""
    still = 0
    while still < len(movers):
        for party in movers:
            lower = moves[party].extreme(values, np.minimum)
            still = still + 1 if np.array_equal(lower, values) else 0
            values = lower
            if still >= len(movers):
                break
    return values


def _pairs(game: Game, party: int) -> tuple[Indices, Indices]:
    """Return (source, target) of every legal move of a party."""
    others = game.codes & ~np.int64(game.masks[party])
    order = np.argsort(others, kind="stable")
    _, starts, sizes = np.unique(others[order], return_index=True, return_counts=True)
    total = int((sizes.astype(np.int64) ** 2).sum())
    if total > MAX_MOVES:
        raise TooLargeError(
            f"party {party} has up to {total:,} moves between {game.n_states:,} states; {MAX_MOVES:,} fit: "
            "merge options or exclude states"
        )
    # Each state is paired with all of its group: itself is dropped below.
    group_size = np.repeat(sizes, sizes)
    group_start = np.repeat(starts, sizes)
    sources = np.repeat(np.arange(game.n_states), group_size)
    within = np.arange(total) - np.repeat(np.cumsum(group_size) - group_size, group_size)
    targets = np.repeat(group_start, group_size) + within
    sources, targets = order[sources], order[targets]
    keep = (sources != targets) & legal(game, game.codes[sources], game.codes[targets])
    return sources[keep], targets[keep]


def _improving(moves: Moves, ranks: Values) -> Moves:
    sources, targets = moves.pairs()
    keep = ranks[targets] > ranks[sources]
    return Moves.of(sources[keep], targets[keep])
