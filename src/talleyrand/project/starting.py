"""The project folder that a brief of loose reports leaves beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from talleyrand.errors import FolderError
from talleyrand.project.folder import CONFIG, Project


def project_for(output: Path | None, sources: Sequence[str]) -> Project:
    """Return the project beside a brief: ``NAME.project`` for ``NAME.html``, made where there is none.

    A folder of that name which holds anything else is left alone.

    Raises
    ------
    FolderError
        Where the folder holds other things or cannot be written.
    """
    page = output or Path("brief.html")
    if page.suffix.lower() not in (".html", ".htm"):
        raise FolderError(f"{page}: a brief is an HTML file; call it {page.with_suffix('.html').name}")
    return project_in(page.with_suffix(".project"), sources)


def project_in(folder: Path, sources: Sequence[str]) -> Project:
    """Return the project in `folder`; make it where there is none, with a title from what it is made of."""
    if (folder / CONFIG).is_file():
        return Project.open(folder)
    return Project.create(folder, title_from(sources), as_of=None)


def title_from(sources: Sequence[str]) -> str:
    """Return a working title from the names of the sources; the reports' own titles replace it in the draft.

    Examples
    --------
    >>> title_from(["clips/2018-05-31-pyongyang.txt"])
    '2018 05 31 pyongyang'
    """
    stem = Path(sources[0]).stem if sources else "untitled"
    words = re.sub(r"[-_.]+", " ", stem).strip() or "untitled"
    return words if len(sources) < 2 else f"{words} and {len(sources) - 1} more"
