"""Results and briefs against what they came from: every figure is computed anew, every page set anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from talleyrand.brief.changes import Earlier
from talleyrand.brief.compose import Settings, compose
from talleyrand.brief.html import to_html
from talleyrand.brief.outline import Brief
from talleyrand.brief.short import to_short_html
from talleyrand.errors import FolderError, InputError, Problem
from talleyrand.project.briefing import SHORT, SINCE, brief_json, is_fresh, material, read_since, scenario_title
from talleyrand.project.choices import read_choices
from talleyrand.project.folder import Project
from talleyrand.project.solving import (
    Solved,
    all_scenarios,
    chosen,
    compute,
    load_solved,
    read_project_case,
    result_files,
)
from talleyrand.project.subject import Subject

_SOLVE = "run talleyrand solve, then talleyrand brief"
_BRIEF = "run talleyrand brief"
MOST_TOLD = 8


def check_results(subject: Subject) -> Iterator[Problem]:
    """Every result file: named by what it came from, made from the case as it stands, and computed anew equal."""
    project = subject.project
    known = {path for name in all_scenarios(project) for path in result_files(project, name)}
    for path in sorted(project.results_dir.glob("*")) if project.results_dir.is_dir() else ():
        if path not in known and not path.name.startswith("."):
            yield Problem(
                "no result of this project", file=f"results/{path.name}", remedy="remove it; results are made by solve"
            )
    for name in all_scenarios(project):
        yield from _scenario_results(subject, name)


def _scenario_results(subject: Subject, name: str | None) -> Iterator[Problem]:
    files = result_files(subject.project, name)
    if not files:
        return
    file = f"results/{files[-1].name}"
    try:
        solved = load_solved(subject.project, name)
        case = read_project_case(subject.project, name).case
    except InputError as error:
        yield from error.problems
        return
    except FolderError as error:
        yield Problem(str(error), file=file, remedy=_SOLVE)
        return
    assert solved is not None
    if files[-1].name != solved.file_name:
        yield Problem(
            f"the name does not follow from what the results came from ({solved.file_name})", file=file, remedy=_SOLVE
        )
    if not is_fresh(subject.project, case, solved):
        yield Problem("the case or a record that it cites has changed since", file=file, remedy=_SOLVE)
        return
    yield from _recomputed(subject, name, solved, file)


def _recomputed(subject: Subject, name: str | None, solved: Solved, file: str) -> Iterator[Problem]:
    """Compute the results anew and name each figure that is not what stands in the file."""
    if not solved.of_this_version:
        by = ", ".join(sorted({result.version for result in solved.results}))
        yield Problem(f"written by version {by} of this package", file=file, remedy=_SOLVE)
        return
    case = read_project_case(subject.project, name).case
    names = [r.analysis for r in solved.results if r.analysis != "robustness"]
    try:
        anew = compute(subject.project, case, name, chosen(names), solved.draws)
    except InputError as error:
        yield from error.problems
        return
    then = [result.model_dump(mode="json") for result in solved.results]
    now = [result.model_dump(mode="json") for result in anew.results]
    for where, before, after in list(differences(then, now))[:MOST_TOLD]:
        yield Problem(
            f"the file says {_short(before)}; computed anew it is {_short(after)}",
            file=file,
            where=where,
            remedy=_SOLVE,
        )


def check_brief(subject: Subject) -> Iterator[Problem]:
    """Check the brief: its data against the results and the evidence, its page against its data."""
    project = subject.project
    if not project.brief_json.is_file() and not project.brief_html.is_file():
        return
    brief = read_brief(project.brief_json)
    if isinstance(brief, Problem):
        yield brief
        return
    yield from _against_project(subject, brief)
    try:
        if not project.brief_html.is_file():
            yield Problem("the page is gone", file=project.brief_html.name, remedy=_BRIEF)
        else:
            yield from page_problems(project.brief_html, to_html(brief))
        sheet = project.root / SHORT
        if sheet.is_file():
            yield from page_problems(sheet, to_short_html(brief))
    except InputError as error:
        yield from error.problems


def read_brief(path: Path) -> Brief | Problem:
    """Return the brief in a file, or why there is none."""
    try:
        return Brief.model_validate(json.loads(path.read_text("utf-8")))
    except OSError as error:
        return Problem(f"cannot be read ({error.strerror})", file=path.name, remedy=_BRIEF)
    except (ValueError, ValidationError):
        return Problem("not a brief as it was written", file=path.name, remedy=_BRIEF)


def _against_project(subject: Subject, brief: Brief) -> Iterator[Problem]:
    project = subject.project
    scenarios = {scenario_title(project, name): name for name in all_scenarios(project)}
    if brief.scenario not in scenarios:
        yield Problem(f'its scenario "{brief.scenario}" is gone', file=project.brief_json.name, remedy=_BRIEF)
        return
    name = scenarios[brief.scenario]
    try:
        case = read_project_case(project, name).case
        solved = load_solved(project, name)
        if solved is None:
            yield Problem("there are no results behind it", file=project.brief_json.name, remedy=_SOLVE)
            return
        anew = compose(material(project, case, solved, brief.scenario), settings_of(project, brief))
    except InputError as error:
        yield from error.problems
        return
    except FolderError as error:
        yield Problem(str(error), file=project.brief_json.name)
        return
    then, now = json.loads(brief_json(brief)), json.loads(brief_json(anew))
    for where, before, after in list(differences(then, now))[:MOST_TOLD]:
        yield Problem(
            f"the brief says {_short(before)}; the project says {_short(after)}",
            file=project.brief_json.name,
            where=where,
            remedy=_BRIEF,
        )


def settings_of(project: Project, brief: Brief) -> Settings:
    """Return how a brief was made: its locale, what the analyst chose, and the earlier brief kept beside it.

    Raises
    ------
    InputError
        Where the choices have mistakes, or the earlier brief is not the one that the brief was held against.
    FolderError
        Where the earlier brief is gone.
    """
    return Settings(brief.locale, read_choices(project).choices, _earlier(project, brief))


def _earlier(project: Project, brief: Brief) -> Earlier | None:
    if brief.since is None:
        return None
    earlier, _ = read_since(project.root / SINCE)
    if earlier.digest != brief.since.digest:
        remedy = "put the earlier brief back, or run talleyrand brief --since with it"
        raise InputError(Problem("not the brief that the change list was made against", file=SINCE, remedy=remedy))
    return earlier


def page_problems(path: Path, page: str) -> Iterator[Problem]:
    """Compare a page with the page that its data make, and name the first line that differs."""
    wanted = page.splitlines()
    try:
        found = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        yield Problem(f"cannot be read ({error})", file=path.name, remedy=_BRIEF)
        return
    for number in range(max(len(wanted), len(found))):
        have = found[number] if number < len(found) else ""
        want = wanted[number] if number < len(wanted) else ""
        if have != want:
            at = next(
                (n for n, (a, b) in enumerate(zip(have, want, strict=False)) if a != b), min(len(have), len(want))
            )
            near = slice(max(0, at - 20), at + 40)
            yield Problem(
                f"the page reads “…{have[near]}…” where its data give “…{want[near]}…”",
                file=path.name,
                line=number + 1,
                column=at + 1,
                remedy=_BRIEF,
            )
            return


def differences(before: Any, after: Any, where: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield address, old and new value wherever two JSON values differ.

    Examples
    --------
    >>> list(differences({"a": [1, 2]}, {"a": [1, 3], "b": 0}))
    [('a/1', 2, 3), ('b', None, 0)]
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from differences(before.get(key), after.get(key), f"{where}/{key}".lstrip("/"))
    elif isinstance(before, list) and isinstance(after, list):
        for n in range(max(len(before), len(after))):
            old = before[n] if n < len(before) else None
            new = after[n] if n < len(after) else None
            yield from differences(old, new, f"{where}/{n}".lstrip("/"))
    elif before != after:
        yield where, before, after


def _short(value: Any) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= 80 else words[:79] + "…"
