"""Balance and frustration of a signed network by looking at every triad and every split."""

import itertools

import numpy as np


def random_ties(generator: np.random.Generator, n: int, *, whole: bool = False) -> np.ndarray:
    table = generator.integers(-2, 3, (n, n)).astype(float)
    if not whole:
        table *= generator.uniform(0.1, 1, (n, n))
    table = np.triu(table, 1)
    return table + table.T


def by_hand(table: np.ndarray) -> tuple[int, int, float]:
    """Triads, balanced ones, and the least weight against any of all 2^n splits, one at a time."""
    n = len(table)
    triads = [
        table[i, j] * table[j, k] * table[i, k]
        for i, j, k in itertools.combinations(range(n), 3)
        if table[i, j] and table[j, k] and table[i, k]
    ]
    least = float("inf")
    for camps in itertools.product((0, 1), repeat=n):
        weight = 0.0
        for i, j in itertools.combinations(range(n), 2):
            if (table[i, j] > 0 and camps[i] != camps[j]) or (table[i, j] < 0 and camps[i] == camps[j]):
                weight += abs(table[i, j])
        least = min(least, weight)
    return len(triads), sum(t > 0 for t in triads), least
