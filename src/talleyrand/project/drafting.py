"""The step from a ledger to a drafted case."""

from __future__ import annotations

from pathlib import Path

from talleyrand.case.draft import draft, words_of
from talleyrand.case.model import Case
from talleyrand.case.write import dump_case
from talleyrand.evidence.issue_catalogue import catalogue, load_catalogue
from talleyrand.project.folder import Project

CATALOGUE = "issues.yaml"


def draft_case(project: Project) -> Case:
    """Draft a case from the records of a project that stand.

    A project's own ``issues.yaml`` extends the catalogue of issues. Records that a reviewer set aside for others that
    contradict them are left out.
    """
    own = project.root / CATALOGUE
    issues = load_catalogue(own) if own.is_file() else catalogue()
    documents = project.documents()
    title = documents[0].title if len(documents) == 1 else None
    return draft(
        project.ledger().used(),
        {document.id: document.published for document in documents},
        catalogue=issues,
        as_of=project.config.as_of,
        title=title,
    ).model_copy(update={"seed": project.config.seed})


def write_draft(project: Project) -> tuple[Path, Case]:
    """Write a draft: as the case where there is none, else beside it; an analyst's case is never touched."""
    case = draft_case(project)
    text = dump_case(case, words_of(project.ledger().current())).encode()
    with project.writing():
        path = project.draft_file if project.case_file.exists() else project.case_file
        project.write(path, text)
    return path, case
