"""``talleyrand draft``."""

from __future__ import annotations

from pathlib import Path

import click

from talleyrand.cli.common import folder_argument, json_answer, json_option, note, open_project, progress, say


@click.command("draft", epilog="Example: talleyrand draft gulf-talks")
@folder_argument
@json_option
def command(folder: Path | None, as_json: bool) -> None:
    """Draft a case from a project's ledger: parties, seats, issues, positions as ranges, each with its citations.

    Reads what was not read yet. Never overwrites: where a case.yaml stands, the draft goes to case.draft.yaml.
    """
    from talleyrand.project import steps
    from talleyrand.project.drafting import write_draft

    project = open_project(folder)
    with progress("reading") as step:
        steps.read(project, progress=step)
    path, case = write_draft(project)
    counts = {
        "parties": len(case.parties),
        "issues": len(case.issues),
        "estimates": sum(1 for _ in case.estimates()),
        "cited": sum(1 for _, e in case.estimates() if not e.assumed),
        "options": len(case.options),
    }
    if as_json:
        json_answer({"file": str(path), "counts": counts})
        return
    say(
        f"{path}: {counts['parties']} parties, {counts['issues']} issues, {counts['estimates']} estimates "
        f"({counts['cited']} cited, the rest on stated assumptions), {counts['options']} options"
    )
    note("every estimate is marked as drafted; correct it, then: talleyrand check, talleyrand solve")
