"""Who can move where: reachable states and unilateral improvements, one state at a time.

The whole-game kernels are in ``cube`` and ``edges``; these small functions serve explanations.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from talleyrand.solvers.graph_model.game import Codes, Game

Indices = NDArray[np.intp]


def legal(game: Game, source: Codes | int, target: Codes | int) -> NDArray[np.bool_]:
    """Return whether the one-way options allow a change from source codes to target codes."""
    switched_on = np.asarray(target) & ~np.asarray(source)
    switched_off = np.asarray(source) & ~np.asarray(target)
    allowed: NDArray[np.bool_] = ((switched_off & game.only_on) == 0) & ((switched_on & game.only_off) == 0)
    return allowed


def reachable(game: Game, party: int, state: int) -> Indices:
    """Return the states that a party reaches from a state in one step by changing only its options.

    This is R_i(s) of Kilgour, Hipel & Fang (1987): several own options may change at once, the
    target must be feasible and every change legal. In ascending order, without ``state`` itself.

    Examples
    --------
    >>> game = Game(("a", "b"), (0, 1), 2, ("on", "both"),
    ...             np.array([[0, 0], [1, 0], [0, 1]], dtype=bool), np.zeros((2, 3), dtype=int))
    >>> reachable(game, 0, 0).tolist(), reachable(game, 0, 1).tolist(), reachable(game, 1, 0).tolist()
    ([1], [], [2])
    """
    code = game.codes[state]
    same_others = (game.codes ^ code) & ~np.int64(game.masks[party]) == 0
    candidates = np.flatnonzero(same_others)
    keep = legal(game, code, game.codes[candidates]) & (candidates != state)
    targets: Indices = candidates[keep]
    return targets


def improvements(game: Game, party: int, state: int) -> Indices:
    """Return the party's unilateral improvements from a state: reachable states that it likes better."""
    targets = reachable(game, party, state)
    ranks = game.ranks[party]
    better: Indices = targets[ranks[targets] > ranks[state]]
    return better
