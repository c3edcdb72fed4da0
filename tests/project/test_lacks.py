"""What was not read, and what reading lacked, in the brief, on the terminal and in the ledger."""

from datetime import date

import pytest

from talleyrand.evidence import scoring
from talleyrand.evidence.ledger import Ledger
from talleyrand.evidence.ledger_lines import ReadingMark
from talleyrand.project.lacks import MOST_NAMED, MOST_WARNINGS, WITHOUT_WEIGHTS, limits
from talleyrand.project.steps import reader_name
from talleyrand.reading.document import Document
from talleyrand.reading.quality import warnings_of


def document(n: int = 1, text: str = "One two.", published: date | None = date(2018, 6, 8)) -> Document:
    return Document(
        sha256=f"{n:012x}".ljust(64, "0"), text=text, path=f"sources/{n}.txt", title=f"Report {n}", published=published,
        warnings=warnings_of(text, f"sources/{n}.txt"),
    )  # fmt: skip


def read_by(by: str, *documents: Document) -> Ledger:
    return Ledger(marks={d.id: ReadingMark(document=d.id, by=by, metadata="x", records={}) for d in documents})


def test_nothing_lacks_nothing_is_told() -> None:
    assert limits(read_by("talleyrand 1, model 1", document()), [document()]) == ()


def test_what_was_not_read_is_named() -> None:
    (told,) = limits(Ledger(), [document(1), document(2)])
    assert "Not read" in told and "“Report 1”, “Report 2”" in told


def test_reading_without_weights_is_told_for_the_reports_that_it_befell() -> None:
    ledger = read_by(f"talleyrand 1, model 1, {WITHOUT_WEIGHTS}", document(1))
    marks = {**ledger.marks, **read_by("talleyrand 1, model 1", document(2)).marks}
    (told,) = limits(Ledger(marks=marks), [document(1), document(2)])
    assert "without the weights" in told and "Report 1" in told and "Report 2" not in told


def test_dates_and_odd_texts_are_told() -> None:
    odd = document(1, 'He said "yes.', published=None)
    told = limits(read_by("x", odd), [odd])
    assert "No date of publication is known" in told[0]
    assert told[1] == '“Report 1”, line 1: a quotation mark (") without its partner in this paragraph.'


def test_long_lists_are_counted() -> None:
    many = [document(n, 'He said "yes.') for n in range(1, 31)]
    told = limits(Ledger(), many)
    assert f"and {30 - MOST_NAMED} more" in told[0]
    assert len(told) == 1 + MOST_WARNINGS + 1 and f"And {30 - MOST_WARNINGS} more warnings" in told[-1]


def test_the_mark_of_a_reading_says_what_it_lacked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert WITHOUT_WEIGHTS not in reader_name()
    monkeypatch.setattr(scoring, "shipped", lambda: None)
    assert reader_name().endswith(f", {WITHOUT_WEIGHTS}")
