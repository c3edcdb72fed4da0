"""States and moves of the graph model in the words of the case's options."""

from __future__ import annotations

import numpy as np

from talleyrand.analyses.conflict import Conflict
from talleyrand.analyses.words import listed
from talleyrand.case.model import Case, OptionEntry

MEANING = {
    "nash": "nobody gains by moving alone",
    "seq": "whoever moves is answered by a reply that the others themselves gain by",
    "sim": "whoever moves risks that the others move at the same time",
    "smr": "whoever moves can be answered, and cannot escape the answer",
    "gmr": "whoever moves can be answered, if only at the others' own cost",
}


def option_words(option: OptionEntry, taken: bool) -> str:
    """Say in a clause that an option is taken, or that it is not."""
    if taken:
        return option.title
    return option.otherwise or f"this ends ({option.title})"


def state_words(case: Case, board: Conflict, state: int) -> str:
    """Say in what a state differs from where things stand, in the words of the options."""
    parts = []
    for key, on in zip(board.options, board.states[state], strict=True):
        option = case.options[key]
        if bool(on) != option.status_quo:
            parts.append(option_words(option, bool(on)))
    return listed(parts) if parts else "everything stays as it is"


def change_words(case: Case, board: Conflict, before: int, after: int) -> str:
    """Say what is done differently in one state than in another."""
    changed = np.flatnonzero(board.states[before] != board.states[after]).tolist()
    return listed([option_words(case.options[board.options[n]], bool(board.states[after][n])) for n in changed])


def finding_id(board: Conflict, state: int) -> str:
    """Return an id made of the options taken, so that a new infeasible state elsewhere does not rename it."""
    taken = [key for key, on in zip(board.options, board.states[state], strict=True) if on]
    return "stability/" + ("+".join(taken) or "nothing")


def carriers(case: Case) -> tuple[str, ...]:
    """Return what every finding on stability rests on: all preferences, options and rules."""
    preferences = [f"preferences/{p}/{n}" for p, steps in case.preferences.items() for n in range(len(steps))]
    rules = [f"infeasible/{n}" for n in range(len(case.infeasible))]
    return (*preferences, *(f"options/{key}" for key in case.options), *rules)
