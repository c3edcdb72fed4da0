"""The last step: results and evidence become a brief on disk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from talleyrand.brief.changes import Earlier, read_earlier
from talleyrand.brief.compose import Settings, compose
from talleyrand.brief.html import to_html
from talleyrand.brief.locales import checked
from talleyrand.brief.material import Material
from talleyrand.brief.outline import Brief
from talleyrand.brief.short import to_short_html
from talleyrand.case.model import Case
from talleyrand.errors import FolderError, Problem
from talleyrand.evidence.ledger import Ledger
from talleyrand.project.choices import read_choices
from talleyrand.project.folder import Project
from talleyrand.project.lacks import limits
from talleyrand.project.solving import Progress, Solved, load_solved, read_project_case, scenario_file, solve
from talleyrand.project.steps import silent
from talleyrand.reading.document import Document

SHORT, SINCE = "brief.short.html", "brief.since.json"
"""The page on one sheet, and the earlier brief that the brief is held against; both beside ``brief.html``."""


def material(project: Project, case: Case, solved: Solved, scenario_title: str | None) -> Material:
    """Gather what a brief is made from."""
    ledger = project.ledger()
    documents: Sequence[Document] = project.documents()
    return Material(
        case=case,
        results=solved.results,
        records=ledger.current(),
        documents=tuple(documents),
        ledger=ledger.fingerprint(),
        reviewed=is_reviewed(ledger, case),
        scenario=scenario_title,
        limits=limits(ledger, documents),
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


def choice_warnings(project: Project, scenario: str | None = None) -> list[Problem]:
    """Return warnings of what the analyst's choices name and no result has now."""
    solved = load_solved(project, scenario)
    return read_choices(project).unknown_findings(solved.results if solved else ())


def read_since(path: Path) -> tuple[Earlier, bytes]:
    """Read an earlier brief, and the bytes that it stands in.

    Raises
    ------
    FolderError
        Where the file cannot be read.
    InputError
        Where it is no brief of ours.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FolderError(f"{path}: the earlier brief cannot be read ({error.strerror})") from None
    return read_earlier(data, str(path)), data


def write_brief(
    project: Project,
    scenario: str | None = None,
    output: Path | None = None,
    progress: Progress = silent,
    *,
    short: bool = False,
    locale: str | None = None,
    since: Path | None = None,
) -> tuple[Brief, Path]:
    """Write the brief into the project, and a copy to `output`; return the brief and where to read it.

    The project keeps ``brief.html``, ``brief.short.html`` and ``brief.json`` whatever `output` is, so that `verify`
    finds them, and a copy of the earlier brief where there is one.

    Parameters
    ----------
    project, scenario
        What the brief is on.
    output
        Where a copy goes.
    progress
        Told of what is done.
    short
        Whether the copy, and the path returned, is the page on one sheet.
    locale
        How dates and numbers are written, ``de_DE`` say; as the project's choices say where None.
    since
        JSON of the earlier brief that this one is held against.

    Raises
    ------
    FolderError
        Where there is no case, or a file cannot be written.
    CaseError
        Where the case has errors.
    InputError
        Where the choices have mistakes, there is no such locale, or `since` is no brief.
    """
    choices = read_choices(project).choices
    earlier, kept = read_since(since) if since else (None, None)
    settings = Settings(checked(locale or choices.locale), choices, earlier)
    brief = compose(current_material(project, scenario, progress), settings)
    page, sheet, data = to_html(brief).encode(), to_short_html(brief).encode(), brief_json(brief)
    with project.writing():
        if kept is not None:
            project.write(project.root / SINCE, kept)
        project.write(project.brief_json, data)
        project.write(project.root / SHORT, sheet)
        project.write(project.brief_html, page)
        if kept is None:
            (project.root / SINCE).unlink(missing_ok=True)
    ours = project.root / SHORT if short else project.brief_html
    if output is not None and output.absolute() != ours.absolute():
        project.write(output, sheet if short else page)
        project.write(output.with_suffix(".json"), data)
    return brief, output or ours
