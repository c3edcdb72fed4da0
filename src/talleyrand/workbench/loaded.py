"""A project as it stood at one moment, read once, and read anew when its files change."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from talleyrand.brief.aliases import aliases_of
from talleyrand.brief.material import Material
from talleyrand.case.check import check
from talleyrand.case.model import Case
from talleyrand.case.yamlfile import CaseFile
from talleyrand.errors import FolderError, InputError, Problem
from talleyrand.evidence.contradictions import Contradiction, doubts, find
from talleyrand.evidence.decision import Decision
from talleyrand.evidence.ledger import Ledger
from talleyrand.evidence.records import Actor, AnyRecord, Event
from talleyrand.evidence.review import Reviewed
from talleyrand.evidence.who_is_who import Figure, figures
from talleyrand.ids import document_id
from talleyrand.project.folder import CONFIG, Project
from talleyrand.project.solving import read_project_case, scenario_file
from talleyrand.project.sources import Stored
from talleyrand.reading.document import Document
from talleyrand.reading.notes import NOTE, TEXT
from talleyrand.solvers.graph_model import parse
from talleyrand.workbench.columns import Columns

Stamp = tuple[tuple[str, int, int], ...]


def stamp(*paths: Path) -> Stamp:
    """Return what changes when one of these files does: name, size and time of each that is there."""
    return tuple(_stamps(paths))


def _stamps(paths: tuple[Path, ...]) -> Iterator[tuple[str, int, int]]:
    for path in paths:
        try:
            found = path.stat()
        except OSError:
            continue
        yield (path.name, found.st_size, found.st_mtime_ns)


def folder_stamp(folder: Path, endings: tuple[str, ...] = ("",)) -> Stamp:
    """Return what changes when a file in a folder does, one whose name ends in one of these."""
    try:
        with os.scandir(folder) as entries:
            chosen = (entry for entry in entries if entry.name.endswith(endings))
            return tuple(sorted((e.name, (s := e.stat()).st_size, s.st_mtime_ns) for e in chosen))
    except OSError:
        return ()


class Kept:
    """What was read from files, each kept while its files stay as they are."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[Stamp, Document]] = {}
        self._sources: tuple[Stamp, list[Stored]] | None = None
        self._cases: dict[str | None, tuple[Stamp, CaseFile | InputError | None]] = {}

    def text(self, source: Stored, root: Path) -> Document:
        """Return a source's document. Raises `SourceError` where it is no longer what was received."""
        now = stamp(source.path, source.text_path, source.note_path)
        kept = self._texts.get(source.path.name)
        if kept is None or kept[0] != now:
            kept = (now, source.document(root))
            self._texts[source.path.name] = kept
        return kept[1]

    def sources(self, project: Project) -> list[Stored]:
        """Return the sources. Raises `SourceError` where notes do not parse."""
        now = notes_stamp(project)
        if self._sources is None or self._sources[0] != now:
            self._sources = (now, Project.stored(project))
        return self._sources[1]

    def case(self, project: Project, scenario: str | None = None) -> CaseFile | InputError | None:
        """Return the case with a scenario on it, what is wrong with its form, or None where there is none."""
        file = scenario_file(project, scenario)
        now = stamp(project.case_file, *([file] if file else ()))
        kept = self._cases.get(scenario)
        if kept is None or kept[0] != now:
            kept = (now, _case_of(project, scenario))
            self._cases[scenario] = kept
        return kept[1]


def _case_of(project: Project, scenario: str | None) -> CaseFile | InputError | None:
    try:
        return read_project_case(project, scenario)
    except FolderError:
        return None
    except InputError as error:
        return error


def notes_stamp(project: Project) -> Stamp:
    """Return what changes when a source is added or its note changes."""
    return folder_stamp(project.sources_dir, (NOTE, TEXT))


@dataclass(frozen=True)
class Facts:
    """What a record is found by."""

    kind: str
    document: str
    parties: frozenset[str]


def facts_of(record: AnyRecord) -> Facts:
    """Return what a record is found by."""
    names = ("party", "holder", "over", "state")
    codes = {getattr(record, name, None) for name in names}
    if isinstance(record, Event):
        codes |= {side.party for side in (*record.source, *record.target)}
    return Facts(record.type, record.document, frozenset(code for code in codes if code))


