"""Numbers outside their scale, and quotas that nothing can reach."""

from __future__ import annotations

import math
from collections.abc import Iterator

from talleyrand.case.estimate import Estimate
from talleyrand.case.model import Case, DecisionRule
from talleyrand.errors import Problem

SCALES: dict[str, tuple[float, float, str]] = {
    "positions": (0, 100, "outside 0–100"),
    "reversion": (0, 100, "outside 0–100"),
    "saliences": (0, 1, "outside 0–1"),
    "capability": (0, 100, "outside 0–100, where the strongest party has 100"),
    "seat_worth": (0, math.inf, "below 0"),
    "seat_dislike": (0, math.inf, "below 0"),
    "tolerance": (0, math.inf, "below 0"),
}


def outside_scale(case: Case) -> Iterator[Problem]:
    """Yield every value, and every end of a range, that lies outside its scale.

    Examples
    --------
    >>> scale_of("negotiations/summit/seat_worth/RUS")[2], scale_of("positions/RUS/sanctions")[2]
    ('below 0', 'outside 0–100')
    """
    for address, estimate in case.estimates():
        low, high, words = scale_of(address)
        for part, number in _numbers(estimate):
            if not low <= number <= high:
                remedy = _remedy(address, number)
                yield Problem(f"{number:g} is {words}", where=f"{address}/{part}", remedy=remedy)


def scale_of(address: str) -> tuple[float, float, str]:
    """Return the lowest and highest figure that may stand at the address of an estimate, and the words for more."""
    parts = address.split("/")
    return next(SCALES[part] for part in (parts[0], *parts[:1:-1]) if part in SCALES)


def impossible_rules(case: Case) -> Iterator[Problem]:
    """Yield decision rules whose quota is no quota, or which even all members together do not meet."""
    for key, rule in case.decision_rules.items():
        yield from _rule_problems(f"decision_rules/{key}", rule)


def empty_scales(case: Case) -> Iterator[Problem]:
    """Yield issues whose ends mean the same, parties that care for nothing, and cells with only half their numbers."""
    for key, issue in case.issues.items():
        if issue.zero.strip().casefold() == issue.hundred.strip().casefold():
            yield Problem("0 and 100 mean the same", where=f"issues/{key}/hundred", remedy="say what each end means")
    if case.parties and all(entry.capability.high == 0 for entry in case.parties.values()):
        yield Problem("no party has any capability", where="parties", remedy="give the strongest 100")
    for party, row in case.saliences.items():
        if row and all(estimate.high == 0 for estimate in row.values()):
            yield Problem(
                f"{party} cares for no issue at all", where=f"saliences/{party}", remedy="raise one", severity="warning"
            )
    yield from _half_cells(case)


def _half_cells(case: Case) -> Iterator[Problem]:
    tables = (("positions", case.positions, "saliences"), ("saliences", case.saliences, "positions"))
    other = {"positions": case.positions, "saliences": case.saliences}
    singular = {"positions": "position", "saliences": "salience"}
    for table, rows, missing in tables:
        for party, row in rows.items():
            for issue in row:
                if issue not in other[missing].get(party, {}):
                    yield Problem(
                        f"{party} has a {singular[table]} and no {singular[missing]} on this issue",
                        where=f"{table}/{party}/{issue}",
                        remedy=f"add {missing}/{party}/{issue}",
                        severity="gap",
                    )


def _numbers(estimate: Estimate) -> Iterator[tuple[str, float]]:
    yield "value", estimate.value
    for n, end in enumerate(estimate.range or ()):
        if end != estimate.value:
            yield f"range/{n}", end


def _remedy(address: str, number: float) -> str | None:
    if address.startswith("saliences") and 1 < number <= 100:
        return f"write {number / 100:g} for {number:g} in 100"
    return None


def _rule_problems(at: str, rule: DecisionRule) -> Iterator[Problem]:
    if rule.others < 0:
        yield Problem(
            f"{rule.others} further members are fewer than none", where=f"{at}/others", remedy="write 0 or more"
        )
    if rule.quota <= 0:
        yield Problem(
            f"a quota of {rule.quota:g} is met by nobody at all", where=f"{at}/quota", remedy="write 1 or more"
        )
    for member, weight in rule.weights.items():
        if weight < 0 or not math.isfinite(weight):
            yield Problem(f"{weight:g} is no weight", where=f"{at}/weights/{member}", remedy="write 0 or more")
    if rule.weights and rule.others:
        yield Problem(
            f"the {rule.others} further members have no weights and count 1 each",
            where=f"{at}/weights",
            remedy="list them under members with their weights",
            severity="warning",
        )
    total = sum(rule.weights.get(member, 1.0) for member in rule.members) + max(rule.others, 0)
    if rule.quota > total:
        yield Problem(
            f"the quota {rule.quota:g} cannot be reached: all members together have {total:g}",
            where=f"{at}/quota",
            remedy=f"lower it to at most {total:g}, or count the members that are no parties here under others",
        )
    if rule.blocking_minority is not None and rule.blocking_minority < 1:
        yield Problem(
            f"{rule.blocking_minority} members block nothing", where=f"{at}/blocking_minority", remedy="write 1 or more"
        )
