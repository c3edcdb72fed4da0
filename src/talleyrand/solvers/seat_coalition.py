"""Whom to win over where a rule decides on admission: a mixed-integer programme, one binary a gatekeeper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Bools, Floats
from talleyrand.solvers.seat_programme import Programme, cut
from talleyrand.solvers.simple_game import SimpleGame


def with_cheapest_coalitions(programme: Programme, rule: SimpleGame) -> Programme:
    """Return the programme with the gatekeepers of each draw cut down to the cheapest winning coalition.

    The coalition wins under the rule and lets the outsider lose least; where no winning coalition can be
    satisfied, it is the one whose bounds are broken least.

    Raises
    ------
    SolverError
        Where the gatekeepers win under no circumstances.

    Examples
    --------
    Two gatekeepers at 0 and 100 with one vote of two needed: the one at 100 costs nothing to win.

    >>> both, no = np.array([[True, True, False]]), np.zeros((1, 3), dtype=bool)
    >>> one = Programme(
    ...     np.array([[[0.0], [100.0], [90.0]]]), np.ones((1, 3, 1)), np.array([[25.0]]), np.array([[80.0]]),
    ...     np.array([[70.0]]), np.ones((1, 1)), both, np.array([[50.0, 50.0, 0.0]]), no, np.zeros((1, 3)), 2)
    >>> with_cheapest_coalitions(one, SimpleGame(3, minimum_size=1)).gates.tolist()
    [[False, True, False]]
    """
    draws = np.arange(len(programme.points))
    return replace(programme, gates=np.array([_coalition(programme.take(draws[[d]]), rule) for d in draws]))


def _coalition(programme: Programme, rule: SimpleGame) -> Bools:
    """Return the coalition of one draw: first among those that can be satisfied, then by least violation."""
    made = cut(programme)
    gates = np.flatnonzero(programme.gates[0])
    width, n_rows = made.length.shape[1], len(made.rows)
    # A bound that is not asked for is lifted out of reach: no loss can pass the sum over the longest ways.
    reach = np.abs(made.rows[: gates.size]) @ made.length[0] + np.abs(made.bound[: gates.size]) + 1.0
    lifted = np.zeros((n_rows, gates.size + 1))
    lifted[np.arange(gates.size), np.arange(gates.size)] = reach
    right = made.bound.copy()
    right[: gates.size] += reach
    votes, need = _rule_rows(rule, gates)
    for elastic in (False, True):
        extra = n_rows if elastic else 0
        own = np.zeros(width) if elastic else made.slopes[0, programme.outsider]
        cost = np.concatenate([own, np.zeros(gates.size + 1), np.ones(extra)])
        table = np.hstack([made.rows, lifted, -np.eye(n_rows)[:, :extra]])
        padded = np.hstack([np.zeros((len(votes), width)), votes, np.zeros((len(votes), extra))])
        ceiling = np.concatenate([made.length[0], np.ones(gates.size + 1), np.full(extra, np.inf)])
        found = _milp(cost, np.vstack([table, -padded]), np.append(right, -need), ceiling, width, gates.size + 1)
        if found is not None:
            chosen = np.zeros(programme.gates.shape[1], dtype=bool)
            chosen[gates] = found[width : width + gates.size] > 0.5
            return chosen
    raise SolverError("the gatekeepers cannot pass any decision under this rule; check its quota and vetoes")


def _rule_rows(rule: SimpleGame, gates: Any) -> tuple[Floats, Floats]:
    """Return the rule over the gatekeepers' binaries and u, which is 1 where the blocking clause carries it.

    A row asks weights . b + need u >= need; the last asks sum b >= (n - blocking minority + 1) u.
    """
    member = np.zeros((gates.size, rule.n))
    member[np.arange(gates.size), gates] = 1.0
    asks = [(member @ np.array([float(w) for w in r.weights]), float(r.quota)) for r in rule.rules]
    asks += [(member[:, veto], 1.0) for veto in rule.vetoes]
    asks.append((np.ones(gates.size), float(rule.minimum_size)))
    rows = [np.append(weights, need) for weights, need in asks]
    needs = [need for _, need in asks]
    clause = rule.n + 1 if rule.blocking_minority is None else rule.n - rule.blocking_minority + 1
    return np.vstack([*rows, np.append(np.ones(gates.size), -float(clause))]), np.array([*needs, 0.0])


def _milp(cost: Floats, rows: Floats, bound: Floats, ceiling: Floats, start: int, n_binary: int) -> Floats | None:
    """Minimise with binaries from a column on; None where infeasible."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    integral = np.zeros(cost.size, dtype=int)
    integral[start : start + n_binary] = 1
    found = milp(
        cost,
        constraints=LinearConstraint(rows, -np.inf, bound),
        bounds=Bounds(np.zeros(cost.size), ceiling),
        integrality=integral,
    )
    if found.status == 2:
        return None
    if found.status != 0:
        raise SolverError(f"the mixed-integer programme stopped without an answer: {found.message}")
    return np.asarray(found.x, dtype=float)
