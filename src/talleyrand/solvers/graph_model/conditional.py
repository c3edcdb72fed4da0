"""Moves that depend on where play stands: an option that can be changed only while something holds.

"We lift the sanctions once the tests have stopped." A party's moves are then not transitive: two of its
moves in a row, with another's in between, may reach what no single move does, and the order of moves
matters. Joint moves are searched as defined, over (state, last mover).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from talleyrand.errors import SolverError, did_you_mean
from talleyrand.solvers.graph_model.edges import Edges, Moves
from talleyrand.solvers.graph_model.expression import Expression
from talleyrand.solvers.graph_model.game import Flags, Game
from talleyrand.solvers.graph_model.relations import check_size, held, joint_reach, move_table
from talleyrand.solvers.graph_model.simultaneous import simultaneous_stable
from talleyrand.solvers.graph_model.stability import CONCEPTS, StabilityResult, compact_ranks
from talleyrand.solvers.graph_model.states import truth_of


@dataclass(frozen=True)
class Condition:
    """An option can be changed only from states in which a statement is true.

    Parameters
    ----------
    option
        Name of the option.
    when
        The statement; it speaks of the state before the move.
    change
        ``on``: holds for taking the option only, ``off``: for giving it up only, ``both``.
    """

    option: str
    when: str | Expression
    change: str = "both"


def conditional_moves(game: Game, conditions: Sequence[Condition]) -> list[Moves]:
    """Return every party's moves that the options and all the conditions allow.

    Raises
    ------
    SolverError
        A condition on an option that does not exist, or on a change other than ``both on off``.
    """
    if not conditions:
        return Edges(game).moves
    allowed = [_allowed(game, condition) for condition in conditions]
    result = []
    for moves in Edges(game).moves:
        sources, targets = moves.pairs()
        keep = np.ones(len(sources), dtype=bool)
        for condition, fine in zip(conditions, allowed, strict=True):
            option = game.options.index(condition.option)
            before, after = game.states[sources, option], game.states[targets, option]
            concerned = before != after
            if condition.change != "both":
                concerned = concerned & (after == (condition.change == "on"))
            keep &= ~concerned | fine[sources]
        result.append(Moves.of(sources[keep], targets[keep]))
    return result


def solve_conditional(
    game: Game, conditions: Sequence[Condition], concepts: Sequence[str] = CONCEPTS
) -> StabilityResult:
    """Return stability where some changes are possible only under conditions.

    Under SIM all improvements are made from the same state, so that conditions are judged there.

    Parameters
    ----------
    game
        The conflict, at most 8,192 states.
    conditions
        All of them must hold.
    concepts
        Some of ``nash gmr smr seq sim``.

    Examples
    --------
    The second prisoner can defect only if the first has: cooperation (3) is then safe for the first.

    >>> game = Game(
    ...     options=("one", "two"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> solve_conditional(game, [Condition("two", "not one", change="off")]).stable["nash"][1].tolist()
    [True, True, False, True]
    """
    check_size(game.n_states, "a conflict with conditional moves")
    for concept in concepts:
        if concept not in CONCEPTS:
            remedy = did_you_mean(concept, CONCEPTS) or "there are: " + ", ".join(CONCEPTS)
            raise SolverError(f'no concept is called "{concept}"; {remedy}')
    edges = Edges(game.with_ranks(compact_ranks(game.ranks)), conditional_moves(game, conditions))
    stable: dict[str, Flags] = {}
    for concept in concepts:
        if concept == "sim":
            flags = simultaneous_stable(edges.game, edges)
        else:
            flags = np.stack([_stable(edges, party, concept) for party in range(game.n_parties)])
        flags.flags.writeable = False
        stable[concept] = flags
    return StabilityResult(game, tuple(concepts), MappingProxyType(stable), tuple(conditions))


def _stable(edges: Edges, party: int, concept: str) -> Flags:
    game = edges.game
    ranks = game.ranks[party]
    better: Flags = ranks[None, :] > ranks[:, None]
    own = move_table(edges.moves[party], game.n_states)
    others = [other for other in range(game.n_parties) if other != party]
    reach = joint_reach(edges.improvements if concept == "seq" else edges.moves, others, game.n_states)
    return held(concept, own & better, ~better, own, reach)


def _allowed(game: Game, condition: Condition) -> Flags:
    if condition.option not in game.options:
        remedy = did_you_mean(condition.option, game.options) or "there are: " + ", ".join(game.options)
        raise SolverError(f'no option is called "{condition.option}"; {remedy}')
    if condition.change not in ("both", "on", "off"):
        raise SolverError(f'a condition on the change "{condition.change}"; say both, on or off')
    return truth_of(condition.when, game.states, game.options)
