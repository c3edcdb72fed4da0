"""Shapes, signs and holes: the checks that the bargaining solvers share."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def frozen(array: ArrayLike) -> Floats:
    """Return the array as floats that nobody can write to, so that a result stays what it was.

    Examples
    --------
    >>> frozen([1, 2]).flags.writeable
    False
    """
    result = np.array(array, dtype=float)
    result.flags.writeable = False
    return result


def frozen_bools(array: ArrayLike) -> Bools:
    """Return the array as truth values that nobody can write to.

    Examples
    --------
    >>> frozen_bools([1, 0]).tolist()
    [True, False]
    """
    result = np.array(array, dtype=bool)
    result.flags.writeable = False
    return result


def as_positions(positions: ArrayLike) -> Floats:
    """Return positions as floats of shape (..., n_parties, n_issues); NaN = holds no position.

    Raises
    ------
    SolverError
        With fewer than two axes, or where a position is infinite.

    Examples
    --------
    >>> as_positions([[10, 20, float("nan")]]).shape
    (1, 3)
    """
    result = np.asarray(positions, dtype=float)
    if result.ndim < 2:
        raise SolverError(
            f"positions have the shape {result.shape}; they need two axes at least, (..., parties, issues)"
        )
    if np.isinf(result).any():
        raise SolverError("a position is infinite; give a finite number, or NaN for a party that holds none")
    return result


def effective_weights(
    positions: Floats, capability: ArrayLike | None = None, salience: ArrayLike | None = None
) -> Floats:
    """Return w = c s, the weight with which each party counts on each issue.

    Parameters
    ----------
    positions : (..., n_parties, n_issues) float
        NaN where a party holds no position: its weight there is 0, whatever else is given.
    capability : (..., n_parties) float >= 0, optional
        Any unit; only ratios matter. Left out: everybody has 1.
    salience : (..., n_parties, n_issues) float, each in [0, 1], optional
        Left out: everybody has 1 on every issue.

    Returns
    -------
    (..., n_parties, n_issues) float >= 0, broadcast over the leading axes.

    Raises
    ------
    SolverError
        Where a weight of a party that holds a position is negative, infinite or not a number.

    Examples
    --------
    >>> nan = float("nan")
    >>> effective_weights(as_positions([[0.0, nan], [100.0, 50.0]]), [2, 1], [[0.5, 0.5], [1, 0]]).tolist()
    [[1.0, 0.0], [1.0, 0.0]]
    """
    n_parties, n_issues = positions.shape[-2:]
    weights: Floats = np.ones((n_parties, n_issues))
    if capability is not None:
        weights = weights * expect(capability, (n_parties,), "capability")[..., :, None]
    if salience is not None:
        weights = weights * expect(salience, (n_parties, n_issues), "salience")
    weights = np.where(np.isnan(positions), 0.0, weights)
    if not (np.isfinite(weights) & (weights >= 0)).all():
        raise SolverError(
            "capability times salience must be a finite number >= 0 for every party that holds a position"
        )
    return weights


def expect(array: ArrayLike, trailing: tuple[int, ...], name: str) -> Floats:
    """Return the array as floats once its last axes have the sizes that are due.

    Raises
    ------
    SolverError
        Naming the array and both shapes.

    Examples
    --------
    >>> expect([1, 2], (2,), "capability").tolist()
    [1.0, 2.0]
    """
    result = np.asarray(array, dtype=float)
    if result.ndim < len(trailing) or result.shape[result.ndim - len(trailing) :] != trailing:
        wanted = ", ".join(str(size) for size in trailing)
        raise SolverError(f"{name} has the shape {result.shape}; it must end in ({wanted})")
    return result


def mask_of(members: ArrayLike, n_parties: int, name: str) -> Bools:
    """Return a mask over parties of shape (..., n_parties).

    Raises
    ------
    SolverError
        Where the last axis does not run over the parties.

    Examples
    --------
    >>> mask_of([True, False], 2, "seated").tolist()
    [True, False]
    """
    result = np.asarray(members, dtype=bool)
    if result.ndim < 1 or result.shape[-1] != n_parties:
        raise SolverError(f"{name} has the shape {result.shape}; its last axis must run over {n_parties} parties")
    return result
