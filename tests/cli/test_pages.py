"""The reference pages name what there is: every command with its options, every kind of line with its keys."""

from pathlib import Path
from typing import get_args

import click
import pytest

from talleyrand.cli.commands import COMMANDS
from talleyrand.cli.group import talleyrand
from talleyrand.evidence.decision import Decision
from talleyrand.evidence.ledger_lines import ReadingMark
from talleyrand.evidence.records import AnyRecord
from talleyrand.project.sources import NOTE, TEXT
from tests.support.reports import project_with_records

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
GENERAL = {"--json", "--help", "--project", "--outlet", "--author", "--title", "--published"}


def section(page: str, heading: str) -> str:
    text = (REFERENCE / page).read_text("utf-8")
    assert f"\n{heading}\n" in text, f"{page} lacks {heading}"
    marks = heading.split(" ", maxsplit=1)[0] + " "
    return text.split(f"\n{heading}\n")[1].split(f"\n{marks}")[0]


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_a_section_that_names_its_options(name):
    words = section("commands.md", f"## `talleyrand {name}`")
    command = talleyrand.get_command(click.Context(talleyrand), name)
    assert command is not None
    options = {option for p in command.params if isinstance(p, click.Option) for option in p.opts if option[:2] == "--"}
    assert [o for o in sorted(options - GENERAL) if f"`{o}" not in words] == []


KINDS = {
    **{f"## {model.model_fields['type'].default}": model for model in get_args(get_args(AnyRecord)[0])},
    "### reading": ReadingMark,
    "### decision": Decision,
}


@pytest.mark.parametrize("heading", list(KINDS))
def test_every_kind_of_line_has_a_section_that_names_its_keys(heading):
    words = section("records.md", heading)
    assert [key for key in KINDS[heading].model_fields if key != "type" and f"`{key}`" not in words] == []


def test_the_document_line_and_the_note_are_described(tmp_path):
    project, document, _ = project_with_records(tmp_path)
    words = section("records.md", "## document")
    assert [key for key in document.as_record() if key != "type" and f"`{key}`" not in words] == []
    words = section("project-folder.md", "## sources/")
    assert [key for key in project.stored()[0].note if f"`{key}`" not in words] == []
    assert f"`NAME{NOTE}`" in words and f"`NAME{TEXT}`" in words
