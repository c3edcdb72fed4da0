"""The brief on one sheet of A4: question, answer, one exhibit, who stands where, what would change it, the words.

Nothing on it is new: every line has the number that it has in the whole brief, and says less only by leaving out. How
much fits is worked out from the length of the words, before anything is drawn, so that the same brief gives the same
sheet on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from talleyrand.analyses.result import Exhibit
from talleyrand.brief import charts
from talleyrand.brief.drawings import draw, issue_drawing
from talleyrand.brief.html import set_page
from talleyrand.brief.outline import Brief, IssueBlock, Line, SeatRow
from talleyrand.brief.phrases import SEAT_WORDS, shortened
from talleyrand.brief.sheet import Row, Sheet, Told, height

SHEET = 278.0
"""What a sheet may be estimated at, in mm: an A4 page leaves 272, and the estimate is 5 to 13 % too high."""


@dataclass(frozen=True)
class Room:
    """How much of each thing a sheet takes."""

    answers: int
    findings: int
    flips: int
    parties: int
    issues: int
    notes: int
    words: int
    sentence: int


ROOMS = (
    Room(answers=5, findings=3, flips=4, parties=10, issues=7, notes=18, words=110, sentence=420),
    Room(answers=5, findings=3, flips=4, parties=9, issues=6, notes=16, words=90, sentence=360),
    Room(answers=5, findings=2, flips=3, parties=8, issues=6, notes=14, words=80, sentence=300),
    Room(answers=4, findings=2, flips=3, parties=8, issues=5, notes=12, words=70, sentence=260),
    Room(answers=4, findings=1, flips=2, parties=6, issues=4, notes=10, words=60, sentence=220),
    Room(answers=3, findings=1, flips=2, parties=5, issues=3, notes=8, words=50, sentence=180),
)
"""From the widest to the narrowest; the first that fits is taken."""


def to_short_html(brief: Brief) -> str:
    """Return the brief on one sheet; the same brief gives the same bytes."""
    found = sheet(brief)
    return set_page(brief, "short", sheet=found, exhibit=_drawn(brief, found), title=_title(found))


def sheet(brief: Brief) -> Sheet:
    """Return as much of a brief as fits on one page."""
    fits = (made for room in ROOMS if height(made := _sheet(brief, room), brief) <= SHEET)
    return next(fits, _sheet(brief, ROOMS[-1]))


def _sheet(brief: Brief, room: Room) -> Sheet:
    issues = _issues(brief)[: room.issues]
    named = _parties(brief, issues)
    parties = named[: room.parties]
    answers, findings = brief.answer[: room.answers], _findings(brief)[: room.findings]
    flips = _flips(brief, (*answers, *findings))[: room.flips]
    cited = _cited(brief, [*answers, *findings, *flips], parties, issues, room.notes)
    rows = tuple(_row(brief, party, issues, cited) for party in parties)
    shown = {mark.address for row in rows for mark in row.marks if mark}
    noted = [row for row in brief.evidence if row.record in cited]
    return Sheet(
        answers=tuple(_told(line, line.text, room.sentence, cited) for line in answers),
        findings=tuple(_told(line, line.text, room.sentence, cited) for line in findings),
        flips=tuple(_told(line, _flip_words(line, (*answers, *findings)), room.sentence, cited) for line in flips),
        warnings=tuple(dict.fromkeys(w for line in (*answers, *findings, *flips) for w in line.warnings)),
        issues=issues,
        rows=rows,
        exhibit=_exhibit(brief, issues, shown),
        notes=tuple((row, shortened(row.quote, room.words)) for row in noted),
        sources=tuple(row for row in brief.sources if row.number in {note.source for note in noted}),
        more=tuple(_more(brief, len(answers), len(named) - len(parties), len(issues))),
    )


def _told(line: Line, text: str, longest: int, cited: Sequence[str]) -> Told:
    return Told(line, shortened(text, longest), tuple(record for record in line.records if record in cited))


def _issues(brief: Brief) -> tuple[IssueBlock, ...]:
    """Return the issues on which somebody stands: those at the table first, with most parties, that weigh most."""
    placed = [block for block in brief.issues if block.marks]
    order = sorted(placed, key=lambda b: (b.outside, -len(b.marks), -_weight(b), placed.index(b)))
    return tuple(order)


def _weight(block: IssueBlock) -> float:
    return max((mark.salience or 0.0 for mark in block.marks), default=0.0)


def _parties(brief: Brief, issues: Sequence[IssueBlock]) -> list[str]:
    """Return the parties with a seat or a place, those at the table first, then those that want most to be told of."""
    seats = {row.party: row for row in _main_seats(brief)}
    marks = [mark.party for block in issues for mark in block.marks]
    known = dict.fromkeys((*seats, *marks))
    ranks = {"in": 0, "mediator": 1, "host": 1}

    def rank(party: str) -> tuple[int, int]:
        seat = seats.get(party)
        return (ranks.get(seat.seat, 2) if seat else 3, -marks.count(party))

    return sorted(known, key=rank)


def _main_seats(brief: Brief) -> list[SeatRow]:
    return [row for row in brief.seats if row.main]


def _row(brief: Brief, party: str, issues: Sequence[IssueBlock], cited: Sequence[str]) -> Row:
    seat = next((row for row in _main_seats(brief) if row.party == party), None)
    marks = tuple(next((mark for mark in block.marks if mark.party == party), None) for block in issues)
    name = seat.name if seat else next((mark.name for mark in marks if mark), party)
    sits = SEAT_WORDS.get(seat.seat, seat.seat) if seat else "–"
    return Row(name, sits, marks, tuple(record for record in _records(brief, party, issues) if record in cited))


def _records(brief: Brief, party: str, issues: Sequence[IssueBlock]) -> tuple[str, ...]:
    """Return the records behind a row of the table."""
    rests = {row.address: row.records for row in brief.inputs}
    seats = [record for row in _main_seats(brief) if row.party == party for record in row.records]
    places = [f"positions/{party}/{block.key}" for block in issues]
    return tuple(dict.fromkeys([*seats, *(record for place in places for record in rests.get(place, ()))]))


def _cited(
    brief: Brief, lines: Sequence[Line], parties: Sequence[str], issues: Sequence[IssueBlock], most: int
) -> tuple[str, ...]:
    """Return the records that get a note: the weightiest of each line first, then round by round the others."""
    known = {row.record for row in brief.evidence}
    lists = [[*([line.note_record] if line.note_record else []), *line.records] for line in lines]
    lists += [list(_records(brief, party, issues)) for party in parties]
    longest = max(map(len, lists), default=0)
    found = [items[n] for n in range(longest) for items in lists if n < len(items) and items[n] in known]
    return tuple(dict.fromkeys(found))[:most]


def _findings(brief: Brief) -> list[Line]:
    """Return what a draft would imply: the first finding of each method, those that citations carry first."""
    firsts = [method.lines[0] for method in brief.methods if method.lines] if brief.banner else []
    return sorted(firsts, key=lambda line: line.assumed)


def _flips(brief: Brief, shown: Sequence[Line]) -> list[Line]:
    """Return what would change the answer: first what turns over a line of the sheet."""
    findings = {finding for line in shown for finding in line.findings}
    return sorted(brief.flips, key=lambda line: not findings & set(line.findings))


def _flip_words(flip: Line, shown: Sequence[Line]) -> str:
    """Say what a flip turns over by the number of its line where that stands on the sheet."""
    for line in shown:
        if set(line.findings) & set(flip.findings) and flip.text.endswith(line.text):
            return f"{flip.text.removesuffix(line.text).rstrip(': ')}: line {line.number}."
    return flip.text


def _exhibit(brief: Brief, issues: Sequence[IssueBlock], shown: set[str]) -> IssueBlock | Exhibit | None:
    """Return what is drawn: an issue with the parties of the table, of one meaning if there is one, else a figure."""
    for block in sorted(issues, key=lambda block: bool(block.warnings)):
        marks = tuple(mark for mark in block.marks if mark.address in shown)
        if len(marks) > 1:
            return block.model_copy(update={"marks": marks})
    exhibits = [exhibit for method in brief.methods for exhibit in method.exhibits]
    return next((exhibit for exhibit in exhibits if charts.draw(exhibit)), None)


def _drawn(brief: Brief, found: Sheet) -> str | None:
    if isinstance(found.exhibit, IssueBlock):
        return issue_drawing(brief, found.exhibit)
    spec = charts.draw(found.exhibit) if found.exhibit else None
    return draw(brief, spec, str(spec["description"])) if spec else None


def _title(found: Sheet) -> str:
    return found.exhibit.title if found.exhibit else ""


def _more(brief: Brief, answers: int, parties: int, issues: int) -> Iterator[str]:
    """Say what the sheet leaves to the whole brief."""
    rest = (
        (len(brief.answer) - answers, "line of the answer", "lines of the answer"),
        (parties, "party", "parties"),
        (len(_issues(brief)) - issues, "issue", "issues"),
    )
    yield from (f"{n} more {one if n == 1 else many}" for n, one, many in rest if n > 0)
