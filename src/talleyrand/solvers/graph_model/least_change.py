"""What would have to change: the least change of one party's order that makes a state an equilibrium.

The distance is that of ``inverse``: pairs compared differently, a tie made or broken counting one half.

GMR and SMR ask of the party's order only which states it likes no better than the target, and are
fulfilled all the sooner the more these are. Whatever set of states must lie no higher, lifting the
target alone to the best of them is the cheapest way (the proof is in ``inverse``), so the least lift
that serves is a least change. The others' stability does not depend on the party's preference.

Under SEQ and SIM it does: the party's improvements are the others' sanctions. There the order is the
unknown of a mixed-integer programme (``order_programme``).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import InfeasibleError, SolverError, TooLargeError, did_you_mean
from talleyrand.solvers.graph_model.edges import Edges
from talleyrand.solvers.graph_model.game import Game, Ranks
from talleyrand.solvers.graph_model.inverse import distance, least_change_nash
from talleyrand.solvers.graph_model.moves import improvements, reachable
from talleyrand.solvers.graph_model.order_programme import Flow, nearest_order, reached
from talleyrand.solvers.graph_model.relations import check_size, joint_reach
from talleyrand.solvers.graph_model.stability import CONCEPTS, solve

MAX_STATES = 256
"""Most states under SEQ and SIM: the programme has a variable for every pair."""


@dataclass(frozen=True, eq=False)
class OrderChange:
    """A least change of one party's order.

    Parameters
    ----------
    state, party, concept
        The target, whose order changes, and under what the target becomes an equilibrium.
    ranks
        (n_states,) int: the order after the change; None where none was found in the time.
    cost
        How many pairs of states compare differently; None with ``ranks``.
    bound
        No change costs less.
    """

    state: int
    party: int
    concept: str
    ranks: Ranks | None
    cost: float | None
    bound: float

    @property
    def proven(self) -> bool:
        """Whether the change is proven minimal: its cost meets the bound."""
        return self.cost is not None and self.cost <= self.bound


def least_change(
    game: Game, state: int, party: int, concept: str = "seq", *, time_limit: float | None = None
) -> OrderChange:
    """Return the least change of one party's weak order that makes a state an equilibrium.

    Parameters
    ----------
    game
        The conflict; under SEQ and SIM at most 256 states.
    state, party
        The target and the party whose order may change, from 0. The others' orders stay.
    concept
        One of ``nash gmr smr seq sim``.
    time_limit
        Seconds after which the best change so far is returned with its bound; None: until proven. With
        a limit the answer may depend on the machine.

    Raises
    ------
    InfeasibleError
        No preference of this party makes the target an equilibrium; says who leaves it and for what.
    SolverError
        A state, a party or a concept that does not exist.
    TooLargeError
        More states than fit.

    Examples
    --------
    In chicken both yielding (3) does not hold under SEQ. For it to hold the first driver must like
    crashing (0) better than yielding alone (1), so that it can answer, and winning (2) no better than both
    yielding: one pair reversed, and one tie.

    >>> game = Game(
    ...     options=("one yields", "two yields"), owners=(0, 1), n_parties=2, directions=(),
    ...     states=np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=bool),
    ...     ranks=np.array([[1, 2, 4, 3], [1, 4, 2, 3]]),
    ... )
    >>> change = least_change(game, 3, party=0, concept="seq")
    >>> change.cost, change.proven, change.ranks.tolist()
    (1.5, True, [1, 0, 2, 2])
    """
    _check(game, state, party, concept)
    if concept in ("gmr", "smr", "nash"):
        return _by_lifting(game, state, party, concept)
    if game.n_states > MAX_STATES:
        raise TooLargeError(
            f"the least change under {concept.upper()} compares all pairs of {game.n_states:,} states; up to "
            f"{MAX_STATES} fit: exclude states"
        )
    if bool(solve(game, [concept]).equilibria[concept][state]):
        return OrderChange(state, party, concept, game.ranks[party], 0.0, 0.0)
    clauses, wanted, flows = (_sequential if concept == "seq" else _simultaneous)(game, state, party)
    found = nearest_order(game.ranks[party], state, clauses, wanted, flows, time_limit)
    if found is None:
        raise InfeasibleError(
            f"no order of party {party} makes state {state} an equilibrium under {concept.upper()}: what deters the "
            "others would tempt the party itself, or contradicts itself; change another party's preference"
        )
    ranks, bound = found
    return _checked(game, OrderChange(state, party, concept, ranks, None, bound))


def _check(game: Game, state: int, party: int, concept: str) -> None:
    if concept not in CONCEPTS:
        remedy = did_you_mean(concept, CONCEPTS) or "there are: " + ", ".join(CONCEPTS)
        raise SolverError(f'no concept is called "{concept}"; {remedy}')
    if not 0 <= state < game.n_states:
        raise SolverError(f"state {state} does not exist; states are 0 to {game.n_states - 1}")
    if not 0 <= party < game.n_parties:
        raise SolverError(f"party {party} does not exist; parties are 0 to {game.n_parties - 1}")


def _checked(game: Game, change: OrderChange) -> OrderChange:
    """Return the change with its cost, or without its order where that does not do what it should."""
    if change.ranks is None:
        return change
    ranks = game.ranks.copy()
    ranks[change.party] = change.ranks
    if not solve(game.with_ranks(ranks), [change.concept]).equilibria[change.concept][change.state]:
        return OrderChange(change.state, change.party, change.concept, None, None, change.bound)
    cost = distance(game.ranks[change.party], change.ranks)
    return OrderChange(change.state, change.party, change.concept, change.ranks, cost, change.bound)


def _by_lifting(game: Game, state: int, party: int, concept: str) -> OrderChange:
    """Return the least lift of the target in the party's order that makes it stable."""
    stable = solve(game, [concept]).stable[concept][:, state]
    for other in np.flatnonzero(~stable).tolist():
        if other != party:
            raise InfeasibleError(_leaves(game, other, state, party, concept))
    own = game.ranks[party]
    if stable[party]:
        return OrderChange(state, party, concept, own, 0.0, 0.0)
    if concept == "nash":
        ranks = least_change_nash(game, state).ranks[party]
    else:
        ranks = own.copy()
        ranks[state] = _lowest_lift(game, state, party, concept)
    cost = distance(own, ranks)
    return OrderChange(state, party, concept, ranks, cost, cost)


