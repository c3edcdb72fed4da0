"""A conflict of the literature as a file: the form of ``cases/graph_model``.

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

from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from talleyrand.analyses.plain_complaint import complaints
from talleyrand.analyses.plain_conflict import PlainConflict, PlainOption
from talleyrand.analyses.plain_files import text_of
from talleyrand.errors import InputError, Problem, SolverError, did_you_mean
from talleyrand.solvers.graph_model import as_expression, feasible_states, rank_by_order

MOST_SHOWN = 5


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
        _refuse_doubled("options", names)
        _refuse_doubled("parties", list(self.parties))
        states = feasible_states(names, self.infeasible, self.required)
        number = {frozenset(np.array(names)[row].tolist()): n for n, row in enumerate(states)}
        payoffs = [self._payoffs(party, names, number) for party in self.parties]
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

    def _payoffs(self, party: str, names: list[str], number: dict[frozenset[str], int]) -> tuple[int, ...]:
        """Return how much a party likes every state, from its ranking; every state must stand there once."""
        if party not in self.preferences:
            raise SolverError(f"{party} has no preferences; list the states from best to worst under `preferences`")
        tiers = [[_state(text, names, number) for text in tier.split("=")] for tier in self.preferences[party]]
        ranked = [state for tier in tiers for state in tier]
        told = {place: "{" + ", ".join(sorted(taken, key=names.index)) + "}" for taken, place in number.items()}
        for state in ranked:
            if ranked.count(state) > 1:
                raise SolverError(f"{party} ranks {told[state]} twice: the order is cyclic; keep one of its places")
        missing = [told[state] for state in range(len(number)) if state not in ranked]
        if missing:
            shown = ", ".join(missing[:MOST_SHOWN]) + (" and others" if len(missing) > MOST_SHOWN else "")
            raise SolverError(f"{party} gives no place to {shown}; rank every state that the rules allow")
        return tuple(map(int, rank_by_order(tiers, len(number))))

    def _owner(self, option: PublishedOption) -> int:
        if option.owner not in self.parties:
            remedy = did_you_mean(option.owner, self.parties) or "the parties are: " + ", ".join(self.parties)
            raise SolverError(
                f'option "{option.name}" is owned by nobody: no party is called "{option.owner}"; {remedy}'
            )
        return self.parties.index(option.owner)


def _refuse_doubled(what: str, names: list[str]) -> None:
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise SolverError(f"{what} named twice: {', '.join(doubled)}")


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
        published = PublishedConflict.model_validate(data)
    except ValidationError as error:
        raise InputError(complaints(path, error, data)) from error
    _check_rules(path, published)
    try:
        return published.plain()
    except SolverError as error:
        raise InputError(Problem(str(error), file=str(path))) from error


def _check_rules(path: Path, published: PublishedConflict) -> None:
    """Refuse rules that do not parse, all at once, each with its place."""
    names, problems = [option.name for option in published.options], []
    for key, rules in (("infeasible", published.infeasible), ("required", published.required)):
        for n, rule in enumerate(rules):
            try:
                as_expression(rule, names)
            except InputError as error:
                (problem, *_) = error.problems
                told = f'in "{rule}", column {problem.column}: {problem.message}'
                problems.append(Problem(told, str(path), where=f"{key}/{n}", remedy=problem.remedy))
    if problems:
        raise InputError(problems)
