"""What the server knows between requests; it lives on ``app.state`` and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData, QueryParams

from talleyrand.ids import sha256
from talleyrand.workbench.jobs import Job
from talleyrand.workbench.loaded import Loaded, Reading
from talleyrand.workbench.reviewer import whoami
from talleyrand.workbench.safety import Token

MOST_UNDO = 100
CASE_FILE = "case.yaml"


@dataclass(frozen=True)
class CaseEdit:
    """A change to the case, or to the note of a source, that can be taken back while the file is as it left it.

    `file` is the file's path in the project.
    """

    words: str
    before: str
    after: str
    decisions: int
    file: str = CASE_FILE

    @property
    def version(self) -> str:
        """Digest of the file as this change left it."""
        return sha256(self.after.encode())


@dataclass
class Bench:
    """One open project.

    Parameters
    ----------
    reading
        The project, read anew when its files change.
    reviewer
        Who decides: the name that decisions bear.
    token
        The secret of this run.
    job
        Work that runs or ran last: reading, drafting, solving.
    edits
        Changes to the case and to what is known of sources made here, the last one last.
    said
        What the next page tells once.
    """

    reading: Reading
    reviewer: str
    token: Token = field(default_factory=Token)
    job: Job | None = None
    edits: list[CaseEdit] = field(default_factory=list)
    said: str | None = None

    @classmethod
    def of(cls, root: Path, reviewer: str | None = None) -> Bench:
        """Open the workbench on a project folder."""
        return cls(Reading(root), reviewer or whoami())

    def told(self) -> str | None:
        """Return what there is to tell, once."""
        said, self.said = self.said, None
        return said


@dataclass(frozen=True)
class Ask:
    """One request as the pages see it; `twin` where its JSON was asked for."""

    bench: Bench
    now: Loaded
    path: Mapping[str, str]
    query: QueryParams
    form: FormData
    twin: bool = False

    def text(self, name: str) -> str | None:
        """Return a field of the form without spaces around it, None where it is empty or a file."""
        value = self.form.get(name)
        return value.strip() or None if isinstance(value, str) else None

    def texts(self, name: str) -> list[str]:
        """Return all values of a field."""
        return [value for value in self.form.getlist(name) if isinstance(value, str)]


@dataclass(frozen=True)
class Page:
    """An answer: its template, and the data that are its JSON twin, too."""

    template: str
    title: str
    data: Mapping[str, Any]
    status: int = 200


@dataclass(frozen=True)
class Moved:
    """An answer that leads to another page."""

    to: str
