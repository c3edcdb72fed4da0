"""What holds a compromise against those who could take back their part: payments, or tying all into one package."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.base import Claims, make_result
from talleyrand.analyses.inputs import Draws, Floats, Inputs, dimensions, inputs
from talleyrand.analyses.result import Exhibit, Finding, Result, tidy
from talleyrand.analyses.settlement import SettlementAnalysis, carriers, is_known, outcomes_of
from talleyrand.analyses.table import at_the_table
from talleyrand.analyses.words import (
    UNIT,
    UNIT_SAID,
    contested_warning,
    figure,
    heading,
    issue_title,
    listed,
    party_name,
)
from talleyrand.case.model import Case
from talleyrand.solvers.deals import MOST, Payments, least_payments, payments_over, temptation

GOOD = 0.05  # weighted points from which on a gain is told
LEAST_DRAWS = 64
GROUPS_IN_ALL = 150_000  # groups times draws: some seconds
MOST_NAMED = 3


class DealsAnalysis:
    """Least side payments that hold the compromise at the table, against parties and against groups; linkage.

    References
    ----------
    Bachrach et al. (2009) for payments from outside. Definition and an example by hand: ``docs/methods/deals.md``.
    """

    name = "deals"
    title = "What would hold a compromise"
    question = "Who would gain by taking back a part of the compromise, and what would keep everybody to it?"
    reference = "Least side payments by linear programme; cost of stability: Bachrach et al. 2009."
    most_draws = 16384

    def needs(self, case: Case) -> tuple[str, ...]:
        """Say what is missing: what settlement lacks, or two parties at the table."""
        missing = SettlementAnalysis().needs(case)
        if not missing and len(at_the_table(case)) < 2:
            return ("fewer than two parties sit at the table; mark who is `in` under its seats",)
        return missing

    def run(self, case: Case, params: Mapping[str, Any], seed: int) -> Result:
        """Work out who would take back what at the case's values, and what would keep them from it."""
        at = _Table.of(case, inputs(case))
        findings = [_holds(at)]
        if at.tempted(0).any():
            findings += [_payments(at), _linkage(at), *_groups(at)]
        return make_result(self, case, seed, findings, [_exhibit(at)], params=params, notes=(UNIT_SAID,))

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Tell in which draws the same party is tempted most, and payments, linkage and groups do as at the centre."""
        then = _Table.of(case, inputs(case, draws.with_values(dimensions(case).values)))
        now = _Table.of(case, inputs(case, draws))
        alone, linked = now.alone, now.linked
        most = int(then.alone[0].argmax())
        holds: dict[str, Any] = {}
        values: dict[str, Any] = {"deals/holds": np.maximum(alone, 0.0).max(axis=1)}
        if not then.tempted(0).any():
            holds["deals/holds"] = ~(alone > GOOD).any(axis=1)
            return Claims(holds, values)
        holds["deals/holds"] = (alone.argmax(axis=1) == most) & (alone[:, most] > GOOD)
        holds["deals/payments"] = (_outside(alone) > GOOD) == (_outside(then.alone)[0] > GOOD)
        values["deals/payments"] = _outside(alone) + _paid(alone)
        holds["deals/linkage"] = (linked > GOOD).any(axis=1) == bool((then.linked[0] > GOOD).any())
        if then.has_groups and (only is None or "deals/groups" in only):
            most = max(LEAST_DRAWS, GROUPS_IN_ALL >> len(then.parties))
            holds["deals/groups"] = now.more_by_groups(most) == then.more_by_groups(1)[0]
        return Claims(holds, values)


@dataclass(frozen=True)
class _Table:
    """The compromise at the table, and what each party gains where an issue goes back to where it stood.

    Attributes
    ----------
    parties, issues
        Their codes and keys, in the order of the case.
    undo : (n_draws, n_parties, n_issues) float
    can : (n_parties, n_issues) bool
        Who can take back what: those who grant it, or everybody at the table where none of them is named.
    """

    case: Case
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    undo: Floats
    can: NDArray[np.bool_]

    @classmethod
    def of(cls, case: Case, numbers: Inputs) -> _Table:
        landing = outcomes_of(case, numbers)["compromise"]
        columns = [j for j, q in enumerate(numbers.issues) if is_known(case, q) and np.isfinite(landing[0, j])]
        parties = at_the_table(case)
        rows = [numbers.parties.index(p) for p in parties]
        places = numbers.positions[:, rows][:, :, columns]
        stakes = numbers.saliences[:, rows][:, :, columns]
        far, back = (
            np.abs(points[:, None, columns] - np.nan_to_num(places)) for points in (landing, numbers.reversion)
        )
        issues = tuple(numbers.issues[j] for j in columns)
        return cls(case, parties, issues, stakes * (far - back), _can(case, parties, issues))

    @property
    def alone(self) -> Floats:
        """(n_draws, n_parties): what each gains at best by taking something back; below 0 the least it would lose."""
        return temptation(self.undo, self.can)

    @property
    def linked(self) -> Floats:
        """The same where whoever takes back one thing undoes all."""
        return temptation(self.undo, self.can, linked=True)

    def tempted(self, row: int) -> NDArray[np.bool_]:
        return np.asarray(self.alone[row] > GOOD, dtype=bool)

    @property
    def has_groups(self) -> bool:
        """Whether groups are more than single parties and all together, and few enough to look at each."""
        return 3 <= len(self.parties) <= MOST

    def group_payments(self) -> Payments | None:
        """Return the least payments of the first draw that hold against every group; None where there are no groups."""
        return least_payments(self.undo[0], self.can, groups=True) if self.has_groups else None

    def more_by_groups(self, most: int) -> NDArray[np.str_]:
        """Tell for the first so many draws what groups need beyond their members alone: the name of it."""
        alone = self.alone[:most]
        found = payments_over(self.undo[:most], self.can, groups=True)
        outside, paid = found.outside > _outside(alone) + GOOD, found.paid > _paid(alone) + GOOD
        return np.where(outside, "outside", np.where(paid, "payments", "nothing"))

    def name(self, index: int) -> str:
        return party_name(self.case, self.parties[index])

    @property
    def because(self) -> tuple[str, ...]:
        every = [a for q in self.issues for a in (*carriers(self.case, q), f"issues/{q}/reversion")]
        return tuple(dict.fromkeys(every))


def _can(case: Case, parties: tuple[str, ...], issues: tuple[str, ...]) -> NDArray[np.bool_]:
    able = np.array([[p in case.issues[q].granted_by for q in issues] for p in parties], dtype=bool)
    return np.asarray(able | ~able.any(axis=0), dtype=bool)


def _outside(needs: Floats) -> Floats:
    """Return what must come from outside so that each gets what it needs: (n_draws,)."""
    return np.asarray(np.maximum(needs.sum(axis=-1), 0.0), dtype=float)


def _paid(needs: Floats) -> Floats:
    """Return what parties pay each other at least: the smaller of what is needed and what can be spared."""
    needed, spare = np.maximum(needs, 0.0).sum(axis=-1), np.maximum(-needs, 0.0).sum(axis=-1)
    return np.asarray(np.minimum(needed, spare), dtype=float)


def _holds(at: _Table) -> Finding:
    alone = at.alone[0]
    i = int(alone.argmax())
    if not at.tempted(0).any():
        text = (
            "The compromise at the table holds by itself: nobody there gains by taking back a part of it or the whole."
        )
        told = 0.0
    else:
        others = [at.name(int(n)) for n in np.flatnonzero(at.tempted(0)) if n != i]
        also = f"; so would {listed(others)}" if others else ""
        text = (
            f"{heading(at.name(i))} would gain {figure(alone[i])} {UNIT} by taking back {_taken_back(at, i)} after a "
            f"compromise{also}."
        )
        told = float(alone[i])
    return Finding(
        id="deals/holds",
        text=text,
        because=at.because,
        value=tidy(told),
        unit=UNIT,
        warnings=contested_warning(at.case, at.issues),
        rank=61,
    )


def _taken_back(at: _Table, i: int) -> str:
    """Name what a party would take back at best."""
    gain = np.where(at.can[i], at.undo[0, i], 0.0)
    if gain[gain > 0].sum() + 1e-9 < at.alone[0, i]:
        return "the whole deal"
    order = [q for q in np.argsort(-gain, kind="stable") if gain[q] > 0]
    titles = [issue_title(at.case, at.issues[q]) for q in order[:MOST_NAMED]]
    rest = [f"{len(order) - MOST_NAMED} more"] if len(order) > MOST_NAMED else []
    return f"its part on {listed(titles + rest)}"


def _payments(at: _Table) -> Finding:
    found = least_payments(at.undo[0], at.can)
    if found.outside > GOOD:
        text = (
            "No payments among those at the table would keep everybody to the compromise: "
            f"{figure(found.outside)} {UNIT} would have to come from outside."
        )
    else:
        receive = listed([f"{figure(found.received[n])} to {at.name(n)}" for n in _largest(found.received)])
        pays = _largest(-found.received)
        who = f"{listed([at.name(n) for n in pays])} {'pays' if len(pays) == 1 else 'pay'}"
        text = f"Payments could keep everybody to the compromise: at the least {who} {receive}, in {UNIT}."
    return Finding(
        id="deals/payments",
        text=text,
        because=at.because,
        value=tidy(float((_outside(at.alone) + _paid(at.alone))[0])),
        unit=UNIT,
        rank=62,
    )


def _largest(size: Floats) -> list[int]:
    """Return who has more than nothing, the largest first."""
    return [int(n) for n in np.argsort(-size, kind="stable") if size[n] > GOOD]


def _linkage(at: _Table) -> Finding:
    against = [at.name(int(n)) for n in np.flatnonzero(at.linked[0] > GOOD)]
    text = (
        f"Tying all issues into one package does not hold the compromise: {listed(against)} would sooner have no deal."
        if against
        else "Tied into one package, so that whoever takes back one thing loses all, it holds without any payment."
    )
    return Finding(id="deals/linkage", text=text, because=at.because, rank=63)


def _groups(at: _Table) -> list[Finding]:
    found = at.group_payments()
    if found is None:
        return []
    alone, more = least_payments(at.undo[0], at.can), str(at.more_by_groups(1)[0])
    if more == "outside":
        text = (
            f"Against groups that act together it takes {figure(found.outside)} {UNIT} from outside"
            f"{f' instead of {figure(alone.outside)}' if alone.outside > GOOD else ''}."
        )
    elif more == "payments":
        text = (
            f"Against groups that act together it takes payments of {figure(found.paid)} {UNIT} in all instead of "
            f"{figure(alone.paid)}."
        )
    else:
        text = "What keeps each of them to it alone also keeps groups that act together."
    return [Finding(id="deals/groups", text=text, because=at.because, rank=64)]


def _exhibit(at: _Table) -> Exhibit:
    alone, group = least_payments(at.undo[0], at.can), at.group_payments()
    rows = []
    for n, party in enumerate(at.parties):
        rows.append(
            (
                at.case.parties[party].name,
                tidy(-at.undo[0, n].sum(), 4),
                tidy(at.alone[0, n], 4),
                tidy(alone.received[n], 4),
                tidy(group.received[n], 4) if group else None,
            )
        )
    return Exhibit(
        id="deals/payments",
        title=f"What keeps those at the table to the compromise, in {UNIT}",
        kind="payments",
        columns=("party", "gains by the compromise", "gains by taking back", "receives at least", "against groups"),
        rows=tuple(rows),
        note="Below 0 a party loses, or pays. Taking back: the best of what it can undo; below 0 nothing is worth it",
    )
