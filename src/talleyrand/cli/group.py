"""The group of commands, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from talleyrand.cli.commands import COMMANDS
from talleyrand.errors import InputError, Problem, TalleyrandError, did_you_mean

FINDINGS, USAGE, INTERRUPTED = 1, 2, 130


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called; its help comes from the table alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            meant = did_you_mean(args[0], COMMANDS) or "talleyrand --help lists them"
            raise click.UsageError(f'there is no command "{args[0]}"; {meant}', ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Each command has --help with an example. Exit codes: 0 fine, 1 findings about your input, 2 wrong usage.",
)
@click.version_option(package_name="talleyrand")
def talleyrand() -> None:
    """Read the reporting on a negotiation and write a brief that can be checked line by line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 fine, 1 findings about the input, 2 wrong usage, 130 interrupted. Messages go to stderr; with ``--json`` the
    error goes to stdout as ``{"error": {"kind", "problems": [...]}}``.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in arguments
    try:
        code = talleyrand.main(args=arguments, prog_name="talleyrand", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        _tell_usage(error, as_json)
        return USAGE
    except click.ClickException as error:
        _tell("usage", [Problem(error.format_message())], as_json)
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        _tell("interrupted", [Problem("interrupted; nothing is lost: what was finished is on the disk")], as_json)
        return INTERRUPTED
    except TalleyrandError as error:
        _tell(_kind(error), _problems(error), as_json)
        return FINDINGS
    except BrokenPipeError:
        # Whoever read our output has heard enough; give the interpreter something to flush into.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _tell("system", [_system_problem(error)], as_json)
        return FINDINGS
    except MemoryError:
        _tell("system", [Problem("out of memory", remedy="give the command less at a time")], as_json)
        return FINDINGS
    return code if isinstance(code, int) else 0


def _kind(error: TalleyrandError) -> str:
    return type(error).__name__.removesuffix("Error").lower()


def _problems(error: TalleyrandError) -> list[Problem]:
    return list(error.problems) if isinstance(error, InputError) else [Problem(str(error))]


def _system_problem(error: OSError) -> Problem:
    from talleyrand.project.files import folder_error

    return Problem(str(folder_error(error.filename or "the output", error)))


def _tell_usage(error: click.UsageError, as_json: bool) -> None:
    command = error.ctx.command_path if error.ctx else "talleyrand"
    remedy = f"{command} --help shows how it is called"
    _tell("usage", [Problem(error.format_message().rstrip("."), remedy=remedy)], as_json)


def _tell(kind: str, problems: Sequence[Problem], as_json: bool) -> None:
    if as_json:
        error = {"kind": kind, "problems": [problem.as_json() for problem in problems]}
        click.echo(json.dumps({"error": error}, ensure_ascii=False))
        return
    for problem in problems:
        click.echo(f"talleyrand: {problem}", err=True)
