"""Worked cases that ship with the package, copied out as projects of one's own."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

from talleyrand.errors import FolderError, InputError, Problem, did_you_mean
from talleyrand.project.files import told
from talleyrand.project.folder import CONFIG, Project

FOLDER = "project"


def cases_folder() -> Path:
    """Return where the worked cases lie: in the installed package, or beside the sources in a checkout.

    Raises
    ------
    FolderError
        Where neither is there.
    """
    package = Path(str(files("talleyrand")))
    for folder in (package / "cases", package.parent.parent / "cases"):
        if folder.is_dir():
            return folder
    raise FolderError(f"{package}: the worked cases are not there; install the package anew")


def demos() -> dict[str, Path]:
    """Return the worked projects by name."""
    found = {path.parent.parent.name: path.parent for path in sorted(cases_folder().glob(f"*/{FOLDER}/{CONFIG}"))}
    return dict(sorted(found.items()))


def copy_demo(name: str, to: Path) -> Project:
    """Copy a worked project to a new folder.

    Raises
    ------
    InputError
        Where no worked case has that name.
    FolderError
        Where the folder is there already and is not empty, or cannot be written.
    """
    known = demos()
    if name not in known:
        remedy = did_you_mean(name, known) or f"there are: {', '.join(known)}"
        raise InputError(Problem(f'no worked case is called "{name}"', remedy=remedy))
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise FolderError(
            f"{to}: is there already; remove it or copy the case elsewhere with: talleyrand demo {name} --to FOLDER"
        )
    with told(to):
        shutil.copytree(known[name], to, dirs_exist_ok=True, ignore=shutil.ignore_patterns("results", "brief.*"))
        Project(to).cache_dir.mkdir(exist_ok=True)
    return Project.open(to)
