"""Which trades are open, and what happens to them when another is carried out; over many tables at once.

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

All candidates of all tables stand in one list, table by table; a step carries out one trade in every table that has
one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talleyrand.solvers.arrays import Bools, Floats

Index = NDArray[np.intp]
_LEAST = 1e-10  # a move that is smaller is none
_SAME = 1e-9  # outcomes this near to a position are at it


@dataclass(frozen=True, eq=False)
class Deals:
    """Candidates as they would be carried out, one a table; of each first the one side, then the other.

    Attributes
    ----------
    table : (k,) int
    parties, issues : (k, 2) int
    start, end : (k, 2) float
    gain : (k,) float
    """

    table: Index
    parties: Index
    issues: Index
    start: Floats
    end: Floats
    gain: Floats


class Market:
    """All candidates of one iteration, worked out side by side.

    Parameters
    ----------
    positions, weights, salience : (n_tables, n_parties, n_issues) float
        First positions (any number where the weight is 0), c s, s.
    outcomes : (n_tables, n_issues) float
        Expected outcomes at the start.

    Attributes
    ----------
    candidates : (n_tables,) int
        Pairs on opposite sides of both outcomes, among those who count on both issues.
    """

    def __init__(self, positions: Floats, weights: Floats, salience: Floats, outcomes: Floats) -> None:
        self._first, self._weights, self._total = positions, weights, weights.sum(axis=1)
        self._table, self._party, self._issue = _candidates(positions, weights, salience, outcomes)
        self.candidates = np.bincount(self._table, minlength=len(positions))
        n, at = len(self._table), self._table[:, None]
        self._supply = salience[at, self._party, self._issue]  # each side's salience where it gives
        self._demand = salience[at, self._party, self._issue[:, ::-1]]  # and where it receives
        self._share = weights[at, self._party, self._issue] / self._total[at, self._issue]
        self._here = positions[at, self._party, self._issue]  # where each side stands
        self._goal = positions[at, self._party[:, ::-1], self._issue]  # the partner's first position
        # The outcome on a side's supply issue as its candidate sees it, but for what the supplier itself adds.
        self._others = outcomes[at, self._issue] - self._share * self._here
        self._gives = self._party * positions.shape[2] + self._issue  # party and issue in one number
        self._wants = self._party[:, ::-1] * positions.shape[2] + self._issue  # who demands what a side supplies
        self._seen = np.full((n, 2, positions.shape[1]), np.nan)  # the others on a side's supply issue, where moved
        self._planned_sum, self._planned_sign = np.zeros((n, 2)), np.zeros((n, 2))
        self._move, self._gain = np.zeros((n, 2)), np.zeros(n)
        self._open = np.ones(n, dtype=bool)
        self._work_out(np.arange(n))

    def best(self, least: float) -> Index:
        """Return in each table the open candidate of the largest gain, the first of several, where it gains so much."""
        live = np.flatnonzero(self._open)
        table, gain = self._table[live], self._gain[live]
        starts = np.flatnonzero(np.diff(table, prepend=-1))
        if not starts.size:
            return live
        most = np.repeat(np.maximum.reduceat(gain, starts), np.diff(starts, append=live.size))
        # Gains that differ by rounding only are equal, or the order would depend on the machine.
        tops = np.flatnonzero(gain >= most - 1e-12)
        first = tops[np.diff(table[tops], prepend=-1) != 0]
        return np.asarray(live[first[gain[first] >= least]], dtype=np.intp)

    def deals(self, at: Index) -> Deals:
        """Return candidates as they would be carried out."""
        start = self._here[at]
        return Deals(self._table[at], self._party[at], self._issue[at], start, start + self._move[at], self._gain[at])

    def carry_out(self, at: Index) -> Deals:
        """Close candidates as carried out, one a table at most, and work out anew those that they touch."""
        deals = self.deals(at)
        self._open[at] = False
        which = np.full(len(self._first), -1)  # the deal of each table
        which[deals.table] = np.arange(len(at))
        rows = np.flatnonzero(self._open & (which[self._table] >= 0))
        deal = which[self._table[rows]]
        moved, received = np.zeros((rows.size, 2), dtype=bool), np.zeros(rows.size, dtype=bool)
        for side in (0, 1):
            same = self._gives[rows] == self._gives[at, side][deal][:, None]
            told = self._wants[rows] == self._wants[at, side][deal][:, None]
            moved |= same
            received |= told.any(axis=1)
            self._tell(rows, told, deals, side, deal)
            self._here[rows] = np.where(same, deals.end[deal, side][:, None], self._here[rows])
        touched = moved.any(axis=1) | received
        self._plan(rows[touched], moved[touched])
        self._work_out(rows[touched])
        return deals

    def _plan(self, rows: Index, moved: Bools) -> None:
        """Count the moves that sides had planned as planned before, where their supplier has moved."""
        move, sign = self._move[rows], self._planned_sign[rows]
        self._planned_sum[rows] += np.where(moved, move, 0.0)
        self._planned_sign[rows] = np.where(moved & (sign == 0), np.sign(move), sign)

    def _tell(self, rows: Index, told: Bools, deals: Deals, side: int, deal: Index) -> None:
        """Let candidates in which the receiver demands the issue see where the giver went."""
        row, sides = np.nonzero(told)
        some, deal = rows[row], deal[row]
        giver, issue, end = deals.parties[deal, side], deals.issues[deal, side], deals.end[deal, side]
        at = self._table[some]
        known, first = self._seen[some, sides, giver], self._first[at, giver, issue]
        nearer = np.where(np.abs(known - first) < np.abs(end - first), known, end)
        self._seen[some, sides, giver] = now = np.where(np.isnan(known), end, nearer)
        was = np.where(np.isnan(known), first, known)
        share = self._weights[at, giver, issue] / self._total[at, issue]
        self._others[some, sides] += np.where(self._party[some, sides] == giver, 0.0, share) * (now - was)

    def _work_out(self, rows: Index) -> None:
        """Work out moves and gain of some candidates, and close those that are not valid."""
        if not rows.size:
            return
        self._set(rows, self._equal_shifts(rows))
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


def _candidates(positions: Floats, weights: Floats, salience: Floats, outcomes: Floats) -> tuple[Index, Index, Index]:
    """Return table, parties and supply issues of all candidates: (n,), (n, 2) and (n, 2), table by table.

    The first side is the one that gives way on the second issue of the pair: the one to which the first issue
    matters more in proportion.
    """
    _, n_parties, n_issues = positions.shape
    left, counts = positions <= outcomes[:, None, :], weights > 0
    first, second = np.triu_indices(n_parties, 1)
    apart = (left[:, first] != left[:, second]) & counts[:, first] & counts[:, second]  # (tables, pairs, issues)
    p, q = np.triu_indices(n_issues, 1)
    table, at, pair = np.nonzero((apart[:, :, p] & apart[:, :, q]).swapaxes(1, 2))
    i, j, p, q = first[pair], second[pair], p[at], q[at]
    swap = salience[table, i, p] * salience[table, j, q] < salience[table, j, p] * salience[table, i, q]
    parties = np.stack([np.where(swap, j, i), np.where(swap, i, j)], axis=1)
    return table, parties, np.stack([q, p], axis=1)
