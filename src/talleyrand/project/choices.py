"""``brief.yaml``: what the analyst chose for the brief, read with the place of every entry and changed in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml.nodes import MappingNode

from talleyrand.analyses.base import registry
from talleyrand.analyses.result import Result
from talleyrand.brief.choices import KEPT, PARTS, Choices, Note
from talleyrand.brief.locales import checked
from talleyrand.case.splice import Splicer, Wanted, applied, in_lines
from talleyrand.case.write import inline
from talleyrand.case.yamltext import Located, compose, read_yaml
from talleyrand.errors import FolderError, InputError, Problem, did_you_mean
from talleyrand.project.folder import Project

FILE = "brief.yaml"
KEYS = ("order", "leave_out", "notes", "locale")
_BEGIN = """\
# What the brief tells first, what it leaves out, and notes in the analyst's own words. What is not named here follows
# in its usual order. Names are those of parts (flips), of methods (seat) and of findings (seat/RUS/worth).
"""


@dataclass(frozen=True)
class ChoicesFile:
    """What a project's file says, and where; everything at its default where there is no file."""

    choices: Choices = field(default_factory=Choices)
    located: Located | None = None

    def unknown_findings(self, results: Sequence[Result]) -> list[Problem]:
        """Return warnings of findings that no result has: they come and go with the case, and may come back."""
        known = [finding.id for result in results for finding in result.findings]
        return [
            self._problem(address, f'no finding is called "{name}" now', did_you_mean(name, known), "warning")
            for address, name in _names(self.choices)
            if "/" in name and name not in known
        ]

    def mistakes(self) -> list[Problem]:
        """Return what cannot be meant."""
        choices = self.choices
        known = (*PARTS, *registry(), "robustness")
        found = [
            self._problem(address, f'"{name}" is no part, method or finding', _meant(name, known))
            for address, name in _names(choices)
            if "/" not in name and name not in known
        ]
        found += [
            self._problem(f"leave_out/{n}", f'the part "{name}" cannot be left out', "nobody could check the brief")
            for n, name in enumerate(choices.leave_out)
            if name in KEPT
        ]
        found += [
            self._problem(address, f'"{name}" stands twice', "keep one of them")
            for key in ("order", "leave_out", "notes")
            for address, name in _repeated([pair for pair in _names(choices) if pair[0].startswith(key)])
        ]
        try:
            checked(choices.locale)
        except InputError as error:
            found += [self._problem("locale", one.message, one.remedy) for one in error.problems]
        return found

    def _problem(self, address: str, message: str, remedy: str | None, severity: str = "error") -> Problem:
        place = self.located.where(address) if self.located else None
        file, line, column = (place.file, place.line, place.column) if place else (FILE, None, None)
        return Problem(message, file, line, column, address, remedy, severity)


def _names(choices: Choices) -> Iterator[tuple[str, str]]:
    """Yield the address of each name in the file, and the name."""
    yield from ((f"order/{n}", name) for n, name in enumerate(choices.order))
    yield from ((f"leave_out/{n}", name) for n, name in enumerate(choices.leave_out))
    yield from ((f"notes/{n}/about", note.about) for n, note in enumerate(choices.notes))


