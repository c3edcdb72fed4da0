"""``talleyrand open``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from talleyrand.cli.common import folder_argument, json_answer, json_option, note, open_project, say


@click.command("open", epilog="Example: talleyrand open gulf-talks")
@folder_argument
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port [default: a free one].")
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
@click.option(
    "--as", "--reviewer", "reviewer", help="The name that decisions bear [default: your name in git, or here]."
)
@json_option
def command(folder: Path | None, port: int, no_browser: bool, reviewer: str | None, as_json: bool) -> None:
    """Work on a project in the browser: sources, evidence, case, analyses, brief.

    Serves this machine only. Ctrl-C ends it; everything decided is on the disk already.
    """
    from talleyrand.workbench.serve import serve

    project = open_project(folder)

    def ready(address: str) -> None:
        if as_json:
            json_answer({"address": address, "project": str(project.root)})
        else:
            say(address)
        note(f"{project.config.title}: {project.root}\nCtrl-C ends it")
        sys.stdout.flush()
        if not no_browser and _has_display():
            click.launch(address)

    serve(project.root, port, reviewer, ready)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
