"""What a seat is worth to a party, and what it costs each of the others.

A table seats the parties T. x(T) is the settlement among them by a stated method; on an issue on which nobody in
T counts, and for the empty table, it is the reversion point, where things stand without a deal. With
L_j(x) = sum over issues of s_jq |x_q - p_jq|, party j's salience-weighted distance:

- worth of a seat to i: L_i(x(T - i)) - L_i(x(T + i)) + sigma_i,
- cost of i's seat to j: L_j(x(T + i)) - L_j(x(T - i)) + gamma_ij,

where sigma_i >= 0 is the worth of the seat as such (status, an agenda for another negotiation, a precedent) and
gamma_ij >= 0 is j's dislike of i's seat as such. For a party that is left out T - i is the table as it stands; for
one that sits, T + i is, so that its figure says what its chair brings it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Floats, as_positions, effective_weights, expect, frozen, mask_of
from talleyrand.solvers.settlement import Method, settlement_of


@dataclass(frozen=True, eq=False)
class SeatValue:
    """Worth and cost of every party's seat, one after the other.

    Losses and everything made of them are in scale points times salience, summed over issues. ``...`` stands for
    the leading (draws) axes; i is the party whose seat it is, j the one who feels it.

    Attributes
    ----------
    method
        Settlement method.
    without : (..., n_i, n_issues) float
        Settlement of the table without i, in the units of the positions.
    seated : (..., n_i, n_issues) float
        Settlement of the table with i.
    by_issue : (..., n_i, n_j, n_issues) float
        How much i's seat adds to j's loss on each issue; negative: j gains.
    effect : (..., n_i, n_j) float
        Its sum over the issues: what the settlement alone does.
    sigma : (..., n_i) float >= 0
        Worth of the seat as such.
    gamma : (..., n_i, n_j) float >= 0
        j's dislike of i's seat as such; 0 for j = i.
    worth : (..., n_i) float
        Worth of a seat to i, sigma included; negative: better stay away.
    cost : (..., n_i, n_j) float
        Cost of i's seat to j, gamma included; negative: j gains; NaN for j = i, who has a worth instead.
    """

    method: Method
    without: Floats
    seated: Floats
    by_issue: Floats
    effect: Floats
    sigma: Floats
    gamma: Floats
    worth: Floats
    cost: Floats


def seat_value(
    positions: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    reversion: ArrayLike,
    seated: ArrayLike,
    *,
    method: Method = "compromise",
    sigma: ArrayLike | None = None,
    gamma: ArrayLike | None = None,
) -> SeatValue:
    """Return what each party's seat is worth to it and costs every other party.

    Parameters
    ----------
    positions : (..., n_parties, n_issues) float
        NaN where a party holds no position.
    capability : (..., n_parties) float >= 0
    salience : (..., n_parties, n_issues) float, each in [0, 1]
    reversion : (..., n_issues) float
        Where things stand without a deal, on the scale of the positions.
    seated : (n_parties,) bool
        T0, the table as it stands.
    method
        ``compromise`` or ``weighted median``.
    sigma : (..., n_parties) float >= 0, optional
        Worth of a seat as such; left out: 0.
    gamma : (..., n_parties, n_parties) float >= 0, optional
        Row i, column j: j's dislike of i's seat as such; left out: 0.

    Returns
    -------
    SeatValue

    Raises
    ------
    SolverError
        Where shapes do not fit or a value is out of its range.

    Examples
    --------
    Two at the table at 0 and 60, one left out at 90; equal weights, so the settlement moves from 30 to 50.

    >>> value = seat_value([[0.0], [60.0], [90.0]], [1, 1, 1], [[1.0]] * 3, [100.0], [True, True, False])
    >>> value.without[2].tolist(), value.seated[2].tolist()
    ([30.0], [50.0])
    >>> float(value.worth[2]), value.cost[2].tolist()
    (20.0, [20.0, -20.0, nan])
    """
    places = as_positions(positions)
    n_parties, n_issues = places.shape[-2:]
    weights = effective_weights(places, capability, salience)
    point = finite(expect(reversion, (n_issues,), "reversion"), "reversion")
    table = mask_of(seated, n_parties, "seated")
    if table.ndim != 1:
        raise SolverError("seated must be one mask over the parties, the same in all draws")
    own = np.eye(n_parties, dtype=bool)
    without = settle_table(places, weights, point, table & ~own, method)
    present = settle_table(places, weights, point, table | own, method)
    stakes = expect(salience, (n_parties, n_issues), "salience")[..., None, :, :]
    by_issue = distances(present, places[..., None, :, :], stakes) - distances(without, places[..., None, :, :], stakes)
    effect = by_issue.sum(axis=-1)
    as_such = not_negative(_or_zero(sigma, (n_parties,), "sigma"), "sigma")
    dislike = np.where(own, 0.0, not_negative(_or_zero(gamma, (n_parties, n_parties), "gamma"), "gamma"))
    worth = as_such - np.diagonal(effect, axis1=-2, axis2=-1)
    cost = np.where(own, np.nan, effect + dislike)
    return SeatValue(
        method,
        *(frozen(array) for array in (without, present, by_issue, effect, as_such, dislike, worth, cost)),
    )


def settle_table(positions: Floats, weights: Floats, reversion: Floats, tables: ArrayLike, method: Method) -> Floats:
    """Return the settlements of several tables; the reversion point where nobody in a table counts.

    Parameters
    ----------
    positions, weights : (..., n_parties, n_issues) float
    reversion : (..., n_issues) float
    tables : (n_tables, n_parties) bool
    method
        Settlement method.

    Returns
    -------
    (..., n_tables, n_issues) float

    Examples
    --------
    >>> places = np.array([[0.0], [60.0]])
    >>> settle_table(places, np.ones((2, 1)), np.array([100.0]), [[True, True], [False, False]], "compromise").tolist()
    [[30.0], [100.0]]
    """
    chosen = np.asarray(tables, dtype=bool)
    seated = weights[..., None, :, :] * chosen[..., :, None]
    found = settlement_of(positions[..., None, :, :], seated, method)
    return np.where(np.isnan(found), reversion[..., None, :], found)


def distances(outcome: ArrayLike, positions: Floats, salience: Floats) -> Floats:
    """Return s_jq |x_q - p_jq|: each party's loss on each issue; 0 where it holds no position.

    Parameters
    ----------
    outcome : (..., n_issues) float
    positions, salience : (..., n_parties, n_issues) float

    Returns
    -------
    (..., n_parties, n_issues) float >= 0, in scale points times salience.

    Examples
    --------
    >>> distances([50.0], np.array([[0.0], [np.nan]]), np.array([[0.5], [1.0]])).tolist()
    [[25.0], [0.0]]
    """
    away = np.abs(np.asarray(outcome, dtype=float)[..., None, :] - positions) * salience
    return np.where(np.isnan(positions), 0.0, away)


def losses(outcome: ArrayLike, positions: ArrayLike, salience: ArrayLike) -> Floats:
    """Return L_j(x), each party's salience-weighted distance from a settlement.

    Parameters
    ----------
    outcome : (..., n_issues) float
    positions, salience : (..., n_parties, n_issues) float

    Returns
    -------
    (..., n_parties) float >= 0, in scale points times salience.

    Examples
    --------
    >>> losses([50.0, 10.0], [[0.0, 0.0]], [[0.5, 1.0]]).tolist()
    [35.0]
    """
    places = as_positions(positions)
    stakes = expect(salience, places.shape[-2:], "salience")
    return np.asarray(distances(outcome, places, stakes).sum(axis=-1), dtype=float)


def finite(array: Floats, name: str) -> Floats:
    """Return the array, all of it finite.

    Raises
    ------
    SolverError
        Where it is not, naming it.

    Examples
    --------
    >>> finite(np.array([1.0]), "reversion").tolist()
    [1.0]
    """
    if not np.isfinite(array).all():
        raise SolverError(f"{name} must be finite numbers; give every issue a value")
    return array


def not_negative(array: Floats, name: str) -> Floats:
    """Return the array, all of it finite and at least 0.

    Raises
    ------
    SolverError
        Where it is not, naming it.

    Examples
    --------
    >>> not_negative(np.array([0.0]), "sigma").tolist()
    [0.0]
    """
    if not (np.isfinite(array) & (array >= 0)).all():
        raise SolverError(f"{name} must be finite and not negative")
    return array


def _or_zero(array: ArrayLike | None, trailing: tuple[int, ...], name: str) -> Floats:
    """Return the array checked, or zeros where it is left out."""
    return np.zeros(trailing) if array is None else expect(array, trailing, name)
