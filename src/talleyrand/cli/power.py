"""``talleyrand power``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from talleyrand.cli.common import json_answer, json_option, say
from talleyrand.errors import InputError, Problem, SolverError

COLUMNS = {
    "shapley_shubik": "Shapley–Shubik",
    "banzhaf": "Banzhaf",
    "coleman_prevent": "to prevent",
    "coleman_initiate": "to initiate",
    "deegan_packel": "Deegan–Packel",
    "holler": "Holler",
}


@click.command("power", epilog="Example: talleyrand power council.json --fractions")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--fractions", is_flag=True, help="Exact fractions instead of decimals; a thousand members take minutes.")
@json_option
def command(file: Path, fractions: bool, as_json: bool) -> None:
    """Print the voting power of every member under a decision rule in a plain JSON file.

    FILE holds rules (each a quota and weights), vetoes, minimum_size, blocking_minority and, if wanted, members.
    """
    from talleyrand.analyses.plain_power import power_of, read_rule

    rule = read_rule(file)
    try:
        answer = power_of(rule, fractions=fractions)
    except SolverError as error:
        raise InputError(Problem(str(error), file=str(file))) from error
    if as_json:
        json_answer(answer)
        return
    shown = {key: words for key, words in COLUMNS.items() if key in answer}
    say(f"{'member':<24}" + "".join(f"{words:>16}" for words in shown.values()))
    for n, member in enumerate(answer["members"]):
        say(f"{member:<24}" + "".join(f"{_cell(answer[key][n]):>16}" for key in shown))
    if not answer["exact"]:
        say(f"worked out in floating point, Shapley–Shubik within {answer['error']:.0e}; exactly: --fractions")


def _cell(share: Any) -> str:
    return share if isinstance(share, str) else f"{share:.6f}"
