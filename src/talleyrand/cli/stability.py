"""``talleyrand stability``."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talleyrand.cli.common import json_option, note, say
from talleyrand.errors import InputError, Problem, SolverError

if TYPE_CHECKING:
    from talleyrand.analyses.plain_conflict import PlainConflict
    from talleyrand.solvers.graph_model import StabilityResult

_PATH = click.Path(path_type=Path)


@click.command("stability", epilog="Example: talleyrand stability chicken.json --graphml chicken.graphml")
@click.argument("file", type=_PATH)
@click.option("--csv", "to_csv", type=_PATH, help="Write a line for each state: ranks, stabilities, equilibria.")
@click.option("--graphml", "to_graphml", type=_PATH, help="Write the graph of moves, equilibria marked.")
@click.option("--json-file", type=_PATH, help="Write the same as the CSV, and the options, as JSON.")
@click.option("--as-case", type=_PATH, help="Write the conflict as a case.yaml for a project.")
@click.option(
    "--why", type=click.IntRange(1), metavar="STATE", help="Say who leaves a state, or what holds each there."
)
@json_option
def command(file: Path, why: int | None, as_json: bool, **exports: Path | None) -> None:
    """Print the equilibria of a conflict in a plain file: Nash, GMR, SMR, SEQ and SIM.

    FILE is JSON, one conflict or a list of them: decision_makers, options (name, owner, direction), states (Y and N)
    and payoffs; or YAML in the form of cases/graph_model. States are numbered from 1 in the file's order. With --json
    one object a line.
    """
    conflicts = _read(file)
    wanted = {kind: path for kind, path in exports.items() if path is not None}
    if len(conflicts) > 1 and wanted:
        remedy = "put the one you want into a file of its own"
        raise InputError(Problem(f"holds {len(conflicts)} conflicts; an export takes one", str(file), remedy=remedy))
    for conflict in conflicts:
        found, seconds = _solved(conflict, file)
        _tell(conflict, found, seconds, _reasons(conflict, found, why, file), as_json)
        for kind, path in wanted.items():
            _write(path, _exported(kind, conflict, found, file))


def _read(file: Path) -> tuple[PlainConflict, ...]:
    if file.suffix.casefold() in (".yaml", ".yml"):
        from talleyrand.analyses.published_conflict import read_published

        return (read_published(file),)
    from talleyrand.analyses.plain_conflict import read_conflicts

    return read_conflicts(file)


def _solved(conflict: PlainConflict, file: Path) -> tuple[StabilityResult, float]:
    from talleyrand.solvers.graph_model import solve

    start = time.perf_counter()
    try:
        return solve(conflict.game()), time.perf_counter() - start
    except SolverError as error:
        raise InputError(Problem(str(error), file=str(file), where=conflict.name)) from error


def _exported(kind: str, conflict: PlainConflict, found: StabilityResult, file: Path) -> str:
    """Return the text of one export; see the options of the command for the kinds."""
    from talleyrand.analyses import conflict_as_case, stability_export
    from talleyrand.case.write import dump_case

    makers = conflict.decision_makers
    forms: dict[str, Callable[[], str]] = {
        "to_csv": lambda: stability_export.to_csv(found, makers),
        "json_file": lambda: stability_export.to_json(found, makers),
        "to_graphml": lambda: stability_export.to_graphml(found, makers),
        "as_case": lambda: dump_case(conflict_as_case.as_case(conflict, found.game)),
    }
    try:
        return forms[kind]()
    except SolverError as error:
        raise InputError(Problem(str(error), file=str(file))) from error


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(Problem(f"cannot be written ({error.strerror})", file=str(path))) from error
    note(f"wrote {path}")


def _reasons(
    conflict: PlainConflict, found: StabilityResult, why: int | None, file: Path
) -> dict[str, dict[str, str]] | None:
    """Return for every concept and decision maker a sentence on one state; None where none is asked for."""
    if why is None:
        return None
    if why > found.game.n_states:
        raise InputError(Problem(f"{conflict.name} has states 1 to {found.game.n_states}, no state {why}", str(file)))
    makers = conflict.decision_makers
    return {
        concept: {maker: found.why(n, why - 1, concept, makers) for n, maker in enumerate(makers)}
        for concept in found.concepts
    }


def _tell(
    conflict: PlainConflict,
    found: StabilityResult,
    seconds: float,
    reasons: dict[str, dict[str, str]] | None,
    as_json: bool,
) -> None:
    from talleyrand.analyses.plain_conflict import equilibria

    states = equilibria(found)
    if as_json:
        told = {"name": conflict.name, "equilibria": states, "seconds": round(seconds, 6)}
        say(json.dumps(told | ({"why": reasons} if reasons else {})))
        return
    say(f"{conflict.title or conflict.name}: {len(conflict.states)} states")
    for concept, numbers in states.items():
        shown = ", ".join(f"{state} {conflict.states[state - 1]}" for state in numbers) or "none"
        say(f"  {_short(concept):<5} {shown}")
        for sentence in (reasons or {}).get(concept, {}).values():
            say(f"        {sentence}")


def _short(concept: str) -> str:
    return "Nash" if concept == "nash" else concept.upper()
