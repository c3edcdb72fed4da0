"""Coalitions, partial preferences, foresight and least changes straight from their definitions."""

from __future__ import annotations

import itertools


def subsets(parties):
    parties = list(parties)
    return [set(group) for size in range(1, len(parties) + 1) for group in itertools.combinations(parties, size)]


def coalition_improvements(c, group, s):
    # Kept between calls: the only concession to time.
    kept = c.__dict__.setdefault("kept_coalition_improvements", {})
    key = (frozenset(group), s)
    if key not in kept:
        kept[key] = {t for t in c.joint(group, s, c.reach) if all(c.better(j, t, s) for j in group)}
    return kept[key]


def coalition_sequences(c, outside, t):
    """States reached from t by coalition improvements of coalitions of the outside, none twice in succession."""
    found, seen, todo = set(), set(), [(t, None)]
    while todo:
        here, last = todo.pop()
        for group in subsets(outside):
            if group == last:
                continue
            for there in coalition_improvements(c, group, here):
                mark = (there, frozenset(group))
                if mark not in seen:
                    seen.add(mark)
                    found.add(there)
                    todo.append((there, group))
    return found


def coalition_stable(c, concept, group, s):
    outside = [party for party in c.parties if party not in group]

    def gain(y):
        return all(c.better(j, y, s) for j in group)

    def sanctioned(t):
        if concept == "cr":
            return False
        replies = coalition_sequences(c, outside, t) if concept == "cseq" else c.joint(outside, t, c.reach)
        for x in replies:
            if gain(x):
                continue
            if concept == "csmr" and any(gain(y) for y in c.joint(group, x, c.reach)):
                continue
            return True
        return False

    return all(sanctioned(t) for t in coalition_improvements(c, group, s))


def partial_stable(c, better, unknown, attitude, concept, i, s, gamble):
    """better[i] and unknown[i] are sets of pairs (s, t)."""

    def maybe(j, here, there):
        return (here, there) in better[j] or (here, there) in unknown[j]

    def interested(j, here):
        return {t for t in c.reach(j, here) if (maybe(j, here, t) if gamble else (here, t) in better[j])}

    def deters(x):
        return (s, x) not in better[i] and (attitude in "cd" or (s, x) not in unknown[i])

    tempted = {t for t in c.reach(i, s) if (s, t) in better[i] or (attitude in "ac" and (s, t) in unknown[i])}
    if concept == "nash":
        return not tempted
    for t in tempted:
        replies = c.joint(c.others(i), t, interested if concept == "seq" else c.reach)
        if concept == "smr":
            replies = {x for x in replies if all(deters(y) for y in c.reach(i, x))}
        if not any(deters(x) for x in replies):
            return False
    return True


def play_end(c, i, s, horizon):
    """G_h(i, s) by recursion."""
    if horizon == 0 or not c.reach(i, s):
        return s

    def after(m):
        ends = [play_end(c, j, m, horizon - 1) for j in c.others(i) if c.reach(j, m)]
        return min(ends, key=lambda end: (c.ranks[i][end], end), default=m)

    best = max(sorted(c.reach(i, s)), key=lambda m: c.ranks[i][after(m)])
    return after(best) if c.better(i, after(best), s) else s


def weak_orders(n):
    """Every weak order of n states, as ranks without gaps."""
    return [ranks for ranks in itertools.product(range(n), repeat=n) if set(ranks) == set(range(max(ranks) + 1))]


def pair_distance(before, after):
    def sign(a, b):
        return (a > b) - (a < b)

    pairs = itertools.combinations(range(len(before)), 2)
    return sum(abs(sign(before[u], before[v]) - sign(after[u], after[v])) / 2 for u, v in pairs)
