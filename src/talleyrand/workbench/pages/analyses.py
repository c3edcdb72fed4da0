"""The fourth tab: what each analysis finds or lacks, and the chain below every figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from talleyrand.analyses.addresses import label
from talleyrand.analyses.base import Analysis, registry
from talleyrand.analyses.result import Exhibit, Finding, Result
from talleyrand.brief.lines import MOSTLY, survival_words
from talleyrand.brief.material import Material
from talleyrand.brief.trace import Link, why
from talleyrand.case.model import Case
from talleyrand.errors import InputError
from talleyrand.project.briefing import is_fresh, is_reviewed, scenario_title
from talleyrand.project.solving import Solved, load_solved
from talleyrand.workbench.bench import Ask, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.pages.comparing import changes_of
from talleyrand.workbench.pages.figures import told
from talleyrand.workbench.refusal import missing

_SECTION = re.compile(r"`(\w+)`")
SHOWN = 3


def cards(ask: Ask) -> Page:
    """Show every analysis with its findings, or with what it lacks."""
    now, scenario = ask.now, ask.query.get("scenario") or None
    case, data = _state(now, scenario)
    if case is not None:
        solved = load_solved(now, scenario)
        results = {result.analysis: result for result in solved.results} if solved else {}
        data["analyses"] = [_card(case, analysis, results.get(name), scenario) for name, analysis in registry().items()]
        data["analyses"] += [
            _card(case, result, result, scenario) for name, result in results.items() if name not in registry()
        ]
        data["state"] = _freshness(now, case, solved)
    return Page("analyses.html", "Analyses", data)


def _state(now: Loaded, scenario: str | None) -> tuple[Case | None, dict[str, Any]]:
    found = now.kept.case(now, scenario)
    case = None if found is None or isinstance(found, InputError) else found.case
    data: dict[str, Any] = {
        "exists": found is not None,
        "scenario": scenario,
        "scenarios": [
            {"name": path.stem, "title": path.stem.replace("-", " "), "here": path.stem == scenario}
            for path in now.scenarios()
        ],
        "problems": [str(problem) for problem in found.problems] if isinstance(found, InputError) else [],
        "changes": changes_of(base.case, case) if scenario and case and (base := now.case_file_read) else [],
        "reviewed": bool(case and is_reviewed(now.read, case)),
        "analyses": [],
        "state": "none",
    }
    return case, data


def _freshness(now: Loaded, case: Case, solved: Solved | None) -> str:
    if solved is None:
        return "none"
    return "fresh" if is_fresh(now, case, solved) else "stale"


def _card(case: Case, analysis: Analysis | Result, result: Result | None, scenario: str | None) -> dict[str, Any]:
    """Return an analysis: what it asks, what it lacks, what it found."""
    name = analysis.analysis if isinstance(analysis, Result) else analysis.name
    lacks = analysis.missing if isinstance(analysis, Result) else analysis.needs(case)
    findings = sorted(result.findings, key=lambda f: f.rank) if result else []
    return {
        "name": name,
        "href": f"/analyses/{name}" + _query(scenario),
        "title": analysis.title,
        "question": analysis.question,
        "reference": analysis.reference,
        "missing": [{"words": words.replace("`", ""), "href": _mend(words)} for words in lacks],
        "count": len(findings),
        "findings": [finding_data(case, finding, scenario) for finding in findings],
        "notes": list(result.notes) if result else [],
    }


def _mend(words: str) -> str:
    section = _SECTION.search(words)
    name = section[1] if section else "sheet"
    if name == "infeasible":
        return "/case/options#infeasible"
    if name in ("options", "preferences", "decision_rules"):
        return f"/case/{name}"
    return "/case#" + ("sheet" if name in ("positions", "saliences") else name)


def _query(scenario: str | None) -> str:
    return "?" + urlencode({"scenario": scenario}) if scenario else ""


def finding_data(case: Case, finding: Finding, scenario: str | None) -> dict[str, Any]:
    """Return a finding with the estimates that carry it."""
    known = {address for address, _ in case.grounds()}
    return {
        "id": finding.id,
        "text": finding.text,
        "why": f"/why/{quote(finding.id)}" + _query(scenario),
        "held": survival_words(finding),
        "share": finding.survival.share if finding.survival else None,
        "assumed": (finding.assumed or 0.0) > MOSTLY,
        "warnings": list(finding.warnings),
        "because": [
            {"label": label(case, address), "href": f"/case/{address}"}
            for address in finding.because[:4]
            if address in known
        ],
        "flips": [
            {
                "label": label(case, flip.address),
                "href": f"/case/{flip.address}",
                "point": flip.point,
                "above": flip.above,
            }
            for flip in (finding.survival.flips if finding.survival else ())[:3]
            if flip.address in known
        ],
    }


def one(ask: Ask) -> Page:
    """Show one analysis in full."""
    now, scenario = ask.now, ask.query.get("scenario") or None
    case, data = _state(now, scenario)
    if case is None:
        raise missing("case")
    solved = load_solved(now, scenario)
    results = {result.analysis: result for result in solved.results} if solved else {}
    name = ask.path["name"]
    analysis: Mapping[str, Analysis | Result] = {**results, **registry()}
    if name not in analysis:
        raise missing("analysis")
    result = results.get(name)
    findings = {finding.id for one in results.values() for finding in one.findings}
    data |= {
        "analysis": _card(case, analysis[name], result, scenario),
        "exhibits": [exhibit_data(case, result, findings, exhibit) for exhibit in result.exhibits] if result else [],
        "rests": _rests_on(case, result) if result else [],
        "state": _freshness(now, case, solved),
        "back": "/analyses" + _query(scenario),
    }
    return Page("analysis.html", analysis[name].title, data)


def exhibit_data(case: Case, result: Result, findings: Collection[str], exhibit: Exhibit) -> dict[str, Any]:
    """Return a table, the address of its figure, and row by row the chain below it; `findings` are all of them."""
    query, words = _query(result.scenario), told(exhibit)
    known = {*findings, *(address for address, _ in case.grounds())}
    # A row about an issue rests on what the analysis finds on that issue.
    names = (f"{result.analysis}/{n.partition('/')[2]}" if n and n.startswith("issues/") else n for n in exhibit.links)
    links = [f"/why/{quote(name)}{query}" if name in known else None for name in names]
    return {
        "id": exhibit.id,
        "title": exhibit.title,
        "note": exhibit.note,
        "columns": list(exhibit.columns),
        "rows": [list(cells) for cells in exhibit.rows],
        "why": links if any(links) else [],
        "figure": f"/analyses/{result.analysis}/figure/{quote(exhibit.id)}{query}" if words else None,
        "told": words,
    }


def _rests_on(case: Case, result: Result) -> list[dict[str, Any]]:
    """Return every input that carries a finding of an analysis, the one that carries most of them first."""
    known = {address for address, _ in case.grounds()}
    counts = Counter(a for finding in result.findings for a in finding.because if a in known)
    return [
        {"label": label(case, address), "href": f"/why/{address}", "count": count}
        for address, count in counts.most_common()
    ]


def chain(ask: Ask) -> Page:
    """Show what something rests on, down to the words."""
    now, scenario, name = ask.now, ask.query.get("scenario") or None, ask.path["name"]
    case, _ = _state(now, scenario)
    if case is None:
        raise missing("case")
    solved = load_solved(now, scenario)
    material = Material(
        case=case,
        results=solved.results if solved else (),
        records=now.read.current(),
        documents=tuple(now.documents()),
        ledger="",
        reviewed=is_reviewed(now.read, case),
        scenario=scenario_title(now, scenario),
    )
    ids = {alias: record for record, alias in now.aliases.items()}
    links = [{**link.as_json(), "href": _href(link, ids, scenario)} for link in why(material, name)]
    shown = next((r for r in material.results for f in r.findings if f.id == name), None)
    back = {"words": shown.title, "href": f"/analyses/{shown.analysis}" + _query(scenario)} if shown else None
    if name in dict(case.grounds()):
        back = {"words": label(case, name), "href": f"/case/{name}"}
    title = f"What it rests on: {back['words']}" if back else "What it rests on"
    return Page("why.html", title, {"name": name, "scenario": scenario, "back": back, "chain": links})


def _href(link: Link, ids: Mapping[str, str], scenario: str | None) -> str:
    if link.kind == "record":
        return f"/evidence/{ids.get(link.name, link.name)}"
    if link.kind == "finding":
        return f"/why/{quote(link.name)}" + _query(scenario)
    return f"/case/{link.name}"


DOORS = (
    Door("/analyses", cards),
    Door("/analyses/{name}", one),
    Door("/why/{name:path}", chain),
)
