"""Scenarios beside each other: what each changes in the case, and what that does to the findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from talleyrand.analyses.addresses import label
from talleyrand.analyses.base import registry
from talleyrand.analyses.result import Finding
from talleyrand.case.compare import Change, compare
from talleyrand.case.model import Case
from talleyrand.errors import InputError
from talleyrand.project.briefing import is_fresh
from talleyrand.project.solving import all_scenarios, load_solved
from talleyrand.workbench.bench import Ask, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.render import figure

THE_CASE = "case"
Columns = Mapping[str | None, Mapping[str, Finding]]
"""Scenario (None: the case itself) -> finding id -> finding."""


def side_by_side(ask: Ask) -> Page:
    """Show every finding under the case and under the scenarios that were chosen, all of them at first."""
    now, chosen, only = ask.now, ask.query.getlist("with"), ask.query.get("only") == "differing"
    columns = [_column(now, scenario) for scenario in all_scenarios(now)]
    for column in columns:
        column["chosen"] = not chosen or column["key"] in chosen
    solved = [column for column in columns if column["state"] != "none" and column["chosen"]]
    found = {column["scenario"]: _findings(now, column["scenario"]) for column in solved}
    rows = [_row(identifier, text, found) for identifier, text in _titles(found).items()]
    data = {
        "columns": columns,
        "shown": [column["name"] for column in solved],
        "only": only,
        "rows": [row for row in rows if row["differs"] or not only],
        "count": len(rows),
        "differing": sum(row["differs"] for row in rows),
        "titles": {name: analysis.title for name, analysis in registry().items()},
    }
    return Page("compare.html", "Scenarios compared", data)


def _column(now: Loaded, scenario: str | None) -> dict[str, Any]:
    found = now.kept.case(now, scenario)
    case = None if found is None or isinstance(found, InputError) else found.case
    solved = load_solved(now, scenario)
    state = "none" if solved is None or case is None else "fresh" if is_fresh(now, case, solved) else "stale"
    base = now.case_file_read
    return {
        "scenario": scenario,
        "key": scenario or THE_CASE,
        "name": (scenario or "the case").replace("-", " "),
        "state": state,
        "href": "/analyses" + (f"?{urlencode({'scenario': scenario})}" if scenario else ""),
        "changes": changes_of(base.case, case) if scenario and base and case else [],
    }


def changes_of(base: Case, case: Case) -> list[dict[str, str]]:
    """Return what a scenario changes in the case, with the address of each entry."""
    return [_change(case, change) for change in compare(base, case) if change.address not in ("scenario", "title")]


def _change(case: Case, change: Change) -> dict[str, str]:
    words = str(change).removeprefix(f"{change.address}: ")
    known = change.address in dict(case.grounds())
    name = label(case, change.address) if known else change.address.replace("/", ", ").replace("_", " ")
    return {"label": name, "href": f"/case/{change.address}" if known else "/case", "words": words}


def _findings(now: Loaded, scenario: str | None) -> dict[str, Finding]:
    solved = load_solved(now, scenario)
    results = solved.results if solved else ()
    return {f.id: f for result in results for f in sorted(result.findings, key=lambda f: f.rank)}


def _titles(columns: Columns) -> dict[str, str]:
    """Return every finding with the sentence of the first column that has it."""
    found: dict[str, str] = {}
    for findings in columns.values():
        for identifier, finding in findings.items():
            found.setdefault(identifier, finding.text)
    return found


def _row(identifier: str, text: str, columns: Columns) -> dict[str, Any]:
    cells = [_cell(scenario, findings.get(identifier), text) for scenario, findings in columns.items()]
    for cell in cells:
        cell["differs"] = _read(cell) != _read(cells[0])
    differs = any(cell["differs"] for cell in cells)
    return {
        "id": identifier,
        "analysis": identifier.partition("/")[0],
        "text": text,
        "cells": cells,
        "differs": differs,
    }


def _read(cell: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what a reader sees: figures that differ behind the digits that are shown do not differ."""
    return cell["missing"], cell["text"], figure(cell["value"])


def _cell(scenario: str | None, finding: Finding | None, text: str) -> dict[str, Any]:
    if finding is None:
        return {"text": None, "missing": True, "value": None, "unit": None, "share": None, "why": None}
    return {
        "text": finding.text if finding.text != text else None,
        "missing": False,
        "value": finding.value,
        "unit": finding.unit,
        "share": f"{finding.survival.held:,} of {finding.survival.tried:,}" if finding.survival else None,
        "why": f"/why/{quote(finding.id)}" + (f"?{urlencode({'scenario': scenario})}" if scenario else ""),
    }


DOORS = (Door("/analyses/compare", side_by_side),)
