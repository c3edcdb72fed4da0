"""Everything that is wrong with a case beyond its shape, told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from talleyrand.case.checks.doubts import rests_on_doubts
from talleyrand.case.checks.grounds import (
    contradictions_not_shown,
    reviewed_with_drafts,
    unknown_citations,
    without_grounds,
)
from talleyrand.case.checks.names import misplaced_names, unknown_names
from talleyrand.case.checks.numbers import empty_scales, impossible_rules, outside_scale
from talleyrand.case.checks.states import ParseStatement, bad_statements, idle_options, impossible_states
from talleyrand.case.model import Case
from talleyrand.case.yamlfile import CaseFile
from talleyrand.errors import Problem
from talleyrand.evidence.records import Record

_WHOLE_CASE = (
    unknown_names,
    misplaced_names,
    outside_scale,
    impossible_rules,
    empty_scales,
    without_grounds,
    reviewed_with_drafts,
    idle_options,
)
_ORDER = {"error": 0, "warning": 1, "gap": 2}


def check(
    case: Case | CaseFile,
    record_ids: Collection[str] | None = None,
    *,
    records: Iterable[Record] = (),
    doubts: Mapping[str, str] | None = None,
    parse_expression: ParseStatement | None = None,
) -> list[Problem]:
    """Return every problem of the case, in the order of the file.

    Parameters
    ----------
    case
        The case; a `CaseFile` (from `read_case`) gives each problem its file, line and column.
    record_ids
        The ids of the ledger's accepted records; citations of others are errors. None leaves citations alone.
    records
        The records themselves: with them, a party's own words against an estimate are told where it hides them.
    doubts
        Record id to what contradicts it: entries that rest on such a record are told.
    parse_expression
        ``talleyrand.solvers.graph_model.parser.parse``; without it, statements over options are not looked at.

    Returns
    -------
    list of Problem
        `severity` is ``error`` (the case cannot be computed as it stands), ``warning``, or ``gap`` (something is
        missing: an estimate without grounds, a position without a salience).

    Examples
    --------
    >>> from talleyrand.case.yamlfile import case_from_text
    >>> case = case_from_text('''
    ... title: Talks
    ... parties: {QAT: {name: Qatar, capability: {value: 140}}}
    ... positions: {Quatar: {}}
    ... ''')
    >>> for problem in check(case):
    ...     print(problem)
    parties/QAT/capability: no citation and no assumption; add because: […] or assumption: …
    parties/QAT/capability/value: 140 is outside 0–100, where the strongest party has 100
    positions/Quatar: unknown party "Quatar"; did you mean "QAT" (Qatar)?
    """
    plain = case.case if isinstance(case, CaseFile) else case
    found = [*_all(plain, record_ids, records, parse_expression), *rests_on_doubts(plain, doubts or {})]
    if not isinstance(case, CaseFile):
        return sorted(found, key=lambda p: (_section(p), p.where or "", _ORDER[p.severity]))
    placed = [_placed(problem, case) for problem in found]
    return sorted(placed, key=lambda p: (p.file != case.located.file, p.line or 0, p.column or 0, _ORDER[p.severity]))


def summary(problems: Iterable[Problem]) -> str:
    """Count problems by severity.

    Examples
    --------
    >>> summary([Problem("a"), Problem("b"), Problem("c", severity="gap")])
    '2 errors, 1 gap'
    >>> summary([])
    'nothing to correct'
    """
    counts = Counter(problem.severity for problem in problems)
    words = [f"{counts[kind]} {kind}{'' if counts[kind] == 1 else 's'}" for kind in _ORDER if counts[kind]]
    return ", ".join(words) or "nothing to correct"


def _all(
    case: Case, record_ids: Collection[str] | None, records: Iterable[Record], parse: ParseStatement | None
) -> Iterator[Problem]:
    for one in _WHOLE_CASE:
        yield from one(case)
    if record_ids is not None:
        yield from unknown_citations(case, record_ids)
    yield from contradictions_not_shown(case, records)
    if parse is not None:
        yield from bad_statements(case, parse)
        yield from impossible_states(case, parse)


def _placed(problem: Problem, case: CaseFile) -> Problem:
    address = problem.where or ""
    place = case.where(address, key=f'"{address.rpartition("/")[2]}"' in problem.message)
    return replace(problem, file=place.file, line=place.line, column=place.column)


def _section(problem: Problem) -> int:
    sections = list(Case.model_fields)
    name = (problem.where or "").partition("/")[0]
    return sections.index(name) if name in sections else len(sections)
