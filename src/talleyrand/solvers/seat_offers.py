"""What an outsider can offer: which settlements its commitments bring about, and which losses they must not pass.

All draws at once; :mod:`talleyrand.solvers.seat_programme` then solves them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from talleyrand.errors import SolverError
from talleyrand.solvers.arrays import Bools, Floats, as_positions, effective_weights, expect, mask_of
from talleyrand.solvers.seat import finite, not_negative, settle_table
from talleyrand.solvers.seat_programme import Programme
from talleyrand.solvers.seat_terms import LinkedIssues, SeatTerms
from talleyrand.solvers.settlement import METHODS, Method, settlement_of


@dataclass(frozen=True, eq=False)
class Offers:
    """The programme of every draw. D draws, flattened; M = table issues, then linked issues.

    Attributes
    ----------
    method, outsider, n_issues, leading
        What was asked, and the shape of the leading axes.
    points, stakes : (D, n_parties, M) float
        Positions (0 where none is held) and saliences (0 there).
    low, high, start, free : (D, M) float
        What the outsider can bring about; where things stand without it; where it sits for nothing.
    weight : (D, n_issues) float in [0, 1]
        a_q: how far the settlement follows its commitment (1 under the weighted median).
    own, own_low, own_high : (D, n_issues) float
        Its positions (NaN where it holds none) and the bounds of its commitment.
    loss_before, gate_bound, tie_bound : (D, n_parties) float
        l0_j; l0_j - gamma_j; l0_j + tau_j.
    gates : (n_parties,) bool
    ties : (D, n_parties) bool
    sigma : (D,) float
    places, weights : (D, n_parties, n_issues) float
        Positions and weights of those who sit and of the outsider.
    """

    method: Method
    outsider: int
    n_issues: int
    leading: tuple[int, ...]
    points: Floats
    stakes: Floats
    low: Floats
    high: Floats
    start: Floats
    free: Floats
    weight: Floats
    own: Floats
    own_low: Floats
    own_high: Floats
    loss_before: Floats
    gate_bound: Floats
    tie_bound: Floats
    gates: Bools
    ties: Bools
    sigma: Floats
    places: Floats = field(repr=False)
    weights: Floats = field(repr=False)

    @property
    def n_draws(self) -> int:
        """Number of draws D."""
        return len(self.points)

    def untied(self) -> Offers:
        """Return the same offers as though the outsider depended on nobody."""
        return replace(self, ties=np.zeros_like(self.ties))

    def losses_at(self, at: Floats) -> Floats:
        """Return everybody's loss on every coordinate: (D, n_parties, M)."""
        return np.asarray(self.stakes * np.abs(at[:, None, :] - self.points), dtype=float)

    def programme(self) -> Programme:
        """Return the programme of all draws."""
        effort = np.ones_like(self.low)
        effort[:, : self.n_issues] = np.divide(1.0, self.weight, out=np.zeros_like(self.weight), where=self.weight > 0)
        return Programme(
            self.points,
            self.stakes,
            self.low,
            self.high,
            self.free,
            effort,
            np.broadcast_to(self.gates, self.ties.shape),
            self.gate_bound,
            self.ties,
            self.tie_bound,
            self.outsider,
        )

    def settle_at(self, position: Floats) -> Floats:
        """Return the settlement with the outsider at a position (D, n_issues); as before where it counts not."""
        return with_outsider(
            self.places, self.weights, self.start[:, : self.n_issues], self.outsider, position, self.method
        )


