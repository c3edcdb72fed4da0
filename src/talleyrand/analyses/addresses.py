"""Addresses of a case in words."""

from __future__ import annotations

from talleyrand.analyses.words import heading, with_article
from talleyrand.case.model import Case


def label(case: Case, address: str) -> str:
    """Return an address of the case in words.

    Examples
    --------
    >>> from talleyrand.case.model import Case
    >>> label(Case(title="t", parties={}), "infeasible/0")
    'Combination ruled out 1'
    """
    return heading(_label(case, address))


def _label(case: Case, address: str) -> str:
    head, *rest = address.split("/")
    names = [_name(case, part) for part in rest]
    patterns = {
        "positions": "{0} on {1}",
        "saliences": "Weight of {1} for {0}",
        "preferences": "What {0} wants, step {1}",
        "options": "{0}",
        "expectations": "Expectation {0}",
        "events": "Event {0}",
        "decision_rules": "How {0} decides",
        "infeasible": "Combination ruled out {0}",
    }
    if head in patterns:
        return patterns[head].format(*names)
    if head == "parties":
        return f"Capability of {names[0]}"
    if head == "issues":
        return f"{names[0]}: where it stands without a deal" if rest[-1] == "reversion" else f"{names[0]}: contested"
    if head == "negotiations":
        return _negotiation_label(names, rest)
    return f"Tie {names[0]}" + (": how much is tolerated" if len(rest) > 1 else "")


def _negotiation_label(names: list[str], rest: list[str]) -> str:
    if rest[1] == "seats":
        return f"Seat of {names[2]} ({names[0]})"
    if rest[1] == "seat_worth":
        return f"What a seat as such is worth to {names[2]}"
    return f"How much {names[3]} dislikes a seat for {names[2]} as such"


def _name(case: Case, part: str) -> str:
    if part in case.parties:
        return with_article(case.parties[part].name)
    for table in (case.issues, case.options, case.negotiations, case.decision_rules):
        if part in table:
            return table[part].title
    return str(int(part) + 1) if part.isdigit() else part
