"""The weak order nearest to a given one under demands, as a mixed-integer programme solved by HiGHS.

A variable above[u, v] in {0, 1} for every ordered pair says that u lies strictly above v; neither way is
a tie. A weak order is what is asymmetric (above[u, v] + above[v, u] <= 1) and negatively transitive
(above[u, w] <= above[u, v] + above[v, w]). Of the n**3 triples few matter: the programme starts without
them, and those that its answer violates are added until there are none. Each answer on the way is a
bound from below, for it has fewer demands to meet.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.solvers.graph_model.game import Flags, Ranks

Arc = tuple[int, int]
_EPS = 1e-6


@dataclass(frozen=True)
class Flow:
    """A demand that a path leads from a state to one of some ends, over free arcs and improvements of the party.

    Parameters
    ----------
    source
        Where the path begins.
    ends
        Where it may end.
    free
        Arcs (from, to) that are there in any case.
    steps
        Arcs that are there if the party likes the second state better.
    """

    source: int
    ends: frozenset[int]
    free: tuple[Arc, ...]
    steps: tuple[Arc, ...]

    @classmethod
    def trimmed(cls, source: int, ends: set[int], free: Sequence[Arc], steps: Sequence[Arc]) -> Flow | None:
        """Return the demand on the arcs that lie on some path; None where no path could ever be."""
        every = [arc for arc in dict.fromkeys([*free, *steps]) if arc[0] not in ends and arc[1] != source]
        ahead = reached({source}, every)
        behind = reached(ends & ahead, [(there, here) for here, there in every])
        if source not in behind:
            return None
        both = ahead & behind

        def kept(arcs: Sequence[Arc]) -> tuple[Arc, ...]:
            inside = {arc for arc in arcs if arc in allowed}
            return tuple(sorted(inside))

        allowed = {arc for arc in every if arc[0] in both and arc[1] in both}
        return cls(source, frozenset(ends & both), kept(free), kept(steps))


def reached(start: set[int], arcs: Sequence[Arc]) -> set[int]:
    """Return what can be reached from some states along arcs, these included."""
    onward: dict[int, list[int]] = {}
    for here, there in arcs:
        onward.setdefault(here, []).append(there)
    seen, todo = set(start), list(start)
    while todo:
        for there in onward.get(todo.pop(), ()):
            if there not in seen:
                seen.add(there)
                todo.append(there)
    return seen


def nearest_order(
    ranks: Ranks,
    state: int,
    clauses: Sequence[tuple[int, Sequence[int]]],
    wanted: Sequence[Sequence[int]],
    flows: Sequence[Flow],
    time_limit: float | None,
) -> tuple[Ranks | None, float] | None:
    """Return the weak order nearest to some ranks that meets the demands, and a bound on its distance.

    Parameters
    ----------
    ranks
        (n,) int, the order to stay near to.
    state
        The target s.
    clauses
        (t, xs): t may lie above s only if one of xs does not.
    wanted
        Of each of these sets one must lie above s.
    flows
        Paths that must exist.
    time_limit
        Seconds; the order is then the last one met on the way, which need not meet the demands.

    Returns
    -------
    (ranks or None, bound), or None where the demands contradict each other.
    """
    programme = _Programme(ranks)
    for target, sanctions in clauses:
        programme.at_most([(target, state), *((x, state) for x in sanctions)], len(sanctions))
    for choices in wanted:
        programme.at_least_one([(u, state) for u in choices])
    for flow in flows:
        programme.carry(flow)
    return programme.solve(time_limit)


class _Programme:
    """Rows of a programme over the pairs of n states, flows after them."""

    def __init__(self, ranks: Ranks) -> None:
        self.n = n = len(ranks)
        signs = np.sign(ranks[:, None].astype(np.int64) - ranks[None, :])
        # (1 - above[u, v] + above[v, u]) / 2 for u above v before; both halves for a tie.
        self.cost = np.where(signs > 0, -0.5, 0.5).reshape(-1)
        self.cost[:: n + 1] = 0
        self.fixed = float((signs > 0).sum()) / 2
        self.columns = n * n
        self.rows: list[tuple[list[int], list[float], float, float]] = []
        one, other = np.triu_indices(n, 1)
        for u, v in zip(one.tolist(), other.tolist(), strict=True):
            self.at_most([(u, v), (v, u)], 1)

    def at_most(self, pairs: Sequence[Arc], most: float) -> None:
        """Demand that no more than so many of the pairs (u, v) have u above v."""
        self.rows.append(([u * self.n + v for u, v in pairs], [1.0] * len(pairs), -np.inf, most))

    def at_least_one(self, pairs: Sequence[Arc]) -> None:
        """Demand that one of the pairs (u, v) has u above v."""
        self.rows.append(([u * self.n + v for u, v in pairs], [1.0] * len(pairs), 1, np.inf))

    def carry(self, flow: Flow) -> None:
        """Demand a unit of flow from the source to the ends."""
        arcs = [*flow.free, *flow.steps]
        column = {place: self.columns + place for place in range(len(arcs))}
        self.columns += len(arcs)
        for place, (here, there) in enumerate(flow.steps, start=len(flow.free)):
            self.rows.append(([column[place], there * self.n + here], [1.0, -1.0], -np.inf, 0))
        leaving: dict[int, list[tuple[int, float]]] = {}
        for place, (here, there) in enumerate(arcs):
            leaving.setdefault(here, []).append((column[place], 1.0))
            leaving.setdefault(there, []).append((column[place], -1.0))
        for node, terms in sorted(leaving.items()):
            if node not in flow.ends:
                supply = 1.0 if node == flow.source else 0.0
                self.rows.append(([at for at, _ in terms], [by for _, by in terms], supply, supply))

    def solve(self, time_limit: float | None) -> tuple[Ranks | None, float] | None:
        """Return the order and the bound; None where nothing meets the demands."""
        until = None if time_limit is None else time.monotonic() + time_limit
        bound, above = 0.0, None
        relaxed = True
        while until is None or time.monotonic() < until:
            found = self._optimum(None if until is None else until - time.monotonic(), relaxed)
            if found.status == 2:
                return None
            lowest = found.mip_dual_bound if found.mip_dual_bound is not None else found.fun
            if lowest is not None:
                # Distances are multiples of one half.
                bound = max(bound, np.ceil(2 * (lowest + self.fixed) - _EPS) / 2)
            if found.x is None:
                break
            values = found.x[: self.n * self.n].reshape(self.n, self.n)
            grown = self._cut(values)
            if not relaxed:
                above = values > 0.5
            if not grown:
                if not relaxed:
                    break
                relaxed = False
        return (None if above is None else _ranks_of(above)), float(bound)

    def _optimum(self, seconds: float | None, relaxed: bool) -> Any:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        starts = np.cumsum([0, *(len(places) for places, _, _, _ in self.rows)])
        places = np.concatenate([places for places, _, _, _ in self.rows]).astype(np.int64)
        factors = np.concatenate([factors for _, factors, _, _ in self.rows])
        matrix = csr_array((factors, places, starts), shape=(len(self.rows), self.columns))
        low = np.array([row[2] for row in self.rows])
        high = np.array([row[3] for row in self.rows])
        upper = np.ones(self.columns)
        upper[: self.n * self.n : self.n + 1] = 0
        cost = np.zeros(self.columns)
        cost[: self.n * self.n] = self.cost
        whole = np.zeros(self.columns, dtype=np.int64)
        whole[: self.n * self.n] = 0 if relaxed else 1
        return milp(
            cost,
            integrality=whole,
            bounds=Bounds(0, upper),
            constraints=LinearConstraint(matrix, low, high),
            options=None if seconds is None else {"time_limit": max(seconds, 0.01)},
        )

    def _cut(self, values: NDArray[np.float64]) -> bool:
        """Add the triples that the values violate; return whether there were any."""
        excess = values[:, None, :] - values[:, :, None] - values[None, :, :]
        us, vs, ws = np.nonzero(excess > 1e-4)
        n = self.n
        for u, v, w in zip(us.tolist(), vs.tolist(), ws.tolist(), strict=True):
            self.rows.append(([u * n + w, u * n + v, v * n + w], [1.0, -1.0, -1.0], -np.inf, 0))
        return len(us) > 0


def _ranks_of(above: Flags) -> Ranks:
    """Return ranks from 0 without gaps; exact for a weak order, by the number of states below otherwise."""
    _, ranks = np.unique(above.sum(axis=1) - above.sum(axis=0), return_inverse=True)
    return ranks.astype(np.int32)
