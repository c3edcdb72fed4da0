"""Who can pass a decision: simple games with several quotas, a minimum size, vetoes, a blocking minority.

A coalition wins if its size reaches the minimum, all vetoes are in, and every weight rule holds. Where a
*blocking minority* of b is set, it also wins when fewer than b members stand outside: the clause adds winners, as
in the Council of the European Union.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Bools, mask_of

Number = int | float | Fraction


@dataclass(frozen=True)
class WeightRule:
    """One quota: the weights inside must add up to it at least.

    Attributes
    ----------
    quota
        > 0, in the unit of the weights.
    weights
        One a member, each >= 0.
    """

    quota: Number
    weights: tuple[Number, ...]


@dataclass(frozen=True)
class SimpleGame:
    """A decision rule over ``n`` members.

    Attributes
    ----------
    n
        Number of members, at least 1.
    rules
        Weight rules that must all hold; may be empty.
    vetoes
        Indices of the members that must be in.
    minimum_size
        Least number of members, 0 to n.
    blocking_minority
        b: fewer than b outside wins whatever else; None: no such clause.

    Raises
    ------
    SolverError
        For an index, size or weight that the game cannot have.

    Examples
    --------
    The Security Council: nine of fifteen, five vetoes.

    >>> council = SimpleGame(15, vetoes=(0, 1, 2, 3, 4), minimum_size=9)
    >>> bool(council.wins([True] * 9 + [False] * 6))
    True
    >>> bool(council.wins([False] + [True] * 14))
    False
    """

    n: int
    rules: tuple[WeightRule, ...] = ()
    vetoes: tuple[int, ...] = ()
    minimum_size: int = 0
    blocking_minority: int | None = None
    _matrix: NDArray[np.float64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _check(self)
        matrix = np.array([[float(weight) for weight in rule.weights] for rule in self.rules], dtype=float)
        object.__setattr__(self, "vetoes", tuple(sorted(set(self.vetoes))))
        object.__setattr__(self, "_matrix", matrix.reshape(len(self.rules), self.n))

    def wins(self, members: ArrayLike) -> Bools:
        """Return whether each coalition wins.

        Parameters
        ----------
        members : (..., n) bool
            Who is in.

        Returns
        -------
        (...) bool
        """
        inside = mask_of(members, self.n, "members")
        size = inside.sum(axis=-1)
        passed = (size >= self.minimum_size) & inside[..., list(self.vetoes)].all(axis=-1)
        for row, rule in zip(self._matrix, self.rules, strict=True):
            quota = float(rule.quota)
            passed &= inside @ row >= quota - 1e-12 * max(1.0, abs(quota))
        if self.blocking_minority is not None:
            passed |= self.n - size < self.blocking_minority
        return np.asarray(passed, dtype=bool)


def _check(game: SimpleGame) -> None:
    """Refuse what is no simple game, in words that say what would be one."""
    if game.n < 1:
        raise SolverError(f"a game of {game.n} members; it needs at least one")
    if not 0 <= game.minimum_size <= game.n:
        raise SolverError(f"a minimum size of {game.minimum_size} among {game.n} members; give 0 to {game.n}")
    for veto in game.vetoes:
        if not 0 <= veto < game.n:
            raise SolverError(f"a veto of member {veto}; members are numbered 0 to {game.n - 1}")
    if game.blocking_minority is not None and not 1 <= game.blocking_minority <= game.n:
        raise SolverError(f"a blocking minority of {game.blocking_minority}; give 1 to {game.n}")
    for rule in game.rules:
        if len(rule.weights) != game.n:
            raise SolverError(f"a rule with {len(rule.weights)} weights for {game.n} members")
        if any(weight < 0 for weight in rule.weights) or rule.quota <= 0:
            raise SolverError("a rule needs a quota above 0 and weights that are not negative")
    if not (game.rules or game.vetoes or game.minimum_size or game.blocking_minority):
        raise SolverError("a rule that the empty coalition passes; give a quota, a size or a veto")
