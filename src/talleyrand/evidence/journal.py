"""Adding lines to a file so that a crash at any moment loses nothing that was there before."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from talleyrand.errors import FolderError

TORN = ".torn"


def append(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """Add lines to a ledger file: all of them or none, and on the disk when this returns.

    A last line that an earlier crash tore off is set aside first (in a file of the same name and ``.torn``), so that
    nothing is lost and the new lines stand on their own.

    Raises
    ------
    FolderError
        Where the file cannot be written or the disk is full; the ledger is then as it was.
    """
    data = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
    if not data:
        return
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    except OSError as error:
        raise FolderError(f"{path}: the ledger cannot be written ({error.strerror}); make it writable") from error
    try:
        before = _mend(handle, path)
        try:
            _write(handle, data)
        except OSError as error:
            os.ftruncate(handle, before)
            raise FolderError(
                f"{path}: nothing was added to the ledger ({error.strerror}); make room and try again"
            ) from error
    finally:
        os.close(handle)


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)


def _mend(handle: int, path: Path) -> int:
    """Make the file end with a whole line; return its length."""
    size = os.fstat(handle).st_size
    if size == 0 or os.pread(handle, 1, size - 1) == b"\n":
        return size
    data = os.pread(handle, size, 0)
    keep = data.rfind(b"\n") + 1
    try:
        json.loads(data[keep:])
    except ValueError:
        aside = os.open(f"{path}{TORN}", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            _write(aside, data[keep:] + b"\n")
        finally:
            os.close(aside)
        os.ftruncate(handle, keep)
        return keep
    _write(handle, b"\n")
    return size + 1
