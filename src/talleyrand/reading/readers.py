"""From a path or an address to a document: what reads what, and in which order they are asked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

from talleyrand.errors import Problem, SourceError
from talleyrand.reading import feed
from talleyrand.reading.document import Document
from talleyrand.reading.feed import FeedItemReader
from talleyrand.reading.html import HtmlReader
from talleyrand.reading.notes import is_beside, note_of
from talleyrand.reading.pdf import PdfReader
from talleyrand.reading.received import MAX_BYTES, Metadata, Received, too_large
from talleyrand.reading.text import TextReader

_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")
Fetch = Callable[[str], Received]


class Reader(Protocol):
    """Turns received bytes into a document; the first of the three extension points."""

    name: str

    def accepts(self, received: Received) -> bool:
        """Tell whether these bytes are this reader's kind."""
        ...

    def read(self, received: Received, given: Metadata) -> Document:
        """Return the document; `given` metadata win over those found. Raises `SourceError`."""
        ...


# Asked in this order; the last one takes everything that is text.
READERS: list[Reader] = [PdfReader(), FeedItemReader(), HtmlReader(), TextReader()]


def read_source(
    where: str | os.PathLike[str],
    *,
    outlet: str | None = None,
    author: str | None = None,
    title: str | None = None,
    published: date | None = None,
    fetch: Fetch | None = None,
) -> Document:
    """Read one report from a file or an address.

    Parameters
    ----------
    where
        Path of a file, or an address that begins with ``http://`` or ``https://``.
    outlet, author, title, published
        Metadata that the source lacks or gets wrong.
    fetch
        What fetches addresses; `reading.fetch.fetch` where not given.

    Raises
    ------
    SourceError
        Where it cannot be read; the message names file, line and remedy. Also for a feed of several items.
    """
    given = Metadata(outlet=outlet, author=author, title=title, published=published)
    received = receive(where, fetch)
    if len(received) > 1:
        raise SourceError(
            Problem(
                f"this feed has {len(received)} items, one report was asked for",
                file=str(where),
                remedy="read them all with read_sources",
            )
        )
    return read(received[0], given)


def read_sources(
    where: str | os.PathLike[str], given: Metadata | None = None, fetch: Fetch | None = None
) -> list[Document]:
    """Read all reports that a file, a feed, a folder or an address holds."""
    return [read(received, given or Metadata()) for received in receive(where, fetch)]


def read(received: Received, given: Metadata | None = None) -> Document:
    """Read received bytes with the first reader that accepts them; where no date is known, the file's name may tell."""
    reader = next(r for r in READERS if r.accepts(received))
    document = reader.read(received, (given or Metadata()).over(received.note))
    day = _day_in(received.name) if document.published is None else None
    if day is None:
        return document
    told = Problem(
        f"taken for published on {day}, by the file's name",
        file=received.place,
        remedy="say otherwise with --published",
        severity="warning",
    )
    return document.model_copy(update={"published": day, "warnings": (*document.warnings, told)})


def _day_in(name: str) -> date | None:
    """Return the day that a file's name gives as year, month and day: ``clip-2018-06-08.txt``."""
    for match in _DAY.finditer(name):
        try:
            return date.fromisoformat(match.group())
        except ValueError:
            continue
    return None


def receive(where: str | os.PathLike[str], fetch: Fetch | None = None) -> list[Received]:
    """Return the bytes at a path or an address: one source, the items of a feed, or the files of a folder.

    The files of a folder come in the order of their names; hidden files are left out. A note beside a file
    (``NAME.toml``) is read with it.
    """
    if isinstance(where, str) and "://" in where:
        return _items((fetch or _default_fetch())(where))
    path = Path(where)
    if path.is_dir():
        return [item for file in _files(path) for item in _items(_load(file))]
    return _items(_load(path))


def _default_fetch() -> Fetch:
    from talleyrand.reading.fetch import fetch

    return fetch


def _items(received: Received) -> list[Received]:
    return feed.split(received) if feed.is_feed(received) else [received]


def _files(folder: Path) -> Iterator[Path]:
    files = sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith(".") and not is_beside(p))
    if not files:
        raise SourceError(Problem("the folder holds no files", file=str(folder), remedy="name the reports themselves"))
    return iter(files)


def _load(path: Path) -> Received:
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > MAX_BYTES:
                raise too_large(str(path), size)
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(data) > MAX_BYTES:
        raise too_large(str(path), None)
    return Received(data=data, name=path.name, path=str(path), note=note_of(path))


def _unreadable(path: Path, error: OSError) -> SourceError:
    if isinstance(error, FileNotFoundError):
        return SourceError(Problem("there is no such file", file=str(path), remedy=_nearest(path)))
    if isinstance(error, PermissionError):
        return SourceError(Problem("the file may not be read", file=str(path), remedy="allow reading it (chmod u+r)"))
    return SourceError(Problem(f"the file cannot be read ({error.strerror or error})", file=str(path)))


def _nearest(path: Path) -> str | None:
    from talleyrand.errors import did_you_mean

    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return "check the path"
    return did_you_mean(path.name, names) or "check the path"
