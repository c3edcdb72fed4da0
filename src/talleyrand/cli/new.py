"""``talleyrand new``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from talleyrand.cli.common import DateType, json_answer, json_option, say


@click.command(
    "new",
    epilog="Example: talleyrand new gulf-talks --title 'Gulf talks, spring round'",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Title of the project [default: the folder's name].")
@click.option("--as-of", type=DateType(), help="The day that the project looks at, like 2018-06-08.")
@click.option("--seed", type=int, default=1814, show_default=True, help="Seed of all sampling.")
@json_option
def command(folder: Path, title: str | None, as_of: date | None, seed: int, as_json: bool) -> None:
    """Make a project folder."""
    from talleyrand.project.folder import Project

    project = Project.create(folder, title or folder.absolute().name, as_of, seed)
    if as_json:
        json_answer({"project": str(project.root), "title": project.config.title})
        return
    say(f"created {folder}/")
    say(f"next: cd {folder} && talleyrand add REPORT...")
