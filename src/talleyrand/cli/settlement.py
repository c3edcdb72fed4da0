"""``talleyrand settlement``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from talleyrand.cli.common import json_answer, json_option, say


@click.command("settlement", epilog="Example: talleyrand settlement positions.csv --json")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def command(file: Path, as_json: bool) -> None:
    """Print where bargaining lands by compromise, weighted median and contest, with and without each factor.

    FILE is a CSV with the columns party, position and, as far as there are, capability, salience and issue; or with a
    block of columns an issue, such as toll position and toll salience. Several issues are contested together as well.
    """
    from talleyrand.analyses.plain_settlement import read_positions, settlements, together

    rows = read_positions(file)
    found, joint = settlements(rows), together(rows)
    if as_json:
        json_answer({"issues": found} | ({"together": joint} if joint else {}))
        return
    for issue, outcomes in found.items():
        say(issue)
        for method, value in outcomes["variants"].items():
            say(f"  {method:<32} {_figure(value)}")
        say(f"  {'contest, median by round':<32} {_course(outcomes['contest'])}")
        if "condorcet" in outcomes:
            say(f"  {'Condorcet contest, mean by round':<32} {_course(outcomes['condorcet'])}")
    if joint:
        _say_together(joint)


def _say_together(joint: dict[str, Any]) -> None:
    ended = "rests" if joint["rests"] else "has not come to rest"
    say(f"all issues together: the Condorcet contest {ended} after {joint['rounds']} rounds")
    say(f"  {'whose position beats all others':<32} at the start, at the end")
    for party, chances in joint["chances"].items():
        ends = [f"{chance:.0%}" if chance is not None else "no position on some issue" for chance in chances]
        say(f"  {party:<32} {ends[0]}" + (f", {ends[-1]}" if chances[0] is not None else ""))


def _course(values: Iterable[float | None]) -> str:
    return " -> ".join(_figure(value) for value in values)


def _figure(value: float | None) -> str:
    return "nobody counts" if value is None else f"{value:.5g}"
