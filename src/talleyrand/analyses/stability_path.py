"""From where things stand: why that lasts or not, where improvements lead, and the graph of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.conflict import Conflict
from talleyrand.analyses.result import Exhibit, Finding
from talleyrand.analyses.stability_words import MEANING, carriers, change_words, state_words
from talleyrand.analyses.words import party_name
from talleyrand.case.model import Case
from talleyrand.solvers.graph_model import (
    Game,
    Response,
    StabilityResult,
    StatusQuo,
    Step,
    explain,
    from_status_quo,
    improving_steps,
    reachable,
)

MOST_STATES = 24
MOST_REASONS = 2
Flags = NDArray[np.bool_]
Ranks = NDArray[np.integer]


def lasting_concept(found: StabilityResult) -> str:
    """Return what counts as lasting here: Nash where something is, else sequential stability."""
    return "nash" if found.equilibria["nash"].any() else "seq"


def held_by(found: StabilityResult, now: int) -> str | None:
    """Return the first concept of `MEANING` under which the status quo lasts."""
    return next((c for c in MEANING if found.equilibria[c][now]), None)


def reasons(game: Game, found: StabilityResult, now: int) -> list[tuple[int, Response]]:
    """Return (party, response) for the best improvement of parties from the status quo: what they meet, or do not.

    Where the status quo lasts, of parties that would like to move; where it does not, of those that nothing deters.
    """
    concept = held_by(found, now)
    picked = []
    for party in range(game.n_parties):
        told = explain(game, party, now, concept or "seq").responses
        if concept is None:
            told = tuple(response for response in told if response.sanction is None)
        if told:
            picked.append((party, max(told, key=lambda response: int(game.ranks[party, response.improvement]))))
    return picked[:MOST_REASONS]


def why_findings(case: Case, board: Conflict, game: Game, found: StabilityResult, now: int) -> list[Finding]:
    """Say by which move the status quo is left, or by which answers it is held; nothing where nobody would move."""
    at_once = held_by(found, now) == "sim"
    told = [_reason(case, board, now, party, response, at_once) for party, response in reasons(game, found, now)]
    if not told:
        return []
    return [Finding(id="stability/why", text=f"{'; '.join(told)}.", because=carriers(case), rank=13)]


def _reason(case: Case, board: Conflict, now: int, party: int, response: Response, at_once: bool) -> str:
    """Tell one reason; `at_once`: the others' moves are made from the status quo, too, at the same time."""
    name = party_name(case, board.players[party])
    does = change_words(case, board, now, response.improvement)
    if response.sanction is None:
        return f"{name} gains by changing this ({does}), and no answer in the others' own interest takes the gain away"
    if at_once:
        others = " and ".join(
            f"{party_name(case, board.players[step.party])} changes this ({change_words(case, board, now, step.state)})"
            for step in response.path
        )
        return f"{name} would gain by changing this ({does}), but not if at the same time {others}"
    answers = _steps(case, board, response.improvement, response.path)
    return f"{name} would gain by changing this ({does}), but can be answered ({answers}) and is then no better off"


def _steps(case: Case, board: Conflict, start: int, path: tuple[Step, ...]) -> str:
    told, before = [], start
    for step in path:
        told.append(change_words(case, board, before, step.state))
        before = step.state
    return ", then ".join(told)


def why_holds(game: Game, found: StabilityResult, now: int, ranks: Ranks, seq: Flags) -> Flags:
    """Tell for each of (n, n_parties, n_states) ranks whether the same moves pay and meet the same answers.

    `seq`: (n, n_states), what is sequentially stable there; it decides where no answer is told.
    """
    concept = held_by(found, now)
    holds = np.ones(len(ranks), dtype=bool)
    for party, response in reasons(game, found, now):
        own = ranks[:, party]
        holds &= own[:, response.improvement] > own[:, now]
        if response.sanction is None:
            holds &= ~seq[:, now]
            continue
        holds &= own[:, response.sanction] <= own[:, now]
        if concept == "seq":
            holds &= _pays(ranks, response.improvement, response.path)
        if concept == "sim":
            for step in response.path:
                holds &= ranks[:, step.party, step.state] > ranks[:, step.party, now]
        if concept == "smr":
            onward = reachable(game, party, response.sanction)
            holds &= (own[:, onward] <= own[:, [now]]).all(axis=1)
    return holds


def _pays(ranks: Ranks, start: int, path: tuple[Step, ...]) -> Flags:
    """Tell for each of the ranks whether every step of a path pays for its mover."""
    holds = np.ones(len(ranks), dtype=bool)
    before = start
    for step in path:
        holds &= ranks[:, step.party, step.state] > ranks[:, step.party, before]
        before = step.state
    return holds


