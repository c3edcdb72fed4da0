"""Swings in quota games with many members, exactly: counted modulo many primes, put together again at the end.

The table of subsets by size and weight below the quota holds numbers of up to n bits. It is counted once for each of
n / 31 primes below 2^31 in machine integers, 31 members between two reductions; of each size only those weights are
touched that so many members can have. One member is left out as in :mod:`talleyrand.solvers.coalition_counts`. The
Chinese remainder theorem gives the counts. A quota above the half is counted in the dual game, which has the same
swings: there a coalition wins where those outside it lose here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import TooLargeError

Wholes = NDArray[np.int64]

_MOST_CELLS = 60_000_000  # of 8 bytes
_MOST_STEPS = 1_000_000_000_000  # additions: some minutes
_BETWEEN = 31  # members between reductions: numbers below 2^31 double 31 times


@dataclass(frozen=True)
class QuotaCounts:
    """What is counted of a game with one quota.

    Attributes
    ----------
    swings
        One row a member: its swings among coalitions of the others, by their size 0 to n - 1.
    winning
        Number of winning coalitions among 2^n.
    """

    swings: tuple[tuple[int, ...], ...]
    winning: int


def quota_counts(quota: int, weights: tuple[int, ...]) -> QuotaCounts:
    """Return the swings of every member of a game with one quota.

    Parameters
    ----------
    quota
        1 to the sum of the weights.
    weights
        Each >= 0.

    Raises
    ------
    TooLargeError
        Where it would take more than some minutes, or 500 MB.

    Examples
    --------
    >>> found = quota_counts(3, (2, 1, 1))
    >>> found.swings, found.winning
    (((0, 2, 1), (0, 1, 0), (0, 1, 0)), 3)
    """
    n, total = len(weights), sum(weights)
    dual = 2 * quota > total + 1
    place = total - quota + 1 if dual else quota
    primes = list(_primes(n))
    _check(n, place, len(primes))
    kinds, which = np.unique(np.array(weights, dtype=np.int64), return_inverse=True)
    residues = [_modulo(np.sort(np.array(weights, dtype=np.int64)), kinds, place, prime) for prime in primes]
    counts = _together(np.stack(residues), primes)
    rows = [tuple(int(count) for count in row[:n]) for row in counts[:-1]]
    if dual:  # i turns s others into winners here where it turns the other n - 1 - s into winners there
        rows = [row[::-1] for row in rows]
    losing = sum(int(count) for count in counts[-1])
    return QuotaCounts(tuple(rows[kind] for kind in which), losing if dual else 2**n - losing)


def _check(n: int, place: int, primes: int) -> None:
    cells, steps = (n + 1) * place, (n + 1) * place * n * primes
    if cells > _MOST_CELLS or steps > _MOST_STEPS:
        raise TooLargeError(
            f"counting takes a table of {cells:,} cells for {n} members and {steps:,} steps; "
            f"up to {_MOST_CELLS:,} and {_MOST_STEPS:,} fit: give the weights in a coarser unit, or take floats"
        )


def _primes(n: int) -> Iterator[int]:
    """Yield the largest primes below 2^31 until their product is above 2^n."""
    product, candidate = 1, 2**31 - 1
    while product <= 2**n:
        if _is_prime(candidate):
            yield candidate
            product *= candidate
        candidate -= 2


def _is_prime(number: int) -> bool:
    """Tell whether an odd number below 2^31 is prime, by strong tests to 2, 3, 5 and 7 (Jaeschke 1993)."""
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in (2, 3, 5, 7):
        power = pow(base, odd, number)
        if power not in (1, number - 1) and all(pow(base, odd << k, number) != number - 1 for k in range(1, twos)):
            return False
    return True


def _modulo(weights: Wholes, kinds: Wholes, place: int, prime: int) -> Wholes:
    """Return swings by size of each kind, and at last the losing coalitions, modulo a prime: (n_kinds + 1, n + 1)."""
    below = _table(weights, place, prime)
    rows = [
        _left_out(below, kind, place, prime) - _left_out(below, kind, place - kind, prime) for kind in kinds.tolist()
    ]
    return np.asarray(np.stack([*rows, below[:, -1]]) % prime)


def _table(weights: Wholes, place: int, prime: int) -> Wholes:
    """Return the number of subsets by size and weight below t, for t from 0 to the place, modulo a prime."""
    n = weights.size
    sums = np.concatenate([[0], np.cumsum(weights)]).tolist()  # of the lightest: weights rise
    table = np.zeros((n + 1, place + 1), dtype=np.int64)
    table[0, 1] = 1
    exactly = table[:, 1:]
    for k, weight in enumerate(weights.tolist()):
        for size in range(k, -1, -1):  # from the top: every member enters once
            start, stop = sums[size], min(place - weight, sums[k] - sums[k - size] + 1)
            if start < stop:
                exactly[size + 1, start + weight : stop + weight] += exactly[size, start:stop]
        if (k + 1) % _BETWEEN == 0:
            exactly %= prime
    exactly %= prime
    for row in exactly:
        row[:] = np.cumsum(row) % prime  # place * 2^31 < 2^63
    return table


def _left_out(below: Wholes, weight: int, place: int, prime: int) -> Wholes:
    """Return the subsets by size with a weight below the place, without one member of the given weight."""
    n = below.shape[0] - 1
    found = np.zeros(n + 1, dtype=np.int64)
    for k in range(n + 1):
        if (at := place - k * weight) <= 0:
            break
        found[k:] += (1 - 2 * (k % 2)) * below[: n + 1 - k, at]
    return found % prime


def _together(residues: Wholes, primes: list[int]) -> NDArray[np.object_]:
    """Return the whole numbers with these residues, each below the product of the primes."""
    found: NDArray[np.object_] = residues[0].astype(object)
    product = primes[0]
    for row, prime in zip(residues[1:], primes[1:], strict=True):
        inverse = pow(product, -1, prime)
        found = found + product * ((row - found % prime).astype(np.int64) * inverse % prime).astype(object)
        product *= prime
    return found
