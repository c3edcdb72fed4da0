"""``talleyrand actors``."""

from __future__ import annotations

from pathlib import Path

import click

from talleyrand.cli.common import folder_argument, json_answer, json_option, open_project, say

_NAMES = 5


@click.command("actors", epilog="Example: talleyrand actors gulf-talks --yaml > gulf-talks/actors.yaml")
@folder_argument
@click.option("--yaml", "as_file", is_flag=True, help="What was decided on them, in the form of actors.yaml.")
@json_option
def command(folder: Path | None, as_file: bool, as_json: bool) -> None:
    """List the actors of all reports of a project, with the names that each goes by, and those that may be one.

    Merging, splitting and renaming is done in the workbench (Evidence, Actors).
    """
    from talleyrand.evidence.own_actors import as_yaml
    from talleyrand.evidence.who_is_who import RULES, candidates, figures

    ledger = open_project(folder).ledger()
    found = figures(ledger.reviewed.values())
    if as_file:
        click.echo(as_yaml(found, ledger.identities), nl=False)
        return
    pairs = candidates(found, ledger.identities.apart)
    if as_json:
        json_answer({"actors": [f.as_json() for f in found.values()], "may_be_one": [c.as_json() for c in pairs]})
        return
    for figure in found.values():
        names = list(dict.fromkeys(words for words, _ in figure.names if words != figure.name))
        more = f", and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
        also = f": {', '.join(names[:_NAMES])}{more}" if names else ""
        say(f"{figure.name} ({figure.party or 'no party'}), {len(figure.documents)} reports{also}")
    for pair in pairs:
        say(f"may be one: {found[pair.one].name} and {found[pair.into].name} ({RULES[pair.rule]})")
