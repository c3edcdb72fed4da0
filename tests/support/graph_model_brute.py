"""The graph model straight from its definitions: sets and loops, never optimised.

Independent of the solver: states are tuples of 0/1, nothing is imported from the package. Joint moves
are searched over (state, last mover), so that no party moves twice in succession.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass


@dataclass
class Conflict:
    """A conflict as the definitions speak of it."""

    owners: list[int]
    directions: list[str]
    n_parties: int
    states: list[tuple[int, ...]]
    ranks: list[list[int]]

    def __post_init__(self):
        self.number = {state: place for place, state in enumerate(self.states)}
        self.parties = range(self.n_parties)

    def can_move(self, party, s, t):
        """Whether party may go from state number s to state number t."""
        if s == t:
            return False
        for option, (before, after) in enumerate(zip(self.states[s], self.states[t], strict=True)):
            if before == after:
                continue
            if self.owners[option] != party:
                return False
            if self.directions[option] == "fixed":
                return False
            if self.directions[option] == "on" and after == 0:
                return False
            if self.directions[option] == "off" and after == 1:
                return False
        return True

    def reach(self, party, s):
        return {t for t in range(len(self.states)) if self.can_move(party, s, t)}

    def better(self, party, t, s):
        return self.ranks[party][t] > self.ranks[party][s]

    def improve(self, party, s):
        return {t for t in self.reach(party, s) if self.better(party, t, s)}

    def joint(self, movers, s, step):
        """States that movers reach by legal sequences of steps, none moving twice in succession."""
        found, seen, todo = set(), set(), [(s, None)]
        while todo:
            here, last = todo.pop()
            for mover in movers:
                if mover == last:
                    continue
                for there in step(mover, here):
                    if (there, mover) not in seen:
                        seen.add((there, mover))
                        found.add(there)
                        todo.append((there, mover))
        return found

    def others(self, party):
        return [other for other in self.parties if other != party]


def nash(c, i, s):
    return not c.improve(i, s)


def gmr(c, i, s):
    return all(any(not c.better(i, x, s) for x in c.joint(c.others(i), t, c.reach)) for t in c.improve(i, s))


def smr(c, i, s):
    def sanctions(x):
        return not c.better(i, x, s) and all(not c.better(i, y, s) for y in c.reach(i, x))

    return all(any(sanctions(x) for x in c.joint(c.others(i), t, c.reach)) for t in c.improve(i, s))


def seq(c, i, s):
    return all(any(not c.better(i, x, s) for x in c.joint(c.others(i), t, c.improve)) for t in c.improve(i, s))


def sim(c, i, s):
    return all(any(not c.better(i, x, s) for x in combinations(c, i, s, t)) for t in c.improve(i, s))


def combinations(c, i, s, t):
    """Feasible states in which i goes to t while each other stays or makes an improvement of its own from s."""
    replies = [[s, *c.improve(j, s)] for j in c.others(i)]
    for chosen in itertools.product(*replies):
        state = list(c.states[t])
        for other, there in zip(c.others(i), chosen, strict=True):
            for option, owner in enumerate(c.owners):
                if owner == other:
                    state[option] = c.states[there][option]
        if tuple(state) in c.number:
            yield c.number[tuple(state)]


CONCEPTS = {"nash": nash, "gmr": gmr, "smr": smr, "seq": seq, "sim": sim}


def solve(conflict, concepts=tuple(CONCEPTS)):
    """For every concept a list per party of a truth per state."""
    return {
        concept: [
            [CONCEPTS[concept](conflict, party, state) for state in range(len(conflict.states))]
            for party in conflict.parties
        ]
        for concept in concepts
    }


def random_conflict(rng: random.Random, max_options=5, max_parties=5) -> Conflict:
    """A game of 2 to max_parties parties with infeasible states, one-way options, ties and shuffled states."""
    n_parties = rng.randint(2, max_parties)
    n_options = rng.randint(n_parties - 1, max(n_parties, max_options))
    owners = [rng.randrange(n_parties) for _ in range(n_options)]
    one_way = rng.choice([0.0, 0.0, 0.3, 0.7])
    directions = [
        rng.choice(["on", "on", "off", "off", "fixed"]) if rng.random() < one_way else "both" for _ in range(n_options)
    ]
    states = list(itertools.product((0, 1), repeat=n_options))
    keep = rng.choice([1.0, 1.0, 0.8, 0.5, 0.2])
    states = [state for state in states if rng.random() < keep] or [states[0]]
    if rng.random() < 0.5:
        rng.shuffle(states)
    levels = rng.choice([2, 4, len(states), 10 * len(states)])
    ranks = [[rng.randint(-levels, levels) for _ in states] for _ in range(n_parties)]
    return Conflict(owners, directions, n_parties, states, ranks)
