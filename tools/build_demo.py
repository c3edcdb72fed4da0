"""Build the worked project of ``cases/korea-2018``: its sources, hand-made records and case, with true ids.

The case is written with short names (``because: [S31]``); records are written with the words they rest on
(``records.yaml``). This script finds the words in the sources, computes identifiers, and writes the project that
``talleyrand demo`` copies. The same inputs give the same bytes; a test demands that the committed project is what
the script makes.

Usage: python tools/build_demo.py [FOLDER]
"""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from talleyrand.case.yamlfile import load_case
from talleyrand.case.yamltext import read_yaml
from talleyrand.errors import InputError, Problem, did_you_mean
from talleyrand.evidence.records import AnyRecord, parse_record
from talleyrand.ids import record_id
from talleyrand.project import steps
from talleyrand.project.folder import Project
from talleyrand.reading.document import Document
from talleyrand.reading.received import Metadata
from talleyrand.reading.span import Span

HERE = Path(__file__).resolve().parents[1] / "cases" / "korea-2018"
HAND = "hand: records.yaml"
BY = {"name": HAND, "kind": "person", "confidence": None}
_CITATIONS = re.compile(r"\b(because|contradicted): \[([\w, ]*)\]")
Json = dict[str, Any]


def build(folder: Path, out: Path) -> None:
    """Make the project in `out`, replacing what is there, from sources, records and case in `folder`."""
    if out.exists():
        shutil.rmtree(out)
    case = load_case(folder / "case.yaml")
    project = Project.create(out, case.title, case.as_of, case.seed)
    told = read_yaml((folder / "records.yaml").read_text("utf-8"), str(folder / "records.yaml")).data
    actors = told.pop("actors")
    aliases: dict[str, str] = {}
    for source in sorted((folder / "sources").glob("*.txt")):
        steps.add(project, [source], _metadata(source))
        document = next(d for d in project.documents() if Path(str(d.path)).name == source.name)
        records, names = records_of(document, told[source.stem], actors)
        aliases |= names
        project.append(project.ledger().news(document, records, HAND))
    (out / "scenarios").mkdir()
    for path in [folder / "case.yaml", *sorted((folder / "scenarios").glob("*.yaml"))]:
        text = with_ids(path.read_text("utf-8"), aliases, str(path))
        (out / path.relative_to(folder)).write_text(text, "utf-8")
    shutil.rmtree(project.cache_dir)


def _metadata(source: Path) -> Metadata:
    table = tomllib.loads(source.with_name(source.name + ".toml").read_text("utf-8"))
    return Metadata(**{key: value for key, value in table.items() if key != "note"})


def records_of(
    document: Document, told: Mapping[str, Json], actors: Mapping[str, Json]
) -> tuple[list[AnyRecord], dict[str, str]]:
    """Return a document's records, actors first, and alias -> id."""
    people = {key: made for key, entry in actors.items() if (made := _actor(document, key, entry))}
    names: dict[str, str] = {}
    records: list[AnyRecord] = list(people.values())
    for alias, entry in told.items():
        record = _Words(document, alias, entry, {k: a.id for k, a in people.items()}, actors, names).record()
        names[alias] = record.id
        records.append(record)
    return records, names


def _actor(document: Document, key: str, entry: Json) -> AnyRecord | None:
    words = sorted(entry["words"], key=len, reverse=True)
    found = re.finditer("|".join(rf"\b{re.escape(word)}(?!\w)" for word in words), document.text)
    mentions = [document.span(match.start(), match.end()) for match in found]
    if not mentions:
        return None
    data = {name: entry.get(name) for name in ("name", "kind", "party", "office")}
    return parse_record(
        {
            "type": "actor",
            "id": record_id("actor", document.id, [], key),
            "document": document.id,
            "key": entry["party"] if entry["kind"] in ("state", "organisation") else entry["name"].casefold(),
            "role": entry.get("role", "unknown"),
            "mentions": [span.model_dump() for span in mentions],
            "why": ["hand"] * len(mentions),
            **data,
        }
    )


