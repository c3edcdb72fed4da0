"""The command ``talleyrand``: one file a command, each imported when it is called and not before."""

from __future__ import annotations

from talleyrand.cli.group import main

__all__ = ["main"]
