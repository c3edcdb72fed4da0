"""What has changed since an earlier brief: each change from what to what, and on whose words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from pydantic import ValidationError

from talleyrand.analyses.words import figure
from talleyrand.brief.choices import Choices
from talleyrand.brief.days import day
from talleyrand.brief.material import Material
from talleyrand.brief.outline import FORMAT, Brief, Change, InputRow, Line, SeatRow, Since, SourceRow
from talleyrand.brief.phrases import SEAT_WORDS, quoted
from talleyrand.errors import InputError, Problem
from talleyrand.ids import sha256

GROUPS = {
    "reports": "Reports",
    "parties": "Parties",
    "seats": "Who sits where",
    "positions": "Positions",
    "inputs": "Other inputs",
    "settlements": "Where bargaining lands",
    "findings": "Findings",
}
_REMEDY = "give the JSON of an earlier brief: brief.json, which talleyrand brief writes beside the page"
Group = Literal["reports", "parties", "seats", "positions", "inputs", "settlements", "findings"]
_POSITIONS_FIRST: tuple[Group, Group] = ("positions", "inputs")
T = TypeVar("T")


@dataclass(frozen=True)
class Earlier:
    """A brief that was written before, as its JSON stands on the disk."""

    brief: Brief
    digest: str

    @property
    def named(self) -> Since:
        """What a new brief says of it."""
        old = self.brief
        return Since(
            title=old.title,
            as_of=old.as_of,
            scenario=old.scenario,
            case=old.case,
            ledger=old.ledger,
            version=old.version,
            digest=self.digest,
        )


def read_earlier(data: bytes, file: str) -> Earlier:
    """Read the JSON of an earlier brief; `file` is what messages call it.

    Raises
    ------
    InputError
        Where it is no brief of ours.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(Problem("not UTF-8 text, so no brief", file=file, remedy=_REMEDY)) from error
    except json.JSONDecodeError as error:
        problem = Problem(f"not JSON ({error.msg})", file, error.lineno, error.colno, remedy=_REMEDY)
        raise InputError(problem) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        says = found.get("format") if isinstance(found, dict) else None
        told = f'its format is "{says}", not "{FORMAT}"' if says else "this JSON is no brief"
        raise InputError(Problem(told, file=file, remedy=_REMEDY))
    try:
        return Earlier(Brief.model_validate(found), sha256(data))
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(str(part) for part in first["loc"])
        problem = Problem(f"not a brief as it was written: {first['msg']}", file=file, where=where, remedy=_REMEDY)
        raise InputError(problem) from error


def changes_since(old: Brief, new: Brief, choices: Choices, material: Material) -> tuple[Change, ...]:
    """Return what is otherwise in `new` than in `old`, not yet numbered; what `choices` leave out is not compared."""
    both = set(old.parts) & set(new.parts)
    found = [*_reports(old, new)]
    if "wants" in both:
        found += [*_parties(old, new), *_seats(old, new)]
    found += _inputs(old, new)
    if "wants" in both:
        found += _settlements(old, new)
    if "findings" in both:
        found += _findings(old, new, choices)
    return tuple(_quoting(change, material) for change in found)


def _quoting(change: Change, material: Material) -> Change:
    """Return a change with the words of the first record that is newly cited for it."""
    known = tuple(record for record in change.records if record in material.by_id)
    first = known[0] if known else None
    note = quoted(material.by_id[first]) if first else None
    return change.model_copy(update={"records": known, "note": note, "note_record": first})


def _moved(
    group: Group,
    old: Mapping[str, T],
    new: Mapping[str, T],
    name: Callable[[T], str],
    says: Callable[[T], str | None],
    cited: Callable[[T], tuple[str, ...]] = lambda one: (),
) -> Iterator[Change]:
    """Compare what two briefs say under the same addresses, in the order of the new one, then what is gone.

    Other citations alone are a change, too.
    """
    for about, now in new.items():
        then = old.get(about)
        if then is None:
            yield _change(group, "added", name(now), about, None, says(now), cited(now))
        elif says(then) != says(now) or set(cited(then)) != set(cited(now)):
            fresh = tuple(record for record in cited(now) if record not in cited(then)) or cited(now)
            yield _change(group, "changed", name(now), about, says(then), says(now), fresh)
    for about, then in old.items():
        if about not in new:
            yield _change(group, "removed", name(then), about, says(then), None, ())


