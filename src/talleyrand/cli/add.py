"""``talleyrand add``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from talleyrand.cli.common import (
    json_answer,
    json_option,
    metadata_options,
    note_problems,
    open_project,
    progress,
    project_option,
    say,
)

if TYPE_CHECKING:
    from talleyrand.reading.document import Document
    from talleyrand.reading.received import Metadata


@click.command(
    "add", epilog="Example: talleyrand add clips/*.html report.txt --outlet 'The Globe' --published 2018-06-08"
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@metadata_options
@project_option
@json_option
def command(sources: tuple[str, ...], given: Metadata, folder: Path | None, as_json: bool) -> None:
    """Copy reports into a project: files, folders, feeds (an item a report) and addresses.

    A report that is there already is not copied again; metadata given for it replace those known. Nothing is copied
    if one of the sources cannot be read.
    """
    from talleyrand.project import steps

    project = open_project(folder)
    with progress("adding") as step:
        added = steps.add(project, sources, given, progress=step)
    if as_json:
        json_answer({"documents": [d.as_record() for d in added.documents], "new": list(added.new)})
        return
    for document in added.documents:
        _show(document, document.id in added.new)
    if any(d.published is None for d in added.documents):
        say("without a date, words like “last week” stay open; add the report again with --published to give one")
    say("next: talleyrand read")


def _show(document: Document, new: bool) -> None:
    known = (document.title or "no title", document.outlet or "no outlet", document.published or "no date")
    say(f"{'added' if new else 'known'}  {document.path}")
    say(f"       {' · '.join(map(str, known))}")
    note_problems(document.warnings)
