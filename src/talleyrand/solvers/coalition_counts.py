"""How many coalitions of each size satisfy the vetoes and every weight rule, exactly.

Vetoes are put in first; the subsets U of the others are counted by size and weight in one table, each rule cut
off at its quota. Those that satisfy *all* rules follow from those that fail some, by inclusion and exclusion over
the rules. Leaving one member out needs no second table: among the subsets without it,
F'(s, below t) = sum over k of (-1)^k F(s - k, below t - k w).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil, gcd, lcm, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import TooLargeError
from talleyrand.solvers.simple_game import Number, SimpleGame, WeightRule

_MOST_CELLS = 30_000_000  # of 8 bytes
_MOST_STEPS = {"int64": 3_000_000_000, "object": 60_000_000}  # additions: some seconds


@dataclass(frozen=True, eq=False)
class Counts:
    """The tables of one game.

    Attributes
    ----------
    game
        The game.
    weights
        For each member its weights under the rules, as integers in the smallest unit that keeps them whole.
    thresholds
        For each rule what the members without a veto have to bring together; <= 0: the vetoes suffice.
    tables
        For each set of rules (as a tuple of their indices): the number of subsets of the members without a veto
        by size, and with a weight below t_r under each of those rules; axes (size, t_1, ...).
    """

    game: SimpleGame
    weights: tuple[tuple[int, ...], ...]
    thresholds: tuple[int, ...]
    tables: dict[tuple[int, ...], NDArray[Any]]

    @classmethod
    def of(cls, game: SimpleGame) -> Counts:
        """Count the coalitions of a game.

        Raises
        ------
        TooLargeError
            Where the table would not fit; says how large it would be.

        Examples
        --------
        >>> Counts.of(SimpleGame(3, minimum_size=1)).passing(None, joined=False)
        [1, 3, 3, 1]
        """
        whole = [whole_weights(rule) for rule in game.rules]
        weights = tuple(tuple(row[1][member] for row in whole) for member in range(game.n))
        brought = [sum(weights[veto][r] for veto in game.vetoes) for r in range(len(whole))]
        thresholds = tuple(row[0] - sum_ for row, sum_ in zip(whole, brought, strict=True))
        free = [weights[member] for member in range(game.n) if member not in game.vetoes]
        open_rules = [r for r, threshold in enumerate(thresholds) if threshold > 0]
        tables = {
            rules: _table([tuple(row[r] for r in rules) for row in free], [thresholds[r] for r in rules])
            for rules in _sets(open_rules)
        }
        return cls(game, weights, thresholds, tables)

    def passing(self, member: int | None, *, joined: bool) -> list[int]:
        """Return the number of coalitions that satisfy the vetoes and all weight rules, by size 0 to n.

        Parameters
        ----------
        member
            Count coalitions of the others only; None: of all.
        joined
            Judge them with the member in, though their size counts without it.

        Examples
        --------
        >>> from talleyrand.solvers.simple_game import WeightRule
        >>> counts = Counts.of(SimpleGame(2, (WeightRule(3, (2, 1)),)))
        >>> counts.passing(0, joined=True), counts.passing(0, joined=False)
        ([0, 1, 0], [0, 0, 0])
        """
        vetoes = len(self.game.vetoes)
        result = [0] * (self.game.n + 1)
        if member in self.game.vetoes:
            if not joined:
                return result
            for size, count in enumerate(self._subsets(None, joined=False)):
                result[size + vetoes - 1] = count
            return result
        for size, count in enumerate(self._subsets(member, joined=joined)):
            result[size + vetoes] = count
        return result

    def _subsets(self, member: int | None, *, joined: bool) -> list[int]:
        """Return the subsets of the members without a veto that satisfy all rules, by size."""
        total = [0] * (self.game.n - len(self.game.vetoes) + (member is None))
        for rules, table in self.tables.items():
            sign = (-1) ** len(rules)
            weight = [self.weights[member][r] for r in rules] if member is not None else None
            limit = [self.thresholds[r] for r in rules]
            if joined and weight is not None:
                limit = [t - w for t, w in zip(limit, weight, strict=True)]
            for size in range(len(total)):
                total[size] += sign * _below(table, size, limit, weight)
        return total


def _below(table: NDArray[Any], size: int, limit: list[int], without: list[int] | None) -> int:
    """Return how many subsets of a size stay below the limits, all of them or those without one member."""
    steps = 0 if without is None else size
    total = 0
    for k in range(steps + 1):
        at = [t - k * w for t, w in zip(limit, without or [0] * len(limit), strict=True)]
        if any(t <= 0 for t in at):
            break
        total += (-1) ** k * int(table[(size - k, *at)])
    return total


def _table(weights: list[tuple[int, ...]], limits: list[int]) -> NDArray[Any]:
    """Return the number of subsets by size and by weight below each threshold from 0 to the limit."""
    shape = (len(weights) + 1, *limits)
    kind = "int64" if len(weights) <= 62 else "object"
    steps = prod(shape) * max(1, len(weights))
    if prod(shape) > _MOST_CELLS or steps > _MOST_STEPS[kind]:
        raise TooLargeError(
            f"counting takes a table of {prod(shape):,} cells for {len(weights)} members; "
            f"up to {_MOST_CELLS:,} cells and {_MOST_STEPS[kind]:,} steps fit: give the weights in a coarser unit"
        )
    table = np.zeros(shape, dtype=kind)
    table[(0,) * len(shape)] = 1
    for number, row in enumerate(weights, start=1):
        if all(weight < limit for weight, limit in zip(row, limits, strict=True)):
            onto: tuple[Any, ...] = tuple(slice(weight, None) for weight in row)
            source: tuple[Any, ...] = tuple(
                slice(None, limit - weight) for weight, limit in zip(row, limits, strict=True)
            )
            for size in range(number, 0, -1):  # from the top: every member enters once
                table[(size, *onto)] += table[(size - 1, *source)]
    for axis in range(1, len(shape)):
        table = np.cumsum(table, axis=axis, dtype=kind)
    return np.pad(table, [(0, 0), *[(1, 0)] * len(limits)])


def whole_weights(rule: WeightRule) -> tuple[int, tuple[int, ...]]:
    """Return quota and weights in the largest unit in which all weights are whole.

    Examples
    --------
    >>> whole_weights(WeightRule(0.7, (0.2, 0.4, 0.6)))
    (4, (1, 2, 3))
    """
    parts = [_fraction(weight) for weight in rule.weights]
    scale = lcm(*(part.denominator for part in parts))
    numbers = [int(part * scale) for part in parts]
    unit = gcd(*numbers) or 1
    return ceil(_fraction(rule.quota) * scale / unit), tuple(number // unit for number in numbers)


def _fraction(number: Number) -> Fraction:
    """Return the number that was written: 0.1 is a tenth, not the nearest binary number."""
    return Fraction(repr(float(number))) if isinstance(number, float) else Fraction(number)


def _sets(rules: list[int]) -> Iterator[tuple[int, ...]]:
    """Yield all sets of rules, the empty one first."""
    for size in range(len(rules) + 1):
        yield from combinations(rules, size)
