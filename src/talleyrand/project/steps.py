"""The steps of a project, from sources to records; each may be run again and then changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talleyrand.errors import Problem, SourceError
from talleyrand.evidence.records import AnyRecord
from talleyrand.project.folder import Project
from talleyrand.project.lacks import WITHOUT_WEIGHTS
from talleyrand.reading.document import Document
from talleyrand.reading.readers import Fetch, receive
from talleyrand.reading.readers import read as read_received
from talleyrand.reading.received import Metadata, Received

Progress = Callable[[int, int, str], None]
"""Told after each piece of work: how many are done, of how many, and what comes next."""


def silent(done: int, total: int, what: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Added:
    """What adding did: all documents given, and which of them were new."""

    documents: tuple[Document, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class DocumentRead:
    """One document with the records proposed from it, in order."""

    document: Document
    records: tuple[AnyRecord, ...]


def add(
    project: Project,
    where: Sequence[str | os.PathLike[str]],
    given: Metadata | None = None,
    fetch: Fetch | None = None,
    progress: Progress = silent,
) -> Added:
    """Copy reports into the project and enter them in its ledger.

    Every source is read before any is copied, so that one that cannot be read leaves the project as it was.

    Parameters
    ----------
    project
        The project.
    where
        Files, folders and addresses.
    given
        Metadata that the sources lack; for a report added before, they replace those known of it.

    Raises
    ------
    SourceError
        Where sources cannot be read: all of them, not the first only.
    FolderError
        Where the project cannot be written.
    """
    given = given or Metadata()
    pairs = load(where, given, fetch, progress)
    with project.writing():
        ledger = project.ledger()
        known = project.by_digest()
        documents, lines = [], []
        for received, document in pairs:
            stored = project.store(received, document, vars(given), known)
            documents.append(stored.model_copy(update={"warnings": document.warnings}))
            lines += ledger.news_of(stored)
        project.append({str(line["id"]): line for line in lines}.values())
    unique = {d.id: d for d in documents}
    return Added(tuple(unique.values()), tuple(d for d in unique if d not in ledger.documents))


def load(
    where: Iterable[str | os.PathLike[str]],
    given: Metadata | None = None,
    fetch: Fetch | None = None,
    progress: Progress = silent,
) -> list[tuple[Received, Document]]:
    """Read sources, and say of all that cannot be read why. Raises `SourceError`."""
    where = list(where)
    pairs: list[tuple[Received, Document]] = []
    problems: list[Problem] = []
    for n, place in enumerate(where):
        progress(n, len(where), str(place))
        try:
            received = receive(place, fetch)
        except SourceError as error:
            problems += error.problems
            continue
        for item in received:
            try:
                pairs.append((item, read_received(item, given)))
            except SourceError as error:
                problems += error.problems
    progress(len(where), len(where), "")
    if problems:
        raise SourceError(problems)
    return pairs


def read(
    project: Project,
    *,
    again: bool = False,
    pipeline: str | None = None,
    weights: Path | None = None,
    progress: Progress = silent,
) -> list[DocumentRead]:
    """Read the documents that were not read yet and write their records into the ledger, one document at a time.

    Parameters
    ----------
    again
        Read all documents. What people decided on stays as it is.
    pipeline
        Name of a spaCy pipeline; the default one where not given.
    weights
        Weights of statements of the user's own; where not given those in the project's folder, else those that ship.
    progress
        Told before each document.

    Returns
    -------
    list of DocumentRead
        What was read now, with the records as proposed.
    """
    weights = weights or project.own_weights
    length, ledger = _length(project), project.ledger()
    todo = [d for d in project.documents() if again or not ledger.is_read(d)]
    done = []
    for n, document in enumerate(todo):
        progress(n, len(todo), document.title or document.path or document.id)
        found = propose(document, pipeline, project.actors_file, weights)
        with project.writing():
            if _length(project) != length:
                # Somebody wrote meanwhile, and may have decided on records of this document.
                ledger = project.ledger()
            project.append(ledger.news(document, found.records, reader_name(pipeline, weights)))
            length = _length(project)
        done.append(found)
    progress(len(todo), len(todo), "")
    return done


def _length(project: Project) -> int:
    """Return the size of the ledger in bytes: it only ever grows, so that an equal size is an equal ledger."""
    return project.ledger_file.stat().st_size if project.ledger_file.exists() else 0


def propose(
    document: Document, pipeline: str | None = None, actors: Path | None = None, weights: Path | None = None
) -> DocumentRead:
    """Read one document: its actors, then the other records in the order in which they were found.

    `actors` is the user's own file of actors, where there is one, and `weights` are weights of statements of the
    user's own (a file or its folder).
    """
    from talleyrand.evidence.language import DEFAULT_PIPELINE
    from talleyrand.evidence.language import load as load_language
    from talleyrand.evidence.pipeline import default_extractors
    from talleyrand.evidence.pipeline import read as read_document

    extractors = default_extractors(actors if actors and actors.is_file() else None, weights)
    reading = read_document(document, load_language(pipeline or DEFAULT_PIPELINE), extractors)
    records: dict[str, Any] = {r.id: r for r in (*reading.actors.actors, *reading.records)}
    return DocumentRead(document, tuple(records.values()))


def reader_name(pipeline: str | None = None, weights: Path | None = None) -> str:
    """Return what a mark in the ledger says read a document: this package and the language pipeline, with versions.

    Where the statement model was missing it says that, too: a brief of what was read so must tell it. So it does of
    weights of the user's own.
    """
    from importlib import metadata

    from talleyrand.evidence.language import DEFAULT_PIPELINE
    from talleyrand.evidence.scoring import lacking, own_digest

    name = pipeline or DEFAULT_PIPELINE
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        version = "unknown"
    how = f", {WITHOUT_WEIGHTS}" if lacking(weights) else ""
    if weights is not None:
        how = f", weights {own_digest(weights)}"
    return f"talleyrand {metadata.version('talleyrand')}, {name} {version}{how}"
