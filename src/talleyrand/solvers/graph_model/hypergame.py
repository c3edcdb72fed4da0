"""Misperceived options: what holds when parties do not see the same conflict.

Our reading of a first-level hypergame (Bennett 1977; Wang, Hipel & Fraser 1988). Everybody plays a
conflict of its own: in it the options of others that the party does not know of stand as in the status
quo and cannot be changed, and everybody's preferences are what the party takes them to be. A state is
stable for a party if it is stable in the party's own conflict. A state in which an option unknown to the
party is not as in the status quo is out of its view; the party, which sees nothing of that option, takes
it for the state with the option as in the status quo, and acts on that; where that is infeasible the state
is not stable for it. Such a state can be an
equilibrium only as long as the party stays unaware; ``in_view`` tells.

References
----------
Bennett (1977), Toward a theory of hypergames, Omega 5(6), 749-751.
Wang, Hipel & Fraser (1988), Modeling misperceptions in games, Behavioral Science 33(3), 207-223.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from talleyrand.errors import SolverError, did_you_mean
from talleyrand.solvers.graph_model.game import Flags, Game
from talleyrand.solvers.graph_model.stability import CONCEPTS, solve


@dataclass(frozen=True, eq=False)
class Perception:
    """How one party sees the conflict.

    Parameters
    ----------
    unknown
        Names of others' options that it does not know of.
    ranks
        (n_parties, n_states) int, over the states of the true conflict: the preferences it ascribes to
        all, its own included; None: the true ones.
    """

    unknown: tuple[str, ...] = ()
    ranks: ArrayLike | None = None


@dataclass(frozen=True, eq=False)
class HypergameResult:
    """What ``solve_hypergame`` found.

    Parameters
    ----------
    game
        The true conflict.
    concepts
        The concepts, in the order asked for.
    stable
        For every concept (n_parties, n_states) bool: the state, as the party takes it to be, is stable
        for the party in its own conflict.
    expected
        For every concept (n_parties, n_states) bool: the state is in the party's view, and there an
        equilibrium: what the party believes will last.
    in_view
        (n_parties, n_states) bool: no option unknown to the party has been used.
    """

    game: Game
    concepts: tuple[str, ...]
    stable: Mapping[str, Flags]
    expected: Mapping[str, Flags]
    in_view: Flags

    @property
    def equilibria(self) -> Mapping[str, Flags]:
        """For every concept (n_states,) bool: nobody leaves the state, each by its own lights."""
        holds = {concept: np.logical_and.reduce(flags, axis=0) for concept, flags in self.stable.items()}
        return MappingProxyType(holds)


def solve_hypergame(
    game: Game, perceptions: Mapping[int, Perception], status_quo: int, concepts: Sequence[str] = CONCEPTS
) -> HypergameResult:
    """Return what holds when parties misperceive the conflict.

    Parameters
    ----------
    game
        The conflict as it is.
    perceptions
        How parties see it, by number; whoever is not named sees it as it is.
    status_quo
        Number of the state in which options stand that a party does not know of.
    concepts
        Some of ``nash gmr smr seq sim``.

    Raises
    ------
    SolverError
        A party that does not know of its own option, an option or a state that does not exist.

    Examples
    --------
    One breaks the truce because it does not know that two can strike back:

    >>> states = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool)
    >>> game = Game(("break", "strike"), (0, 1), 2, (), states, np.array([[1, 2, 0, 0], [2, 0, 0, 1]]))
    >>> solve(game).states("seq")
    (0, 2, 3)
    >>> found = solve_hypergame(game, {0: Perception(unknown=("strike",))}, status_quo=0)
    >>> np.flatnonzero(found.equilibria["seq"]), np.flatnonzero(found.expected["seq"][0])
    (array([3]), array([1]))
    """
    if not 0 <= status_quo < game.n_states:
        raise SolverError(f"state {status_quo} does not exist; states are 0 to {game.n_states - 1}")
    for party, perception in perceptions.items():
        _check(game, party, perception)
    shape = (game.n_parties, game.n_states)
    stable, expected = ({concept: np.zeros(shape, dtype=bool) for concept in concepts} for _ in range(2))
    in_view = np.ones(shape, dtype=bool)
    for party in range(game.n_parties):
        perceived = perceptions.get(party, Perception())
        unknown = sum(1 << game.options.index(name) for name in set(perceived.unknown))
        in_view[party] = (game.codes ^ game.codes[status_quo]) & np.int64(unknown) == 0
        seen = np.flatnonzero(in_view[party])
        own = _as_seen(game, perceived, seen, unknown)
        found = solve(own, concepts)
        place = {int(code): number for number, code in enumerate(own.codes)}
        taken_for = (game.codes & ~np.int64(unknown)) | (game.codes[status_quo] & np.int64(unknown))
        image = np.array([place.get(int(code), -1) for code in taken_for])
        for concept in concepts:
            stable[concept][party] = (image >= 0) & found.stable[concept][party][image]
            expected[concept][party, seen] = found.equilibria[concept]
    for flags in (*stable.values(), *expected.values(), in_view):
        flags.flags.writeable = False
    return HypergameResult(game, tuple(concepts), MappingProxyType(stable), MappingProxyType(expected), in_view)


def _as_seen(game: Game, perceived: Perception, seen: np.ndarray, unknown: int) -> Game:
    """Return the conflict as a party sees it: the states in its view, what it does not know of fixed."""
    ranks = game.ranks if perceived.ranks is None else np.asarray(perceived.ranks)
    if ranks.shape != game.ranks.shape:
        raise SolverError(f"perceived ranks must have shape {game.ranks.shape}, not {ranks.shape}")
    directions = tuple("fixed" if unknown >> bit & 1 else direction for bit, direction in enumerate(game.directions))
    return Game(game.options, game.owners, game.n_parties, directions, game.states[seen], ranks[:, seen])


def _check(game: Game, party: int, perception: Perception) -> None:
    if not 0 <= party < game.n_parties:
        raise SolverError(f"party {party} does not exist; parties are 0 to {game.n_parties - 1}")
    for name in perception.unknown:
        if name not in game.options:
            remedy = did_you_mean(name, game.options) or "there are: " + ", ".join(game.options)
            raise SolverError(f'no option is called "{name}"; {remedy}')
        if game.owners[game.options.index(name)] == party:
            raise SolverError(f'party {party} owns "{name}" and so must know of it')
