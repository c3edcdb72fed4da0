"""``talleyrand export``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from talleyrand.cli.common import json_answer, json_option, open_project, project_option, say

_FORMAT = "Form of the output [default: by the ending of --output, else jsonl]."


@click.command("export", epilog="Example: talleyrand export --format csv --output records.csv")
@click.option("--format", "kind", type=click.Choice(["csv", "jsonl"]), help=_FORMAT)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="[default: stdout]")
@click.option("--accepted", is_flag=True, help="Only records that a person accepted.")
@project_option
@json_option
def command(
    kind: Literal["csv", "jsonl"] | None, output: Path | None, accepted: bool, folder: Path | None, as_json: bool
) -> None:
    """Write a project's records as CSV or JSON lines.

    Records stand as reviewers left them; rejected ones are left out. In CSV, a cell that a spreadsheet would run as a
    formula begins with an apostrophe; JSON lines hold the exact words.
    """
    from talleyrand.project.export import as_csv, as_json_lines, chosen
    from talleyrand.project.files import write

    project = open_project(folder)
    kind = kind or ("csv" if output is not None and output.suffix.lower() == ".csv" else "jsonl")
    text = as_csv(project, accepted) if kind == "csv" else as_json_lines(project, accepted)
    if output is None:
        click.echo(text, nl=False)
        return
    write(output, text.encode())
    count = len(chosen(project.ledger(), accepted))
    if as_json:
        json_answer({"file": str(output), "records": count})
    else:
        say(f"wrote {count:,} records to {output}")
