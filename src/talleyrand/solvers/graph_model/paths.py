"""Breadth-first search along moves, and the steps of a path.

Where every party's moves are transitive no shortest path has a party move twice in succession: a search
over states alone finds the legal sequences. Where they are not (see ``conditional``) it goes over pairs
of state and last mover.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.solvers.graph_model.edges import Moves

Ints = NDArray[Any]


@dataclass(frozen=True)
class Step:
    """One move: who makes it, and the state it leads to."""

    party: int
    state: int


Path = tuple[Step, ...]


def breadth_first(n_states: int, start: int, moves: Sequence[Moves]) -> tuple[Ints, Ints, Ints]:
    """Return (n_states,) fewest steps from the start, state before, and mover; -1 where there is none."""
    steps, previous, mover = (np.full(n_states, -1, dtype=np.int64) for _ in range(3))
    steps[start] = 0
    ring = np.array([start])
    depth = 0
    while len(ring):
        depth += 1
        outer = []
        for party, own in enumerate(moves):
            sources, targets = own.leaving(ring)
            fresh = steps[targets] < 0
            found, first = np.unique(targets[fresh], return_index=True)
            steps[found], previous[found], mover[found] = depth, sources[fresh][first], party
            outer.append(found)
        ring = np.sort(np.concatenate(outer)) if outer else ring[:0]
    return steps, previous, mover


def path_to(target: int, steps: Ints, previous: Ints, mover: Ints) -> list[tuple[int, int]]:
    """Return a shortest path to a state as (mover, state), from what ``breadth_first`` found."""
    path: list[tuple[int, int]] = []
    for _ in range(int(steps[target])):
        path.append((int(mover[target]), int(target)))
        target = int(previous[target])
    return path[::-1]


def in_turns(n_states: int, start: int, moves: Sequence[Moves]) -> tuple[Ints, Ints]:
    """Search over pairs of state and last mover, so that nobody moves twice in succession.

    Returns
    -------
    steps
        (n_parties, n_states) fewest moves to the state of which the last is the party's; -1 where there is none.
    before
        (n_parties, n_states) the pair before it as ``last mover * n_states + state``, the number of parties
        standing for nobody, at the start; -1 where there is none. Ties: the lowest state, then the lowest mover.
    """
    nobody = len(moves)
    steps, before = (np.full((nobody, n_states), -1, dtype=np.int64) for _ in range(2))
    rings: list[Ints] = [np.empty(0, dtype=np.int64) for _ in moves] + [np.array([start])]
    depth = 0
    while any(len(ring) for ring in rings):
        depth += 1
        outer = []
        for party, own in enumerate(moves):
            pair = np.full(n_states, -1, dtype=np.int64)
            for last in reversed(range(nobody + 1)):
                if last != party:
                    pair[rings[last]] = last * n_states + rings[last]
            sources, targets = own.leaving(np.flatnonzero(pair >= 0))
            fresh = steps[party, targets] < 0
            found, first = np.unique(targets[fresh], return_index=True)
            steps[party, found], before[party, found] = depth, pair[sources[fresh][first]]
            outer.append(found)
        rings = [*outer, rings[0][:0]]
    return steps, before