def _repeated(named: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for address, name in named:
        if name in seen:
            yield address, name
        seen.add(name)


def _meant(name: str, known: Sequence[str]) -> str:
    return did_you_mean(name, known) or f"parts and methods are: {', '.join(known)}; findings look like seat/RUS/worth"


def choices_path(project: Project) -> Path:
    """Return where a project keeps what the analyst chose."""
    return project.root / FILE


def read_choices(project: Project) -> ChoicesFile:
    """Read what the analyst chose.

    Raises
    ------
    InputError
        Every mistake in the file, each with its line.
    FolderError
        Where the file cannot be read.
    """
    path = choices_path(project)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ChoicesFile()
    except OSError as error:
        raise FolderError(f"{path} cannot be read: {error.strerror}") from None
    try:
        return choices_from_text(data.decode("utf-8-sig"), FILE)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(Problem("this is no UTF-8", FILE, line, remedy="save the file as UTF-8")) from None


def choices_from_text(text: str, file: str = FILE) -> ChoicesFile:
    r"""Read choices from YAML; `file` is what problems call it.

    Examples
    --------
    >>> choices_from_text("leave_out: [disagree]  # nothing there\n").choices.leave_out
    ('disagree',)
    """
    located = read_yaml(text, file)
    if located.data is None:
        return ChoicesFile(Choices(), located)
    try:
        found = ChoicesFile(Choices.model_validate(located.data), located)
    except ValidationError as error:
        raise InputError([_shape(dict(one), located) for one in error.errors(include_url=False)]) from None
    if problems := found.mistakes():
        raise InputError(problems)
    return found


def _shape(detail: dict[str, Any], located: Located) -> Problem:
    """Return a mistake of form in words."""
    address = "/".join(str(part) for part in detail["loc"])
    kind, key = detail["type"], str(detail["loc"][-1]) if detail["loc"] else ""
    known = ("about", "says") if address.startswith("notes/") else KEYS
    told = {
        "extra_forbidden": (f'"{key}" is no key here', did_you_mean(key, known) or f"keys are {', '.join(known)}"),
        "missing": (f"{key} is missing", "a note reads {about: seat/RUS/worth, says: …}"),
        "tuple_type": ("this is no list", "write [one, another], or a line for each with a dash"),
        "string_type": ("this is no text", "put it in quotation marks"),
        "string_too_short": ("the note says nothing", "write a sentence, or remove the note"),
        "string_too_long": ("the note is longer than 4,000 characters", "a note is read beside a line: shorten it"),
    }
    message, remedy = told.get(kind, (str(detail["msg"]), f"keys are {', '.join(known)}"))
    place = located.where(address, key=kind == "extra_forbidden")
    return Problem(message, place.file, place.line, place.column, address or None, remedy)


def changed_text(text: str, choices: Choices) -> str:
    r"""Return the file changed so that it says `choices`; comments and layout stay as they are.

    Raises
    ------
    InputError
        Where the file has mistakes, or cannot be changed without changing something else.

    Examples
    --------
    >>> print(changed_text("leave_out: [disagree]  # empty\n", Choices(leave_out=("disagree", "seat"))), end="")
    leave_out: [disagree, seat]  # empty
    >>> print(changed_text("order:\n  - flips  # first\n  - seat\n", Choices(order=("seat", "flips"))), end="")
    order:
      - seat
      - flips  # first
    """
    before = choices_from_text(text)
    if before.choices == choices:
        return text
    body = (text if text.strip() else _BEGIN).replace("\r\n", "\n").rstrip("\n") + "\n"
    wanted = choices.model_dump(mode="json")
    for key in ("order", "leave_out"):
        body = _with_lines(body, key, wanted[key])
    changed = _with_rest(body, wanted)
    if choices_from_text(changed).choices != choices:
        remedy = "write the list out plainly, or change the file in an editor"
        raise InputError(Problem("this cannot be changed without changing something else", FILE, remedy=remedy))
    return changed.replace("\n", "\r\n") if "\r\n" in text else changed


def _with_lines(body: str, key: str, wanted: list[str]) -> str:
    """Return the text with a list that stands line by line put in order; each line's comments go with it."""
    node = compose(body)
    pairs = node.value if isinstance(node, MappingNode) else []
    found = next(((name, value) for name, value in pairs if name.value == key and in_lines(value)), None)
    if found is None or not wanted:
        return body
    name, items = found
    lines, stretches = body.splitlines(keepends=True), {}
    first = at = name.start_mark.line + 1
    for item in items.value:
        stretches[str(item.value)] = "".join(lines[at : item.end_mark.line + 1])
        at = item.end_mark.line + 1
    indent = " " * items.start_mark.column
    made = [stretches.get(one, f"{indent}- {inline(one)}\n") for one in wanted]
    return "".join([*lines[:first], *made, *lines[at:]])


def _with_rest(body: str, wanted: dict[str, Any]) -> str:
    """Return the text with every other change in its place."""
    old = read_yaml(body).data or {}
    changes, node = dict(_changes(old, wanted)), compose(body)
    if not old or node is None:
        return body + "".join(f"{key}: {inline(value)}\n" for key, value in changes.items())
    return applied(body, list(Splicer(body, FILE).changes(node, old, Wanted.of(changes)))) if changes else body


def _changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield address and value of what is to be changed; a note keeps its place, a new one comes last."""
    for key in ("order", "leave_out", "locale"):
        had = old.get(key)
        if (had or None) != (new[key] or None):
            # An emptied list stays, with what is written beside it.
            yield key, new[key]
    had, wanted = old.get("notes") or [], new["notes"]
    says = {note["about"]: note["says"] for note in wanted}
    for n, note in enumerate(had):
        if note["about"] not in says:
            yield f"notes/{n}", None
        elif note["says"] != says[note["about"]]:
            yield f"notes/{n}/says", says[note["about"]]
    known = [note["about"] for note in had]
    added = [note for note in wanted if note["about"] not in known]
    if added and not had:
        yield "notes", added
    else:
        yield from ((f"notes/{len(had) + n}", note) for n, note in enumerate(added))


def with_notes(choices: Choices, notes: dict[str, str]) -> Choices:
    """Return choices with these notes, an empty one taken away; notes on other things stay, in their places."""
    kept = {note.about: note.says for note in choices.notes} | notes
    made = tuple(Note(about=name, says=words) for name, words in kept.items() if words)
    return choices.model_copy(update={"notes": made})
