"""``talleyrand exchange``."""

from __future__ import annotations

from pathlib import Path

import click

from talleyrand.cli.common import json_answer, json_option, say
from talleyrand.errors import InputError, Problem, SolverError


@click.command("exchange", epilog="Example: talleyrand exchange positions.txt --json")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def command(file: Path, as_json: bool) -> None:
    """Print the trades of equal gain over a plain tab-separated file, and what they do to the outcomes.

    FILE has a line for each party (#A NAME), issue (#P NAME), end of a scale (#M ISSUE NUMBER, twice) and position
    (#D PARTY ISSUE POSITION SALIENCE CAPABILITY), with tabs between.
    """
    from talleyrand.analyses.plain_exchange import as_answer, read_exchange, traded

    given = read_exchange(file)
    try:
        answer = as_answer(given, traded(given))
    except SolverError as error:
        raise InputError(Problem(str(error), file=str(file))) from error
    if as_json:
        json_answer(answer)
        return
    for trade in answer["trades"]:
        (i, j), (p, q), begin, end = trade["parties"], trade["issues"], trade["from"], trade["to"]
        say(
            f"{i} on {p} {begin[0]:.5g} -> {end[0]:.5g}, {j} on {q} {begin[1]:.5g} -> {end[1]:.5g}: {trade['gain']:.4g}"
        )
    say(f"{answer['executed']} trades carried out, {answer['candidates']} candidates")
    for issue, (before, after) in answer["outcomes"].items():
        say(f"  {issue:<32} " + ("nobody counts" if before is None else f"{before:8.4f} -> {after:8.4f}"))
