"""Coalitions, partial preferences and foresight against the brute force.

``python -m tests.support.graph_model_compare_more 1000`` compares that many random games.
"""

from __future__ import annotations

import itertools
import random
import sys

import numpy as np

from talleyrand.solvers.graph_model import (
    COALITION_CONCEPTS,
    PARTIAL_CONCEPTS,
    limited_move,
    solve_coalitions,
    solve_partial,
)
from tests.support import graph_model_brute as brute
from tests.support import graph_model_more_brute as more
from tests.support.graph_model_compare import as_game


def random_relations(rng: random.Random, conflict: brute.Conflict) -> tuple[np.ndarray, np.ndarray]:
    """What is known of the ranks when a random share of the comparisons is struck out."""
    n = len(conflict.states)
    better = np.zeros((conflict.n_parties, n, n), dtype=bool)
    unknown = np.zeros_like(better)
    for party in conflict.parties:
        for s, t in itertools.combinations(range(n), 2):
            if rng.random() < 0.4:
                unknown[party, s, t] = unknown[party, t, s] = True
            else:
                better[party, s, t] = conflict.better(party, t, s)
                better[party, t, s] = conflict.better(party, s, t)
    return better, unknown


def pairs(relation: np.ndarray) -> list[set[tuple[int, int]]]:
    """A relation of every party as sets of pairs."""
    return [set(zip(*np.nonzero(table), strict=True)) for table in relation]


def mismatches(seed: int) -> list[str]:
    """In what the solver and the definitions disagree on the game of this seed."""
    rng = random.Random(seed)
    conflict = brute.random_conflict(rng, max_options=4, max_parties=3)
    game, states = as_game(conflict), range(len(conflict.states))
    wrong = []
    found = solve_coalitions(game)
    for concept in COALITION_CONCEPTS:
        for row, coalition in zip(found.stable[concept].tolist(), found.coalitions, strict=True):
            if row != [more.coalition_stable(conflict, concept, set(coalition), s) for s in states]:
                wrong.append(f"{concept}{coalition}")
    for horizon in (1, 2):
        ends = [[more.play_end(conflict, i, s, horizon) for s in states] for i in conflict.parties]
        if limited_move(game, horizon).ends.tolist() != ends:
            wrong.append(f"L_{horizon}")
    better, unknown = random_relations(rng, conflict)
    attitude, gamble = rng.choice("abcd"), rng.random() < 0.5
    result = solve_partial(game, better, unknown, attitude, opponents_gamble=gamble)
    known, open_pairs = pairs(better), pairs(unknown)
    for concept in PARTIAL_CONCEPTS:
        expected = [
            [more.partial_stable(conflict, known, open_pairs, attitude, concept, i, s, gamble) for s in states]
            for i in conflict.parties
        ]
        if result.stable[concept].tolist() != expected:
            wrong.append(f"partial {attitude} {concept}")
    return wrong


def main(count: int) -> int:
    """Print every mismatch and the sum; return the exit status."""
    failed = 0
    for seed in range(count):
        wrong = mismatches(seed)
        if wrong:
            failed += 1
            print(f"game {seed}: {', '.join(wrong)}")
    print(f"{count} games, coalitions, L_1, L_2, partial preference: {failed} games with a mismatch")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
