"""The contest: parties challenge each other by expected utility until the median rests.

The model of Bueno de Mesquita (1985, 1994) as written down by Scholz, Calbert & Smith (2011), one issue at a time.
What the publications leave open is a named :class:`Reading`; the result says which was used. A round:

1. Security: with all exponents at 1, Sec_i is the sum of EU_ji over the others, what they expect from challenging i.
   R_i = (2 Sec_i - max - min) / (max - min), r_i = (1 - R_i/3) / (1 + R_i/3); r_i = 1 where max = min.
2. Expected utilities EU_ij with those exponents (:mod:`talleyrand.solvers.contest_utility`).
3. Offers to i from every j: *confrontation* (EU_ji > EU_ij > 0) and *capitulation* (EU_ij < 0 < EU_ji < |EU_ij|) ask
   for x_j, *compromise* (EU_ji > 0 > EU_ij, EU_ji > |EU_ij|) for x_i + (x_j - x_i) |EU_ij / EU_ji|.
4. All move at once, each by the offer with the smallest move; ties go to the first party.

References
----------
Bueno de Mesquita, B. (1994). Political forecasting: an expected utility method. In B. Bueno de Mesquita & F. Stokman
    (eds), *European Community Decision Making*, Yale University Press, 71–104.
Scholz, J. B., Calbert, G. J., & Smith, G. A. (2011). Unravelling Bueno De Mesquita's group decision model. *Journal of
    Theoretical Politics*, 23(4), 510–531.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Bools, Floats, as_positions, effective_weights, expect, frozen
from talleyrand.solvers.contest_utility import Contestants, Reading, expected_utilities
from talleyrand.solvers.settlement import mean_of, median_of

__all__ = ["AGREED", "CYCLE", "LIMIT", "REST", "ContestResult", "Reading", "Round", "Until", "contest", "play_round"]

Until = Literal["median rests", "nobody moves"]
REST, CYCLE, LIMIT, AGREED = "rest", "cycle", "limit", "agreed"
_AT_ONCE = 1_000_000  # votes, voters times pairs times contests: they stay near the processor
_NOTHING = 1e-12  # expected utilities that are smaller are 0
_SAME = 1e-9  # positions that differ by less are the same


@dataclass(frozen=True, eq=False)
class ContestResult:
    """The course of a contest. B stands for the leading axes, issues last.

    Attributes
    ----------
    reading
        What was chosen where publications differ.
    positions : (..., n_rounds + 1, n_parties, n_issues) float
        From the start on; a contest that has ended stays where it is. NaN where no position is held.
    median, mean : (..., n_rounds + 1, n_issues) float
        Weighted median and mean of those positions, both factors; NaN where nobody counts.
    rounds : (..., n_issues) int
        Rounds until the end.
    ended : (..., n_issues) str
        ``rest``: the median did not move, or nobody did, by what was asked; ``cycle``: an earlier state came back;
        ``agreed``: all stand in one place; ``limit``: the rounds were used up.
    """

    reading: Reading
    positions: Floats
    median: Floats
    mean: Floats
    rounds: NDArray[np.intp]
    ended: NDArray[np.str_]


@dataclass(frozen=True, eq=False)
class Round:
    """One round in detail.

    Attributes
    ----------
    exponents : (B, n_parties) float in [0.5, 2]
        r_i.
    utilities : (B, n_parties, n_parties) float
        EU_ij: what i expects from challenging j; 0 for i = j.
    positions : (B, n_parties) float
        Where everybody moves.
    """

    exponents: Floats
    utilities: Floats
    positions: Floats


def contest(
    positions: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    *,
    reading: Reading | None = None,
    until: Until = "median rests",
    limit: int = 10,
) -> ContestResult:
    """Return the course of the contest on every issue.

    Parameters
    ----------
    positions : (..., n_parties, n_issues) float
        NaN where a party holds no position: it takes no part there.
    capability : (..., n_parties) float >= 0
    salience : (..., n_parties, n_issues) float, each in [0, 1]
    reading
        Choices where publications differ; left out: ``Reading()``.
    until
        ``median rests``: the contest ends when the weighted median stays; ``nobody moves``: when everybody does.
    limit
        Rounds at most, >= 1.

    Examples
    --------
    >>> found = contest([[0.0], [50.0], [100.0]], [1, 1, 3], [[0.5], [0.5], [1.0]])
    >>> found.median[:, 0].tolist(), str(found.ended[0])
    ([100.0, 100.0], 'rest')
    """
    if limit < 1:
        raise SolverError(f"a contest of {limit} rounds; give at least 1")
    places = as_positions(positions)
    weights = effective_weights(places, capability, salience)
    stakes = expect(salience, places.shape[-2:], "salience")
    places, weights, stakes = np.broadcast_arrays(places, weights, stakes)
    leading, (n_parties, n_issues) = places.shape[:-2], places.shape[-2:]
    plays = np.any(np.isfinite(places).reshape(-1, n_parties, n_issues), axis=(0, 2), keepdims=True)[0, :, 0]
    plays[0] |= not plays.any()
    flat = [np.moveaxis(array, -1, -2).reshape(-1, n_parties)[:, plays] for array in (places, weights, stakes)]
    course, rounds, ended = _play(Contestants(*flat), reading or Reading(), until, limit)
    shape = (*leading, n_issues)
    path = np.full((*leading, len(course), n_parties, n_issues), np.nan)
    # From (rounds, contests, those that play) to (..., rounds, those that play, issues).
    path[..., plays, :] = np.moveaxis(course.reshape(len(course), *shape, -1), 0, -3).swapaxes(-1, -2)
    heavy = weights[..., None, :, :]
    return ContestResult(
        reading or Reading(),
        frozen(path),
        frozen(median_of(path, heavy)),
        frozen(mean_of(path, np.broadcast_to(heavy, path.shape))),
        rounds.reshape(shape),
        ended.reshape(shape),
    )


def play_round(contestants: Contestants, reading: Reading) -> Round:
    """Return one round for every contest: exponents, utilities, moves.

    Examples
    --------
    >>> one = Contestants(np.array([[0.0, 100.0]]), np.array([[1.0, 1.0]]), np.array([[1.0, 1.0]]))
    >>> found = play_round(one, Reading())
    >>> found.exponents.tolist(), found.utilities.tolist()
    ([[1.0, 1.0]], [[[0.0, 0.0], [0.0, 0.0]]])
    """
    neutral = expected_utilities(contestants, np.ones_like(contestants.positions), reading)
    exponents = _exponents(neutral, contestants.active)
    utilities = expected_utilities(contestants, exponents, reading)
    return Round(exponents, utilities, _moves(contestants, utilities))


def _play(
    contestants: Contestants, reading: Reading, until: Until, limit: int
) -> tuple[Floats, NDArray[np.intp], NDArray[np.str_]]:
    """Return the positions round by round, how many rounds each contest took, and what ended it."""
    n = len(contestants.positions)
    rounds, ended = np.zeros(n, dtype=np.intp), np.full(n, LIMIT, dtype="<U6")
    ended[contestants.width <= _SAME] = AGREED
    course = [contestants.positions]
    for number in range(1, limit + 1):
        live = np.flatnonzero(ended == LIMIT)
        if not live.size:
            break
        now = course[-1].copy()
        for part in np.array_split(live, -(-live.size * contestants.positions.shape[1] ** 3 // _AT_ONCE)):
            now[part] = play_round(contestants.at(course[-1]).take(part), reading).positions
        rounds[live] = number
        for state, word in ((_came_back(course[:-1], now), CYCLE), (_rests(contestants, course[-1], now, until), REST)):
            ended[live[state[live]]] = word
        ended[live[contestants.at(now).width[live] <= _SAME]] = AGREED
        course.append(now)
    return np.stack(course), rounds, ended


def _exponents(utilities: Floats, active: Bools) -> Floats:
    """Return r_i from the security of each party."""
    security = utilities.sum(axis=1)
    highest = np.where(active, security, -np.inf).max(axis=1, keepdims=True)
    lowest = np.where(active, security, np.inf).min(axis=1, keepdims=True)
    spread = np.where(np.isfinite(highest - lowest), highest - lowest, 0.0)
    apart = (spread > 1e-12) & active
    risk = np.divide(2 * security - highest - lowest, spread, out=np.zeros_like(security), where=apart)
    return np.asarray(np.where(apart, (1 - risk / 3) / (1 + risk / 3), 1.0), dtype=float)


def _moves(contestants: Contestants, utilities: Floats) -> Floats:
    """Return where everybody moves: each by the offer with the smallest move."""
    here = contestants.positions[:, :, None]
    there = contestants.positions[:, None, :]
    utilities = np.where(np.abs(utilities) < _NOTHING, 0.0, utilities)  # rounding must not decide who gives way
    mine, theirs = utilities, np.swapaxes(utilities, 1, 2)  # EU_ij and EU_ji at [i, j]
    yields = ((theirs > mine) & (mine > 0)) | ((mine < 0) & (theirs > 0) & (theirs < -mine))
    meets = (theirs > 0) & (mine < 0) & (theirs > -mine)
    share = np.divide(np.abs(mine), np.abs(theirs), out=np.ones_like(mine), where=meets)
    move = (there - here) * share
    size = np.where(yields | meets, np.abs(move), np.inf)
    size[np.isnan(size)] = np.inf
    chosen = np.argmin(np.round(size, 12), axis=2)[:, :, None]
    offered = np.isfinite(np.take_along_axis(size, chosen, axis=2))[:, :, 0]
    step = np.take_along_axis(np.nan_to_num(move), chosen, axis=2)[:, :, 0]
    return np.asarray(np.where(offered, contestants.positions + step, contestants.positions), dtype=float)


def _rests(contestants: Contestants, before: Floats, now: Floats, until: Until) -> Bools:
    """Return in which contests the weighted median, or everybody, stays put."""
    if until == "nobody moves":
        return _came_back([before], now)
    pair = [median_of(places[:, :, None], contestants.weights[:, :, None])[:, 0] for places in (before, now)]
    return np.asarray(~(np.abs(pair[1] - pair[0]) > _SAME), dtype=bool)


def _came_back(course: list[Floats], now: Floats) -> Bools:
    """Return in which contests everybody stands where all stood in an earlier round."""
    seen = np.zeros(len(now), dtype=bool)
    for earlier in course:
        seen |= ~(np.abs(earlier - now) > _SAME).any(axis=1)
    return seen
