"""Findings as numbered lines: the answer, what each method says, where methods disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from talleyrand.analyses.result import Finding, Result
from talleyrand.analyses.words import figure
from talleyrand.brief.choices import Choices
from talleyrand.brief.material import Material
from talleyrand.brief.outline import Line
from talleyrand.brief.phrases import quoted
from talleyrand.brief.reported import reported_lines
from talleyrand.evidence.records import Statement

MOSTLY = 0.5
ANSWER_LINES = 5
MOST_OF_ONE_METHOD = 2


def survival_words(finding: Finding) -> str | None:
    """Say in how many input combinations a finding holds; never as a probability."""
    if finding.survival is None:
        return None
    low, high = (figure(end) for end in finding.spread) if finding.spread else ("", "")
    spread = f"; {low} to {high} over the ranges" if low != high else ""
    held, tried = finding.survival.held, finding.survival.tried
    if held == 0:
        return f"holds at the stated values alone, in none of {tried:,} input combinations tried{spread}"
    only = "only " if held < MOSTLY * tried else ""
    return f"holds in {only}{held:,} of {tried:,} input combinations tried{spread}"


def finding_line(material: Material, finding: Finding, choices: Choices) -> Line:
    """Return a finding as a line, with the analyst's note on it, not yet numbered."""
    records = material.cited_by(finding.because)
    beside = _telling(material, records)
    return Line(
        number=0,
        text=finding.text,
        findings=(finding.id,),
        # Events are no inputs: they stand on the timeline, and their words among the evidence.
        estimates=tuple(address for address in finding.because if not address.startswith("events/")),
        records=records,
        survival=survival_words(finding),
        assumed=(finding.assumed or 0.0) > MOSTLY,
        note=quoted(material.by_id[beside]) if beside else None,
        note_record=beside,
        warnings=finding.warnings,
        analyst=choices.note(finding.id),
    )


def _telling(material: Material, records: Sequence[str]) -> str | None:
    """Return the record to quote beside a line: the first statement of the weightiest, else the first."""
    said = [r for r in records if isinstance(material.by_id[r], Statement)]
    return next(iter(said or records), None)


def answer_lines(material: Material, choices: Choices) -> tuple[Line, ...]:
    """Return the five lines: what is reported where nobody has reviewed it, else the findings that citations carry."""
    if not material.reviewed:
        return reported_lines(material)[:ANSWER_LINES]
    taken: list[Finding] = []
    counts: dict[str, int] = {}
    candidates = [(r.analysis, f) for r in material.results for f in r.findings]
    for method, finding in sorted(candidates, key=lambda item: item[1].rank):
        carried = (finding.assumed or 0.0) <= MOSTLY and bool(material.cited_by(finding.because))
        if carried and counts.get(method, 0) < MOST_OF_ONE_METHOD and len(taken) < ANSWER_LINES:
            taken.append(finding)
            counts[method] = counts.get(method, 0) + 1
    lines = [finding_line(material, finding, choices) for finding in taken]
    return (*lines, *reported_lines(material)[: ANSWER_LINES - len(lines)])


def method_lines(material: Material, result: Result, choices: Choices) -> tuple[Line, ...]:
    """Return what a method finds, in the order in which the brief tells it."""
    return tuple(finding_line(material, finding, choices) for finding in result.findings)


def disagreements(material: Material, choices: Choices) -> Iterator[Line]:
    """Yield where methods disagree: what `agreement` findings say."""
    for result in material.results:
        for finding in result.findings:
            if finding.id.endswith("/agreement") or result.analysis == "agreement":
                yield finding_line(material, finding, choices)
