"""A brief's page on its own: against its project where that can be found, else against itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from talleyrand.brief.consistency import consistency
from talleyrand.errors import FolderError, Problem, SourceError
from talleyrand.project.briefing import SHORT
from talleyrand.project.folder import CONFIG, Project
from talleyrand.project.verify import Report, verify

LONGEST = 64 * 1024 * 1024
ALONE = (
    "checked against itself only: that it was not changed by accident, its links hold, the parts that it announces are "
    "there and nothing foreign is in it. "
    "Whether it says what the sources say takes the project"
)


@dataclass(frozen=True)
class PageReport:
    """What was found of a page, and the project that it was checked against, if any."""

    report: Report
    project: Project | None


def project_of(page: Path) -> Project | None:
    """Return the project of a page: ``NAME.project`` beside ``NAME.html``, or the folder that it lies in."""
    for folder in (page.with_suffix(".project"), page.absolute().parent):
        if (folder / CONFIG).is_file():
            return Project.open(folder)
    return None


def verify_page(page: Path) -> PageReport:
    """Check a page.

    Raises
    ------
    SourceError
        Where it cannot be read.
    """
    text = _read(page)
    problems = list(consistency(text, page.name))
    try:
        project = project_of(page)
    except FolderError:
        project = None
    if project is None:
        return PageReport(Report(tuple(problems), {"pages": 1}), None)
    report = verify(project)
    problems += report.problems
    pages = [path.read_text("utf-8") for path in (project.brief_html, project.root / SHORT) if path.is_file()]
    if text not in pages:
        problems.append(
            Problem("it is not the brief that its project holds", file=page.name, remedy="run talleyrand brief anew")
        )
    return PageReport(Report(tuple(dict.fromkeys(problems)), report.counts | {"pages": 1}), project)


def _read(page: Path) -> str:
    try:
        if page.stat().st_size > LONGEST:
            raise SourceError(Problem("over 64 MB; no brief is so long", file=str(page)))
        return page.read_text("utf-8")
    except OSError as error:
        raise SourceError(Problem(f"cannot be read ({error.strerror})", file=str(page))) from error
    except UnicodeDecodeError as error:
        raise SourceError(Problem("not UTF-8 text, so no brief of ours", file=str(page))) from error
