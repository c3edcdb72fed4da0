"""The price of a seat by the programme as it is written down, with a distance variable for every pair."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog

from talleyrand.solvers.seat_offers import Offers, offers
from talleyrand.solvers.seat_terms import LinkedIssues, SeatTerms
from tests.support.tables import Table, random_table


def random_question(generator: np.random.Generator, *, n: int = 4, issues: int = 3, **changes: object):
    """Return the arguments of ``seat_price`` for a random outsider, in half of the cases with linked issues."""
    table = random_table(generator, n, issues, holes=0.1)
    gamma = generator.integers(0, 3, n) * generator.integers(0, 2, n) * 2.0
    tolerance = np.where(generator.random(n) < 0.25, generator.integers(0, 4, n) * 5.0, np.nan)
    tolerance[-1] = np.nan
    linked = None
    if generator.random() < 0.5:
        outside = random_table(generator, n, 2, holes=0.1)
        low, high = np.sort(np.stack([outside.reversion, generator.integers(0, 21, 2) * 5.0]), axis=0)
        linked = LinkedIssues(outside.positions, outside.salience, outside.reversion, low, high)
    terms = {"gamma": gamma, "tolerance": tolerance, "linked": linked, "sigma": 2.0} | changes
    seated = np.append(np.ones(n - 1, dtype=bool), False)
    return table, seated, SeatTerms(**terms)


def laid_out(table: Table, seated: np.ndarray, terms: SeatTerms) -> Offers:
    """Return the offers of the last party."""
    return offers(*table.parts, seated, len(seated) - 1, terms)


def price_as_written(what: Offers) -> float:
    """Return l_i* by the programme of the definition for one draw, NaN where infeasible.

    Variables: y_q (x_q under the weighted median) and z_k, then d_jm for every party and coordinate.
    """
    n, m = what.points.shape[1:]
    q = what.n_issues
    points, stakes, i = what.points[0], what.stakes[0], what.outsider
    share = what.weight[0] if what.method == "compromise" else np.ones(q)
    fixed = (1 - share) * what.start[0, :q] if what.method == "compromise" else np.zeros(q)
    size = m + n * m
    rows, bound = [], []
    for j in range(n):
        for k in range(m):
            slope, rest = (share[k], fixed[k]) if k < q else (1.0, 0.0)
            for sign in (1, -1):  # d_jk >= +-(slope v + rest - p_jk)
                row = np.zeros(size)
                row[k], row[m + j * m + k] = sign * slope, -1.0
                rows.append(row)
                bound.append(sign * (points[j, k] - rest))
    for members, limit in ((what.gates, what.gate_bound[0]), (what.ties[0], what.tie_bound[0])):
        for j in np.flatnonzero(members):
            row = np.zeros(size)
            row[m + j * m : m + (j + 1) * m] = stakes[j]
            rows.append(row)
            bound.append(limit[j])
    cost = np.zeros(size)
    cost[m + i * m : m + (i + 1) * m] = stakes[i]
    if what.method == "compromise":
        own = np.where(np.isnan(what.own[0]), 0.0, 1.0)
        low = np.concatenate([np.where(own > 0, what.own_low[0], 0.0), what.low[0, q:]])
        high = np.concatenate([np.where(own > 0, what.own_high[0], 0.0), what.high[0, q:]])
    else:
        low, high = what.low[0], what.high[0]
    limits = [*zip(low, high, strict=True), *[(0, None)] * (n * m)]
    found = linprog(cost, A_ub=np.array(rows), b_ub=np.array(bound), bounds=limits, method="highs")
    return float(found.fun) if found.status == 0 else float("nan")
