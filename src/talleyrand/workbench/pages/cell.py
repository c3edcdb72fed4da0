"""One entry of the case: what it states, the words that carry it, the assumption, and a form that changes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from talleyrand.analyses.addresses import label
from talleyrand.analyses.words import with_article
from talleyrand.brief.rows import statement_of
from talleyrand.brief.wants import grounds_kind
from talleyrand.case.estimate import Estimate, Grounds
from talleyrand.case.model import Case
from talleyrand.errors import CaseError, InputError, Problem, did_you_mean
from talleyrand.workbench import asked, counts
from talleyrand.workbench import grounds as rests
from talleyrand.workbench.bench import Ask, Moved, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.pages.case import number, problem_data, save, version_of
from talleyrand.workbench.refusal import Refusal, missing

SCALES = {
    "saliences": (0.0, 1.0, "no weight at all", "nothing else counts"),
    "parties": (0.0, 100.0, "nothing", "as much as the strongest party"),
}
FIGURES = ("value", "low", "high")
LISTS = {"options": "/case/options", "infeasible": "/case/options#infeasible", "decision_rules": "/case/decision_rules"}


def show(ask: Ask) -> Page:
    """Show one entry."""
    return entry_page(ask, ask.path["address"])


def entry_page(ask: Ask, address: str, refused: Refusal | None = None, new: bool = False, own: bool = True) -> Page:
    """Show an entry, or the form of a new one.

    Parameters
    ----------
    ask
        The request.
    address
        Of the entry.
    refused
        What was wrong with the form.
    new
        True where the entry does not stand yet.
    own
        True where a form in the request is this page's: it shows what was written there.
    """
    now, section = ask.now, asked.section_of(address)
    case = case_of(now)
    grounds = None if new else entry_at(case, address)
    estimate = grounds if isinstance(grounds, Estimate) else None
    is_number = not new and (grounds is None or estimate is not None)
    stands = held(section, grounds, is_number)
    entered = {name: ask.text(_field(name)) or "" for name in stands} if ask.form and own else stands
    data = {
        "address": address,
        "label": _new(case, address) if new else label(case, address),
        "new": new,
        "section": section,
        "list": list_of(address),
        "exists": grounds is not None,
        "is_number": is_number,
        "fields": asked.fields(case, section, entered),
        "key": (ask.text("key") or "") if new and section in KEYED else None,
        "options": [{"key": key, "words": option.title} for key, option in case.options.items()],
        "told": _told(case, section, address, entered, new),
        "words": statement_of(grounds) if grounds and not estimate and section not in asked.FIELDS else None,
        "estimate": number(estimate) if estimate else None,
        "grounds": grounds_kind(grounds) if grounds else None,
        "drafted": bool(grounds and grounds.drafted),
        "scale": _scale(case, address) if is_number else None,
        "others": _others(case, address),
        **rests.grounds_data(ask, grounds, about(case, address, grounds)),
        "entered": entered,
        "differs": _differences(stands, entered) if refused and refused.status == 409 else [],
        "version": version_of(now),
        "problems": [] if new else [p for one in now.case_problems if _about(p := problem_data(now, one), address)],
        "refused": [problem.as_json() for problem in refused.problems] if refused else [],
        "at_field": {p.where: p.as_json() for p in refused.problems if p.where} if refused else {},
        "rests_here": None if new else f"/why/{address}",
    }
    return Page("cell.html", data["label"], data, refused.status if refused else 200)


NEW = {
    "options": "Add an option",
    "infeasible": "Rule a combination out",
    "preferences": "Add a preference",
    "decision_rules": "Add a body that decides",
}
KEYED = ("options", "decision_rules")


def _new(case: Case, address: str) -> str:
    section, party, *_ = address.split("/")
    return f"{NEW[section]} of {with_article(case.parties[party].name)}" if section == "preferences" else NEW[section]


def _field(name: str) -> str:
    return name if name in (*FIGURES, *rests.WRITTEN) else f"e-{name}"


def held(section: str, grounds: Grounds | None, is_number: bool) -> dict[str, str]:
    """Return what the form holds before anybody writes in it."""
    estimate = grounds if isinstance(grounds, Estimate) else None
    low, high = estimate.range if estimate and estimate.range else (None, None)
    figures = zip(FIGURES, (estimate.value if estimate else None, low, high), strict=True)
    found = {name: "" if value is None else f"{value:.10g}" for name, value in figures} if is_number else {}
    return found | asked.held(section if not is_number else "", grounds) | rests.held(grounds)


def list_of(address: str) -> str:
    """Return where an entry stands among its like."""
    section, *rest = address.split("/")
    if section == "preferences":
        return f"/case/preferences#{rest[0]}"
    return LISTS.get(section, "/case")


def about(case: Case, address: str, grounds: Grounds | None) -> tuple[str, ...]:
    """Return the codes of parties and keys of issues that an entry is about."""
    named = [part for part in address.split("/") if part in case.parties or part in case.issues]
    for name in ("owner", "holder", "over", "admits", "issue"):
        named += [value] if isinstance(value := getattr(grounds, name, None), str) else []
    named += [*getattr(grounds, "members", ()), *getattr(grounds, "issues", ())]
    return tuple(dict.fromkeys(named))


def _told(case: Case, section: str, address: str, entered: Mapping[str, str], new: bool) -> dict[str, Any] | None:
    if section not in ("infeasible", "preferences"):
        return None
    text = entered["when" if section == "infeasible" else "statement"]
    return counts.told(case, section, text, None if new else int(address.rpartition("/")[2]))


def _differences(stands: Mapping[str, str], entered: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what the form says otherwise than the file does now."""
    return [
        {"name": name.replace("_", " "), "disk": value, "form": entered[name]}
        for name, value in stands.items()
        if value.strip() != entered[name].strip()
    ]


