"""A conflict in a plain JSON file, without a project: the form in which textbook cases are exchanged.

::

    {"name": "chicken", "decision_makers": ["A", "B"],
     "options": [{"name": "swerve A", "owner": 0, "direction": "both"}, {"name": "swerve B", "owner": 1}],
     "states": ["NN", "YN", "NY", "YY"],
     "payoffs": [[1, 2, 4, 3], [1, 4, 2, 3]]}

`states` are the feasible ones, Y or N for each option in order; `payoffs[i][s]` says how much decision maker i likes
state s: only the order counts, higher is better. `owner`: the number of a decision maker, from 0, or the name.
`direction`: ``fwd`` may only be switched on, ``back`` only off, ``fixed`` neither. `citation` and `status_quo` (the
number of a state, from 1) may be there. A file holds one such conflict or a list of them; further keys are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError

from talleyrand.analyses.plain_complaint import complaints
from talleyrand.analyses.plain_files import json_of
from talleyrand.errors import InputError, Problem, SolverError, did_you_mean
from talleyrand.solvers.graph_model import CONCEPTS, Game, StabilityResult, rank_by_values, states_from_strings

_DIRECTIONS = {"fwd": "on", "back": "off", "on": "on", "off": "off", "both": "both", "fixed": "fixed", None: "both"}
_EXACT = 1 << 53


def _number(value: object) -> int | float:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            raise ValueError(f'should be a number, not "{value}"') from None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("should be a number")
    return value


def _owner(value: object) -> int | str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("should be the number of a decision maker, from 0, or the name of one")
    return value


Payoff = Annotated[int | float, PlainValidator(_number)]
Owner = Annotated[int | str, PlainValidator(_owner)]


class PlainOption(BaseModel):
    """An option: who owns it (a number from 0, or a name) and which way it can be moved."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    name: str
    owner: Owner
    direction: Literal["both", "fwd", "back", "on", "off", "fixed"] | None = "both"


class PlainConflict(BaseModel):
    """A conflict as the file states it."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    name: str = "conflict"
    title: str | None = None
    decision_makers: tuple[str, ...] = Field(min_length=1)
    options: tuple[PlainOption, ...] = Field(min_length=1)
    states: tuple[str, ...] = Field(min_length=1)
    payoffs: tuple[tuple[Payoff, ...], ...]
    citation: str | None = None
    status_quo: int | None = Field(default=None, ge=1)

    @property
    def owners(self) -> tuple[int, ...]:
        """For every option the number of its decision maker, from 0."""
        return tuple(self._number_of(option) for option in self.options)

    def game(self) -> Game:
        """Return the conflict as the solver takes it. Raises `SolverError` where its parts do not fit together."""
        self._check()
        return Game(
            options=tuple(option.name for option in self.options),
            owners=self.owners,
            n_parties=len(self.decision_makers),
            directions=tuple(_DIRECTIONS[option.direction] for option in self.options),
            states=states_from_strings(self.states),
            ranks=np.stack([rank_by_values(_exact(row)) for row in self.payoffs]),
        )

    def _check(self) -> None:
        """Refuse parts of lengths that differ, in the words of the file."""
        makers, states = self.decision_makers, self.states
        doubled = sorted({name for name in makers if makers.count(name) > 1})
        if doubled:
            raise SolverError(f"decision makers named twice: {', '.join(doubled)}")
        for number, state in enumerate(states, start=1):
            if len(state) != len(self.options):
                raise SolverError(
                    f'state {number} is "{state}"; write Y or N for each of the {len(self.options)} options'
                )
        if len(self.payoffs) != len(makers):
            raise SolverError(f"{len(makers)} decision makers need as many rows of payoffs, not {len(self.payoffs)}")
        for maker, row in zip(makers, self.payoffs, strict=True):
            if len(row) != len(states):
                raise SolverError(f"{maker} has {len(row)} payoffs for {len(states)} states; give one a state")
        if self.status_quo is not None and self.status_quo > len(states):
            raise SolverError(f"the status quo is state {self.status_quo}; there are {len(states)}")

    def _number_of(self, option: PlainOption) -> int:
        if isinstance(option.owner, int):
            return option.owner
        if option.owner not in self.decision_makers:
            remedy = did_you_mean(option.owner, self.decision_makers)
            known = remedy or "the decision makers are: " + ", ".join(self.decision_makers)
            raise SolverError(
                f'option "{option.name}" is owned by nobody: "{option.owner}" is no decision maker; {known}'
            )
        return self.decision_makers.index(option.owner)


def _exact(row: Sequence[int | float]) -> NDArray[Any]:
    """Return payoffs so that whole numbers too large for a float still differ."""
    large = any(isinstance(value, int) and abs(value) > _EXACT for value in row)
    return np.array(row, dtype=object if large else None)


def read_conflicts(path: Path) -> tuple[PlainConflict, ...]:
    """Read one conflict or a list of them.

    Raises
    ------
    InputError
        Where the file cannot be read, is not JSON (with line and column), holds no conflict, or lacks something (with
        its place): every mistake at once.
    """
    data = json_of(path)
    entries = data if isinstance(data, list) else [data]
    if not entries:
        raise InputError(Problem("holds no conflict", str(path), remedy="write one, or a list of them"))
    conflicts, problems = [], []
    for place, entry in enumerate(entries):
        try:
            conflicts.append(PlainConflict.model_validate(entry))
        except ValidationError as error:
            problems += complaints(path, error, entry, (place,) if isinstance(data, list) else ())
    if problems:
        raise InputError(problems)
    return tuple(conflicts)


def equilibria(found: StabilityResult) -> dict[str, list[int]]:
    """Return the equilibria under each concept as state numbers from 1, in the file's order."""
    return {concept: [state + 1 for state in found.states(concept)] for concept in CONCEPTS}
