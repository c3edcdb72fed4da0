"""Stability where some comparisons are not known.

A party's preference is two relations between states: ``better`` (known to like t more than s) and
``unknown``; what is neither is known to be equal or worse.

References
----------
Li, Hipel, Kilgour & Fang (2004), Preference uncertainty in the graph model for conflict resolution,
IEEE Transactions on Systems, Man, and Cybernetics A 34(4), 507-520.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from talleyrand.errors import SolverError, did_you_mean
from talleyrand.solvers.graph_model.edges import Edges, Moves
from talleyrand.solvers.graph_model.expression import Expression
from talleyrand.solvers.graph_model.game import Flags, Game
from talleyrand.solvers.graph_model.relations import check_size, held, joint_reach, move_table
from talleyrand.solvers.graph_model.stability import StabilityResult
from talleyrand.solvers.graph_model.states import truth_of

PARTIAL_CONCEPTS = ("nash", "gmr", "smr", "seq")
ATTITUDES = {"a": (True, False), "b": (False, False), "c": (True, True), "d": (False, True)}
"""Type of party: whether an unknown comparison is an incentive to move, and whether it deters."""


class PartialResult(StabilityResult):
    """What ``solve_partial`` found; the ranks of its game play no part in it."""

    def why(self, party: int, state: int, concept: str, parties: Sequence[str] | None = None) -> str:
        """Refuse: a sentence names what a party likes better, and here that is known in part only.

        Raises
        ------
        SolverError
            Always; says which way there is.
        """
        del party, state, concept, parties
        raise SolverError(
            "sentences need a complete order; draw one with complete_priorities, and solve the conflict with it"
        )


def relations_by_tiers(
    states: Flags, options: Sequence[str], tiers: Sequence[Sequence[str | Expression]]
) -> tuple[Flags, Flags]:
    """Return what is known of a preference whose priorities are known only by groups.

    Parameters
    ----------
    states
        (n_states, n_options) bool.
    options
        Names of the options.
    tiers
        Groups of statements, the most important group first; the order within a group is unknown.

    Returns
    -------
    better, unknown : (n_states, n_states) bool
        ``better[s, t]``: t is better than s under every order; ``unknown[s, t]``: under some orders t
        is better, under others s.

    Examples
    --------
    >>> states = np.array([[1, 0], [0, 1], [1, 1]], dtype=bool)
    >>> better, unknown = relations_by_tiers(states, ["a", "b"], [["a", "b"]])
    >>> better.tolist()[0], unknown.tolist()[0]
    ([False, False, True], [False, True, False])
    """
    check_size(len(states), "partial preference")
    better, unknown, decided = (np.zeros((len(states), len(states)), dtype=bool) for _ in range(3))
    for tier in tiers:
        gain = np.zeros_like(better)
        for statement in tier:
            truth = truth_of(statement, states, options)
            gain |= truth[None, :] & ~truth[:, None]
        loss = gain.T
        better |= gain & ~loss & ~decided
        unknown |= gain & loss & ~decided
        decided |= gain | loss
    return better, unknown


def solve_partial(
    game: Game,
    better: ArrayLike,
    unknown: ArrayLike,
    attitude: str = "a",
    concepts: Sequence[str] = PARTIAL_CONCEPTS,
    *,
    opponents_gamble: bool = True,
) -> PartialResult:
    """Return stability where comparisons may be unknown; the game's own ranks are not used.

    Parameters
    ----------
    game
        Options, owners, directions and states, at most 8,192.
    better, unknown
        (n_parties, n_states, n_states) bool: ``better[i, s, t]`` says that i is known to like t more
        than s, ``unknown[i, s, t]`` that it is not known; see ``relations_by_tiers``.
    attitude
        ``a``: an unknown comparison is an incentive to move, and does not deter; ``b``: neither;
        ``c``: both; ``d``: no incentive, and deters.
    concepts
        Some of ``nash gmr smr seq``.
    opponents_gamble
        SEQ: whether the others' moves to states that they may or may not like better count as
        sanctions in their own interest. The default is our reading of the source, not a checked one.

    Raises
    ------
    SolverError
        Relations that contradict themselves, an unknown attitude or concept.

    Examples
    --------
    >>> states = np.array([[0], [1]], dtype=bool)
    >>> game = Game(("a",), (0,), 1, (), states, np.zeros((1, 2), dtype=int))
    >>> nothing, open_question = np.zeros((1, 2, 2), dtype=bool), ~np.eye(2, dtype=bool)[None]
    >>> solve_partial(game, nothing, open_question, "a").states("nash")
    ()
    >>> solve_partial(game, nothing, open_question, "b").states("nash")
    (0, 1)
    """
    check_size(game.n_states, "partial preference")
    known, open_pairs = _checked(game, better), _checked(game, unknown)
    _check_relations(known, open_pairs)
    if attitude not in ATTITUDES:
        raise SolverError(f'there is no attitude "{attitude}"; say a, b, c or d')
    for concept in concepts:
        if concept not in PARTIAL_CONCEPTS:
            remedy = did_you_mean(concept, PARTIAL_CONCEPTS) or "there are: " + ", ".join(PARTIAL_CONCEPTS)
            raise SolverError(f'no concept under partial preference is called "{concept}"; {remedy}')
    tempting, deterring = ATTITUDES[attitude]
    search = _Search(game, known, open_pairs, opponents_gamble)
    stable = {
        concept: np.stack([search.stable(concept, party, tempting, deterring) for party in range(game.n_parties)])
        for concept in concepts
    }
    for flags in stable.values():
        flags.flags.writeable = False
    return PartialResult(game, tuple(concepts), MappingProxyType(stable))


class _Search:
    def __init__(self, game: Game, better: Flags, unknown: Flags, opponents_gamble: bool) -> None:
        self.game, self.better, self.unknown = game, better, unknown
        self.moves = Edges(game).moves
        self.interested = [
            _within(moves, better[party] | unknown[party] if opponents_gamble else better[party])
            for party, moves in enumerate(self.moves)
        ]

    def stable(self, concept: str, party: int, tempting: bool, deterring: bool) -> Flags:
        """Return (n_states,) bool."""
        better, unknown = self.better[party], self.unknown[party]
        own = move_table(self.moves[party], self.game.n_states)
        tempted = own & (better | unknown if tempting else better)
        feared = ~better if deterring else ~better & ~unknown
        others = [other for other in range(self.game.n_parties) if other != party]
        reach = joint_reach(self.interested if concept == "seq" else self.moves, others, self.game.n_states)
        return held(concept, tempted, feared, own, reach)


def _within(moves: Moves, relation: Flags) -> Moves:
    sources, targets = moves.pairs()
    keep = relation[sources, targets]
    return Moves.of(sources[keep], targets[keep])


def _checked(game: Game, relation: ArrayLike) -> Flags:
    array = np.asarray(relation, dtype=bool)
    shape = (game.n_parties, game.n_states, game.n_states)
    if array.shape != shape:
        raise SolverError(f"relations must have shape {shape}, not {array.shape}")
    return array


def _check_relations(better: Flags, unknown: Flags) -> None:
    faults = {
        "better in both directions": better & better.transpose(0, 2, 1),
        "both better and unknown": better & (unknown | unknown.transpose(0, 2, 1)),
        "unknown in one direction only": unknown & ~unknown.transpose(0, 2, 1),
        "unknown against themselves": unknown & np.eye(unknown.shape[1], dtype=bool),
    }
    for fault, where in faults.items():
        if where.any():
            party, one, other = (int(place) for place in np.argwhere(where)[0])
            raise SolverError(f"party {party}: states {one} and {other} are {fault}")
