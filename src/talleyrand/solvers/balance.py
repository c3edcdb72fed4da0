"""Structural balance of signed ties: triads, and the fewest ties that stand against a split into two camps.

A triad of three ties is *balanced* where the product of their signs is positive: the friend of a friend is a friend,
the enemy of an enemy is one, too (Heider 1946; Cartwright & Harary 1956). A network is balanced where it splits into
two camps with friendly ties inside and hostile ones between. The *frustration index* (Harary 1959) is the least that
stands against any such split: the number of ties, or their weight.

References
----------
Cartwright, D., & Harary, F. (1956). Structural balance: a generalization of Heider's theory. *Psychological Review*,
    63(5), 277–293.
Harary, F. (1959). On the measurement of structural balance. *Behavioral Science*, 4(4), 316–323.
Heider, F. (1946). Attitudes and cognitive organization. *Journal of Psychology*, 21(1), 107–112.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError, TooLargeError
from talleyrand.solvers.arrays import Floats

MOST = 20  # parties in one connected part
_AT_ONCE = 1 << 16  # splits
_SAME = 1e-9


@dataclass(frozen=True, eq=False)
class Balance:
    """How far signed ties are from two camps.

    Attributes
    ----------
    triads, balanced
        Triples of parties with ties among all three, and those whose signs multiply to plus.
    frustration
        Least weight of the ties that stand against a split, 0 or more; 0: the network is balanced.
    against : tuple of (int, int)
        The ties that stand against the split named by `camps`.
    camps : (n_parties,) int
        0 or 1; the first of each connected part is in camp 0. -1 for a party without ties.
    splits
        In how many ways parties split with the same least weight, camps unnamed; 1 is a clear split. A network of
        several parts counts the ways of all of them, each part on its own.
    parts
        How many connected parts of two parties or more there are.
    """

    triads: int
    balanced: int
    frustration: float
    against: tuple[tuple[int, int], ...]
    camps: NDArray[np.intp]
    splits: int
    parts: int

    @property
    def share(self) -> float:
        """Share of the triads that are balanced, 0 to 1; NaN where there are none."""
        return self.balanced / self.triads if self.triads else float("nan")


def balance(ties: ArrayLike) -> Balance:
    """Return the balance of signed ties, exactly.

    Parameters
    ----------
    ties : (n_parties, n_parties) float
        Symmetric; above 0 friendly, below 0 hostile, 0 no tie. The size weighs in the frustration; give signs to
        count ties. The diagonal is left alone.

    Raises
    ------
    SolverError
        Where the ties are not a symmetric table of finite numbers.
    TooLargeError
        Where more than 20 parties hang together.

    Examples
    --------
    Two friends with a common enemy are balanced; three enemies are not.

    >>> found = balance([[0, 1, -1], [1, 0, -1], [-1, -1, 0]])
    >>> found.balanced, found.triads, found.frustration, found.camps.tolist()
    (1, 1, 0.0, [0, 0, 1])
    >>> found = balance([[0, -1, -1], [-1, 0, -1], [-1, -1, 0]])
    >>> found.balanced, found.frustration, found.splits
    (0, 1.0, 3)
    """
    table = _checked(ties)
    camps = np.full(len(table), -1, dtype=np.intp)
    splits = 1
    parts = _parts(table)
    for part in parts:
        camps[part], ways = _split(table[np.ix_(part, part)])
        splits *= ways
    against = _against(table, camps)
    signs = np.sign(table)
    exists = np.abs(signs)
    triads = round(float(np.trace(exists @ exists @ exists)) / 6)
    surplus = round(float(np.trace(signs @ signs @ signs)) / 6)
    return Balance(
        triads=triads,
        balanced=(triads + surplus) // 2,
        frustration=float(sum(abs(table[i, j]) for i, j in against)),
        against=against,
        camps=camps,
        splits=splits,
        parts=len(parts),
    )


def _checked(ties: ArrayLike) -> Floats:
    table = np.array(ties, dtype=float)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or not np.isfinite(table).all():
        raise SolverError(f"ties have the shape {table.shape}; give one finite number for each pair of parties")
    np.fill_diagonal(table, 0.0)
    if not np.allclose(table, table.T):
        raise SolverError("a tie differs from one side to the other; give one number for each pair")
    return table


def _parts(table: Floats) -> list[list[int]]:
    """Return the connected parts of two parties or more, each in order."""
    left = {n for n in range(len(table)) if table[n].any()}
    parts = []
    while left:
        found, edge = set(), {min(left)}
        while edge:
            found |= edge
            edge = {int(m) for n in edge for m in np.flatnonzero(table[n])} - found
        parts.append(sorted(found))
        left -= found
    return parts


def _split(table: Floats) -> tuple[NDArray[np.intp], int]:
    """Return the camps of the first best split of a connected part, and how many splits are as good.

    With x = +-1 for the camps, the weight against a split is (sum of |t| - x T x / 2) / 2 over pairs, so the best has
    the largest x T x. The first party stands in camp 0, which leaves 2^(n-1) splits, all looked at.
    """
    n = len(table)
    if n > MOST:
        raise TooLargeError(f"{n} parties hang together; the frustration index is exact for up to {MOST}")
    best, first, ways = -np.inf, 0, 0
    for start in range(0, 1 << (n - 1), _AT_ONCE):
        codes = np.arange(start, min(start + _AT_ONCE, 1 << (n - 1)))
        sides = _sides(codes, n)
        agreed = ((sides @ table) * sides).sum(axis=1)
        top = float(agreed.max())
        if top > best + _SAME:
            best, first, ways = top, int(codes[np.argmax(agreed > top - _SAME)]), 0
        if top > best - _SAME:
            ways += int((agreed > best - _SAME).sum())
    return np.asarray(_sides(np.array([first]), n)[0] < 0, dtype=np.intp), ways


def _sides(codes: NDArray[np.intp], n: int) -> Floats:
    """Return +1 or -1 for every party: bit k of a code puts party k + 1 into the other camp."""
    bits = (codes[:, None] >> np.arange(n - 1)) & 1
    return np.hstack([np.ones((len(codes), 1)), 1.0 - 2.0 * bits])


def _against(table: Floats, camps: NDArray[np.intp]) -> tuple[tuple[int, int], ...]:
    """Return friendly ties between camps and hostile ones within."""
    same = camps[:, None] == camps
    wrong = np.triu(((table > 0) & ~same) | ((table < 0) & same), 1)
    return tuple((int(i), int(j)) for i, j in np.argwhere(wrong))
