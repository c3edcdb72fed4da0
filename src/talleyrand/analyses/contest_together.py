"""The Condorcet contest over all issues of the table at once: whose package is ahead, and where bargaining ends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.base import Claims
from talleyrand.analyses.inputs import Floats, Inputs
from talleyrand.analyses.result import Exhibit, Finding, tidy
from talleyrand.analyses.settlement import carriers, direction, is_known
from talleyrand.analyses.table import at_the_table, mask
from talleyrand.analyses.words import contested_warning, every, figure, heading, issue_title, listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.spatial import SpatialContest, spatial_contest

AHEAD, ENDS = "contest/together", "contest/together/end"
LIMIT = 40  # rounds
MOST_ISSUES = 3  # named in the sentence


@dataclass(frozen=True)
class Together:
    """The contest over all issues of a case, over draws."""

    case: Case
    numbers: Inputs
    issues: tuple[int, ...]
    found: SpatialContest

    @classmethod
    def of(cls, case: Case, numbers: Inputs, *, limit: int = LIMIT) -> Together | None:
        """Play it; None where there are not two issues on which two parties at the table hold a position each."""
        issues = tuple(j for j, key in enumerate(numbers.issues) if is_known(case, key))
        seated = mask(case, at_the_table(case))
        positions = np.where(seated[:, None], numbers.positions[..., list(issues)], np.nan)
        saliences = numbers.saliences[..., list(issues)]
        held = np.isfinite(positions[0]).all(axis=1) & (saliences[0] > 0).any(axis=1)
        if len(issues) < 2 or held.sum() < 2:
            return None
        return cls(case, numbers, issues, spatial_contest(positions, numbers.capability, saliences, limit=limit))

    @property
    def keys(self) -> list[str]:
        """The issues, as the case calls them."""
        return [self.numbers.issues[j] for j in self.issues]

    @property
    def start(self) -> Floats:
        """(n_draws, n_parties): the chances before anybody moves; 0 for those that propose nothing."""
        return np.nan_to_num(self.found.chances[:, 0])

    def leads(self) -> NDArray[np.intp]:
        """Return whose package is ahead in each draw, the first of those in one place."""
        return np.asarray(self.start.argmax(axis=1))

    def sides(self) -> Floats:
        """(n_draws, n_issues): on which side of the state without a deal the mean ends."""
        return direction(self.found.mean[:, -1] - self.numbers.reversion[:, list(self.issues)])


def findings(at: Together) -> list[Finding]:
    """Return what is told of the contest at the case's values."""
    case = at.case
    because = tuple(dict.fromkeys(address for key in at.keys for address in carriers(case, key)))
    warnings = contested_warning(case, at.keys)
    away = tuple(f"issues/{key}/reversion" for key in at.keys)
    return [
        Finding(
            id=AHEAD,
            text=_ahead(at),
            because=because,
            value=tidy(100 * float(at.start[0].max())),
            unit="of 100 by the rule of the contest",
            warnings=warnings,
            rank=93,
        ),
        Finding(id=ENDS, text=_ends(at), because=(*because, *away), warnings=warnings, rank=94),
    ]


def _ahead(at: Together) -> str:
    case, chances, lead = at.case, at.start[0], int(at.leads()[0])
    parties = list(case.parties)
    apart = [i for i in np.argsort(-chances, kind="stable") if 0 < chances[i] < chances[lead]]
    which = f"Of the packages that those at the table want on {every(len(at.issues))} issues, that of"
    text = f"{which} {party_name(case, parties[lead])} is ahead when they are put against each other"
    if not apart:
        return f"{text}, or level with all others."
    return f"{text}, before that of {party_name(case, parties[apart[0]])}."


def _ends(at: Together) -> str:
    case, rounds = at.case, int(at.found.rounds[0])
    ends, reversion = at.found.mean[0, -1], at.numbers.reversion[0, list(at.issues)]
    farthest = np.argsort(-np.abs(ends - reversion), kind="stable")[:MOST_ISSUES]
    where = [f"{figure(ends[q])} on {issue_title(case, at.keys[q])}" for q in farthest]
    how = f"comes to rest after {rounds} rounds" if at.found.rests[0] else f"has not come to rest after {rounds} rounds"
    most = ", where that is farthest from how things stand without a deal" if len(at.keys) > MOST_ISSUES else ""
    return f"Bargaining over all issues together {how}: the packages then lie on average at {listed(where)}{most}."


def exhibits(at: Together) -> list[Exhibit]:
    """Return whose package is ahead, and where the packages lie, before and after bargaining."""
    case, chances = at.case, at.found.chances[0]
    proposing = [i for i in range(len(case.parties)) if np.isfinite(chances[0, i])]
    means = at.found.mean[0]
    return [
        Exhibit(
            id="contest/together",
            title="How often each party's package beats all others, of 100, by the rule of the Condorcet contest",
            columns=("party", "at the start", "after bargaining"),
            rows=tuple(
                (entry.name, tidy(100 * chances[0, i], 3), tidy(100 * chances[-1, i], 3))
                for i, entry in enumerate(case.parties.values())
                if i in proposing
            ),
            note="Parties that end in one place share one figure; a rule of who throws in what, not odds",
        ),
        Exhibit(
            id="contest/together/issues",
            title="Where the packages lie on average, on scales from 0 to 100",
            columns=("issue", "at the start", "after bargaining"),
            rows=tuple(
                (heading(issue_title(case, key)), tidy(means[0, q], 4), tidy(means[-1, q], 4))
                for q, key in enumerate(at.keys)
            ),
        ),
    ]


def claims(case: Case, centre: Inputs, drawn: Inputs, only: Collection[str] | None) -> Claims:
    """Tell in which draws the same package is ahead, and every issue ends on the same side."""
    asked = {AHEAD, ENDS} if only is None else {AHEAD, ENDS} & set(only)
    limit = LIMIT if ENDS in asked else 0
    then = Together.of(case, centre, limit=limit) if asked else None
    now = Together.of(case, drawn, limit=limit) if then else None
    if then is None or now is None:
        return Claims()
    holds: dict[str, Any] = {}
    values: dict[str, Any] = {}
    if AHEAD in asked:
        holds[AHEAD] = now.leads() == then.leads()[0]
        values[AHEAD] = 100 * now.start[:, then.leads()[0]]
    if ENDS in asked:
        holds[ENDS] = (now.sides() == then.sides()[0]).all(axis=1)
    return Claims(holds, values)
