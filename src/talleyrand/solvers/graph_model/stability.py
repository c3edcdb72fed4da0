"""Which states are stable for whom: Nash, GMR, SMR, SEQ and SIM.

With P the ranks of party i, R its moves, and N-i the others' joint moves, each concept asks how low a
sanction can push i after an improvement t: m(t) is the least P among what the others can reach from t
(GMR), the least over those x of the best that i can still reach from x (SMR), or the least P among
what they can reach by improvements of their own (SEQ). A state s is stable exactly where
max over t in R(s) of min(P(t), m(t)) <= P(s): the inner minimum makes moves that are no improvements
drop out by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import SolverError, did_you_mean
from talleyrand.solvers.graph_model.cube import Cube
from talleyrand.solvers.graph_model.edges import Edges
from talleyrand.solvers.graph_model.game import Flags, Game
from talleyrand.solvers.graph_model.memory import check_memory
from talleyrand.solvers.graph_model.simultaneous import simultaneous_stable
from talleyrand.solvers.graph_model.tables import as_html

CONCEPTS = ("nash", "gmr", "smr", "seq", "sim")
Kernel = Cube | Edges


@dataclass(frozen=True, eq=False)
class StabilityResult:
    """What ``solve`` found.

    Parameters
    ----------
    game
        The game that was solved.
    concepts
        The concepts, in the order asked for.
    stable
        For every concept (n_parties, n_states) bool: the state is stable for the party.
    """

    game: Game
    concepts: tuple[str, ...]
    stable: Mapping[str, Flags]

    @property
    def equilibria(self) -> Mapping[str, Flags]:
        """For every concept (n_states,) bool: the state is stable for every party."""
        holds = {concept: np.logical_and.reduce(flags, axis=0) for concept, flags in self.stable.items()}
        return MappingProxyType(holds)

    def states(self, concept: str) -> tuple[int, ...]:
        """Return the equilibria under a concept as state numbers from 0, ascending."""
        return tuple(np.flatnonzero(self.equilibria[concept]).tolist())

    def _repr_html_(self) -> str:
        return as_html(self)


def solve(game: Game, concepts: Sequence[str] = CONCEPTS) -> StabilityResult:
    """Return for every party, state and concept whether the state is stable.

    Parameters
    ----------
    game
        The conflict.
    concepts
        Some of ``nash gmr smr seq sim``.

    Returns
    -------
    StabilityResult
        Exact; the same for the same game.

    Raises
    ------
    SolverError
        A concept that does not exist.
    TooLargeError
        More states than this machine's memory holds; states few among many combinations, yet with more
        moves than fit.

    References
    ----------
    Nash (1951); Howard (1971) for GMR and SMR; Fraser & Hipel (1984), Conflict Analysis: Models and
    Resolutions, North-Holland, for SEQ and SIM; Fang, Hipel & Kilgour (1993), Interactive Decision
    Making: The Graph Model for Conflict Resolution, Wiley, for three and more parties.

    Examples
    --------
    Mutual cooperation (state 3) holds in the prisoner's dilemma once the others can answer:

    >>> game = Game(
    ...     options=("one cooperates", "two cooperates"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> result = solve(game)
    >>> result.states("nash"), result.states("seq")
    ((0,), (0, 3))
    """
    for concept in concepts:
        if concept not in CONCEPTS:
            remedy = did_you_mean(concept, CONCEPTS) or "there are: " + ", ".join(CONCEPTS)
            raise SolverError(f'no concept is called "{concept}"; {remedy}')
    check_memory(game, concepts)
    compact = game.with_ranks(compact_ranks(game.ranks))
    kernel = kernel_for(compact)
    stable: dict[str, Flags] = {}
    for concept in concepts:
        if concept == "sim":
            flags = simultaneous_stable(compact, kernel)
        else:
            rows = [_TESTS[concept](kernel, party) for party in range(game.n_parties)]
            flags = np.stack(rows)
        flags.flags.writeable = False
        stable[concept] = flags
    return StabilityResult(game, tuple(concepts), MappingProxyType(stable))


def kernel_for(game: Game) -> Kernel:
    """Return the reductions that suit the game: cells where they are dense, else lists of moves."""
    return Cube(game) if Cube.fits(game) else Edges(game)


def compact_ranks(ranks: NDArray[Any]) -> NDArray[Any]:
    """Return ranks of the same order in the smallest signed integers, with room for a sentinel either side."""
    for width in (np.int16, np.int32):
        limits = np.iinfo(width)
        if ranks.size and limits.min < int(ranks.min()) and int(ranks.max()) < limits.max:
            return ranks.astype(width, copy=False)
    return np.stack([np.unique(row, return_inverse=True)[1].astype(np.int32) for row in ranks])


def _others(game: Game, party: int) -> list[int]:
    return [other for other in range(game.n_parties) if other != party and game.can_move(other)]


def _worst(game: Game) -> int:
    return int(np.iinfo(game.ranks.dtype).min)


def _beyond(game: Game) -> int:
    return int(np.iinfo(game.ranks.dtype).max)


def _nash(kernel: Kernel, party: int) -> Flags:
    return _holds(kernel, party, kernel.spread(kernel.game.ranks[party], _worst(kernel.game)))


def _gmr(kernel: Kernel, party: int) -> Flags:
    beyond = _beyond(kernel.game)
    ranks = kernel.spread(kernel.game.ranks[party], beyond)
    return _sanctioned(kernel, party, kernel.joint_min(_others(kernel.game, party), ranks, beyond))


def _smr(kernel: Kernel, party: int) -> Flags:
    game, beyond = kernel.game, _beyond(kernel.game)
    escape = kernel.own_best(party, kernel.spread(game.ranks[party], _worst(game)))
    if kernel.void is not None:
        escape = kernel.spread(kernel.gather(escape), beyond)
    return _sanctioned(kernel, party, kernel.joint_min(_others(game, party), escape, beyond))


def _seq(kernel: Kernel, party: int) -> Flags:
    beyond = _beyond(kernel.game)
    ranks = kernel.spread(kernel.game.ranks[party], beyond)
    return _sanctioned(kernel, party, kernel.improving_min(_others(kernel.game, party), ranks, beyond))


def _sanctioned(kernel: Kernel, party: int, pushed: NDArray[Any]) -> Flags:
    """Return where every improvement t has min(P(t), pushed(t)) <= P(s)."""
    ranks = kernel.spread(kernel.game.ranks[party], _worst(kernel.game))
    return _holds(kernel, party, np.minimum(ranks, pushed))


def _holds(kernel: Kernel, party: int, after: NDArray[Any]) -> Flags:
    """Return where no move of the party leads to more than it has."""
    best = kernel.gather(kernel.own_best(party, after))
    holds: Flags = best <= kernel.game.ranks[party]
    return holds


_TESTS: dict[str, Callable[[Kernel, int], Flags]] = {"nash": _nash, "gmr": _gmr, "smr": _smr, "seq": _seq}
