"""A decision rule in a plain JSON file, without a project.

::

    {"members": ["France", "Germany", "Italy"],
     "rules": [{"quota": 8, "weights": [4, 4, 2]}],
     "vetoes": ["France"], "minimum_size": 2, "blocking_minority": null}

A coalition passes a decision where its weight reaches every quota, all vetoes are in and it has `minimum_size`
members; with a `blocking_minority` of b also where fewer than b stand outside. `members` may be names or a number, and
may be left out where a rule has weights; vetoes are names, or numbers from 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, TypeAdapter, ValidationError

from talleyrand.analyses.plain_files import complaint, json_of, line_of
from talleyrand.errors import InputError, Problem, SolverError, did_you_mean
from talleyrand.solvers.power import power_indices
from talleyrand.solvers.power_minimal import minimal_power
from talleyrand.solvers.simple_game import SimpleGame, WeightRule

KINDS = ("int", "float")
MOST_MINIMAL = 22  # members up to which minimal winning coalitions are looked for


class PlainQuota(BaseModel):
    """A quota and the weights that must reach it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    quota: int | FiniteFloat
    weights: tuple[int | FiniteFloat, ...]


class PlainRule(BaseModel):
    """A decision rule as the file states it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str | None = None
    members: tuple[str, ...] | int | None = None
    rules: tuple[PlainQuota, ...] = ()
    vetoes: tuple[int | str, ...] = ()
    minimum_size: int = Field(default=0, ge=0)
    blocking_minority: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Return the members' names, or numbers from 0 where they have none."""
        if isinstance(self.members, tuple):
            return self.members
        count = self.members if self.members is not None else max((len(rule.weights) for rule in self.rules), default=0)
        return tuple(str(n) for n in range(count))

    def game(self) -> SimpleGame:
        """Return the rule as the solver takes it. Raises `SolverError` where its parts do not fit together."""
        names = self.names
        if not names:
            raise SolverError("how many members there are is not said; give members or a rule with weights")
        return SimpleGame(
            len(names),
            rules=tuple(WeightRule(rule.quota, rule.weights) for rule in self.rules),
            vetoes=tuple(_member(veto, names) for veto in self.vetoes),
            minimum_size=self.minimum_size,
            blocking_minority=self.blocking_minority,
        )


def _member(veto: int | str, names: tuple[str, ...]) -> int:
    if isinstance(veto, int):
        return veto
    if veto not in names:
        raise SolverError(
            f'no member is called "{veto}"' + (f"; {near}" if (near := did_you_mean(veto, names)) else "")
        )
    return names.index(veto)


def read_rule(path: Path) -> PlainRule:
    """Read a decision rule.

    Raises
    ------
    InputError
        Where the file cannot be read, is not JSON (with line and column), lacks something, or states a rule that
        nothing can pass (with its place).
    """
    data = json_of(path)
    try:
        rule = TypeAdapter(PlainRule).validate_python(data)
    except ValidationError as error:
        raise InputError(dict.fromkeys(_problem(path, detail) for detail in error.errors())) from error
    if problems := list(_misfits(path, rule)):
        raise InputError(problems)
    return rule


def _misfits(path: Path, rule: PlainRule) -> Iterator[Problem]:
    """Yield what does not fit together, with its line."""

    def problem(message: str, remedy: str, *place: str | int) -> Problem:
        where = "/".join(str(part) for part in place)
        return Problem(message, str(path), line_of(path, place), where=where, remedy=remedy)

    names = rule.names
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield problem(f'two members are called "{name}"', "tell them apart", "members")
    for n, quota in enumerate(rule.rules):
        total, place = sum(quota.weights), ("rules", n, "quota")
        if len(quota.weights) != len(names):
            message = f"{len(quota.weights)} weights for {len(names)} members"
            yield problem(message, "give one weight a member", "rules", n, "weights")
        if any(weight < 0 for weight in quota.weights):
            yield problem("a weight is negative", "write numbers from 0 up", "rules", n, "weights")
        elif quota.quota <= 0:
            yield problem(f"the quota is {quota.quota:g}", "write a number above 0", *place)
        elif quota.quota > total and rule.blocking_minority is None:
            message = f"the quota of {quota.quota:g} is above {total:g}, all weights together: nothing ever passes"
            yield problem(message, "lower it, or give other weights", *place)


def _problem(path: Path, detail: Any) -> Problem:
    place = tuple(part for part in detail["loc"] if part not in KINDS)
    told = complaint(path, dict(detail) | {"loc": place})
    if place != detail["loc"]:  # what may be of several kinds and is of none
        return replace(told, message=f'"{detail["input"]}" is no number', remedy="write a number")
    if detail["type"] == "extra_forbidden":
        remedy = did_you_mean(str(detail["loc"][-1]), (*PlainRule.model_fields, *PlainQuota.model_fields))
        return replace(told, message="no such key", remedy=remedy)
    return told


def power_of(rule: PlainRule, *, fractions: bool = False) -> dict[str, Any]:
    """Return every index of every member, as plain data; fractions as ``"7/30"``.

    Raises
    ------
    SolverError
        Where the rule is no rule, or too large.

    Examples
    --------
    >>> six = PlainRule(rules=(PlainQuota(quota=12, weights=(4, 4, 4, 2, 2, 1)),))
    >>> power_of(six, fractions=True)["shapley_shubik"]
    ['7/30', '7/30', '7/30', '3/20', '3/20', '0']
    """
    game = rule.game()
    found = power_indices(game, fractions=fractions)
    answer: dict[str, Any] = {"members": list(rule.names)}
    for name in ("shapley_shubik", "banzhaf", "banzhaf_absolute", "coleman_prevent", "coleman_initiate"):
        answer[name] = [_plain(share) for share in getattr(found, name)]
    if game.n <= MOST_MINIMAL:
        minimal = minimal_power(game)
        for name in ("deegan_packel", "holler"):
            answer[name] = [_plain(share if fractions else float(share)) for share in getattr(minimal, name)]
    answer["swings"] = list(found.swings) if found.swings is not None else None
    answer["winning"] = found.winning
    answer["exact"] = found.exact
    answer["error"] = found.error
    return answer


def _plain(share: float | Fraction) -> float | str:
    return str(share) if isinstance(share, Fraction) else share
