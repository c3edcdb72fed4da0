"""The chain behind anything in a brief: from a figure or a finding down to the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from talleyrand.analyses.addresses import label
from talleyrand.analyses.result import Finding
from talleyrand.analyses.words import figure
from talleyrand.brief.days import when
from talleyrand.brief.lines import survival_words
from talleyrand.brief.material import Material
from talleyrand.brief.phrases import quoted, record_date, who
from talleyrand.brief.rows import first_place_of_words, statement_of
from talleyrand.case.estimate import Estimate, Grounds
from talleyrand.errors import InputError, Problem, did_you_mean


@dataclass(frozen=True)
class Link:
    """One step of a chain.

    Parameters
    ----------
    depth
        0 for what was asked about, 1 for what it rests on, 2 for what that rests on.
    kind
        ``finding``, ``estimate``, ``record``, ``assumption`` or ``scale``.
    name
        Address, finding id or alias.
    words
        The step in a sentence.
    place
        Where its words stand, e.g. ``source title, ¶4``.
    """

    depth: int
    kind: str
    name: str
    words: str
    place: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the link as JSON values."""
        return dict(vars(self))


def why(material: Material, name: str, most: int | None = None) -> tuple[Link, ...]:
    """Return the chain below an address of the case, a finding or a record (by alias or id).

    Parameters
    ----------
    material
        The case, its results and its evidence.
    name
        What to explain.
    most
        How many of the estimates that carry a finding are followed, the weightiest first; all where None.

    Raises
    ------
    InputError
        Where nothing is called that; the message names what is near.
    """
    findings = {f.id: f for result in material.results for f in result.findings}
    by_alias = {alias: record for record, alias in material.aliases.items()}
    if name in material.grounds:
        return tuple(_estimate(material, name, 0))
    if name in findings:
        return tuple(_finding(material, findings[name], most))
    record = by_alias.get(name.upper(), name)
    if record in material.by_id:
        return tuple(_record(material, record, 0, up=True))
    raise _unknown(name, [*material.grounds, *findings, *by_alias])


def _unknown(name: str, known: list[str]) -> InputError:
    prefix = [k for k in known if k.startswith(name.rstrip("/") + "/")]
    if prefix:
        return InputError(Problem(f'"{name}" is not one thing', remedy=f"it holds: {', '.join(prefix[:12])}"))
    remedy = did_you_mean(name, known) or "addresses look like positions/RUS/sanctions_relief, records like S7"
    return InputError(Problem(f'nothing is called "{name}"', remedy=remedy))


def _finding(material: Material, finding: Finding, most: int | None) -> Iterator[Link]:
    held = survival_words(finding)
    yield Link(0, "finding", finding.id, f"{finding.text}{f' {held[:1].upper()}{held[1:]}.' if held else ''}")
    carriers = [address for address in finding.because if address in material.grounds]
    for address in carriers[:most]:
        yield from _estimate(material, address, 1)
    if most is not None and (rest := len(carriers) - most) > 0:
        yield Link(1, "more", finding.id, f"and {rest} more that weigh less (--all shows them)")


def _estimate(material: Material, address: str, depth: int) -> Iterator[Link]:
    grounds = material.grounds[address]
    yield Link(depth, "estimate", address, f"{label(material.case, address)} = {_figure(grounds)}")
    if depth == 0 and (scale := _scale(material, address)):
        yield Link(1, "scale", address, scale)
    for record in grounds.because:
        yield from _record(material, record, depth + 1)
    for record in grounds.contradicted:
        yield from _record(material, record, depth + 1, against=True)
    if grounds.assumption:
        yield Link(depth + 1, "assumption", address, f"assumed: {grounds.assumption}")
    if depth == 0:
        yield from _carries(material, address)


def _figure(grounds: Grounds) -> str:
    if isinstance(grounds, Estimate):
        between = f" ({figure(grounds.low)} to {figure(grounds.high)})" if grounds.low < grounds.high else ""
        return f"{figure(grounds.value)}{between}{', drafted' if grounds.drafted else ''}"
    return statement_of(grounds)


def _scale(material: Material, address: str) -> str | None:
    head, *rest = address.split("/")
    issue = material.case.issues.get(rest[-1] if head == "positions" else rest[0]) if rest else None
    return f"0 = {issue.zero} · 100 = {issue.hundred}" if issue and head in ("positions", "issues") else None


def _record(material: Material, record: str, depth: int, *, against: bool = False, up: bool = False) -> Iterator[Link]:
    found = material.by_id.get(record)
    if found is None:
        yield Link(depth, "record", record, "this record is not in the ledger", None)
        return
    document = material.document.get(found.document)
    dated = when(record_date(found))
    place = None
    if document:
        start = first_place_of_words(found)
        name = document.title or document.path or document.id
        place = f"{name}, ¶{document.paragraph_of(start)}, characters {start}–{start + len(document_words(found))}"
    words = f"{'against: ' if against else ''}{who(material, found)}{f', {dated}' if dated else ''}: “{quoted(found)}”"
    yield Link(depth, "record", material.aliases.get(record, record), words, place)
    if up:
        for address in material.citing.get(record, ()):
            yield Link(1, "estimate", address, f"carries {label(material.case, address)}")


def document_words(record: Any) -> str:
    """Return the first piece of the words that a record quotes."""
    pieces = getattr(record, "content", None) or getattr(record, "evidence", ())
    first = pieces[0] if isinstance(pieces, tuple) and pieces else pieces
    return str(getattr(first, "text", ""))


def _carries(material: Material, address: str) -> Iterator[Link]:
    for result in material.results:
        for finding in result.findings:
            if address in finding.because:
                flips = [f for f in (finding.survival.flips if finding.survival else ()) if f.address == address]
                point = flips[0].point if flips else None
                turn = f" (turns {'above' if flips[0].above else 'below'} {figure(point)})" if point is not None else ""
                yield Link(1, "finding", finding.id, f"carries: {finding.text}{turn}")
