"""Bargaining solutions, payments and minimal winners straight from their definitions."""

from __future__ import annotations

from itertools import combinations, product
from math import prod

import numpy as np
from scipy.optimize import linprog

from tests.support.plain_power import wins

SAME = 1e-9


def bargaining(utilities: list[list[float]], apart: list[float]) -> tuple[list[int], list[int], list[int]]:
    """Return the best outcomes, all of those that tie, by Nash, Kalai–Smorodinsky and the egalitarian solution."""
    gains = [[u - d for u, d in zip(row, apart, strict=True)] for row in utilities]
    fine = [k for k, row in enumerate(gains) if min(row) >= -SAME]
    if not fine:
        return [-1], [-1], [-1]
    best = [max(gains[k][i] for k in fine) for i in range(len(apart))]

    def shares(k: int) -> list[float]:
        return sorted(g / b if b > 0 else 1.0 for g, b in zip(gains[k], best, strict=True))

    def tops(score: dict[int, list[float]]) -> list[int]:
        left = list(fine)
        for place in range(len(next(iter(score.values())))):
            top = max(score[k][place] for k in left)
            left = [k for k in left if score[k][place] >= top - 1e-8 * max(1.0, abs(top))]
        return left

    return (
        tops({k: [prod(max(g, 0.0) for g in gains[k])] for k in fine}),
        tops({k: shares(k) for k in fine}),
        tops({k: sorted(gains[k]) for k in fine}),
    )


def payments(undo: np.ndarray, can: np.ndarray, *, groups: bool) -> tuple[float, float]:
    """Return what must come from outside at least, and what is then paid at least: every group one at a time."""
    n, q = undo.shape
    sizes = range(1, n + 1) if groups else [1]
    rows, needs = [], []
    for group in (list(g) for size in sizes for g in combinations(range(n), size)):
        able = [issue for issue in range(q) if can[group, issue].any()]
        sets = [s for size in range(1, len(able) + 1) for s in combinations(able, size)] + [tuple(range(q))]
        rows.append([-1.0 if i in group else 0.0 for i in range(n)])
        needs.append(-max(float(undo[np.ix_(group, s)].sum()) for s in sets))
    bounds = [(None, None)] * n
    table = [*rows, [-1.0] * n]
    outside = max(0.0, linprog(np.ones(n), table, [*needs, 0.0], bounds=bounds, method="highs").fun)
    # Minimise the payments: p_i >= -t_i, p_i >= 0, and no more than that from outside.
    wide = [[*row, *[0.0] * n] for row in table] + [[1.0] * n + [0.0] * n]
    wide += [[-1.0 if j in (i, n + i) else 0.0 for j in range(2 * n)] for i in range(n)]
    bound = [*needs, 0.0, outside + 1e-9, *[0.0] * n]
    cost = [0.0] * n + [1.0] * n
    paid = linprog(cost, wide, bound, bounds=[*bounds, *[(0.0, None)] * n], method="highs").fun
    return outside, float(paid)


def minimal_winners(game: object) -> list[tuple[bool, ...]]:
    """Return the coalitions that win and lose by any one member's leaving."""
    n = game.n  # type: ignore[attr-defined]
    found = []
    for inside in product([False, True], repeat=n):
        smaller = [[here and j != i for j, here in enumerate(inside)] for i in range(n) if inside[i]]
        if wins(game, inside) and not any(wins(game, left) for left in smaller):
            found.append(inside)
    return found
