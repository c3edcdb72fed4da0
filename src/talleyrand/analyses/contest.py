"""Where a contest ends: parties challenge each other where they expect to gain, and give way where they must."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses import contest_together
from talleyrand.analyses.base import Claims, make_result
from talleyrand.analyses.inputs import Draws, Floats, Inputs, dimensions, inputs
from talleyrand.analyses.result import Exhibit, Finding, Result, tidy
from talleyrand.analyses.settlement import SettlementAnalysis, carriers, direction, is_known
from talleyrand.analyses.table import at_the_table, mask
from talleyrand.analyses.words import contested_warning, figure, heading, issue_title, listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.contest import ContestResult, Reading, contest

READINGS = {
    "each by its own risk": Reading(),
    "all by the challenger's risk": Reading(exponents="challenger"),
    "status quo uncertain": Reading(status_quo=0.5),
}
"""What the publications leave open, by name; the first is ours, and findings are told by it."""

APART = 10.0  # points of the 0–100 scale from which on two readings are said to disagree
GIVES = 1.0  # points from which on a party is said to give way
SAME = 1e-6
LIMIT = 10


class ContestAnalysis:
    """The contest on every issue of the main table, and on all together, among those who sit there.

    References
    ----------
    Bueno de Mesquita (1994); Scholz, Calbert & Smith (2011); Wise, Lester & Efird (2015). Readings:
    ``docs/methods/contest.md``.
    """

    name = "contest"
    title = "Where a contest ends"
    question = "If those at the table pressed each other on each issue, who would give way, and where would it end?"
    reference = (
        "Bueno de Mesquita 1994, as written down by Scholz, Calbert & Smith 2011; all issues together: Wise, Lester & "
        "Efird 2015."
    )
    most_draws = 16384

    def needs(self, case: Case) -> tuple[str, ...]:
        """Say what is missing: issues, or two parties at the table that hold a position on one of them."""
        return SettlementAnalysis().needs(case)

    def run(self, case: Case, params: Mapping[str, Any], seed: int) -> Result:
        """Play the contest on every issue at the case's values, in every reading."""
        ours = _Played.of(case, inputs(case))
        ends = _ends(case, inputs(case))
        findings = [_finding(ours, j) for j in ours.issues]
        findings.append(_agreement(ours, ends))
        exhibits = [_rounds(ours), _by_reading(ours, ends)]
        if joint := contest_together.Together.of(case, ours.numbers):
            findings += contest_together.findings(joint)
            exhibits += contest_together.exhibits(joint)
        return make_result(
            self, case, seed, findings, exhibits, params={"reading": next(iter(READINGS))} | dict(params)
        )

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Tell in which draws each contest ends on the same side and the same party gives way most."""
        centre, numbers = inputs(case, draws.with_values(dimensions(case).values)), inputs(case, draws)
        then = _Played.of(case, centre)
        asked = [j for j in then.issues if only is None or f"contest/{then.keys[j]}" in only]
        now = _Played.of(case, numbers, asked)
        holds: dict[str, Any] = {}
        values: dict[str, Any] = {}
        for j in asked:
            name = f"contest/{then.keys[j]}"
            named, gives = then.gives(j)[0], now.gives(j)
            still = (named & gives).any(axis=1) if named.any() else ~gives.any(axis=1)
            holds[name] = (then.side(j)[0] == now.side(j)) & still
            values[name] = now.ends[:, j]
        if only is None or "contest/agreement" in only:
            holds["contest/agreement"] = _still(then, _spread(_ends(case, centre)), numbers)
        joint = contest_together.claims(case, centre, numbers, only)
        return Claims(holds | dict(joint.holds), values | dict(joint.values))


@dataclass(frozen=True)
class _Played:
    """The contest of a case over draws, by our reading."""

    case: Case
    numbers: Inputs
    found: ContestResult

    @classmethod
    def of(cls, case: Case, numbers: Inputs, issues: Collection[int] | None = None) -> _Played:
        return cls(case, numbers, play(case, numbers, next(iter(READINGS.values())), issues))

    @property
    def keys(self) -> tuple[str, ...]:
        return self.numbers.issues

    @property
    def issues(self) -> list[int]:
        """Issues of the table on which there is a contest at all, and somebody's position is known."""
        told = [j for j, key in enumerate(self.keys) if is_known(self.case, key)]
        return [j for j in told if np.isfinite(self.ends[0, j])]

    @property
    def ends(self) -> Floats:
        """(n_draws, n_issues): the weighted median when it rests."""
        return np.asarray(self.found.median[..., -1, :], dtype=float)

    def side(self, j: int) -> Floats:
        """Return on which side of the state without a deal each contest ends."""
        return direction(self.ends[:, j] - self.numbers.reversion[:, j])

    def moved(self, j: int) -> Floats:
        """(n_draws, n_parties): how far each party has moved in the end; 0 where it takes no part."""
        course = self.found.positions[..., j]
        return np.nan_to_num(course[:, -1] - course[:, 0])

    def gives(self, j: int) -> NDArray[np.bool_]:
        """(n_draws, n_parties): who gives way most; nobody where nobody moves."""
        size = np.abs(self.moved(j))
        most = size.max(axis=1, keepdims=True)
        return np.asarray((most >= GIVES) & (size >= most - SAME), dtype=bool)


