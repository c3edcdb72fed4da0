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

MOST = 12  # parties whose groups are all looked at: 4,095
_SLACK, _DIGITS = 1e-10, 8  # the second programme may use so much more from outside; payments are rounded


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
    n = len(gains)
    if n > MOST:
        raise TooLargeError(f"{n} parties make {2**n - 1} groups; all groups are looked at for up to {MOST} parties")
    groups = ((np.arange(1, 1 << n)[:, None] >> np.arange(n)) & 1).astype(bool)
    together = groups @ gains
    return groups, temptation(together, (groups.astype(int) @ able.astype(int)) > 0, linked=linked)


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
    if groups:
        members, needs = group_temptation(gains, able, linked=linked)
    else:
        members, needs = np.eye(len(gains), dtype=bool), temptation(gains, able, linked=linked)
    return _solve(members, needs)


def _solve(members: Bools, needs: Floats) -> Payments:
    """Minimise what comes from outside, then what is paid: t = received - paid, sum t = outside."""
    n = members.shape[1]
    rows = np.hstack([-members.astype(float), members.astype(float), np.zeros((len(members), 1))])
    balance = np.concatenate([np.ones(n), -np.ones(n), [-1.0]])[None, :]
    external, within = np.zeros(2 * n + 1), np.concatenate([np.zeros(n), np.ones(n), [0.0]])
    external[-1] = 1.0
    least = _minimise(external, rows, -needs, balance, np.inf)[-1]
    found = _minimise(within, rows, -needs, balance, least + _SLACK)
    received = np.round(found[:n] - found[n:-1], _DIGITS) + 0.0
    return Payments(frozen(received), max(0.0, round(float(least), _DIGITS)), float(np.maximum(-received, 0.0).sum()))


def _minimise(cost: Floats, rows: Floats, bound: Floats, balance: Floats, most: float) -> Floats:
    """Return the variables, all from 0 up and the last at most `most`."""
    from scipy.optimize import linprog

    ends = [(0.0, np.inf)] * (len(cost) - 1) + [(0.0, most)]
    found = linprog(cost, rows, bound, balance, np.zeros(1), bounds=ends, method="highs")
    if not found.success:
        raise SolverError(f"the programme of payments stopped: {found.message}")
    return np.asarray(found.x, dtype=float)


def _checked(undo: ArrayLike, can: ArrayLike) -> tuple[Floats, Bools]:
    gains, able = np.asarray(undo, dtype=float), np.asarray(can, dtype=bool)
    if gains.ndim < 2 or able.shape != gains.shape[-2:] or not np.isfinite(gains).all():
        raise SolverError(f"undo has the shape {gains.shape}, can {able.shape}; give finite (parties, issues) for both")
    return gains, able
