"""Read hand labels: the YAML beside our own reports, the file of single sentences, and (from its own module) the shared seed.

A label quotes the words it stands on, and this module finds them. Where the words occur more than once, the
label says which: ``he @2`` is the second "he", and ``the |minister| said`` quotes enough of the surroundings to
be unique and marks its own words by bars. ``frame: "[Frolov] <wrote>, but"`` gives a statement's speaker and its
cue in one quotation. Words that are missing, or that occur more often than once without saying which, fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.support.labelled import (
    LabelledActor,
    LabelledContest,
    LabelledDate,
    LabelledEvent,
    LabelledExpectation,
    LabelledIssue,
    LabelledNegotiation,
    LabelledReport,
    LabelledSeat,
    LabelledStatement,
    LabelledTie,
    Piece,
    When,
)
from tests.support.seed_labels import load_seed

__all__ = [
    "LabelError",
    "find",
    "load",
    "load_all",
    "load_first",
    "load_passages",
    "load_seed",
    "load_sentences",
    "when",
]

FIXTURES = Path(__file__).parents[1] / "fixtures"
REPORTS = FIXTURES / "reports"
SEALED = FIXTURES / "held_out" / "reports"
SENTENCES = FIXTURES / "sentences.yaml"
PASSAGES = "events.yaml"
FIRST = frozenset({"ceasefire", "debt", "prisoners", "trade"})


class LabelError(ValueError):
    """A label quotes words that its text does not have, or not once."""


def load(path: Path | str) -> LabelledReport:
    """Read a report and the labels beside it; `path` may name either file.

    Raises
    ------
    LabelError
        Where a label's words are not in the text, are in it more than once, or a key is unknown.
    """
    return _load(Path(path).with_suffix(".yaml"))


@cache
def _load(path: Path) -> LabelledReport:
    return _report(path.stem, path.with_suffix(".txt").read_text(encoding="utf-8"), _yaml(path))


def load_all(held_out: bool | None = None, sealed: bool = False) -> list[LabelledReport]:
    """Read every labelled report, by name; `held_out` picks the development (False) or the kept half (True).

    With `sealed` the reports are those of the sealed folder, all of them held out, which nothing else reads.
    """
    return _pick([load(path) for path in sorted((SEALED if sealed else REPORTS).glob("*.yaml"))], held_out)


def load_first() -> list[LabelledReport]:
    """Read the four reports of the development half that the first rules were made on: the high floors are theirs."""
    return [report for report in load_all(held_out=False) if report.name in FIRST]


def load_sentences(held_out: bool | None = None) -> list[LabelledReport]:
    """Read the labelled single sentences, each as a report of its own."""
    return _pick(_sentences(SENTENCES), held_out)


def load_passages(sealed: bool = False) -> list[LabelledReport]:
    """Read the passages labelled for events, each as a report of its own; with `sealed` those of the sealed folder."""
    return _sentences((SEALED.parent if sealed else FIXTURES) / PASSAGES)


@cache
def _sentences(path: Path) -> list[LabelledReport]:
    data = _yaml(path)
    return [_sentence(dict(row), data["published"]) for row in data["sentences"]]


def _sentence(row: dict[str, Any], published: Any) -> LabelledReport:
    name, text = row.pop("id"), row.pop("sentence")
    if "seats" in row:
        row["negotiations"] = [{"id": "N1", "title": text, "main": True, "seats": row.pop("seats")}]
    for key, letter, more in (("statements", "S", {}), ("events", "E", {"evidence": text})):
        if key in row:
            row[key] = [{"id": f"{letter}{place}", **more, **label} for place, label in enumerate(row[key], start=1)]
    document = {"published": published, "held_out": row.pop("held_out", False)}
    return _report(name, text, {"document": document, **row})


def _pick(reports: list[LabelledReport], held_out: bool | None) -> list[LabelledReport]:
    return [report for report in reports if held_out is None or report.held_out == held_out]


def _yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


# --- words ---------------------------------------------------------------------------------------------------


def find(text: str, quote: str, first: bool = False) -> Piece:
    """Find quoted words: plain, ``words @2``, or ``around |words| around``; with `first` the first will do.

    Examples
    --------
    >>> find("He came. He said no.", "He @2")
    Piece(start=9, end=11, text='He')
    >>> find("He came. He said no.", "|He| said")
    Piece(start=9, end=11, text='He')
    """
    words, _, number = quote.partition(" @")
    before, inside, _ = ("", words, "") if words.count("|") != 2 else words.split("|")
    start = _locate(text, words.replace("|", ""), int(number) if number else None, first) + len(before)
    return Piece(start, start + len(inside), inside)


def _locate(text: str, words: str, number: int | None, first: bool) -> int:
    # Words, not parts of words: "he" is not in "the".
    edge_l, edge_r = (r"(?<!\w)" if words[:1].isalnum() else ""), (r"(?!\w)" if words[-1:].isalnum() else "")
    starts = [hit.start() for hit in re.finditer(f"{edge_l}{re.escape(words)}{edge_r}", text)]
    if not starts:
        raise LabelError(f"not in the text: {words!r}")
    if number is None and len(starts) > 1 and not first:
        raise LabelError(f"{len(starts)} times in the text, say which with ' @2' or with bars: {words!r}")
    if number is not None and number > len(starts):
        raise LabelError(f"only {len(starts)} times in the text, not {number}: {words!r}")
    return starts[(number or 1) - 1]


def _marked(text: str, frame: str, marks: str) -> Piece | None:
    if marks[0] not in frame:
        return None
    other = "<>" if marks == "[]" else "[]"
    bare = frame.translate({ord(mark): None for mark in other})
    return find(text, bare.replace(marks[0], "|").replace(marks[1], "|"))


def _optional(text: str, quote: str | None) -> Piece | None:
    return None if quote is None else find(text, quote)


def _pieces(text: str, quotes: str | Iterable[str]) -> tuple[Piece, ...]:
    return tuple(find(text, quote) for quote in ([quotes] if isinstance(quotes, str) else quotes))


# --- values --------------------------------------------------------------------------------------------------


def _many(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def when(value: Any) -> When | None:
    """Read ``2018-06-08``, ``2018-05-21/2018-05-31 part`` or ``/2018-06-08 vague``.

    Examples
    --------
    >>> when("2018-05-21/2018-05-31 part").granularity
    'part'
    """
    if value is None:
        return None
    days, _, granularity = str(value).partition(" ")
    first, slash, last = days.partition("/")
    ends = [date.fromisoformat(day) if day else None for day in (first, last if slash else first)]
    return When(ends[0], ends[1], granularity or "day")


def _report(name: str, text: str, data: dict[str, Any]) -> LabelledReport:
    data = dict(data)
    document = data.pop("document", {})
    builders = {
        "statements": _statement,
        "events": _event,
        "negotiations": _negotiation,
        "ties": _tie,
        "expectations": _expectation,
        "actors": _actor,
        "dates": _date,
        "issues": _issue,
        "contested": _contest,
    }
    parts: dict[str, Any] = {}
    for key, rows in data.items():
        if key not in builders:
            raise LabelError(f"{name}: unknown key {key!r}; known are {', '.join(builders)}")
        parts[key] = tuple(_built(f"{name}/{key}", builders[key], text, row) for row in rows)
    published = document.get("published")
    day = date.fromisoformat(str(published)) if published else None
    rest = {key: document.get(key) for key in ("outlet", "title")}
    rest |= {"held_out": document.get("held_out", False), "labelled": tuple(sorted(parts))}
    return LabelledReport(name, text, published=day, **rest, **parts)


def _built(where: str, builder: Any, text: str, row: Any) -> Any:
    try:
        return builder(text, row)
    except (LabelError, TypeError, KeyError, ValueError) as error:
        raise LabelError(f"{where}: {row}: {error}") from error


def _statement(text: str, row: dict[str, Any]) -> LabelledStatement:
    row = {"tier": "core", "status": "made", **row}
    row.update(row.pop("who", {}))
    frame = row.pop("frame", "")
    speaker, cue = _marked(text, frame, "[]"), _marked(text, frame, "<>")
    for key in ("medium", "addressee"):
        row[key] = _optional(text, row.get(key))
    row["alternatives"] = tuple(_pieces(text, quotes) for quotes in row.pop("alt_contents", ()))
    for key in ("actor", "party", "stance_alt"):
        row[key] = _many(row.get(key))
    row["contents"], row["made"] = _pieces(text, row["contents"]), when(row.get("made"))
    speaker = speaker or _optional(text, row.pop("speaker", None))
    return LabelledStatement(speaker=speaker, cue=cue or _optional(text, row.pop("cue", None)), **row)


def _event(text: str, row: dict[str, Any]) -> LabelledEvent:
    row = dict(row)
    for key in ("source", "target", "alt", "status_alt"):
        row[key] = _many(row.get(key))
    row["evidence"], row["when"] = _pieces(text, row["evidence"]), when(row.get("when"))
    return LabelledEvent(**row)


def _negotiation(text: str, row: dict[str, Any]) -> LabelledNegotiation:
    seats = tuple(
        LabelledSeat(seat["party"], seat["seat"], find(text, seat["evidence"]), _many(seat.get("alt")))
        for seat in row.get("seats", ())
    )
    return LabelledNegotiation(row["id"], row["title"], row.get("main", False), seats)


def _tie(text: str, row: dict[str, Any]) -> LabelledTie:
    row = {**row, "means": _many(row["means"]), "alt": _many(row.get("alt")), "over": row.get("over")}
    row["evidence"] = find(text, row["evidence"])
    row["magnitude"] = _optional(text, row.get("magnitude"))
    return LabelledTie(**row)


def _expectation(text: str, row: dict[str, Any]) -> LabelledExpectation:
    return LabelledExpectation(**{**row, "evidence": find(text, row["evidence"])})


def _actor(text: str, row: dict[str, Any]) -> LabelledActor:
    mentions = tuple(find(text, quote, first=True) for quote in row["mentions"])
    return LabelledActor(row["name"], row["kind"], row.get("party"), row.get("role"), mentions)


def _date(text: str, row: list[str]) -> LabelledDate:
    value = when(row[1])
    if value is None:
        raise LabelError("a date needs a value")
    return LabelledDate(find(text, row[0]), value)


def _issue(text: str, row: dict[str, Any]) -> LabelledIssue:
    return LabelledIssue(_many(row["names"]), _pieces(text, row["evidence"]))


def _contest(text: str, row: dict[str, Any]) -> LabelledContest:
    return LabelledContest(row["issue"], find(text, row["evidence"]))
