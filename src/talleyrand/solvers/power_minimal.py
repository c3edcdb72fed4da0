"""Power from minimal winning coalitions: Deegan–Packel and the public good index of Holler.

A winning coalition is minimal where it loses by any one member's leaving. With M the set of those:

- Deegan–Packel (1978): each is as likely, and its members share alike: sum over S in M with i of 1 / (|M| |S|),
- Holler (1982): the share that i's memberships in M have in everybody's.

References
----------
Deegan, J., & Packel, E. W. (1978). A new index of power for simple n-person games. *International Journal of Game
    Theory*, 7(2), 113–123.
Holler, M. J. (1982). Forming coalitions and measuring voting power. *Political Studies*, 30(2), 262–271.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from talleyrand.errors import TooLargeError
from talleyrand.solvers.arrays import Bools
from talleyrand.solvers.simple_game import SimpleGame

_MOST_MEMBERS = 22  # four million coalitions
_AT_ONCE = 1 << 16


@dataclass(frozen=True)
class MinimalPower:
    """Power from minimal winning coalitions.

    Attributes
    ----------
    deegan_packel, holler
        One a member, each in [0, 1]; sum to 1, or all 0 where nothing wins.
    coalitions
        Number of minimal winning coalitions.
    """

    deegan_packel: tuple[Fraction, ...]
    holler: tuple[Fraction, ...]
    coalitions: int


def minimal_power(game: SimpleGame) -> MinimalPower:
    """Return the Deegan–Packel and Holler indices, exactly.

    Raises
    ------
    TooLargeError
        For more than 22 members.

    Examples
    --------
    Quota 51 with weights 50, 30, 20: the first wins with either of the others.

    >>> from talleyrand.solvers.simple_game import WeightRule
    >>> found = minimal_power(SimpleGame(3, (WeightRule(51, (50, 30, 20)),)))
    >>> [str(share) for share in found.deegan_packel], found.coalitions
    (['1/2', '1/4', '1/4'], 2)
    """
    by_size = _memberships(game)
    sizes = range(game.n + 1)
    total = sum(int(by_size[size].sum()) // max(size, 1) for size in sizes)
    counts = [[int(by_size[size, member]) for size in sizes] for member in range(game.n)]
    deegan = [
        sum((Fraction(count, max(size, 1) * max(total, 1)) for size, count in enumerate(row)), Fraction(0))
        for row in counts
    ]
    everybody = max(sum(map(sum, counts)), 1)
    return MinimalPower(tuple(deegan), tuple(Fraction(sum(row), everybody) for row in counts), total)


def _memberships(game: SimpleGame) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return in how many minimal winning coalitions of each size every member is: (n + 1, n)."""
    if game.n > _MOST_MEMBERS:
        raise TooLargeError(f"{game.n} members have 2**{game.n} coalitions; up to {_MOST_MEMBERS} members fit")
    found = np.zeros((game.n + 1, game.n), dtype=np.int64)
    for start in range(0, 2**game.n, _AT_ONCE):
        codes = np.arange(start, min(start + _AT_ONCE, 2**game.n))
        members = (codes[:, None] >> np.arange(game.n) & 1).astype(bool)
        minimal = members[_is_minimal(game, members)]
        np.add.at(found, minimal.sum(axis=1), minimal.astype(np.int64))
    return found


def _is_minimal(game: SimpleGame, members: Bools) -> Bools:
    """Return which coalitions win and lose by any one member's leaving."""
    minimal = game.wins(members)
    for member in range(game.n):
        without = members.copy()
        without[:, member] = False
        minimal &= ~(members[:, member] & game.wins(without))
    return minimal
