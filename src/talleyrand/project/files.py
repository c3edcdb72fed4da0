"""Writing files so that they are whole or not there, and plain tables in TOML."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from talleyrand.errors import FolderError

_REMEDIES = {
    errno.ENOSPC: "the disk is full; make room and run the command again",
    errno.EDQUOT: "your quota on this disk is used up; make room and run the command again",
    errno.EROFS: "the disk is read-only; copy the project to one that can be written",
    errno.EACCES: "you may not write here; change the rights of the folder (chmod u+w) or work on a copy",
    errno.EPERM: "you may not write here; change the rights of the folder (chmod u+w) or work on a copy",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}


def folder_error(path: Path | str, error: OSError) -> FolderError:
    """Return the error that says in words what the system refused, and what to do about it."""
    remedy = _REMEDIES.get(error.errno or 0, error.strerror or str(error))
    return FolderError(f"{path}: cannot be written: {remedy}")


@contextmanager
def told(path: Path | str) -> Iterator[None]:
    """Turn what the system refuses into a `FolderError` that names the path and the remedy."""
    try:
        yield
    except FolderError:
        raise
    except OSError as error:
        raise folder_error(path, error) from error


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: into a neighbour first, onto the disk, then into place.

    Raises
    ------
    FolderError
        Where the disk is full or the folder cannot be written; a file that was there is untouched.
    """
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(0o644 if not path.exists() else path.stat().st_mode & 0o777)
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def toml(table: Mapping[str, str | int | date | None]) -> str:
    r"""Return a flat table as TOML; keys without a value are left out.

    Examples
    --------
    >>> toml({"title": "Talks \"now\"", "seed": 1814, "as_of": date(2018, 6, 8), "outlet": None})
    'title = "Talks \\"now\\""\nseed = 1814\nas_of = 2018-06-08\n'
    """
    return "".join(f"{key} = {_toml_value(value)}\n" for key, value in table.items() if value is not None)


def _toml_value(value: str | int | date) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return value.isoformat() if isinstance(value, date) else str(value)
