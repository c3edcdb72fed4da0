"""Adding reports: upload, paste or address; then metadata to confirm; then reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import UploadFile

from talleyrand.errors import InputError, Problem
from talleyrand.ids import document_id
from talleyrand.project import steps
from talleyrand.project.folder import Project
from talleyrand.project.sources import write_note
from talleyrand.reading.received import Metadata
from talleyrand.workbench.bench import Ask, CaseEdit, Moved, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.pages.jobs import start
from talleyrand.workbench.refusal import missing
from talleyrand.workbench.safety import MOST_BYTES, MOST_FILES

_UNSAFE = re.compile(r"[^\w.-]+")
_KNOWN = ("title", "outlet", "author", "published")


def form(ask: Ask) -> Page:
    """Show the form."""
    return _page(ask)


def _page(ask: Ask, refused: InputError | None = None) -> Page:
    """Show the form with what was written in it; files have to be chosen again, browsers see to that."""
    problems = [replace(p, file=Path(p.file).name if p.file else None) for p in refused.problems] if refused else []
    data = {
        "entered": {name: ask.text(name) or "" for name in (*_KNOWN, "text", "url")},
        "refused": [problem.as_json() for problem in problems],
        "files_again": bool(refused and any(_uploads(ask))),
        "most_files": MOST_FILES,
        "most_bytes": MOST_BYTES,
    }
    return Page("add.html", "Add reports", data, 422 if refused else 200)


def add(ask: Ask) -> Page | Moved:
    """Copy what was given into the project: all of it, or nothing where some of it cannot be read."""
    project = Project(ask.now.root)
    try:
        given = _metadata(ask, "")
        with TemporaryDirectory() as folder:
            places: list[str | Path] = [*_files(ask, Path(folder)), *_pasted(ask, Path(folder)), *_addresses(ask)]
            if not places:
                raise InputError(Problem("nothing was given", remedy="choose a file, paste a text or write an address"))
            added = steps.add(project, places, given)
    except InputError as error:
        return _page(ask, error)
    known = len(added.documents) - len(added.new)
    ask.bench.said = f"{len(added.new)} added" + (f", {known} there already" if known else "")
    return Moved("/sources/confirm?" + urlencode([("id", document.id) for document in added.documents]))


def _uploads(ask: Ask) -> Iterator[UploadFile]:
    yield from (upload for upload in ask.form.getlist("files") if isinstance(upload, UploadFile) and upload.filename)


def _files(ask: Ask, folder: Path) -> list[Path]:
    """Write uploads where the readers find them; of a name only its last part counts, in harmless characters."""
    found = []
    for n, upload in enumerate(_uploads(ask)):
        name = _UNSAFE.sub("-", str(upload.filename).replace("\\", "/").rpartition("/")[2]).strip("-.")[-100:]
        found.append(_write(folder / str(n) / (name or "report.txt"), upload.file.read()))
    return found


def _pasted(ask: Ask, folder: Path) -> list[Path]:
    text = ask.text("text")
    if text is None:
        return []
    title = ask.text("title") or text.splitlines()[0]
    stem = _UNSAFE.sub("-", title.casefold()).strip("-.")[:60] or "pasted"
    return [_write(folder / "pasted" / f"{stem}.txt", text.replace("\r\n", "\n").encode() + b"\n")]


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return path


def _addresses(ask: Ask) -> list[str]:
    """Return the addresses given. Anything that is no web address would be a file of this machine: refused."""
    found = (ask.text("url") or "").split()
    for address in found:
        if not address.startswith(("http://", "https://")):
            raise InputError(Problem(f"{address} is no web address", remedy="begin it with https:// or http://"))
    return found


def _metadata(ask: Ask, suffix: str) -> Metadata:
    published = ask.text(f"published{suffix}")
    try:
        day = date.fromisoformat(published) if published else None
    except ValueError:
        raise InputError(Problem(f'"{published}" is no day', remedy="write it like 2018-06-08")) from None
    title, outlet, author = (ask.text(f"{name}{suffix}") for name in ("title", "outlet", "author"))
    return Metadata(title=title, outlet=outlet, author=author, published=day)


def confirm(ask: Ask) -> Page:
    """Show what is known of reports, to be confirmed before they are read."""
    found = []
    for name in ask.query.getlist("id") or list(ask.now.sources):
        document = ask.now.document(name)
        if document is None:
            raise missing("report")
        known: dict[str, Any] = {key: getattr(document, key) for key in _KNOWN}
        known["published"] = document.published.isoformat() if document.published else None
        begins = " ".join(document.text[:300].split())
        found.append({"id": name, **known, "begins": begins, "warnings": [str(w) for w in document.warnings]})
    return Page("confirm.html", "Confirm what the reports are", {"documents": found})


def confirmed(ask: Ask) -> Moved:
    """Write the metadata down, then read what is unread."""
    names = ask.texts("id")
    wanted = {name: _metadata(ask, f"-{name}") for name in names}
    project = Project(ask.now.root)
    with project.writing():
        ledger = project.ledger()
        by_digest = {document_id(digest): source for digest, source in project.by_digest().items()}
        for name, given in wanted.items():
            if name not in by_digest:
                raise missing("report")
            source = by_digest[name]
            values = {key: getattr(given, key) for key in _KNOWN}
            note = {key: value for key, value in (source.note | values).items() if value is not None}
            if note != source.note:
                before = source.note_path.read_text("utf-8")
                source = replace(source, note=note)
                write_note(source)
                place = source.note_path.relative_to(project.root).as_posix()
                words = f"What is known of {note.get('title') or source.path.name}"
                after = source.note_path.read_text("utf-8")
                ask.bench.edits.append(CaseEdit(words, before, after, len(ledger.decisions), place))
            project.append(ledger.news_of(source.document(project.root)))
    back = f"/sources/{names[0]}" if len(names) == 1 else "/sources"
    return start(ask, "read", back=back)


ADDING = (
    Door("/sources/add", form),
    Door("/sources/add", add, "POST"),
    Door("/sources/confirm", confirm),
    Door("/sources/confirm", confirmed, "POST"),
)
