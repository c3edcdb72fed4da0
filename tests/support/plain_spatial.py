"""The Condorcet contest in several issues with loops and no arrays, straight from its definitions."""

from __future__ import annotations

from math import floor, prod, sqrt

Place = list[float]


def distance(mine: Place, place: Place, salience: list[float]) -> float:
    """Return how far a place is from mine, by my salience; all on scales from 0 to 1."""
    scale = sum(s * s for s in salience)
    return (
        sqrt(sum((s * (a - b)) ** 2 for s, a, b in zip(salience, mine, place, strict=True)) / scale) if scale else 0.0
    )


def worth(gap: float, risk: float) -> float:
    return (1 - gap) * (1 + min(gap, 1.0) * risk)


def election(utilities: list[list[float]], weights: list[float], running: list[int]) -> dict[int, float]:
    """Return the chance of each option that runs; utilities by voter and option."""

    def coalition(a: int, b: int) -> float:
        return 1e-8 + sum(w * max(u[a] - u[b], 0.0) for w, u in zip(weights, utilities, strict=True))

    def beats(a: int, b: int) -> float:
        return coalition(a, b) / (coalition(a, b) + coalition(b, a))

    alone = {a: prod(beats(a, b) for b in running) for a in running}
    return {a: chance / sum(alone.values()) for a, chance in alone.items()}


def attitudes(places: list[Place], capability: list[float], salience: list[list[float]]) -> list[float]:
    n = range(len(places))
    neutral = [[worth(distance(places[i], places[j], salience[i]), 0.0) for j in n] for i in n]
    chances = election(neutral, capability, list(n))
    high, low = max(chances.values()), min(chances.values())
    return [(3 * chances[i] - high - 2 * low) / (2 * (high - low)) if high - low > 1e-12 else 0.0 for i in n]


def challenge(
    i: int, j: int, view: list[list[float]], capability: list[float], attention: list[float]
) -> tuple[float, float]:
    """Return i's chance against j and what it expects to gain; view holds what each place is worth to each, to i's mind."""
    weight = [c * a for c, a in zip(capability, attention, strict=True)]
    base = {i: 1e-10 + weight[i] * (1 - view[i][j]), j: 1e-10 + weight[j] * (1 - view[j][i])}
    sides = dict(base)
    for k in range(len(view)):
        if k in (i, j):
            continue
        lean = weight[k] * (view[k][i] - view[k][j])
        with_k = {i: base[i] + max(lean, 0.0), j: base[j] + max(-lean, 0.0)}
        chance = with_k[i] / (with_k[i] + with_k[j])
        # To k: i and j end on one place, k with them if it joined the losers; against winning with the other side.
        with_i = chance * (2 * view[k][i] + view[k][k]) + (1 - chance) * 3 * view[k][j]
        with_j = chance * 3 * view[k][i] + (1 - chance) * (2 * view[k][j] + view[k][k])
        brought = weight[k] * (with_i - with_j)
        sides[i] += max(brought, 0.0)
        sides[j] += max(-brought, 0.0)
    chance = sides[i] / (sides[i] + sides[j])
    fight = chance * 2 * view[i][i] + (1 - chance) * 2 * view[i][j]
    gain = (1 - attention[j]) * 2 * view[i][i] + attention[j] * fight - view[i][i] - view[i][j]
    return chance, gain


def bargain(mine: Place, theirs: Place, own: list[float], other: list[float], chance: float) -> tuple[Place, Place]:
    """Return where i and j would go by i's proposal."""
    ends: tuple[Place, Place] = ([], [])
    for a, b, s, t in zip(mine, theirs, own, other, strict=True):
        w, v = (s * chance) ** 2, (t * (1 - chance)) ** 2
        ends[0].append(floor(0.5 + 1e4 * ((w + 1e-6) * a + v * b) / (w + v + 1e-6)) / 1e4)
        ends[1].append(floor(0.5 + 1e4 * (w * a + (v + 1e-6) * b) / (w + v + 1e-6)) / 1e4)
    return ends


def play_round(
    places: list[Place], capability: list[float], salience: list[list[float]], attention: list[float]
) -> list[Place]:
    """Return where everybody stands after a round."""
    n = range(len(places))
    risk = attitudes(places, capability, salience)
    gaps = [[distance(places[i], places[j], salience[i]) for j in n] for i in n]
    offers: list[tuple[int, int, Place, Place]] = []
    for i in n:
        view = [[worth(gaps[k][j], (2 * risk[i] + risk[k]) / 3) for j in n] for k in n]
        found = {j: challenge(i, j, view, capability, attention) for j in n if j != i}
        j = max(found, key=lambda other: (round(found[other][1], 12), -other))
        if found[j][1] > 1e-5:
            offers.append((i, j, *bargain(places[i], places[j], salience[i], salience[j], found[j][0])))
    states = [list(places)]
    for i, j, own, other in offers:
        states.append([own if k == i else other if k == j else place for k, place in enumerate(places)])
    utilities = [
        [
            sum(worth(distance(places[k], place, salience[k]), risk[k]) for place in state) / len(places)
            for state in states
        ]
        for k in n
    ]
    after = []
    for k in n:
        mine = [0] + [m for m, offer in enumerate(offers, start=1) if k in offer[:2]]
        chances = election(utilities, capability, mine)
        after.append(states[max(mine, key=lambda m: (round(chances[m], 12), -m))][k])
    return after
