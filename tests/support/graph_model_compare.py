"""Compare the solver with the brute force on many random games: ``python -m tests.support.graph_model_compare 10000``."""

from __future__ import annotations

import random
import sys
from unittest import mock

import numpy as np

from talleyrand.solvers.graph_model import Game, choice_sets, cube, ladder, simultaneous, solve
from talleyrand.solvers.graph_model.cube import Cube
from tests.support import graph_model_brute as brute


def as_game(conflict: brute.Conflict) -> Game:
    """The same conflict as the solver takes it."""
    return Game(
        tuple(f"o{option}" for option in range(len(conflict.owners))),
        tuple(conflict.owners),
        conflict.n_parties,
        tuple(conflict.directions),
        np.array(conflict.states, dtype=bool),
        np.array(conflict.ranks),
    )


def mismatches(seed: int) -> list[str]:
    """Concepts, by kernel, in which the solver and the brute force disagree on the game of this seed.

    The seed also varies the limits at which the solver changes its way, so that every way is taken.
    """
    conflict = brute.random_conflict(random.Random(seed))
    expected = brute.solve(conflict)
    wrong = []
    for dense in (True, False):
        with (
            mock.patch.object(Cube, "fits", staticmethod(lambda _, dense=dense: dense)),
            mock.patch.object(choice_sets, "GROWTH", (0, 1, 16)[seed % 3]),
            mock.patch.object(ladder, "_MANY", (0.0, 0.3, 9.0)[seed // 2 % 3]),
            mock.patch.object(ladder, "_COUNTED", (0, 16)[seed // 3 % 2]),
            mock.patch.object(cube, "_FEW", (0.0, 0.02, 1.0)[seed // 5 % 3]),
            mock.patch.object(simultaneous, "_BLOCK", (3, 1 << 15)[seed % 2]),
        ):
            result = solve(as_game(conflict))
        kernel = "cube" if dense else "edges"
        wrong += [f"{kernel}/{concept}" for concept in expected if result.stable[concept].tolist() != expected[concept]]
    return wrong


def main(count: int) -> int:
    """Print every mismatch and the sum; return the exit status."""
    failed = 0
    for seed in range(count):
        wrong = mismatches(seed)
        if wrong:
            failed += 1
            print(f"game {seed}: {', '.join(wrong)}")
    print(f"{count} games, 5 concepts, 2 kernels: {failed} games with a mismatch")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
