"""What the case says beside figures: options and what rules combinations out, preferences, bodies that decide."""

from __future__ import annotations

from typing import Any

from talleyrand.case.model import Case, PreferenceEntry
from talleyrand.workbench import counts
from talleyrand.workbench.bench import Ask, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.pages.case import entry, problem_data, version_of
from talleyrand.workbench.pages.cell import case_of

MOST_COUNTED = 12
"""Most options for which it is counted, on the page of all preferences, where each is true."""


def options(ask: Ask) -> Page:
    """Show the options by owner, the combinations that are ruled out, and how many are left."""
    case = case_of(ask.now)
    rows = [
        {
            **entry(case, f"options/{key}", option),
            "key": key,
            "title": option.title,
            "otherwise": option.otherwise,
            "owner": case.parties[option.owner].name if option.owner in case.parties else option.owner,
            "direction": option.direction,
            "status_quo": option.status_quo,
            "admits": option.admits,
        }
        for key, option in case.options.items()
    ]
    rules = [
        {**entry(case, f"infeasible/{n}", rule), "when": rule.when, "meaning": counts.in_words(case, rule.when)}
        for n, rule in enumerate(case.infeasible)
    ]
    data = {"options": rows, "rules": rules, "states": counts.states(case), "most": counts.MOST_OPTIONS}
    return _page(ask, "options.html", "Options and states", data, ("options", "infeasible"))


def preferences(ask: Ask) -> Page:
    """Show what each party wants, the most important first."""
    case = case_of(ask.now)
    parties = [
        {
            "code": code,
            "name": party.name,
            "owns": [option.title for option in case.options.values() if option.owner == code],
            "steps": [_step(case, code, n, step) for n, step in enumerate(case.preferences.get(code, ()))],
        }
        for code, party in case.parties.items()
    ]
    data = {"parties": parties, "states": counts.states(case), "options": len(case.options)}
    return _page(ask, "preferences.html", "Preferences", data, ("preferences",))


def _step(case: Case, party: str, number: int, step: PreferenceEntry) -> dict[str, Any]:
    lines = step.any_order or (step.statement or "",)
    few = 0 < len(case.options) <= MOST_COUNTED
    return {
        **entry(case, f"preferences/{party}/{number}", step),
        "number": number + 1,
        "id": f"{party}-{number + 1}",
        "maybe": step.maybe,
        "lines": [
            {
                "statement": line,
                "meaning": counts.in_words(case, line),
                "true_in": counts.true_in(case, line) if few else None,
            }
            for line in lines
        ],
        "last": number + 1 == len(case.preferences[party]),
    }


def bodies(ask: Ask) -> Page:
    """Show how bodies decide."""
    case = case_of(ask.now)
    rows = [
        {
            **entry(case, f"decision_rules/{key}", rule),
            "title": rule.title,
            "members": list(rule.members),
            "others": rule.others,
            "quota": rule.quota,
            "total": sum(rule.weights.get(code, 1) for code in rule.members) + rule.others,
            "vetoes": list(rule.vetoes),
            "issues": [case.issues[q].title if q in case.issues else q for q in rule.issues],
        }
        for key, rule in case.decision_rules.items()
    ]
    return _page(ask, "bodies.html", "Decision rules", {"bodies": rows}, ("decision_rules",))


def _page(ask: Ask, template: str, title: str, data: dict[str, Any], sections: tuple[str, ...]) -> Page:
    now = ask.now
    found = [problem_data(now, problem) for problem in now.case_problems]
    problems = [p for p in found if (p["where"] or "").split("/")[0] in sections]
    return Page(template, title, {**data, "problems": problems, "version": version_of(now)})


def count(ask: Ask) -> Page:
    """Say what a statement that is being written means and does; nothing is changed."""
    section, at = ask.query.get("section", "infeasible"), ask.query.get("at", "")
    text = ask.query.get("e-when") or ask.query.get("e-statement") or ""
    said = counts.told(case_of(ask.now), section, text, int(at) if at.isdecimal() else None)
    return Page("count.html", "Combinations", {"told": said})


DOORS = (
    Door("/case/options", options),
    Door("/case/preferences", preferences),
    Door("/case/decision_rules", bodies),
    Door("/case/count", count),
)
