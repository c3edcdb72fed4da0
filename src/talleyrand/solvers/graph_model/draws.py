"""Many preferences, one conflict: how often a state is an equilibrium.

The draws lie side by side along an axis of the cube on which nobody can move, so that one pass of the
kernels solves a whole block of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model.cube import Cube
from talleyrand.solvers.graph_model.expression import Expression
from talleyrand.solvers.graph_model.game import MAX_OPTIONS, Flags, Game, decode
from talleyrand.solvers.graph_model.preferences import Rank, rank_by_priority
from talleyrand.solvers.graph_model.stability import CONCEPTS, solve
from talleyrand.solvers.graph_model.states import truth_of

_BLOCK = 1 << 16


@dataclass(frozen=True, eq=False)
class ManyResult:
    """What ``solve_many`` found.

    Parameters
    ----------
    game
        The conflict; its own ranks were not used.
    n_draws
        How many preferences were tried.
    equilibria
        For every concept (n_draws, n_states) bool.
    stable_share
        For every concept (n_parties, n_states) float in [0, 1]: the share of draws in which the state
        is stable for the party.
    """

    game: Game
    concepts: tuple[str, ...]
    n_draws: int
    equilibria: Mapping[str, Flags]
    stable_share: Mapping[str, NDArray[np.float64]]

    def share(self, concept: str) -> NDArray[np.float64]:
        """Return (n_states,) in [0, 1]: in which share of the draws tried a state is an equilibrium.

        It says how far the finding depends on what is not known; it is no probability of the outcome.
        """
        return np.asarray(self.equilibria[concept].mean(axis=0), dtype=np.float64)


def solve_many(game: Game, ranks: ArrayLike, concepts: Sequence[str] = CONCEPTS) -> ManyResult:
    """Return the equilibria of one conflict under each of many preferences.

    Parameters
    ----------
    game
        Options, owners, directions and states.
    ranks
        (n_draws, n_parties, n_states) int, higher better; one set of preferences per draw.
    concepts
        Some of ``nash gmr smr seq sim``.

    Raises
    ------
    SolverError
        The shape of the ranks does not fit the game.

    Examples
    --------
    >>> game = Game(("a",), (0,), 1, (), np.array([[0], [1]], dtype=bool), np.zeros((1, 2), dtype=int))
    >>> result = solve_many(game, [[[0, 1]], [[1, 0]], [[0, 1]], [[0, 2]]], ["nash"])
    >>> result.share("nash").tolist()
    [0.25, 0.75]
    """
    drawn = np.asarray(ranks)
    if drawn.ndim != 3 or drawn.shape[1:] != (game.n_parties, game.n_states) or not len(drawn):
        raise SolverError(
            f"ranks must have shape (n_draws, {game.n_parties}, {game.n_states}) with a draw at least, "
            f"not {drawn.shape}"
        )
    equilibria: dict[str, list[Flags]] = {concept: [] for concept in concepts}
    stable_share = {concept: np.zeros((game.n_parties, game.n_states)) for concept in concepts}
    size = _block_size(game, len(drawn))
    for start in range(0, len(drawn), size):
        for concept, stable in _solve_block(game, drawn[start : start + size], concepts).items():
            equilibria[concept].append(np.logical_and.reduce(stable, axis=0))
            stable_share[concept] += stable.sum(axis=1) / len(drawn)
    joined = {concept: np.concatenate(found) for concept, found in equilibria.items()}
    return ManyResult(game, tuple(concepts), len(drawn), MappingProxyType(joined), MappingProxyType(stable_share))


def complete_priorities(
    states: Flags,
    options: Sequence[str],
    tiers: Sequence[Sequence[str | Expression]],
    n_draws: int,
    seed: int | np.random.Generator,
) -> Rank:
    """Return ranks under random completions of a partial order of priorities.

    Parameters
    ----------
    states
        (n_states, n_options) bool.
    options
        Names of the options.
    tiers
        Groups of statements, the most important group first; within a group the order is unknown and
        every order is drawn with the same chance.
    n_draws
        How many completions.
    seed
        Makes the draws repeatable.

    Returns
    -------
    (n_draws, n_states) int32
        One row of ranks per completion, as ``rank_by_priority`` gives them.

    Examples
    --------
    >>> states = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool)
    >>> drawn = complete_priorities(states, ["a", "b"], [["a", "b"]], 20, seed=1)
    >>> np.unique(drawn, axis=0).tolist()
    [[0, 1, 2, 3], [0, 2, 1, 3]]
    """
    rng = np.random.default_rng(seed)
    flat = [statement for tier in tiers for statement in tier]
    orders = np.concatenate(
        [np.zeros((n_draws, 0), dtype=np.intp), *_shuffled(tiers, n_draws, rng)], axis=1, dtype=np.intp
    )
    if len(flat) > 62:
        return np.stack([rank_by_priority(states, options, [flat[place] for place in order]) for order in orders])
    keys = np.zeros((n_draws, len(states)), dtype=np.int64)
    truth = [truth_of(statement, states, options) for statement in flat]
    if truth:
        table = np.stack(truth)
        for place in range(len(flat)):
            keys = keys << 1 | table[orders[:, place]]
    return dense_rows(keys)


def dense_rows(keys: NDArray[Any]) -> Rank:
    """Return ranks from 0 without gaps, row by row.

    Examples
    --------
    >>> dense_rows(np.array([[5, 9, 5], [3, 2, 1]])).tolist()
    [[0, 1, 0], [2, 1, 0]]
    """
    order = np.argsort(keys, axis=1, kind="stable")
    ordered = np.take_along_axis(keys, order, axis=1)
    steps = np.zeros(keys.shape, dtype=np.int32)
    steps[:, 1:] = np.cumsum(ordered[:, 1:] != ordered[:, :-1], axis=1)
    ranks = np.empty_like(steps)
    np.put_along_axis(ranks, order, steps, axis=1)
    return ranks


def _shuffled(
    tiers: Sequence[Sequence[str | Expression]], n_draws: int, rng: np.random.Generator
) -> list[NDArray[np.intp]]:
    orders, start = [], 0
    for tier in tiers:
        places = np.tile(np.arange(start, start + len(tier)), (n_draws, 1))
        orders.append(rng.permuted(places, axis=1))
        start += len(tier)
    return orders


def _block_size(game: Game, n_draws: int) -> int:
    """Return how many draws are solved at once, a power of two; 1 where the game is no cube."""
    fitting = max(_BLOCK // max(game.n_states, 1), 1)
    bits = min(fitting.bit_length() - 1, (n_draws - 1).bit_length(), MAX_OPTIONS - game.n_options)
    return 1 << bits if Cube.fits(game) else 1


def _solve_block(game: Game, drawn: NDArray[Any], concepts: Sequence[str]) -> dict[str, Flags]:
    """Return (n_parties, n_draws, n_states) bool for every concept."""
    n_draws, n_parties, n_states = drawn.shape
    bits = (n_draws - 1).bit_length()
    padded = np.concatenate([drawn, np.repeat(drawn[-1:], (1 << bits) - n_draws, axis=0)])
    numbers = np.repeat(np.arange(1 << bits, dtype=np.int64), n_states)
    block = Game(
        (*game.options, *(f"bit {bit} of the draw" for bit in range(bits))),
        (*game.owners, *(n_parties for _ in range(bits))),
        n_parties + 1,
        (*game.directions, *("fixed" for _ in range(bits))),
        np.concatenate([np.tile(game.states, (1 << bits, 1)), decode(numbers, bits)], axis=1),
        np.concatenate(
            [padded.transpose(1, 0, 2).reshape(n_parties, -1), np.zeros((1, len(numbers)), dtype=drawn.dtype)]
        ),
    )
    result = solve(block, concepts)
    return {
        concept: stable[:n_parties].reshape(n_parties, -1, n_states)[:, :n_draws]
        for concept, stable in result.stable.items()
    }
