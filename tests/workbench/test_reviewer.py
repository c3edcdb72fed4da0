"""Whose name decisions bear where none is given."""

import getpass
from pathlib import Path

import pytest

from talleyrand.workbench.reviewer import whoami

FILES = [
    ("[user]\n\tname = Ada Lindqvist\n\temail = a@example.org\n", "Ada Lindqvist"),
    ('[core]\n\teditor = vim\n[user]\n    name = "Ada" ; me\n', "Ada"),
    ("[user]\n\temail = a@example.org\n", None),
    ("name = nowhere\n", None),
    ("", None),
]


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr(getpass, "getuser", lambda: "login")
    return tmp_path


@pytest.mark.parametrize(("text", "name"), FILES)
def test_the_name_that_git_knows_comes_first(home, text, name):
    (home / ".gitconfig").write_text(text, "utf-8")
    assert whoami() == (name or "login")


def test_the_other_place_of_gits_file_is_looked_at_too(home, monkeypatch):
    (home / "elsewhere" / "git").mkdir(parents=True)
    (home / "elsewhere" / "git" / "config").write_text("[user]\nname = Ben\n", "utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "elsewhere"))
    assert whoami() == "Ben"


def test_a_person_without_any_name_is_a_reviewer(home, monkeypatch):
    def nobody():
        raise KeyError

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert whoami() == "reviewer"