def play(case: Case, numbers: Inputs, reading: Reading, issues: Collection[int] | None = None) -> ContestResult:
    """Return the contest among those at the table over draws, on all issues or on some (nobody plays the others)."""
    among = mask(case, at_the_table(case))[:, None]
    if issues is not None:
        among = among & np.isin(np.arange(len(numbers.issues)), list(issues))
    positions = np.where(among & (numbers.saliences > 0), numbers.positions, np.nan)
    return contest(positions, numbers.capability, numbers.saliences, reading=reading, limit=LIMIT)


def _ends(case: Case, numbers: Inputs, issues: Collection[int] | None = None) -> dict[str, Floats]:
    """Return where the median rests by each reading: (n_draws, n_issues)."""
    return {name: play(case, numbers, reading, issues).median[..., -1, :] for name, reading in READINGS.items()}


def _spread(ends: Mapping[str, Floats]) -> Floats:
    """Return how far the readings lie apart on every issue: (n_draws, n_issues)."""
    every = np.stack(list(ends.values()))
    return np.asarray(every.max(axis=0) - every.min(axis=0), dtype=float)


def _widest(played: _Played, spread: Floats) -> int | None:
    """Return the issue on which the readings lie farthest apart; None where they agree on all."""
    j = max(played.issues, key=lambda issue: (round(float(spread[0, issue]), 9), -issue))
    return j if spread[0, j] >= APART else None


def _still(played: _Played, spread: Floats, numbers: Inputs) -> NDArray[np.bool_]:
    """Tell in which draws the readings part on the same issue, or agree on all, as at the case's values."""
    j = _widest(played, spread)
    asked = played.issues if j is None else [j]
    parted = _spread(_ends(played.case, numbers, asked))[:, asked] >= APART
    return np.asarray(~parted.any(axis=1) if j is None else parted[:, 0], dtype=bool)


def _finding(played: _Played, j: int) -> Finding:
    case, key = played.case, played.keys[j]
    givers, rounds = np.flatnonzero(played.gives(j)[0]), int(played.found.rounds[0, j])
    where = f"On {issue_title(case, key)}, a contest ends"
    end = figure(played.ends[0, j])
    if not givers.size:
        text = f"{where} where it starts, at {end}: nobody has to give way."
    else:
        course = played.found.positions[0, :, givers[0], j]
        who = listed([party_name(case, list(case.parties)[i]) for i in givers])
        how = (
            f"gives way most, from {figure(course[0])} to {figure(course[-1])}"
            if len(givers) == 1
            else f"give way most, by {figure(abs(course[-1] - course[0]))}"
        )
        text = f"{where} at {end} of 100 after {rounds} round{'s' if rounds != 1 else ''}: {who} {how}."
    return Finding(
        id=f"contest/{key}",
        text=text,
        because=(*carriers(case, key), f"issues/{key}/reversion"),
        value=tidy(played.ends[0, j]),
        unit="points of 100",
        warnings=contested_warning(case, [key]),
        rank=75 + j,
    )


def _agreement(played: _Played, ends: Mapping[str, Floats]) -> Finding:
    """Say whether it matters which published reading is taken."""
    case, j = played.case, _widest(played, _spread(ends))
    if j is None:
        text = f"Whichever published reading of the contest is taken, it ends within {APART:.0f} points of the others."
    else:
        where = listed([figure(end[0, j]) for end in ends.values()], last="or")
        text = (
            f"Published readings of the contest part: on {issue_title(case, played.keys[j])} it ends at {where} of "
            "100, depending on whose risk counts and on what happens unchallenged."
        )
    told = dict.fromkeys(a for q in (played.issues if j is None else [j]) for a in carriers(case, played.keys[q]))
    return Finding(id="contest/agreement", text=text, because=tuple(told), rank=95)


def _rounds(played: _Played) -> Exhibit:
    most = int(played.found.rounds[0, played.issues].max())
    rows = [row for j in played.issues for row in _courses(played, j, most)]
    return Exhibit(
        id="contest/rounds",
        title="The weighted median and everybody's position round by round, on scales from 0 to 100",
        kind="rounds",
        columns=("issue", "whose", "start", *(f"round {n}" for n in range(1, most + 1)), "how it ends"),
        rows=tuple(rows),
        links=tuple(f"issues/{played.keys[j]}" for j in played.issues for _ in _courses(played, j, most)),
    )


def _courses(played: _Played, j: int, most: int) -> list[tuple[Any, ...]]:
    """Return a row for the median and one for each party that takes part: where it stands round by round."""
    title, ended = heading(issue_title(played.case, played.keys[j])), ENDED[str(played.found.ended[0, j])]
    positions = played.found.positions[0, : most + 1, :, j]
    courses = [("weighted median", played.found.median[0, : most + 1, j])]
    courses += [
        (entry.name, positions[:, i])
        for i, entry in enumerate(played.case.parties.values())
        if np.isfinite(positions[0, i])
    ]
    return [(title, whose, *(tidy(value, 4) for value in course), ended) for whose, course in courses]


ENDED = {
    "rest": "the median rests",
    "cycle": "positions come back",
    "agreed": "all stand in one place",
    "limit": f"cut off after {LIMIT} rounds",
}


def _by_reading(played: _Played, ends: Mapping[str, Floats]) -> Exhibit:
    return Exhibit(
        id="contest/readings",
        title="Where the contest ends by each published reading",
        columns=("issue", *ends),
        rows=tuple(
            (heading(issue_title(played.case, played.keys[j])), *(tidy(e[0, j], 4) for e in ends.values()))
            for j in played.issues
        ),
        note="Readings differ in whose attitude to risk applies and in how likely things stay as they are unchallenged",
    )
