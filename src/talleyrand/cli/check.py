"""``talleyrand check``."""

from __future__ import annotations

from pathlib import Path

import click

from talleyrand.cli.common import (
    contradictions_words,
    folder_argument,
    json_answer,
    json_option,
    note,
    open_project,
    say,
    scenario_option,
)


@click.command("check", epilog="Example: talleyrand check gulf-talks --scenario no-deal")
@folder_argument
@scenario_option
@json_option
@click.pass_context
def command(ctx: click.Context, folder: Path | None, scenario: str | None, as_json: bool) -> None:
    """Say everything that is wrong with a project's case, each with its file, line and remedy.

    Errors stop the analyses; gaps and warnings do not. Exit code 1 where there is an error.
    """
    from talleyrand.case.check import summary
    from talleyrand.project.solving import check_project

    project = open_project(folder)
    problems = check_project(project, scenario)
    ledger = project.ledger()
    found, undecided = len(ledger.contradictions), ledger.undecided()
    failed = any(problem.severity == "error" for problem in problems)
    if as_json:
        told = {"problems": [p.as_json() for p in problems], "summary": summary(problems)}
        json_answer({**told, "contradictions": {"found": found, "undecided": undecided}})
    else:
        for problem in problems:
            say(f"{problem}" if problem.severity == "error" else f"{problem} ({problem.severity})")
        say(summary(problems))
        if found:
            note(contradictions_words(found, undecided))
    ctx.exit(1 if failed else 0)