def _lowest_lift(game: Game, state: int, party: int, concept: str) -> int:
    """Return the least rank at which the target is stable for the party, all other ranks as they are."""
    check_size(game.n_states, "the least change under GMR and SMR")
    own = game.ranks[party]
    others = [other for other in range(game.n_parties) if other != party]
    reach = joint_reach(Edges(game).moves, others, game.n_states)
    # How high the target must stand for a state to count as a sanction: where it is, or the best way out.
    height = own.astype(np.int64)
    if concept == "smr":
        height = Edges(game).own_best(party, height)
    height[state] = own[state] if concept == "gmr" else max(own[reachable(game, party, state)].max(), own[state])
    lift = int(own[state])
    for target in reachable(game, party, state).tolist():
        sanctions = height[reach[target]]
        # Either the move is no improvement any more, or it meets a sanction.
        lift = max(lift, min([int(own[target]), *sanctions.tolist()]))
    return lift


def _leaves(game: Game, other: int, state: int, party: int, concept: str) -> str:
    gains = improvements(game, other, state)
    best = int(gains[game.ranks[other][gains].argmax()])
    return (
        f"whatever party {party} wants, party {other} leaves state {state}, for example for {best}, under "
        f"{concept.upper()}: change party {other}'s preference"
    )


Clauses = list[tuple[int, list[int]]]
Programme = tuple[Clauses, list[list[int]], list[Flow]]


def _own_clauses(game: Game, state: int, party: int, replies: Callable[[int], set[int]]) -> Clauses:
    """Return (improvement, sanctions): the first may lie above the target only if one of the others does not."""
    clauses: Clauses = []
    for target in reachable(game, party, state).tolist():
        sanctions = replies(target)
        if state not in sanctions:
            clauses.append((target, sorted(sanctions - {target})))
    return clauses


def _sequential(game: Game, state: int, party: int) -> Programme:
    edges = Edges(game)
    others = [other for other in range(game.n_parties) if other != party]
    reach = joint_reach(edges.improvements, others, game.n_states)
    clauses = _own_clauses(game, state, party, lambda target: set(np.flatnonzero(reach[target]).tolist()))
    steps = _arcs(edges.moves[party].pairs())
    flows = []
    for other in others:
        fixed = [arc for third in others if third != other for arc in _arcs(edges.improvements[third].pairs())]
        ends = set(np.flatnonzero(game.ranks[other] <= game.ranks[other][state]).tolist())
        for target in improvements(game, other, state).tolist():
            if ends & reached({target}, fixed):
                continue
            flow = Flow.trimmed(target, ends, fixed, steps)
            if flow is None:
                raise InfeasibleError(_leaves(game, other, state, party, "seq"))
            flows.append(flow)
    return clauses, [], flows


def _arcs(pairs: tuple[NDArray[np.intp], NDArray[np.intp]]) -> list[tuple[int, int]]:
    return list(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True))


def _simultaneous(game: Game, state: int, party: int) -> Programme:
    others = [other for other in range(game.n_parties) if other != party]
    choices = {other: [state, *improvements(game, other, state).tolist()] for other in others}
    place = {int(code): number for number, code in enumerate(game.codes)}
    changes = game.codes ^ game.codes[state]

    def together(movers: Sequence[int], moved: Sequence[int]) -> set[int]:
        """Return the states in which play ends if some moves from the target meet the movers' own choices."""
        ends = set()
        for chosen in itertools.product(*(choices[mover] for mover in movers)):
            code = int(game.codes[state] ^ np.bitwise_xor.reduce(changes[[*moved, *chosen]]))
            if code in place:
                ends.add(place[code])
        return ends

    clauses = _own_clauses(game, state, party, lambda target: together(others, [target]))
    wanted = []
    for other, target in [(mover, target) for mover in others for target in choices[mover][1:]]:
        rest = [third for third in others if third != other]
        feared = set(np.flatnonzero(game.ranks[other] <= game.ranks[other][state]).tolist())
        own = [state, *reachable(game, party, state).tolist()]
        serving = [mine for mine in own if feared & together(rest, [target, mine])]
        if not serving:
            raise InfeasibleError(_leaves(game, other, state, party, "sim"))
        if state not in serving:
            wanted.append(serving)
    return clauses, wanted, []
