"""Whose decisions these are, where nobody said: the name that git knows this person by, or else the system."""

from __future__ import annotations

import configparser
import getpass
import os
from collections.abc import Iterator
from pathlib import Path


def whoami() -> str:
    """Return the name that decisions bear unless another is given: ``user.name`` of git's own file, else the login."""
    for path in _git_files():
        if name := _name_in(path):
            return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"


def _git_files() -> Iterator[Path]:
    try:
        home = Path.home()
    except RuntimeError:
        return
    yield home / ".gitconfig"
    yield Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "git" / "config"


def _name_in(path: Path) -> str | None:
    """Return the name in a file of git's; None where there is none or the file is in a form that is git's alone."""
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True, inline_comment_prefixes=("#", ";"))
    try:
        # Git indents its entries; a parser of plain INI would take them for more lines of the one before.
        parser.read_string("\n".join(line.strip() for line in path.read_text("utf-8").splitlines()))
        return (parser.get("user", "name", fallback=None) or "").strip().strip('"') or None
    except (OSError, UnicodeDecodeError, configparser.Error):
        return None
