"""Quotation marks: a state machine over paragraphs that never rewrites the text and never gives up on it.

Straight, curly, mixed, single inside double, doubled single marks and guillemets; a quotation may run over
paragraphs (each new one opens with a mark, only the last closes). An odd mark costs a warning, nothing else.
Time is linear in the length of the text: every mark is looked at a bounded number of times.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from talleyrand.errors import Problem
from talleyrand.evidence.language import is_wrapped
from talleyrand.reading.document import Document

Place = tuple[int, int]

_DOUBLE = re.compile(r"[\"“”„‟«»]|``|''|’’|‘‘")
_SINGLE = re.compile(r"[‘’'‚]")
_OPENS_AFTER = frozenset("([{<—–-/…:;")
_ELISIONS = re.compile(r"(?:\d|em\b|til\b|tis\b|twas\b|cause\b|cuz\b|n\b|round\b|bout\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Quotation:
    """Words within marks.

    Parameters
    ----------
    pieces
        Places (start, end) with the marks, one a paragraph.
    inner
        The same without the marks: what was quoted.
    depth
        0 for an outermost quotation, 1 for one inside another.
    closed
        False where the closing mark is missing.
    """

    pieces: tuple[Place, ...]
    inner: tuple[Place, ...]
    depth: int = 0
    closed: bool = True

    @property
    def start(self) -> int:
        """Offset of the first mark."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Offset after the last mark."""
        return self.pieces[-1][1]


@dataclass
class _Open:
    """The double quotation that is open at this point of the scan."""

    mark: str
    pieces: list[Place] = field(default_factory=list)
    inner: list[Place] = field(default_factory=list)
    start: int = 0
    width: int = 1

    def end_piece(self, end: int, width: int) -> None:
        self.pieces.append((self.start, end))
        self.inner.append((self.start + self.width, max(self.start + self.width, end - width)))

    def finish(self, closed: bool) -> Quotation | None:
        inner = tuple(place for place in self.inner if place[1] > place[0])
        return Quotation(tuple(self.pieces), inner, closed=closed) if inner else None


def find_quotations(document: Document) -> tuple[tuple[Quotation, ...], tuple[Problem, ...]]:
    r"""Find the quotations of a document, outermost first, and a warning for each paragraph with an odd mark.

    Returns
    -------
    quotations
        Sorted by their start; a nested one follows the one around it.
    warnings
        Problems of severity ``warning`` with their line; at most one a paragraph.

    Examples
    --------
    >>> text = 'He said, "It is over.” She: “They call it ‘peace’ now."'
    >>> found, warnings = find_quotations(Document(sha256="0" * 64, text=text))
    >>> [(text[a:b], q.depth) for q in found for a, b in q.inner]
    [('It is over.', 0), ('They call it ‘peace’ now.', 0), ('peace', 1)]
    >>> warnings
    ()
    """
    text = document.text
    paragraphs = paragraphs_of(document)
    doubles, odd = _doubles(text, paragraphs)
    found = _nest([*doubles, *_singles(text, paragraphs, doubles)])
    return tuple(found), tuple(_warnings(text, odd))


