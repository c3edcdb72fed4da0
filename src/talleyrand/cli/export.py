"""``talleyrand export``."""

from __future__ import annotations

from pathlib import Path

import click

from talleyrand.cli.common import json_answer, json_option, open_project, project_option, say, scenario_option

_FORMAT = "Form of the output [default: by the ending of --output, else the first that there is]."
_WHAT = ("records", "estimates", "findings", "network", "stability", "brief", "sheet")
_FORMS = ("csv", "jsonl", "json", "md", "html", "graphml")


@click.command("export", epilog="Example: talleyrand export findings --output findings.csv")
@click.argument("what", type=click.Choice(_WHAT), default="records")
@click.option("--format", "kind", type=click.Choice(_FORMS), help=_FORMAT)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="[default: stdout]")
@click.option("--accepted", is_flag=True, help="Of records only those that a person accepted.")
@scenario_option
@project_option
@json_option
def command(
    what: str,
    kind: str | None,
    output: Path | None,
    accepted: bool,
    scenario: str | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    r"""Write what a project holds for other programs and people.

    \b
    records     as reviewers left them, as JSON lines or CSV
    estimates   everything that the case states, as CSV
    findings    of the analyses, with ranges and shares, as CSV
    network     parties, issues, ties and events, as GraphML
    stability   states and moves, as GraphML
    brief       as it was written last, as HTML, Markdown or JSON
    sheet       the same on one page, as HTML

    In CSV, a cell that a spreadsheet would run as a formula begins with an apostrophe; JSON lines hold the exact words.
    """
    from talleyrand.project.exports import Asked, export_of
    from talleyrand.project.files import write

    project = open_project(folder)
    export = export_of(what, kind or _by_ending(output))
    text = export.make(Asked(project, scenario, accepted))
    if output is None:
        click.echo(text, nl=False)
        return
    write(output, text.encode())
    if what == "records":
        from talleyrand.project.export import chosen

        count = len(chosen(project.ledger(), accepted))
        said, told = f"wrote {count:,} records to {output}", {"file": str(output), "records": count}
    else:
        said, told = f"wrote {what} to {output}", {"file": str(output), "what": what, "format": export.kind}
    if as_json:
        json_answer(told)
    else:
        say(said)


def _by_ending(output: Path | None) -> str | None:
    ending = output.suffix.lower().lstrip(".") if output is not None else ""
    return {"htm": "html"}.get(ending, ending) if ending in (*_FORMS, "htm") else None
