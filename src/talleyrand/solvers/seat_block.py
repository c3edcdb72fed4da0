"""Whether the party left out can block a settlement, and whether it would.

It *can* block where the decision rule passes the settlement with it and not without it. It *would* where it
prefers the reversion point to the settlement. Everybody is taken to support a settlement that is no worse to it
than the reversion point.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from talleyrand.solvers.arrays import Bools, Floats, as_positions, expect, frozen, frozen_bools
from talleyrand.solvers.seat import distances
from talleyrand.solvers.simple_game import SimpleGame

_TOLERANCE = 1e-9  # scale points: a settlement that is this little worse is no worse


@dataclass(frozen=True, eq=False)
class Blocking:
    """Who can hold a settlement up under a decision rule, and who would.

    Attributes
    ----------
    gain : (..., n_parties) float
        L_j(reversion) - L_j(settlement), in scale points times salience; negative: j prefers no deal.
    supports : (..., n_parties) bool
        ``gain >= 0`` (to 1e-9); the indifferent do not stand in the way.
    passes : (...) bool
        The supporters win under the rule.
    needed : (n_parties,) bool
        The rule fails without this party even if everybody else agrees (a veto).
    can_block : (..., n_parties) bool
        The other supporters win with it and not without it: its vote decides, whichever way it leans.
    would_block : (..., n_parties) bool
        It can, and prefers the reversion point.
    """

    gain: Floats
    supports: Bools
    passes: Bools
    needed: Bools
    can_block: Bools
    would_block: Bools


def blocking(
    outcome: ArrayLike,
    positions: ArrayLike,
    salience: ArrayLike,
    reversion: ArrayLike,
    rule: SimpleGame,
) -> Blocking:
    """Return for every party whether it can block a settlement and whether it would.

    Parameters
    ----------
    outcome : (..., n_issues) float
        The settlement that is put to the vote.
    positions, salience : (..., n_parties, n_issues) float
    reversion : (..., n_issues) float
    rule
        Decision rule over the parties in the order of the positions; who has no vote has no weight in it.

    Returns
    -------
    Blocking

    Examples
    --------
    Unanimity of three; the settlement at 30 leaves two of them worse off than no deal at 80.

    >>> rule = SimpleGame(3, vetoes=(0, 1, 2))
    >>> found = blocking([30.0], [[0.0], [60.0], [90.0]], [[1.0]] * 3, [80.0], rule)
    >>> found.gain.tolist(), found.would_block.tolist()
    ([50.0, -10.0, -50.0], [False, False, False])

    Two stand in its way, so neither vote alone decides. At 50 the second is content, and the third decides:

    >>> found = blocking([50.0], [[0.0], [60.0], [90.0]], [[1.0]] * 3, [80.0], rule)
    >>> found.would_block.tolist()
    [False, False, True]
    """
    places = as_positions(positions)
    stakes = expect(salience, places.shape[-2:], "salience")
    at_deal = distances(expect(outcome, places.shape[-1:], "outcome"), places, stakes).sum(axis=-1)
    at_none = distances(expect(reversion, places.shape[-1:], "reversion"), places, stakes).sum(axis=-1)
    gain = at_none - at_deal
    supports = gain >= -_TOLERANCE
    own = np.eye(places.shape[-2], dtype=bool)
    votes = supports[..., None, :]
    can_block = rule.wins(votes | own) & ~rule.wins(votes & ~own)
    return Blocking(
        frozen(gain),
        frozen_bools(supports),
        frozen_bools(rule.wins(supports)),
        frozen_bools(~rule.wins(~own)),
        frozen_bools(can_block),
        frozen_bools(can_block & ~supports),
    )
