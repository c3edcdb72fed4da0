"""Which states hold, in what sense, and who can upset the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.base import Claims, make_result
from talleyrand.analyses.conflict import Conflict, central_game, conflict, distinct_ranks
from talleyrand.analyses.inputs import Draws
from talleyrand.analyses.result import Exhibit, Finding, Result
from talleyrand.analyses.stability_path import (
    graph_exhibit,
    lasting_concept,
    path_findings,
    path_holds,
    why_findings,
    why_holds,
)
from talleyrand.analyses.stability_together import together_finding, together_holds, together_id
from talleyrand.analyses.stability_words import MEANING, carriers, finding_id, option_words, state_words
from talleyrand.analyses.words import listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.graph_model import CONCEPTS, Game, StabilityResult, improvements, solve, solve_many

MOST_NAMED = 3
MOST_ROWS = 12


class StabilityAnalysis:
    """The graph model for conflict resolution on the case's options and preferences.

    References
    ----------
    Kilgour, Hipel & Fang (1987); Fang, Hipel & Kilgour (1993); SIM: Fraser & Hipel (1984).
    Definitions and readings: ``docs/methods/stability.md``.
    """

    name = "stability"
    title = "What holds, and who can upset it"
    question = "Which combinations of moves would last, given what each party wants?"
    reference = "Graph model for conflict resolution: Kilgour, Hipel & Fang 1987; Fang, Hipel & Kilgour 1993."
    most_draws = 16384

    def needs(self, case: Case) -> tuple[str, ...]:
        """Say what is missing: options of two parties, and preferences of two."""
        owners = {option.owner for option in case.options.values()}
        missing = []
        if len(owners) < 2:
            missing.append("fewer than two parties own an option; add what each can do under `options`")
        if len([p for p in case.preferences if p in case.parties]) < 2:
            missing.append("fewer than two parties have preferences; add what each wants under `preferences`")
        return tuple(missing)

    def run(self, case: Case, params: Mapping[str, Any], seed: int) -> Result:
        """Find the equilibria under the preferences as written, and say what upsets the rest."""
        board = conflict(case)
        game = central_game(case, board)
        found = solve(game)
        findings = [_overview(case, board, found), *_common(case, board, found)]
        findings += [_state_finding(case, board, found, s, n) for n, s in enumerate(_named(found))]
        findings += [together_finding(case, board, game, s, n) for n, s in enumerate(_named(found))]
        graph = None
        if (now := board.status_quo) is not None:
            findings.append(_status_quo(case, board, game, found))
            findings += why_findings(case, board, game, found, now) + path_findings(case, board, game, found, now)
            graph = graph_exhibit(case, board, game, found, now)
        states = _any_equilibrium(found)
        exhibit = Exhibit(
            id="stability/states",
            title="Equilibria: states that are stable for everybody in at least one sense",
            kind="state_table",
            columns=("state", *(_short(c) for c in CONCEPTS), "who can upset it"),
            rows=tuple(_row(case, board, game, found, s) for s in states[:MOST_ROWS]),
            note=_rest(len(states))
            + "; ".join(f"{'Nash' if c == 'nash' else c.upper()}: {MEANING[c]}" for c in MEANING),
        )
        open_steps = [a for a, _ in _open_preferences(case)]
        notes = (
            (f"{_steps(len(open_steps))} of the preferences left open: their completions are part of what is tried.",)
            if open_steps
            else ()
        )
        exhibits = [exhibit, graph] if graph else [exhibit]
        return make_result(self, case, seed, findings, exhibits, params=params, notes=notes)

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Tell under which completions of the preferences each named state keeps its stability."""
        board = conflict(case)
        game = central_game(case, board)
        centre = solve(game)
        named = {s: _strongest(centre, s) for s in _named(centre)}
        ranks, which = distinct_ranks(case, board, draws)
        found = solve_many(game, ranks, sorted({"nash", "seq", *named.values()})).equilibria
        holds = {finding_id(board, s): found[c][which, s] for s, c in named.items()}
        holds |= {together_id(board, s): together_holds(game, s, ranks)[which] for s in named}
        if (now := board.status_quo) is not None:
            holds["stability/status_quo"] = found["seq"][which, now] == bool(centre.equilibria["seq"][now])
            if why_findings(case, board, game, centre, now):
                holds["stability/why"] = why_holds(game, centre, now, ranks, found["seq"])[which]
            if path_findings(case, board, game, centre, now):
                lasts = found[lasting_concept(centre)]
                holds["stability/path"] = path_holds(game, centre, now, ranks, lasts)[which]
        if common := _common(case, board, centre):
            concept = "nash" if _nash_count(centre) else "seq"
            then = _shared(board, board.states[list(centre.states(concept))])
            holds[common[0].id] = _all_share(board, found[concept], then)[which]
        lasting = _nash_count(centre) > 0
        holds["stability/overview"] = (found["nash"].any(axis=1) == lasting)[which]
        return Claims(holds)


def _open_preferences(case: Case) -> list[tuple[str, Any]]:
    return [
        (f"preferences/{p}/{n}", step)
        for p, steps in case.preferences.items()
        for n, step in enumerate(steps)
        if step.any_order or step.maybe
    ]


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"


def _nash_count(found: StabilityResult) -> int:
    return int(found.equilibria["nash"].sum())


