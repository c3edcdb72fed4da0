"""The least change of one party's order by trying every weak order there is."""

from __future__ import annotations

import itertools
import random
import sys

from talleyrand.errors import InfeasibleError
from talleyrand.solvers.graph_model import CONCEPTS, least_change
from tests.support import graph_model_brute as brute
from tests.support.graph_model_compare import as_game
from tests.support.graph_model_more_brute import pair_distance, weak_orders

ORDERS = {n: weak_orders(n) for n in range(1, 6)}


def small_conflict(seed: int) -> brute.Conflict:
    """A random game of at most five states, with up to four parties."""
    rng = random.Random(seed)
    conflict = brute.random_conflict(rng, max_options=4, max_parties=4)
    kept = rng.sample(range(len(conflict.states)), min(rng.randint(3, 5), len(conflict.states)))
    levels = rng.choice([2, 3, 5, 9])
    ranks = [[rng.randrange(levels) for _ in kept] for _ in conflict.parties]
    states = [conflict.states[s] for s in kept]
    return brute.Conflict(conflict.owners, conflict.directions, conflict.n_parties, states, ranks)


def cheapest(conflict: brute.Conflict, concept: str, state: int, party: int) -> float | None:
    """The least distance of any weak order that makes the state an equilibrium; None where none does."""
    before = conflict.ranks[party]
    best = None
    for order in sorted(ORDERS[len(conflict.states)], key=lambda order: pair_distance(before, order)):
        ranks = [list(order) if j == party else row for j, row in enumerate(conflict.ranks)]
        changed = brute.Conflict(conflict.owners, conflict.directions, conflict.n_parties, conflict.states, ranks)
        if all(brute.CONCEPTS[concept](changed, j, state) for j in conflict.parties):
            best = pair_distance(before, order)
            break
    return best


def mismatches(seed: int) -> list[str]:
    """Where the solver's cost, its order or its verdict differ from those of the enumeration."""
    conflict = small_conflict(seed)
    game = as_game(conflict)
    wrong = []
    for concept, state, party in itertools.product(CONCEPTS, range(game.n_states), conflict.parties):
        expected = cheapest(conflict, concept, state, party)
        try:
            change = least_change(game, state, party, concept)
        except InfeasibleError:
            if expected is not None:
                wrong.append(f"{concept} {state} {party}: not found, {expected}")
            continue
        told = None if change.ranks is None else pair_distance(conflict.ranks[party], change.ranks.tolist())
        if not change.proven or change.cost != expected or told != expected:
            wrong.append(f"{concept} {state} {party}: {change.cost}, bound {change.bound}, {expected}")
    return wrong


def main(count: int) -> int:
    """Print every mismatch and the sum; return the exit status."""
    failed = 0
    for seed in range(count):
        wrong = mismatches(seed)
        if wrong:
            failed += 1
            print(f"game {seed}: {', '.join(wrong)}")
    print(f"{count} games, least change under 5 concepts: {failed} games with a mismatch")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
