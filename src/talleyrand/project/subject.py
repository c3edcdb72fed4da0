"""What is on disk in a project, gathered so that every check sees the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.ledger import Ledger
from talleyrand.project.folder import Project
from talleyrand.project.sources import Stored
from talleyrand.reading.document import Document


@dataclass(frozen=True)
class Subject:
    """A project as `verify` finds it.

    Parameters
    ----------
    project
        The folder.
    stored
        Sources whose notes can be read.
    documents
        Document id -> the document, where its source still is what was received.
    ledger
        The ledger; empty where a line of it does not hold, and `readable` is False then.
    broken
        What kept a source or the ledger from being read, and a torn last line.
    """

    project: Project
    stored: tuple[Stored, ...]
    documents: Mapping[str, Document]
    ledger: Ledger
    broken: tuple[Problem, ...]
    readable: bool = True

    def place(self, name: str) -> tuple[str, int | None]:
        """Return the file and line of a ledger entry by its id."""
        return self.project.ledger_file.name, self.ledger.lines.get(name)


def gather(project: Project) -> Subject:
    """Read everything that can be read, and keep what cannot be as problems."""
    broken: list[Problem] = []
    stored: list[Stored] = []
    documents: dict[str, Document] = {}
    ledger, readable = Ledger(), True
    try:
        stored = project.stored()
    except InputError as error:
        broken += error.problems
    for source in stored:
        try:
            document = source.document(project.root)
        except InputError as error:
            broken += error.problems
        else:
            documents[document.id] = document
    try:
        ledger = project.ledger()
    except InputError as error:
        broken += error.problems
        readable = False
    broken += ledger.problems
    return Subject(project, tuple(stored), documents, ledger, tuple(broken), readable)
