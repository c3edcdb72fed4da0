"""The programme behind the price of a seat: least loss to one party under bounds on the others' losses.

Every loss is a sum over coordinates m (issues of the table, then linked issues) of s_jm |v_m - p_jm|, convex and
piecewise linear in each coordinate. Instead of one distance variable for each party and coordinate, each
coordinate is cut at the positions into segments, v_m = low_m + sum of t, 0 <= t <= length. Slopes rise from
segment to segment for everybody, so filling them out of order only overstates losses: the optimum, and the duals
of the parties' bounds, are those of the programme with distances, which the tests solve as well. It has one row a
party instead of one a party and coordinate.

Draws do not touch each other, so a handful of them go into one linear programme side by side: most of the time
would be spent on calling the solver otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from talleyrand.solvers.arrays import Bools, Floats
from talleyrand.solvers.linear import Answer, least_excess, minimise

_TOLERANCE = 1e-7  # scale points times salience; the solver's own feasibility tolerance
_SIDE_BY_SIDE = 24  # draws in one linear programme


@dataclass(frozen=True, eq=False)
class Programme:
    """D draws. Coordinates m run over the issues of the table and the linked issues.

    Attributes
    ----------
    points, stakes : (D, n_parties, n_coordinates) float
        Positions (any number where the stake is 0) and saliences.
    low, high : (D, n_coordinates) float
        What the outsider can bring about.
    free : (D, n_coordinates) float
        Where it yields nothing.
    effort : (D, n_coordinates) float >= 0
        How far the outsider's own position moves for one point of the coordinate.
    gates, gate_bound : (D, n_parties) bool, float
        Who must agree, and the loss that each may have at most.
    ties, tie_bound : (D, n_parties) bool, float
        On whom the outsider depends, and the loss that each may have at most.
    outsider
        Index of the party that seeks the seat.
    """

    points: Floats
    stakes: Floats
    low: Floats
    high: Floats
    free: Floats
    effort: Floats
    gates: Bools
    gate_bound: Floats
    ties: Bools
    tie_bound: Floats
    outsider: int

    def take(self, draws: NDArray[np.intp]) -> Programme:
        """Return some of the draws."""
        arrays = {one.name: getattr(self, one.name)[draws] for one in fields(self) if one.name != "outsider"}
        return replace(self, **arrays)


@dataclass(frozen=True, eq=False)
class Solution:
    """What :func:`solve` finds.

    Attributes
    ----------
    feasible : (D,) bool
        Whether all bounds can be held.
    at : (D, n_coordinates) float
        The optimum that yields least; where infeasible, a point of least total violation.
    gate_dual, tie_dual : (D, n_parties) float >= 0
        How much the outsider's loss falls for each point that a bound is relaxed; 0 where infeasible.
    gate_excess, tie_excess : (D, n_parties) float >= 0
        By how much each bound is broken at ``at``; 0 where feasible.
    """

    feasible: Bools
    at: Floats
    gate_dual: Floats
    tie_dual: Floats
    gate_excess: Floats
    tie_excess: Floats


@dataclass(frozen=True, eq=False)
class Segments:
    """The coordinates cut at the positions, C segments a draw, those of a coordinate side by side.

    Attributes
    ----------
    length, yields : (D, C) float
        Length; how the outsider's effort changes along it.
    slopes : (D, n_parties, C) float
        How each party's loss changes along it.
    base : (D, n_parties) float
        Losses with all segments empty.
    rows : (R, C) float
        Slopes of the losses that have a bound, draw by draw, gatekeepers first.
    bound : (R,) float
        What their segments may add up to.
    owner, kind, party : (R,) int
        Draw, 0 for a gatekeeper and 1 for a tie, party of each row.
    """

    length: Floats
    yields: Floats
    slopes: Floats
    base: Floats
    rows: Floats
    bound: Floats
    owner: NDArray[np.intp]
    kind: NDArray[np.intp]
    party: NDArray[np.intp]

    def place(self, low: Floats, filled: Floats) -> Floats:
        """Return the points that filled segments add up to: (D, n_coordinates)."""
        return np.asarray(low + filled.reshape(*low.shape, -1).sum(axis=2), dtype=float)

    def by_party(self, values: Floats) -> tuple[Floats, Floats]:
        """Return one value a row as one value a draw and party, for gatekeepers and for ties."""
        spread = np.zeros((2, *self.base.shape))
        spread[self.kind, self.owner, self.party] = np.maximum(values, 0.0)
        return spread[0], spread[1]


def solve(programme: Programme) -> Solution:
    """Return in every draw the point of least loss to the outsider, among several the one that yields least.

    Raises
    ------
    SolverError
        Where the solver stops without an answer.

    Examples
    --------
    One issue; the outsider at 90 can move it between 25 and 50, the gatekeeper at 0 accepts a loss of 30.

    >>> yes, no = np.array([[True, False]]), np.array([[False, False]])
    >>> one = Programme(
    ...     np.array([[[0.0], [90.0]]]), np.ones((1, 2, 1)), np.array([[25.0]]), np.array([[50.0]]),
    ...     np.array([[45.0]]), np.array([[2.0]]), yes, np.array([[30.0, 0.0]]), no, np.zeros((1, 2)), 1)
    >>> found = solve(one)
    >>> found.at.round(6).tolist(), found.gate_dual.tolist()
    ([[30.0]], [[1.0, 0.0]])
    """
    n_draws, n_parties, n_coordinates = programme.points.shape
    whole = Solution(
        np.zeros(n_draws, dtype=bool),
        np.zeros((n_draws, n_coordinates)),
        *(np.zeros((n_draws, n_parties)) for _ in range(4)),
    )
    for start in range(0, n_draws, _SIDE_BY_SIDE):
        part = np.arange(start, min(start + _SIDE_BY_SIDE, n_draws))
        found = _solve_some(programme.take(part))
        for one in fields(Solution):
            getattr(whole, one.name)[part] = getattr(found, one.name)
    return whole


def cut(programme: Programme) -> Segments:
    """Cut every coordinate at the positions and at the free point.

    Examples
    --------
    >>> no, none, one = np.zeros((1, 1), dtype=bool), np.zeros((1, 1)), np.ones((1, 1, 1))
    >>> one = Programme(4 * one, one, none, none + 10, none + 4, none, no, none, no, none, 0)
    >>> found = cut(one)
    >>> found.length.tolist(), found.slopes.tolist()
    ([[4.0, 0.0, 6.0]], [[[-1.0, 0.0, 1.0]]])
    """
    low, high = programme.low[:, None], programme.high[:, None]
    marks = np.where(programme.stakes > 0, programme.points, low)
    marks = np.sort(np.clip(np.concatenate([marks, programme.free[:, None], low, high], axis=1), low, high), axis=1)
    centre = ((marks[:, 1:] + marks[:, :-1]) / 2).swapaxes(1, 2)  # (D, M, segments)
    length = np.diff(marks, axis=1).swapaxes(1, 2).reshape(len(marks), -1)
    slopes = programme.stakes[..., None] * np.sign(centre[:, None] - programme.points[..., None])
    slopes = slopes.reshape(*programme.points.shape[:2], -1)
    yields = programme.effort[..., None] * np.sign(centre - programme.free[..., None])
    base = (programme.stakes * np.abs(low - programme.points)).sum(axis=2)
    bounds = np.stack([programme.gate_bound, programme.tie_bound], axis=1) - base[:, None]
    owner, kind, party = np.nonzero(np.stack([programme.gates, programme.ties], axis=1))
    return Segments(
        length,
        yields.reshape(length.shape),
        slopes,
        base,
        slopes[owner, party],
        bounds[owner, kind, party],
        owner,
        kind,
        party,
    )


def _solve_some(programme: Programme) -> Solution:
    """Solve a handful of draws side by side: who can be satisfied, at what loss, and yielding what."""
    made = cut(programme)
    filled, excess = least_excess(made.rows, made.bound, made.owner, made.length)
    broken = np.bincount(made.owner, weights=excess, minlength=len(filled)) > _TOLERANCE
    gate_excess, tie_excess = made.by_party(np.where(broken[made.owner] & (excess > _TOLERANCE), excess, 0.0))
    gate_dual, tie_dual = np.zeros_like(gate_excess), np.zeros_like(tie_excess)
    good = np.flatnonzero(~broken)
    if good.size:
        # What is broken within the solver's tolerance must not make the next programmes infeasible.
        slack = np.where(excess > 0, excess + 1e-9, 0.0)[~broken[made.owner]]
        some = programme.take(good)
        filled[good], gate_dual[good], tie_dual[good] = _least_loss(some, cut(some), slack)
    return Solution(~broken, made.place(programme.low, filled), gate_dual, tie_dual, gate_excess, tie_excess)


def _least_loss(programme: Programme, made: Segments, slack: Floats) -> tuple[Floats, Floats, Floats]:
    """Return for draws that can be satisfied the filled segments and the duals of gatekeepers and ties."""
    bound = made.bound + slack
    own = made.slopes[:, programme.outsider]
    least = minimise(own, made.rows, bound, made.owner, made.length)
    filled = least.filled.copy()
    open_ = np.flatnonzero(~_is_unique(least, made))
    if open_.size:
        kept = np.isin(made.owner, open_)
        budget = (own * filled).sum(axis=1)[open_]
        filled[open_] = minimise(
            made.yields[open_],
            np.vstack([made.rows[kept], own[open_]]),
            np.append(bound[kept], budget),
            np.append(np.searchsorted(open_, made.owner[kept]), np.arange(open_.size)),
            made.length[open_],
        ).filled
    gate, tie = made.by_party(least.dual)
    return filled, gate, tie


def _is_unique(least: Answer, made: Segments) -> Bools:
    """Return in which draws the optimum is certainly the only one.

    It is where every segment that is empty or full has a reduced cost, and as many segments are part filled as rows
    have a dual (a dual solution that is not degenerate).
    """
    part = (least.filled > 1e-9) & (least.filled < made.length - 1e-9)
    settled = part | (np.abs(least.reduced) > 1e-9) | (made.length <= 1e-9)
    active = np.bincount(made.owner, weights=np.abs(least.dual) > 1e-9, minlength=len(part))
    return np.asarray(settled.all(axis=1) & (part.sum(axis=1) == active), dtype=bool)
