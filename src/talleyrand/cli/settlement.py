"""``talleyrand settlement``."""

from __future__ import annotations

from pathlib import Path

import click

from talleyrand.cli.common import json_answer, json_option, say


@click.command("settlement", epilog="Example: talleyrand settlement positions.csv --json")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def command(file: Path, as_json: bool) -> None:
    """Print where bargaining lands by compromise and weighted median, with and without each factor.

    FILE is a CSV with the columns party, position and, as far as there are, capability, salience and issue.
    """
    from talleyrand.analyses.plain_settlement import read_positions, settlements

    found = settlements(read_positions(file))
    if as_json:
        json_answer({"settlements": found})
        return
    for issue, outcomes in found.items():
        say(issue)
        for method, value in outcomes.items():
            say(f"  {method:<32} {value:.5g}")
