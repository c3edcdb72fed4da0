"""A conflict in a file of its own as a case for a project."""

from __future__ import annotations

import re
from typing import Literal

import numpy as np

from talleyrand.analyses.plain_conflict import PlainConflict
from talleyrand.analyses.published_conflict import RuledConflict
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import Case, OptionEntry, PartyEntry, PreferenceEntry, RuleEntry
from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model import Game
from talleyrand.solvers.graph_model.expression import KEYWORDS


def as_case(conflict: PlainConflict, game: Game) -> Case:
    """Return a conflict as a case of the project's own form, fit for ``talleyrand solve``.

    A ranking of states becomes ordered statements: first that the state is one of the best, then that it is one
    of the second best, and so on. Where the file has no rules, what it leaves out becomes one. Where the file
    tells no status quo, no option is taken but those that can only be dropped.

    Raises
    ------
    SolverError
        An option is fixed, which a case cannot say.

    Examples
    --------
    >>> from talleyrand.solvers.graph_model import solve
    >>> plain = PlainConflict(decision_makers=["A"], options=[{"name": "arm us", "owner": 0}], states=["N", "Y"],
    ...                       payoffs=[[0, 1]])
    >>> case = as_case(plain, plain.game())
    >>> case.options["arm_us"].title, case.preferences["A"][0].statement
    ('arm us', 'arm_us')
    """
    source = conflict.citation or f"as the file of {conflict.name} states it"
    options = _keys([option.name for option in conflict.options])
    parties = _keys(list(conflict.decision_makers))
    told = [_statement(row, options) for row in game.states]
    now = conflict.status_quo
    return Case(
        title=conflict.title or conflict.name,
        reviewed=True,
        parties={
            key: PartyEntry(name=name, capability=Estimate(value=100, assumption="not used: only orders count here"))
            for key, name in zip(parties, conflict.decision_makers, strict=True)
        },
        options={
            key: OptionEntry(
                title=option.name.replace("_", " "),
                owner=parties[conflict.owners[n]],
                direction=_direction(game.directions[n]),
                status_quo=game.directions[n] == "off" if now is None else bool(game.states[now - 1, n]),
                assumption=source,
            )
            for n, (key, option) in enumerate(zip(options, conflict.options, strict=True))
        },
        infeasible=tuple(RuleEntry(when=rule, assumption=source) for rule in _rules(conflict, game, options, told)),
        preferences={
            key: tuple(PreferenceEntry(statement=words, assumption=source) for words in _tiers(game.ranks[n], told))
            for n, key in enumerate(parties)
        },
    )


def _rules(conflict: PlainConflict, game: Game, options: list[str], told: list[str]) -> tuple[str, ...]:
    """Return the rules of the file where its names serve as keys, else one that leaves the listed states."""
    if isinstance(conflict, RuledConflict) and options == [option.name for option in conflict.options]:
        return conflict.rules
    if game.n_states == 1 << game.n_options:
        return ()
    return (f"not ({' or '.join(f'({state})' for state in told)})",)


def _direction(way: str) -> Literal["both", "on", "off"]:
    if way == "fixed":
        raise SolverError(
            "a case has no fixed options; leave the option out, with the states in which it stands otherwise"
        )
    return "on" if way == "on" else "off" if way == "off" else "both"


def _tiers(ranks: np.ndarray, told: list[str]) -> list[str]:
    """Return a statement for every level of a ranking but the last, the best first; a tautology for one level."""
    levels = sorted(set(ranks.tolist()), reverse=True)
    rows = [[told[state] for state in np.flatnonzero(ranks == level).tolist()] for level in levels]
    return [" or ".join(f"({state})" if len(row) > 1 else state for state in row) for row in rows[:-1] or rows]


def _statement(row: np.ndarray, options: list[str]) -> str:
    return " and ".join(key if on else f"not {key}" for key, on in zip(options, row.tolist(), strict=True))


def _keys(names: list[str]) -> list[str]:
    """Return names as keys of a case: letters, digits and underscores, each once, none a word of statements."""
    keys: list[str] = []
    for name in names:
        key = re.sub(r"\W+", "_", name).strip("_") or "x"
        if key[0].isdigit() or key.casefold() in KEYWORDS:
            key = f"x_{key}"
        base, n = key, 2
        while key in keys:
            key, n = f"{base}_{n}", n + 1
        keys.append(key)
    return keys
