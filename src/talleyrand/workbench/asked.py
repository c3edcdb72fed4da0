"""What a form asks of an entry of the case beyond its grounds: options, rules, preferences, bodies, seats, ties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from talleyrand.case.estimate import Grounds
from talleyrand.case.model import Case
from talleyrand.errors import InputError, Problem, did_you_mean
from talleyrand.evidence.records import Likelihood, SeatKind, TieKind
from talleyrand.solvers.graph_model import parse
from talleyrand.workbench.render import SEAT

Editor = Literal["text", "choice", "statement", "statements", "codes", "words", "weights", "number", "count", "tick"]
Choices = tuple[tuple[str, str], ...]
LONGEST_CODE = 3
"""Letters of a state's code (ISO 3166 alpha-3)."""
_APART = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Asked:
    """One field of a form.

    Parameters
    ----------
    name
        The key in the file.
    label, hint
        What it is called, and what is to be written.
    editor
        How it is written; decides how it is read.
    needed
        True where it may not stay empty.
    choices
        Fixed choices; ``party`` or ``issue`` where the case gives them.
    default
        The value that the file need not name.
    """

    name: str
    label: str
    editor: Editor
    hint: str = ""
    needed: bool = False
    choices: Choices | Literal["party", "issue", ""] = ""
    default: Any = None


def _plain(words: Iterable[str]) -> Choices:
    return tuple((word, word.replace("_", " ")) for word in words)


_DIRECTIONS = (
    ("both", "can be done and left again"),
    ("on", "one-way: once done, never undone"),
    ("off", "one-way: once left, never done again"),
)
_SEATS = tuple((seat, SEAT.get(seat, seat)) for seat in get_args(SeatKind))
FIELDS: dict[str, tuple[Asked, ...]] = {
    "options": (
        Asked("title", "What is done", "text", "a clause, like “Moscow lifts the ban”", needed=True),
        Asked("otherwise", "What is the case where it is not", "text", "like “Moscow keeps the ban”"),
        Asked("owner", "Whose it is to do", "choice", needed=True, choices="party"),
        Asked("direction", "Way back", "choice", choices=_DIRECTIONS, default="both"),
        Asked("status_quo", "It is so today", "tick", default=False),
        Asked("admits", "Gives a seat to", "choice", "where it admits a party to the table", choices="party"),
    ),
    "infeasible": (Asked("when", "This can never be", "statement", "a statement over the options", needed=True),),
    "preferences": (
        Asked(
            "statement",
            "This party wants",
            "statements",
            "one statement; several, one a line, where their order among themselves is not known",
            needed=True,
        ),
        Asked("maybe", "It may not want this at all", "tick", "runs are made with it and without", default=False),
    ),
    "decision_rules": (
        Asked("title", "The body", "text", needed=True),
        Asked("members", "Members", "codes", "codes, with spaces between; any state, not only parties", needed=True),
        Asked("others", "How many members more", "count", "those that are not named here", default=0),
        Asked("quota", "Votes needed", "number", "in weights of the members, 1 each where none are given", needed=True),
        Asked("weights", "Weights", "weights", "like DEU 29, FRA 29; empty: one vote each", default={}),
        Asked("vetoes", "Who can veto", "codes", default=()),
        Asked("blocking_minority", "How many can block", "count", "empty where the quota says all"),
        Asked("issues", "It decides on", "words", "keys of issues; empty for all", choices="issue", default=()),
    ),
    "seats": (Asked("seat", "Place", "choice", needed=True, choices=_SEATS),),
    "ties": (
        Asked("holder", "Who holds it", "choice", needed=True, choices="party"),
        Asked("over", "Over whom", "choice", "nobody in particular: leave it open", choices="party"),
        Asked("kind", "What it is", "choice", needed=True, choices=_plain(get_args(TieKind))),
        Asked("means", "By what", "words", "like trade, food", default=()),
        Asked("issue", "On which issue", "choice", choices="issue"),
    ),
    "expectations": (
        Asked("holder", "Who expects it", "text", needed=True),
        Asked("about", "What", "text", needed=True),
        Asked("likelihood", "Holds it", "choice", needed=True, choices=_plain(get_args(Likelihood))),
    ),
}


def section_of(address: str) -> str:
    """Return the name under which the fields of an address are listed."""
    parts = address.split("/")
    if len(parts) == 3 and parts[0] == "ties":
        return ""
    return parts[2] if parts[0] == "negotiations" and len(parts) > 2 else parts[0]