def _any_equilibrium(found: StabilityResult) -> list[int]:
    """Return the states stable for all under some concept, those stable in the most senses first."""
    votes = np.sum([found.equilibria[c] for c in CONCEPTS], axis=0)
    return [int(s) for s in np.argsort(-votes, kind="stable") if votes[s]]


def _short(concept: str) -> str:
    return "Nash" if concept == "nash" else concept.upper()


def _rest(count: int) -> str:
    return f"The first {MOST_ROWS} of {count}, those stable in most senses first. " if count > MOST_ROWS else ""


def _named(found: StabilityResult) -> list[int]:
    """Return the states that get a finding: Nash equilibria, else the sequentially stable, else any."""
    for concept in ("nash", "seq", "smr", "gmr"):
        if found.states(concept):
            return list(found.states(concept))[:MOST_NAMED]
    return []


def _strongest(found: StabilityResult, state: int) -> str:
    return next((c for c in ("nash", "seq", "sim", "smr", "gmr") if found.equilibria[c][state]), "gmr")


def _overview(case: Case, board: Conflict, found: StabilityResult) -> Finding:
    total, nash, seq = len(board.states), _nash_count(found), len(found.states("seq"))
    text = (
        f"Of {total:,} possible states, {nash} {'is one' if nash == 1 else 'are such'} that nobody gains by leaving, "
        f"and {seq} would last if whoever leaves must reckon with the others' next move."
        if nash
        else f"In none of {total:,} possible states is everybody content to stay; {seq} would last if whoever leaves "
        "must reckon with the others' next move."
    )
    return Finding(id="stability/overview", text=text, because=carriers(case), value=float(nash), rank=30)


def _shared(board: Conflict, states: NDArray[np.bool_]) -> tuple[tuple[int, bool], ...]:
    """Return the options that stand alike in all of some states: (number, taken)."""
    if not len(states):
        return ()
    same = (states == states[0]).all(axis=0)
    return tuple((int(n), bool(states[0, n])) for n in np.flatnonzero(same))


def _all_share(board: Conflict, lasting: NDArray[np.bool_], shared: Sequence[tuple[int, bool]]) -> NDArray[np.bool_]:
    """Tell for each row of `lasting` (n_games, n_states) whether its states exist and all stand so."""
    alike = np.ones(len(board.states), dtype=bool)
    for n, on in shared:
        alike &= board.states[:, n] == on
    return np.asarray(lasting.any(axis=1) & ~(lasting & ~alike).any(axis=1), dtype=bool)


def _common(case: Case, board: Conflict, found: StabilityResult) -> list[Finding]:
    """Say what all lasting states share, where there are several and they share a change from what is."""
    concept = "nash" if _nash_count(found) else "seq"
    states = board.states[list(found.states(concept))]
    options = [case.options[key] for key in board.options]
    shared = _shared(board, states) if len(states) > 1 else ()
    changed = [option_words(options[n], on) for n, on in shared if on != options[n].status_quo]
    never = [options[n].title for n, on in shared if not on and not options[n].status_quo]
    if not changed and not never:
        return []
    parts = [f"In all {len(states)} states that last: {listed(changed)}."] if changed else []
    parts += [f"In none of the {len(states)} states that last: {_first_few(never)}."] if never else []
    return [
        Finding(
            id="stability/common",
            text=" ".join(parts),
            because=carriers(case),
            rank=9,
        )
    ]


_FEW = 4


def _first_few(titles: Sequence[str]) -> str:
    """List the first few titles, and how many more there are."""
    more = len(titles) - _FEW
    return listed(titles, last="or") if more < 2 else f"{', '.join(titles[:_FEW])} or {more} more of this kind"


def _state_finding(case: Case, board: Conflict, found: StabilityResult, state: int, n: int) -> Finding:
    concept, words = _strongest(found, state), state_words(case, board, state)
    told = f"It would hold that {words}" if state == board.status_quo else f"This would hold: {words}"
    return Finding(
        id=finding_id(board, state),
        text=f"{told}; {MEANING[concept]}.",
        because=carriers(case),
        rank=10 + n,
    )


def _status_quo(case: Case, board: Conflict, game: Game, found: StabilityResult) -> Finding:
    now = board.status_quo
    assert now is not None
    concepts = [c for c in MEANING if found.equilibria[c][now]]
    if concepts:
        text = f"Where things stand now would last: {MEANING[concepts[0]]}."
    else:
        movers = upsetters(case, board, game, found, now)
        text = f"Where things stand now does not last: {listed(movers)} can improve on it, and no reply deters that."
    return Finding(id="stability/status_quo", text=text, because=carriers(case), rank=12)


def upsetters(case: Case, board: Conflict, game: Game, found: StabilityResult, state: int) -> list[str]:
    """Name the parties that gain by moving away and are deterred by nothing (not sequentially stable)."""
    return [
        party_name(case, party)
        for i, party in enumerate(board.players)
        if not found.stable["seq"][i, state] and len(improvements(game, i, state))
    ]


def _row(case: Case, board: Conflict, game: Game, found: StabilityResult, state: int) -> tuple[Any, ...]:
    marks = tuple("●" if found.equilibria[c][state] else "" for c in CONCEPTS)
    return (state_words(case, board, state), *marks, listed(upsetters(case, board, game, found, state)) or "nobody")
