"""Full-text search: an SQLite index of paragraphs and records under ``.talleyrand/``, made anew when it is stale.

The index is a cache: deleting it loses nothing.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from talleyrand.brief.phrases import quoted, who
from talleyrand.ids import digest
from talleyrand.workbench.loaded import Loaded

FILE = "search.sqlite"
MOST = 5000
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Hits:
    """What a search found: (document, paragraph, words around it), and ids of records, the best first."""

    paragraphs: tuple[tuple[str, int, str], ...] = ()
    records: dict[str, None] | None = None


def search(now: Loaded, words: str) -> Hits:
    """Find paragraphs and records that hold all the words; the last one may be a beginning."""
    terms = _WORD.findall(words)
    if not terms:
        return Hits((), {})
    query = " ".join(f'"{term}"' for term in terms) + "*"
    path = now.cache_dir / FILE
    with closing(_open(now, path)) as index:
        paragraphs = index.execute(
            "SELECT name, number, snippet(texts, 3, '', '', ' … ', 24) FROM texts "
            "WHERE texts MATCH ? AND kind = 'paragraph' ORDER BY rank LIMIT ?",
            (query, MOST),
        ).fetchall()
        records = index.execute(
            "SELECT name FROM texts WHERE texts MATCH ? AND kind = 'record' ORDER BY rank LIMIT ?", (query, MOST)
        ).fetchall()
    return Hits(
        tuple((name, int(number), text) for name, number, text in paragraphs),
        {name: None for (name,) in records if name in now.reviewed},
    )


def _open(now: Loaded, path: Path) -> sqlite3.Connection:
    """Return the index, made anew where it is missing, stale or broken."""
    state = _state(now)
    if path.is_file():
        index = sqlite3.connect(path)
        try:
            if index.execute("SELECT value FROM state").fetchone() == (state,):
                return index
        except sqlite3.DatabaseError:
            pass
        index.close()
    _make(now, path, state)
    return sqlite3.connect(path)


def _state(now: Loaded) -> str:
    """Return a digest of what the index holds: readings, sources and who is who change it, other decisions do not."""
    names = sorted((name, actor.name) for name, actor in now.read.casting.after.items())
    return digest([sorted(now.read.documents), list(now.read.proposals), list(now.sources), names])


def _make(now: Loaded, path: Path, state: str) -> None:
    """Write the index beside its place, then move it there: a reader never sees half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as index:
        index.execute("PRAGMA journal_mode = OFF")
        index.execute("CREATE TABLE state (value TEXT)")
        index.execute("INSERT INTO state VALUES (?)", (state,))
        index.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(kind UNINDEXED, name UNINDEXED, number UNINDEXED, words, "
            "tokenize = 'unicode61 remove_diacritics 2')"
        )
        index.executemany("INSERT INTO texts VALUES (?, ?, ?, ?)", _rows(now))
        index.commit()
    part.replace(path)


def _rows(now: Loaded) -> Iterator[tuple[str, str, int, str]]:
    for document in now.documents():
        for number, paragraph in enumerate(document.paragraphs, start=1):
            yield "paragraph", document.id, number, paragraph.text
    for name, item in now.reviewed.items():
        yield "record", name, 0, f"{who(now.words, item.record)} {quoted(item.record)}"
