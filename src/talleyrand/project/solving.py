"""The step from a checked case to results on disk, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from talleyrand.analyses.base import Analysis, case_fingerprint, lacking, registry
from talleyrand.analyses.result import Result
from talleyrand.analyses.robustness import DRAWS, with_robustness
from talleyrand.case.check import check
from talleyrand.case.model import Case
from talleyrand.case.yamlfile import CaseFile, read_case
from talleyrand.errors import CaseError, FolderError, InputError, Problem, did_you_mean
from talleyrand.ids import fingerprint
from talleyrand.project.folder import Project
from talleyrand.solvers.graph_model import parse

Progress = Callable[[int, int, str], None]
FORMAT = "talleyrand.results/1"
DIGITS = 12


@dataclass(frozen=True)
class Solved:
    """The results on one case, and what they came from.

    Parameters
    ----------
    scenario
        Name of the scenario file without its ending; None for the case itself.
    case
        Fingerprint of the case, the scenario laid over it.
    cited
        Fingerprint of the records that it cites.
    seed, draws
        Of the sampling.
    results
        In the order of the brief.
    """

    scenario: str | None
    case: str
    cited: str
    seed: int
    draws: int
    results: tuple[Result, ...]

    @property
    def inputs(self) -> dict[str, Any]:
        """What the results are a function of."""
        return {
            "scenario": self.scenario,
            "case": self.case,
            "cited": self.cited,
            "seed": self.seed,
            "draws": self.draws,
            "analyses": [result.analysis for result in self.results],
        }

    @property
    def of_this_version(self) -> bool:
        """Whether the package that is installed made them."""
        return {result.version for result in self.results} == {version("talleyrand")}

    @property
    def file_name(self) -> str:
        """Name of the file: the scenario and the hash of what the results came from."""
        return f"{self.scenario or 'case'}-{fingerprint(self.inputs)[:DIGITS]}.json"

    def as_bytes(self) -> bytes:
        """Return the file's content."""
        results = [result.model_dump(mode="json") for result in self.results]
        whole = {"format": FORMAT, "inputs": self.inputs, "results": results}
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def scenario_file(project: Project, name: str | None) -> Path | None:
    """Return the file of a scenario by name. Raises `InputError` naming those that there are."""
    if name is None:
        return None
    known = {path.stem: path for path in project.scenarios()}
    if name.removesuffix(".yaml") in known:
        return known[name.removesuffix(".yaml")]
    remedy = did_you_mean(name, known) or (f"there are: {', '.join(known)}" if known else "there are none yet")
    raise InputError(Problem(f'no scenario is called "{name}"', file=str(project.scenarios_dir), remedy=remedy))


def read_project_case(project: Project, scenario: str | None = None) -> CaseFile:
    """Read the project's case, with a scenario laid over it.

    Raises
    ------
    FolderError
        Where the project has no case yet.
    CaseError
        With every mistake in its shape.
    """
    if not project.case_file.is_file():
        raise FolderError(f"{project.case_file}: there is no case yet; make one with: talleyrand draft")
    return read_case(project.case_file, scenario_file(project, scenario))


def check_project(project: Project, scenario: str | None = None) -> list[Problem]:
    """Return every problem of the project's case, its citations and statements over options included."""
    ledger = project.ledger()
    records = ledger.current()
    try:
        case = read_project_case(project, scenario)
    except CaseError as error:
        return list(error.problems)
    known = {record.id for record in records}
    return check(case, known, records=records, doubts=ledger.doubts, parse_expression=parse)


