"""The table of commands: name, where it lives, and its line in the help, in the order of the work."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "brief": ("talleyrand.cli.brief", "Reports in, a brief out: read, draft, solve and write in one go."),
    "demo": ("talleyrand.cli.demo", "Copy a worked case, solve it and write its brief."),
    "new": ("talleyrand.cli.new", "Make a project folder."),
    "add": ("talleyrand.cli.add", "Copy reports into a project: files, folders, feeds, addresses."),
    "read": ("talleyrand.cli.read", "Read reports into records: who said what, who did what, who has a seat."),
    "open": ("talleyrand.cli.open", "Work on a project in the browser: review, correct, solve, write."),
    "actors": ("talleyrand.cli.actors", "List who is named in all reports, and who may be one."),
    "agreement": ("talleyrand.cli.agreement", "Say how far two reviewers agree, and where they differ."),
    "draft": ("talleyrand.cli.draft", "Draft a case from a project's records."),
    "check": ("talleyrand.cli.check", "Say everything that is wrong with a case, with file, line and remedy."),
    "solve": ("talleyrand.cli.solve", "Run the analyses on a case and keep their results."),
    "why": ("talleyrand.cli.why", "Walk from any figure down to the words that it rests on."),
    "verify": ("talleyrand.cli.verify", "Check that everything in a project still stands on its words."),
    "export": ("talleyrand.cli.export", "Write a project's records as CSV or JSON lines."),
    "stability": ("talleyrand.cli.stability", "Equilibria of a conflict in a plain JSON file."),
    "settlement": ("talleyrand.cli.settlement", "Compromise, weighted median and contest of a plain CSV file."),
    "exchange": ("talleyrand.cli.exchange", "Trades of equal gain over a plain tab-separated file."),
    "power": ("talleyrand.cli.power", "Voting power under a decision rule in a plain JSON file."),
    "backtest": ("talleyrand.cli.backtest", "How far settlement methods are from outcomes that are known."),
    "train": ("talleyrand.cli.train", "Train the model of statements on labelled attributions."),
}
"""Name -> (module, help). A module holds its command under the name ``command``."""
