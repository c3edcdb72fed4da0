"""The Condorcet contest in several issues at once: an election between the parties' positions, and bargains before it.

The spatial model of politics of KTAB (Wise, Lester & Efird 2015), by its default choices. Positions are divided by the
length of the scale. With d_ij the distance of j's position from i's, issues weighed by i's salience,
d_ij^2 = sum_q s_iq^2 (x_iq - x_jq)^2 / sum_q s_iq^2, party i values it at (1 - d_ij)(1 + R_i d_ij). A round:

1. *Risk.* p is the probabilistic Condorcet election (:mod:`talleyrand.solvers.condorcet`) with R = 0, weighed by
   capabilities; R_i = (3 p_i - max p - 2 min p) / (2 (max p - min p)), from -1/2 for the weakest position to 1 for the
   strongest. Party i takes k's attitude to be (2 R_i + R_k) / 3.
2. *Challenges.* In the eyes of i, which looks at every j: both bring c s (1 - u) of the other's position. A third party
   k leans to the side that it prefers and reckons the chance P of i with itself there; then it brings
   c s |P (1 - u_k(x_i)) - (1 - P) (1 - u_k(x_j))|, to i's side where that is positive. Of the chance P that follows, i
   expects 2 (1 - s_j) + s_j (2 P + 2 (1 - P) u_i(x_j)) instead of 1 + u_i(x_j). It turns to the j that promises most.
3. *Bargains.* On each issue i proposes that both move towards each other, by weights (s_i P)^2 and (s_j (1 - P))^2.
4. *Moves.* Each party stays or takes one of the bargains that it is part of, whichever is likeliest in an election
   among all parties, who value a state by the mean of what the positions in it are worth to them. All move at once.

References
----------
Wise, B., Lester, L., & Efird, B. (2015). *Multidimensional Bargaining Using KTAB*. KAPSARC, Riyadh.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Bools, Floats, as_positions, effective_weights, expect, frozen, frozen_bools
from talleyrand.solvers.condorcet import election
from talleyrand.solvers.spatial_round import Proposers, attitudes, bargains, challenges, first_in_place, moved, value

Attention = Literal["mean", "sum"]
_AT_ONCE = 2_000_000  # numbers that a challenge takes for all contests worked on together
_STILL = 0.02  # of the first round's moves: the contest rests
_NOTHING = 1e-4  # added to them, so that a contest without moves rests
_LEAST = 2  # rounds before it may


@dataclass(frozen=True, eq=False)
class SpatialContest:
    """The course of a Condorcet contest. B stands for the leading axes.

    Attributes
    ----------
    positions : (..., n_rounds + 1, n_parties, n_issues) float
        From the start on; a contest that has ended stays where it is. NaN where no position is held.
    chances : (..., n_rounds + 1, n_parties) float in [0, 1]
        How likely each party's position beats all others in an election held then. Parties in one place share one
        chance. NaN for a party that lacks a position on some issue: it votes, proposes nothing and is left alone.
    mean : (..., n_rounds + 1, n_issues) float
        Positions weighed by those chances; NaN where nobody proposes.
    risk : (..., n_parties) float in [-1/2, 1]
        R_i at the start; 1: averse to risk. NaN for a party without any position.
    rounds : (...) int
        Rounds until it rests, or those allowed.
    rests : (...) bool
        Whether the last round moved everybody together by less than a fiftieth of what the first did.
    """

    positions: Floats
    chances: Floats
    mean: Floats
    risk: Floats
    rounds: NDArray[np.intp]
    rests: Bools


def spatial_contest(
    positions: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    *,
    span: ArrayLike = 100.0,
    attention: Attention = "mean",
    limit: int = 100,
) -> SpatialContest:
    """Return the course of the Condorcet contest over all issues together.

    Parameters
    ----------
    positions : (..., n_parties, n_issues) float
        NaN where a party holds no position.
    capability : (..., n_parties) float >= 0
    salience : (..., n_parties, n_issues) float, each in [0, 1]
    span : (n_issues,) or one float > 0
        Length of the scales.
    attention
        How much a party cares for all issues together: ``mean`` or ``sum`` of its saliences. The sum is KTAB's, where
        saliences are parts of one attention and add up to 1 at most.
    limit
        Rounds at most; 0: the election at the start only.

    Examples
    --------
    >>> found = spatial_contest([[0, 0], [50, 60], [100, 100]], [1, 2, 1], [[0.5, 0.5], [0.5, 0.4], [1, 1]], limit=0)
    >>> found.chances[0].round(2).tolist(), found.mean[0].round(1).tolist()
    ([0.24, 0.45, 0.3], [53.0, 57.5])
    """
    if limit < 0:
        raise SolverError(f"a contest of {limit} rounds; give 0 or more")
    places = as_positions(positions)
    scale = np.broadcast_to(np.asarray(span, dtype=float), places.shape[-1:])
    if not (scale > 0).all():
        raise SolverError("the length of a scale is not above 0")
    shape, parties = _prepared(places / scale, capability, salience, attention)
    plays = np.any(np.isfinite(parties.positions), axis=(0, 2), keepdims=True)[0, :, 0]
    plays[0] |= not plays.any()
    parties = parties.only(plays)
    held = np.isfinite(parties.positions)
    parties = parties.at(np.where(held, parties.positions, 0.0))
    n, each = len(parties.positions), parties.positions.shape[1] ** 3
    pieces = np.array_split(np.arange(n), -(-n * each // _AT_ONCE))
    return _joined([_course(parties.take(piece), limit) for piece in pieces], shape, scale, held, plays)


def _prepared(
    places: Floats, capability: ArrayLike, salience: ArrayLike, attention: Attention
) -> tuple[tuple[int, ...], Proposers]:
    """Return the leading shape, and the parties with that shape made one axis."""
    weights = effective_weights(places, capability, salience)
    stakes = np.where(np.isnan(places), 0.0, expect(salience, places.shape[-2:], "salience"))
    strength = expect(capability, places.shape[-2:-1], "capability")
    leading, parts = weights.shape[:-2], weights.shape[-2:]
    places, stakes = (np.broadcast_to(array, weights.shape).reshape(-1, *parts) for array in (places, stakes))
    strength = np.broadcast_to(strength, (*leading, parts[0])).reshape(-1, parts[0])
    cares = stakes.mean(axis=-1) if attention == "mean" else stakes.sum(axis=-1)
    if (cares > 1 + 1e-9).any():
        raise SolverError('the saliences of a party add up to more than 1; take attention="mean"')
    proposes = np.isfinite(places).all(axis=-1) & (weights.reshape(-1, *parts) > 0).any(axis=-1)
    return leading, Proposers(places, stakes, strength, cares, frozen_bools(proposes))


@dataclass(frozen=True, eq=False)
class _Course:
    """The course of some contests, rounds first, in parts of the scale."""

    positions: list[Floats]
    chances: list[Floats]
    mean: list[Floats]
    risk: Floats
    rounds: NDArray[np.intp]
    rests: Bools


def _course(parties: Proposers, limit: int) -> _Course:
    """Play some contests; one that rests is left where it is."""
    n = len(parties.positions)
    rounds, rests, live = np.zeros(n, dtype=np.intp), np.zeros(n, dtype=bool), np.arange(n)
    distance, risk, worth = _judged(parties)
    standing, mean = _standing(parties, worth)
    positions, chances, means, at_start, first = [parties.positions], [standing], [mean], risk, np.zeros(n)
    for number in range(1, limit + 1):
        if not live.size:
            break
        part = parties.at(positions[-1]).take(live)
        offered = bargains(part, challenges(part, distance, risk))
        part = part.at(moved(part, risk, worth, offered))
        steps = np.linalg.norm(part.positions - positions[-1][live], axis=-1).sum(axis=-1)
        if number == 1:
            first = steps + _NOTHING
        distance, risk, worth = _judged(part)
        positions.append(_replaced(positions[-1], live, part.positions))
        standing, mean = _standing(part, worth)
        chances.append(_replaced(chances[-1], live, standing))
        means.append(_replaced(means[-1], live, mean))
        rounds[live] = number
        quiet = (steps < _STILL * first[live]) & (number >= _LEAST)
        rests[live[quiet]] = True
        live, distance, risk, worth = live[~quiet], distance[~quiet], risk[~quiet], worth[~quiet]
    return _Course(positions, chances, means, at_start, rounds, rests)


def _judged(parties: Proposers) -> tuple[Floats, Floats, Floats]:
    """Return distances, attitudes to risk, and what j's place is worth to i."""
    distance = parties.distances(parties.positions)
    risk = attitudes(parties, distance)
    return distance, risk, value(distance, risk[..., None])


