"""``talleyrand read``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talleyrand.cli.common import (
    contradictions_words,
    json_lines,
    json_option,
    metadata_options,
    note,
    note_problems,
    open_project,
    progress,
    project_option,
    say,
)

if TYPE_CHECKING:
    from talleyrand.project.steps import DocumentRead
    from talleyrand.reading.received import Metadata


@click.command(
    "read",
    epilog="Example: talleyrand read report.txt --outlet 'The Globe' --published 2018-06-08 --json",
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@metadata_options
@click.option("--again", is_flag=True, help="In a project: read all reports, not the unread ones only.")
@click.option("--pipeline", help="Name of another spaCy pipeline.")
@click.option(
    "--weights",
    type=click.Path(exists=True, path_type=Path),
    help="Weights of your own: what talleyrand train statements wrote, or the folder that holds it.",
)
@project_option
@json_option
def command(
    sources: tuple[str, ...],
    given: Metadata,
    again: bool,
    pipeline: str | None,
    weights: Path | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Read reports into records.

    With SOURCES (files, folders, feeds, addresses), prints what they say and stores nothing. Without, reads what a
    project's sources say into its ledger.
    """
    if sources:
        done = _loose(sources, given, pipeline, weights)
    elif any(vars(given).values()):
        raise click.UsageError("metadata are for sources named here; in a project, give them to: talleyrand add")
    else:
        weights = weights or open_project(folder).own_weights
        done = _project(folder, again, pipeline, weights)
    lacks = _tell_lack(done, weights)
    if as_json:
        for item in done:
            json_lines([item.document.as_record() | ({"lacks": lacks} if lacks else {})])
            json_lines(record.as_json() for record in item.records)
        return
    for item in done:
        _show(item)
    if not done:
        say("nothing to read: every report of the project was read before (--again reads them anew)")


def _loose(sources: Sequence[str], given: Metadata, pipeline: str | None, weights: Path | None) -> list[DocumentRead]:
    from talleyrand.project import steps

    with progress("opening") as step:
        pairs = steps.load(sources, given, progress=step)
    done = {}
    with progress("reading") as step:
        for n, (_, document) in enumerate(pairs):
            step(n, len(pairs), document.title or document.path or "")
            if document.id not in done:
                done[document.id] = steps.propose(document, pipeline, weights=weights)
    return list(done.values())


def _project(folder: Path | None, again: bool, pipeline: str | None, weights: Path | None) -> list[DocumentRead]:
    from talleyrand.project import steps

    project = open_project(folder)
    with progress("reading") as step:
        done = steps.read(project, again=again, pipeline=pipeline, weights=weights, progress=step)
    ledger = project.ledger()
    if done and ledger.contradictions:
        note(contradictions_words(len(ledger.contradictions), ledger.undecided()))
    return done


def _tell_lack(done: Sequence[DocumentRead], weights: Path | None) -> list[str]:
    """Say once on stderr what the reader did without, and return it."""
    from talleyrand.evidence.scoring import lacking

    lacks = [lack] if done and (lack := lacking(weights)) else []
    for lack in lacks:
        note(f"warning: {lack}")
    return lacks


def _show(item: DocumentRead) -> None:
    from talleyrand.cli.lines import line_of

    document = item.document
    say(f"{document.title or document.path}")
    say(f"  {document.outlet or 'no outlet'} · {document.published or 'no date'} · {document.id}")
    names = {r.id: r.name for r in item.records if r.type == "actor"}
    for record in item.records:
        say("  " + line_of(record, document, names))
    note_problems(document.warnings)