def fields(case: Case, section: str, entered: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the fields of a form with what they hold."""
    return [
        {
            "name": asked.name,
            "label": asked.label,
            "hint": asked.hint,
            "editor": asked.editor,
            "needed": asked.needed,
            "value": entered.get(asked.name, ""),
            "choices": _choices(case, asked),
        }
        for asked in FIELDS.get(section, ())
    ]


def _choices(case: Case, asked: Asked) -> list[tuple[str, str]]:
    if not isinstance(asked.choices, str):
        return list(asked.choices)
    found = {
        "party": [(code, party.name) for code, party in case.parties.items()],
        "issue": [(key, issue.title) for key, issue in case.issues.items()],
        "": [],
    }[asked.choices]
    return found if asked.needed or asked.editor != "choice" else [("", "– none –"), *found]


def held(section: str, entry: Grounds | None) -> dict[str, str]:
    """Return what a form holds before anybody writes in it."""
    found = {}
    for asked in FIELDS.get(section, ()):
        value = getattr(entry, asked.name) if entry is not None else asked.default
        if asked.editor == "statements" and entry is not None and value is None:
            value = getattr(entry, "any_order", None)
        found[asked.name] = _written(asked.editor, value)
    return found


def _written(editor: Editor, value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {number:g}" for key, number in value.items())
    if isinstance(value, tuple):
        return {"statements": "\n", "codes": " "}.get(editor, ", ").join(value)
    return f"{value:.10g}" if isinstance(value, int | float) else str(value)


def given(case: Case, section: str, text: Callable[[str], str | None]) -> dict[str, Any]:
    """Read a form; a field that holds what need not be named is None.

    Raises
    ------
    InputError
        Every mistake; `where` is the name of the field.
    """
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for asked in FIELDS.get(section, ()):
        words = text(f"e-{asked.name}") or ""
        if asked.needed and not words:
            problems.append(Problem(f"{asked.label.lower()}: nothing is said", where=asked.name, remedy="it is needed"))
            continue
        try:
            found |= _read(case, asked, words)
        except InputError as error:
            problems += [Problem(p.message, where=asked.name, column=p.column, remedy=p.remedy) for p in error.problems]
    if problems:
        raise InputError(problems)
    return found


def _read(case: Case, asked: Asked, words: str) -> dict[str, Any]:
    if asked.editor == "statements":
        lines = [statement(case, line) for line in words.splitlines() if line.strip()]
        return {"statement": lines[0] if len(lines) == 1 else None, "any_order": lines if len(lines) > 1 else None}
    value: Any = words
    match asked.editor:
        case "statement":
            value = statement(case, " ".join(words.split()))
        case "codes":
            value = [_code(case, word) for word in _APART.split(words) if word]
        case "words":
            value = list(_listed(case, asked, words))
        case "weights":
            value = {_code(case, name): weight for name, weight in _weights(words)}
        case "number":
            value = _number(words)
        case "count":
            value = int(_whole(words)) if words else None
        case "tick":
            value = words == "yes"
        case "choice":
            value = _chosen(case, asked, words)
    empty = value in ("", [], {}) or value == asked.default
    return {asked.name: None if empty else value}


def statement(case: Case, text: str) -> str:
    """Return a statement over the options of a case, once it is known to be one."""
    parse(text, tuple(case.options))
    return text.strip()


def _chosen(case: Case, asked: Asked, word: str) -> str:
    known = dict(_choices(case, asked))
    if word and word not in known:
        raise InputError(
            Problem(f'"{word}" cannot be chosen', remedy=did_you_mean(word, known) or "choose from the list")
        )
    return word


def _listed(case: Case, asked: Asked, words: str) -> Iterator[str]:
    known = dict(_choices(case, asked))
    for word in filter(None, (part.strip() for part in words.split(","))):
        if known and word not in known:
            raise InputError(
                Problem(f'there is no "{word}"', remedy=did_you_mean(word, known) or f"there are: {', '.join(known)}")
            )
        yield word


def _code(case: Case, word: str) -> str:
    """Return a party's code as the case writes it, a state's in capitals."""
    known = {code.casefold(): code for code in case.parties}
    return known.get(word.casefold(), word.upper() if len(word) <= LONGEST_CODE else word)


def _weights(words: str) -> Iterator[tuple[str, float]]:
    for part in filter(None, (part.strip() for part in words.split(","))):
        name, _, figure = part.rpartition(" ")
        if not name:
            raise InputError(Problem(f'"{part}" is no weight', remedy="write the member and its weight, like DEU 29"))
        yield name.strip(), _number(figure)


def _number(words: str) -> float:
    try:
        return float(words.replace(",", "."))
    except ValueError:
        raise InputError(Problem(f'"{words}" is no number', remedy="write a figure, like 9 or 0.5")) from None


def _whole(words: str) -> str:
    if not words.isdecimal():
        raise InputError(Problem(f'"{words}" is no whole number', remedy="write a figure, like 10"))
    return words
