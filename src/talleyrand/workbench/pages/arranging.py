"""What goes into the brief: a form over ``brief.yaml`` that keeps what else stands in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from talleyrand.brief.choices import KEPT, PARTS, Choices
from talleyrand.brief.locales import checked
from talleyrand.errors import InputError, Problem
from talleyrand.ids import sha256
from talleyrand.project.choices import FILE, changed_text, choices_path, read_choices, with_notes
from talleyrand.project.solving import load_solved
from talleyrand.workbench.bench import Ask, Moved, Page
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.refusal import Refusal


@dataclass(frozen=True)
class Thing:
    """Something that a brief may tell: its name in the file, and what it is called."""

    name: str
    title: str


@dataclass(frozen=True)
class Level:
    """Things that are put in order among each other, in their usual order."""

    key: str
    things: tuple[Thing, ...]

    @property
    def names(self) -> list[str]:
        """Their names, in the usual order."""
        return [thing.name for thing in self.things]


def levels(now: Loaded) -> tuple[Level, ...]:
    """Return the parts, the methods, and the findings of each method, as far as there are results."""
    try:
        solved = load_solved(now)
    except InputError:
        solved = None
    results = solved.results if solved else ()
    return (
        Level("parts", tuple(Thing(name, title) for name, title in PARTS.items())),
        Level("methods", tuple(Thing(result.analysis, result.title) for result in results)),
        *(
            Level(
                result.analysis,
                tuple(Thing(f.id, f.text) for f in sorted(result.findings, key=lambda finding: finding.rank)),
            )
            for result in results
        ),
    )


def choices_data(now: Loaded, entered: Choices | None = None) -> dict[str, Any]:
    """Return what the form shows (what was `entered`, where that was refused), or why the file cannot be read."""
    try:
        choices = entered or read_choices(now).choices
    except InputError as error:
        return {"choices": None, "wrong": [problem.as_json() for problem in error.problems], "version": _version(now)}
    parts, methods, *inner = levels(now)
    findings = {level.key: _rows(level, choices) for level in inner}
    return {
        "choices": {
            "parts": _rows(parts, choices),
            "methods": [row | {"findings": findings[row["name"]]} for row in _rows(methods, choices)],
            "locale": choices.locale,
        },
        "wrong": [],
        "version": _version(now),
    }


def _rows(level: Level, choices: Choices) -> list[dict[str, Any]]:
    """Return the things of a level in the chosen order, those left out in their places."""
    shown = choices.model_copy(update={"leave_out": ()}).arranged(level.things, lambda thing: thing.name)
    return [
        {
            "name": thing.name,
            "anchor": anchor(thing.name),
            "title": thing.title,
            "kept": thing.name not in choices.leave_out,
            "fixed": thing.name in KEPT,
            "note": choices.note(thing.name) or "",
            "first": n == 0,
            "last": n == len(shown) - 1,
        }
        for n, thing in enumerate(shown)
    ]


def _version(now: Loaded) -> str:
    """Return the digest of the file as it stands on the disk."""
    path = choices_path(now)
    return sha256(path.read_bytes() if path.is_file() else b"")


def choose(ask: Ask) -> Page | Moved:
    """Save what the form says, and move one thing where a button asks for it."""
    from talleyrand.workbench.pages.brief import brief_page

    move = ask.text("move")
    try:
        wanted = _wanted(ask, move)
    except ValidationError:
        problem = Problem("a note is longer than 4,000 characters", remedy="a note is read beside a line: shorten it")
        return brief_page(ask, Refusal(422, problem))
    try:
        checked(wanted.locale)
        _save(ask, wanted)
    except Refusal as refusal:
        return brief_page(ask, refusal, wanted)
    except InputError as error:
        return brief_page(ask, Refusal(422, error.problems), wanted)
    ask.bench.said = f"Saved in {FILE}"
    return Moved(f"/brief#{anchor(move.partition(' ')[2])}" if move else "/brief#choices")


def anchor(name: str) -> str:
    """Return where a thing stands in the form."""
    return "choose-" + name.replace("/", "-")


def _wanted(ask: Ask, move: str | None) -> Choices:
    """Return the choices that the form makes; what it does not show stays as it was."""
    before = read_choices(ask.now).choices
    found = levels(ask.now)
    shown = [name for level in found for name in level.names if name in set(ask.texts("thing"))]
    kept = set(ask.texts("keep")) | set(KEPT)
    left_out = [name for name in before.leave_out if name not in shown or name not in kept]
    left_out += [name for name in shown if name not in kept and name not in left_out]
    order = [name for level in found for name in _order(level, before, move)]
    known = {name for level in found for name in level.names}
    order += [name for name in before.order if name not in known]
    wanted = Choices(order=tuple(order), leave_out=tuple(left_out), notes=before.notes, locale=ask.text("locale"))
    notes = {name: ask.text(f"note {name}") or "" for name in shown}
    return with_notes(wanted, {name: "\n".join(words.splitlines()) for name, words in notes.items()})


def _order(level: Level, before: Choices, move: str | None) -> Iterator[str]:
    """Yield a level's names in their new order where that is not the usual one."""
    names = before.model_copy(update={"leave_out": ()}).arranged(level.names, lambda name: name)
    if move:
        names = moved(names, move)
    if names != level.names:
        yield from names


def moved(names: Sequence[str], move: str) -> list[str]:
    """Return names with one of them a place further up or down, where it is among them.

    Examples
    --------
    >>> moved(["a", "b", "c"], "up c"), moved(["a", "b"], "down b"), moved(["a", "b"], "up x")
    (['a', 'c', 'b'], ['a', 'b'], ['a', 'b'])
    """
    way, _, name = move.partition(" ")
    found = list(names)
    if name in found:
        at = found.index(name)
        to = at + {"up": -1, "down": 1}.get(way, 0)
        if 0 <= to < len(found):
            found[at], found[to] = found[to], found[at]
    return found


def _save(ask: Ask, choices: Choices) -> None:
    """Write the file, unless it has changed since the page was made."""
    now, path = ask.now, choices_path(ask.now)
    with now.writing():
        if _version(now) != ask.text("version"):
            message = f"{FILE} was changed on the disk since this page was made; nothing was overwritten"
            raise Refusal(409, Problem(message, remedy="look at what stands there now, then save again"))
        before = path.read_bytes().decode("utf-8-sig") if path.is_file() else ""
        after = changed_text(before, choices)
        if after != before:
            now.write(path, after.encode())


DOORS = (Door("/brief/choices", choose, "POST"),)
