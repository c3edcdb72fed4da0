"""From what a party says it wants to ranks: higher is better, equal is indifferent."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model.expression import Expression
from talleyrand.solvers.graph_model.game import Flags
from talleyrand.solvers.graph_model.states import truth_of

Rank = NDArray[np.int32]


def rank_by_priority(states: Flags, options: Sequence[str], statements: Sequence[str | Expression]) -> Rank:
    """Return ranks by option prioritising: states compare by the first statement on which they differ.

    Parameters
    ----------
    states
        (n_states, n_options) bool.
    options
        Names of the options, as used in the statements.
    statements
        The most important first. Any number: the comparison is exact beyond 63 statements too,
        where a sum of powers of two would overflow.

    Returns
    -------
    (n_states,) int32
        From 0 (worst), without gaps; equal where all statements agree.

    References
    ----------
    Fang, Hipel, Kilgour & Peng (2003), A decision support system for interactive decision making,
    Part I, IEEE Transactions on Systems, Man, and Cybernetics C 33(1), 42-55.

    Examples
    --------
    >>> states = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool)
    >>> rank_by_priority(states, ["a", "b"], ["not b", "a"]).tolist()
    [2, 3, 0, 1]
    """
    ranks = np.zeros(len(states), dtype=np.int64)
    # Room for the ranks so far and as many truth bits as then fit below bit 62.
    chunk = 62 - max(len(states) - 1, 1).bit_length()
    for start in range(0, len(statements), chunk):
        for statement in statements[start : start + chunk]:
            ranks = ranks << 1 | truth_of(statement, states, options)
        ranks = _dense(ranks).astype(np.int64)
    return ranks.astype(np.int32)


def rank_by_weights(
    states: Flags, options: Sequence[str], weighted: Sequence[tuple[str | Expression, int | float | Fraction]]
) -> Rank:
    """Return ranks by the sum of the weights of the true statements, compared exactly.

    Weights may be negative; a float counts as the decimal number it prints as, so that 0.1 + 0.2
    ties with 0.3.

    Examples
    --------
    >>> states = np.array([[0, 0, 0], [1, 1, 0], [0, 0, 1]], dtype=bool)
    >>> rank_by_weights(states, ["a", "b", "c"], [("a", 0.1), ("b", 0.2), ("c", 0.3)]).tolist()
    [0, 1, 1]
    """
    weights = [_fraction(weight) for _, weight in weighted]
    scale = lcm(*(weight.denominator for weight in weights))
    whole = [int(weight * scale) for weight in weights]
    # Python integers where 64 bits might overflow.
    number = np.int64 if sum(abs(weight) for weight in whole) < 1 << 62 else object
    total = np.zeros(len(states), dtype=number)
    for (statement, _), weight in zip(weighted, whole, strict=True):
        total = total + truth_of(statement, states, options).astype(number) * weight
    return _dense(total)


def rank_by_values(values: ArrayLike) -> Rank:
    """Return ranks of (n_states,) numbers, higher better; equal numbers tie.

    Raises
    ------
    SolverError
        A value is not a number (NaN).

    Examples
    --------
    >>> rank_by_values([0.5, -1, 0.5, 7]).tolist()
    [1, 0, 1, 2]
    """
    array = np.asarray(values)
    if np.issubdtype(array.dtype, np.floating) and np.isnan(array).any():
        place = int(np.flatnonzero(np.isnan(array))[0])
        raise SolverError(f"the value of state {place + 1} is not a number; every state needs one to be ranked")
    return _dense(array)


def rank_by_order(tiers: Sequence[int | Sequence[int]], n_states: int) -> Rank:
    """Return ranks from a list of states, best first; states listed together tie.

    Parameters
    ----------
    tiers
        State numbers from 0, or groups of equally good ones; every state exactly once.

    Raises
    ------
    SolverError
        A state is missing, repeated (a cyclic ranking) or unknown.

    Examples
    --------
    >>> rank_by_order([2, (0, 3), 1], 4).tolist()
    [1, 0, 2, 1]
    """
    ranks = np.full(n_states, -1, dtype=np.int32)
    for height, tier in enumerate(reversed(tiers)):
        for state in [tier] if isinstance(tier, (int, np.integer)) else tier:
            if not 0 <= state < n_states:
                raise SolverError(f"state {state} is ranked but does not exist; states are 0 to {n_states - 1}")
            if ranks[state] >= 0:
                raise SolverError(f"state {state} is ranked twice: the order is cyclic; keep one of its places")
            ranks[state] = height
    missing = np.flatnonzero(ranks < 0)
    if len(missing):
        raise SolverError(f"states without a place in the order: {', '.join(map(str, missing[:10]))}")
    return ranks


def _fraction(weight: int | float | Fraction) -> Fraction:
    try:
        return Fraction(str(weight))
    except ValueError:
        raise SolverError(f'the weight "{weight}" is no finite number') from None


def _dense(keys: NDArray[np.generic]) -> Rank:
    _, ranks = np.unique(keys, return_inverse=True)
    return np.asarray(ranks, dtype=np.int32)
