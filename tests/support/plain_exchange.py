"""One iteration of position exchange with loops and no arrays, straight from the rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations

Table = list[list[float]]
LEAST, SAME = 1e-10, 1e-9


@dataclass
class Side:
    """One side of a candidate: who gives way on what."""

    party: int
    partner: int
    supply: int
    demand: int
    here: float
    goal: float
    others: dict[int, float] = field(default_factory=dict)  # where this candidate sees who gave way to it
    planned: list[float] = field(default_factory=list)
    move: float = 0.0


@dataclass
class Candidate:
    """Two sides, and what each gains."""

    sides: tuple[Side, Side]
    gain: float = 0.0
    open: bool = True


def iteration(
    positions: Table, weights: Table, salience: Table
) -> tuple[int, list[tuple[tuple[int, int], tuple[int, int]]], list[float]]:
    """Return the number of candidates, the trades as parties and supply issues, and the outcomes at the end.

    Parameters
    ----------
    positions, weights, salience
        By party and issue; a party of weight 0 on an issue plays no part there.
    """
    n, issues = len(positions), range(len(positions[0]))
    total = [sum(weights[i][q] for i in range(n)) for q in issues]
    start = [sum(weights[i][q] * positions[i][q] for i in range(n)) / total[q] if total[q] else 0.0 for q in issues]
    every = _candidates(positions, weights, salience, start)
    for one in every:
        _work_out(one, positions, weights, salience, total)
    now, trades = [list(row) for row in positions], []
    while True:
        live = [one for one in every if one.open]
        most = max((one.gain for one in live), default=0.0)
        if most < LEAST:
            break
        best = next(one for one in live if one.gain >= most - 1e-12)
        best.open = False
        trades.append(tuple((s.party, s.supply) for s in best.sides))
        touched: list[Candidate] = []
        for side in best.sides:
            now[side.party][side.supply] = side.here + side.move
            touched += _pass_on(side, [one for one in every if one.open], positions)
        for one in every:
            if one.open and any(one is other for other in touched):
                _work_out(one, positions, weights, salience, total)
    ends = [sum(weights[i][q] * now[i][q] for i in range(n)) / total[q] if total[q] else float("nan") for q in issues]
    return len(every), [((a[0], b[0]), (a[1], b[1])) for a, b in trades], ends


def _candidates(positions: Table, weights: Table, salience: Table, outcome: list[float]) -> list[Candidate]:
    found = []
    for p, q in combinations(range(len(outcome)), 2):
        for i, j in combinations(range(len(positions)), 2):
            if not all(weights[k][r] > 0 for k in (i, j) for r in (p, q)):
                continue
            if any((positions[i][r] <= outcome[r]) == (positions[j][r] <= outcome[r]) for r in (p, q)):
                continue
            on_q, on_p = (i, j) if salience[i][p] * salience[j][q] >= salience[j][p] * salience[i][q] else (j, i)
            sides = (
                Side(on_q, on_p, q, p, positions[on_q][q], positions[on_p][q]),
                Side(on_p, on_q, p, q, positions[on_p][p], positions[on_q][p]),
            )
            found.append(Candidate(sides))
    return found


def _pass_on(given: Side, live: list[Candidate], positions: Table) -> list[Candidate]:
    """Let open candidates know that one side has given way; return those that are to be worked out anew."""
    touched, end = [], given.here + given.move
    moves = []
    for one in live:
        for side in one.sides:
            if side.supply == given.supply and side.partner == given.partner:
                first = positions[given.party][given.supply]
                if given.party not in side.others or abs(end - first) <= abs(side.others[given.party] - first):
                    side.others[given.party] = end
                touched.append(one)
            if side.party == given.party and side.supply == given.supply:
                moves.append(side)
                touched.append(one)
    for side in moves:
        side.planned.append(side.move)
        side.here = end
    return touched


def _work_out(one: Candidate, positions: Table, weights: Table, salience: Table, total: list[float]) -> None:
    a, _ = one.sides
    share = [weights[s.party][s.supply] / total[s.supply] for s in one.sides]
    worth = [salience[s.party][s.supply] + salience[s.partner][s.supply] for s in one.sides]
    ratio = worth[1] / worth[0]  # what a's issue shifts for a point of b's
    reach = [abs(s.goal - s.here) * f for s, f in zip(one.sides, share, strict=True)]
    shift = [reach[1] * ratio, reach[1]] if reach[1] * ratio <= reach[0] else [reach[0], reach[0] / ratio]
    _set(one, shift, share, salience)
    one.open = _valid(one) and one.gain >= LEAST
    for n, side in enumerate(one.sides):
        seen = sum(
            weights[k][side.supply] * (side.here if k == side.party else side.others.get(k, positions[k][side.supply]))
            for k in range(len(positions))
            if weights[k][side.supply] > 0
        )
        gap = side.goal - seen / total[side.supply]
        after = gap - share[n] * side.move
        if one.open and ((gap > SAME and after < -SAME) or (gap < -SAME and after > SAME)):
            _set(one, [abs(gap), abs(gap) / ratio] if side is a else [abs(gap) * ratio, abs(gap)], share, salience)
            one.open = _valid(one)


def _set(one: Candidate, shift: list[float], share: list[float], salience: Table) -> None:
    for side, moved, part in zip(one.sides, shift, share, strict=True):
        side.move = (-1 if side.here > side.goal else 1) * moved / part
    first = one.sides[0]
    one.gain = abs(shift[0] * salience[first.party][first.supply] - shift[1] * salience[first.party][first.demand])


def _valid(one: Candidate) -> bool:
    for side in one.sides:
        before = next((move for move in side.planned if move != 0), 0.0)
        if not LEAST < abs(side.move) <= 100 or not -SAME <= side.here + side.move <= 100 + SAME:
            return False
        if sum(side.planned) + side.move > 100 + SAME or before * side.move < 0:
            return False
    return True
