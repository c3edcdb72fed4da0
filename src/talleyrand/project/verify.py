"""Does everything still stand on its words? Every check looks at what is on disk now and trusts nothing.

`CHECKS` is the plain list of what is looked at, in the order of the chain from the sources up. What is not listed is
not checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from talleyrand.errors import InputError, Problem
from talleyrand.project.checks import (
    Check,
    check_case,
    check_decisions,
    check_documents,
    check_ids,
    check_references,
    check_seals,
    check_sources,
    check_spans,
)
from talleyrand.project.folder import Project
from talleyrand.project.subject import Subject, gather
from talleyrand.project.verify_outputs import check_brief, check_results


@dataclass(frozen=True)
class Report:
    """What `verify` found.

    Parameters
    ----------
    problems
        In the order of the chain; `severity` tells errors from warnings.
    counts
        How much was looked at: ``sources``, ``records``, ``spans``, ``decisions``, ``citations``.
    """

    problems: tuple[Problem, ...]
    counts: dict[str, int]

    @property
    def stands(self) -> bool:
        """Tell whether there is no error."""
        return not any(problem.severity == "error" for problem in self.problems)


def verify(project: Project, checks: Iterable[Check] | None = None) -> Report:
    """Check everything in a project.

    Parameters
    ----------
    project
        The folder.
    checks
        Which checks; `CHECKS` where not given.
    """
    subject = gather(project)
    found = list(subject.broken)
    if subject.readable:
        for check in CHECKS if checks is None else checks:
            found += check(subject)
    else:
        found.append(Problem("nothing that rests on the ledger was checked", severity="warning"))
    return Report(tuple(dict.fromkeys(found)), _counts(subject))


def _counts(subject: Subject) -> dict[str, int]:
    records = subject.ledger.current()
    return {
        "sources": len(subject.stored),
        "records": len(records),
        "spans": sum(1 for record in records for _ in record.spans()),
        "decisions": len(subject.ledger.decisions),
        "citations": _citations(subject.project),
    }


def _citations(project: Project) -> int:
    """Return how many times the case cites a record, 0 where there is no case that can be read."""
    from talleyrand.case.yamlfile import load_case

    try:
        case = load_case(project.case_file) if project.case_file.is_file() else None
    except InputError:
        return 0
    return sum(len(g.because) + len(g.contradicted) for _, g in case.grounds()) if case else 0


CHECKS: list[Check] = [
    check_sources,
    check_documents,
    check_ids,
    check_seals,
    check_spans,
    check_references,
    check_decisions,
    check_case,
    check_results,
    check_brief,
]
"""All checks, in the order of the chain."""
