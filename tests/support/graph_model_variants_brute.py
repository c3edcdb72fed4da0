"""Strength, conditional moves, parties more or less and hypergames straight from their definitions.

``python -m tests.support.graph_model_variants_brute 1000`` compares that many random games with the solver.
"""

from __future__ import annotations

import itertools
import random
import sys

import numpy as np

from talleyrand.solvers.graph_model import (
    CONCEPTS,
    STRENGTH_CONCEPTS,
    Condition,
    Perception,
    from_status_quo,
    limited_move,
    non_myopic,
    solve_conditional,
    solve_hypergame,
    solve_strength,
    strong_by_gap,
    what_changes,
    with_party,
    without_party,
)
from tests.support import graph_model_brute as brute
from tests.support.graph_model_compare import as_game
from tests.support.graph_model_more_brute import play_end


def strongly_stable(c, concept, i, s, gap):
    """gap: from where on a difference of ranks is large."""

    def bites(x):
        return c.ranks[i][s] - c.ranks[i][x] >= gap

    for t in c.improve(i, s):
        if concept == "nash":
            return False
        replies = c.joint(c.others(i), t, c.improve if concept == "seq" else c.reach)
        if concept == "smr":
            replies = {x for x in replies if all(bites(y) for y in c.reach(i, x))}
        if not any(bites(x) for x in replies):
            return False
    return True


class Conditional(brute.Conflict):
    """A conflict in which options change only under conditions: (option, change, needed option, its value)."""

    conditions = ()

    def can_move(self, party, s, t):
        if not super().can_move(party, s, t):
            return False
        for option, change, needed, value in self.conditions:
            before, after = self.states[s][option], self.states[t][option]
            switched = "on" if after > before else "off"
            if before != after and change in ("both", switched) and self.states[s][needed] != value:
                return False
        return True


def strength_mismatches(rng, conflict):
    gap = rng.randint(1, 4)
    game = as_game(conflict)
    found = solve_strength(game, np.stack([strong_by_gap(row, gap) for row in game.ranks]))
    wrong = []
    for concept in STRENGTH_CONCEPTS:
        states = range(len(conflict.states))
        strongly = [[strongly_stable(conflict, concept, i, s, gap) for s in states] for i in conflict.parties]
        stable = [[brute.CONCEPTS[concept](conflict, i, s) for s in states] for i in conflict.parties]
        if found.strongly[concept].tolist() != strongly or found.stable[concept].tolist() != stable:
            wrong.append(f"strength {concept}")
    return wrong


def random_conditions(rng, conflict):
    """A conflict with three random conditions, and the same as the solver takes them."""
    n = len(conflict.owners)
    rules = [
        (rng.randrange(n), rng.choice(["both", "on", "off"]), rng.randrange(n), rng.randrange(2)) for _ in range(3)
    ]
    parts = (conflict.owners, conflict.directions, conflict.n_parties, conflict.states, conflict.ranks)
    bound = Conditional(*parts)
    bound.conditions = rules
    written = [
        Condition(f"o{option}", f"o{needed}" if value else f"not o{needed}", change)
        for option, change, needed, value in rules
    ]
    return bound, written


def conditional_mismatches(rng, conflict):
    bound, written = random_conditions(rng, conflict)
    expected = brute.solve(bound)
    found = solve_conditional(as_game(conflict), written)
    return [f"conditional {c}" for c in CONCEPTS if found.stable[c].tolist() != expected[c]]


def distances(conflict, start, step):
    """Fewest moves to every state, no party moving twice in succession."""
    best = {start: 0}
    ring, seen, depth = {(start, None)}, {(start, None)}, 0
    while ring:
        depth += 1
        outer = {
            (there, mover)
            for here, last in ring
            for mover in conflict.parties
            if mover != last
            for there in step(mover, here)
        } - seen
        for there, _ in outer:
            best.setdefault(there, depth)
        seen |= outer
        ring = outer
    return best


def path_faults(conflict, start, step, found):
    """Whether steps and paths of a search from the status quo differ from those of the definition."""
    best = distances(conflict, start, step)
    if found.steps.tolist() != [best.get(state, -1) for state in range(len(conflict.states))]:
        return True
    for target, length in best.items():
        here, last, path = start, None, found.path(target)
        for move in path:
            if move.party == last or move.state not in step(move.party, here):
                return True
            here, last = move.state, move.party
        if here != target or len(path) != length:
            return True
    return False


def conditional_path_mismatches(rng, conflict):
    bound, written = random_conditions(rng, conflict)
    game, start = as_game(conflict), rng.randrange(len(conflict.states))
    return [
        f"conditional paths, improving {improving}"
        for improving, step in ((False, bound.reach), (True, bound.improve))
        if path_faults(bound, start, step, from_status_quo(game, start, improving=improving, conditions=written))
    ]


def conditional_foresight_mismatches(rng, conflict):
    bound, written = random_conditions(rng, conflict)
    game, states = as_game(conflict), range(len(conflict.states))
    wrong = []
    for horizon in (1, 2):
        expected = [[play_end(bound, i, s, horizon) for s in states] for i in conflict.parties]
        if limited_move(game, horizon, written).ends.tolist() != expected:
            wrong.append(f"conditional L_{horizon}")
    limit = non_myopic(game, conditions=written)
    late = np.stack([limited_move(game, horizon, written).ends for horizon in range(40, 52)])
    constant = (late == late[0]).all(axis=0)
    if not np.array_equal(limit.settled, constant) or not np.array_equal(limit.ends[constant], late[0][constant]):
        wrong.append("conditional non-myopic")
    return wrong


