"""A conflict of the literature as a file of ours: the form of ``cases/graph_model``, and that of a project's case.

::

    name: chicken
    citation: "..."
    parties: [A, B]
    options:
      - {name: swerve_A, owner: A, moves: both}     # or "on", "off"
      - {name: swerve_B, owner: B}
    infeasible: []                                  # statements never true; `required`: always true
    status_quo: "{}"                                # optional
    preferences:                                    # states from best to worst; "=" joins equally good ones
      A: ["{swerve_B}", "{swerve_A, swerve_B}", "{swerve_A}", "{}"]
      B: ["{swerve_A}", "{swerve_A, swerve_B}", "{swerve_B}", "{}"]

What the file says under `expected` is for tests and is left alone here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from talleyrand.analyses.plain_complaint import complaints
from talleyrand.analyses.plain_conflict import PlainConflict, PlainOption
from talleyrand.analyses.plain_files import text_of
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import Case, OptionEntry, PartyEntry, PreferenceEntry, RuleEntry
from talleyrand.errors import InputError, Problem, SolverError, did_you_mean
from talleyrand.solvers.graph_model import Game, feasible_states, rank_by_order
from talleyrand.solvers.graph_model.expression import KEYWORDS


class RuledConflict(PlainConflict):
    """A conflict whose feasible states follow from rules: statements that are never true."""

    rules: tuple[str, ...] = ()


class PublishedOption(BaseModel):
    """An option, its owner by name, and which way it can be moved."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    owner: str
    moves: Literal["both", "on", "off"] = "both"


class PublishedConflict(BaseModel):
    """A conflict as the file states it."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    name: str
    title: str | None = None
    citation: str | None = None
    note: str | None = None
    parties: tuple[str, ...] = Field(min_length=1)
    options: tuple[PublishedOption, ...] = Field(min_length=1)
    infeasible: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    status_quo: str | None = None
    preferences: dict[str, tuple[str, ...]]

    def plain(self) -> RuledConflict:
        """Return the same conflict in the plain form, states in counting order.

        Raises
        ------
        SolverError
            An option owned by nobody, rules that contradict, a ranking that names a state twice or leaves one out.
        """
        names = [option.name for option in self.options]
        states = feasible_states(names, self.infeasible, self.required)
        number = {frozenset(np.array(names)[row].tolist()): n for n, row in enumerate(states)}
        payoffs = []
        for party in self.parties:
            tiers = [[_state(text, names, number) for text in tier.split("=")] for tier in self._wants(party)]
            try:
                payoffs.append(tuple(map(float, rank_by_order(tiers, len(states)))))
            except SolverError as error:
                raise SolverError(f"{party}: {error} (states counted from 0 in the order of the rules)") from error
        return RuledConflict(
            name=self.name,
            title=self.title,
            decision_makers=self.parties,
            options=tuple(
                PlainOption(name=option.name, owner=self._owner(option), direction=option.moves)
                for option in self.options
            ),
            states=tuple("".join("Y" if on else "N" for on in row) for row in states),
            payoffs=tuple(payoffs),
            citation=self.citation,
            rules=(*self.infeasible, *(f"not ({rule})" for rule in self.required)),
            status_quo=None if self.status_quo is None else _state(self.status_quo, names, number) + 1,
        )

    def _wants(self, party: str) -> tuple[str, ...]:
        if party not in self.preferences:
            raise SolverError(f"{party} has no preferences; list the states from best to worst under `preferences`")
        return self.preferences[party]

    def _owner(self, option: PublishedOption) -> int:
        if option.owner not in self.parties:
            remedy = did_you_mean(option.owner, self.parties) or "the parties are: " + ", ".join(self.parties)
            raise SolverError(
                f'option "{option.name}" is owned by nobody: no party is called "{option.owner}"; {remedy}'
            )
        return self.parties.index(option.owner)


def _state(text: str, names: list[str], number: dict[frozenset[str], int]) -> int:
    """Return the number of the state written as ``{a, b}``."""
    if not (text.strip().startswith("{") and text.strip().endswith("}")):
        raise SolverError(f'"{text.strip()}" is no state; write the options taken in braces, like {{a, b}} or {{}}')
    taken = [name.strip() for name in text.strip()[1:-1].split(",") if name.strip()]
    for name in taken:
        if name not in names:
            remedy = did_you_mean(name, names) or "there are: " + ", ".join(names)
            raise SolverError(f'no option is called "{name}"; {remedy}')
    if frozenset(taken) not in number:
        raise SolverError(f"the state {text.strip()} is ranked, but the rules exclude it")
    return number[frozenset(taken)]


def read_published(path: Path) -> RuledConflict:
    """Read a conflict in the form of ``cases/graph_model``.

    Raises
    ------
    InputError
        Where the file cannot be read, is not YAML (with line and column) or contradicts itself.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        data = YAML(typ="safe").load(text_of(path))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise InputError(Problem(f"not YAML: {error.problem}", str(path), *place)) from error
    try:
        return PublishedConflict.model_validate(data).plain()
    except ValidationError as error:
        raise InputError(complaints(path, error, data)) from error
    except SolverError as error:
        raise InputError(Problem(str(error), file=str(path))) from error


def as_case(conflict: PlainConflict, game: Game) -> Case:
    """Return a conflict as a case of the project's own form, fit for ``talleyrand solve``.

    A ranking of states becomes ordered statements: first that the state is one of the best, then that it is one
    of the second best, and so on. Where the file has no rules, what it leaves out becomes one. Where the file
    tells no status quo, no option is taken but those that can only be dropped.

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
