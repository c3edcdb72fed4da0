"""What would buy a seat: the least that a party left out must yield so that the gatekeepers let it in.

The party commits to a position y_q on each issue of the table, and yields z_k on linked issues outside it. The
settlement becomes x_q = (1 - a_q) x0_q + a_q y_q, with x0 the settlement without it and a_q = w_iq / (W_q + w_iq).
It minimises its own loss; every gatekeeper must lose no more than without it, dislike included, and everybody on
whom it depends no more than a tolerance above what they lose without its action.

Price = l_i* - l_i(y = p_i, z = r): what it gives up against sitting down for nothing. Net worth = l0_i + sigma_i
- l_i*: what is left of the seat after paying. Under the weighted median x_q itself is the variable, between the
medians with the party at its lowest and at its highest position.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Bools, Floats, frozen, frozen_bools
from talleyrand.solvers.seat_coalition import with_cheapest_coalitions
from talleyrand.solvers.seat_commitment import commitments
from talleyrand.solvers.seat_offers import Offers, offers
from talleyrand.solvers.seat_programme import Programme, Solution, solve
from talleyrand.solvers.seat_terms import LinkedIssues, SeatTerms
from talleyrand.solvers.settlement import Method
from talleyrand.solvers.simple_game import SimpleGame

__all__ = [
    "FREE",
    "NOT_WORTH",
    "REFUSED",
    "WORTH",
    "LinkedIssues",
    "SeatPrice",
    "SeatTerms",
    "TiedHands",
    "seat_price",
    "tied_hands",
]

FREE, WORTH, NOT_WORTH, REFUSED = "free", "worth buying", "not worth its price", "refused"
_ZERO = 1e-6  # scale points times salience below which a price, a net worth or a dual counts as 0


@dataclass(frozen=True, eq=False)
class SeatPrice:
    """The price of a seat, one for each draw (``...``).

    Losses, prices and worths are in scale points times salience, summed over the issues of the table and the
    linked issues.

    Attributes
    ----------
    method
        Settlement method.
    outsider
        Index of the party that seeks the seat.
    verdict : (...) str
        ``free`` (price 0), ``worth buying``, ``not worth its price`` (net worth <= 0) or ``refused``: no
        commitment within its bounds satisfies everybody who must be satisfied.
    price : (...) float
        NaN where refused; never negative, unless the terms let it overstate.
    net_worth : (...) float
        What the seat leaves it after paying, sigma included; NaN where refused.
    loss_without, loss_unpaid, loss_paid : (...) float >= 0
        The party's loss without the seat, with a seat for nothing (y = p, z = r), and at the price.
    commitment : (..., n_issues) float
        The position y to which it commits; NaN where it holds none. Where refused, at the least violation.
    concession : (..., n_issues) float
        y - p, in scale points; NaN where it holds no position.
    outcome_without, outcome : (..., n_issues) float
        The settlement without it and with it at the price.
    linked_outcome : (..., n_linked) float
        z, what it yields to on the linked issues.
    change : (..., n_parties) float
        What the deal adds to each party's loss, dislike included; gatekeepers accept up to 0.
    change_by_issue : (..., n_parties, n_issues + n_linked) float
        The same without dislike, by issue: what is bought from whom.
    coalition : (..., n_parties) bool
        Who has to agree: the gatekeepers, or the winning coalition of them that is cheapest.
    binding : (..., n_parties) bool
        Who must be bought: gatekeepers whose bound has a price.
    dual : (..., n_parties) float >= 0
        How much the price falls for each point of loss more that a gatekeeper would accept.
    tie_binding, tie_dual : (..., n_parties)
        The same for those on whom the party depends.
    violation, tie_violation : (..., n_parties) float >= 0
        Where refused: by how much each bound is broken when the total is least.
    """

    method: Method
    outsider: int
    verdict: NDArray[np.str_]
    price: Floats
    net_worth: Floats
    loss_without: Floats
    loss_unpaid: Floats
    loss_paid: Floats
    commitment: Floats
    concession: Floats
    outcome_without: Floats
    outcome: Floats
    linked_outcome: Floats
    change: Floats
    change_by_issue: Floats
    coalition: Bools
    binding: Bools
    dual: Floats
    tie_binding: Bools
    tie_dual: Floats
    violation: Floats
    tie_violation: Floats


@dataclass(frozen=True, eq=False)
class TiedHands:
    """The price with and without the bound by those on whom the party depends, side by side.

    Attributes
    ----------
    bound
        No concession may cost them more than the tolerance.
    unbound
        As though its hands were free.
    """

    bound: SeatPrice
    unbound: SeatPrice


def seat_price(
    positions: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    reversion: ArrayLike,
    seated: ArrayLike,
    outsider: int,
    terms: SeatTerms | None = None,
    *,
    rule: SimpleGame | None = None,
) -> SeatPrice:
    """Return the least price at which the outsider gets a seat, or who refuses it.

    Parameters
    ----------
    positions : (..., n_parties, n_issues) float
        NaN where a party holds no position.
    capability : (..., n_parties) float >= 0
    salience : (..., n_parties, n_issues) float, each in [0, 1]
    reversion : (..., n_issues) float
        Where things stand without a deal; the settlement on an issue on which nobody seated counts.
    seated : (n_parties,) bool
        T0, without the outsider.
    outsider
        Index i of the party that seeks a seat.
    terms
        Bounds, dislikes, gatekeepers, ties, linked issues and the settlement method; left out: the defaults.
        A contest is not convex: the price is not defined by it.
    rule
        Decides on admission among the gatekeepers, instead of unanimity. The outsider has no vote.

    Raises
    ------
    SolverError
        For inputs out of range, an outsider that sits, or a method by which the price is not defined.

    Examples
    --------
    Two at the table, at 0 and 60, settle at 30. The one left out stands at 90. It would pull the settlement to
    50, and the first loses by it: only a commitment that keeps 30 is let in, which leaves nothing of the seat.

    >>> table = dict(
    ...     positions=[[0.0], [60.0], [90.0]], capability=[1, 1, 1], salience=[[1.0]] * 3,
    ...     reversion=[100.0], seated=[True, True, False], outsider=2)
    >>> found = seat_price(**table)
    >>> str(found.verdict), round(float(found.price), 6), found.commitment.round(6).tolist()
    ('not worth its price', 20.0, [30.0])

    Worth five points as such, it is worth buying all the same.

    >>> found = seat_price(**table, terms=SeatTerms(sigma=5.0))
    >>> str(found.verdict), round(float(found.net_worth), 6), found.binding.tolist()
    ('worth buying', 5.0, [True, False, False])
    """
    what = offers(positions, capability, salience, reversion, seated, outsider, terms or SeatTerms())
    return _price(what, rule)


def tied_hands(
    positions: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    reversion: ArrayLike,
    seated: ArrayLike,
    outsider: int,
    terms: SeatTerms,
    *,
    rule: SimpleGame | None = None,
) -> TiedHands:
    """Return the price with and without the bound by those on whom the outsider depends.

    The parameters are those of :func:`seat_price`; ``terms.tolerance`` says on whom the outsider depends.

    Examples
    --------
    The gatekeeper wants the linked issue settled at 0 before it bears a seat that it dislikes by 5; the patron
    wants it left at 100 and bears a loss of 2 at most.

    >>> nan = float("nan")
    >>> found = tied_hands(
    ...     [[50.0], [50.0], [nan]], [1, 1, 1], [[1.0]] * 3, [100.0], [True, False, False], 1,
    ...     SeatTerms(
    ...         gamma=[5.0, 0, 0], tolerance=[nan, nan, 2.0],
    ...         linked=LinkedIssues([[0.0], [80.0], [100.0]], [[0.5], [0.25], [1.0]], [80.0], [0.0], [80.0])))
    >>> str(found.unbound.verdict), round(float(found.unbound.price), 6)
    ('not worth its price', 2.5)
    >>> str(found.bound.verdict), found.bound.violation.round(6).tolist()
    ('refused', [4.0, 0.0, 0.0])
    """
    what = offers(positions, capability, salience, reversion, seated, outsider, terms)
    return TiedHands(_price(what, rule), _price(what.untied(), rule))


def _price(what: Offers, rule: SimpleGame | None) -> SeatPrice:
    """Return the price in every draw: nothing to solve where sitting down for nothing offends nobody."""
    if rule is not None and rule.n != what.gates.size:
        raise SolverError(f"the rule has {rule.n} members; it must have one for each of {what.gates.size} parties")
    programme = what.programme()
    if rule is not None:
        programme = with_cheapest_coalitions(programme, rule)
    easy = _unopposed(what) if rule is None else np.zeros(what.n_draws, dtype=bool)
    hard = np.flatnonzero(~easy)
    solution = _for_nothing(programme)
    found = solve(programme.take(hard))
    for one in fields(Solution):
        getattr(solution, one.name)[hard] = getattr(found, one.name)
    return _assemble(what, solution, programme.gates)


def _unopposed(what: Offers) -> Bools:
    """Return where sitting down for nothing is within every bound, and nothing is gained by moving further."""
    loss = what.losses_at(what.free).sum(axis=2)
    content = (loss <= what.gate_bound) | ~what.gates
    spared = (loss <= what.tie_bound) | ~what.ties
    own = what.points[:, what.outsider]
    nearest = np.clip(own, what.low, what.high)
    best = (what.stakes[:, what.outsider] == 0) | (np.abs(what.free - own) <= np.abs(nearest - own))
    within = (what.low <= what.free) & (what.free <= what.high)
    return np.asarray(content.all(axis=1) & spared.all(axis=1) & (best & within).all(axis=1), dtype=bool)


def _for_nothing(programme: Programme) -> Solution:
    """Return the solution that yields nothing and binds nobody."""
    nothing = [np.zeros(programme.gates.shape) for _ in range(4)]
    return Solution(np.ones(len(programme.free), dtype=bool), programme.free.copy(), *nothing)


def _assemble(what: Offers, found: Solution, coalition: Bools) -> SeatPrice:
    """Return the record for all draws, in the shape of the leading axes."""
    at, feasible = found.at, found.feasible
    before, after = what.losses_at(what.start), what.losses_at(at)
    by_issue = after - before
    loss = after.sum(axis=2)
    own, unpaid = loss[:, what.outsider], what.losses_at(what.free).sum(axis=2)[:, what.outsider]
    price = _clean(np.where(feasible, own - unpaid, np.nan))
    net = _clean(np.where(feasible, what.loss_before[:, what.outsider] + what.sigma - own, np.nan))
    verdict = np.select([~feasible, price <= 0, net > 0], [REFUSED, FREE, WORTH], NOT_WORTH)
    commitment = commitments(what, at)

    def shaped(array: Floats) -> Floats:
        return frozen(np.reshape(array, (*what.leading, *array.shape[1:])))

    def marks(array: Bools) -> Bools:
        return frozen_bools(np.reshape(array, (*what.leading, *array.shape[1:])))

    return SeatPrice(
        what.method,
        what.outsider,
        verdict.reshape(what.leading),
        shaped(price),
        shaped(net),
        shaped(what.loss_before[:, what.outsider]),
        shaped(unpaid),
        shaped(np.where(feasible, own, np.nan)),
        shaped(commitment),
        shaped(_clean(commitment - what.own)),
        shaped(what.start[:, : what.n_issues]),
        shaped(at[:, : what.n_issues]),
        shaped(at[:, what.n_issues :]),
        shaped(_clean(loss - what.gate_bound)),
        shaped(_clean(by_issue)),
        marks(coalition),
        marks(found.gate_dual > _ZERO),
        shaped(found.gate_dual),
        marks(found.tie_dual > _ZERO),
        shaped(found.tie_dual),
        shaped(found.gate_excess),
        shaped(found.tie_excess),
    )


def _clean(array: Floats) -> Floats:
    """Return the array with what is below the solver's tolerance set to 0."""
    return np.where(np.abs(array) < _ZERO, 0.0, array)
