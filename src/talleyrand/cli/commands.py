"""The table of commands: name, where it lives, and its line in the help, in the order of the work."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "new": ("talleyrand.cli.new", "Make a project folder."),
    "add": ("talleyrand.cli.add", "Copy reports into a project: files, folders, feeds, addresses."),
    "read": ("talleyrand.cli.read", "Read reports into records: who said what, who did what, who has a seat."),
    "export": ("talleyrand.cli.export", "Write a project's records as CSV or JSON lines."),
    "verify": ("talleyrand.cli.verify", "Check that everything in a project still stands on its words."),
}
"""Name -> (module, help). A module holds its command under the name ``command``."""