class Named:
    """What puts records into words, kept while the case and the actors are those that it was made of."""

    def __init__(self) -> None:
        self._kept: tuple[Case | None, dict[str, Actor], Material] | None = None

    def of(self, case: Case | None, actors: dict[str, Actor]) -> Material:
        """Return the material of a case and actors."""
        if self._kept is None or self._kept[0] is not case or self._kept[1] is not actors:
            made = Material(case or Case(title="", parties={}), (), tuple(actors.values()), (), "", reviewed=False)
            self._kept = (case, actors, made)
        return self._kept[2]


@dataclass(frozen=True)
class Loaded(Project):
    """A project whose ledger, sources and case are read once; `project` and `brief` take it for any other."""

    read: Ledger = field(default_factory=Ledger, repr=False, compare=False)
    kept: Kept = field(default_factory=Kept, repr=False, compare=False)

    def ledger(self) -> Ledger:
        """Return the ledger as it was read."""
        return self.read

    def stored(self) -> list[Stored]:
        """Return the sources as they were listed."""
        return self.kept.sources(self)

    @cached_property
    def sources(self) -> dict[str, Stored]:
        """The sources by document id."""
        return {document_id(str(source.note.get("sha256"))): source for source in self.stored()}

    def document(self, name: str) -> Document | None:
        """Return a document with its text, or None where there is none."""
        source = self.sources.get(name)
        return self.kept.text(source, self.root) if source else None

    def documents(self) -> list[Document]:
        """Return all documents, by date of publication and id."""
        found = [self.kept.text(source, self.root) for source in self.stored()]
        return sorted(found, key=lambda d: (str(d.published or ""), d.id))

    @cached_property
    def facts(self) -> dict[str, Facts]:
        """What each record is found by, in reading order."""
        return {name: facts_of(item.record) for name, item in self.reviewed.items()}

    @property
    def reviewed(self) -> dict[str, Reviewed]:
        """The records as they stand, in reading order."""
        return self.read.reviewed

    @cached_property
    def progress(self) -> tuple[int, int]:
        """How many records are decided on, of how many; actors left out."""
        states = [self.reviewed[name].status for name, fact in self.facts.items() if fact.kind != "actor"]
        return len(states) - states.count("proposed"), len(states)

    @cached_property
    def order(self) -> dict[str, int]:
        """Where each record is in reading order."""
        return {name: n for n, name in enumerate(self.reviewed)}

    @cached_property
    def columns(self) -> Columns:
        """The records as columns, to choose among them."""
        return Columns.of(self.facts, [self.reviewed[name].status for name in self.facts])

    @cached_property
    def by_document(self) -> dict[str, list[str]]:
        """Document id -> ids of its records, in reading order."""
        found: dict[str, list[str]] = {}
        for name, fact in self.facts.items():
            found.setdefault(fact.document, []).append(name)
        return found

    def beside(self, record: AnyRecord, kind: str) -> list[Reviewed]:
        """Return the other records of a kind in a record's report, those that were rejected or merged left out."""
        names = self.by_document.get(record.document, ())
        found = (self.reviewed[name] for name in names if self.facts[name].kind == kind and name != record.id)
        return [item for item in found if item.status not in ("rejected", "merged")]

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors by id; one for each party comes first, because names of parties are looked for in this order."""
        found = [r.record for r in self.reviewed.values() if isinstance(r.record, Actor)]
        named = {a.key: a for a in reversed(found) if a.kind != "person"}
        return {a.id: a for a in (*reversed(named.values()), *found)}

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Record id to the short name that it has in the brief."""
        return aliases_of(self.read.current(), self.documents())

    @cached_property
    def words(self) -> Material:
        """What puts records into words (`brief.phrases`): the parties of the case and the actors."""
        found = self.case_file_read
        return self._named.of(found.case if found else None, self.actors)

    @cached_property
    def _named(self) -> Named:
        return Named()

    @property
    def case_file_read(self) -> CaseFile | None:
        """The case with the place of every entry, or None where there is none or it does not parse."""
        found = self.kept.case(self)
        return found if isinstance(found, CaseFile) else None

    @cached_property
    def case_problems(self) -> list[Problem]:
        """Everything that is wrong with the case."""
        found = self.kept.case(self)
        if found is None:
            return []
        if isinstance(found, InputError):
            return list(found.problems)
        records = self.read.current()
        known = {r.id for r in records}
        return check(found, known, records=records, doubts=self.doubts, parse_expression=parse)

    @cached_property
    def opposed(self) -> dict[str, Contradiction]:
        """Records that contradict each other, by the id of the contradiction; rejected ones, too."""
        records = (item.record for item in self.reviewed.values() if item.status != "merged")
        return find(records, self.read.published)

    @property
    def standing_contradictions(self) -> Iterator[tuple[str, Contradiction]]:
        """Yield the contradictions between records that stand, with their ids."""
        gone = ("rejected", "merged")
        for name, one in self.opposed.items():
            if not any(self.reviewed[record].status in gone for record in one.records):
                yield name, one

    @property
    def contradictions(self) -> Iterator[Contradiction]:
        """Yield the contradictions between records that stand."""
        return (one for _, one in self.standing_contradictions)

    @property
    def doubts(self) -> dict[str, str]:
        """Records that nothing should rest on as things stand -> what stands against each."""
        return doubts(self.contradictions, self.read.histories)

    @cached_property
    def disputed(self) -> dict[str, tuple[str, ...]]:
        """Record id -> ids of the contradictions that it is in."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.opposed.values():
            for name in one.records:
                found[name] = (*found.get(name, ()), one.id)
        return found

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The actors over all reports, by key."""
        return figures(self.reviewed.values())

    def with_decision(self, decision: Decision) -> Loaded:
        """Return the project with one more decision in its ledger; what it leaves as it was is not worked out anew."""
        after = Loaded(self.root, self.read.with_decision(decision), self.kept)
        if "reviewed" not in vars(after.read):
            return after
        was, is_now = self.reviewed.get(decision.record), after.reviewed.get(decision.record)
        vars(after).update(order=self.order, by_document=self.by_document)
        if was is None or is_now is None:  # on two records that contradict each other
            kept = self._worked_out(*_ACTORS, *_OPPOSED, "columns")
            vars(after).update(facts=self.facts, progress=self.progress, **kept)
            return after
        same, actor = was.record == is_now.record, isinstance(was.record, Actor)
        facts = facts_of(is_now.record)
        if facts == self.facts[decision.record]:
            vars(after)["columns"] = self.columns.with_status(self.order[decision.record], is_now.status)
        gone = 0 if actor else (is_now.status != "proposed") - (was.status != "proposed")
        vars(after).update(
            facts=self.facts if "columns" in vars(after) else {**self.facts, decision.record: facts},
            progress=(self.progress[0] + gone, self.progress[1]),
            **self._worked_out(*(() if actor else _ACTORS), *(_OPPOSED if same else ())),
        )
        return after

    def _worked_out(self, *names: str) -> dict[str, Any]:
        """Return what was worked out already of these."""
        return {name: vars(self)[name] for name in names if name in vars(self)}


