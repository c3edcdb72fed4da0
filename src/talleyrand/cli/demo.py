"""``talleyrand demo``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talleyrand.cli.common import json_option, note, progress, say

if TYPE_CHECKING:
    from talleyrand.brief.outline import Brief


@click.command("demo", epilog="Example: talleyrand demo korea-2018")
@click.argument("name", required=False)
@click.option("--to", type=click.Path(path_type=Path), help="The folder to make [default: the case's name].")
@json_option
def command(name: str | None, to: Path | None, as_json: bool) -> None:
    """Copy a worked case, solve it and its scenarios, and write its brief.

    Without a NAME, lists the worked cases. Nothing is downloaded.
    """
    from talleyrand.cli.brief import tell
    from talleyrand.project.briefing import brief_json, write_brief
    from talleyrand.project.demo import copy_demo, demos
    from talleyrand.project.solving import all_scenarios, solve

    if name is None:
        for case in demos():
            say(case)
        return
    project = copy_demo(name, to or Path(name))
    scenarios = list(all_scenarios(project))
    with progress("solving") as step:
        for n, scenario in enumerate(scenarios):
            step(n, len(scenarios), scenario or "the case")
            solve(project, scenario)
        brief, path = write_brief(project)
    if as_json:
        say(brief_json(brief).decode().rstrip())
        return
    ledger = project.ledger()
    say(
        f"created {project.root.name}/  {len(brief.sources)} sources · {len(ledger.current())} records · "
        f"{len(brief.inputs)} inputs · {len(scenarios) - 1} scenarios"
    )
    tell(brief)
    root = to or Path(name)
    note(f"\nbrief: {path}  (open it in a browser)")
    note("try next:")
    for command_line, purpose in _next(root, brief, scenarios):
        note(f"  {command_line:<58} {purpose}")


def _next(root: Path, brief: Brief, scenarios: list[str | None]) -> Iterator[tuple[str, str]]:
    """Yield commands that work on this very case, with what each is for."""
    cited = next((r.address for r in brief.inputs if r.grounds == "cited" and r.address.startswith("positions/")), None)
    if cited:
        yield f"talleyrand why {root} {cited}", "from a figure down to the words"
    if brief.evidence:
        yield f"talleyrand why {root} {brief.evidence[0].alias}", "what rests on a record"
    yield f"talleyrand verify {root}", "check every line against its source"
    for scenario in scenarios[1:2]:
        yield f"talleyrand brief -p {root} --scenario {scenario}", "the same under another scenario"
