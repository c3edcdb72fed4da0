"""Input combinations within the ranges, by a scrambled Sobol sequence or a Latin hypercube with a stated seed.

Every estimate is drawn uniformly over its range, all at once. That covers the ranges evenly; it does not claim
that what they stand for is equally likely throughout, or independent.

References
----------
McKay, M. D., Beckman, R. J., & Conover, W. J. (1979). A comparison of three methods for selecting values of input
    variables. *Technometrics*, 21(2), 239–245.
Owen, A. B. (1998). Scrambling Sobol' and Niederreiter–Xing points. *Journal of Complexity*, 14(4), 466–489.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log2
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from talleyrand.errors import SolverError, TooLargeError
from talleyrand.solvers.arrays import Bools, Floats, frozen, frozen_bools

Design = Literal["sobol", "latin hypercube"]
_SOBOL_LIMIT = 21201  # inputs: the direction numbers of Joe and Kuo (2008) end there


@dataclass(frozen=True, eq=False)
class Draws:
    """Input combinations.

    Attributes
    ----------
    inputs : (n_draws, n_inputs) float
        Each row one combination, each column within its range, in the unit of its estimate.
    value : (n_inputs,) float
        The estimates themselves.
    low, high : (n_inputs,) float
        Their ranges.
    varied : (n_inputs,) bool
        Which inputs vary; the others stay at their value in all draws.
    design
        ``sobol`` or ``latin hypercube``.
    seed
        Seed of the design.
    """

    inputs: Floats
    value: Floats
    low: Floats
    high: Floats
    varied: Bools
    design: Design
    seed: int


def draw(
    value: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    n: int,
    *,
    seed: int,
    fixed: ArrayLike | None = None,
    design: Design = "sobol",
) -> Draws:
    """Return n input combinations within the ranges.

    Parameters
    ----------
    value, low, high : (n_inputs,) float
        ``low <= value <= high``. Where low = high the input does not vary.
    n
        Number of draws, at least 1. A Sobol sequence is balanced at powers of two.
    seed
        Same seed, same draws.
    fixed : (n_inputs,) bool, optional
        Inputs that stay at their value.
    design
        ``sobol`` (scrambled) or ``latin hypercube``.

    Raises
    ------
    SolverError
        Where a value lies outside its range or something is not finite.

    Examples
    --------
    >>> drawn = draw([5, 7], [0, 7], [10, 7], 4, seed=1)
    >>> drawn.inputs.shape, drawn.varied.tolist(), drawn.inputs[:, 1].tolist()
    ((4, 2), [True, False], [7.0, 7.0, 7.0, 7.0])
    >>> sorted((drawn.inputs[:, 0] // 2.5).astype(int).tolist())
    [0, 1, 2, 3]
    """
    middle, floor, ceiling = _ranges(value, low, high)
    if n < 1:
        raise SolverError(f"{n} draws; ask for at least 1")
    varied = floor < ceiling
    if fixed is not None:
        held = np.asarray(fixed, dtype=bool)
        if held.shape != middle.shape:
            raise SolverError(f"fixed has the shape {held.shape}; it must be {middle.shape}, one mark an input")
        varied &= ~held
    inputs = np.tile(middle, (n, 1))
    if varied.any():
        unit = _unit(int(varied.sum()), n, seed, design)
        inputs[:, varied] = floor[varied] + unit * (ceiling - floor)[varied]
    parts = [frozen(array) for array in (inputs, middle, floor, ceiling)]
    return Draws(parts[0], parts[1], parts[2], parts[3], frozen_bools(varied), design, seed)


def _ranges(value: ArrayLike, low: ArrayLike, high: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Return values and ranges, refused where one is outside the other."""
    middle, floor, ceiling = (np.asarray(array, dtype=float) for array in (value, low, high))
    if not (middle.ndim == 1 and middle.shape == floor.shape == ceiling.shape):
        raise SolverError(
            f"value, low and high have the shapes {middle.shape}, {floor.shape}, {ceiling.shape}; give one row each"
        )
    bad = np.flatnonzero(~((floor <= middle) & (middle <= ceiling) & np.isfinite(ceiling - floor)))
    if bad.size:
        at = int(bad[0])
        raise SolverError(f"input {at}: {middle[at]:g} is outside its range {floor[at]:g} to {ceiling[at]:g}")
    return middle, floor, ceiling


def _unit(n_inputs: int, n: int, seed: int, design: Design) -> Floats:
    """Return n points in the unit cube, shape (n, n_inputs)."""
    from scipy.stats import qmc

    if design == "latin hypercube":
        return np.asarray(qmc.LatinHypercube(n_inputs, rng=np.random.default_rng(seed)).random(n), dtype=float)
    if design != "sobol":
        raise SolverError(f'no design {design!r}; there are "sobol" and "latin hypercube"')
    if n_inputs > _SOBOL_LIMIT:
        raise TooLargeError(f"{n_inputs} inputs; Sobol reaches {_SOBOL_LIMIT}: take a Latin hypercube")
    # The whole block up to the next power of two is drawn and cut, which asks nothing of n.
    points = qmc.Sobol(n_inputs, rng=np.random.default_rng(seed)).random_base2(ceil(log2(n)) if n > 1 else 0)
    return np.asarray(points[:n], dtype=float)
