"""The user's own actors: a YAML file that wins over everything that the reader works out.

::

    - name: Sergei Lavrov          # needed; how the actor is called in the ledger
      names: [Lavrov, the top diplomat]   # other words that stand for it, exactly as in the text
      kind: person                 # person (default), state, organisation or group
      party: RUS                   # whom it speaks for; leave out for nobody
      role: official               # as in the reference of records; official by default
      office: foreign minister
      key: sergei lavrov           # joins documents; the party for states, else the name
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from talleyrand.errors import InputError, Problem, did_you_mean
from talleyrand.evidence.clusters import folded
from talleyrand.evidence.lexicons import Form, NameLexicon, index
from talleyrand.evidence.records import ActorKind, Role

_KEYS = ("name", "names", "kind", "party", "role", "office", "key")


@dataclass(frozen=True)
class OwnActor:
    """An entry of the file."""

    key: str
    name: str
    names: tuple[str, ...]
    kind: ActorKind = "person"
    party: str | None = None
    role: Role = "official"
    office: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """All words that stand for the actor."""
        return (self.name, *self.names)


def load_actors(path: Path) -> tuple[OwnActor, ...]:
    """Read the file.

    Raises
    ------
    InputError
        Every mistake in the file at once, each with its line and column.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        data = YAML().load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Problem(f"cannot be read: {error}", file=str(path))) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise InputError(Problem(f"is no YAML: {error.problem}", file=str(path), line=line, column=column)) from error
    if not isinstance(data, list):
        remedy = 'begin each with "- name: …"'
        raise InputError(Problem("the file must be a list of actors", file=str(path), line=1, column=1, remedy=remedy))
    problems = [problem for place, entry in enumerate(data) for problem in _problems(data, place, entry, str(path))]
    if problems:
        raise InputError(problems)
    return tuple(_entry(entry) for entry in data)


def _problems(data: Any, place: int, entry: Any, file: str) -> Iterator[Problem]:
    """Yield what is wrong with an entry."""
    line, column = data.lc.item(place)

    def at(key: str | None, message: str, remedy: str | None = None) -> Problem:
        where = entry.lc.key(key) if key is not None else (line, column)
        return Problem(message, file=file, line=where[0] + 1, column=where[1] + 1, remedy=remedy)

    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"].strip():
        yield at(None, "an actor needs a name", 'write "- name: …"')
        return
    for key in entry:
        if key not in _KEYS:
            yield at(key, f'unknown key "{key}"', did_you_mean(str(key), _KEYS) or f"known are {', '.join(_KEYS)}")
    for key, allowed in (("kind", get_args(ActorKind)), ("role", get_args(Role))):
        if key in entry and entry[key] not in allowed:
            remedy = did_you_mean(str(entry[key]), allowed) or f"one of {', '.join(allowed)}"
            yield at(key, f'"{entry[key]}" is no {key}', remedy)
    names = entry.get("names", [])
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        yield at("names", "names must be a list of words as they stand in the text", "write names: [first, second]")


def _entry(entry: dict[str, Any]) -> OwnActor:
    kind: ActorKind = entry.get("kind", "person")
    party = str(entry["party"]) if entry.get("party") is not None else None
    own = " ".join(folded(entry["name"].split())) if kind == "person" else str(entry["name"]).casefold()
    own = party or own if kind == "state" else own
    return OwnActor(
        key=str(entry.get("key", own)),
        name=str(entry["name"]),
        names=tuple(str(name) for name in entry.get("names", ())),
        kind=kind,
        party=party,
        role=entry.get("role", "official"),
        office=entry.get("office"),
    )


def lexicon_of(actors: tuple[OwnActor, ...]) -> NameLexicon:
    """Make the lookup of the user's words; each form bears the key of its actor."""
    return NameLexicon({}, index(Form(form, actor.key, "name") for actor in actors for form in actor.forms))
