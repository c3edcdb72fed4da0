"""Which combinations of options can occur."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from talleyrand.errors import InfeasibleError, SolverError, TooLargeError
from talleyrand.solvers.graph_model.expression import Expression, Truth
from talleyrand.solvers.graph_model.game import Codes, Flags, decode
from talleyrand.solvers.graph_model.memory import check_table
from talleyrand.solvers.graph_model.parser import as_expression

MAX_ENUMERATED = 26
"""Most options whose combinations are enumerated: 2**26 codes are half a gigabyte."""
_BLOCK = 1 << 20


def feasible_states(
    options: Sequence[str],
    infeasible: Sequence[str | Expression] = (),
    required: Sequence[str | Expression] = (),
) -> Flags:
    """Return every combination of options that no rule excludes.

    Parameters
    ----------
    options
        Names of the options, at most 26.
    infeasible
        Statements that can never be true; a state in which one is true is left out.
    required
        Statements that are always true, for example ``at most 1 of (strike, blockade)``.

    Returns
    -------
    (n_states, n_options) bool
        In counting order, the first option changing fastest: none taken, first taken, second taken …

    Raises
    ------
    InputError
        A rule does not parse or names an unknown option.
    InfeasibleError
        The rules leave no state.
    TooLargeError
        More than 26 options, or more states than this machine's memory holds; the message says how many there
        are and how many would fit.

    Examples
    --------
    >>> feasible_states(["a", "b"], infeasible=["a and b"]).astype(int).tolist()
    [[0, 0], [1, 0], [0, 1]]
    >>> len(feasible_states(["a", "b", "c"], required=["exactly 1 of (a, b, c)"]))
    3
    """
    options = list(options)
    if len(options) > MAX_ENUMERATED:
        raise TooLargeError(
            f"{len(options)} options have {1 << len(options):,} combinations; up to {MAX_ENUMERATED} options "
            f"({1 << MAX_ENUMERATED:,}) are enumerated: give the feasible states as a list, or merge options"
        )
    forbidden = [as_expression(rule, options) for rule in infeasible]
    demanded = [as_expression(rule, options) for rule in required]
    if not forbidden and not demanded:
        check_table(1 << len(options), len(options))
        return decode(np.arange(1 << len(options), dtype=np.int64), len(options))
    codes = _allowed(options, forbidden, demanded)
    if not len(codes):
        rules = [f"never {rule}" for rule in forbidden] + [f"always {rule}" for rule in demanded]
        raise InfeasibleError("no state satisfies all the rules; together they contradict: " + "; ".join(rules))
    check_table(len(codes), len(options))
    return decode(codes, len(options))


def truth_of(statement: str | Expression, states: Flags, options: Sequence[str]) -> Truth:
    """Return (n_states,) bool: in which states the statement is true.

    Examples
    --------
    >>> truth_of("a if b", np.array([[0, 0], [0, 1]], dtype=bool), ["a", "b"]).tolist()
    [True, False]
    """
    place = {name: column for column, name in enumerate(options)}
    truth = as_expression(statement, list(options)).evaluate(lambda name: states[:, place[name]])
    return np.broadcast_to(truth, (len(states),))


def states_from_strings(rows: Sequence[str]) -> Flags:
    """Return states written as the literature prints them: one string of Y and N per state.

    Examples
    --------
    >>> states_from_strings(["YN", "NN"]).tolist()
    [[True, False], [False, False]]
    """
    length = len(rows[0]) if rows else 0
    for number, row in enumerate(rows, start=1):
        if len(row) != length or row.strip("YNyn"):
            raise SolverError(f'state {number} is "{row}"; write Y or N for each of the {length} options')
    letters = np.frombuffer("".join(rows).upper().encode("ascii"), dtype=np.uint8)
    states: Flags = (letters == ord("Y")).reshape(len(rows), length)
    return states


def _allowed(options: list[str], forbidden: list[Expression], demanded: list[Expression]) -> Codes:
    """Test the codes block by block, so that memory stays small."""
    bit = {name: place for place, name in enumerate(options)}
    kept: list[Codes] = []
    total = 1 << len(options)
    for start in range(0, total, _BLOCK):
        codes = np.arange(start, min(start + _BLOCK, total), dtype=np.int64)

        def taken(name: str, codes: Codes = codes) -> Truth:
            truth: Truth = (codes >> bit[name]) & 1 == 1
            return truth

        fine = np.ones(len(codes), dtype=bool)
        for rule in forbidden:
            fine &= ~rule.evaluate(taken)
        for rule in demanded:
            fine &= rule.evaluate(taken)
        kept.append(codes[fine])
    return np.concatenate(kept)
