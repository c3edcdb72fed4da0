"""Why a coalition leaves a state or not: what it gains together, and what those outside answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from talleyrand.errors import SolverError, did_you_mean
from talleyrand.solvers.graph_model.coalitions import (
    COALITION_CONCEPTS,
    Coalition,
    all_coalitions,
    checked_coalition,
    coalition_reach,
)
from talleyrand.solvers.graph_model.edges import Edges, Moves
from talleyrand.solvers.graph_model.game import Flags, Game, check_state
from talleyrand.solvers.graph_model.paths import Path, Step, breadth_first, path_to
from talleyrand.solvers.graph_model.relations import check_size, joint_reach


@dataclass(frozen=True)
class JointStep:
    """A change by several parties: who makes it, and the state it leads to."""

    parties: Coalition
    state: int


@dataclass(frozen=True)
class CoalitionResponse:
    """What becomes of one coalition improvement.

    Parameters
    ----------
    improvement
        The state that the coalition would bring about.
    joint
        The members' moves to it, the fewest.
    sanction
        A state that those outside can bring about and that a member likes no better than where it started; None
        where there is none.
    path
        The changes by those outside to the sanction, the fewest; each by one party, under CSEQ by a coalition all
        of whose members gain.
    deterred
        The members that like the sanction no better.
    escape
        CSMR only, where no sanction holds though one exists under CGMR: (reply, way out): a reply, and a state
        that the coalition then reaches and all of it like better than the first.
    """

    improvement: int
    joint: Path
    sanction: int | None
    path: tuple[JointStep, ...] = ()
    deterred: Coalition = ()
    escape: tuple[int, int] | None = None


@dataclass(frozen=True)
class CoalitionExplanation:
    """Why ``state`` is (not) stable for ``coalition`` under ``concept``: one response per coalition improvement."""

    coalition: Coalition
    state: int
    concept: str
    stable: bool
    responses: tuple[CoalitionResponse, ...]


def explain_coalition(game: Game, coalition: Sequence[int], state: int, concept: str) -> CoalitionExplanation:
    """Return the coalition improvements from a state and how those outside answer each.

    Parameters
    ----------
    game
        The conflict; under ``cseq`` at most 8,192 states.
    coalition
        Numbers of parties, from 0.
    state
        Number from 0.
    concept
        One of ``cr cgmr csmr cseq``.

    Returns
    -------
    CoalitionExplanation
        Agrees with ``solve_coalitions``. Of several sanctions the one with fewest changes is named, then the
        lowest number.

    Examples
    --------
    The two prisoners leave mutual defection (0) together:

    >>> game = Game(
    ...     options=("one cooperates", "two cooperates"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[2, 1, 4, 3], [2, 4, 1, 3]]),
    ... )
    >>> explain_coalition(game, (0, 1), 0, "cr").responses[0].joint
    (Step(party=1, state=2), Step(party=0, state=3))
    """
    if concept not in COALITION_CONCEPTS:
        remedy = did_you_mean(concept, COALITION_CONCEPTS) or "there are: " + ", ".join(COALITION_CONCEPTS)
        raise SolverError(f'no concept is called "{concept}"; {remedy}')
    check_state(game, state)
    view = _View(game, checked_coalition(game, coalition), state, concept)
    responses = tuple(view.response(target) for target in view.improvements())
    stable = all(response.sanction is not None for response in responses)
    return CoalitionExplanation(view.coalition, state, concept, stable, responses)


class _View:
    """The conflict from a coalition's place."""

    def __init__(self, game: Game, coalition: Coalition, state: int, concept: str) -> None:
        self.game, self.coalition, self.state, self.concept = game, coalition, state, concept
        self.moves = Edges(game).moves
        ranks = game.ranks[list(coalition)]
        self.better: Flags = np.logical_and.reduce(ranks > ranks[:, [state]], axis=0)
        self.answers = self._answers() if concept != "cr" else []

    def improvements(self) -> list[int]:
        """Return what the coalition reaches together and all of it like better."""
        reached = coalition_reach(self.game, self.state, [self.coalition])[0]
        return [int(target) for target in np.flatnonzero(reached & self.better)]

    def response(self, target: int) -> CoalitionResponse:
        """Return what those outside answer to one improvement."""
        own = breadth_first(self.game.n_states, self.state, [self.moves[party] for party in self.coalition])
        joint = tuple(Step(self.coalition[mover], there) for mover, there in path_to(target, *own))
        steps, previous, mover = breadth_first(self.game.n_states, target, [moves for _, moves in self.answers])
        found = np.flatnonzero((steps > 0) & ~self.better)
        replies = found[np.lexsort((found, steps[found]))].tolist()
        escapes = {reply: self._way_out(reply) for reply in replies} if self.concept == "csmr" else {}
        held = next((reply for reply in replies if escapes.get(reply) is None), None)
        if held is None:
            escape = next(((reply, out) for reply, out in escapes.items() if out is not None), None)
            return CoalitionResponse(target, joint, None, escape=escape)
        path = tuple(JointStep(self.answers[n][0], there) for n, there in path_to(held, steps, previous, mover))
        ranks = self.game.ranks
        deterred = tuple(member for member in self.coalition if ranks[member, held] <= ranks[member, self.state])
        return CoalitionResponse(target, joint, held, path, deterred)

    def _way_out(self, reply: int) -> int | None:
        """Return the lowest state that the coalition reaches from a reply and all of it like better than the first."""
        onward = coalition_reach(self.game, reply, [self.coalition])[0] & self.better
        return int(onward.argmax()) if onward.any() else None

    def _answers(self) -> list[tuple[Coalition, Moves]]:
        """Return who can answer by which changes: parties by their moves, under CSEQ coalitions by what all gain."""
        outside = [party for party in range(self.game.n_parties) if party not in self.coalition]
        if self.concept != "cseq":
            return [((party,), self.moves[party]) for party in outside]
        check_size(self.game.n_states, "an answer by coalitions")
        inner = [tuple(outside[place] for place in places) for places in all_coalitions(len(outside))]
        return [(each, Moves.of(*np.nonzero(self._gains(each)))) for each in inner]

    def _gains(self, coalition: Coalition) -> Flags:
        ranks = self.game.ranks[list(coalition)]
        better = np.logical_and.reduce(ranks[:, None, :] > ranks[:, :, None], axis=0)
        gains: Flags = joint_reach(self.moves, coalition, self.game.n_states) & better
        return gains
