"""How many combinations of options can be, and what a statement does to them, while it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from talleyrand.analyses.stability_words import option_words
from talleyrand.case.model import Case
from talleyrand.errors import InfeasibleError, InputError, SolverError
from talleyrand.solvers.graph_model import feasible_states, parse, truth_of

MOST_OPTIONS = 18
"""Most options whose combinations are counted while a page is made."""
MOST_WORDS = 2000


def states(case: Case) -> dict[str, int] | None:
    """Count the combinations of options, and those that no rule excludes; None where there are none or too many."""
    return count(case, [rule.when for rule in case.infeasible])


def count(case: Case, rules: Sequence[str]) -> dict[str, int] | None:
    """Count as `states` does under other rules; None where one of them does not parse, too."""
    if not 0 < len(case.options) <= MOST_OPTIONS:
        return None
    try:
        feasible = len(feasible_states(tuple(case.options), infeasible=rules))
    except InfeasibleError:
        feasible = 0
    except (SolverError, InputError):
        return None
    return {"feasible": feasible, "all": 2 ** len(case.options)}


def told(case: Case, section: str, text: str, at: int | None = None) -> dict[str, Any]:
    """Say what a statement means and does; where it is none, what is wrong and what would have worked.

    Parameters
    ----------
    case
        The case.
    section
        ``infeasible``: the statement can never be; ``preferences``: a party wants it, one statement a line.
    text
        The statement as it is written so far.
    at
        The number of the rule that is being changed, None for a new one.
    """
    said: dict[str, Any] = {"section": section, "problems": [], "lines": [], "states": None, "before": None}
    lines = [line for line in text[:MOST_WORDS].splitlines() if line.strip()]
    for line in [" ".join(lines)] if section == "infeasible" and lines else lines:
        said["lines"].append(_line(case, section, line))
    said["problems"] = [problem for line in said["lines"] for problem in line["problems"]]
    others = [rule.when for n, rule in enumerate(case.infeasible) if section != "infeasible" or n != at]
    said["before"] = count(case, others)
    if not said["problems"]:
        new = [line["text"] for line in said["lines"]] if section == "infeasible" else []
        said["states"] = count(case, [*others, *new])
    return said


def _line(case: Case, section: str, text: str) -> dict[str, Any]:
    line: dict[str, Any] = {"text": text, "words": None, "true_in": None, "problems": []}
    try:
        parse(text, tuple(case.options))
    except InputError as error:
        return line | {"problems": [_pointed(problem.as_json(), text) for problem in error.problems]}
    few = section == "preferences" and 0 < len(case.options) <= MOST_OPTIONS
    return line | {"words": in_words(case, text), "true_in": true_in(case, text) if few else None}


def true_in(case: Case, text: str) -> int | None:
    """Return in how many of the combinations that can be a statement is true; None where the rules allow none."""
    options = tuple(case.options)
    try:
        board = feasible_states(options, infeasible=[rule.when for rule in case.infeasible])
        return int(truth_of(text, board, options).sum())
    except (InputError, SolverError):
        return None


def _pointed(problem: dict[str, Any], text: str) -> dict[str, Any]:
    """Add the words before, at and behind the place of a problem."""
    at = (problem["column"] or 0) - 1
    if at < 0:
        return {**problem, "cut": None}
    found = re.compile(r"[\w.:/-]+|.?", re.DOTALL).match(text, min(at, len(text)))
    end = found.end() if found else at
    return {**problem, "cut": [text[:at], text[at:end], text[end:]]}


def in_words(case: Case, text: str) -> str:
    """Return a statement with what its options mean in the place of their names."""
    if not case.options:
        return text
    names = "|".join(re.escape(key) for key in sorted(case.options, key=len, reverse=True))
    found = re.compile(rf"(?<![\w.:/-])(not\s+)?[\"'`]?({names})[\"'`]?(?![\w.:/-])")
    return found.sub(lambda m: option_words(case.options[m[2]], not m[1]), text)
