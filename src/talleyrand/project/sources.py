"""The folder ``sources/``: every report as it was received, with a note of what it is beside it.

``NAME`` holds the bytes as received, ``NAME.toml`` what is known of them. Where the text is not simply those bytes in
UTF-8 (a web page, an old encoding), ``NAME.text`` holds it, so that no offset ever depends on a library's version.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from talleyrand.errors import Problem, SourceError
from talleyrand.ids import sha256
from talleyrand.project.files import toml, write
from talleyrand.reading.document import Document
from talleyrand.reading.notes import NOTE, TEXT
from talleyrand.reading.quality import warnings_of
from talleyrand.reading.received import Received

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 100


@dataclass(frozen=True)
class Stored:
    """One source in the folder: its three files (the text's may not exist) and what the note says."""

    path: Path
    note: dict[str, Any]

    @property
    def note_path(self) -> Path:
        """Where the note is."""
        return self.path.with_name(self.path.name + NOTE)

    @property
    def text_path(self) -> Path:
        """Where the text is, if it is not the source itself."""
        return self.path.with_name(self.path.name + TEXT)

    def document(self, root: Path) -> Document:
        """Return the document, its path relative to the project's `root`.

        Raises
        ------
        SourceError
            Where a file is missing or is no longer what was received.
        """
        place = self.path.relative_to(root).as_posix()
        data = _bytes(self.path, place)
        if sha256(data) != self.note.get("sha256"):
            raise _changed(place, "the source is not what was received")
        text = self._text(data, place)
        if sha256(text.encode()) != self.note.get("text_sha256"):
            raise _changed(place + TEXT if self.text_path.exists() else place, "the text is not what was read")
        known = {key: self.note.get(key) for key in ("url", "outlet", "author", "title", "language")}
        published = self.note.get("published")
        return Document(
            sha256=self.note["sha256"],
            text=text,
            path=place,
            published=published if isinstance(published, date) else None,
            warnings=warnings_of(text, place),
            **known,
        )

    def _text(self, data: bytes, place: str) -> str:
        if self.text_path.exists():
            return _bytes(self.text_path, place + TEXT).decode("utf-8", "replace")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise _changed(place + TEXT, "the text of this source is missing") from None


def _changed(place: str, what: str) -> SourceError:
    return SourceError(
        Problem(what, file=place, remedy="restore the file, or remove it with its note and add the report anew")
    )


def _bytes(path: Path, place: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = "the file is missing" if isinstance(error, FileNotFoundError) else f"unreadable ({error.strerror})"
        raise SourceError(Problem(why, file=place, remedy="restore the file")) from error


def stored(folder: Path) -> list[Stored]:
    """Return every source in the folder, by name.

    Raises
    ------
    SourceError
        Where notes do not parse: all of them.
    """
    found, problems = [], []
    for note in sorted(folder.glob(f"*{NOTE}")):
        place = f"{folder.name}/{note.name}"
        try:
            table = tomllib.loads(note.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(Problem(f"not TOML ({error})", file=place, remedy="mend the file"))
            continue
        except OSError as error:
            problems.append(Problem(f"unreadable ({error.strerror})", file=place))
            continue
        found.append(Stored(note.with_name(note.name.removesuffix(NOTE)), table))
    if problems:
        raise SourceError(problems)
    return found


def store(folder: Path, received: Received, document: Document) -> Stored:
    """Write a source with its note and, where it differs from the bytes, its text; the note comes last.

    A source is there when its note is, so that a crash in between leaves nothing half added.
    """
    path = folder / _name(folder, received, document)
    note = {
        "sha256": document.sha256,
        "text_sha256": sha256(document.text.encode()),
        "title": document.title,
        "outlet": document.outlet,
        "author": document.author,
        "published": document.published,
        "language": document.language,
        "url": document.url,
        "received_as": received.name,
        "media": received.media,
    }
    source = Stored(path, {key: value for key, value in note.items() if value is not None})
    write(path, received.data)
    if document.text.encode() != received.data:
        write(source.text_path, document.text.encode())
    write_note(source)
    return source


def write_note(source: Stored) -> None:
    """Write what is known of a source beside it."""
    write(source.note_path, toml(source.note).encode())


def _name(folder: Path, received: Received, document: Document) -> str:
    """Return a name that any file system takes and that nothing in the folder bears."""
    stem = _UNSAFE.sub("-", received.name).strip("-. ") or "source"
    base, dot, suffix = stem.rpartition(".")
    if not dot or len(suffix) > 10:
        base, suffix = stem, ""
    ending = f".{suffix}" if suffix else ""
    if ending in {NOTE, TEXT, ".part"}:
        ending += ".txt"
    name = base[: _LONGEST - len(ending)] + ending
    if _taken(folder / name, received):
        name = f"{base[: _LONGEST - len(ending) - 9]}-{document.sha256[:8]}{ending}"
    return name


def _taken(path: Path, received: Received) -> bool:
    """Tell whether a name is another source's; bytes of our own without a note were left by a crash."""
    if path.with_name(path.name + NOTE).exists():
        return True
    return path.exists() and path.read_bytes() != received.data