def nearest(game: Game, found: StabilityResult, now: int) -> tuple[StatusQuo, int | None]:
    """Return the improvements from the status quo, and the lasting state that the fewest of them lead to."""
    search = from_status_quo(game, now, improving=True)
    reached = np.flatnonzero(found.equilibria[lasting_concept(found)] & (search.steps >= 0))
    return search, int(reached[np.argmin(search.steps[reached])]) if len(reached) else None


def path_findings(case: Case, board: Conflict, game: Game, found: StabilityResult, now: int) -> list[Finding]:
    """Say by which improvements the nearest lasting state is reached; nothing where things stand in one."""
    search, target = nearest(game, found, now)
    if target == now or not found.equilibria[lasting_concept(found)].any():
        return []
    if target is None:
        text = (
            "No sequence of moves, each in the interest of whoever makes it, leads from where things stand to a "
            "state that lasts."
        )
    else:
        path = search.path(target)
        count = "1 move, which pays" if len(path) == 1 else f"{len(path)} moves, each of which pays"
        leads = "leads" if len(path) == 1 else "lead"
        steps = _steps(case, board, now, path)
        text = f"{count} for whoever makes it, {leads} from where things stand to the nearest lasting state: {steps}."
    return [Finding(id="stability/path", text=text, because=carriers(case), rank=13)]


def path_holds(game: Game, found: StabilityResult, now: int, ranks: Ranks, lasting: Flags) -> Flags:
    """Tell for each of (n, n_parties, n_states) ranks whether the same path leads to a lasting state, and none sooner.

    `lasting`: (n, n_states) under the concept that counts at the centre.
    """
    search, target = nearest(game, found, now)
    steps = improving_steps(game, now, ranks)
    reached = lasting & (steps >= 0)
    if target is None:
        return np.asarray(~reached.any(axis=1), dtype=bool)
    far = game.n_states + 1
    soonest = np.where(reached, steps, far).min(axis=1) == search.steps[target]
    holds = lasting[:, target] & soonest & _pays(ranks, now, search.path(target))
    return np.asarray(holds, dtype=bool)


def graph_exhibit(case: Case, board: Conflict, game: Game, found: StabilityResult, now: int) -> Exhibit | None:
    """Return a tree of moves from the status quo to what lasts, as rows; None where nobody can move.

    States that improvements lead to come by improvements, other lasting states by the fewest moves; at most 24.
    """
    paying = from_status_quo(game, now, improving=True)
    anyhow = from_status_quo(game, now)
    lasts = found.equilibria[lasting_concept(found)]
    tree = _tree(paying, anyhow, lasts)
    if not tree:
        return None
    rows = tuple(
        (
            state_words(case, board, before),
            state_words(case, board, step.state),
            party_name(case, board.players[step.party]),
            change_words(case, board, before, step.state),
            bool(game.ranks[step.party, step.state] > game.ranks[step.party, before]),
            bool(lasts[step.state]),
        )
        for before, step in tree
    )
    missing = int(lasts.sum()) - sum(bool(lasts[state]) for state in {now, *(step.state for _, step in tree)})
    meaning = MEANING[lasting_concept(found)]
    return Exhibit(
        id="stability/graph",
        title="Ways from where things stand",
        kind="state_graph",
        columns=("from", "to", "mover", "move", "pays", "lasting"),
        rows=rows,
        note=f"Lasting: {meaning}. Each state by one shortest way, of moves that pay the mover where there is one"
        + (f"; {missing} lasting states are left out or cannot be reached" if missing else ""),
    )


def _tree(paying: StatusQuo, anyhow: StatusQuo, lasts: Flags) -> list[tuple[int, Step]]:
    """Return (state before, step) of the tree, every state after the one before it."""
    distance = np.where(paying.steps >= 0, paying.steps, anyhow.steps)
    reached = np.flatnonzero((distance > 0) & (lasts | (paying.steps > 0))).tolist()
    tree: list[tuple[int, Step]] = []
    shown = {paying.state}
    for state in sorted(reached, key=lambda s: (not lasts[s], paying.steps[s] < 0, int(distance[s]), s)):
        path = (paying if paying.steps[state] >= 0 else anyhow).path(state)
        if len(shown | {step.state for step in path}) > MOST_STATES:
            continue
        before = paying.state
        for step in path:
            if step.state not in shown:
                tree.append((before, step))
                shown.add(step.state)
            before = step.state
    return tree
