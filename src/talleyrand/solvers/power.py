"""Voting power in simple games: Shapley–Shubik, Banzhaf, Coleman, exactly.

A member swings where a coalition loses without it and wins with it. Swings are counted by the size of the
coalition they join, from which every index follows:

- Shapley–Shubik (1954): sum over sizes s of swings_i(s) s! (n-1-s)! / n!,
- Banzhaf (1965), absolute: swings_i / 2^(n-1); normalised: swings_i / all swings,
- Coleman (1971): to prevent action swings_i / winning coalitions, to initiate it swings_i / losing coalitions.

References
----------
Banzhaf, J. F. (1965). Weighted voting doesn't work. *Rutgers Law Review*, 19, 317–343.
Coleman, J. S. (1971). Control of collectivities and the power of a collectivity to act. In B. Lieberman (ed.),
    *Social Choice*, Gordon and Breach, 269–300.
Shapley, L. S., & Shubik, M. (1954). A method for evaluating the distribution of power in a committee system.
    *American Political Science Review*, 48(3), 787–792.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial

from talleyrand.solvers.coalition_counts import Counts, whole_weights
from talleyrand.solvers.power_exact import quota_counts
from talleyrand.solvers.simple_game import SimpleGame

Share = float | Fraction

_WORD = 62  # members up to which numbers of coalitions fit a machine word


@dataclass(frozen=True)
class PowerIndices:
    """Voting power of every member.

    Where ``exact``, floats are the nearest to the fractions; otherwise they are good to about twelve digits.

    Attributes
    ----------
    shapley_shubik
        One a member, each in [0, 1]; sum to 1.
    banzhaf
        Normalised, each in [0, 1]; sum to 1.
    banzhaf_absolute
        Share of the coalitions of the others in which the member swings, in [0, 1].
    coleman_prevent, coleman_initiate
        Share of the winning coalitions that it can break, of the losing ones that it can turn; in [0, 1].
    swings
        Number of coalitions of the others in which it swings; None where not exact.
    winning
        Number of winning coalitions among 2^n; None where not exact.
    exact
        Counted in integers. A plain quota game of more than 62 members is worked out in floating point unless
        fractions are asked for (:mod:`talleyrand.solvers.power_large`).
    error
        Bound on the error of the Shapley–Shubik indices; 0 where exact.
    """

    shapley_shubik: tuple[Share, ...]
    banzhaf: tuple[Share, ...]
    banzhaf_absolute: tuple[Share, ...]
    coleman_prevent: tuple[Share, ...]
    coleman_initiate: tuple[Share, ...]
    swings: tuple[int, ...] | None
    winning: int | None
    exact: bool
    error: float = 0.0


def power_indices(game: SimpleGame, *, fractions: bool = False) -> PowerIndices:
    """Return the power of every member of a simple game.

    Parameters
    ----------
    game
        Quotas, sizes, vetoes, blocking minority.
    fractions
        True: indices as :class:`fractions.Fraction`, counted in integers whatever it takes; False: as floats.

    Returns
    -------
    PowerIndices
        All shares 0 in a game that no coalition wins.

    Raises
    ------
    TooLargeError
        Where counting coalitions by size and weight would not fit; says how large the table would be.

    Examples
    --------
    The Security Council (nine of fifteen, five vetoes): a permanent member holds 421/2145.

    >>> found = power_indices(SimpleGame(15, vetoes=(0, 1, 2, 3, 4), minimum_size=9), fractions=True)
    >>> found.shapley_shubik[0], found.shapley_shubik[5], found.swings[0]
    (Fraction(421, 2145), Fraction(4, 2145), 848)
    """
    plain = _plain_quota(game)
    if plain and not fractions and plain[0] <= sum(plain[1]):
        return _in_floats(game, *plain)
    by_size, winning = _counted(game, plain)
    swings = tuple(sum(row) for row in by_size)
    orders = [factorial(size) * factorial(game.n - 1 - size) for size in range(game.n)]
    shapley = [
        Fraction(sum(count * order for count, order in zip(row, orders, strict=True)), factorial(game.n))
        for row in by_size
    ]
    wholes = {
        "banzhaf": sum(swings),
        "banzhaf_absolute": 2 ** (game.n - 1),
        "coleman_prevent": winning,
        "coleman_initiate": 2**game.n - winning,
    }
    shares = {name: [Fraction(count, max(whole, 1)) for count in swings] for name, whole in wholes.items()}
    shares["shapley_shubik"] = shapley
    told = {name: tuple(row) if fractions else tuple(float(share) for share in row) for name, row in shares.items()}
    return PowerIndices(
        told["shapley_shubik"],
        told["banzhaf"],
        told["banzhaf_absolute"],
        told["coleman_prevent"],
        told["coleman_initiate"],
        swings=swings,
        winning=winning,
        exact=True,
    )


def swings_by_size(game: SimpleGame) -> list[list[int]]:
    """Return for each member the swings among coalitions of the others, by their size 0 to n - 1.

    Examples
    --------
    >>> swings_by_size(SimpleGame(3, minimum_size=2))
    [[0, 2, 0], [0, 2, 0], [0, 2, 0]]
    """
    return _all_swings(Counts.of(game))


def count_winning(game: SimpleGame) -> int:
    """Return the number of winning coalitions among all 2^n.

    Examples
    --------
    >>> count_winning(SimpleGame(3, minimum_size=2))
    4
    """
    return _winning(Counts.of(game))


def _plain_quota(game: SimpleGame) -> tuple[int, tuple[int, ...]] | None:
    """Return quota and weights where one quota is all there is to a game of many members; None where it is not."""
    if game.n <= _WORD or len(game.rules) != 1 or game.vetoes or game.minimum_size or game.blocking_minority:
        return None
    return whole_weights(game.rules[0])


def _counted(game: SimpleGame, plain: tuple[int, tuple[int, ...]] | None) -> tuple[Sequence[Sequence[int]], int]:
    """Return the swings of every member by size, and the number of winning coalitions."""
    if plain and plain[0] > sum(plain[1]):
        return [[0] * game.n] * game.n, 0
    if plain:
        found = quota_counts(*plain)
        return found.swings, found.winning
    counts = Counts.of(game)
    return _all_swings(counts), _winning(counts)


def _in_floats(game: SimpleGame, quota: int, weights: tuple[int, ...]) -> PowerIndices:
    """Return the indices of a large quota game in floating point."""
    from talleyrand.solvers.power_large import quota_game

    found = quota_game(quota, weights)
    return PowerIndices(
        shapley_shubik=tuple(found.shapley_shubik.tolist()),
        banzhaf=tuple(found.banzhaf.tolist()),
        banzhaf_absolute=tuple(found.banzhaf_absolute.tolist()),
        coleman_prevent=tuple(found.coleman_prevent.tolist()),
        coleman_initiate=tuple(found.coleman_initiate.tolist()),
        swings=None,
        winning=None,
        exact=False,
        error=found.error,
    )


def _all_swings(counts: Counts) -> list[list[int]]:
    """Return the swings of every member by size; members of one kind are counted once."""
    game = counts.game
    known: dict[tuple[bool, tuple[int, ...]], list[int]] = {}
    result = []
    for member in range(game.n):
        kind = (member in game.vetoes, counts.weights[member])
        if kind not in known:
            known[kind] = _swings(counts, member)
        result.append(known[kind])
    return result


def _winning(counts: Counts) -> int:
    """Return the number of winning coalitions."""
    game = counts.game
    passing = counts.passing(None, joined=False)
    return sum(
        comb(game.n, size) if _by_clause(game, size) else passing[size] * (size >= game.minimum_size)
        for size in range(game.n + 1)
    )


def _swings(counts: Counts, member: int) -> list[int]:
    """Return the swings of one member by the size of the coalition that it joins.

    Coalitions that win by the blocking clause win whatever the rules say, so one size has the clause's swings:
    all that lose by the rules. Below it only the rules count, above it nobody swings.
    """
    game = counts.game
    after = counts.passing(member, joined=True)
    before = counts.passing(member, joined=False)
    found = []
    for size in range(game.n):
        lost_before = size < game.minimum_size
        if _by_clause(game, size):
            found.append(0)
        elif _by_clause(game, size + 1):
            found.append(comb(game.n - 1, size) - (0 if lost_before else before[size]))
        else:
            wins = 0 if size + 1 < game.minimum_size else after[size]
            found.append(wins - (0 if lost_before else before[size]))
    return found


def _by_clause(game: SimpleGame, size: int) -> bool:
    """Return whether coalitions of this size win because too few stand outside to block."""
    return game.blocking_minority is not None and game.n - size < game.blocking_minority
