"""A project: one folder that holds everything, made so that it diffs in git and survives a crash at any moment."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from talleyrand.errors import FolderError, InputError, Problem
from talleyrand.evidence import journal
from talleyrand.evidence.ledger import Ledger
from talleyrand.project import sources
from talleyrand.project.files import told, toml, write
from talleyrand.project.lock import locked
from talleyrand.reading.document import Document
from talleyrand.reading.received import Received

CONFIG = "talleyrand.toml"
SEED = 1814
_IGNORED = "# Caches of this project; delete the folder at will.\n*\n"


@dataclass(frozen=True)
class Config:
    """What ``talleyrand.toml`` says: title, the day that the project looks at, the seed of all sampling."""

    title: str
    as_of: date | None = None
    seed: int = SEED

    def as_toml(self) -> str:
        """Return the file's content."""
        return toml({"title": self.title, "as_of": self.as_of, "seed": self.seed})


@dataclass(frozen=True)
class Project:
    """A project folder; `root` is where ``talleyrand.toml`` lies."""

    root: Path

    @classmethod
    def create(cls, path: Path, title: str, as_of: date | None = None, seed: int = SEED) -> Project:
        """Make a new project.

        Raises
        ------
        FolderError
            Where there is one already, the folder holds other things, or it cannot be written.
        """
        if (path / CONFIG).exists():
            raise FolderError(f"{path}: there is a project here already; open it, or choose another name")
        if path.is_dir() and any(not p.name.startswith(".") for p in path.iterdir()):
            raise FolderError(f"{path}: the folder holds other things; choose another name")
        if path.exists() and not path.is_dir():
            raise FolderError(f"{path}: this is a file; choose another name")
        project = cls(path)
        with told(path):
            project.sources_dir.mkdir(parents=True, exist_ok=True)
            project.cache_dir.mkdir(exist_ok=True)
        write(project.cache_dir / ".gitignore", _IGNORED.encode())
        write(path / CONFIG, Config(title, as_of, seed).as_toml().encode())
        return project

    @classmethod
    def open(cls, path: Path | None = None) -> Project:
        """Open the project in a folder or in the nearest one above it (the current folder where none is given).

        Raises
        ------
        FolderError
            Where there is none.
        """
        start = (path or Path.cwd()).absolute()
        for folder in (start, *start.parents):
            if (folder / CONFIG).is_file():
                return cls(folder)
        raise FolderError(
            f"{path or start}: there is no project here (no {CONFIG} in this folder or above it); "
            "make one with: talleyrand new NAME"
        )

    @cached_property
    def config(self) -> Config:
        """What ``talleyrand.toml`` says.

        Raises
        ------
        InputError
            Where it does not parse or a value is of the wrong kind.
        """
        path = self.root / CONFIG
        try:
            table = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(Problem(f"not TOML ({error})", file=str(path), remedy="mend the file")) from error
        except OSError as error:
            raise FolderError(f"{path}: cannot be read ({error.strerror})") from error
        return _config(table, path)

    @property
    def sources_dir(self) -> Path:
        """Reports as received."""
        return self.root / "sources"

    @property
    def ledger_file(self) -> Path:
        """The ledger."""
        return self.root / "ledger.jsonl"

    @property
    def case_file(self) -> Path:
        """The analyst's case."""
        return self.root / "case.yaml"

    @property
    def draft_file(self) -> Path:
        """A draft where a case stands already."""
        return self.root / "case.draft.yaml"

    @property
    def actors_file(self) -> Path:
        """The user's own actors, where there are any; they win over what is read (`talleyrand.evidence.actor_file`)."""
        return self.root / "actors.yaml"

    @property
    def own_weights(self) -> Path | None:
        """The user's own weights of statements, where ``talleyrand train statements --out`` put any here."""
        file = self.root / "statement_weights.json"
        return file if file.is_file() else None

    @property
    def scenarios_dir(self) -> Path:
        """Overlays on the case, one YAML file each."""
        return self.root / "scenarios"

    @property
    def results_dir(self) -> Path:
        """Results, named by what they came from."""
        return self.root / "results"

    @property
    def brief_html(self) -> Path:
        """The brief to read."""
        return self.root / "brief.html"

    @property
    def brief_json(self) -> Path:
        """The brief's machine twin."""
        return self.root / "brief.json"

    @property
    def cache_dir(self) -> Path:
        """Index and caches: delete at will."""
        return self.root / ".talleyrand"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the project's lock while writing, so that two processes never write at once."""
        with locked(self.cache_dir / "lock"):
            yield

    def write(self, path: Path, data: bytes) -> None:
        """Write one of the project's files whole or not at all."""
        write(path, data)

    def ledger(self) -> Ledger:
        """Read the ledger. Raises `LedgerError` with every line that does not hold."""
        return Ledger.load(self.ledger_file)

    def append(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """Add lines to the ledger: all of them or none. Call it within `writing`."""
        journal.append(self.ledger_file, lines)

    def stored(self) -> list[sources.Stored]:
        """Return the sources in the folder, by name, unread."""
        return sources.stored(self.sources_dir)

    def documents(self) -> list[Document]:
        """Return all documents with their text, by date of publication and id.

        Raises
        ------
        SourceError
            Where a source is missing or is no longer what was received.
        """
        found = [source.document(self.root) for source in self.stored()]
        return sorted(found, key=lambda d: (str(d.published or ""), d.id))

    def scenarios(self) -> list[Path]:
        """Return the scenario files, by name."""
        return sorted(self.scenarios_dir.glob("*.yaml"))

    def by_digest(self) -> dict[str, sources.Stored]:
        """Return the sources by the digest of their bytes."""
        return {str(source.note.get("sha256")): source for source in self.stored()}

    def store(
        self,
        received: Received,
        document: Document,
        given: Mapping[str, Any] | None = None,
        known: dict[str, sources.Stored] | None = None,
    ) -> Document:
        """Copy a source in, unless its bytes are there already, and return the document as stored.

        Parameters
        ----------
        received, document
            The bytes, and what was read from them.
        given
            Metadata that replace those in the note of bytes that are there already; None values change nothing.
        known
            What `by_digest` returned, kept up to date here: for adding many in a row.
        """
        known = self.by_digest() if known is None else known
        source = known.get(document.sha256)
        if source is None:
            source = sources.store(self.sources_dir, received, document)
        elif changes := {k: v for k, v in (given or {}).items() if v is not None and source.note.get(k) != v}:
            source = replace(source, note=source.note | changes)
            sources.write_note(source)
        known[document.sha256] = source
        return source.document(self.root)


def _config(table: dict[str, Any], path: Path) -> Config:
    wanted = {"title": str, "as_of": date, "seed": int}
    problems = [
        Problem(f'"{key}" is no key of this file', file=str(path), remedy=f"keys are {', '.join(wanted)}")
        for key in table
        if key not in wanted
    ]
    problems += [
        Problem(f"{key} = {table[key]!r} is not a {kind.__name__}", file=str(path), remedy=_EXAMPLE[key])
        for key, kind in wanted.items()
        if key in table and not isinstance(table[key], kind)
    ]
    if problems:
        raise InputError(problems)
    return Config(table.get("title", path.parent.name), table.get("as_of"), table.get("seed", SEED))


_EXAMPLE = {"title": 'write title = "…"', "as_of": "write as_of = 2018-06-08", "seed": "write seed = 1814"}
