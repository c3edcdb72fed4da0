"""Which trades are open, and what happens to them when another is carried out.

The rules, in our words, of one iteration of the DECIDE exchange model. A candidate has two *sides*; each gives way
on its supply issue toward the partner's *first* position there.

1. *Outcome cap*: a candidate works with the outcome as its two parties see it: with all first positions, its own
   supplier where it stands now, and those who have given way to one of the two on the same issue where that brought
   them. If the supplier's move would carry this outcome past the partner's first position, the move is cut so that the
   outcome ends there, and the partner's move follows by equal gain.
2. A side's move is valid where it is not nothing, stays within 0 to 100, does not turn back against moves that the
   candidate has planned before, and with them does not add up to more than 100.
3. When a trade is carried out, a candidate is worked out anew where one of its sides supplies the same issue as the
   same party (that side then starts from the new position, and the move that it had planned counts as planned
   before), or where a party that was given way to demands the same issue in it (rule 1 then sees the giver where the
   trade brought it, and of several such places the one nearest to where the giver began).
4. A candidate that is not valid once is gone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talleyrand.solvers.arrays import Bools, Floats

Index = NDArray[np.intp]
_LEAST = 1e-10  # a move that is smaller is none
_SAME = 1e-9  # outcomes this near to a position are at it


@dataclass(frozen=True)
class Deal:
    """A candidate as it would be carried out; first the one side, then the other."""

    parties: tuple[int, int]
    issues: tuple[int, int]
    start: tuple[float, float]
    end: tuple[float, float]
    gain: float


class Market:
    """All candidates of one iteration, worked out side by side.

    Parameters
    ----------
    positions, weights, salience : (n_parties, n_issues) float
        First positions (any number where the weight is 0), c s, s.
    outcomes : (n_issues,) float
        Expected outcomes at the start.

    Attributes
    ----------
    n_candidates
        Pairs on opposite sides of both outcomes, among those who count on both issues.
    """

    def __init__(self, positions: Floats, weights: Floats, salience: Floats, outcomes: Floats) -> None:
        self._first, self._weights, self._total = positions, weights, weights.sum(axis=0)
        self._party, self._issue = _candidates(positions, weights, salience, outcomes)
        self.n_candidates = n = len(self._party)
        other = self._issue[:, ::-1]
        self._supply = salience[self._party, self._issue]  # each side's salience where it gives
        self._demand = salience[self._party, other]  # and where it receives
        self._share = weights[self._party, self._issue] / self._total[self._issue]
        # The outcome on a side's supply issue as its candidate sees it, but for what the supplier itself adds.
        self._others = outcomes[self._issue] - self._share * positions[self._party, self._issue]
        self._here = positions[self._party, self._issue]  # where each side stands
        self._goal = positions[self._party[:, ::-1], self._issue]  # the partner's first position
        self._seen = np.full((n, 2, len(positions)), np.nan)  # the others on a side's supply issue, where moved
        self._planned_sum, self._planned_sign = np.zeros((n, 2)), np.zeros((n, 2))
        self._move, self._gain = np.zeros((n, 2)), np.zeros(n)
        self._open = np.ones(n, dtype=bool)
        self._work_out(np.arange(n))

    def best(self, least: float) -> int | None:
        """Return the open candidate of the largest gain, the first of several; None where none gains anything."""
        if not self._open.any():
            return None
        gains = np.where(self._open, self._gain, -1.0)
        # Gains that differ by rounding only are equal, or the order would depend on the machine.
        at = int(np.flatnonzero(gains >= gains.max() - 1e-12)[0])
        return at if gains[at] >= least else None

    def deal(self, at: int) -> Deal:
        """Return a candidate as it would be carried out."""
        end = self._here[at] + self._move[at]
        first, second = (int(party) for party in self._party[at])
        p, q = (int(issue) for issue in self._issue[at])
        start = (float(self._here[at, 0]), float(self._here[at, 1]))
        return Deal((first, second), (p, q), start, (float(end[0]), float(end[1])), float(self._gain[at]))

    def carry_out(self, at: int) -> None:
        """Close a candidate as carried out and work out anew those that it touches."""
        self._open[at] = False
        moved = np.zeros((self.n_candidates, 2), dtype=bool)
        received = np.zeros(self.n_candidates, dtype=bool)
        for side in (0, 1):
            giver, issue = self._party[at, side], self._issue[at, side]
            end = self._here[at, side] + self._move[at, side]
            same = self._open[:, None] & (self._party == giver) & (self._issue == issue)
            moved |= same
            received |= self._tell(int(giver), int(issue), int(self._party[at, 1 - side]), float(end))
            self._here[same] = end
        self._planned_sum[moved] += self._move[moved]
        self._planned_sign[moved] = np.where(
            self._planned_sign[moved] == 0, np.sign(self._move[moved]), self._planned_sign[moved]
        )
        self._work_out(np.flatnonzero(self._open & (moved.any(axis=1) | received)))

    def _tell(self, giver: int, issue: int, receiver: int, end: float) -> Bools:
        """Let candidates in which the receiver demands the issue see where the giver went; return which do."""
        told = np.zeros(self.n_candidates, dtype=bool)
        for side in (0, 1):  # the side whose partner is the receiver supplies what the receiver demands
            rows = np.flatnonzero(self._open & (self._party[:, 1 - side] == receiver) & (self._issue[:, side] == issue))
            known = self._seen[rows, side, giver]
            first = self._first[giver, issue]
            nearer = np.where(np.abs(known - first) < abs(end - first), known, end)
            self._seen[rows, side, giver] = now = np.where(np.isnan(known), end, nearer)
            was = np.where(np.isnan(known), first, known)
            share = np.where(self._party[rows, side] == giver, 0.0, self._weights[giver, issue] / self._total[issue])
            self._others[rows, side] += share * (now - was)
            told[rows] = True
        return told

    def _work_out(self, rows: Index) -> None:
        """Work out moves and gain of some candidates, and close those that are not valid."""
        if not rows.size:
            return
        shift = self._equal_shifts(rows)
        self._set(rows, shift)
        valid = self._valid(rows) & (self._gain[rows] >= _LEAST)
        for side in (0, 1):
            cut = self._past_goal(rows, side) & valid
            if cut.any():
                some = rows[cut]
                self._set(some, self._cut_shifts(some, side))
                valid[cut] &= self._valid(some)
        self._open[rows] &= valid

    def _equal_shifts(self, rows: Index) -> Floats:
        """Return the outcome shifts of equal gain, the larger move ending at the partner's position."""
        reach = np.abs(self._goal[rows] - self._here[rows]) * self._share[rows]
        ratio = self._ratio(rows)
        second = reach[:, 1]
        first = second * ratio
        capped = first > reach[:, 0]
        return np.stack([np.where(capped, reach[:, 0], first), np.where(capped, reach[:, 0] / ratio, second)], axis=1)

    def _ratio(self, rows: Index) -> Floats:
        """Return the first side's shift for each point of the second's."""
        weigh = self._supply[rows] + self._demand[rows][:, ::-1]
        return np.asarray(weigh[:, 1] / weigh[:, 0], dtype=float)

    def _set(self, rows: Index, shift: Floats) -> None:
        """Store the moves and the gain that go with outcome shifts."""
        way = np.where(self._here[rows] > self._goal[rows], -1.0, 1.0)
        self._move[rows] = way * shift / self._share[rows]
        self._gain[rows] = np.abs(shift[:, 0] * self._supply[rows, 0] - shift[:, 1] * self._demand[rows, 0])

    def _past_goal(self, rows: Index, side: int) -> Bools:
        """Return where a side's move carries the outcome past the partner's first position."""
        before = self._to_go(rows, side)
        after = before - self._share[rows, side] * self._move[rows, side]
        past: Bools = ((before > _SAME) & (after < -_SAME)) | ((before < -_SAME) & (after > _SAME))
        return past

    def _to_go(self, rows: Index, side: int) -> Floats:
        """Return how far the outcome, as the candidate sees it, is from the partner's first position."""
        outcome = self._others[rows, side] + self._share[rows, side] * self._here[rows, side]
        return np.asarray(self._goal[rows, side] - outcome, dtype=float)

    def _cut_shifts(self, rows: Index, side: int) -> Floats:
        """Return the outcome shifts with a side's move cut so that the outcome ends at the partner's position."""
        shift = np.abs(self._to_go(rows, side))
        ratio = self._ratio(rows)
        both = np.stack([shift, shift / ratio] if side == 0 else [shift * ratio, shift], axis=1)
        return np.asarray(both, dtype=float)

    def _valid(self, rows: Index) -> Bools:
        """Return where both moves are valid."""
        move = self._move[rows]
        end = self._here[rows] + move
        sign, planned = self._planned_sign[rows], self._planned_sum[rows]
        fine = (np.abs(move) <= 100) & (np.abs(move) > _LEAST) & (end >= -_SAME) & (end <= 100 + _SAME)
        fine &= (planned + move <= 100 + _SAME) & ((sign == 0) | (sign == np.sign(move)))
        return np.asarray(fine.all(axis=1), dtype=bool)


def _candidates(positions: Floats, weights: Floats, salience: Floats, outcomes: Floats) -> tuple[Index, Index]:
    """Return parties and supply issues of all candidates, each (n, 2).

    The first side is the one that gives way on the second issue of the pair: the one to which the first issue
    matters more in proportion.
    """
    n_parties, n_issues = positions.shape
    left, counts = positions <= outcomes, weights > 0
    first, second = np.triu_indices(n_parties, 1)
    apart = (left[first] != left[second]) & counts[first] & counts[second]  # (pairs of parties, issues)
    p, q = np.triu_indices(n_issues, 1)
    at, pair = np.nonzero((apart[:, p] & apart[:, q]).T)
    i, j, p, q = first[pair], second[pair], p[at], q[at]
    swap = salience[i, p] * salience[j, q] < salience[j, p] * salience[i, q]
    return np.stack([np.where(swap, j, i), np.where(swap, i, j)], axis=1), np.stack([q, p], axis=1)
