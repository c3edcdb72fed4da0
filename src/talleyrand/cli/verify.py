"""``talleyrand verify``."""

from __future__ import annotations

from pathlib import Path

import click

from talleyrand.cli.common import folder_argument, json_answer, json_option, note, open_project, say
from talleyrand.errors import Problem


@click.command("verify", epilog="Example: talleyrand verify gulf-talks")
@folder_argument
@json_option
@click.pass_context
def command(ctx: click.Context, folder: Path | None, as_json: bool) -> None:
    """Check that everything in a project still stands on its words.

    Sources against their digests, records against the words at their offsets and against what was read, decisions,
    the citations of the case, results and briefs against the case that they came from. Exit code 0 means that every
    line stands.
    """
    from talleyrand.project.verify import verify

    report = verify(open_project(folder))
    if as_json:
        problems = [problem.as_json() for problem in report.problems]
        json_answer({"stands": report.stands, "counts": report.counts, "problems": problems})
    else:
        for problem in report.problems:
            note(_line(problem))
        checked = ", ".join(f"{n:,} {name}" for name, n in report.counts.items())
        errors = sum(p.severity == "error" for p in report.problems)
        say(f"everything stands: {checked}" if report.stands else f"{errors:,} things do not stand ({checked} checked)")
    ctx.exit(0 if report.stands else 1)


def _line(problem: Problem) -> str:
    return str(problem) if problem.severity == "error" else f"{problem.severity}: {problem}"
