"""What can go wrong, as one tree.

::

    TalleyrandError
    ├── InputError (ValueError)        something you gave us; carries the problems, each with its place
    │   ├── SourceError                a report that cannot be read
    │   ├── LedgerError                a line of the ledger that does not parse or does not hold
    │   └── CaseError                  a case file: every mistake in it at once
    ├── FolderError (OSError)          a project folder that is missing, locked, full or read-only
    ├── SolverError (ValueError)       arrays that no method can work on
    │   ├── InfeasibleError            nothing satisfies the rules
    │   └── TooLargeError              more than memory holds; says how much would fit
    └── MissingPartError (ImportError) an optional part is not installed; says how to get it

Every message says what is wrong, where, and what would have worked.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake in one place.

    Parameters
    ----------
    message
        What is wrong, in a sentence without its place.
    file, line, column
        Where: a path as the user gave it, and 1-based positions; None where unknown.
    where
        Address inside the document, e.g. ``positions/RUS/sanctions``.
    remedy
        What would have worked.
    severity
        ``error`` stops the work; ``warning`` and ``gap`` are told and do not.

    Examples
    --------
    >>> print(Problem("140 is outside 0–100", file="case.yaml", line=31, column=15, where="positions/IRN/enrichment"))
    case.yaml:31:15: positions/IRN/enrichment: 140 is outside 0–100
    """

    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    where: str | None = None
    remedy: str | None = None
    severity: str = "error"

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        parts = [part for part in (place, self.where, self.message) if part]
        return ": ".join(parts) + (f"; {self.remedy}" if self.remedy else "")

    def as_json(self) -> dict[str, object]:
        """Return the problem as the one error shape of every ``--json``."""
        return {
            "severity": self.severity,
            "message": self.message,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "where": self.where,
            "remedy": self.remedy,
        }


class TalleyrandError(Exception):
    """Anything that this package raises on purpose."""


class InputError(TalleyrandError, ValueError):
    """Something that the user gave cannot be used; ``problems`` says what and where."""

    def __init__(self, problems: Problem | str | Iterable[Problem]) -> None:
        if isinstance(problems, str):
            problems = Problem(problems)
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SourceError(InputError):
    """A report cannot be read."""


class LedgerError(InputError):
    """A line of the ledger does not parse or contradicts its source."""


class CaseError(InputError):
    """A case file has mistakes; all of them are listed."""


class FolderError(TalleyrandError, OSError):
    """A project folder is missing, locked, full or cannot be written."""


class SolverError(TalleyrandError, ValueError):
    """The arrays given to a solver do not make a problem that it can solve."""


class InfeasibleError(SolverError):
    """No state, settlement or payment satisfies all the rules."""


class TooLargeError(SolverError):
    """The problem does not fit in memory or time; the message says what would."""


class MissingPartError(TalleyrandError, ImportError):
    """An optional part is needed and not installed; the message says how to get it."""


def did_you_mean(word: str, choices: Iterable[str]) -> str | None:
    """Return a remedy naming the nearest known words, or None where nothing is near.

    Examples
    --------
    >>> did_you_mean("Quatar", ["Qatar", "Oman"])
    'did you mean "Qatar"?'
    >>> did_you_mean("zzz", ["Qatar"]) is None
    True
    """
    known = sorted(set(choices))
    folded = {choice.casefold(): choice for choice in known}
    near = difflib.get_close_matches(word.casefold(), list(folded), n=3, cutoff=0.6)
    if not near:
        return None
    return "did you mean " + " or ".join(f'"{folded[name]}"' for name in near) + "?"
