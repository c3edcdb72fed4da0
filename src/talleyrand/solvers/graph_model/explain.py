"""Why a state is or is not stable for a party: its improvements, and what the others answer to each."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from talleyrand.errors import SolverError, did_you_mean
from talleyrand.solvers.graph_model.game import Game
from talleyrand.solvers.graph_model.moves import improvements, reachable

Neighbours = Callable[[Game, int, int], np.ndarray]


@dataclass(frozen=True)
class Step:
    """One move: who makes it, and the state it leads to."""

    party: int
    state: int


@dataclass(frozen=True)
class Response:
    """What becomes of one improvement.

    Parameters
    ----------
    improvement
        The state that the party would move to.
    sanction
        A state that the others can bring about and that the party likes no better than where it
        started; None where there is none.
    path
        The others' moves from the improvement to the sanction, the fewest that do. Under SIM: each
        moving party and the state to which it moves from the *original* state at the same time.
    escape
        SMR only, where no sanction holds though one exists under GMR: (reply, way out): the reply
        that comes nearest to holding, and the better state to which the party then moves on.
    """

    improvement: int
    sanction: int | None
    path: tuple[Step, ...] = ()
    escape: tuple[int, int] | None = None


@dataclass(frozen=True)
class Explanation:
    """Why ``state`` is (not) stable for ``party`` under ``concept``: one response per improvement.

    Stable means that every improvement meets a sanction; with no improvement at all it is Nash stable.
    """

    party: int
    state: int
    concept: str
    stable: bool
    responses: tuple[Response, ...]

    @property
    def unsanctioned(self) -> tuple[int, ...]:
        """The improvements that nothing the others do makes the party regret."""
        return tuple(response.improvement for response in self.responses if response.sanction is None)


def explain(game: Game, party: int, state: int, concept: str) -> Explanation:
    """Return the improvements of a party from a state and how the others answer each.

    Parameters
    ----------
    game
        The conflict.
    party, state
        Numbers from 0.
    concept
        One of ``nash gmr smr seq sim``.

    Returns
    -------
    Explanation
        Agrees with ``solve``. Of several sanctions the one with fewest moves is named; of those
        the worst for the party, then the lowest number.

    Examples
    --------
    Why mutual cooperation holds in the prisoner's dilemma:

    >>> game = Game(
    ...     options=("one cooperates", "two cooperates"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> explain(game, party=0, state=3, concept="seq").responses
    (Response(improvement=2, sanction=0, path=(Step(party=1, state=0),), escape=None),)
    """
    if concept not in _ANSWERS:
        remedy = did_you_mean(concept, _ANSWERS) or "there are: " + ", ".join(_ANSWERS)
        raise SolverError(f'no concept is called "{concept}"; {remedy}')
    if not (0 <= party < game.n_parties and 0 <= state < game.n_states):
        raise SolverError(
            f"party {party}, state {state} do not exist; there are {game.n_parties} parties, {game.n_states} states"
        )
    answer = _ANSWERS[concept]
    responses = tuple(answer(game, party, state, int(target)) for target in improvements(game, party, state))
    stable = all(response.sanction is not None for response in responses)
    return Explanation(party, state, concept, stable, responses)


def in_words(game: Game, explanation: Explanation, parties: Sequence[str]) -> str:
    """Return the explanation as a sentence or two, parties by the names given.

    Examples
    --------
    >>> game = Game(("arm",), (0,), 1, (), np.array([[0], [1]], dtype=bool), np.array([[0, 1]]))
    >>> in_words(game, explain(game, 0, 1, "nash"), ["A"])
    'A has no move from {arm} to anything it likes better.'
    """
    name = parties[explanation.party]
    here = _label(game, explanation.state)
    if not explanation.responses:
        return f"{name} has no move from {here} to anything it likes better."
    if not explanation.stable:
        response = next(response for response in explanation.responses if response.sanction is None)
        return _unsanctioned(game, explanation, response, parties)
    told = [
        f"if {name} goes to {_label(game, response.improvement)}, {_moves(game, explanation, response, parties)}"
        for response in explanation.responses
    ]
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


def _moves(game: Game, explanation: Explanation, response: Response, parties: Sequence[str]) -> str:
    assert response.sanction is not None
    if explanation.concept == "sim":
        movers = " and ".join(parties[step.party] for step in response.path)
        return f"{movers} moving at the same time make it {_label(game, response.sanction)}, no better for it"
    moves = ", then ".join(f"{parties[step.party]} can make it {_label(game, step.state)}" for step in response.path)
    return f"{moves}, no better for it"


def _label(game: Game, state: int) -> str:
    return "{" + ", ".join(game.taken(state)) + "}"


def _nash_answer(game: Game, party: int, state: int, target: int) -> Response:
    del game, party, state
    return Response(target, None)


def _gmr_answer(game: Game, party: int, state: int, target: int) -> Response:
    floor = game.ranks[party]
    return _search(game, party, target, reachable, lambda found: floor[found] <= floor[state])


def _seq_answer(game: Game, party: int, state: int, target: int) -> Response:
    floor = game.ranks[party]
    return _search(game, party, target, improvements, lambda found: floor[found] <= floor[state])


def _smr_answer(game: Game, party: int, state: int, target: int) -> Response:
    ranks = game.ranks[party]

    def inescapable(found: int) -> bool:
        if ranks[found] > ranks[state]:
            return False
        onward = reachable(game, party, found)
        return not len(onward) or bool(ranks[onward].max() <= ranks[state])

    response = _search(game, party, target, reachable, inescapable)
    if response.sanction is not None:
        return response
    threat = _gmr_answer(game, party, state, target).sanction
    if threat is None:
        return response
    onward = reachable(game, party, threat)
    return Response(target, None, escape=(threat, int(onward[ranks[onward].argmax()])))


def _sim_answer(game: Game, party: int, state: int, target: int) -> Response:
    ranks = game.ranks[party]
    place = {int(code): number for number, code in enumerate(game.codes)}
    others = [other for other in range(game.n_parties) if other != party]
    start = int(game.codes[state])
    replies = [[state, *improvements(game, other, state).tolist()] for other in others]
    found = []
    for chosen in itertools.product(*replies):
        code = int(game.codes[target])
        for there in chosen:
            code ^= start ^ int(game.codes[there])
        end = place.get(code)
        if end is not None and ranks[end] <= ranks[state]:
            path = tuple(Step(other, there) for other, there in zip(others, chosen, strict=True) if there != state)
            found.append((len(path), int(ranks[end]), end, path))
    if not found:
        return Response(target, None)
    _, _, end, path = min(found, key=lambda entry: entry[:3])
    return Response(target, end, path)


_ANSWERS: dict[str, Callable[[Game, int, int, int], Response]] = {
    "nash": _nash_answer,
    "gmr": _gmr_answer,
    "smr": _smr_answer,
    "seq": _seq_answer,
    "sim": _sim_answer,
}


def _search(game: Game, party: int, target: int, step: Neighbours, fits: Callable[[int], bool]) -> Response:
    """Look outward from an improvement, one move of the others at a time, for a state that fits."""
    others = [other for other in range(game.n_parties) if other != party]
    came: dict[int, tuple[int, Step] | None] = {target: None}
    ring = [target]
    while ring:
        outer: list[int] = []
        for state in ring:
            for other in others:
                for found in step(game, other, state).tolist():
                    if found not in came:
                        came[found] = (state, Step(other, found))
                        outer.append(found)
        fitting = [found for found in outer if fits(found)]
        if fitting:
            best = min(fitting, key=lambda found: (int(game.ranks[party, found]), found))
            return Response(target, best, _path(came, best))
        ring = outer
    return Response(target, None)


def _path(came: dict[int, tuple[int, Step] | None], end: int) -> tuple[Step, ...]:
    steps: list[Step] = []
    link = came[end]
    while link is not None:
        steps.append(link[1])
        link = came[link[0]]
    return tuple(reversed(steps))
