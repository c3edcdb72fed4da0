"""The Security Council's rule, where reports bring the United Nations and sanctions into the matter."""

from __future__ import annotations

from collections.abc import Collection

from talleyrand.case.drafting.evidence import Evidence, cited
from talleyrand.case.model import DecisionRule
from talleyrand.evidence.records import Tie

PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")
ELECTED = 10
QUOTA = 9
_UNITED_NATIONS = ("UN", "UNSC")


def decision_rules(evidence: Evidence, parties: Collection[str], issues: Collection[str]) -> dict[str, DecisionRule]:
    """State the rule of Article 27 of the Charter where it bears on the case.

    It does where a permanent member is a party, an issue is about sanctions, and a report names the United Nations
    or a party's veto. Fifteen members, nine votes, none of the five against; the ten elected members are counted
    without names.
    """
    sanctions = tuple(issue for issue in issues if "sanction" in issue)
    named = tuple(a.id for a in evidence.actors.values() if a.key in _UNITED_NATIONS or a.party in _UNITED_NATIONS)
    vetoes = tuple(t.id for t in evidence.all(Tie) if "veto" in t.means)
    if not (sanctions and (named or vetoes) and set(PERMANENT) & set(parties)):
        return {}
    rule = DecisionRule(
        title="United Nations Security Council",
        members=PERMANENT,
        others=ELECTED,
        quota=QUOTA,
        vetoes=PERMANENT,
        issues=sanctions,
        because=(*cited(vetoes), *cited(named)),
        assumption="Charter of the United Nations, Articles 23 and 27; that these sanctions are the Council's.",
        drafted=True,
    )
    return {"security_council": rule}