class _Words:
    """One entry of records.yaml on its way to a record: finds its words within its passage."""

    def __init__(
        self,
        document: Document,
        alias: str,
        entry: Json,
        ids: Mapping[str, str],
        actors: Mapping[str, Json],
        names: Mapping[str, str],
    ) -> None:
        self.document, self.alias, self.entry = document, alias, entry
        self.ids, self.actors, self.names = ids, actors, names
        self.passage = self._once(document.text, 0, entry["passage"])

    def record(self) -> AnyRecord:
        kind = self.entry["type"]
        makers: Mapping[str, Callable[[], tuple[Json, list[str]]]] = {
            "statement": self._statement,
            "event": self._event,
            "negotiation": lambda: (self._fields("title", issues=[]), [self.entry["title"]]),
            "seat": self._seat,
            "tie": self._tie,
            "expectation": lambda: (self._fields("holder", "about", "outcome", "likelihood"), [self.entry["about"]]),
            "contest": lambda: (self._fields("issue"), [self.entry["issue"]]),
        }
        fields, extra = makers[kind]()
        spans = fields.get("content") or [self._evidence()]
        if kind == "seat":
            fields["evidence"] = spans[0]
        elif kind != "statement":
            fields["evidence"] = spans
        fields["by"] = BY
        name = record_id(kind, self.document.id, [(span["start"], span["end"]) for span in spans], *extra)
        return parse_record({"type": kind, "id": name, "document": self.document.id, **fields})

    def _statement(self) -> tuple[Json, list[str]]:
        actor = self.entry["actor"]
        person = self.actors[actor]
        content = self.entry["content"]
        fields = {
            "speaker": {**self._place(self.entry["speaker"]), "actor": self.ids.get(actor)},
            "party": person["party"],
            "role": person.get("role", "official"),
            "kind": self.entry.get("kind", "indirect"),
            "status": self.entry.get("status", "made"),
            "content": [self._span(words) for words in ([content] if isinstance(content, str) else content)],
            "cue": self._span(self.entry["cue"]),
            "addressee": self._ref("addressee"),
            "medium": self._ref("medium"),
            "made": self._date("made"),
            "issue": self.entry.get("issue") or next((told[0] for told in self.entry.get("positions", [])), None),
            "stance": self.entry["stance"],
            "positions": [self._position(told) for told in self.entry.get("positions", [])],
        }
        return fields, [actor]

    def _position(self, told: list[Any]) -> Json:
        issue, holder, low, high, own, cue = told
        return {"issue": issue, "holder": holder, "low": low, "high": high, "own": own == "own", "cue": self._span(cue)}

    def _event(self) -> tuple[Json, list[str]]:
        sides = {
            side: [{"actor": self.ids.get(party), "party": party} for party in self.entry[side]]
            for side in ("source", "target")
        }
        return {**sides, **self._fields("plover", "status", place=None), "date": self._date("date")}, [
            self.entry["plover"],
            *self.entry["source"],
        ]

    def _seat(self) -> tuple[Json, list[str]]:
        talks = self.names[self.entry["talks"]]
        return {"negotiation": talks, **self._fields("party", "seat")}, [self.entry["party"]]

    def _tie(self) -> tuple[Json, list[str]]:
        fields = self._fields("holder", "over", "kind", "means", issue=None, status="happened")
        if magnitude := self.entry.get("magnitude"):
            self._span(magnitude["words"])
            fields["magnitude"] = {"value": magnitude["value"], "unit": magnitude["unit"], "text": magnitude["words"]}
        return fields, [self.entry["holder"], str(self.entry["over"]), self.entry["kind"]]

    def _fields(self, *needed: str, **others: Any) -> Json:
        return {name: self.entry[name] for name in needed} | {
            name: self.entry.get(name, value) for name, value in others.items()
        }

    def _evidence(self) -> Json:
        return self._span(str(self.entry.get("evidence") or self.entry["passage"]))

    def _span(self, words: str) -> Json:
        return self._once(self.passage.text, self.passage.start, words).model_dump()

    def _place(self, words: str) -> Json:
        return {key: value for key, value in self._span(words).items() if key != "document"}

    def _ref(self, name: str) -> Json | None:
        told = self.entry.get(name)
        return {**self._place(told["words"]), "actor": self.ids.get(told.get("actor", ""))} if told else None

    def _date(self, name: str) -> Json | None:
        told = self.entry.get(name)
        if told is None:
            return None
        ends = {"from": told["from"], "to": told.get("to", told["from"]), "granularity": told.get("granularity", "day")}
        return {**self._place(told["words"]), **ends}

    def _once(self, text: str, offset: int, words: str) -> Span:
        if text.count(words) != 1:
            told = f"“{words}” stands {text.count(words)} times in “{text[:60]}…”"
            raise InputError(Problem(told, where=self.alias, remedy="quote more of it, or correct the words"))
        start = offset + text.index(words)
        return self.document.span(start, start + len(words))


def with_ids(text: str, aliases: Mapping[str, str], file: str) -> str:
    """Replace the short names in every citation by the ids they stand for.

    Examples
    --------
    >>> with_ids("a: {value: 1, because: [S1, S2]}", {"S1": "statement-1", "S2": "statement-2"}, "case.yaml")
    'a: {value: 1, because: [statement-1, statement-2]}'
    """
    problems = list(_unknown(text, aliases, file))
    if problems:
        raise InputError(problems)
    return _CITATIONS.sub(lambda m: f"{m[1]}: [{', '.join(aliases[name] for name in _names(m[2]))}]", text)


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def _unknown(text: str, aliases: Iterable[str], file: str) -> Iterator[Problem]:
    known = set(aliases)
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _CITATIONS.finditer(line):
            for name in _names(match[2]):
                if name not in known:
                    remedy = did_you_mean(name, known)
                    yield Problem(f'records.yaml has no record "{name}"', file=file, line=number, remedy=remedy)


def main() -> None:
    """Build the project beside its inputs, or in the folder given."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "project"
    build(HERE, out)
    print(out)


if __name__ == "__main__":
    main()
