"""A party more or less at the table, and what that changes about the equilibria.

References
----------
Fang, Hipel & Kilgour (1993), Interactive Decision Making, on sensitivity to who takes part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import InfeasibleError, SolverError
from talleyrand.solvers.graph_model.expression import Expression
from talleyrand.solvers.graph_model.game import Flags, Game, Ranks, decode
from talleyrand.solvers.graph_model.stability import CONCEPTS, solve
from talleyrand.solvers.graph_model.states import truth_of

Numbers = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Smaller:
    """A conflict within another.

    Parameters
    ----------
    game
        The conflict that is left, with the options and parties of the larger one that remain.
    states
        (n_states,) int: for every state of it the number of the same state in the larger one.
    """

    game: Game
    states: Numbers


@dataclass(frozen=True)
class Change:
    """What another party at the table changes, by concept.

    Parameters
    ----------
    kept, lost, gained
        States of the smaller conflict, ascending. ``kept``: equilibria without and with the party, for
        some choice of its options; ``lost``: without it only; ``gained``: with it only.
    """

    kept: Mapping[str, tuple[int, ...]]
    lost: Mapping[str, tuple[int, ...]]
    gained: Mapping[str, tuple[int, ...]]


def without_party(game: Game, party: int, state: int) -> Smaller:
    """Return the conflict without a party, whose options stay as they are in a state.

    Parameters
    ----------
    game
        The conflict.
    party
        Who leaves; parties after it move up by one.
    state
        Where its options stand from now on, usually the status quo.

    Raises
    ------
    SolverError
        The party or the state does not exist, or the party is the only one.

    Examples
    --------
    >>> states = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool)
    >>> game = Game(("a", "b"), (0, 1), 2, (), states, np.array([[0, 1, 3, 2], [0, 0, 1, 1]]))
    >>> left = without_party(game, 1, 0)
    >>> left.game.options, left.states.tolist(), solve(left.game).states("nash")
    (('a',), [0, 1], (1,))
    """
    if not (0 <= party < game.n_parties and 0 <= state < game.n_states):
        raise SolverError(
            f"party {party}, state {state} do not exist; there are {game.n_parties} parties, {game.n_states} states"
        )
    if game.n_parties == 1:
        raise SolverError("without its only party there is no conflict left")
    kept = np.flatnonzero((game.codes ^ game.codes[state]) & np.int64(game.masks[party]) == 0)
    columns = [place for place, owner in enumerate(game.owners) if owner != party]
    smaller = Game(
        options=tuple(game.options[place] for place in columns),
        owners=tuple(game.owners[place] - (game.owners[place] > party) for place in columns),
        n_parties=game.n_parties - 1,
        directions=tuple(game.directions[place] for place in columns),
        states=game.states[kept][:, columns],
        ranks=np.delete(game.ranks, party, axis=0)[:, kept],
    )
    return Smaller(smaller, kept)


def with_party(
    game: Game,
    options: Sequence[str],
    rank: Callable[[Flags, tuple[str, ...]], Ranks],
    *,
    others: Mapping[int, Callable[[Flags, tuple[str, ...]], Ranks]] | None = None,
    directions: Sequence[str] = (),
    infeasible: Sequence[str | Expression] = (),
) -> Game:
    """Return the conflict with another party, the last in number.

    Parameters
    ----------
    game
        The conflict as it is.
    options
        Names of the new party's options; none for one that only wants.
    rank
        From (n, n_options) states and the names of all options, old ones first, to (n,) ranks: what the
        new party wants.
    others
        The same for parties that mind what the new one does. Whoever is not named is indifferent to it
        and ranks by the old options.
    directions
        Of the new options, as in ``Game``; empty: ``both``.
    infeasible
        Statements over old and new options that can never be true.

    Returns
    -------
    Game
        Its states in the order of the old ones, the new options changing slowest.

    Examples
    --------
    A guarantor that can punish the first prisoner alone does not save cooperation (3) from the second:

    >>> states = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool)
    >>> game = Game(("one", "two"), (0, 1), 2, (), states, np.array([[2, 1, 4, 3], [2, 4, 1, 3]]))
    >>> larger = with_party(game, ["punish"], lambda s, names: (s[:, 2] == ~s[:, 0]).astype(int))
    >>> larger.n_parties, larger.n_states, larger.options
    (3, 8, ('one', 'two', 'punish'))
    """
    names = (*game.options, *options)
    added = decode(np.arange(1 << len(options), dtype=np.int64), len(options))
    old = np.tile(np.arange(game.n_states), len(added))
    states = np.concatenate([game.states[old], np.repeat(added, game.n_states, axis=0)], axis=1)
    fine = np.ones(len(states), dtype=bool)
    for rule in infeasible:
        fine &= ~truth_of(rule, states, names)
    if not fine.any():
        raise InfeasibleError("with the new party's rules no state is feasible; loosen them")
    states, old = states[fine], old[fine]
    rows = [
        np.asarray(others[party](states, names)) if others and party in others else game.ranks[party][old]
        for party in range(game.n_parties)
    ]
    return Game(
        names,
        (*game.owners, *(game.n_parties for _ in options)),
        game.n_parties + 1,
        (*game.directions, *(directions or ("both",) * len(options))),
        states,
        np.stack([*rows, np.asarray(rank(states, names))]),
    )


def what_changes(smaller: Game, larger: Game, concepts: Sequence[str] = CONCEPTS) -> Change:
    """Return which equilibria a further party keeps, takes away and adds.

    A state of the larger conflict counts as the state of the smaller one in which the same of the
    smaller one's options are taken.

    Parameters
    ----------
    smaller, larger
        Conflicts without and with the party; the options of the first are among those of the second.
    concepts
        Some of ``nash gmr smr seq sim``.

    Examples
    --------
    >>> states = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool)
    >>> game = Game(("a", "b"), (0, 1), 2, (), states, np.array([[0, 1, 3, 2], [0, 0, 1, 1]]))
    >>> change = what_changes(without_party(game, 1, 0).game, game, ["nash"])
    >>> change.lost["nash"], change.gained["nash"]
    ((1,), (0,))
    """
    missing = [name for name in smaller.options if name not in larger.options]
    if missing:
        raise SolverError(f"the larger conflict lacks options of the smaller one: {', '.join(missing)}")
    before, after = solve(smaller, concepts).equilibria, solve(larger, concepts).equilibria
    columns = [larger.options.index(name) for name in smaller.options]
    number = {row.tobytes(): place for place, row in enumerate(np.ascontiguousarray(smaller.states))}
    image = [number.get(row.tobytes()) for row in np.ascontiguousarray(larger.states[:, columns])]
    kept, lost, gained = {}, {}, {}
    for concept in concepts:
        first = set(np.flatnonzero(before[concept]).tolist())
        second = {seen for place in np.flatnonzero(after[concept]) if (seen := image[place]) is not None}
        kept[concept] = tuple(sorted(first & second))
        lost[concept] = tuple(sorted(first - second))
        gained[concept] = tuple(sorted(second - first))
    return Change(MappingProxyType(kept), MappingProxyType(lost), MappingProxyType(gained))
