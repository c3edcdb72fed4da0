"""The programme behind the price of a seat: least loss to one party under bounds on the others' losses.

Every loss is a sum over coordinates m (issues of the table, then linked issues) of s_jm |v_m - p_jm|, convex and
piecewise linear in each coordinate. Instead of one distance variable for each party and coordinate, each
coordinate is cut at the positions into segments, v_m = low_m + sum of t, 0 <= t <= length. Slopes rise from
segment to segment for everybody, so filling them out of order only overstates losses: the optimum, and the duals
of the parties' bounds, are those of the programme with distances, which the tests solve as well. It has one row a
party instead of one a party and coordinate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Bools, Floats
from talleyrand.solvers.simple_game import SimpleGame

_TOLERANCE = 1e-7  # scale points times salience; the solver's own feasibility tolerance


@dataclass(frozen=True, eq=False)
class Programme:
    """One draw. Coordinates m run over the issues of the table and the linked issues.

    Attributes
    ----------
    points, stakes : (n_parties, n_coordinates) float
        Positions (any number where the stake is 0) and saliences.
    low, high : (n_coordinates,) float
        What the outsider can bring about.
    free : (n_coordinates,) float
        Where it yields nothing.
    effort : (n_coordinates,) float >= 0
        How far the outsider's own position moves for one point of the coordinate.
    outsider
        Index of the party that seeks the seat.
    gates, gate_bound : (n_parties,) bool, float
        Who must agree, and the loss that each may have at most.
    ties, tie_bound : (n_parties,) bool, float
        On whom the outsider depends, and the loss that each may have at most.
    """

    points: Floats
    stakes: Floats
    low: Floats
    high: Floats
    free: Floats
    effort: Floats
    outsider: int
    gates: Bools
    gate_bound: Floats
    ties: Bools
    tie_bound: Floats


@dataclass(frozen=True, eq=False)
class Solution:
    """What :func:`solve` finds.

    Attributes
    ----------
    feasible
        Whether all bounds can be held.
    at : (n_coordinates,) float
        The optimum that yields least; where infeasible, the point of least total violation.
    gate_dual, tie_dual : (n_parties,) float >= 0
        How much the outsider's loss falls for each point that a bound is relaxed; 0 where infeasible.
    gate_excess, tie_excess : (n_parties,) float >= 0
        By how much each bound is broken at ``at``; 0 where feasible.
    """

    feasible: bool
    at: Floats
    gate_dual: Floats
    tie_dual: Floats
    gate_excess: Floats
    tie_excess: Floats


@dataclass(frozen=True, eq=False)
class _Segments:
    """The coordinates cut at the positions: lengths, coordinates and slopes of the segments."""

    length: Floats
    coordinate: Any
    slopes: Floats
    yields: Floats
    base: Floats

    def place(self, filled: Floats, low: Floats) -> Floats:
        """Return the point that the filled segments add up to."""
        return low + np.bincount(self.coordinate, weights=filled, minlength=low.size)


def solve(programme: Programme) -> Solution:
    """Return the point of least loss to the outsider, among several the one that yields least.

    Raises
    ------
    SolverError
        Where the solver stops without an answer.

    Examples
    --------
    One issue; the outsider at 90 can move it between 25 and 50, the gatekeeper at 0 accepts a loss of 30.

    >>> yes, no = np.array([True, False]), np.array([False, False])
    >>> one = Programme(
    ...     np.array([[0.0], [90.0]]), np.ones((2, 1)), np.array([25.0]), np.array([50.0]), np.array([45.0]),
    ...     np.array([2.0]), 1, yes, np.array([30.0, 0.0]), no, np.zeros(2))
    >>> found = solve(one)
    >>> found.at.tolist(), found.gate_dual.tolist()
    ([30.0], [1.0, 0.0])
    """
    cut = _cut(programme)
    rows, bound = _rows(programme, cut)
    own = cut.slopes[programme.outsider]
    least = _linprog(own, rows, bound, cut.length)
    if least is None:
        return _least_violation(programme, cut, rows, bound)
    filled = least.x if _is_unique(least, cut.length) else _least_yield(least, cut, own, rows, bound)
    gate, tie = _split(programme, -np.asarray(least.ineqlin.marginals, dtype=float))
    nothing = np.zeros(len(gate))
    return Solution(True, cut.place(filled, programme.low), gate, tie, nothing, nothing)


def admitting_coalition(programme: Programme, rule: SimpleGame) -> Bools:
    """Return the gatekeepers to win over where a rule decides: a mixed-integer programme with one binary each.

    The coalition wins under the rule and lets the outsider lose least; where no winning coalition can be
    satisfied, it is the one whose bounds are broken least.

    Examples
    --------
    Two gatekeepers at 0 and 100 with one vote of two needed: the one at 100 costs nothing to win.

    >>> both, no = np.array([True, True, False]), np.zeros(3, dtype=bool)
    >>> one = Programme(
    ...     np.array([[0.0], [100.0], [90.0]]), np.ones((3, 1)), np.array([25.0]), np.array([80.0]),
    ...     np.array([70.0]), np.ones(1), 2, both, np.array([50.0, 50.0, 0.0]), no, np.zeros(3))
    >>> admitting_coalition(one, SimpleGame(3, minimum_size=1)).tolist()
    [False, True, False]
    """
    cut = _cut(programme)
    rows, bound = _rows(programme, cut)
    gates = np.flatnonzero(programme.gates)
    width, n_rows = cut.length.size, len(rows)
    # A bound that is not asked for is lifted out of reach: no loss can pass the sum over the longest ways.
    reach = np.abs(cut.slopes[gates]) @ cut.length + np.abs(bound[: gates.size]) + 1.0
    lifted = np.zeros((n_rows, gates.size + 1))
    lifted[np.arange(gates.size), np.arange(gates.size)] = reach
    right = bound.copy()
    right[: gates.size] += reach
    for elastic in (False, True):
        extra = n_rows if elastic else 0
        cost = np.concatenate(
            [np.zeros(width) if elastic else cut.slopes[programme.outsider], np.zeros(gates.size + 1), np.ones(extra)]
        )
        table = np.hstack([rows, lifted, -np.eye(n_rows)[:, :extra]])
        votes, need = _rule_rows(rule, gates)
        padded = np.hstack([np.zeros((len(votes), width)), votes, np.zeros((len(votes), extra))])
        ceiling = np.concatenate([cut.length, np.ones(gates.size + 1), np.full(extra, np.inf)])
        found = _milp(cost, np.vstack([table, -padded]), np.append(right, -need), ceiling, width, gates.size + 1)
        if found is not None:
            chosen = np.zeros_like(programme.gates)
            chosen[gates] = found[width : width + gates.size] > 0.5
            return chosen
    raise SolverError("the gatekeepers cannot pass any decision under this rule; check its quota and vetoes")


def with_gates(programme: Programme, gates: Bools) -> Programme:
    """Return the same programme with other gatekeepers.

    Examples
    --------
    >>> no, none = np.zeros(1, dtype=bool), np.zeros(1)
    >>> one = Programme(np.zeros((1, 1)), np.ones((1, 1)), none, none, none, none, 0, no, none, no, none)
    >>> with_gates(one, np.array([True])).gates.tolist()
    [True]
    """
    return replace(programme, gates=gates)


def _cut(programme: Programme) -> _Segments:
    """Cut every coordinate at the positions and at the free point."""
    length, coordinate, middle = [], [], []
    for m, (low, high) in enumerate(zip(programme.low, programme.high, strict=True)):
        marks = np.append(programme.points[programme.stakes[:, m] > 0, m], programme.free[m])
        inner = np.unique(marks[(marks > low) & (marks < high)])
        edges = np.concatenate([[low], inner, [high]])
        size = np.diff(edges)
        length.append(size[size > 0])
        middle.append(((edges[:-1] + edges[1:]) / 2)[size > 0])
        coordinate.append(np.full(int((size > 0).sum()), m))
    if not sum(part.size for part in length):  # nothing can be moved: one segment of no length keeps the form
        length, coordinate, middle = [np.zeros(1)], [np.zeros(1, dtype=int)], [programme.low[:1]]
    where, centre = np.concatenate(coordinate), np.concatenate(middle)
    slopes = programme.stakes[:, where] * np.sign(centre - programme.points[:, where])
    yields = programme.effort[where] * np.sign(centre - programme.free[where])
    base = (programme.stakes * np.abs(programme.low - programme.points)).sum(axis=1)
    return _Segments(np.concatenate(length), where, slopes, yields, base)


def _rows(programme: Programme, cut: _Segments) -> tuple[Floats, Floats]:
    """Return the bounds on losses, first the gatekeepers', then those of the tied hands."""
    chosen = np.concatenate([np.flatnonzero(programme.gates), np.flatnonzero(programme.ties)])
    bound = np.concatenate([programme.gate_bound[programme.gates], programme.tie_bound[programme.ties]])
    return cut.slopes[chosen], bound - cut.base[chosen]


