"""Position exchange with equal gain: who gives way to whom on which issue, and what it does to the others.

Two parties on opposite sides of the expected outcome on two issues can trade: each supports the other on the issue
that matters less to it (Stokman & Van Oosten 1994). With w = c s and the outcome O = sum(w x) / sum(w), a move by dx
shifts the outcome by w dx / sum(w). i gives way on p and j on q where s_ip / s_iq < s_jp / s_jq, and equal gain
fixes the shifts: dO_q / dO_p = (s_ip + s_jp) / (s_iq + s_jq). The larger move ends at the partner's position.

One iteration carries out the trade with the largest gain, brings the others up to date and goes on until none is
left. The rules by which a trade stays valid are those of the DECIDE exchange model, read from its published program;
:mod:`talleyrand.solvers.exchange_rules` states them.

References
----------
Stokman, F. N., & Van Oosten, R. (1994). The exchange of voting positions: an object-oriented model of policy networks.
    In B. Bueno de Mesquita & F. Stokman (eds), *European Community Decision Making*, Yale University Press, 105–127.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Floats, as_positions, expect, frozen
from talleyrand.solvers.exchange_rules import Deals, Market

_NOTHING = 1e-10  # gains and moves that are smaller are none
_AT_ONCE = 20_000_000  # numbers of what candidates see of others


@dataclass(frozen=True)
class Trade:
    """One trade that was carried out.

    Attributes
    ----------
    parties
        Indices of the two.
    issues
        The issue on which the first moves, and that on which the second moves.
    start, end
        Positions of the two on those issues before and after, 0 to 100.
    gain
        What each of the two gains, in scale points times salience.
    externalities
        What everybody gains by it, in scale points times salience: by how much the running outcomes come nearer to
        a party's first positions; negative: it loses. The two themselves are judged by the same measure.
    """

    parties: tuple[int, int]
    issues: tuple[int, int]
    start: tuple[float, float]
    end: tuple[float, float]
    gain: float
    externalities: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class ExchangeResult:
    """One iteration of exchange.

    Attributes
    ----------
    candidates
        Pairs of parties and issues on opposite sides of both outcomes.
    trades
        Those carried out, in their order.
    before, after : (n_issues,) float in [0, 100]
        Expected outcomes; NaN where nobody counts.
    positions : (n_parties, n_issues) float in [0, 100]
        Positions after all trades; NaN where none is held.
    """

    candidates: int
    trades: tuple[Trade, ...]
    before: Floats
    after: Floats
    positions: Floats


def rescale(positions: ArrayLike, low: ArrayLike, high: ArrayLike) -> Floats:
    """Return positions on the scale from 0 to 100.

    Parameters
    ----------
    positions : (n_parties, n_issues) float
    low, high : (n_issues,) float
        Ends of each issue's scale; where they are the same everything is 0.

    Examples
    --------
    >>> rescale([[3.0], [7.0]], [0.5], [7.0]).round(2).tolist()
    [[38.46], [100.0]]
    """
    places, floor, ceiling = as_positions(positions), np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    width = np.broadcast_to(ceiling - floor, places.shape)
    scaled: Floats = np.divide((places - floor) * 100, width, out=np.zeros(places.shape), where=width != 0)
    return np.where(np.isnan(places), np.nan, scaled)


def exchange(positions: ArrayLike, capability: ArrayLike, salience: ArrayLike) -> ExchangeResult:
    """Return the trades of one iteration and where they leave the outcomes.

    Parameters
    ----------
    positions : (n_parties, n_issues) float in [0, 100]
        NaN where a party holds no position; it trades nothing there.
    capability : (n_parties,) or (n_parties, n_issues) float >= 0
    salience : (n_parties, n_issues) float in [0, 1]

    Raises
    ------
    SolverError
        For positions outside 0 to 100, or weights that are negative or not finite.

    Notes
    -----
    Trades of equal gain are taken in the order of issues, then parties; the published program draws lots.

    Examples
    --------
    Two parties at opposite ends of two issues; each cares for the other one.

    >>> found = exchange([[0.0, 0.0], [100.0, 100.0]], [1, 1], [[0.2, 0.8], [0.8, 0.2]])
    >>> [(trade.parties, trade.issues, trade.end) for trade in found.trades]
    [((1, 0), (1, 0), (0.0, 100.0))]
    >>> found.before.round(6).tolist(), found.after.round(6).tolist()
    ([80.0, 20.0], [100.0, 0.0])
    """
    if np.ndim(positions) != 2:
        raise SolverError(f"exchange takes one table of parties and issues, not {np.shape(positions)}")
    strength, stakes = np.asarray(capability, dtype=float), np.asarray(salience, dtype=float)
    return exchange_over(np.asarray(positions, dtype=float)[None], strength[None], stakes[None])[0]


def exchange_over(positions: ArrayLike, capability: ArrayLike, salience: ArrayLike) -> tuple[ExchangeResult, ...]:
    """Return one iteration of trades in each of several tables, worked out side by side.

    Parameters
    ----------
    positions : (n_tables, n_parties, n_issues) float in [0, 100]
    capability : (n_tables, n_parties) or (n_tables, n_parties, n_issues) float >= 0
    salience : (n_tables, n_parties, n_issues) float in [0, 1]
        As in :func:`exchange`, of each table.

    Examples
    --------
    >>> found = exchange_over([[[0, 0], [100, 100]]] * 2, np.ones((2, 2)), [[[0.2, 0.8], [0.8, 0.2]], [[1, 1], [1, 1]]])
    >>> [len(one.trades) for one in found]
    [1, 0]
    """
    places, strength, stakes = _checked(positions, capability, salience)
    n_parties, n_issues = places.shape[1:]
    cells = max(1, n_parties**3 * n_issues**2 // 4)  # of what candidates of one table see of others
    parts = [slice(n, n + max(1, _AT_ONCE // cells)) for n in range(0, len(places), max(1, _AT_ONCE // cells))]
    return tuple(found for part in parts for found in _iterations(places[part], strength[part], stakes[part]))


def _iterations(places: Floats, strength: Floats, stakes: Floats) -> list[ExchangeResult]:
    """Return one iteration in each of some tables."""
    weights = np.where(np.isnan(places), 0.0, strength * stakes)
    held = np.where(weights > 0, places, 0.0)
    total = weights.sum(axis=1)
    now = held.copy()
    before = _outcomes(now, weights, total)
    market = Market(held, weights, stakes, before)
    trades: list[list[Trade]] = [[] for _ in places]
    while (best := market.best(_NOTHING)).size:
        deals = market.carry_out(best)
        at = deals.table
        was = _outcomes(now[at], weights[at], total[at])
        now[at[:, None], deals.parties, deals.issues] = deals.end
        gained = _nearer(was, _outcomes(now[at], weights[at], total[at]), places[at], stakes[at])
        for table, trade in zip(at.tolist(), _trades(deals, gained), strict=True):
            trades[table].append(trade)
    after, outcomes = np.where(weights > 0, now, places), _outcomes(now, weights, total)
    return [
        ExchangeResult(
            int(market.candidates[n]), tuple(trades[n]), frozen(before[n]), frozen(outcomes[n]), frozen(after[n])
        )
        for n in range(len(places))
    ]


def _trades(deals: Deals, gained: Floats) -> list[Trade]:
    """Return deals as plain records."""
    columns = (deals.parties, deals.issues, deals.start, deals.end, deals.gain, gained)
    return [
        Trade((i, j), (p, q), (x, y), (v, w), gain, tuple(outside))
        for (i, j), (p, q), (x, y), (v, w), gain, outside in zip(*(c.tolist() for c in columns), strict=True)
    ]


def _checked(positions: ArrayLike, capability: ArrayLike, salience: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Return the three tables of each, refused where a number is out of its range."""
    places = as_positions(positions)
    if places.ndim != 3:
        raise SolverError(f"give (tables, parties, issues), not {places.shape}")
    strength = np.asarray(capability, dtype=float)
    strength = strength[..., None] if strength.ndim == 2 else strength
    if strength.shape not in ((*places.shape[:2], 1), places.shape):
        raise SolverError(f"capability has the shape {strength.shape}; give one a party, or one a party and issue")
    stakes = expect(salience, places.shape, "salience")
    if ((places < 0) | (places > 100)).any():
        raise SolverError("a position lies outside 0 to 100; rescale the issues first")
    for name, table in (("capability", np.broadcast_to(strength, places.shape)), ("salience", stakes)):
        if not (np.isfinite(table) & (table >= 0))[~np.isnan(places)].all():
            raise SolverError(f"{name} must be finite and not negative wherever a position is held")
    return places, strength, np.where(np.isnan(places), 0.0, stakes)


def _outcomes(positions: Floats, weights: Floats, total: Floats) -> Floats:
    """Return the expected outcomes, (n_tables, n_issues); NaN where nobody counts."""
    pulled = (weights * positions).sum(axis=1)
    outcomes: Floats = np.divide(pulled, total, out=np.full(total.shape, np.nan), where=total > 0)
    return outcomes


def _nearer(before: Floats, after: Floats, positions: Floats, salience: Floats) -> Floats:
    """Return by how much outcomes have come nearer to each party, times salience: (n_tables, n_parties)."""
    gain = salience * (np.abs(before[:, None] - positions) - np.abs(after[:, None] - positions))
    return np.asarray(np.nansum(gain, axis=2), dtype=float)
