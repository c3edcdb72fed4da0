"""A result as a table that a reader of the literature recognises: a line per state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from talleyrand.errors import SolverError, did_you_mean
from talleyrand.solvers.graph_model.game import Game

if TYPE_CHECKING:
    from talleyrand.solvers.graph_model.stability import StabilityResult

SHOWN = 64


def table(
    result: StabilityResult, parties: Sequence[str] | None = None, states: Sequence[int] | None = None
) -> list[dict[str, object]]:
    """Return one row per state: number, options, each party's rank and stabilities, equilibria.

    Parameters
    ----------
    result
        What ``solve`` returned.
    parties
        (n_parties,) names of the parties; "party 1" and so on where None.
    states
        Which states, from 0; all where None.

    Returns
    -------
    list of dict
        ``state`` counts from 1 as the literature does, ``taken`` is a tuple of option names; for each
        party its rank and, under ``"<party> stable"``, the concepts; ``equilibrium`` those that hold for
        all. Fit for ``csv.DictWriter`` or a data frame.

    Examples
    --------
    >>> import numpy as np
    >>> from talleyrand.solvers.graph_model import Game, solve
    >>> game = Game(("arm",), (0,), 1, (), np.array([[0], [1]], dtype=bool), np.array([[0, 1]]))
    >>> table(solve(game, ["nash"]), ["A"])[1]
    {'state': 2, 'taken': ('arm',), 'A': 1, 'A stable': ('nash',), 'equilibrium': ('nash',)}
    """
    game = result.game
    names = list(parties) if parties is not None else [f"party {party + 1}" for party in range(game.n_parties)]
    if len(names) != game.n_parties:
        raise SolverError(f"{game.n_parties} parties need as many names, not {len(names)}")
    equilibria = result.equilibria
    rows: list[dict[str, object]] = []
    for state in range(game.n_states) if states is None else states:
        row: dict[str, object] = {"state": state + 1, "taken": game.taken(state)}
        for party, name in enumerate(names):
            row[name] = int(game.ranks[party, state])
            row[f"{name} stable"] = tuple(each for each in result.concepts if result.stable[each][party, state])
        row["equilibrium"] = tuple(each for each in result.concepts if equilibria[each][state])
        rows.append(row)
    return rows


def from_table(
    rows: Sequence[Mapping[str, object]],
    options: Sequence[str],
    owners: Sequence[int],
    parties: Sequence[str],
    directions: Sequence[str] = (),
) -> Game:
    """Return the conflict whose states and ranks a table lists; the twin of ``table``.

    Parameters
    ----------
    rows
        One per feasible state: ``taken``, the options taken as a sequence of names or in one text,
        separated by "; ", and for each party its rank, a number or its digits.
    options, owners, directions
        As in ``Game``.
    parties
        Names of the columns of ranks.

    Raises
    ------
    SolverError
        A row lacks a column, names an unknown option or has a rank that is no whole number.

    Examples
    --------
    >>> rows = [{"taken": "", "A": "1"}, {"taken": "arm", "A": "0"}]
    >>> from_table(rows, ["arm"], [0], ["A"]).ranks.tolist()
    [[1, 0]]
    """
    states = np.zeros((len(rows), len(options)), dtype=bool)
    ranks = np.zeros((len(parties), len(rows)), dtype=np.int64)
    for number, row in enumerate(rows):
        missing = [name for name in ("taken", *parties) if name not in row]
        if missing:
            raise SolverError(f"row {number + 1} has no column {', '.join(missing)}")
        for name in _names(row["taken"]):
            if name not in options:
                remedy = did_you_mean(name, options) or "there are: " + ", ".join(options)
                raise SolverError(f'row {number + 1}: no option is called "{name}"; {remedy}')
            states[number, list(options).index(name)] = True
        for party, name in enumerate(parties):
            try:
                ranks[party, number] = int(str(row[name]))
            except ValueError:
                raise SolverError(f'row {number + 1}: the rank "{row[name]}" of {name} is no whole number') from None
    return Game(tuple(options), tuple(owners), len(parties), tuple(directions), states, ranks)


def _names(taken: object) -> list[str]:
    parts = taken.split(";") if isinstance(taken, str) else [str(name) for name in taken]  # type: ignore[attr-defined]
    return [name.strip() for name in parts if name.strip()]


def as_html(result: StabilityResult) -> str:
    """Return the table in HTML: all states of a small game, the first equilibria of a large one."""
    game = result.game
    if game.n_states <= SHOWN:
        shown = list(range(game.n_states))
    else:
        shown = sorted({state for concept in result.concepts for state in result.states(concept)})[:SHOWN]
    rows = table(result, states=shown)
    head = list(rows[0]) if rows else ["state", "taken", "equilibrium"]
    lines = ["<tr>" + "".join(f"<th>{escape(name)}</th>" for name in head) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row.values()) + "</tr>" for row in rows]
    caption = f"{len(shown):,} of {game.n_states:,} states" if len(shown) < game.n_states else "all states"
    return f"<table><caption>Stability, {caption}</caption>{''.join(lines)}</table>"


def _cell(value: object) -> str:
    return escape(" ".join(map(str, value)) if isinstance(value, tuple) else str(value)) or "–"