def _split(programme: Programme, values: Floats) -> tuple[Floats, Floats]:
    """Return one value a row as one value a party, for gatekeepers and for ties."""
    gate, tie = np.zeros(programme.gates.size), np.zeros(programme.ties.size)
    n_gates = int(programme.gates.sum())
    gate[programme.gates] = np.maximum(values[:n_gates], 0.0)
    tie[programme.ties] = np.maximum(values[n_gates:], 0.0)
    return gate, tie


def _least_violation(programme: Programme, cut: _Segments, rows: Floats, bound: Floats) -> Solution:
    """Return the point at which the bounds are broken least in total."""
    width, n_rows = cut.length.size, len(rows)
    cost = np.concatenate([np.zeros(width), np.ones(n_rows)])
    ceiling = np.concatenate([cut.length, np.full(n_rows, np.inf)])
    found = _linprog(cost, np.hstack([rows, -np.eye(n_rows)]), bound, ceiling)
    if found is None:
        raise SolverError("the programme of least violation has no solution; the inputs are too large to be exact")
    excess = np.where(found.x[width:] > _TOLERANCE, found.x[width:], 0.0)
    gate, tie = _split(programme, excess)
    nothing = np.zeros(len(gate))
    return Solution(False, cut.place(found.x[:width], programme.low), nothing, nothing, gate, tie)