def _about(problem: dict[str, Any], address: str) -> bool:
    return bool(problem["where"]) and (problem["where"] + "/").startswith(address + "/")


def case_of(now: Loaded) -> Case:
    """Return the case; raise what is wrong with its form, or that there is none."""
    found = now.kept.case(now)
    if isinstance(found, InputError):
        raise found
    if found is None:
        raise missing("case")
    return found.case


def entry_at(case: Case, address: str) -> Grounds | None:
    """Return what stands at an address, None where a position or a weight may be entered."""
    grounds = dict(case.grounds())
    if address in grounds:
        return grounds[address]
    table, _, rest = address.partition("/")
    party, _, issue = rest.partition("/")
    if table in ("positions", "saliences") and party in case.parties and issue in case.issues:
        return None
    remedy = did_you_mean(address, grounds) or "its sheet lists everything"
    raise Refusal(404, Problem(f"the case has nothing at {address}", remedy=remedy))


def _scale(case: Case, address: str) -> dict[str, Any] | None:
    table, *rest = address.split("/")
    issue = case.issues.get(rest[0] if table == "issues" else rest[-1])
    if table in ("positions", "issues") and issue:
        reversion = issue.reversion.value if table == "positions" else None
        return {"low": 0.0, "high": 100.0, "zero": issue.zero, "hundred": issue.hundred, "reversion": reversion}
    if table in SCALES:
        low, high, zero, hundred = SCALES[table]
        return {"low": low, "high": high, "zero": zero, "hundred": hundred, "reversion": None}
    return None


def _others(case: Case, address: str) -> list[dict[str, Any]]:
    """Return where all parties stand on the same issue, this one too."""
    table, _, rest = address.partition("/")
    if table not in ("positions", "saliences"):
        return []
    rows = case.positions if table == "positions" else case.saliences
    party, _, issue = rest.partition("/")
    return [
        {
            "name": entry.name,
            "here": code == party,
            "href": f"/case/{table}/{code}/{issue}",
            **(number(rows[code][issue]) if issue in rows.get(code, {}) else {"value": None}),
        }
        for code, entry in case.parties.items()
    ]


def change(ask: Ask) -> Page | Moved:
    """Save what the form says; or only count, where that is asked for."""
    address = ask.path["address"]
    case = case_of(ask.now)
    entry = entry_at(case, address)
    if ask.text("do") == "count":
        return entry_page(ask, address)
    try:
        save(ask, _changes(ask, case, entry), f"Changed: {label(case, address)}")
    except Refusal as refusal:
        return entry_page(again(ask), address, refusal)
    except InputError as error:
        return entry_page(ask, address, Refusal(422, error.problems))
    ask.bench.said = f"Saved in case.yaml: {label(case_of(ask.bench.reading.now()), address)}"
    return Moved(f"/case/{address}")


def again(ask: Ask) -> Ask:
    """Return the request on the project as it stands now."""
    return Ask(ask.bench, ask.bench.reading.now(), ask.path, ask.query, ask.form)


def _changes(ask: Ask, case: Case, entry: Grounds | None) -> dict[str, Any]:
    """Return the new entry as changes to the file; a key is removed only where it stands."""
    address = ask.path["address"]
    wanted = _figures(ask) if entry is None or isinstance(entry, Estimate) else {}
    if not wanted:
        wanted = asked.given(case, asked.section_of(address), ask.text)
    wanted |= rests.given(ask)
    if entry is None:
        return {address: {key: value for key, value in wanted.items() if value is not None}}
    before, written = entry.model_dump(mode="json"), entry.model_fields_set
    return {
        f"{address}/{key}": value
        for key, value in wanted.items()
        if value != before[key] and (value is not None or key in written)
    }


def _figures(ask: Ask) -> dict[str, Any]:
    value, low, high = (ask.text(name) or "" for name in FIGURES)
    middle = _number(value, "value")
    ends = [_number(end or value, f"{name} end") for end, name in ((low, "low"), (high, "high"))]
    return {"value": middle, "range": ends if low or high else None}


def _number(text: str, name: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        remedy = "write a figure, like 60 or 0.4"
        told = f'the {name} "{text}" is no number' if text else f"no {name}"
        raise CaseError(Problem(told, where=name.removesuffix(" end"), remedy=remedy)) from None


DOORS = (Door("/case/{address:path}", show), Door("/case/{address:path}", change, "POST"))