_ACTORS, _OPPOSED = ("actors", "figures", "_named"), ("opposed", "disputed")


class Reading:
    """Reads a project when it is asked for and something on the disk has changed since it last was."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files = Kept()
        self._lock = Lock()
        self._kept: tuple[tuple[Stamp, ...], Loaded] | None = None

    def now(self) -> Loaded:
        """Return the project as it stands on the disk."""
        with self._lock:
            stamps = self._stamps()
            if self._kept is None or self._kept[0] != stamps:
                self._kept = (stamps, self._load(stamps))
            return self._kept[1]

    def _load(self, stamps: tuple[Stamp, ...]) -> Loaded:
        ledger = self._kept[1].read if self._kept and self._kept[0][0] == stamps[0] else Project(self.root).ledger()
        return Loaded(self.root, ledger, self._files)

    def keep(self, loaded: Loaded) -> None:
        """Take over what was just written, so that it need not be read again; call it while holding the lock."""
        with self._lock:
            self._kept = (self._stamps(), loaded)

    def _stamps(self) -> tuple[Stamp, ...]:
        project = Project(self.root)
        rest = stamp(project.case_file, project.draft_file, self.root / CONFIG)
        return (stamp(project.ledger_file), notes_stamp(project), rest + folder_stamp(project.scenarios_dir))


def statuses(reviewed: Mapping[str, Reviewed]) -> dict[str, tuple[int, int]]:
    """Return for each document how many of its records (actors left out) are decided on, and how many there are."""
    counts: dict[str, tuple[int, int]] = {}
    for item in reviewed.values():
        if not isinstance(item.record, Actor):
            done, total = counts.get(item.record.document, (0, 0))
            counts[item.record.document] = (done + (item.status != "proposed"), total + 1)
    return counts