def _standing(parties: Proposers, worth: Floats) -> tuple[Floats, Floats]:
    """Return the chance of each party's position, (B, n), and where they lie on average; one place runs once."""
    first = first_in_place(parties)
    runs = parties.proposes & (first == np.arange(first.shape[1]))
    chances = election(worth, parties.capability, runs).chances
    mean = np.einsum("bp,bpq->bq", chances, parties.positions)
    return np.where(parties.proposes, np.take_along_axis(chances, first, axis=1), np.nan), mean


def _replaced(array: Floats, where: NDArray[np.intp], by: Floats) -> Floats:
    result = array.copy()
    result[where] = by
    return result


def _joined(courses: list[_Course], shape: tuple[int, ...], scale: Floats, held: Bools, plays: Bools) -> SpatialContest:
    """Put courses together, each filled up to the longest, in the unit and the shape of what was given."""
    longest = max(len(course.positions) for course in courses)
    paths, chances, mean = (
        np.concatenate([np.stack(part + part[-1:] * (longest - len(part)), axis=1) for part in parts])
        for parts in zip(*((course.positions, course.chances, course.mean) for course in courses), strict=True)
    )
    paths = _spread(np.where(held[:, None], paths, np.nan) * scale, plays, axis=2)
    chances = _spread(chances, plays, axis=2)
    risk = _spread(np.concatenate([course.risk for course in courses]), plays, axis=1)
    return SpatialContest(
        frozen(paths.reshape(*shape, *paths.shape[1:])),
        frozen(chances.reshape(*shape, *chances.shape[1:])),
        frozen((mean * scale).reshape(*shape, *mean.shape[1:])),
        frozen(risk.reshape(*shape, plays.size)),
        np.concatenate([course.rounds for course in courses]).reshape(shape),
        frozen_bools(np.concatenate([course.rests for course in courses]).reshape(shape)),
    )


def _spread(array: Floats, plays: Bools, axis: int) -> Floats:
    """Return an array over those that play as one over all parties, NaN for the others."""
    moved = np.moveaxis(array, axis, 0)
    result = np.full((plays.size, *moved.shape[1:]), np.nan)
    result[plays] = moved
    return np.moveaxis(result, 0, axis)
