"""Explanations in words: who would gain by which move, and what the others answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from talleyrand.errors import SolverError
from talleyrand.solvers.graph_model.explain import Explanation, Response
from talleyrand.solvers.graph_model.explain_coalition import CoalitionExplanation, CoalitionResponse
from talleyrand.solvers.graph_model.explain_foresight import ForesightExplanation
from talleyrand.solvers.graph_model.game import Game

AnyExplanation = Explanation | CoalitionExplanation | ForesightExplanation


def in_words(game: Game, explanation: AnyExplanation, parties: Sequence[str]) -> str:
    """Return an explanation as a sentence or two, parties by the names given.

    Parameters
    ----------
    game
        The conflict.
    explanation
        What ``explain``, ``explain_coalition`` or ``explain_foresight`` returned.
    parties
        (n_parties,) names.

    Raises
    ------
    SolverError
        Names too few or too many.

    Examples
    --------
    >>> import numpy as np
    >>> from talleyrand.solvers.graph_model.explain import explain
    >>> game = Game(("arm",), (0,), 1, (), np.array([[0], [1]], dtype=bool), np.array([[0, 1]]))
    >>> in_words(game, explain(game, 0, 1, "nash"), ["A"])
    'A has no move from {arm} to anything it likes better.'
    """
    if len(parties) != game.n_parties:
        raise SolverError(f"{game.n_parties} parties need as many names, not {len(parties)}")
    return _told(explanation, game, parties)


def numbered(game: Game) -> tuple[str, ...]:
    """Return names for parties that have none: "Party 1" and so on."""
    return tuple(f"Party {party + 1}" for party in range(game.n_parties))


@singledispatch
def _told(explanation: object, game: Game, parties: Sequence[str]) -> str:
    raise TypeError(f"no explanation: {explanation!r}")


@_told.register
def _(explanation: Explanation, game: Game, parties: Sequence[str]) -> str:
    name, here = parties[explanation.party], _label(game, explanation.state)
    if not explanation.responses:
        return f"{name} has no move from {here} to anything it likes better."
    for response in explanation.responses:
        if response.sanction is None:
            return _unsanctioned(game, explanation, response, parties)
    told = [_answer(game, explanation, response, parties) for response in explanation.responses]
    return f"{name} has no gain from leaving {here}: " + "; ".join(told) + "."


def _unsanctioned(game: Game, explanation: Explanation, response: Response, parties: Sequence[str]) -> str:
    name = parties[explanation.party]
    start = f"{name} gains by moving from {_label(game, explanation.state)} to {_label(game, response.improvement)}"
    if explanation.concept == "nash":
        return f"{start}."
    if response.escape is not None:
        reply, way_out = response.escape
        return f"{start}: even if the others answer with {_label(game, reply)}, it moves on to {_label(game, way_out)}."
    answers = {
        "seq": "no answer that is in the others' own interest",
        "sim": "no improvement that the others make at the same time",
    }.get(explanation.concept, "nothing that the others can do")
    return f"{start}, and {answers} takes the gain away."


def _answer(game: Game, explanation: Explanation, response: Response, parties: Sequence[str]) -> str:
    assert response.sanction is not None
    name = parties[explanation.party]
    start = f"if {name} goes to {_label(game, response.improvement)}"
    if explanation.concept == "sim":
        others = " and ".join(f"{parties[step.party]} goes to {_label(game, step.state)}" for step in response.path)
        return f"{start} while {others}, it becomes {_label(game, response.sanction)}, no better for {name}"
    moves = ", then ".join(f"{parties[step.party]} can make it {_label(game, step.state)}" for step in response.path)
    beyond = f", and from there {name} cannot get to anything better" if explanation.concept == "smr" else ""
    return f"{start}, {moves}, no better for {name}{beyond}"


@_told.register
def _(explanation: CoalitionExplanation, game: Game, parties: Sequence[str]) -> str:
    who = _together(explanation.coalition, parties)
    here = _label(game, explanation.state)
    all_of = "it likes" if len(explanation.coalition) == 1 else "all of them like"
    if not explanation.responses:
        return f"{who} cannot get from {here} to anything {all_of} better."
    for response in explanation.responses:
        if response.sanction is None:
            return _unsanctioned_coalition(game, explanation, response, parties)
    told = [_coalition_answer(game, explanation, response, parties) for response in explanation.responses]
    have = "has" if len(explanation.coalition) == 1 else "have"
    return f"{who} {have} no gain from leaving {here}: " + "; ".join(told) + "."


def _unsanctioned_coalition(
    game: Game, explanation: CoalitionExplanation, response: CoalitionResponse, parties: Sequence[str]
) -> str:
    alone = len(explanation.coalition) == 1
    who = _together(explanation.coalition, parties)
    steps = [f"{parties[step.party]} makes it {_label(game, step.state)}" for step in response.joint]
    start = (
        f"{who} {'gains' if alone else 'gain'} by leaving {_label(game, explanation.state)}: {', then '.join(steps)}"
    )
    if explanation.concept == "cr":
        return f"{start}."
    it, goes = ("it", "goes") if alone else ("they", "go")
    if response.escape is not None:
        reply, out = response.escape
        onward = f"{it} {goes} on to {_label(game, out)}"
        return f"{start}; even if the others answer with {_label(game, reply)}, {onward}."
    answers = (
        "no answer from which all who make it gain" if explanation.concept == "cseq" else "no answer of the others"
    )
    whose = "the gain away" if alone else "the gain away from any of them"
    return f"{start}, and {answers} takes {whose}."


def _coalition_answer(
    game: Game, explanation: CoalitionExplanation, response: CoalitionResponse, parties: Sequence[str]
) -> str:
    alone = len(explanation.coalition) == 1
    it, goes = ("it", "goes") if alone else ("they", "go")
    path = ", then ".join(
        f"{_together(step.parties, parties)} can make it {_label(game, step.state)}" for step in response.path
    )
    losers = _together(response.deterred, parties)
    beyond = ""
    if explanation.concept == "csmr":
        beyond = f", and from there {it} cannot get to anything better" + ("" if alone else " for all of them")
    return f"if {it} {goes} to {_label(game, response.improvement)}, {path}, no better for {losers}{beyond}"


@_told.register
def _(explanation: ForesightExplanation, game: Game, parties: Sequence[str]) -> str:
    name, here = parties[explanation.party], _label(game, explanation.state)
    if explanation.horizon is None:
        ahead = "looking ahead without bound"
    else:
        ahead = f"looking {explanation.horizon} move{'' if explanation.horizon == 1 else 's'} ahead"
    if not explanation.play:
        return f"{name} cannot move from {here}."
    if not explanation.settled:
        return (
            f"{name}, {ahead}, comes to no decision at {here}: its choice changes with how far it looks, over and over."
        )
    first, *rest = explanation.play
    onward = ", then ".join(f"{parties[step.party]} makes it {_label(game, step.state)}" for step in rest)
    if explanation.stable:
        then = f"it expects that {onward}, and play ends there" if rest else "play ends there"
        return f"{name}, {ahead}, stays at {here}: if it goes to {_label(game, first.state)}, {then}, no better for it."
    then = f", expects that {onward}," if rest else ""
    return f"{name}, {ahead}, goes from {here} to {_label(game, first.state)}{then} and is better off where play ends."


def _together(members: Sequence[int], parties: Sequence[str]) -> str:
    *rest, last = [parties[member] for member in members]
    return f"{', '.join(rest)} and {last}" if rest else last


def _label(game: Game, state: int) -> str:
    return "{" + ", ".join(game.taken(state)) + "}"
