"""Everything that leaves a project as a file for somebody or for another program, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from talleyrand.analyses.conflict import central_game, conflict
from talleyrand.analyses.stability_export import to_graphml
from talleyrand.brief.graphml import network_graphml
from talleyrand.brief.markdown import to_markdown
from talleyrand.brief.material import Material
from talleyrand.brief.outline import Brief
from talleyrand.brief.tables import estimates_csv, findings_csv
from talleyrand.case.model import Case
from talleyrand.errors import FolderError, InputError, Problem, SolverError
from talleyrand.project.briefing import SHORT, is_fresh, material, scenario_title
from talleyrand.project.export import as_csv, as_json_lines
from talleyrand.project.folder import Project
from talleyrand.project.solving import load_solved, read_project_case
from talleyrand.project.verify_outputs import read_brief
from talleyrand.solvers.graph_model import solve

_SUFFIXES = {"html": "text/html", "json": "application/json", "md": "text/markdown", "csv": "text/csv"}
_SUFFIXES |= {"jsonl": "application/jsonl", "graphml": "application/graphml+xml"}


@dataclass(frozen=True)
class Asked:
    """What an export is of: a project, one of its scenarios, and whether only accepted records are wanted."""

    project: Project
    scenario: str | None = None
    accepted: bool = False


@dataclass(frozen=True)
class Export:
    """One file that a project can hand out.

    Parameters
    ----------
    what, kind
        What is in it and in which form, as the command line names them: ``estimates`` and ``csv``.
    name
        Of the file.
    told
        What it is, for people.
    make
        Returns its content.
    """

    what: str
    kind: str
    name: str
    told: str
    make: Callable[[Asked], str]

    @property
    def media(self) -> str:
        """Media type, with the encoding."""
        return f"{_SUFFIXES[self.kind]}; charset=utf-8"


def _page(name: str) -> Callable[[Asked], str]:
    def make(asked: Asked) -> str:
        try:
            return (asked.project.root / name).read_text("utf-8")
        except FileNotFoundError:
            raise FolderError(f"{asked.project.root / name}: no brief was written yet; run talleyrand brief") from None

    return make


def _markdown(asked: Asked) -> str:
    return to_markdown(written_brief(asked.project))


def written_brief(project: Project) -> Brief:
    """Return the brief as it was written last.

    Raises
    ------
    FolderError
        Where none was.
    InputError
        Where its file is no brief.
    """
    if not project.brief_json.is_file():
        raise FolderError(f"{project.brief_json}: no brief was written yet; run talleyrand brief")
    found = read_brief(project.brief_json)
    if isinstance(found, Problem):
        raise InputError(found)
    return found


def standing_material(asked: Asked) -> Material:
    """Return a case with the results that stand for it.

    Raises
    ------
    FolderError
        Where there is no case, or it was not solved as it stands.
    """
    case = _case(asked)
    solved = load_solved(asked.project, asked.scenario)
    if solved is None or not is_fresh(asked.project, case, solved):
        raise FolderError(f"{asked.project.root}: no results of the case as it stands; run talleyrand solve")
    return material(asked.project, case, solved, scenario_title(asked.project, asked.scenario))


def _case(asked: Asked) -> Case:
    return read_project_case(asked.project, asked.scenario).case


def _stability(asked: Asked) -> str:
    case = _case(asked)
    if not case.options or not case.preferences:
        remedy = "add options and preferences to the case"
        raise InputError(Problem("the case has no options that parties want or do not want", remedy=remedy))
    board = conflict(case)
    try:
        return to_graphml(solve(central_game(case, board)), [case.parties[party].name for party in board.players])
    except SolverError as error:
        raise InputError(Problem(str(error))) from error


EXPORTS = (
    Export("brief", "html", "brief.html", "The whole brief", _page("brief.html")),
    Export("sheet", "html", SHORT, "The brief on one page", _page(SHORT)),
    Export("brief", "md", "brief.md", "The whole brief", _markdown),
    Export("brief", "json", "brief.json", "The whole brief, as data", _page("brief.json")),
    Export("findings", "csv", "findings.csv", "Findings", lambda a: findings_csv(standing_material(a))),
    Export("estimates", "csv", "estimates.csv", "What the case states", lambda a: estimates_csv(standing_material(a))),
    Export("records", "jsonl", "records.jsonl", "Records, every field", lambda a: as_json_lines(a.project, a.accepted)),
    Export("records", "csv", "records.csv", "Records", lambda a: as_csv(a.project, a.accepted)),
    Export("network", "graphml", "network.graphml", "Parties, issues and ties", lambda a: network_graphml(_case(a))),
    Export("stability", "graphml", "stability.graphml", "States and moves", _stability),
)
"""In the order in which they are offered; of several forms of one thing the first is the usual one."""


def export_of(what: str, kind: str | None = None) -> Export:
    """Return an export by what is in it and, where that comes in several forms, its form.

    Raises
    ------
    InputError
        Where it does not come in that form; the message says in which it does.
    """
    found = [export for export in EXPORTS if export.what == what]
    for export in found:
        if kind is None or export.kind == kind:
            return export
    forms = " or ".join(export.kind for export in found)
    raise InputError(Problem(f"{what} cannot be written as {kind}", remedy=f"it comes as {forms}"))