def _change(
    group: Group,
    what: Literal["added", "removed", "changed"],
    name: str,
    about: str,
    before: str | None,
    after: str | None,
    records: tuple[str, ...],
) -> Change:
    return Change(number=0, group=group, what=what, name=name, about=about, before=before, after=after, records=records)


def _reports(old: Brief, new: Brief) -> Iterator[Change]:
    def says(row: SourceRow) -> str:
        parts = (row.outlet, day(row.published) if row.published else None)
        return ", ".join(part for part in parts if part) or "no outlet, no date"

    def by_bytes(brief: Brief) -> dict[str, SourceRow]:
        return {row.sha256: row for row in brief.sources}

    return _moved("reports", by_bytes(old), by_bytes(new), lambda row: row.title, says)


def _parties(old: Brief, new: Brief) -> Iterator[Change]:
    return _moved("parties", _names(old), _names(new), str, lambda name: None)


def _names(brief: Brief) -> dict[str, str]:
    marks = {mark.party: mark.name for block in brief.issues for mark in block.marks}
    return {row.party: row.name for row in brief.seats} | marks


def _seats(old: Brief, new: Brief) -> Iterator[Change]:
    def by_place(brief: Brief) -> dict[str, SeatRow]:
        return {f"{row.negotiation}/{row.party}": row for row in brief.seats}

    return _moved(
        "seats",
        by_place(old),
        by_place(new),
        lambda row: f"{row.name}, {row.negotiation}",
        lambda row: SEAT_WORDS.get(row.seat, row.seat),
        lambda row: row.records,
    )


def _inputs(old: Brief, new: Brief) -> Iterator[Change]:
    """Compare estimates, positions first, and everything else that the case states; seats stand by themselves."""
    for group in _POSITIONS_FIRST:
        yield from _moved(
            group,
            _rows(old, group),
            _rows(new, group),
            lambda row: row.label,
            _stated,
            lambda row: row.records,
        )


def _rows(brief: Brief, group: Group) -> dict[str, InputRow]:
    return {
        row.address: row
        for row in brief.inputs
        if "/seats/" not in row.address and row.address.startswith("positions/") == (group == "positions")
    }


def _stated(row: InputRow) -> str:
    """Return what an entry states and whether records carry it, so that a change of either is a change."""
    grounds = "" if row.grounds == "cited" else f", {row.grounds}"
    return f"{row.value}{f' ({row.range})' if row.range else ''}{grounds}"


def _settlements(old: Brief, new: Brief) -> Iterator[Change]:
    return _moved("settlements", _landings(old), _landings(new), lambda one: one[0], lambda one: one[1])


def _landings(brief: Brief) -> dict[str, tuple[str, str]]:
    """Return where bargaining lands, by the address of the finding that says so."""
    found = {}
    for block in brief.issues:
        for ending, words, value in (("", "compromise", block.compromise), ("/pivot", "weighted median", block.median)):
            if value is not None:
                found[f"settlement/{block.key}{ending}"] = (f"{block.title}, {words}", figure(value))
    return found


def _findings(old: Brief, new: Brief, choices: Choices) -> Iterator[Change]:
    """Compare sentences first, then in how many combinations those hold that read as before."""
    before, after = _told(old), _told(new)
    before = {name: line for name, line in before.items() if name in after or not _left_out(name, old, choices)}
    yield from _moved("findings", before, after, _method_of(new, old), lambda line: line.text)
    same = {name: line for name, line in after.items() if name in before and before[name].text == line.text}
    yield from _moved(
        "findings",
        {name: before[name] for name in same},
        same,
        lambda line: line.text,
        lambda line: line.survival,
    )


def _told(brief: Brief) -> dict[str, Line]:
    return {line.findings[0]: line for method in brief.methods for line in method.lines if line.findings}


def _method_of(*briefs: Brief) -> Callable[[Line], str]:
    titles = {name: m.title for brief in briefs for m in brief.methods for line in m.lines for name in line.findings}
    return lambda line: titles[line.findings[0]]


def _left_out(finding: str, old: Brief, choices: Choices) -> bool:
    """Tell whether it is the analyst, not the case, that took a finding out."""
    method = next((m.name for m in old.methods for line in m.lines if finding in line.findings), None)
    return finding in choices.leave_out or method in choices.leave_out
