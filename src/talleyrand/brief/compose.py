"""Put a brief together from its material, and number its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import count
from typing import Any, TypeVar

from talleyrand.analyses.base import case_fingerprint
from talleyrand.analyses.result import Result
from talleyrand.analyses.words import listed, party_name
from talleyrand.brief.changes import Earlier, changes_since
from talleyrand.brief.choices import PARTS, Choices
from talleyrand.brief.lines import answer_lines, disagreements, method_lines
from talleyrand.brief.locales import words_with_numerals
from talleyrand.brief.material import Material
from talleyrand.brief.open_points import flip_lines, unknown_lines
from talleyrand.brief.outline import Brief, Change, Line, MethodBlock
from talleyrand.brief.reported import LEFT_OUT
from talleyrand.brief.rows import evidence_rows, input_rows, source_rows, timeline
from talleyrand.brief.wants import issue_blocks, seat_rows
from talleyrand.case.model import Case

DRAFT = "Machine draft, nobody has reviewed it."
_LISTS: dict[str, tuple[str, ...]] = {
    "answer": ("answer",),
    "changes": ("changes",),
    "wants": ("seats", "issues"),
    "findings": ("methods",),
    "disagree": ("disagreements",),
    "flips": ("flips", "unknowns"),
}
"""The part of a brief -> the lists of `Brief` that stand in it."""
N = TypeVar("N", Line, Change)


@dataclass(frozen=True)
class Settings:
    """How a brief is to be made.

    Parameters
    ----------
    locale
        Of dates and numbers on the page; None as in English.
    choices
        What the analyst chose.
    earlier
        The brief that the new one is held against.
    """

    locale: str | None = None
    choices: Choices = field(default_factory=Choices)
    earlier: Earlier | None = None


def compose(material: Material, settings: Settings | None = None) -> Brief:
    """Return the brief on a case: the same material and settings give the same brief, to the byte."""
    settings = settings or Settings()
    brief = _parted(_whole(material, settings))
    if settings.earlier and "changes" in brief.parts:
        old = settings.earlier
        found = changes_since(old.brief, brief, settings.choices, material)
        foreign = tuple(dict.fromkeys((*brief.foreign, *old.brief.foreign)))
        brief = brief.model_copy(update={"since": old.named, "changes": found, "foreign": foreign})
    brief = _numbered(brief)
    return brief.model_copy(update={"evidence": evidence_rows(material, _all_lines(brief))})


def _whole(material: Material, settings: Settings) -> Brief:
    """Return everything there is to tell, without numbers and evidence."""
    case, choices = material.case, settings.choices
    parts = [name for name in PARTS if name != "changes" or settings.earlier]
    told = replace(material, results=choices.results(material.results))
    return Brief(
        title=case.title,
        as_of=case.as_of,
        scenario=material.scenario,
        seed=case.seed,
        version=version("talleyrand"),
        case=case_fingerprint(case),
        ledger=material.ledger,
        banner=None if material.reviewed else DRAFT,
        locale=settings.locale,
        parts=choices.parts(parts),
        choices=choices.told,
        left_out=choices.missed(material.results, parts),
        limits=material.limits,
        foreign=words_with_numerals([case.model_dump(mode="json")]),
        question=question(case),
        answer=answer_lines(told, choices),
        seats=seat_rows(material),
        issues=issue_blocks(material),
        methods=tuple(_block(result, method_lines(told, result, choices), choices) for result in told.results),
        disagreements=tuple(disagreements(told, choices)),
        flips=tuple(flip_lines(told)),
        unknowns=tuple(unknown_lines(material)),
        inputs=input_rows(material),
        timeline=timeline(material),
        evidence=(),
        sources=source_rows(material),
    )


def question(case: Case) -> str:
    """Return the question that a brief on this case answers."""
    main = case.main_negotiation()
    if main is None:
        return "Who wants what, what would hold, and what would change it?"
    talks = main[1].title
    talks = talks[:1].lower() + talks[1:] if talks.startswith("The ") else talks
    out = [party_name(case, party) for party, entry in main[1].seats.items() if entry.seat in LEFT_OUT]
    rest = f"what can {listed(out)}, left out, do about it" if out else "who can upset that"
    return f"Where would {talks} lead, and {rest}?"


def _block(result: Result, lines: tuple[Line, ...], choices: Choices) -> MethodBlock:
    return MethodBlock(
        name=result.analysis,
        title=result.title,
        question=result.question,
        reference=result.reference,
        lines=lines,
        exhibits=result.exhibits,
        missing=result.missing,
        notes=result.notes,
        analyst=choices.note(result.analysis),
    )


def _parted(brief: Brief) -> Brief:
    """Take out what stands in parts that are left out: who gets the brief must not find it in its data either."""
    gone = [name for part, names in _LISTS.items() if part not in brief.parts for name in names]
    return brief.model_copy(update=dict.fromkeys(gone, ()))


def _numbered(brief: Brief) -> Brief:
    """Give the lines numbers from 1 in the order of the parts, so that people can say "line 42"."""
    numbers = count(1)
    updates: dict[str, Any] = {}
    for part in brief.parts:
        for name in _LISTS.get(part, ()):
            if name == "methods":
                updates[name] = tuple(
                    method.model_copy(update={"lines": _count(method.lines, numbers)}) for method in brief.methods
                )
            elif name not in ("seats", "issues"):
                updates[name] = _count(getattr(brief, name), numbers)
    return brief.model_copy(update=updates)


def _count(lines: Sequence[N], numbers: Iterator[int]) -> tuple[N, ...]:
    return tuple(line.model_copy(update={"number": next(numbers)}) for line in lines)


def _all_lines(brief: Brief) -> Iterator[Line | Change]:
    yield from brief.answer
    yield from brief.changes
    for lines in (*(m.lines for m in brief.methods), brief.disagreements, brief.flips, brief.unknowns):
        yield from lines
