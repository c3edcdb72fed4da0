"""What commands share: options, output, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from talleyrand.errors import Problem

if TYPE_CHECKING:
    from talleyrand.project.folder import Project

json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON on stdout.")

project_option = click.option(
    "-p",
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    help="The project folder [default: the current one or the nearest above it].",
)

scenario_option = click.option("--scenario", help="Name of a file in scenarios/ that is laid over the case.")


def folder_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command name its project as an argument or by ``-p``; it gets either as `folder`."""

    @wraps(command)
    def with_folder(place: Path | None, **arguments: Any) -> Any:
        return command(folder=place or arguments.pop("folder"), **{k: v for k, v in arguments.items() if k != "folder"})

    with_folder = click.argument("place", required=False, metavar="[FOLDER]", type=click.Path(path_type=Path))(
        with_folder
    )
    return project_option(with_folder)


class DateType(click.ParamType[date]):
    """A day, written as 2018-06-08."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f'"{value}" is no day; write it like 2018-06-08', param, ctx)


_METADATA = (
    ("--published", DateType(), "Day of publication, like 2018-06-08: relative dates are resolved against it."),
    ("--title", str, "Title, where the report has none."),
    ("--author", str, "Author."),
    ("--outlet", str, "Who published the report."),
)


def metadata_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--outlet``, ``--author``, ``--title`` and ``--published``; the command gets them as one `given`."""

    @wraps(command)
    def with_metadata(**arguments: Any) -> Any:
        from talleyrand.reading.received import Metadata

        names = [name.removeprefix("--") for name, _, _ in _METADATA]
        return command(given=Metadata(**{name: arguments.pop(name) for name in names}), **arguments)

    for name, kind, text in _METADATA:
        with_metadata = click.option(name, type=kind, help=text)(with_metadata)
    return with_metadata


def open_project(folder: Path | None) -> Project:
    """Open the project that a command is about."""
    from talleyrand.project.folder import Project

    return Project.open(folder)


def say(words: str) -> None:
    """Write one line of the answer."""
    click.echo(words)


def note(words: str) -> None:
    """Write one line beside the answer, on stderr."""
    click.echo(words, err=True)


def note_problems(problems: Iterable[Problem]) -> None:
    """Write problems on stderr, one a line."""
    for problem in problems:
        note(f"{problem.severity}: {problem}")


def contradictions_words(found: int, undecided: int) -> str:
    """Say how many records contradict each other, and where that is decided.

    Examples
    --------
    >>> contradictions_words(3, 1)
    '3 contradictions in the evidence, 1 undecided: talleyrand open, then Evidence, Contradictions'
    """
    where = ": talleyrand open, then Evidence, Contradictions" if undecided else ""
    return f"{found} contradiction{'' if found == 1 else 's'} in the evidence, {undecided or 'none'} undecided{where}"


def json_lines(values: Iterable[Mapping[str, Any]]) -> None:
    """Write values as JSON, one a line."""
    for value in values:
        click.echo(json.dumps(value, ensure_ascii=False))


def json_answer(value: Mapping[str, Any]) -> None:
    """Write one answer as indented JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show a bar on stderr while work goes on, where stderr is a terminal; yield what is told of each step.

    Examples
    --------
    >>> with progress("reading") as step:
    ...     step(0, 2, "first.txt")
    """
    if not sys.stderr.isatty():
        yield lambda done, total, words: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[words]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, words="")
        yield lambda done, total, words: bar.update(task, completed=done, total=total, words=words[:60])