def _is_unique(least: Any, ceiling: Floats) -> bool:
    """Return whether the optimum is certainly the only one.

    It is where every column at a bound has a reduced cost, and as many columns lie inside their bounds as rows
    have a dual (a dual solution that is not degenerate).
    """
    inside = (least.x > 1e-9) & (least.x < ceiling - 1e-9)
    reduced = np.abs(least.lower.marginals + least.upper.marginals) > 1e-9
    active = np.abs(least.ineqlin.marginals) > 1e-9
    return bool((inside | reduced).all() and inside.sum() == active.sum())


def _least_yield(least: Any, cut: _Segments, own: Floats, rows: Floats, bound: Floats) -> Floats:
    """Return among the optima the one that moves the outsider least: the second programme."""
    budget = float(least.fun) + 1e-9 * max(1.0, abs(float(least.fun)))
    chosen = _linprog(cut.yields, np.vstack([rows, own]), np.append(bound, budget), cut.length)
    return np.asarray(least.x if chosen is None else chosen.x, dtype=float)


def _linprog(cost: Floats, rows: Floats, bound: Floats, ceiling: Floats) -> Any:
    """Minimise cost t over rows t <= bound, 0 <= t <= ceiling; None where infeasible."""
    from scipy.optimize import linprog

    bounds: Any = np.column_stack([np.zeros(ceiling.size), ceiling])  # the stubs know lists of pairs only
    found = linprog(cost, A_ub=rows, b_ub=bound, bounds=bounds, method="highs")
    if found.status == 2:
        return None
    if found.status != 0:
        raise SolverError(f"the linear programme stopped without an answer: {found.message}")
    return found


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
