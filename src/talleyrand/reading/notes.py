"""A note beside a report: ``NAME.toml`` says what is known of ``NAME`` (title, outlet, author, published, language).

The notes that a project keeps have this form, so that a folder of its sources can be read again with what was known.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from talleyrand.errors import Problem, SourceError
from talleyrand.reading.received import Metadata

NOTE, TEXT = ".toml", ".text"
_KEYS = {"title": str, "outlet": str, "author": str, "published": date, "language": str}


def is_beside(path: Path) -> bool:
    """Tell whether a file is the note, or the stored text, of a report that lies beside it."""
    return path.suffix in (NOTE, TEXT) and path.with_suffix("").is_file()


def note_of(path: Path) -> Metadata:
    """Return what the note beside a report says; nothing where there is none. Other keys are left alone.

    Raises
    ------
    SourceError
        Where the note does not parse or a value is of the wrong kind.
    """
    note = path.with_name(path.name + NOTE)
    if not note.is_file():
        return Metadata()
    try:
        table = tomllib.loads(note.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(
            Problem(f"the note does not parse ({error})", file=str(note), remedy="mend or remove it")
        ) from error
    problems = [
        Problem(
            f"{key} = {table[key]!r} is not {'a day' if kind is date else 'text'}",
            file=str(note),
            remedy="write published = 2018-06-08" if kind is date else f'write {key} = "…"',
        )
        for key, kind in _KEYS.items()
        if key in table and not isinstance(table[key], kind)
    ]
    if problems:
        raise SourceError(problems)
    return Metadata(**{key: table[key] for key in _KEYS if key in table})
