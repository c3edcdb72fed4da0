"""Probabilistic Condorcet election: which of several proposals beats all others, where votes are counted by strength.

Voter k stands with a against b by w_k (u_ka - u_kb). The coalition for a against b is the sum of what stands with it; a
beats b with the share of its coalition in both, P_ab = C_ab / (C_ab + C_ba). The chance of a is that of beating every
other, given that one proposal does: p_a = prod_b P_ab / sum_c prod_b P_cb.

References
----------
Wise, B., Lester, L., & Efird, B. (2015). *An Introduction to the KAPSARC Toolkit for Behavioral Analysis (KTAB) using
    One-Dimensional Spatial Models*. KAPSARC, Riyadh. Of the rules given there: proportional voting, linear chances of
    victory, the conditional one-step election.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Floats, expect, frozen, mask_of

_NOBODY = 1e-8  # the coalition of nobody, so that two proposals that all find alike draw


@dataclass(frozen=True, eq=False)
class Election:
    """How an election between proposals may end. B stands for the leading axes.

    Attributes
    ----------
    chances : (..., n_proposals) float in [0, 1]
        Sum to 1; NaN where nothing is proposed, 0 for what does not run.
    beats : (..., n_proposals, n_proposals) float in [0, 1]
        How likely a beats b alone; 1/2 for a = b.
    """

    chances: Floats
    beats: Floats


def election(utilities: ArrayLike, weights: ArrayLike, running: ArrayLike | None = None) -> Election:
    """Return the chance of every proposal.

    Parameters
    ----------
    utilities : (..., n_voters, n_proposals) float
    weights : (..., n_voters) float >= 0
    running : (..., n_proposals) bool, optional
        Which proposals run; left out: all.

    Examples
    --------
    Two voters, the one three times as strong, each for its own proposal:

    >>> election([[1.0, 0.0], [0.0, 1.0]], [3, 1]).chances.round(6).tolist()
    [0.75, 0.25]
    """
    values = np.asarray(utilities, dtype=float)
    if values.ndim < 2 or not np.isfinite(values).all():
        raise SolverError("utilities must be finite numbers of the shape (..., voters, proposals)")
    n_voters, n = values.shape[-2:]
    strength = expect(weights, (n_voters,), "weights")
    if (strength < 0).any():
        raise SolverError("a weight is negative; give numbers from 0 up")
    runs = mask_of(np.ones(n, dtype=bool) if running is None else running, n, "running")
    beats = _beats(values, strength)
    return Election(frozen(conditional(beats, runs)), frozen(beats))


def _beats(utilities: Floats, weights: Floats) -> Floats:
    """Return P_ab, voter by voter, so that no array has more axes than the result."""
    for_it = np.full(
        (*np.broadcast_shapes(utilities.shape[:-2], weights.shape[:-1]), *2 * utilities.shape[-1:]), _NOBODY
    )
    for voter in range(utilities.shape[-2]):
        value = utilities[..., voter, :]
        gain = value[..., :, None] - value[..., None, :]
        for_it += weights[..., voter, None, None] * np.maximum(gain, 0.0)
    return np.asarray(for_it / (for_it + np.swapaxes(for_it, -1, -2)), dtype=float)


def conditional(beats: Floats, running: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    """Return the chance that each of the proposals that run beats all others that run, given that one does.

    Parameters
    ----------
    beats : (..., n_proposals, n_proposals) float in [0, 1]
    running : (..., n_proposals) bool

    Examples
    --------
    >>> conditional(np.array([[0.5, 0.75], [0.25, 0.5]]), np.array([True, True])).tolist()
    [0.75, 0.25]
    """
    alone = np.where(running[..., None, :], beats, 1.0).prod(axis=-1) * running
    whole = alone.sum(axis=-1, keepdims=True)
    return np.asarray(np.divide(alone, whole, out=np.full_like(alone, np.nan), where=whole > 0), dtype=float)
