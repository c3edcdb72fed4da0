"""What the reporting itself says, in a few lines: the answer of a brief that nobody has reviewed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from talleyrand.analyses.words import listed
from talleyrand.brief.days import when
from talleyrand.brief.material import Material
from talleyrand.brief.outline import Line
from talleyrand.brief.phrases import code_name, quoted, shortened, who
from talleyrand.evidence.records import Contest, Event, Expectation, Record, Seat, Statement, Tie

R = TypeVar("R", bound=Record)

LEFT_OUT = ("out", "refused", "left")
ASKING = ("demand", "offer", "support", "oppose", "refuse", "threaten")
FEW_WORDS = 5
MOST_TIES = 3
STANCES = {
    "demand": "a demand",
    "offer": "an offer",
    "accept": "its consent",
    "refuse": "a refusal",
    "support": "its support",
    "oppose": "its opposition",
    "threaten": "a threat",
    "accuse": "a charge",
    "promise": "a promise",
    "assess": "a judgement",
    "inform": "a statement",
    "other": "a statement",
}


def reported_lines(material: Material) -> tuple[Line, ...]:
    """Return what is reported: seats, the party left out, contested terms, what comes next, ties, doubts."""
    makers = (_seats, _left_out, _contested, _next_event, _ties, _doubts)
    return tuple(line for make in makers for line in make(material))


def _line(material: Material, text: str, records: Sequence[Record]) -> Line:
    first = records[0]
    return Line(
        number=0,
        text=text,
        kind="reported",
        records=tuple(r.id for r in records),
        note=quoted(first),
        note_record=first.id,
    )


def main_seats(material: Material) -> tuple[tuple[str, str, Seat], ...]:
    """Return (party, seat, record) for the talks that the case is about, as far as records give the seats."""
    main = material.case.main_negotiation()
    found = []
    for party, entry in main[1].seats.items() if main else ():
        records = [material.by_id[r] for r in entry.because if r in material.by_id]
        told = [r for r in records if isinstance(r, Seat)]
        if told:
            found.append((party, entry.seat, told[0]))
    return tuple(found)


def _seats(material: Material) -> Iterator[Line]:
    seats = main_seats(material)
    groups = (
        ("At the table", ("in", "host")),
        ("mediating", ("mediator",)),
        ("left out", (*LEFT_OUT, "invited")),
    )
    parts = []
    used: list[Record] = []
    for words, kinds in groups:
        found = [(party, record) for party, seat, record in seats if seat in kinds]
        if found:
            parts.append(f"{words}: {listed([code_name(material, party) for party, _ in found])}")
            used += [record for _, record in found]
    if used:
        main = material.case.main_negotiation()
        talks = f" ({main[1].title})" if main else ""
        text = "; ".join(parts)
        yield _line(material, f"{text[:1].upper()}{text[1:]}{talks}.", used)


def _left_out(material: Material) -> Iterator[Line]:
    """Quote the party left out: what it asks for itself, else what is on record of it."""
    out = [party for party, seat, _ in main_seats(material) if seat in LEFT_OUT]
    made = [r for r in material.records if isinstance(r, Statement) and r.status == "made" and not r.nested_in]
    for party in out:
        own = sorted((s for s in made if s.party == party), key=_tells_little)
        if own:
            best = own[0]
            when_said = when(best.made)
            dated = f", {when_said}" if when_said else ""
            words = _unmarked(shortened(quoted(best), 200))
            what = f"{code_name(material, party)}, left out, is on record with {STANCES[best.stance]}{dated}"
            yield _line(material, f"{what}: “{words}” — {who(material, best)}.", [best])
            return


def _tells_little(statement: Statement) -> tuple[bool, bool, bool, bool]:
    """Rank statements: those that ask for something first, on an issue, in more than a few words, quoted."""
    words = sum(len(piece.text.split()) for piece in statement.content)
    return (statement.stance not in ASKING, words < FEW_WORDS, statement.issue is None, statement.kind == "indirect")


def _unmarked(words: str) -> str:
    return words.strip("\"“”'‘’ ,")


def _contested(material: Material) -> Iterator[Line]:
    found = _first_by((r for r in material.records if isinstance(r, Contest)), lambda r: r.issue)
    if found:
        names = listed([r.issue.replace("_", " ") for r in found])
        yield _line(material, f"The parties do not mean the same by {names}.", found)


def _next_event(material: Material) -> Iterator[Line]:
    planned = [
        r
        for r in material.records
        if isinstance(r, Event) and r.status == "planned" and r.plover in ("CONSULT", "AGREE")
    ]
    both = [e for e in planned if e.source and e.target and _sided(e)]
    for event in sorted(both, key=lambda e: (e.date is None, e.date.from_ is None if e.date else True))[:1]:
        timed = when(event.date)
        words = _unmarked(shortened(quoted(event), 120))
        yield _line(material, f"Planned: {who(material, event)}{f', {timed}' if timed else ''} ({words}).", [event])


def _sided(event: Event) -> bool:
    return bool({s.party for s in event.source if s.party} ^ {t.party for t in event.target if t.party})


def _ties(material: Material) -> Iterator[Line]:
    ties = [r for r in material.records if isinstance(r, Tie) and r.over and r.means]
    found = _first_by(ties, lambda r: f"{r.holder}>{r.over}")[:MOST_TIES]
    if found:
        text = "; ".join(
            f"{code_name(material, t.holder)} over {code_name(material, t.over)}: {listed(t.means[:3])}" for t in found
        )
        yield _line(material, f"Levers and dependence reported: {text}.", found)


def _doubts(material: Material) -> Iterator[Line]:
    for record in material.records:
        if isinstance(record, Expectation) and record.likelihood != "open":
            yield _line(material, f"Held {record.likelihood}: “{_unmarked(quoted(record))}”.", [record])
            return


def _first_by(records: Iterable[R], key: Callable[[R], str]) -> list[R]:
    """Return the first record for each value of `key`."""
    found: dict[str, R] = {}
    for record in records:
        found.setdefault(key(record), record)
    return list(found.values())
