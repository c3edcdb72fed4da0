"""A conflict as the graph model sees it: options, who owns them, states, moves, ranks."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from talleyrand.errors import InfeasibleError, SolverError, did_you_mean

Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]
Ranks = NDArray[Any]

DIRECTIONS = ("both", "on", "off", "fixed")
MAX_OPTIONS = 62


@dataclass(frozen=True, eq=False)
class Game:
    """A conflict in option form; inputs are checked, kept read-only and never changed.

    Parameters
    ----------
    options
        Names of the options, each once; at most 62.
    owners
        For every option the number of the party that controls it, from 0.
    n_parties
        How many parties there are; one without options is allowed.
    directions
        For every option ``both``, ``on`` (may only be taken, never given up: irreversible) or
        ``off`` (may only be given up) or ``fixed`` (nobody can change it now). Empty means ``both`` throughout.
    states
        (n_states, n_options) bool: the feasible states, each once, in the caller's order.
    ranks
        (n_parties, n_states) int: how much each party likes each state; higher is better, equal is
        indifferent; only the order counts.

    Raises
    ------
    SolverError
        Shapes that do not fit together, a state given twice, an option owned by nobody.
    InfeasibleError
        There is no state at all.

    References
    ----------
    Kilgour, Hipel & Fang (1987), The graph model for conflicts, Automatica 23(1), 41-55.
    Fang, Hipel & Kilgour (1993), Interactive Decision Making: The Graph Model for Conflict
    Resolution, Wiley.

    Examples
    --------
    The prisoner's dilemma; state 3 is mutual cooperation.

    >>> game = Game(
    ...     options=("one cooperates", "two cooperates"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> game.n_states
    4
    """

    options: tuple[str, ...]
    owners: tuple[int, ...]
    n_parties: int
    directions: tuple[str, ...]
    states: Flags = field(repr=False)
    ranks: Ranks = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", tuple(self.options))
        object.__setattr__(self, "owners", _checked_owners(self.owners))
        object.__setattr__(self, "directions", tuple(self.directions) or ("both",) * len(self.options))
        _check_options(self.options, self.owners, self.n_parties, self.directions)
        object.__setattr__(self, "states", _checked_states(self.states, len(self.options)))
        object.__setattr__(self, "ranks", _checked_ranks(self.ranks, self.n_parties, len(self.states)))
        _check_unique(self.codes)

    @property
    def n_states(self) -> int:
        """Number of feasible states."""
        return len(self.states)

    @property
    def n_options(self) -> int:
        """Number of options."""
        return len(self.options)

    @cached_property
    def codes(self) -> Codes:
        """(n_states,) int64: bit j of a state's code is option j."""
        return encode(self.states)

    @cached_property
    def masks(self) -> tuple[int, ...]:
        """For each party the code in which all of its options, and no others, are taken."""
        return tuple(
            sum(1 << bit for bit, owner in enumerate(self.owners) if owner == party) for party in range(self.n_parties)
        )

    @cached_property
    def only_on(self) -> int:
        """The code of all options that cannot be given up."""
        return sum(1 << bit for bit, direction in enumerate(self.directions) if direction in ("on", "fixed"))

    @cached_property
    def only_off(self) -> int:
        """The code of all options that cannot be taken."""
        return sum(1 << bit for bit, direction in enumerate(self.directions) if direction in ("off", "fixed"))

    def can_move(self, party: int) -> bool:
        """Return whether a party owns an option that is not fixed."""
        pairs = zip(self.owners, self.directions, strict=True)
        return any(owner == party and direction != "fixed" for owner, direction in pairs)

    def with_ranks(self, ranks: ArrayLike) -> Game:
        """Return the same conflict under other preferences."""
        other = copy.copy(self)  # with all that has been worked out from the states
        object.__setattr__(other, "ranks", _checked_ranks(ranks, self.n_parties, self.n_states))
        return other

    def find(self, taken: Sequence[str]) -> int:
        """Return the number (from 0) of the state in which exactly these options are taken.

        Raises
        ------
        SolverError
            No option has that name, or the state is not feasible.
        """
        wanted = 0
        for name in taken:
            if name not in self.options:
                remedy = did_you_mean(name, self.options) or "there are: " + ", ".join(self.options)
                raise SolverError(f'no option is called "{name}"; {remedy}')
            wanted |= 1 << self.options.index(name)
        places = np.flatnonzero(self.codes == wanted)
        if not len(places):
            raise SolverError(f"the state {{{', '.join(taken)}}} is not feasible")
        return int(places[0])

    def taken(self, state: int) -> tuple[str, ...]:
        """Return the names of the options that are taken in a state."""
        return tuple(name for name, on in zip(self.options, self.states[state], strict=True) if on)


def encode(states: Flags) -> Codes:
    """Return (n_states,) int64 codes of (n_states, n_options) bool states: bit j is option j.

    Examples
    --------
    >>> encode(np.array([[True, False], [True, True]])).tolist()
    [1, 3]
    """
    codes = np.zeros(len(states), dtype=np.int64)
    for bit in range(states.shape[1]):
        codes |= states[:, bit].astype(np.int64) << bit
    return codes


def decode(codes: Codes, n_options: int) -> Flags:
    """Return (n_states, n_options) bool states of their codes.

    Examples
    --------
    >>> decode(np.array([1, 3]), 2).tolist()
    [[True, False], [True, True]]
    """
    states = np.empty((len(codes), n_options), dtype=bool)
    for bit in range(n_options):
        states[:, bit] = (codes >> bit) & 1
    return states


def check_state(game: Game, state: int) -> None:
    """Refuse a state that does not exist.

    Raises
    ------
    SolverError
        Says which do.
    """
    if not 0 <= state < game.n_states:
        raise SolverError(f"state {state} does not exist; states are 0 to {game.n_states - 1}")


def _check_options(options: Sequence[str], owners: Sequence[int], n_parties: int, directions: Sequence[str]) -> None:
    if len(options) > MAX_OPTIONS:
        raise SolverError(f"{len(options)} options are too many; at most {MAX_OPTIONS} fit a state's code")
    doubled = sorted({name for name in options if options.count(name) > 1})
    if doubled:
        raise SolverError(f"options named twice: {', '.join(doubled)}")
    if len(owners) != len(options) or len(directions) != len(options):
        raise SolverError(
            f"{len(options)} options need as many owners and directions, not {len(owners)} and {len(directions)}"
        )
    for name, owner, direction in zip(options, owners, directions, strict=True):
        if not 0 <= owner < n_parties:
            raise SolverError(
                f'option "{name}" is owned by nobody: its owner is {owner}, the parties are 0 to {n_parties - 1}'
            )
        if direction not in DIRECTIONS:
            remedy = did_you_mean(direction, DIRECTIONS) or "say both, on, off or fixed"
            raise SolverError(f'option "{name}" cannot move "{direction}"; {remedy}')


def _checked_owners(owners: Sequence[int]) -> tuple[int, ...]:
    for owner in owners:
        if not isinstance(owner, int | np.integer):
            raise SolverError(f'owners are numbers of parties, from 0, not "{owner}"')
    return tuple(int(owner) for owner in owners)


def _checked_states(states: ArrayLike, n_options: int) -> Flags:
    array = np.asarray(states)
    if array.ndim != 2 or array.shape[1] != n_options:
        raise SolverError(f"states must have shape (n_states, {n_options}), not {array.shape}")
    if not len(array):
        raise InfeasibleError("there is no feasible state; loosen the rules")
    if array.dtype != bool:
        if not np.isin(array, (0, 1)).all():
            raise SolverError("states must be true or false in every option")
        array = array.astype(bool)
    return _frozen(array)


def _checked_ranks(ranks: ArrayLike, n_parties: int, n_states: int) -> Ranks:
    try:
        array = np.asarray(ranks)
    except ValueError as error:
        raise SolverError(f"ranks must have shape ({n_parties}, {n_states}): rows of unequal length") from error
    if array.shape != (n_parties, n_states):
        raise SolverError(f"ranks must have shape ({n_parties}, {n_states}), not {array.shape}")
    if not np.issubdtype(array.dtype, np.integer):
        raise SolverError("ranks must be integers; rank_by_values turns any numbers into ranks")
    return _frozen(array)


def _check_unique(codes: Codes) -> None:
    if (np.diff(codes) > 0).all():
        return
    order = np.argsort(codes, kind="stable")
    same = np.flatnonzero(np.diff(codes[order]) == 0)
    if len(same):
        first, again = order[same[0]] + 1, order[same[0] + 1] + 1
        raise SolverError(f"states {first} and {again} are the same (counted from 1); give every state once")


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    view = array.view()
    view.flags.writeable = False
    return view
