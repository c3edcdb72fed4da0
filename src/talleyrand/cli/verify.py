"""``talleyrand verify``."""

from __future__ import annotations

from pathlib import Path

import click

from talleyrand.cli.common import json_answer, json_option, note, open_project, say
from talleyrand.errors import Problem

PAGES = (".html", ".htm")


@click.command("verify", epilog="Example: talleyrand verify gulf-talks, or: talleyrand verify brief.html")
@click.argument("place", type=click.Path(path_type=Path), required=False, metavar="[FOLDER|BRIEF.html]")
@json_option
@click.pass_context
def command(ctx: click.Context, place: Path | None, as_json: bool) -> None:
    """Check that everything in a project, or in a brief, still stands on its words.

    A project: sources against their digests, records against the words at their offsets and against what was read,
    decisions, citations of the case; results are computed anew, the brief is set anew. A brief whose project lies
    beside it (NAME.project for NAME.html): the same, and the page against the project. A brief alone: only whether
    it agrees with itself. Exit code 0 means that every line stands.
    """
    from talleyrand.project.verify import verify

    beside = None
    if place is not None and place.suffix.lower() in PAGES:
        from talleyrand.project.verify_page import ALONE, verify_page

        checked = verify_page(place)
        report, beside = checked.report, checked.project.root.name if checked.project else ALONE
    else:
        report = verify(open_project(place))
    if as_json:
        problems = [problem.as_json() for problem in report.problems]
        json_answer({"stands": report.stands, "checked": beside, "counts": report.counts, "problems": problems})
    else:
        for problem in report.problems:
            note(_line(problem))
        counted = ", ".join(f"{n:,} {name.removesuffix('s') if n == 1 else name}" for name, n in report.counts.items())
        errors = sum(p.severity == "error" for p in report.problems)
        fallen = "1 thing does" if errors == 1 else f"{errors:,} things do"
        say(f"everything stands: {counted}" if report.stands else f"{fallen} not stand ({counted} checked)")
        if beside is not None:
            say(f"the page was checked against {beside}" if beside != ALONE else f"the page was {beside}.")
    ctx.exit(0 if report.stands else 1)


def _line(problem: Problem) -> str:
    return str(problem) if problem.severity == "error" else f"{problem.severity}: {problem}"
