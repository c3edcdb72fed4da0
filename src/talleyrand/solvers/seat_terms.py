"""What a price of a seat depends on besides positions and weights: bounds, dislikes, ties, linked issues."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from talleyrand.solvers.settlement import Method


@dataclass(frozen=True, eq=False)
class LinkedIssues:
    """Issues outside the table on which the outsider can yield.

    Attributes
    ----------
    positions : (..., n_parties, n_linked) float
        NaN where a party does not care.
    salience : (..., n_parties, n_linked) float, each in [0, 1]
    state : (..., n_linked) float
        r, where each of them stands now.
    low, high : (..., n_linked) float
        Between what the outsider can move it; ``low <= state <= high``.
    """

    positions: ArrayLike
    salience: ArrayLike
    state: ArrayLike
    low: ArrayLike
    high: ArrayLike


@dataclass(frozen=True, eq=False)
class SeatTerms:
    """The terms on which a seat is to be had.

    Attributes
    ----------
    low, high : broadcast to (..., n_issues) float
        Between which positions the outsider can commit itself; by default the ends of an anchored scale.
    sigma : (...) float >= 0
        Worth of the seat as such to the outsider, in scale points times salience.
    gamma : (..., n_parties) float >= 0, optional
        Each gatekeeper's dislike of its seat as such; left out: 0.
    gatekeepers : (n_parties,) bool, optional
        Who must agree; left out: all who sit.
    tolerance : (..., n_parties) float, optional
        tau: how much more loss those on whom the outsider depends bear; NaN for everybody else. Left out: its
        hands are free.
    linked
        Issues outside the table on which it can yield.
    overstate
        False: it moves only away from its own position as seen from the settlement without it, and linked issues
        only away from what it wants there. A commitment beyond its own position would pull the settlement
        nearer to it than sitting down for nothing does, and a linked move that it likes it could make anyway:
        neither is a price, and the price is never negative. True: the bounds as they are given.
    method
        ``compromise`` or ``weighted median``.

    Examples
    --------
    >>> SeatTerms(sigma=5.0).method
    'compromise'
    """

    low: ArrayLike = 0.0
    high: ArrayLike = 100.0
    sigma: ArrayLike = 0.0
    gamma: ArrayLike | None = None
    gatekeepers: ArrayLike | None = None
    tolerance: ArrayLike | None = None
    linked: LinkedIssues | None = None
    overstate: bool = False
    method: Method = "compromise"
