"""Several small linear programmes side by side in one call of the solver.

Programme d has variables 0 <= t_d <= ceiling_d and rows that are its own; nothing joins it to the others, so the
least total cost is made of the least costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Floats


@dataclass(frozen=True, eq=False)
class Answer:
    """The optimum of every programme.

    Attributes
    ----------
    filled : (D, C) float
        The variables.
    dual : (R,) float >= 0
        How much the cost falls for each unit that a row's bound is relaxed.
    reduced : (D, C) float
        Reduced cost of each variable; 0 where it lies between its bounds.
    """

    filled: Floats
    dual: Floats
    reduced: Floats


def minimise(cost: Floats, rows: Floats, bound: Floats, owner: NDArray[np.intp], ceiling: Floats) -> Answer:
    """Minimise cost_d . t_d under rows . t_owner <= bound.

    Parameters
    ----------
    cost, ceiling : (D, C) float
    rows : (R, C) float
    bound : (R,) float
    owner : (R,) int
        Which programme each row belongs to.

    Raises
    ------
    SolverError
        Where one of the programmes has no solution, or the solver stops.

    Examples
    --------
    >>> cost, ceiling = np.array([[-1.0, -2.0]]), np.full((1, 2), 2.0)
    >>> found = minimise(cost, np.ones((1, 2)), np.array([3.0]), np.array([0]), ceiling)
    >>> found.filled.tolist(), found.dual.tolist()
    ([[1.0, 2.0]], [1.0])
    """
    found = _linprog(cost.ravel(), _side_by_side(rows, owner, len(cost)), bound, ceiling.ravel())
    reduced = np.asarray(found.lower.marginals + found.upper.marginals, dtype=float)
    dual = np.maximum(-np.asarray(found.ineqlin.marginals, dtype=float), 0.0)
    return Answer(np.asarray(found.x, dtype=float).reshape(cost.shape), dual, reduced.reshape(cost.shape))


def least_excess(rows: Floats, bound: Floats, owner: NDArray[np.intp], ceiling: Floats) -> tuple[Floats, Floats]:
    """Return variables under which the rows exceed their bounds least in total, and by how much each does.

    Returns
    -------
    filled : (D, C) float
    excess : (R,) float >= 0

    Examples
    --------
    >>> filled, excess = least_excess(-np.ones((1, 1)), np.array([-3.0]), np.array([0]), np.full((1, 1), 2.0))
    >>> filled.tolist(), excess.tolist()
    ([[2.0]], [1.0])
    """
    from scipy import sparse

    if not len(rows):
        return np.zeros_like(ceiling), np.zeros(0)
    table = sparse.hstack([_side_by_side(rows, owner, len(ceiling)), -sparse.eye_array(len(rows))], format="csc")
    cost = np.concatenate([np.zeros(ceiling.size), np.ones(len(rows))])
    found = _linprog(cost, table, bound, np.concatenate([ceiling.ravel(), np.full(len(rows), np.inf)]))
    answer = np.asarray(found.x, dtype=float)
    return answer[: ceiling.size].reshape(ceiling.shape), answer[ceiling.size :]


def _side_by_side(rows: Floats, owner: NDArray[np.intp], n: int) -> Any:
    """Return the sparse table in which each row stands in the columns of its own programme."""
    from scipy import sparse

    n_rows, width = rows.shape
    columns = owner[:, None] * width + np.arange(width)
    where = (np.repeat(np.arange(n_rows), width), columns.ravel())
    return sparse.csc_array((rows.ravel(), where), shape=(n_rows, n * width))


def _linprog(cost: Floats, rows: Any, bound: Floats, ceiling: Floats) -> Any:
    """Call the solver; nothing but an optimum will do."""
    from scipy.optimize import linprog

    bounds: Any = np.column_stack([np.zeros(ceiling.size), ceiling])  # the stubs know lists of pairs only
    found = linprog(cost, A_ub=rows, b_ub=bound, bounds=bounds, method="highs")
    if found.status != 0:
        raise SolverError(f"the linear programme stopped without an answer: {found.message}")
    return found
