"""``talleyrand why``."""

from __future__ import annotations

from pathlib import Path

import click

from talleyrand.cli.common import json_answer, json_option, open_project, say, scenario_option

MOST = 5


@click.command(
    "why",
    epilog="Example: talleyrand why korea-2018 positions/RUS/sanctions_relief, or in the project: talleyrand why S7",
)
@click.argument("names", nargs=-1, required=True, metavar="[FOLDER] NAME")
@scenario_option
@click.option("--all", "everything", is_flag=True, help="Show all that carries a finding, not the weightiest five.")
@json_option
def command(names: tuple[str, ...], scenario: str | None, everything: bool, as_json: bool) -> None:
    """Walk from a figure, a finding or a record down to the words that it rests on.

    NAME is an address of the case (positions/RUS/sanctions_relief), a finding (seat/RUS/worth) or a record by its
    short name in the brief (S7) or its id.
    """
    from talleyrand.brief.trace import why
    from talleyrand.project.briefing import current_material

    if len(names) > 2:
        raise click.UsageError("give one name, after the project's folder where it is not the current one")
    project = open_project(Path(names[0]) if len(names) == 2 else None)
    links = why(current_material(project, scenario), names[-1], most=None if everything or as_json else MOST)
    if as_json:
        json_answer({"name": names[-1], "chain": [link.as_json() for link in links]})
        return
    for link in links:
        indent = "  " * link.depth
        say(f"{indent}{link.name:<8} {link.words}" if link.kind == "record" else f"{indent}{link.words}")
        if link.place:
            say(f"{indent}         {link.place}")
