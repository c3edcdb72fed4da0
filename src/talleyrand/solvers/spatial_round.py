"""One round of the Condorcet contest in several issues: risk, challenges, bargains, moves.

The definitions stand in :mod:`talleyrand.solvers.spatial`. B is one axis of contests, n the number of parties.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from talleyrand.solvers.arrays import Bools, Floats
from talleyrand.solvers.condorcet import conditional, election

_SAME = 1e-3  # of the scale: positions that are nearer are one proposal
_GAIN = 1e-5  # expected gains that are smaller challenge nobody
_STEPS = 1e4  # bargains are struck in ten thousandths of the scale
_LEVEL = 1e-12  # chances that differ by less are level: nobody's position is strong or weak
_HOLD = 1e-6  # with which a party holds on to its position where neither cares or can press
_NOBODY = 1e-10  # the coalition of nobody


@dataclass(frozen=True, eq=False)
class Proposers:
    """Parties with positions on scales from 0 to 1.

    Attributes
    ----------
    positions : (B, n, n_issues) float
        Anything where a party holds none.
    salience : (B, n, n_issues) float
        0 where a party holds no position.
    capability : (B, n) float >= 0
    attention : (B, n) float in [0, 1]
        How much each party cares for all issues together.
    proposes : (B, n) bool
        Who holds a position on every issue: only those can be moved, or challenged.
    """

    positions: Floats
    salience: Floats
    capability: Floats
    attention: Floats
    proposes: Bools

    def at(self, positions: Floats) -> Proposers:
        """Return the same parties elsewhere."""
        return replace(self, positions=positions)

    def take(self, which: NDArray[np.intp]) -> Proposers:
        """Return some of the contests."""
        return Proposers(
            self.positions[which],
            self.salience[which],
            self.capability[which],
            self.attention[which],
            self.proposes[which],
        )

    def only(self, parties: Bools) -> Proposers:
        """Return some of the parties."""
        return Proposers(
            self.positions[:, parties],
            self.salience[:, parties],
            self.capability[:, parties],
            self.attention[:, parties],
            self.proposes[:, parties],
        )

    def distances(self, places: Floats) -> Floats:
        """Return how far each of (B, n_places, n_issues) is from each party by its salience: (B, n, n_places)."""
        gaps = self.positions[:, :, None, :] - places[:, None, :, :]
        squares = (self.salience[:, :, None, :] * gaps) ** 2
        scale = (self.salience**2).sum(axis=-1)[:, :, None]
        found = np.divide(squares.sum(axis=-1), scale, out=np.zeros(squares.shape[:-1]), where=scale > 0)
        return np.asarray(np.sqrt(found), dtype=float)


@dataclass(frozen=True, eq=False)
class Challenges:
    """What everybody expects from challenging everybody else.

    Attributes
    ----------
    chance : (B, n, n) float in [0, 1]
        i's estimate that it beats j, at [i, j].
    gain : (B, n, n) float
        What i expects to gain; -1 where there is nobody to challenge.
    """

    chance: Floats
    gain: Floats


@dataclass(frozen=True, eq=False)
class Bargains:
    """What every party proposes.

    Attributes
    ----------
    target : (B, n) int
        To whom; -1: it proposes nothing.
    own, other : (B, n, n_issues) float
        Where the party itself would go, and its target.
    """

    target: NDArray[np.intp]
    own: Floats
    other: Floats


def value(distance: Floats, risk: Floats) -> Floats:
    """Return what a place is worth at a distance, by an attitude to risk R in [-1, 1].

    Examples
    --------
    >>> value(np.array([0.0, 0.5, 1.0]), np.array([1.0])).tolist()
    [1.0, 0.75, 0.0]
    """
    return np.asarray((1 - distance) * (1 + np.minimum(distance, 1.0) * risk), dtype=float)


def attitudes(parties: Proposers, distance: Floats) -> Floats:
    """Return R_i of every party from how its position fares in an election without risk: (B, n) float in [-1/2, 1]."""
    chances = election(1 - distance, parties.capability, parties.proposes).chances
    high = np.where(parties.proposes, chances, -np.inf).max(axis=-1, keepdims=True)
    low = np.where(parties.proposes, chances, np.inf).min(axis=-1, keepdims=True)
    apart = (high - low > _LEVEL) & parties.proposes
    found = np.divide(3 * chances - high - 2 * low, 2 * (high - low), out=np.zeros_like(chances), where=apart)
    return np.asarray(found, dtype=float)


def first_in_place(parties: Proposers) -> NDArray[np.intp]:
    """Return for each party the first one that proposes what it proposes: (B, n) int; itself where nobody does."""
    places, n = parties.positions, parties.positions.shape[1]
    first = np.tile(np.arange(n), (len(places), 1))
    for later in range(n):
        for earlier in reversed(range(later)):
            near = np.linalg.norm(places[:, later] - places[:, earlier], axis=-1) < _SAME
            near &= (first[:, earlier] == earlier) & parties.proposes[:, earlier] & parties.proposes[:, later]
            first[near, later] = earlier
    return first


def challenges(parties: Proposers, distance: Floats, risk: Floats) -> Challenges:
    """Return what everybody expects from challenging everybody else, each in its own eyes."""
    n = risk.shape[1]
    taken = (2 * risk[:, :, None] + risk[:, None, :]) / 3  # i's idea of k's attitude
    worth = value(distance[:, None], taken[..., None])  # i's idea of what j's place is worth to k, at [i, k, j]
    own = np.einsum("biij->bij", worth)
    theirs = np.einsum("biji->bij", worth)
    weight = parties.attention * parties.capability
    support = _NOBODY + weight[:, :, None] * (1 - own)
    against = _NOBODY + weight[:, None, :] * (1 - theirs)
    of_i = np.einsum("biki->bik", worth)[:, :, None, :]  # what i's own place is worth to k, at [i, -, k]
    of_j = np.swapaxes(worth, 2, 3)  # at [i, j, k]
    third = ~(np.eye(n, dtype=bool)[:, None, :] | np.eye(n, dtype=bool)[None, :, :])
    heavy = weight[:, None, None, :] * third
    leans = heavy * (of_i - of_j)
    with_it, without = support[..., None] + np.maximum(leans, 0), against[..., None] + np.maximum(-leans, 0)
    share = with_it / (with_it + without)
    brought = heavy * (share * (1 - of_i) - (1 - share) * (1 - of_j))
    support, against = support + np.maximum(brought, 0).sum(axis=-1), against + np.maximum(-brought, 0).sum(axis=-1)
    chance = support / (support + against)
    cares = parties.attention[:, None, :]
    gain = 2 * (1 - cares) + 2 * cares * (chance + (1 - chance) * own) - (1 + own)
    able = parties.proposes[:, :, None] & parties.proposes[:, None, :] & ~np.eye(n, dtype=bool)
    return Challenges(chance, np.where(able, gain, -1.0))


def bargains(parties: Proposers, found: Challenges) -> Bargains:
    """Return what every party proposes to the one from whose challenge it expects most; ties to the first."""
    target = np.round(found.gain, 12).argmax(axis=-1)  # rounding must not decide whom a party turns to
    best, chance = (np.take_along_axis(array, target[..., None], axis=-1) for array in (found.gain, found.chance))
    there, cares = (np.take_along_axis(a, target[..., None], axis=1) for a in (parties.positions, parties.salience))
    mine, theirs = (parties.salience * chance) ** 2, (cares * (1 - chance)) ** 2
    whole = mine + theirs + _HOLD
    own = ((mine + _HOLD) * parties.positions + theirs * there) / whole
    other = (mine * parties.positions + (theirs + _HOLD) * there) / whole
    own, other = (np.floor(places * _STEPS + 0.5) / _STEPS for places in (own, other))
    return Bargains(np.where(best[..., 0] > _GAIN, target, -1), own, other)


def moved(parties: Proposers, risk: Floats, worth: Floats, offered: Bargains) -> Floats:
    """Return where everybody stands once each has taken the likeliest of its bargains, or stayed: (B, n, n_issues)."""
    n = risk.shape[1]
    target = np.maximum(offered.target, 0)
    counted = worth * parties.proposes[:, None, :]
    stays = counted.sum(axis=-1)
    leave = counted + np.take_along_axis(counted, target[:, None, :].repeat(n, axis=1), axis=-1)
    enter = sum(value(parties.distances(places), risk[..., None]) for places in (offered.own, offered.other))
    states = np.concatenate([stays[..., None], stays[..., None] - leave + enter], axis=-1)
    present = np.maximum(parties.proposes.sum(axis=-1), 1)[:, None, None]
    beats = election(states / present, parties.capability).beats
    result = parties.positions.copy()
    for party in range(n):
        partner = (offered.target == party) | ((np.arange(n) == party) & (offered.target >= 0))
        running = np.concatenate([np.ones((len(partner), 1), dtype=bool), partner], axis=1)
        chosen = np.round(conditional(beats, running), 12).argmax(axis=-1) - 1
        goes = np.flatnonzero(chosen >= 0)
        by = chosen[goes]
        result[goes, party] = np.where((by == party)[:, None], offered.own[goes, by], offered.other[goes, by])
    return result
