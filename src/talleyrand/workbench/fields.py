"""A record's fields in words, and as a form that amends them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from talleyrand.brief.days import when
from talleyrand.brief.phrases import code_name, quoted, who
from talleyrand.evidence.records import AnyRecord, DateRange, Magnitude, Party, Ref, Speaker
from talleyrand.workbench.loaded import Loaded

SHOWN: dict[str, tuple[str, ...]] = {
    "statement": (
        "speaker",
        "party",
        "role",
        "kind",
        "status",
        "stance",
        "issue",
        "addressee",
        "medium",
        "made",
        "nested_in",
    ),
    "event": ("source", "target", "plover", "status", "date", "place", "statement"),
    "negotiation": ("title", "issues"),
    "seat": ("negotiation", "party", "seat", "date"),
    "tie": ("holder", "over", "kind", "means", "issue", "magnitude", "status", "statement"),
    "expectation": ("about", "outcome", "holder", "likelihood", "statement"),
    "contest": ("issue",),
    "actor": ("name", "kind", "party", "role", "office", "state"),
}
LABELS = {
    "party": "speaks for",
    "nested_in": "said within",
    "plover": "what",
    "statement": "told in",
    "made": "when",
    "date": "when",
    "source": "who",
    "target": "to whom",
    "addressee": "to",
    "over": "over",
    "kind": "form",
}
REFERENCES = {"nested_in": "statement", "statement": "statement", "negotiation": "negotiation"}
_CODES = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Field:
    """One field: what it says, and how it can be changed.

    Parameters
    ----------
    name
        Of the record's field.
    label, words
        What it is called and says, for people.
    editor
        ``choice``, ``text``, ``list``, ``codes``, ``days``, or None where it cannot be changed in the form.
    value
        What the form holds: a word, or the first and last day.
    choices
        Value and label of each choice.
    """

    name: str
    label: str
    words: str
    editor: str | None
    value: Any
    choices: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the field as JSON values."""
        return dict(vars(self))


def fields_of(now: Loaded, record: AnyRecord) -> list[Field]:
    """Return the fields of a record in the order in which they are read."""
    return [_field(now, record, name) for name in SHOWN[record.type]]


def _field(now: Loaded, record: AnyRecord, name: str) -> Field:
    value = getattr(record, name)
    label = LABELS.get(name, name.replace("_", " "))
    if (name, record.type) in (("kind", "tie"), ("kind", "actor"), ("party", "seat")):
        label = name
    words = _words(now, value, name)
    if name in REFERENCES or isinstance(value, Speaker):
        kind = REFERENCES.get(name, "actor")
        current = value.actor if isinstance(value, Speaker) else value
        return Field(name, label, words, "choice", current or "", _records(now, record, kind))
    if choices := _literals(type(record).model_fields[name].annotation):
        return Field(name, label, words, "choice", value, tuple((c, c.replace("_", " ")) for c in choices))
    if name in ("source", "target"):
        return Field(name, label, words, "codes", ", ".join(side.party or "?" for side in value))
    if isinstance(value, DateRange):
        days = [d.isoformat() if d else "" for d in (value.from_, value.to)]
        return Field(name, label, words, "days", days)
    if isinstance(value, tuple):
        return Field(name, label, words, "list", ", ".join(value))
    if isinstance(value, Ref | Magnitude) or name in ("addressee", "medium", "made", "date", "magnitude", "speaker"):
        return Field(name, label, words, None, None)
    return Field(name, label, words, "text", value or "")


def _words(now: Loaded, value: Any, name: str) -> str:
    material = now.words
    if value is None or value == ():
        return ""
    if isinstance(value, Speaker):
        actor = now.actors.get(value.actor or "")
        return f"{actor.name}: “{value.text}”" if actor and actor.name != value.text else f"“{value.text}”"
    if isinstance(value, Ref | Magnitude):
        return f"“{value.text}”"
    if isinstance(value, DateRange):
        return f"{when(value) or 'open'} (“{value.text}”)"
    if name in ("source", "target"):
        return ", ".join(_side(now, side) for side in value)
    if isinstance(value, tuple):
        return ", ".join(word.replace("_", " ") for word in value)
    if name in REFERENCES:
        found = now.reviewed.get(value)
        return f"{who(material, found.record)}: {quoted(found.record)}" if found else value
    if name in ("party", "holder", "over", "state"):
        told = code_name(material, value)
        return f"{told} ({value})" if told != value else value
    return str(value).replace("_", " ")


def _side(now: Loaded, side: Party) -> str:
    actor = now.actors.get(side.actor or "")
    name = code_name(now.words, side.party) if side.party else None
    if actor and name and actor.name != name:
        return f"{actor.name} ({name})"
    return name or (actor.name if actor else "somebody unnamed")


def _records(now: Loaded, record: AnyRecord, kind: str) -> tuple[tuple[str, str], ...]:
    """Return the records of one kind in the same report, to choose from."""
    found = [
        (item.record.id, _short(who(now.words, item.record), quoted(item.record), kind))
        for item in now.beside(record, kind)
    ]
    return (("", "– none –"), *found)


def _short(name: str, quote: str, kind: str) -> str:
    return name if kind in ("actor", "negotiation") else f"{name[:40]}: {quote[:60]}"


def _literals(annotation: Any) -> tuple[str, ...]:
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def changes(record: AnyRecord, fields: list[Field], form: Callable[[str], str | None]) -> dict[str, Any]:
    """Return what a form changes, in the form of the record's JSON; `form` gives the value of ``f-NAME``."""
    before = record.as_json()
    found = {field.name: value for field in fields if field.editor for value in _changed(record, field, form)}
    return {name: value for name, value in found.items() if value != before[name]}


def _changed(record: AnyRecord, field: Field, form: Callable[[str], str | None]) -> Iterator[Any]:
    value, old = form(f"f-{field.name}"), getattr(record, field.name)
    if field.editor == "days":
        last = form(f"f-{field.name}-to")
        yield old.model_dump(mode="json", by_alias=True) | {"from": value, "to": last}
    elif field.editor == "codes":
        yield _sides(value or "", old)
    elif field.editor == "list":
        yield [word.strip() for word in (value or "").split(",") if word.strip()]
    elif isinstance(old, Speaker):
        yield old.model_dump(mode="json") | {"actor": value}
    else:
        yield value


def _sides(text: str, old: tuple[Party, ...]) -> list[dict[str, Any]]:
    """Turn party codes into sides; one that was there keeps its actor, ``?`` stands for a side without a party."""
    left = list(old)
    found = []
    for code in filter(None, _CODES.split(text)):
        party = None if code == "?" else code.upper()
        same = next((side for side in left if side.party == party), Party(party=party))
        if same in left:
            left.remove(same)
        found.append(same.model_dump(mode="json"))
    return found
