"""``talleyrand brief``: the main job in one command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from talleyrand.cli.common import (
    json_option,
    metadata_options,
    note,
    note_problems,
    open_project,
    progress,
    say,
    scenario_option,
)

if TYPE_CHECKING:
    from talleyrand.brief.outline import Brief
    from talleyrand.project.folder import Project
    from talleyrand.reading.received import Metadata


@dataclass(frozen=True)
class Manner:
    """How the brief is to be written."""

    short: bool
    locale: str | None
    since: Path | None


def manner_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--short``, ``--locale`` and ``--since``; the command gets them as one `manner`."""

    @wraps(command)
    def with_manner(short: bool, locale: str | None, since: Path | None, **arguments: Any) -> Any:
        return command(manner=Manner(short, locale, since), **arguments)

    path = click.Path(path_type=Path, dir_okay=False)
    since_help = "JSON of an earlier brief: tell what has changed since."
    locale_help = "Write dates and numbers as there, like de_DE; sentences stay English."
    with_manner = click.option("--since", type=path, metavar="OLD.json", help=since_help)(with_manner)
    with_manner = click.option("--locale", metavar="NAME", help=locale_help)(with_manner)
    return click.option("--short", is_flag=True, help="The brief on one sheet of A4.")(with_manner)


@click.command(
    "brief",
    epilog="Example: talleyrand brief report.txt --outlet 'The Globe' --published 2018-06-08 -o brief.html",
)
@click.argument("sources", nargs=-1, metavar="[REPORT]...")
@metadata_options
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where the brief goes [default: brief.html].")
@click.option("-p", "--project", "folder", type=click.Path(path_type=Path), help="The project folder.")
@scenario_option
@manner_options
@json_option
def command(
    sources: tuple[str, ...],
    given: Metadata,
    output: Path | None,
    folder: Path | None,
    scenario: str | None,
    manner: Manner,
    as_json: bool,
) -> None:
    """Write a brief: reports in, a brief out.

    With REPORTS (files, folders, HTML, feeds, addresses): reads them, drafts a case, solves it and writes the brief,
    all in a project folder beside it that the other commands understand. Without: writes the brief of a project as
    its case stands, solving first where needed, arranged as its brief.yaml says.
    """
    from talleyrand.brief.locales import checked
    from talleyrand.project.briefing import brief_json, choice_warnings, read_since, write_brief
    from talleyrand.project.folder import Project

    # What cannot be is told before anything long begins.
    checked(manner.locale)
    if manner.since is not None:
        read_since(manner.since)
    if sources and len(sources) == 1 and folder is None and (Path(sources[0]) / "talleyrand.toml").is_file():
        folder, sources = Path(sources[0]), ()
    if sources and folder is None:
        output = output or Path("brief.html")
    project = _from_reports(sources, given, output, folder) if sources else open_project(folder)
    assert isinstance(project, Project)
    with progress("solving") as step:
        brief, path = write_brief(project, scenario, output, step, **vars(manner))
    note_problems(choice_warnings(project, scenario))
    tell_limits(project, brief, told=bool(sources))
    if as_json:
        say(brief_json(brief).decode().rstrip())
        return
    tell(brief)
    note(f"brief: {path}   project: {project.root}")
    note(f"next: talleyrand why {project.root} NAME · talleyrand verify {project.root}")


def _from_reports(sources: tuple[str, ...], given: Metadata, output: Path | None, folder: Path | None) -> Project:
    from talleyrand.project import steps
    from talleyrand.project.drafting import write_draft
    from talleyrand.project.starting import project_for

    project = folder_or_new(folder, output, sources) if folder else project_for(output, sources)
    with progress("opening") as step:
        added = steps.add(project, sources, given, progress=step)
    for document in added.documents:
        note_problems(document.warnings)
        if document.published is None:
            note(f"warning: {document.path}: no date known, so words like “last week” stay open; give --published")
    with progress("reading") as step:
        steps.read(project, progress=step)
    if not project.case_file.is_file():
        write_draft(project)
    else:
        note(f"{project.case_file} stands; the brief is made from it (talleyrand draft makes a new draft beside it)")
    return project


def tell_limits(project: Project, brief: Brief, told: bool) -> None:
    """Say on stderr what was not read and what reading lacked; what the sources leave open not where it was `told`."""
    from talleyrand.project.lacks import of_sources

    known = of_sources(project.documents()) if told else ()
    for words in brief.limits:
        if words not in known:
            note(f"warning: {words}")


def folder_or_new(folder: Path, output: Path | None, sources: tuple[str, ...]) -> Project:
    """Open the project in `folder`, or make one there."""
    from talleyrand.project.folder import CONFIG, Project
    from talleyrand.project.starting import project_in

    return Project.open(folder) if (folder / CONFIG).is_file() else project_in(folder, sources)


def tell(brief: Brief) -> None:
    """Print a brief's answer in the terminal."""
    say(brief.title + (f" · as of {brief.as_of}" if brief.as_of else ""))
    if brief.since is not None:
        count = len(brief.changes)
        say(f"{count or 'no'} change{'' if count == 1 else 's'} since “{brief.since.title}”")
    if brief.banner:
        say(f"{brief.banner} What is reported:")
    names = {row.record: row.alias for row in brief.evidence}
    for line in brief.answer:
        refs = " ".join(f"[{names[r]}]" for r in line.records[:3] if r in names)
        held = f" ({line.survival})" if line.survival else ""
        say(f"  {line.number}. {line.text}{held} {refs}".rstrip())
