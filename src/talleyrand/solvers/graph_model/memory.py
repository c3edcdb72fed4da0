"""Whether a game fits this machine's memory, told before the work starts."""

from __future__ import annotations

import os
from collections.abc import Sequence

from talleyrand.errors import TooLargeError
from talleyrand.solvers.graph_model.game import Game

# Measured on full cubes: bytes beside the input for each state, rounded up.
_ANY, _LADDER = 48, 44
_CHOICE, _AT_ONCE, _SETS = 9, 18, 250


def total_memory() -> int | None:
    """Return the machine's memory in bytes, or None where the system does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def bytes_per_state(n_parties: int, concepts: Sequence[str]) -> int:
    """Return about how much memory a state takes, or a cell without one: SEQ keeps every party's improvements in order.

    SIM needs more, see ``check_choices``.

    Examples
    --------
    >>> bytes_per_state(5, ["nash", "gmr"]), bytes_per_state(5, ["seq"])
    (48, 268)
    """
    return _ANY + (_LADDER * n_parties if {"seq", "sim"} & set(concepts) else 0)


def check_memory(game: Game, concepts: Sequence[str], n_cells: int | None = None) -> None:
    """Refuse a game that would not fit.

    Parameters
    ----------
    game
        The game.
    concepts
        What it is to be solved for.
    n_cells
        Over how many combinations of options the solver works; the number of states where None.

    Raises
    ------
    TooLargeError
        Says how many states there are, what they need and how many would fit.
    """
    there = total_memory()
    each = bytes_per_state(game.n_parties, concepts) * max(n_cells or 0, game.n_states) / game.n_states
    if there is not None and each * game.n_states > there:
        remedy = "; leave out seq and sim, or exclude states" if {"seq", "sim"} & set(concepts) else "; exclude states"
        raise TooLargeError(
            f"{game.n_states:,} states of {game.n_parties} parties need about {each * game.n_states / 1e9:,.1f} GB, "
            f"and this machine has {there / 1e9:,.1f} GB; up to {int(there // each):,} states fit{remedy}"
        )


def check_choices(n_states: int, n_choices: Sequence[int]) -> None:
    """Refuse SIM where the lists of what every party may do from every state would not fit.

    Parameters
    ----------
    n_states
        Number of states.
    n_choices
        For every party how many combinations of its own options there are.

    Raises
    ------
    TooLargeError
        Says how many states there are, what they need and how many would fit.
    """
    there = total_memory()
    each = _CHOICE * sum(n_choices) + _AT_ONCE * max(n_choices) + _SETS
    if there is not None and each * n_states > there:
        raise TooLargeError(
            f"SIM over {n_states:,} states, with up to {max(n_choices):,} choices for a party, needs about "
            f"{each * n_states / 1e9:,.1f} GB, and this machine has {there / 1e9:,.1f} GB; up to {there // each:,} "
            "states fit; leave out sim, or exclude states"
        )


def check_table(n_states: int, n_options: int) -> None:
    """Refuse to list states that would not fit.

    Raises
    ------
    TooLargeError
        Says how many states there are, what they need and how many would fit.
    """
    there, each = total_memory(), n_options + 8
    if there is not None and each * n_states > there:
        raise TooLargeError(
            f"{n_states:,} states of {n_options} options need about {each * n_states / 1e9:,.1f} GB, and this machine "
            f"has {there / 1e9:,.1f} GB; up to {there // each:,} states fit; add rules, or merge options"
        )