def reduced(conflict, party, state):
    """The conflict without a party, and the numbers of its states in the whole."""
    own = [option for option, owner in enumerate(conflict.owners) if owner == party]
    rest = [option for option, owner in enumerate(conflict.owners) if owner != party]
    kept = [
        s
        for s in range(len(conflict.states))
        if all(conflict.states[s][option] == conflict.states[state][option] for option in own)
    ]
    left = brute.Conflict(
        [conflict.owners[option] - (conflict.owners[option] > party) for option in rest],
        [conflict.directions[option] for option in rest],
        conflict.n_parties - 1,
        [tuple(conflict.states[s][option] for option in rest) for s in kept],
        [[row[s] for s in kept] for j, row in enumerate(conflict.ranks) if j != party],
    )
    return left, kept, rest


def equilibria(conflict, concept):
    states = range(len(conflict.states))
    return {s for s in states if all(brute.CONCEPTS[concept](conflict, i, s) for i in conflict.parties)}


def third_party_mismatches(rng, conflict):
    party, state = rng.randrange(conflict.n_parties), rng.randrange(len(conflict.states))
    left, kept, rest = reduced(conflict, party, state)
    game = as_game(conflict)
    smaller = without_party(game, party, state)
    if smaller.states.tolist() != kept or [tuple(row) for row in smaller.game.states.tolist()] != left.states:
        return ["states without the party"]
    change = what_changes(smaller.game, game)
    wrong = []
    for concept in CONCEPTS:
        before = {left.states[s] for s in equilibria(left, concept)}
        after = {tuple(conflict.states[s][o] for o in rest) for s in equilibria(conflict, concept)} & set(left.states)
        told = [{left.states[s] for s in part[concept]} for part in (change.kept, change.lost, change.gained)]
        if told != [before & after, before - after, after - before]:
            wrong.append(f"third party {concept}")
    return wrong


def added_mismatches(rng, conflict):
    """A party with one option is added to a conflict; the product is built here by hand."""
    levels = len(conflict.states)
    values = {
        (state, taken): [rng.randrange(levels) for _ in range(conflict.n_parties + 1)]
        for state, taken in itertools.product(conflict.states, (0, 1))
    }
    minding = rng.randrange(conflict.n_parties)
    states = [(*state, taken) for taken in (0, 1) for state in conflict.states]
    ranks = [
        [values[state[:-1], state[-1]][j] for state in states]
        if j == minding
        else [row[conflict.number[state[:-1]]] for state in states]
        for j, row in enumerate(conflict.ranks)
    ]
    ranks.append([values[state[:-1], state[-1]][-1] for state in states])
    owners, ways = [*conflict.owners, conflict.n_parties], [*conflict.directions, "both"]
    larger = brute.Conflict(owners, ways, conflict.n_parties + 1, states, ranks)

    def of(j):
        return lambda rows, names: np.array([values[tuple(map(int, row[:-1])), int(row[-1])][j] for row in rows])

    game = with_party(as_game(conflict), ["new"], of(-1), others={minding: of(minding)})
    same = [tuple(map(int, row)) for row in game.states] == states and game.ranks.tolist() == ranks
    return [] if same and list(game.owners) == larger.owners else ["with party"]


def hypergame_mismatches(rng, conflict):
    now = rng.randrange(len(conflict.states))
    unknown = {}
    for party in conflict.parties:
        foreign = [option for option, owner in enumerate(conflict.owners) if owner != party]
        unknown[party] = rng.sample(foreign, min(len(foreign), rng.randint(0, 2)))
    believed = [[rng.randrange(6) for _ in conflict.states] for _ in conflict.parties]
    perceptions = {
        party: Perception(tuple(f"o{option}" for option in hidden), None if party else believed)
        for party, hidden in unknown.items()
    }
    found = solve_hypergame(as_game(conflict), perceptions, now)
    wrong = []
    for party, hidden in unknown.items():
        view = [s for s in conflict.states if all(s[o] == conflict.states[now][o] for o in hidden)]
        ways = ["fixed" if o in hidden else way for o, way in enumerate(conflict.directions)]
        truth = conflict.ranks if party else believed
        ranks = [[row[conflict.number[s]] for s in view] for row in truth]
        own = brute.Conflict(conflict.owners, ways, conflict.n_parties, view, ranks)
        for concept in CONCEPTS:
            stable, expected = [], []
            for state in conflict.states:
                image = tuple(conflict.states[now][o] if o in hidden else on for o, on in enumerate(state))
                stable.append(image in own.number and brute.CONCEPTS[concept](own, party, own.number[image]))
                expected.append(state in own.number and own.number[state] in equilibria(own, concept))
            if found.stable[concept][party].tolist() != stable or found.expected[concept][party].tolist() != expected:
                wrong.append(f"hypergame {concept}")
    return wrong


CHECKS = {
    "strength": strength_mismatches,
    "conditional": conditional_mismatches,
    "conditional paths": conditional_path_mismatches,
    "conditional foresight": conditional_foresight_mismatches,
    "third party": third_party_mismatches,
    "added party": added_mismatches,
    "hypergame": hypergame_mismatches,
}


def mismatches(check: str, seed: int) -> list[str]:
    """In what the solver and the definitions disagree on the game of this seed."""
    rng = random.Random(seed)
    return CHECKS[check](rng, brute.random_conflict(rng, max_options=4, max_parties=3))


def main(count: int) -> int:
    """Print every mismatch and the sum; return the exit status."""
    failed = 0
    for seed in range(count):
        wrong = [fault for check in CHECKS for fault in mismatches(check, seed)]
        if wrong:
            failed += 1
            print(f"game {seed}: {', '.join(wrong)}")
    print(f"{count} games, {', '.join(CHECKS)}: {failed} games with a mismatch")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