def solve(
    project: Project,
    scenario: str | None = None,
    only: Sequence[str] = (),
    draws: int = DRAWS,
    progress: Progress = lambda done, total, what: None,
) -> Solved:
    """Run the analyses on the project's case and write their results.

    Parameters
    ----------
    project
        The project.
    scenario
        Name of the scenario to lay over the case.
    only
        Names of analyses; all where none is given.
    draws
        How many input combinations robustness tries.
    progress
        Told before each analysis.

    Raises
    ------
    CaseError
        Where the case has errors; gaps and warnings do not stop the work.
    """
    errors = [p for p in check_project(project, scenario) if p.severity == "error"]
    if errors:
        raise CaseError(errors)
    case = read_project_case(project, scenario).case
    solved = compute(project, case, scenario_name(project, scenario), chosen(only), draws, progress)
    with project.writing():
        keep = project.results_dir / solved.file_name
        project.write(keep, solved.as_bytes())
        for old in result_files(project, solved.scenario):
            if old != keep:
                with suppress(OSError):
                    old.unlink()
    return solved


def scenario_name(project: Project, name: str | None) -> str | None:
    """Return the plain name of a scenario."""
    path = scenario_file(project, name)
    return path.stem if path else None


def chosen(names: Sequence[str]) -> list[Analysis]:
    """Return analyses by name, all where none is named. Raises `InputError` for one that does not exist."""
    known = registry()
    for name in names:
        if name not in known:
            remedy = did_you_mean(name, known) or f"there are: {', '.join(known)}"
            raise InputError(Problem(f'no analysis is called "{name}"', remedy=remedy))
    return [analysis for name, analysis in known.items() if not names or name in names]


def compute(
    project: Project,
    case: Case,
    scenario: str | None,
    analyses: Sequence[Analysis],
    draws: int,
    progress: Progress = lambda done, total, what: None,
) -> Solved:
    """Run analyses on a case without writing anything."""
    results = []
    for n, analysis in enumerate(analyses):
        progress(n, len(analyses) + 1, analysis.title)
        missing = analysis.needs(case)
        results.append(lacking(analysis, case, case.seed, missing) if missing else analysis.run(case, {}, case.seed))
    progress(len(analyses), len(analyses) + 1, "robustness")
    done = with_robustness(case, analyses, results, case.seed, draws)
    progress(len(analyses) + 1, len(analyses) + 1, "")
    return Solved(
        scenario=scenario,
        case=case_fingerprint(case),
        cited=cited_fingerprint(project, case),
        seed=case.seed,
        draws=draws,
        results=tuple(result.model_copy(update={"scenario": scenario}) for result in done),
    )


def cited_fingerprint(project: Project, case: Case) -> str:
    """Return the digest of the records that a case cites, as they stand: a change in one makes results stale."""
    cited = {record for _, grounds in case.grounds() for record in (*grounds.because, *grounds.contradicted)}
    found = {record.id: record.as_json() for record in project.ledger().current() if record.id in cited}
    return fingerprint(found)


def result_files(project: Project, scenario: str | None) -> list[Path]:
    """Return the result files of a scenario (None: of the case itself), by name."""
    stem = scenario or "case"
    names = project.results_dir.glob(f"{stem}-*.json")
    return sorted(p for p in names if len(p.stem) == len(stem) + 1 + DIGITS)


def load_solved(project: Project, scenario: str | None = None) -> Solved | None:
    """Read the results of a scenario back, or None where nothing was solved yet.

    Raises
    ------
    InputError
        Where a result file was changed so that it no longer holds.
    """
    files = result_files(project, scenario)
    if not files:
        return None
    path = files[-1]
    try:
        whole = json.loads(path.read_text("utf-8"))
        inputs = whole["inputs"]
        return Solved(
            scenario=inputs["scenario"],
            case=inputs["case"],
            cited=inputs["cited"],
            seed=inputs["seed"],
            draws=inputs["draws"],
            results=tuple(Result.model_validate(item) for item in whole["results"]),
        )
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise InputError(
            Problem("these results do not parse", file=f"results/{path.name}", remedy="run talleyrand solve anew")
        ) from error


def all_scenarios(project: Project) -> Iterator[str | None]:
    """Yield None for the case itself, then the names of its scenarios."""
    yield None
    yield from (path.stem for path in project.scenarios())
