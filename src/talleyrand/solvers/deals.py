"""The least side payments that hold a settlement against whoever could undo a part of it.

A settlement is in place. On issue q party i would gain ``undo[i, q]`` (salience times points) if the issue went back to
where it stood, and some parties can bring that about. Payments are made while the settlement stands and end with it.
With t_i what i receives net, and sums over the members of H,

    t(H) >= max over non-empty sets A of issues that H can undo, and over A = everything, of undo(H, A),

for every single party H (*alone*), or for every group H (*groups*). Everybody can walk away from everything. Payments
add up to what comes from *outside*: the least of it first, then the least paid among the parties. What must come from
outside so that no group gains by leaving is the *cost of stability* (Bachrach et al. 2009).

Payments are in the unit of the losses and taken to be worth the same to payer and paid.

References
----------
Bachrach, Y., Elkind, E., Meir, R., Pasechnik, D., Zuckerman, M., Rothe, J., & Rosenschein, J. S. (2009). The cost of
    stability in coalitional games. *Algorithmic Game Theory (SAGT)*, LNCS 5814, 122–134.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from talleyrand.errors import SolverError, TooLargeError
from talleyrand.solvers.arrays import Bools, Floats, frozen
from talleyrand.solvers.linear import minimise

MOST = 12  # parties whose groups are all looked at: 4,095
_SLACK, _DIGITS = 1e-10, 8  # the second programme may use so much more from outside; payments are rounded
_AT_ONCE = 2_000  # rows of the programmes that are solved side by side


@dataclass(frozen=True, eq=False)
class Payments:
    """The least payments.

    Attributes
    ----------
    received : (n_parties,) float
        t_i: above 0 received, below 0 paid.
    outside : float
        What must come from outside, 0 or more.
    paid : float
        What parties pay in all.
    """

    received: Floats
    outside: float
    paid: float


@dataclass(frozen=True, eq=False)
class PaymentsOver:
    """The least payments in each draw.

    Attributes
    ----------
    received : (n_draws, n_parties) float
    outside, paid : (n_draws,) float
        As in :class:`Payments`.
    """

    received: Floats
    outside: Floats
    paid: Floats


def temptation(undo: ArrayLike, can: ArrayLike, *, linked: bool = False) -> Floats:
    """Return what each party alone gains at best by undoing something: above 0, it would.

    Parameters
    ----------
    undo : (..., n_parties, n_issues) float
        What each gains where an issue is undone; below 0 it loses.
    can : (n_parties, n_issues) bool
        Who can undo what.
    linked
        True: whoever undoes one issue undoes all.

    Returns
    -------
    (..., n_parties) float; below 0 it is the least that the party would lose, so much it could pay.

    Examples
    --------
    >>> undo, can = [[3.0, -5.0]], [[True, True]]
    >>> temptation(undo, can).tolist(), temptation(undo, can, linked=True).tolist()
    ([3.0], [-2.0])
    """
    gains, able = _checked(undo, can)
    everything = gains.sum(axis=-1)
    if linked:
        return np.asarray(everything, dtype=float)
    own = np.where(able, gains, -np.inf)
    best = np.where(own > 0, own, 0.0).sum(axis=-1)
    return np.asarray(np.maximum(np.where(best > 0, best, own.max(axis=-1)), everything), dtype=float)


def group_temptation(undo: ArrayLike, can: ArrayLike, *, linked: bool = False) -> tuple[Bools, Floats]:
    """Return every group, and what it gains at best by undoing something together.

    Returns
    -------
    groups : (2^n - 1, n_parties) bool
    temptation : (2^n - 1,) float

    Raises
    ------
    TooLargeError
        For more than 12 parties.

    Examples
    --------
    >>> groups, gain = group_temptation([[2.0], [-1.0]], [[False], [True]])
    >>> gain.tolist()
    [2.0, -1.0, 1.0]
    """
    gains, able = _checked(undo, can)
    if gains.ndim != 2:
        raise SolverError(f"groups take one table of parties and issues, not {gains.shape}")
    groups, gain = _groups_over(gains[None], able, linked=linked)
    return groups, gain[0]


def _groups_over(gains: Floats, able: Bools, *, linked: bool) -> tuple[Bools, Floats]:
    """Return every group, and what it gains at best in each draw: (n_draws, 2^n - 1)."""
    n = gains.shape[1]
    if n > MOST:
        raise TooLargeError(f"{n} parties make {2**n - 1} groups; all groups are looked at for up to {MOST} parties")
    groups = ((np.arange(1, 1 << n)[:, None] >> np.arange(n)) & 1).astype(bool)
    return groups, temptation(groups @ gains, (groups.astype(int) @ able.astype(int)) > 0, linked=linked)


def least_payments(undo: ArrayLike, can: ArrayLike, *, groups: bool = False, linked: bool = False) -> Payments:
    """Return the least payments under which nobody, or no group, gains by undoing anything.

    Parameters
    ----------
    undo : (n_parties, n_issues) float
    can : (n_parties, n_issues) bool
    groups
        True: no group may gain, whatever its members pay each other; False: no party alone.
    linked
        True: whoever undoes one issue undoes all.

    Examples
    --------
    The first would gain 3 by undoing an issue on which the second would lose 5: the second pays it 3.

    >>> found = least_payments([[3.0], [-5.0]], [[True], [False]])
    >>> found.received.tolist(), found.outside, found.paid
    ([3.0, -3.0], 0.0, 3.0)
    """
    gains, able = _checked(undo, can)
    if gains.ndim != 2:
        raise SolverError(f"payments take one table of parties and issues, not {gains.shape}")
    found = payments_over(gains[None], able, groups=groups, linked=linked)
    return Payments(frozen(found.received[0]), float(found.outside[0]), float(found.paid[0]))


def payments_over(undo: ArrayLike, can: ArrayLike, *, groups: bool = False, linked: bool = False) -> PaymentsOver:
    """Return the least payments in each of several draws.

    Parameters
    ----------
    undo : (n_draws, n_parties, n_issues) float
    can, groups, linked
        As in :func:`least_payments`.

    Examples
    --------
    >>> found = payments_over([[[3.0], [-5.0]], [[3.0], [-2.0]]], [[True], [False]])
    >>> found.received.tolist(), found.outside.tolist(), found.paid.tolist()
    ([[3.0, -3.0], [3.0, -2.0]], [0.0, 1.0], [3.0, 2.0])
    """
    gains, able = _checked(undo, can)
    if gains.ndim != 3:
        raise SolverError(f"payments over draws take (draws, parties, issues), not {gains.shape}")
    if groups:
        members, needs = _groups_over(gains, able, linked=linked)
    else:
        members, needs = np.eye(gains.shape[1], dtype=bool), temptation(gains, able, linked=linked)
    size = max(1, _AT_ONCE // len(members))
    parts = [_solve(members, needs[n : n + size]) for n in range(0, len(needs), size)]
    received, outside = (np.concatenate([part[k] for part in parts]) for k in (0, 1))
    return PaymentsOver(frozen(received), frozen(outside), frozen(np.maximum(-received, 0.0).sum(axis=1)))


def _solve(members: Bools, needs: Floats) -> tuple[Floats, Floats]:
    """Minimise what comes from outside, then what is paid: (n_draws, n_parties) received, (n_draws,) from outside.

    Nobody need receive or pay more than all needs together. With t = received - paid, what comes from outside is the
    sum of t, which may not fall below 0.
    """
    n_draws, n = len(needs), members.shape[1]
    table = members.astype(float)
    cells = np.vstack([np.hstack([-table, table]), np.repeat([-1.0, 1.0], n)])
    bound = np.hstack([-needs, np.zeros((n_draws, 1))])
    external, within = np.repeat([1.0, -1.0], n), np.repeat([0.0, 1.0], n)
    ceiling = np.tile(1.0 + np.abs(needs).sum(axis=1)[:, None], 2 * n)

    def answer(cost: Floats, cells: Floats, bound: Floats) -> Floats:
        owner = np.repeat(np.arange(n_draws), len(cells))
        found = minimise(np.tile(cost, (n_draws, 1)), np.tile(cells, (n_draws, 1)), bound.ravel(), owner, ceiling)
        return found.filled

    least = np.maximum(answer(external, cells, bound) @ external, 0.0)
    again = answer(within, np.vstack([cells, external]), np.hstack([bound, least[:, None] + _SLACK]))
    return np.round(again[:, :n] - again[:, n:], _DIGITS) + 0.0, np.round(least, _DIGITS) + 0.0


def _checked(undo: ArrayLike, can: ArrayLike) -> tuple[Floats, Bools]:
    gains, able = np.asarray(undo, dtype=float), np.asarray(can, dtype=bool)
    if gains.ndim < 2 or able.shape != gains.shape[-2:] or not np.isfinite(gains).all():
        raise SolverError(f"undo has the shape {gains.shape}, can {able.shape}; give finite (parties, issues) for both")
    return gains, able