def offers(
    positions: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    reversion: ArrayLike,
    seated: ArrayLike,
    outsider: int,
    terms: SeatTerms,
) -> Offers:
    """Return what the outsider can offer in every draw; the arguments are those of ``seat_price``.

    Raises
    ------
    SolverError
        For inputs out of range, an outsider that sits, or a method by which no price is defined.

    Examples
    --------
    >>> what = offers([[0.0], [90.0]], [1, 1], [[1.0], [1.0]], [100.0], [True, False], 1, SeatTerms())
    >>> what.low.tolist(), what.high.tolist(), what.free.tolist()
    ([[0.0]], [[45.0]], [[45.0]])
    """
    if terms.method not in METHODS:
        raise SolverError(f"price not defined by this method ({terms.method}); take {' or '.join(METHODS)}")
    places = as_positions(positions)
    n_parties, n_issues = places.shape[-2:]
    table = mask_of(seated, n_parties, "seated")
    _check_outsider(table, outsider, n_parties)
    arrays = {
        "places": (places, 2),
        "weights": (effective_weights(places, capability, salience), 2),
        "stakes": (expect(salience, (n_parties, n_issues), "salience"), 2),
        "point": (finite(expect(reversion, (n_issues,), "reversion"), "reversion"), 1),
        "own_low": (_spread(terms.low, n_issues), 1),
        "own_high": (_spread(terms.high, n_issues), 1),
        "sigma": (not_negative(np.asarray(terms.sigma, dtype=float), "sigma"), 0),
        "gamma": (not_negative(_or_all(terms.gamma, 0.0, n_parties, "gamma"), "gamma"), 1),
        "tau": (_or_all(terms.tolerance, np.nan, n_parties, "tolerance"), 1),
        **_linked(terms.linked, n_parties),
    }
    leading = np.broadcast_shapes(*(array.shape[: array.ndim - tail] for array, tail in arrays.values()))
    flat = {name: _flatten(array, tail, leading) for name, (array, tail) in arrays.items()}
    return _lay_out(flat, table, outsider, _gates(terms, table, outsider), terms, leading)


def _lay_out(
    flat: dict[str, Floats],
    table: Bools,
    outsider: int,
    gates: Bools,
    terms: SeatTerms,
    leading: tuple[int, ...],
) -> Offers:
    """Return the offers from flattened inputs."""
    places, n_issues, method = flat["places"], flat["places"].shape[2], terms.method
    joined = table.copy()
    joined[outsider] = True
    weights = flat["weights"] * joined[:, None]
    before = settle_table(places, weights, flat["point"], table[None], method)[:, 0]
    own = places[:, outsider]
    own_low, own_high = _bounds(own, before, flat["own_low"], flat["own_high"], terms.overstate)
    linked_low, linked_high = flat["linked_low"], flat["linked_high"]
    if not terms.overstate:
        wish = np.where(flat["linked_stakes"][:, outsider] > 0, flat["linked_places"][:, outsider], np.nan)
        linked_low = np.where(wish < flat["state"], flat["state"], linked_low)
        linked_high = np.where(wish > flat["state"], flat["state"], linked_high)
    reach = [with_outsider(places, weights, before, outsider, at, method) for at in (own_low, own_high, own)]
    share = _follow(weights, outsider) if method == "compromise" else (weights[:, outsider] > 0).astype(float)
    points = np.concatenate([places, flat["linked_places"]], axis=2)
    stakes = np.where(np.isnan(points), 0.0, np.concatenate([flat["stakes"], flat["linked_stakes"]], axis=2))
    points = np.nan_to_num(points, nan=0.0)
    start = np.concatenate([before, flat["state"]], axis=1)
    loss_before = (stakes * np.abs(start[:, None] - points)).sum(axis=2)
    return Offers(
        method,
        outsider,
        n_issues,
        leading,
        points,
        stakes,
        np.concatenate([reach[0], linked_low], axis=1),
        np.concatenate([reach[1], linked_high], axis=1),
        start,
        np.concatenate([reach[2], flat["state"]], axis=1),
        share,
        own.copy(),
        own_low,
        own_high,
        loss_before,
        loss_before - flat["gamma"],
        loss_before + np.nan_to_num(flat["tau"], nan=0.0),
        gates,
        ~np.isnan(flat["tau"]),
        flat["sigma"],
        places,
        weights,
    )


def _bounds(own: Floats, before: Floats, low: Floats, high: Floats, overstate: bool) -> tuple[Floats, Floats]:
    """Return between which positions the outsider commits itself: no further from the settlement than its own."""
    if not (low <= high).all():
        raise SolverError("the lowest position that the outsider can take lies above the highest")
    if ((own < low) | (own > high)).any():
        raise SolverError("the outsider's own position lies outside the bounds of its commitment; widen them")
    if overstate:
        return low, high
    return np.where(own < before - 1e-9, own, low), np.where(own > before + 1e-9, own, high)


