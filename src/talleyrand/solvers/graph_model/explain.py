"""Why a state is or is not stable for a party: its improvements, and what the others answer to each.

Coalitions and limited foresight have their own: ``explain_coalition`` and ``explain_foresight``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import SolverError, TooLargeError, did_you_mean
from talleyrand.solvers.graph_model.conditional import Condition, conditional_moves
from talleyrand.solvers.graph_model.game import Game, check_state
from talleyrand.solvers.graph_model.moves import improvements, reachable
from talleyrand.solvers.graph_model.paths import Path, Step

Ints = NDArray[Any]
Neighbours = Callable[[int, int], Ints]
MAX_REPLIES = 1 << 24


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
    path: Path = ()
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


def explain(game: Game, party: int, state: int, concept: str, *, conditions: Sequence[Condition] = ()) -> Explanation:
    """Return the improvements of a party from a state and how the others answer each.

    Parameters
    ----------
    game
        The conflict.
    party, state
        Numbers from 0.
    concept
        One of ``nash gmr smr seq sim``.
    conditions
        What must hold for options to change, as in ``solve_conditional``.

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
    check_state(game, state)
    if not 0 <= party < game.n_parties:
        raise SolverError(f"party {party} does not exist; parties are 0 to {game.n_parties - 1}")
    view = _View(game, party, state, conditions)
    responses = tuple(_ANSWERS[concept](view, int(target)) for target in view.improve(party, state))
    stable = all(response.sanction is not None for response in responses)
    return Explanation(party, state, concept, stable, responses)


class _View:
    """The conflict from one party's place: who can go where, one state at a time."""

    def __init__(self, game: Game, party: int, state: int, conditions: Sequence[Condition]) -> None:
        self.game, self.party, self.state = game, party, state
        self.others = [other for other in range(game.n_parties) if other != party]
        self._moves = conditional_moves(game, conditions) if conditions else None

    def reach(self, mover: int, state: int) -> Ints:
        """Return the states that a party reaches in one step."""
        if self._moves is None:
            return reachable(self.game, mover, state)
        return np.sort(self._moves[mover].leaving(np.array([state]))[1])

    def improve(self, mover: int, state: int) -> Ints:
        """Return those of them that it likes better."""
        if self._moves is None:
            return improvements(self.game, mover, state)
        found, ranks = self.reach(mover, state), self.game.ranks[mover]
        better: Ints = found[ranks[found] > ranks[state]]
        return better

    def deters(self, found: int) -> bool:
        """Return whether the party likes a state no better than where it started."""
        ranks = self.game.ranks[self.party]
        return bool(ranks[found] <= ranks[self.state])

    def ways_out(self, found: int) -> Ints:
        """Return where the party can go from a state and be better off than where it started."""
        ranks, onward = self.game.ranks[self.party], self.reach(self.party, found)
        better: Ints = onward[ranks[onward] > ranks[self.state]]
        return better

    def answer(self, target: int, step: Neighbours, fits: Callable[[int], bool]) -> Response:
        """Look outward from an improvement, one move of the others at a time, for a state that fits.

        Where moves are transitive no shortest path has anybody move twice in succession; under conditions
        the search goes over pairs of state and last mover.
        """
        came: dict[tuple[int, int], tuple[tuple[int, int], Step] | None] = {(target, -1): None}
        ring = [(target, -1)]
        while ring:
            outer: list[tuple[int, int]] = []
            for here, last in ring:
                for mover in self.others:
                    if mover == last:
                        continue
                    for found in step(mover, here).tolist():
                        node = (found, mover if self._moves is not None else -1)
                        if node not in came:
                            came[node] = ((here, last), Step(mover, found))
                            outer.append(node)
            fitting = [node for node in outer if fits(node[0])]
            if fitting:
                best = min(fitting, key=lambda node: (int(self.game.ranks[self.party, node[0]]), node))
                return Response(target, best[0], _path(came, best))
            ring = outer
        return Response(target, None)


def _nash_answer(view: _View, target: int) -> Response:
    del view
    return Response(target, None)


def _gmr_answer(view: _View, target: int) -> Response:
    return view.answer(target, view.reach, view.deters)


def _seq_answer(view: _View, target: int) -> Response:
    return view.answer(target, view.improve, view.deters)


def _smr_answer(view: _View, target: int) -> Response:
    response = view.answer(target, view.reach, lambda found: view.deters(found) and not len(view.ways_out(found)))
    if response.sanction is not None:
        return response
    threat = _gmr_answer(view, target).sanction
    if threat is None:
        return response
    out = view.ways_out(threat)
    return Response(target, None, escape=(threat, int(out[view.game.ranks[view.party, out].argmax()])))


def _sim_answer(view: _View, target: int) -> Response:
    """Try all combinations of the others' own improvements from the state, put together with the party's move."""
    game, start = view.game, view.game.codes[view.state]
    replies = [np.array([view.state, *view.improve(other, view.state)]) for other in view.others]
    shape = tuple(len(reply) for reply in replies)
    if prod(shape) > MAX_REPLIES:
        raise TooLargeError(f"{prod(shape):,} joint replies to one improvement; {MAX_REPLIES:,} fit")
    changes = [game.codes[reply] ^ start for reply in replies]
    codes = np.ravel(reduce(np.bitwise_xor.outer, changes, game.codes[target]))
    movers = np.ravel(reduce(np.add.outer, [change != 0 for change in changes], np.zeros((), dtype=np.int64)))
    order = np.argsort(game.codes)
    ends = order[np.minimum(np.searchsorted(game.codes, codes, sorter=order), game.n_states - 1)]
    ranks = game.ranks[view.party]
    fitting = np.flatnonzero((game.codes[ends] == codes) & (ranks[ends] <= ranks[view.state]))
    if not len(fitting):
        return Response(target, None)
    best = fitting[np.lexsort((ends[fitting], ranks[ends[fitting]], movers[fitting]))[0]]
    chosen = [int(reply[place]) for reply, place in zip(replies, np.unravel_index(best, shape), strict=True)]
    path = tuple(Step(other, there) for other, there in zip(view.others, chosen, strict=True) if there != view.state)
    return Response(target, int(ends[best]), path)


_ANSWERS: dict[str, Callable[[_View, int], Response]] = {
    "nash": _nash_answer,
    "gmr": _gmr_answer,
    "smr": _smr_answer,
    "seq": _seq_answer,
    "sim": _sim_answer,
}


def _path(came: dict[tuple[int, int], tuple[tuple[int, int], Step] | None], end: tuple[int, int]) -> Path:
    steps: list[Step] = []
    link = came[end]
    while link is not None:
        before, step = link
        steps.append(step)
        link = came[before]
    return tuple(reversed(steps))
