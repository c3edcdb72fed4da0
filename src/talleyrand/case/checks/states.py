"""Options, the states they span, and the statements over them.

The grammar of statements belongs to the solvers, which stand beside this layer; whoever checks a case hands the
parser in (``talleyrand.solvers.graph_model.parser.parse``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any, Protocol

from talleyrand.case.model import Case
from talleyrand.errors import InputError, Problem, did_you_mean

MOST_OPTIONS = 20


class Statement(Protocol):
    """A parsed statement over options."""

    def names(self) -> tuple[str, ...]:
        """Return the options it names."""
        ...

    def evaluate(self, lookup: Callable[[str], Any], /) -> Any:
        """Return its truth over arrays of states, `lookup` giving the truth of an option in each of them."""
        ...


ParseStatement = Callable[[str, Collection[str]], Statement]


def statements_of(case: Case) -> Iterator[tuple[str, str]]:
    """Yield every statement over options with its address."""
    for n, rule in enumerate(case.infeasible):
        yield f"infeasible/{n}/when", rule.when
    for party, steps in case.preferences.items():
        for n, step in enumerate(steps):
            if step.statement is not None:
                yield f"preferences/{party}/{n}/statement", step.statement
            for m, text in enumerate(step.any_order or ()):
                yield f"preferences/{party}/{n}/any_order/{m}", text


def bad_statements(case: Case, parse: ParseStatement) -> Iterator[Problem]:
    """Yield every statement that does not parse or names an option that does not exist."""
    for address, text in statements_of(case):
        try:
            parse(text, tuple(case.options))
        except InputError as error:
            for problem in error.problems:
                at = f" (at character {problem.column} of “{text}”)" if problem.column else f" (in “{text}”)"
                yield replace(problem, message=problem.message + at, where=address, line=None, column=None)


def impossible_states(case: Case, parse: ParseStatement) -> Iterator[Problem]:
    """Yield a status quo that the rules forbid, and rules that leave no state at all."""
    rules = []
    for n, rule in enumerate(case.infeasible):
        try:
            rules.append((n, parse(rule.when, tuple(case.options))))
        except InputError:
            return
    if not rules or not case.options:
        return
    taken = {key: option.status_quo for key, option in case.options.items()}
    broken = [n for n, rule in rules if rule.evaluate(taken.__getitem__)]
    for n in broken:
        yield Problem(
            f"the status quo is a state that cannot be: {case.infeasible[n].when}",
            where=f"infeasible/{n}",
            remedy="correct status_quo of these options, or the rule",
        )
    if broken and len(case.options) <= MOST_OPTIONS and not _any_feasible(case, [rule for _, rule in rules]):
        yield Problem("no state is feasible: together the rules forbid all", where="infeasible", remedy="drop a rule")


def idle_options(case: Case) -> Iterator[Problem]:
    """Yield options that admit somebody who has a seat, and options and preferences that lack one another."""
    main = case.main_negotiation()
    seats = main[1].seats if main else {}
    for key, option in case.options.items():
        if option.admits in seats and seats[option.admits].seat == "in":
            yield Problem(
                f"{option.admits} has its seat already",
                where=f"options/{key}/admits",
                remedy="drop admits",
                severity="warning",
            )
    if case.preferences and not case.options:
        yield Problem("there are preferences and no options", where="preferences", remedy="add options", severity="gap")
    for party in case.parties:
        owns = [key for key, option in case.options.items() if option.owner == party]
        if owns and not case.preferences.get(party):
            near = did_you_mean(party, case.preferences)
            yield Problem(
                f"{party} owns options and has no preferences",
                where=f"options/{owns[0]}/owner",
                remedy=near or f"add preferences/{party}",
                severity="gap",
            )


def _any_feasible(case: Case, rules: list[Statement]) -> bool:
    import numpy as np

    states = np.arange(2 ** len(case.options), dtype=np.uint32)
    bits = {key: (states >> np.uint32(n)) & np.uint32(1) == 1 for n, key in enumerate(case.options)}
    forbidden = np.zeros(len(states), dtype=np.bool_)
    for rule in rules:
        forbidden |= np.asarray(rule.evaluate(bits.__getitem__), dtype=np.bool_)
    return not bool(forbidden.all())
