"""SIM: improvements that the others may upset by moving at the same time.

For an improvement of party i from s the others' replies are the product of their own choices at s:
stay, or any improvement of theirs from s. A state's code changes by exclusive or of the movers'
changes, so a reply is one entry from each party's list of changes, and all improvements of all states
are tried side by side, a block of replies at a time, until each is sanctioned or its product is used up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import TooLargeError
from talleyrand.solvers.graph_model.edges import Edges
from talleyrand.solvers.graph_model.game import Codes, Flags, Game

Ints = NDArray[Any]
_BLOCK = 1 << 15
_MAX_CHOICES = 1 << 31


def simultaneous_stable(game: Game) -> Flags:
    """Return (n_parties, n_states) bool: stable when the others may move at the same time.

    References
    ----------
    Fraser & Hipel (1984), Conflict Analysis: Models and Resolutions, North-Holland.
    """
    space = Space(game)
    choices = [Choices.of(space, party) for party in range(game.n_parties)]
    return np.stack([_stable(space, choices, party) for party in range(game.n_parties)])


class Space:
    """Codes without the options that never vary, and the state of each code."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.varying = int(np.bitwise_or.reduce(game.codes ^ game.codes[0]))
        bits = [bit for bit in range(game.n_options) if self.varying >> bit & 1]
        self.codes = np.zeros(game.n_states, dtype=np.int64)
        for place, bit in enumerate(bits):
            self.codes |= (game.codes >> bit & 1) << place
        self.masks = [_pack(mask, bits) for mask in game.masks]
        self.only_on, self.only_off = _pack(game.only_on, bits), _pack(game.only_off, bits)
        self.dense = len(bits) <= 27 and 1 << len(bits) <= max(64 * game.n_states, 1 << 16)
        if self.dense:
            self._table = np.full(1 << len(bits), -1, dtype=np.int32)
            self._table[self.codes] = np.arange(game.n_states)
        else:
            self._order = np.argsort(self.codes)
            self._sorted = self.codes[self._order]

    def find(self, codes: Codes) -> Ints:
        """Return the state numbers of codes, -1 where a code is no feasible state."""
        if self.dense:
            return self._table[codes]
        place = np.minimum(np.searchsorted(self._sorted, codes), len(self._sorted) - 1)
        return np.where(self._sorted[place] == codes, self._order[place], -1)


@dataclass(frozen=True, eq=False)
class Choices:
    """What a party may do from every state: stay (change 0), then its improvements, as changes of code.

    ``starts[s]`` to ``starts[s + 1]`` bound the entries of state s in ``changes``.
    """

    starts: Ints
    changes: Codes
    counts: Ints

    @classmethod
    def of(cls, space: Space, party: int) -> Choices:
        """Return the choices of a party in every state."""
        if space.dense:
            sources, changes = _changes_by_mask(space, party)
        else:
            sources, targets = Edges(space.game).improvements[party].pairs()
            changes = space.codes[sources] ^ space.codes[targets]
        n_states = space.game.n_states
        counts = np.bincount(sources, minlength=n_states) + 1
        starts = np.concatenate([[0], np.cumsum(counts)])
        flat = np.zeros(int(starts[-1]), dtype=np.int64)
        stays = np.zeros(len(flat), dtype=bool)
        stays[starts[:-1]] = True
        flat[~stays] = changes
        return cls(starts, flat, counts)


def _changes_by_mask(space: Space, party: int) -> tuple[Ints, Codes]:
    """Return (state, change) of every improvement, by state, trying every change of own options."""
    game, ranks, mask = space.game, space.game.ranks[party], space.masks[party]
    deltas = [delta for delta in _submasks(mask) if delta]
    if len(deltas) * game.n_states > _MAX_CHOICES:
        raise TooLargeError(
            f"party {party} has {len(deltas) * game.n_states:,} possible moves; SIM fits {_MAX_CHOICES:,}: "
            "leave sim out, or exclude states"
        )
    better = np.empty((game.n_states, len(deltas)), dtype=bool)
    for column, delta in enumerate(deltas):
        target = space.codes ^ delta
        state = space.find(target)
        better[:, column] = (state >= 0) & (ranks[state] > ranks)
        if (space.only_on | space.only_off) & delta:
            better[:, column] &= _legal(space, space.codes, target)
    sources, columns = np.nonzero(better)
    return sources, np.array(deltas, dtype=np.int64)[columns] if deltas else columns.astype(np.int64)


def _legal(space: Space, source: Codes, target: Codes) -> Flags:
    fine: Flags = ((source & ~target & space.only_on) == 0) & ((target & ~source & space.only_off) == 0)
    return fine


def _stable(space: Space, choices: list[Choices], party: int) -> Flags:
    stable = np.ones(space.game.n_states, dtype=bool)
    for states, changes in _improvement_blocks(choices[party]):
        _refute(space, choices, party, states, changes, stable)
    return stable


def _improvement_blocks(own: Choices) -> Iterator[tuple[Ints, Codes]]:
    """Yield (state, change) of a party's improvements in blocks of bounded size."""
    n_states = len(own.counts)
    start = 0
    while start < n_states:
        stop = int(np.searchsorted(own.starts, own.starts[start] + 8 * _BLOCK, side="right")) - 1
        stop = min(max(stop, start + 1), n_states)
        states = np.repeat(np.arange(start, stop), own.counts[start:stop])
        changes = own.changes[own.starts[start] : own.starts[stop]]
        moved = changes != 0
        yield states[moved], changes[moved]
        start = stop


def _refute(space: Space, choices: list[Choices], party: int, states: Ints, changes: Codes, stable: Flags) -> None:
    """Mark states unstable where one of these improvements meets no sanction."""
    ranks = space.game.ranks[party]
    others = [choice for number, choice in enumerate(choices) if number != party]
    replies = np.ones(len(states), dtype=np.int64)
    for choice in others:
        replies *= choice.counts[states]
    first = 1  # reply 0 is that all stay: no sanction
    while True:
        used_up = replies <= first
        stable[states[used_up]] = False
        live = ~used_up & stable[states]
        states, changes, replies = states[live], changes[live], replies[live]
        if not len(states):
            return
        width = max(1, min(first, _BLOCK // len(states)))  # most are settled by the first few replies
        number = np.arange(first, first + width)
        end = space.codes[states] ^ changes
        target = space.find(_after(number, states, end, others))
        hit = (target >= 0) & (ranks[target] <= ranks[states][:, None]) & (number < replies[:, None])
        open_still = ~hit.any(axis=1)
        states, changes, replies = states[open_still], changes[open_still], replies[open_still]
        first += width


def _after(number: Ints, states: Ints, end: Codes, others: list[Choices]) -> Codes:
    """Return (n_improvements, n_replies) codes: each improvement joined with the replies so numbered."""
    codes = np.broadcast_to(end[:, None], (len(states), len(number))).copy()
    rest = np.broadcast_to(number, codes.shape)
    for choice in others:
        count = choice.counts[states][:, None]
        rest, digit = np.divmod(rest, count)
        codes ^= choice.changes[choice.starts[states][:, None] + digit]
    return codes


def _submasks(mask: int) -> Iterator[int]:
    """Yield every subset of the bits of a mask, ascending."""
    subset = 0
    while True:
        yield subset
        if subset == mask:
            return
        subset = (subset - mask) & mask


def _pack(mask: int, bits: list[int]) -> int:
    return sum((mask >> bit & 1) << place for place, bit in enumerate(bits))
