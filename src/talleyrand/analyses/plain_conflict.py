"""A conflict in a plain JSON file, without a project: the form in which textbook cases are exchanged.

::

    {"name": "chicken", "decision_makers": ["A", "B"],
     "options": [{"name": "swerve A", "owner": 0, "direction": "both"}, {"name": "swerve B", "owner": 1}],
     "states": ["NN", "YN", "NY", "YY"],
     "payoffs": [[1, 2, 4, 3], [1, 4, 2, 3]]}

`states` are the feasible ones, Y or N for each option in order; `payoffs[i][s]` says how much decision maker i likes
state s: only the order counts, higher is better. `direction`: ``fwd`` may only be switched on, ``back`` only off.
`citation` and `status_quo` (the number of a state, from 1) may be there. A file holds one such conflict or a list of
them; further keys are left alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from talleyrand.analyses.plain_files import complaint, json_of
from talleyrand.errors import InputError, SolverError
from talleyrand.solvers.graph_model import CONCEPTS, Game, StabilityResult, rank_by_values, states_from_strings

_DIRECTIONS = {"fwd": "on", "back": "off", "on": "on", "off": "off", "both": "both"}


class PlainOption(BaseModel):
    """An option: who owns it (a number from 0) and which way it can be moved."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    name: str
    owner: int
    direction: Literal["both", "fwd", "back", "on", "off"] = "both"


class PlainConflict(BaseModel):
    """A conflict as the file states it."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    name: str = "conflict"
    title: str | None = None
    decision_makers: tuple[str, ...] = Field(min_length=1)
    options: tuple[PlainOption, ...] = Field(min_length=1)
    states: tuple[str, ...] = Field(min_length=1)
    payoffs: tuple[tuple[float, ...], ...]
    citation: str | None = None
    status_quo: int | None = Field(default=None, ge=1)

    def game(self) -> Game:
        """Return the conflict as the solver takes it. Raises `SolverError` where its parts do not fit together."""
        if len(self.payoffs) != len(self.decision_makers):
            raise SolverError(
                f"{len(self.decision_makers)} decision makers need as many rows of payoffs, not {len(self.payoffs)}"
            )
        if self.status_quo is not None and self.status_quo > len(self.states):
            raise SolverError(f"the status quo is state {self.status_quo}; there are {len(self.states)}")
        for maker, row in zip(self.decision_makers, self.payoffs, strict=True):
            if len(row) != len(self.states):
                raise SolverError(f"{maker} has {len(row)} payoffs for {len(self.states)} states; give one a state")
        return Game(
            options=tuple(option.name for option in self.options),
            owners=tuple(option.owner for option in self.options),
            n_parties=len(self.decision_makers),
            directions=tuple(_DIRECTIONS[option.direction] for option in self.options),
            states=states_from_strings(self.states),
            ranks=np.stack([rank_by_values(row) for row in self.payoffs]),
        )


def read_conflicts(path: Path) -> tuple[PlainConflict, ...]:
    """Read one conflict or a list of them.

    Raises
    ------
    InputError
        Where the file cannot be read, is not JSON (with line and column), or lacks something (with its place).
    """
    data = json_of(path)
    try:
        return TypeAdapter(tuple[PlainConflict, ...]).validate_python(data if isinstance(data, list) else [data])
    except ValidationError as error:
        raise InputError([complaint(path, detail) for detail in error.errors()]) from error


def equilibria(found: StabilityResult) -> dict[str, list[int]]:
    """Return the equilibria under each concept as state numbers from 1, in the file's order."""
    return {concept: [state + 1 for state in found.states(concept)] for concept in CONCEPTS}
