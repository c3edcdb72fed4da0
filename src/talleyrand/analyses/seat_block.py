"""Whether the party left out can hold a settlement up under the case's decision rules, and whether it would."""

from __future__ import annotations

from collections.abc import Collection

from talleyrand.analyses.base import Claims
from talleyrand.analyses.result import Finding, tidy
from talleyrand.analyses.seat_numbers import Table
from talleyrand.analyses.table import at_the_table
from talleyrand.analyses.words import UNIT, figure, issue_title, listed, party_name, with_article
from talleyrand.case.model import DecisionRule


def block_findings(at: Table, party: str) -> list[Finding]:
    """Return for every decision rule that `party` is a member of whether it can and would block."""
    found = []
    for key, rule in at.case.decision_rules.items():
        blocking = at.block(rule) if party in rule.members else None
        if blocking is None:
            continue
        i = at.parties.index(party)
        can, gain = bool(blocking.needed[i]), float(blocking.gain[0, i])
        found.append(
            Finding(
                id=f"seat/{party}/block/{key}",
                text=_text(at, party, rule, can, gain),
                because=_carriers(at, party, key, rule),
                value=tidy(gain),
                unit=UNIT,
                rank=4,
            )
        )
    return found


def _text(at: Table, party: str, rule: DecisionRule, can: bool, gain: float) -> str:
    case, name = at.case, party_name(at.case, party)
    issues = listed([issue_title(case, q) for q in (rule.issues or at.issues) if q in at.issues])
    if not can:
        return f"{name} cannot block in {with_article(rule.title)}: the rule is met without it."
    wish = (
        f"and would, since it prefers things as they stand without a deal, by {figure(-gain)} {UNIT}"
        if gain < 0
        else f"but would not, since it prefers that compromise to no deal, by {figure(gain)} {UNIT}"
    )
    return (
        f"In {with_article(rule.title)}, nothing on {issues} passes without {name}: "
        f"it can block a compromise among the others, {wish}."
    )


def _carriers(at: Table, party: str, key: str, rule: DecisionRule) -> tuple[str, ...]:
    issues = [q for q in at.issues if not rule.issues or q in rule.issues]
    around = [*at_the_table(at.case), party]
    addresses = [
        f"decision_rules/{key}",
        *(f"{t}/{p}/{q}" for t in ("positions", "saliences") for p in around for q in issues),
        *(f"issues/{q}/reversion" for q in issues),
        *(f"parties/{p}/capability" for p in around),
    ]
    known = {address for address, _ in at.case.grounds()}
    return tuple(a for a in addresses if a in known)


def block_claims(centre: Table, drawn: Table, party: str, only: Collection[str] | None) -> Claims:
    """Tell in which draws `party` would (or would not) block as at the centre."""
    holds, values = {}, {}
    i = centre.parties.index(party)
    for key, rule in drawn.case.decision_rules.items():
        name = f"seat/{party}/block/{key}"
        if party not in rule.members or (only is not None and name not in only):
            continue
        then, now = centre.block(rule), drawn.block(rule)
        if then is not None and now is not None:
            holds[name] = (now.gain[:, i] < 0) == (then.gain[0, i] < 0)
            values[name] = now.gain[:, i]
    return Claims(holds, values)