def paragraphs_of(document: Document) -> list[Place]:
    r"""Return the places of a document's paragraphs: its lines, or its blocks where it is wrapped at a fixed width.

    Examples
    --------
    >>> paragraphs_of(Document(sha256="0" * 64, text="One.\n\nTwo."))
    [(0, 4), (6, 10)]
    """
    if not is_wrapped(document.text):
        return [span.place for span in document.paragraphs]
    blocks = re.finditer(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", document.text)
    return [(block.start(), block.start() + len(block.group().rstrip())) for block in blocks]


def _doubles(text: str, paragraphs: list[Place]) -> tuple[list[Quotation], list[int]]:
    found: list[Quotation] = []
    odd: list[int] = []
    state: _Open | None = None
    for number, (start, end) in enumerate(paragraphs):
        if state is not None:
            state.start, state.width = start, 1
        marks = list(_DOUBLE.finditer(text, start, end))
        surplus = _closing_surplus(text, marks, start, end)
        nested: int | None = None
        for index, mark in enumerate(marks):
            at, width = mark.start(), mark.end() - mark.start()
            if state is not None and state.pieces and at == start:
                state.width = width  # the mark that reopens a quotation in a new paragraph
                continue
            opens, closes = _directions(text, mark, start, end, state)
            if nested is not None and closes:
                found.append(Quotation(((nested, mark.end()),), ((nested + 1, at),)))
                nested = None
            elif state is not None and opens and nested is None and _nests(marks, index, surplus, state, start, end):
                nested = at
            elif state is not None and closes:
                state.end_piece(mark.end(), width)
                found += _kept(state.finish(closed=True))
                state = None
            elif opens:
                if state is not None:
                    odd.append(start)  # the one before was never closed: what it holds is anybody's guess
                    found += _kept(state.finish(closed=False))
                state = _Open(mark.group(), start=at, width=width)
            elif not _is_inch(text, at):
                odd.append(start)
        if state is not None:
            state.end_piece(end, 0)
            if not _runs_on(text, paragraphs, number):
                odd.append(start)
                found += _kept(state.finish(closed=False))
                state = None
    return found, odd


def _closing_surplus(text: str, marks: list[re.Match[str]], start: int, end: int) -> list[int]:
    """Count, from each mark to the end of its paragraph, closing shapes less opening ones."""
    surplus, balance = [0] * len(marks), 0
    for index in range(len(marks) - 1, -1, -1):
        opens, _ = _directions(text, marks[index], start, end, None)
        may_only_close = marks[index].group() in ("”", "»", "''", "’’")
        balance += 1 if may_only_close or not opens else -1
        surplus[index] = balance
    return surplus


def _nests(marks: list[re.Match[str]], index: int, surplus: list[int], state: _Open, start: int, end: int) -> bool:
    """Tell whether a mark within an open quotation opens an inner one, and not a new one after a lost close."""
    if index + 1 >= len(marks):
        return False
    if surplus[index] >= 1:
        return True
    return surplus[index] == 0 and state.start == start and marks[-1].end() < end


def _kept(quotation: Quotation | None) -> Iterator[Quotation]:
    if quotation is not None:
        yield quotation


def _directions(text: str, mark: re.Match[str], start: int, end: int, state: _Open | None) -> tuple[bool, bool]:
    """Tell whether a double mark may open and may close here, from its shape and its neighbours."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    may_open = not after.isspace() and (before.isspace() or before in _OPENS_AFTER or _SINGLE.match(before) is not None)
    may_close = mark.start() > start and (not before.isspace() or after.isspace() or not after.isalnum())
    shape = mark.group()
    if shape in "“„‟" or shape in ("``", "‘‘"):
        wrong_way = state is not None and (state.mark == "„" or (not may_open and may_close))
        return not wrong_way, wrong_way
    if shape in "«»":
        inverted = state is not None and state.mark == "»"
        closing = (shape == "«") if inverted else (shape == "»")
        return (not closing or (state is None and may_open)), closing and state is not None
    if shape in ("”", "''", "’’"):
        return state is None and may_open, state is not None
    if before in "([{" and not after.isspace():
        return True, False
    return may_open, may_close


def _is_inch(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isdigit()


def _runs_on(text: str, paragraphs: list[Place], number: int) -> bool:
    """Tell whether the next paragraph opens with a mark, as a quotation over paragraphs does."""
    if number + 1 >= len(paragraphs):
        return False
    start, end = paragraphs[number + 1]
    mark = _DOUBLE.match(text, start, end)
    return mark is not None and mark.end() < end and not text[mark.end()].isspace()


def _singles(text: str, paragraphs: list[Place], doubles: list[Quotation]) -> list[Quotation]:
    """Find single-mark quotations, inside each double one and outside of all of them."""
    places = sorted(place for quotation in doubles for place in quotation.inner)
    found: list[Quotation] = []
    for start, end in places:
        found += _match_singles(text, list(_SINGLE.finditer(text, start, end)), start, end)
    starts = [place[0] for place in places]
    for start, end in paragraphs:
        marks = [m for m in _SINGLE.finditer(text, start, end) if not _inside(m.start(), places, starts)]
        found += _match_singles(text, marks, start, end)
    return found


def _inside(offset: int, places: list[Place], starts: list[int]) -> bool:
    index = bisect.bisect_right(starts, offset) - 1
    return index >= 0 and offset <= places[index][1]


def _match_singles(text: str, marks: Iterable[re.Match[str]], start: int, end: int) -> Iterator[Quotation]:
    """Pair opening and closing single marks; an apostrophe is neither, a plural possessive closes only if it must."""
    opened: int | None = None
    weak: int | None = None
    for mark in marks:
        at = mark.start()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if before.isalnum() and after.isalnum():
            continue
        if _opens_single(text, mark.group(), before, after, at):
            if opened is not None and weak is not None:
                yield _single(opened, weak)
            opened, weak = at, None
        elif opened is not None and not before.isspace() and mark.group() != "‘":
            possessive = before in "sS" and after == " " and text[at + 2 : at + 3].islower()
            if not possessive:
                yield _single(opened, at)
                opened = weak = None
            elif weak is None:
                weak = at
    if opened is not None and weak is not None:
        yield _single(opened, weak)


def _opens_single(text: str, shape: str, before: str, after: str, at: int) -> bool:
    if after.isspace() or not (before.isspace() or before in _OPENS_AFTER or _DOUBLE.match(before)):
        return False
    return (
        shape != "’"
        and not (shape == "'" and not (after.isalnum() or after in '“"…[$'))
        and not _ELISIONS.match(text, at + 1)
    )


def _single(start: int, end: int) -> Quotation:
    return Quotation(((start, end + 1),), ((start + 1, end),))


def _nest(quotations: list[Quotation]) -> list[Quotation]:
    """Sort, set depths, and drop empty ones."""
    found: list[Quotation] = []
    around: list[Quotation] = []
    for quotation in sorted(quotations, key=lambda q: (q.start, -q.end)):
        if quotation.inner[0][0] >= quotation.inner[-1][1]:
            continue
        while around and around[-1].end <= quotation.start:
            around.pop()
        placed = replace(quotation, depth=len(around))
        found.append(placed)
        around.append(placed)
    return found


def _warnings(text: str, odd: list[int]) -> Iterator[Problem]:
    if not odd:
        return
    breaks = [match.start() for match in re.finditer("\n", text)]
    for start in sorted(set(odd)):
        line = bisect.bisect_left(breaks, start) + 1
        yield Problem(
            "a quotation mark here has no partner",
            line=line,
            remedy="check where the quotation ends; what could be paired was read",
            severity="warning",
        )