def with_outsider(places: Floats, weights: Floats, before: Floats, outsider: int, at: Floats, method: Method) -> Floats:
    """Return the settlement with the outsider at a position; as before where it does not count.

    Parameters
    ----------
    places, weights : (D, n_parties, n_issues) float
        Weight 0 for those who do not sit.
    before : (D, n_issues) float
        The settlement without the outsider.
    outsider
        Index of the outsider.
    at : (D, n_issues) float
        Its position.
    method
        Settlement method.

    Examples
    --------
    >>> places, weights = np.array([[[0.0], [90.0]]]), np.ones((1, 2, 1))
    >>> with_outsider(places, weights, np.array([[0.0]]), 1, np.array([[40.0]]), "compromise").tolist()
    [[20.0]]
    """
    moved = places.copy()
    moved[:, outsider] = at
    found = settlement_of(moved, weights, method)
    return np.where(weights[:, outsider] > 0, found, before)


def _follow(weights: Floats, outsider: int) -> Floats:
    """Return a_q = w_iq / (W_q + w_iq); 0 where the outsider does not count."""
    total = weights.sum(axis=1)
    share: Floats = np.divide(weights[:, outsider], total, out=np.zeros_like(total), where=total > 0)
    return share


def _linked(linked: LinkedIssues | None, n_parties: int) -> dict[str, tuple[Floats, int]]:
    """Return the linked issues checked, none of them where there are none."""
    if linked is None:
        nothing, nobody = np.zeros(0), np.zeros((n_parties, 0))
        return {
            "linked_places": (nobody, 2),
            "linked_stakes": (nobody, 2),
            "state": (nothing, 1),
            "linked_low": (nothing, 1),
            "linked_high": (nothing, 1),
        }
    places = as_positions(linked.positions)
    issues = places.shape[-1:]
    stakes = expect(linked.salience, (n_parties, *issues), "salience on linked issues")
    expect(places, (n_parties, *issues), "positions on linked issues")
    not_negative(np.where(np.isnan(places), 0.0, stakes), "salience on linked issues")
    state, low, high = (
        finite(expect(array, issues, name), name)
        for array, name in ((linked.state, "state"), (linked.low, "low"), (linked.high, "high"))
    )
    if not ((low <= state) & (state <= high)).all():
        raise SolverError("a linked issue stands outside the bounds between which the outsider can move it")
    return {
        "linked_places": (places, 2),
        "linked_stakes": (stakes, 2),
        "state": (state, 1),
        "linked_low": (low, 1),
        "linked_high": (high, 1),
    }


def _or_all(array: ArrayLike | None, default: float, n_parties: int, name: str) -> Floats:
    """Return one number a party, the default where the array is left out."""
    return np.full(n_parties, default) if array is None else expect(array, (n_parties,), name)


def _gates(terms: SeatTerms, table: Bools, outsider: int) -> Bools:
    """Return who must agree: all who sit unless told otherwise, never the outsider."""
    if terms.gatekeepers is None:
        return table
    gates = mask_of(terms.gatekeepers, table.size, "gatekeepers").copy()
    if gates.ndim != 1 or gates[outsider]:
        raise SolverError("gatekeepers must be one mask over the parties, without the outsider")
    return gates


def _spread(bound: ArrayLike, n_issues: int) -> Floats:
    """Return a bound as one number an issue."""
    array = np.asarray(bound, dtype=float)
    return finite(np.broadcast_to(array, (*array.shape[:-1], n_issues)), "low and high")


def _flatten(array: Floats, tail: int, leading: tuple[int, ...]) -> Floats:
    """Return the array with its leading axes broadcast and flattened to one axis of draws."""
    trailing = array.shape[array.ndim - tail :]
    return np.broadcast_to(array, (*leading, *trailing)).reshape(int(np.prod(leading, dtype=int)), *trailing)


def _check_outsider(table: Bools, outsider: int, n_parties: int) -> None:
    """Refuse an outsider that is no party or sits already."""
    if not 0 <= outsider < n_parties:
        raise SolverError(f"there is no party {outsider}; parties are numbered 0 to {n_parties - 1}")
    if table.ndim != 1:
        raise SolverError("seated must be one mask over the parties, the same in all draws")
    if table[outsider]:
        raise SolverError(f"party {outsider} sits already; the price of a seat is asked for one that does not")
