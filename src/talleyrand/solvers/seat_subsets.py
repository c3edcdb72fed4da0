"""Every table that could sit: the settlement and the losses for all subsets, and the Shapley value of a seat.

Subset t holds party j where bit j of t is set. In the game v_i(T) = -L_i(x(T)), one game for each party i, the
Shapley value Phi_ij is what j's seat brings i on average over all orders in which the table can fill (Shapley
1953). Each row sums to L_i(x(empty)) - L_i(x(P)): what the full table brings i against no deal at all.

References
----------
Castro, J., Gómez, D., & Tejada, J. (2009). Polynomial calculation of the Shapley value based on sampling.
    *Computers & Operations Research*, 36(5), 1726–1730.
Shapley, L. S. (1953). A value for n-person games. In *Contributions to the Theory of Games II*, 307–317.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import TooLargeError
from talleyrand.solvers.arrays import Bools, Floats, as_positions, effective_weights, expect, frozen
from talleyrand.solvers.seat import finite
from talleyrand.solvers.settlement import TIE_TOLERANCE, Method

EXACT_LIMIT = 12  # parties: 4,096 tables a draw


@dataclass(frozen=True, eq=False)
class SeatShapley:
    """What each party's seat brings every party, averaged over all orders of arrival.

    Attributes
    ----------
    method
        Settlement method.
    phi : (..., n_i, n_j) float
        What j's seat brings i, in scale points times salience; negative: it costs i. Rows sum to what the full
        table brings i against the reversion point.
    exact
        True: over all subsets; False: over sampled orders.
    orders
        How many orders were sampled; 0 where exact.
    standard_error : (..., n_i, n_j) float >= 0
        Sampling error of ``phi``; 0 where exact.
    """

    method: Method
    phi: Floats
    exact: bool
    orders: int
    standard_error: Floats


def subsets(n_parties: int) -> Bools:
    """Return all subsets of the parties as rows, subset t holding j where bit j of t is set.

    Returns
    -------
    (2**n_parties, n_parties) bool

    Examples
    --------
    >>> subsets(2).astype(int).tolist()
    [[0, 0], [1, 0], [0, 1], [1, 1]]
    """
    if n_parties > 2 * EXACT_LIMIT:
        raise TooLargeError(f"{n_parties} parties have 2**{n_parties} subsets; up to {2 * EXACT_LIMIT} fit")
    return (np.arange(2**n_parties)[:, None] >> np.arange(n_parties) & 1).astype(bool)


def subset_settlements(
    positions: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    reversion: ArrayLike,
    *,
    method: Method = "compromise",
) -> Floats:
    """Return the settlement x(T) of every table T.

    Parameters
    ----------
    positions, capability, salience, reversion, method
        As in :func:`talleyrand.solvers.seat.seat_value`.

    Returns
    -------
    (..., 2**n_parties, n_issues) float; row 0, the empty table, is the reversion point.

    Examples
    --------
    >>> subset_settlements([[0.0], [60.0]], [1, 1], [[1.0], [1.0]], [100.0])[:, 0].tolist()
    [100.0, 0.0, 60.0, 30.0]
    """
    draws = _Draws.of(positions, capability, salience, reversion)
    tables = subsets(draws.positions.shape[-2])
    found = [_settle(tables, *one[:2], one[3], method) for one in draws.each()]
    return np.reshape(np.stack(found), (*draws.leading, *found[0].shape))


def subset_losses(
    positions: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    reversion: ArrayLike,
    *,
    method: Method = "compromise",
) -> Floats:
    """Return L_j(x(T)) for every party j and table T: worth and cost of any seat at any table are differences.

    Returns
    -------
    (..., n_parties, 2**n_parties) float >= 0, in scale points times salience.

    Examples
    --------
    >>> subset_losses([[0.0], [60.0]], [1, 1], [[1.0], [1.0]], [100.0]).tolist()
    [[100.0, 0.0, 60.0, 30.0], [40.0, 60.0, 0.0, 30.0]]
    """
    draws = _Draws.of(positions, capability, salience, reversion)
    tables = subsets(draws.positions.shape[-2])
    found = [_table_losses(tables, *one, method) for one in draws.each()]
    return np.reshape(np.stack(found), (*draws.leading, *found[0].shape))


def seat_shapley(
    positions: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    reversion: ArrayLike,
    *,
    method: Method = "compromise",
    orders: int = 2048,
    seed: int = 0,
) -> SeatShapley:
    """Return the Shapley value of every seat for every party.

    Parameters
    ----------
    positions, capability, salience, reversion, method
        As in :func:`talleyrand.solvers.seat.seat_value`. All parties are players, whoever sits now.
    orders
        Past 12 parties, how many orders of arrival are sampled (each with its reverse; rounded up to even).
    seed
        Seed of those orders.

    Returns
    -------
    SeatShapley
        Exact over all subsets for up to 12 parties.

    Examples
    --------
    Reversion at 100, two parties at 0 and 60: the full table settles at 30, so it brings the first 70 points and
    the second 10. The second loses by the first one's seat: alone at the table it would have its way.

    >>> seat_shapley([[0.0], [60.0]], [1, 1], [[1.0], [1.0]], [100.0]).phi.tolist()
    [[65.0, 5.0], [-25.0, 35.0]]
    """
    draws = _Draws.of(positions, capability, salience, reversion)
    n_parties = draws.positions.shape[-2]
    if n_parties <= EXACT_LIMIT:
        tables, marginal = subsets(n_parties), _marginal_weights(n_parties)
        phi = np.stack([-_table_losses(tables, *one, method) @ marginal for one in draws.each()])
        error, orders = np.zeros_like(phi), 0
    else:
        arrivals = _arrivals(n_parties, orders, seed)
        sampled = [_sampled(arrivals, one, method) for one in draws.each()]
        phi, error = (np.stack(part) for part in zip(*sampled, strict=True))
        orders = len(arrivals)
    shape = (*draws.leading, n_parties, n_parties)
    return SeatShapley(method, frozen(phi.reshape(shape)), not orders, orders, frozen(error.reshape(shape)))


@dataclass(frozen=True, eq=False)
class _Draws:
    """The inputs, broadcast over the leading axes and flattened to one axis of draws."""

    leading: tuple[int, ...]
    positions: Floats
    weights: Floats
    salience: Floats
    reversion: Floats

    @classmethod
    def of(cls, positions: ArrayLike, capability: ArrayLike, salience: ArrayLike, reversion: ArrayLike) -> _Draws:
        places = as_positions(positions)
        shape = places.shape[-2:]
        weights = effective_weights(places, capability, salience)
        point = finite(expect(reversion, shape[1:], "reversion"), "reversion")
        stakes = np.where(np.isnan(places), 0.0, expect(salience, shape, "salience"))
        places = np.nan_to_num(places, nan=0.0)
        leading = np.broadcast_shapes(*(array.shape[:-2] for array in (places, weights, stakes)), point.shape[:-1])
        stacks = (places, weights, stakes)
        places, weights, stakes = (np.broadcast_to(array, (*leading, *shape)).reshape(-1, *shape) for array in stacks)
        return cls(leading, places, weights, stakes, np.broadcast_to(point, (*leading, shape[1])).reshape(-1, shape[1]))

    def each(self) -> list[tuple[Floats, Floats, Floats, Floats]]:
        """Return positions, weights, saliences and reversion point, draw by draw."""
        return list(zip(self.positions, self.weights, self.salience, self.reversion, strict=True))


def _settle(tables: Bools, positions: Floats, weights: Floats, reversion: Floats, method: Method) -> Floats:
    """Return the settlement of every table in one draw: (n_tables, n_issues)."""
    members = tables.astype(float)
    if method == "compromise":
        total = members @ weights
        pulled = members @ (weights * positions)
        means: Floats = np.broadcast_to(reversion, total.shape).copy()
        return np.divide(pulled, total, out=means, where=total > 0)
    parties = np.ascontiguousarray(members.T)
    columns = [
        _medians(parties, positions[:, issue], weights[:, issue], reversion[issue])
        for issue in range(positions.shape[1])
    ]
    return np.stack(columns, axis=1)


def _medians(columns: Floats, positions: Floats, weights: Floats, reversion: float) -> Floats:
    """Return the weighted median of every table on one issue; ``columns`` has a row a party.

    Parties are added from the lowest position up. As running sums only rise, the number of them that stay below
    half of the weight is the place of the median in that order.
    """
    order = np.argsort(positions, kind="stable")
    total = weights @ columns
    below, above = total * (0.5 - TIE_TOLERANCE), total * (0.5 + TIE_TOLERANCE)
    running = np.zeros_like(total)
    lower, upper = np.zeros(total.size, dtype=np.int16), np.zeros(total.size, dtype=np.int16)
    for party in order[:-1]:  # the last one is the median where nobody before it is
        running += weights[party] * columns[party]
        lower += running < below
        upper += running <= above
    ladder = positions[order]
    middle: Floats = np.where(total > 0, ladder[lower] + (ladder[upper] - ladder[lower]) / 2, reversion)
    return middle


def _table_losses(
    tables: Bools, positions: Floats, weights: Floats, salience: Floats, reversion: Floats, method: Method
) -> Floats:
    """Return L_j(x(T)) in one draw: (n_parties, n_tables)."""
    return _losses_of(_settle(tables, positions, weights, reversion, method), positions, salience)


def _losses_of(settlements: Floats, positions: Floats, salience: Floats) -> Floats:
    """Return (n_parties, n_settlements) losses, one issue at a time in one buffer that stays in the cache."""
    result = np.zeros((positions.shape[0], settlements.shape[0]))
    away = np.empty_like(result)
    for issue in range(positions.shape[1]):
        stake = salience[:, issue, None]
        np.subtract(settlements[None, :, issue], positions[:, issue, None], out=away)
        np.abs(away, out=away)
        away *= stake
        result += away
    return result


def _marginal_weights(n_parties: int) -> Floats:
    """Return the matrix that turns values of all subsets into Shapley values: (2**n, n).

    Phi_j = sum over T with j of (|T|-1)! (n-|T|)! / n! v(T) - sum over T without j of |T|! (n-|T|-1)! / n! v(T).
    """
    tables = subsets(n_parties)
    size = tables.sum(axis=1)
    share = np.array([factorial(k) * factorial(n_parties - 1 - k) / factorial(n_parties) for k in range(n_parties)])
    joined, left = share[np.maximum(size - 1, 0)], share[np.minimum(size, n_parties - 1)]
    return np.asarray(np.where(tables, joined[:, None], -left[:, None]), dtype=float)


def _arrivals(n_parties: int, orders: int, seed: int) -> NDArray[np.int64]:
    """Return sampled orders of arrival, each followed by its reverse, which cancels much of the noise."""
    generator = np.random.default_rng(seed)
    half = np.stack([generator.permutation(n_parties) for _ in range(max(1, (orders + 1) // 2))])
    return np.stack([half, half[:, ::-1]], axis=1).reshape(-1, n_parties)


def _sampled(
    arrivals: NDArray[np.int64], one: tuple[Floats, Floats, Floats, Floats], method: Method
) -> tuple[Floats, Floats]:
    """Return Phi and its standard error in one draw, from sampled orders."""
    positions, weights, salience, reversion = one
    n_parties = positions.shape[0]
    rank = np.argsort(arrivals, axis=1)
    tables = (rank[:, None, :] < np.arange(n_parties + 1)[None, :, None]).reshape(-1, n_parties)
    values = -_table_losses(tables, positions, weights, salience, reversion, method)
    steps = np.diff(values.reshape(n_parties, len(arrivals), n_parties + 1), axis=2)
    brought = np.take_along_axis(steps, rank[None], axis=2)
    pairs = brought.reshape(n_parties, -1, 2, n_parties).mean(axis=2)
    spread = pairs.std(axis=1, ddof=1) if pairs.shape[1] > 1 else np.full(pairs[:, 0].shape, np.nan)
    return pairs.mean(axis=1), spread / np.sqrt(pairs.shape[1])
