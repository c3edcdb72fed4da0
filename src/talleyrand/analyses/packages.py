"""Packages over all issues of the table, and which of them the bargaining solutions pick.

A *package* gives every issue to somebody at the table, that is settles it at one of their positions, or leaves it
where it stands without a deal. Against the state without a deal, the Nash, Kalai–Smorodinsky and egalitarian
solutions each pick one. Where there are more than `MOST` packages they are not worked out.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.base import Claims
from talleyrand.analyses.inputs import Floats, Inputs
from talleyrand.analyses.result import Exhibit, Finding, tidy
from talleyrand.analyses.settlement import carriers, is_known, outcomes_of
from talleyrand.analyses.table import at_the_table, mask
from talleyrand.analyses.words import contested_warning, heading, issue_title, listed, party_name
from talleyrand.case.model import Case
from talleyrand.solvers.bargaining import bargaining_solutions, nash_solution

MOST = 5000
AT_ONCE = 200_000  # packages times draws
MOST_TOLD = 2
NOTHING = 1e-6
APART = 10.0  # points of the 0–100 scale from which on a package departs from the compromise
NAMES = ("Nash", "Kalai–Smorodinsky", "egalitarian")


@dataclass(frozen=True)
class Packages:
    """All packages of a case.

    Attributes
    ----------
    parties
        Those at the table that care for one of the issues, as numbers in the order of the case.
    issues
        Numbers of the issues.
    choices : (n_packages, n_issues) int
        Which of `parties` gets its way; ``len(parties)`` where the issue is left as it is. The last leaves them all.
    """

    case: Case
    parties: tuple[int, ...]
    issues: tuple[int, ...]
    choices: NDArray[np.intp]

    @classmethod
    def of(cls, case: Case, numbers: Inputs) -> Packages | None:
        """Return the packages, or None where fewer than two issues or parties make them up, or there are too many."""
        cares = (numbers.saliences[0] > 0) & mask(case, at_the_table(case))[:, None]
        issues = [j for j, key in enumerate(numbers.issues) if is_known(case, key) and cares[:, j].any()]
        parties = [i for i in range(len(numbers.parties)) if cares[i, issues].any()]
        ways = [[n for n, i in enumerate(parties) if cares[i, j]] + [len(parties)] for j in issues]
        if min(len(issues), len(parties)) < 2 or np.prod([float(len(way)) for way in ways]) > MOST:
            return None
        return cls(case, tuple(parties), tuple(issues), np.array(list(itertools.product(*ways)), dtype=np.intp))

    def places(self, numbers: Inputs) -> Floats:
        """Return where each choice puts each issue: (n_draws, n_parties + 1, n_issues)."""
        reversion = numbers.reversion[:, None, list(self.issues)]
        return np.concatenate([self._cells(numbers.positions), reversion], axis=1)

    def _cells(self, array: Floats) -> Floats:
        return array[:, list(self.parties)][:, :, list(self.issues)]

    @cached_property
    def chosen(self) -> Floats:
        """(n_packages, n_issues * n_choices) one where a package takes a choice: utilities are one product."""
        n_choices = len(self.parties) + 1
        at = np.arange(len(self.issues)) * n_choices + self.choices
        found = np.zeros((len(self.choices), len(self.issues) * n_choices))
        np.put_along_axis(found, at, 1.0, axis=1)
        return found

    def utilities(self, numbers: Inputs) -> Floats:
        """Return what each party gets from each package, minus its loss: (n_draws, n_packages, n_parties)."""
        places = self.places(numbers)
        weights = self._cells(numbers.saliences)
        gaps = np.abs(places[:, :, None, :] - places[:, None, :-1, :])  # (draw, choice, party, issue)
        losses = np.nan_to_num(weights[:, None] * gaps).transpose(3, 1, 0, 2)
        found = -self.chosen @ losses.reshape(self.chosen.shape[1], -1)
        return found.reshape(len(found), len(places), -1).swapaxes(0, 1)


@dataclass(frozen=True, eq=False)
class _Picks:
    """What is picked in each draw: how many packages help everybody, and which one Nash's solution takes (or -1)."""

    better: NDArray[np.intp]
    nash: NDArray[np.intp]

    @classmethod
    def of(cls, packages: Packages, numbers: Inputs) -> _Picks:
        better, nash = [], []
        size = max(1, AT_ONCE // len(packages.choices))
        for start in range(0, len(numbers.positions), size):
            utilities = packages.utilities(_slice(numbers, slice(start, start + size)))
            helped = np.ones(utilities.shape[:2], dtype=bool)
            for party in range(utilities.shape[2]):  # one at a time: parties are few and packages many
                helped &= utilities[:, :, party] - utilities[:, -1:, party] > NOTHING
            better.append(helped.sum(axis=1))
            # Only where all gain is the product above 0, so the solution is among those.
            nash.append(np.where(helped.any(axis=1), nash_solution(utilities, utilities[:, -1]), -1))
        return cls(np.concatenate(better), np.concatenate(nash))


def _slice(numbers: Inputs, draws: slice) -> Inputs:
    return replace(
        numbers,
        positions=numbers.positions[draws],
        saliences=numbers.saliences[draws],
        capability=numbers.capability[draws],
        reversion=numbers.reversion[draws],
    )


def package_findings(case: Case, numbers: Inputs) -> list[Finding]:
    """Say whether a package is better for all than no deal, and which one Nash's solution picks."""
    packages = Packages.of(case, numbers)
    if packages is None:
        return []
    picks = _Picks.of(packages, numbers)
    better, nash = int(picks.better[0]), int(picks.nash[0])
    keys = [numbers.issues[j] for j in packages.issues]
    told = tuple(dict.fromkeys(a for q in keys for a in (*carriers(case, q), f"issues/{q}/reversion")))
    told = tuple(a for a in told if not a.startswith("parties/"))
    count = len(packages.choices)
    some = f"{better:,} are" if better > 1 else ("one is" if better else "none is")
    text = f"Of {count:,} packages that give each issue to one of those at the table or leave it as it is, {some} "
    text += "better for all of them than no deal."
    found = [Finding(id="agreement/packages", text=text, because=told, value=float(better), unit="packages", rank=57)]
    if better and (listing := _differs(packages, numbers, nash)):
        owners = _owners(packages, numbers, nash, listing)
        issues = [keys[n] for n in listing]
        found.append(
            Finding(
                id="agreement/packages/nash",
                text="The package with the largest product of gains, Nash's solution, departs from the compromise: "
                f"{owners}.",
                because=told,
                warnings=contested_warning(case, issues),
                rank=58,
            )
        )
    return found


def _differs(packages: Packages, numbers: Inputs, nash: int) -> list[int]:
    """Return the issues on which Nash's package lies farthest from the compromise, ten points at least."""
    landing = outcomes_of(packages.case, numbers)["compromise"][0, list(packages.issues)]
    gap = np.round(np.abs(_lands(packages, numbers, nash) - landing), 9)
    far = [n for n in np.argsort(-gap, kind="stable") if gap[n] >= APART]
    return [int(n) for n in far[:MOST_TOLD]]


def _lands(packages: Packages, numbers: Inputs, package: int) -> Floats:
    places = packages.places(numbers)[0]
    return np.asarray(places[packages.choices[package], np.arange(len(packages.issues))], dtype=float)


def _owners(packages: Packages, numbers: Inputs, nash: int, listing: Sequence[int]) -> str:
    """Say who gets its way on some issues in Nash's package."""
    case, nobody = packages.case, len(packages.parties)
    by_owner: dict[int, list[str]] = {}
    for n in listing:
        title = issue_title(case, numbers.issues[packages.issues[n]])
        by_owner.setdefault(int(packages.choices[nash, n]), []).append(title)
    told = [
        f"{listed(titles)} {'stays as it is' if len(titles) == 1 else 'stay as they are'}"
        if owner == nobody
        else f"{party_name(case, numbers.parties[packages.parties[owner]])} gets its way on {listed(titles)}"
        for owner, titles in by_owner.items()
    ]
    return listed(told)


def package_claims(case: Case, centre: Inputs, numbers: Inputs) -> Claims:
    """Tell in which draws some package is better for all, and Nash's gives the issues named to the same parties."""
    packages = Packages.of(case, centre)
    if packages is None:
        return Claims()
    then, now = _Picks.of(packages, centre), _Picks.of(packages, numbers)
    holds = {"agreement/packages": (now.better > 0) == (then.better[0] > 0)}
    if then.better[0] and (listing := _differs(packages, centre, int(then.nash[0]))):
        same = packages.choices[now.nash][:, listing] == packages.choices[then.nash[0], listing]
        holds["agreement/packages/nash"] = same.all(axis=1) & (now.better > 0)
    return Claims(holds, {"agreement/packages": now.better.astype(float)})


def package_exhibit(case: Case, numbers: Inputs) -> list[Exhibit]:
    """Return what each solution picks, where something is better for all."""
    packages = Packages.of(case, numbers)
    if packages is None or not _Picks.of(packages, numbers).better[0]:
        return []
    utilities = packages.utilities(numbers)[0]
    found = bargaining_solutions(utilities, utilities[-1])
    picked = (found.nash, found.kalai_smorodinsky, found.egalitarian)
    lands = [_lands(packages, numbers, int(package)) for package in picked]
    return [
        Exhibit(
            id="agreement/packages",
            title="The package that each bargaining solution picks, on scales from 0 to 100",
            kind="matrix",
            links=tuple(f"issues/{numbers.issues[j]}" for j in packages.issues),
            columns=("issue", "without a deal", *NAMES),
            rows=tuple(
                (
                    heading(issue_title(case, numbers.issues[j])),
                    tidy(numbers.reversion[0, j], 4),
                    *(tidy(land[n], 4) for land in lands),
                )
                for n, j in enumerate(packages.issues)
            ),
        )
    ]
