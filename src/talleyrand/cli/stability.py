"""``talleyrand stability``."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talleyrand.cli.common import json_option, say
from talleyrand.errors import InputError, Problem, SolverError

if TYPE_CHECKING:
    from talleyrand.analyses.plain_conflict import PlainConflict


@click.command("stability", epilog="Example: talleyrand stability chicken.json")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def command(file: Path, as_json: bool) -> None:
    """Print the equilibria of a conflict in a plain JSON file: Nash, GMR, SMR, SEQ and SIM.

    FILE holds one conflict or a list of them: decision_makers, options (name, owner, direction), states (Y and N) and
    payoffs. States are numbered from 1 in the file's order. With --json one object a line.
    """
    from talleyrand.analyses.plain_conflict import equilibria, read_conflicts
    from talleyrand.solvers.graph_model import solve

    for conflict in read_conflicts(file):
        start = time.perf_counter()
        try:
            found = equilibria(solve(conflict.game()))
        except SolverError as error:
            raise InputError(Problem(str(error), file=str(file), where=conflict.name)) from error
        seconds = time.perf_counter() - start
        if as_json:
            say(json.dumps({"name": conflict.name, "equilibria": found, "seconds": round(seconds, 6)}))
        else:
            _show(conflict, found)


def _show(conflict: PlainConflict, found: dict[str, list[int]]) -> None:
    say(f"{conflict.title or conflict.name}: {len(conflict.states)} states")
    for concept, states in found.items():
        name = "Nash" if concept == "nash" else concept.upper()
        shown = ", ".join(f"{state} {conflict.states[state - 1]}" for state in states) or "none"
        say(f"  {name:<5} {shown}")
