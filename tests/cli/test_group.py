import json
import subprocess
import sys

import click
import pytest

from talleyrand.cli.commands import COMMANDS
from talleyrand.cli.group import LazyGroup, main, talleyrand
from talleyrand.errors import CaseError, FolderError, Problem, TooLargeError

HEAVY = ("numpy", "scipy", "spacy", "pydantic", "rich", "networkx", "trafilatura", "lxml", "ruamel", "jinja2")


def commands():
    context = click.Context(talleyrand)
    assert isinstance(talleyrand, LazyGroup)
    return {name: talleyrand.get_command(context, name) for name in COMMANDS}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["read", "--help"], ["new", "--help"]])
def test_help_imports_nothing_heavy(arguments):
    code = (
        "import sys\n"
        "from talleyrand.cli import main\n"
        f"assert main({arguments!r}) == 0\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert done.stdout


def test_the_table_and_the_commands_agree():
    for name, command in commands().items():
        assert command is not None and command.name == name
        assert command.help, name


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_an_example_and_json(name, capsys):
    assert main([name, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"talleyrand {name}" in out.replace("\n", " ").split("Example:")[1]
    assert "--json" in out


def test_the_help_lists_every_command(capsys):
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["raed"], 'did you mean "read"'),
        (["nonsense"], "--help lists them"),
        (["read", "--outlte", "x"], "--outlet"),
        (["new"], "Missing argument"),
        (["read", "x.txt", "--published", "June"], "2018-06-08"),
        (["export", "--format", "xml"], "csv"),
    ],
)
def test_wrong_usage_is_2_and_says_what_would_work(arguments, message, capsys):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and message in err
    assert main([*arguments, "--json"]) == 2
    out, err = capsys.readouterr()
    assert err == ""
    error = json.loads(out)["error"]
    assert error["kind"] == "usage" and message in " ".join(str(v) for v in error["problems"][0].values())


def failing(error: BaseException) -> None:
    @click.command()
    @click.option("--json", "as_json", is_flag=True)
    def command(as_json: bool) -> None:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "kind", "words"),
    [
        (CaseError([Problem("a", "c.yaml", 3, 4, remedy="b"), Problem("d")]), 1, "case", "c.yaml:3:4: a; b"),
        (FolderError("p: locked"), 1, "folder", "p: locked"),
        (TooLargeError("too many states"), 1, "toolarge", "too many states"),
        (OSError(28, "No space left on device", "x"), 1, "system", "make room"),
        (PermissionError(13, "Permission denied", "x"), 1, "system", "chmod"),
        (MemoryError(), 1, "system", "memory"),
        (KeyboardInterrupt(), 130, "interrupted", "nothing is lost"),
        (click.Abort(), 130, "interrupted", "nothing is lost"),
    ],
)
def test_every_error_is_a_message_without_a_traceback(error, code, kind, words, capsys, monkeypatch):
    monkeypatch.setattr(talleyrand, "get_command", lambda context, name: failing(error))
    assert main(["read"]) == code
    out, err = capsys.readouterr()
    assert out == "" and words in err and "Traceback" not in err
    assert main(["read", "--json"]) == code
    out, err = capsys.readouterr()
    assert err.strip() == "" and json.loads(out)["error"]["kind"] == kind
    keys = {"severity", "message", "file", "line", "column", "where", "remedy"}
    assert all(set(p) == keys for p in json.loads(out)["error"]["problems"])


def test_a_reader_that_stops_listening_is_no_error(tmp_path):
    done = subprocess.run(
        f"{sys.executable} -c 'from talleyrand.cli import main; import sys; sys.exit(main([\"--help\"]))' | true",
        shell=True,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
