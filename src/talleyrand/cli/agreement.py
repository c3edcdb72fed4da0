"""``talleyrand agreement``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from talleyrand.cli.common import folder_argument, json_answer, json_option, open_project, say

if TYPE_CHECKING:
    from talleyrand.solvers.reliability import Reliability

_LISTED = 20


@click.command("agreement", epilog="Example: talleyrand agreement gulf-talks")
@folder_argument
@click.option("--all", "everything", is_flag=True, help=f"List all disagreements, not the first {_LISTED}.")
@json_option
def command(folder: Path | None, everything: bool, as_json: bool) -> None:
    """Say how far the reviewers of a project agree: Krippendorff's alpha, with the records on which they differ.

    Counts what each said of a record (accept, edit, reject, merge) without sight of what others had said: first
    decisions, and second readings made in the workbench under another name.
    """
    from talleyrand.evidence.reviewers import SAID
    from talleyrand.project.agreement import agreement

    project = open_project(folder)
    found = agreement(project.ledger(), project.config.seed)
    if as_json:
        json_answer(found.as_json())
        return
    names = ", ".join(f"{name} ({count})" for name, count in found.reviewers.items())
    say(f"reviewers: {names or 'nobody has decided on a record yet'}")
    if not found.overall.units:
        say("no record was read by two; a second reviewer says: talleyrand open --as NAME, then Second reading")
        return
    for kind, value in {"all records": found.overall, **found.by_kind}.items():
        say(f"{kind:<14}{_line(value)}")
    listed = found.disagreements if everything else found.disagreements[:_LISTED]
    for reading in listed:
        verdicts = ", ".join(f"{name}: {SAID[d.verdict]}" for name, d in sorted(reading.verdicts.items()))
        settled = f", settled by {reading.settled.by}: {SAID[reading.settled.verdict]}" if reading.settled else ""
        say(f"  {reading.record}  {verdicts}{settled}")
    if len(listed) < len(found.disagreements):
        say(f"  and {len(found.disagreements) - len(listed)} more (--all)")


def _line(value: Reliability) -> str:
    read = f"{value.units} read by two"
    if value.alpha is None:
        return f"alpha not defined (all verdicts are the same), {read}"
    between = f" ({value.interval[0]:.2f} to {value.interval[1]:.2f})" if value.interval else ""
    return f"alpha {value.alpha:.2f}{between}, {read}"
