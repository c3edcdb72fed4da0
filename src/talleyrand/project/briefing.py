"""The last step: results and evidence become a brief on disk."""

from __future__ import annotations

import json
from pathlib import Path

from talleyrand.brief.compose import compose
from talleyrand.brief.html import to_html
from talleyrand.brief.material import Material
from talleyrand.brief.outline import Brief
from talleyrand.case.model import Case
from talleyrand.evidence.ledger import Ledger
from talleyrand.project.folder import Project
from talleyrand.project.solving import Progress, Solved, load_solved, read_project_case, scenario_file, solve
from talleyrand.project.steps import silent


def material(project: Project, case: Case, solved: Solved, scenario_title: str | None) -> Material:
    """Gather what a brief is made from."""
    ledger = project.ledger()
    return Material(
        case=case,
        results=solved.results,
        records=ledger.current(),
        documents=tuple(project.documents()),
        ledger=ledger.fingerprint(),
        reviewed=is_reviewed(ledger, case),
        scenario=scenario_title,
    )


def is_reviewed(ledger: Ledger, case: Case) -> bool:
    """Tell whether a person stands behind a case: marked as reviewed, and every record it cites decided on."""
    cited = {record for _, grounds in case.grounds() for record in grounds.because}
    states = [ledger.reviewed[record].status for record in cited if record in ledger.reviewed]
    return case.reviewed and all(state in ("accepted", "amended") for state in states)


def current_material(project: Project, scenario: str | None = None, progress: Progress = silent) -> Material:
    """Return what the project's brief is made from now, solving first where results are missing or stale."""
    case = read_project_case(project, scenario).case
    solved = load_solved(project, scenario)
    if solved is None or not solved.of_this_version or not is_fresh(project, case, solved):
        solved = solve(project, scenario, progress=progress)
    return material(project, case, solved, scenario_title(project, scenario))


def brief_of(project: Project, scenario: str | None = None, progress: Progress = silent) -> Brief:
    """Return the brief on the project as it stands, solving first where results are missing or stale."""
    return compose(current_material(project, scenario, progress))


def is_fresh(project: Project, case: Case, solved: Solved) -> bool:
    """Tell whether results came from this case and from its citations as they stand."""
    from talleyrand.analyses.base import case_fingerprint
    from talleyrand.project.solving import cited_fingerprint

    return solved.case == case_fingerprint(case) and solved.cited == cited_fingerprint(project, case)


def scenario_title(project: Project, scenario: str | None) -> str | None:
    """Return what a brief calls a scenario: its file's name with spaces."""
    path = scenario_file(project, scenario)
    return path.stem.replace("-", " ").replace("_", " ") if path else None


def brief_json(brief: Brief) -> bytes:
    """Return the machine twin of a brief."""
    return (json.dumps(brief.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n").encode()


def write_brief(
    project: Project, scenario: str | None = None, output: Path | None = None, progress: Progress = silent
) -> tuple[Brief, Path]:
    """Write the brief into the project, and a copy to `output`; return the brief and where to read it.

    The project keeps ``brief.html`` and ``brief.json`` whatever `output` is, so that `verify` finds them.

    Raises
    ------
    FolderError
        Where there is no case, or a file cannot be written.
    CaseError
        Where the case has errors.
    """
    brief = brief_of(project, scenario, progress)
    page, data = to_html(brief).encode(), brief_json(brief)
    with project.writing():
        project.write(project.brief_json, data)
        project.write(project.brief_html, page)
    if output is not None and output.absolute() != project.brief_html.absolute():
        project.write(output, page)
        project.write(output.with_suffix(".json"), data)
    return brief, output or project.brief_html
