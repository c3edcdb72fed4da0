"""``talleyrand settlement``."""

from __future__ import annotations

from pathlib import Path

import click

from talleyrand.cli.common import json_answer, json_option, say


@click.command("settlement", epilog="Example: talleyrand settlement positions.csv --json")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def command(file: Path, as_json: bool) -> None:
    """Print where bargaining lands by compromise, weighted median and contest, with and without each factor.

    FILE is a CSV with the columns party, position and, as far as there are, capability, salience and issue; or with a
    block of columns an issue, such as toll position and toll salience.
    """
    from talleyrand.analyses.plain_settlement import read_positions, settlements

    found = settlements(read_positions(file))
    if as_json:
        json_answer({"issues": found})
        return
    for issue, outcomes in found.items():
        say(issue)
        for method, value in outcomes["variants"].items():
            say(f"  {method:<32} {_figure(value)}")
        rounds = " -> ".join(_figure(value) for value in outcomes["contest"])
        say(f"  {'contest, median by round':<32} {rounds}")


def _figure(value: float | None) -> str:
    return "nobody counts" if value is None else f"{value:.5g}"
