"""``talleyrand solve``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from talleyrand.cli.common import (
    folder_argument,
    json_answer,
    json_option,
    note,
    open_project,
    progress,
    say,
    scenario_option,
)

if TYPE_CHECKING:
    from talleyrand.analyses.result import Result


@click.command("solve", epilog="Example: talleyrand solve gulf-talks --only seat --only settlement")
@folder_argument
@scenario_option
@click.option("--only", multiple=True, metavar="ANALYSIS", help="Run this analysis; may be given several times.")
@click.option(
    "--draws", type=click.IntRange(1, 1_000_000), default=1024, show_default=True, help="Input combinations tried."
)
@json_option
def command(folder: Path | None, scenario: str | None, only: tuple[str, ...], draws: int, as_json: bool) -> None:
    """Run the analyses on a project's case and keep their results.

    An analysis that lacks something says what, and the others run.
    """
    from talleyrand.project.solving import solve

    project = open_project(folder)
    with progress("solving") as step:
        solved = solve(project, scenario, only, draws, step)
    if as_json:
        json_answer({"inputs": solved.inputs, "results": [r.model_dump(mode="json") for r in solved.results]})
        return
    for result in solved.results:
        _show(result)
    note(f"kept in {project.results_dir.name}/{solved.file_name}; next: talleyrand brief")


def _show(result: Result) -> None:
    if result.missing:
        say(f"– {result.analysis}: {'; '.join(result.missing)}")
        return
    say(f"✓ {result.analysis}: {result.title}")
    for finding in sorted(result.findings, key=lambda f: f.rank):
        held = finding.survival
        share = f"  [{held.held:,} of {held.tried:,}]" if held else ""
        say(f"    {finding.id}{share}\n      {finding.text}")
