"""The hand labels hold together: every quoted word is in its text, and every code is one that we know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

from talleyrand.evidence import records
from tests.support.labelled import LabelledReport, Piece
from tests.support.labels import REPORTS, SEALED, LabelError, find, load, load_all, load_seed, load_sentences, when
from tests.support.shared import SHARED, needs_shared

TIERS = {"core", "extended", "nested"}
PATHS = sorted([*REPORTS.glob("*.yaml"), *SEALED.glob("*.yaml")])
PARTY = re.compile(r"[A-Z0-9][A-Z0-9 ]+")
# Written to be sealed, by hands that were asked for good reports and not for every form of a label.
FREER = frozenset({"busan", "catatumbo", "kivu", "port", "potash", "shelf", "tigris", "warheads"})


def pieces(value: Any) -> Iterator[Piece]:
    if isinstance(value, Piece):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from pieces(item)
    elif is_dataclass(value):
        for part in fields(value):
            yield from pieces(getattr(value, part.name))


def mistakes(report: LabelledReport) -> list[str]:
    """Every label that breaks a rule, in words; the seed's own gaps (None) are no mistakes."""
    wrong = [
        f"{piece} is not the text there"
        for piece in pieces(report)
        if report.text[piece.start : piece.end] != piece.text
    ]
    ids = Counter(row.id for row in (*report.statements, *report.events, *report.negotiations))
    wrong += [f"{key} names {number} labels" for key, number in ids.items() if number > 1]
    known = {row.id for row in report.statements}
    wrong += [
        f"{row.id} is nested in {row.nested_in}, which is nowhere"
        for row in report.statements
        if row.nested_in and row.nested_in not in known
    ]
    codes = [
        *(("tier", row.tier, TIERS) for row in report.statements),
        *(("kind", row.kind, get_args(records.StatementKind)) for row in report.statements),
        *(("status", row.status, get_args(records.StatementStatus)) for row in report.statements),
        *(("role", row.role, get_args(records.Role)) for row in (*report.statements, *report.actors)),
        *(
            ("stance", stance, get_args(records.Stance))
            for row in report.statements
            for stance in (row.stance, *row.stance_alt)
        ),
        *(("class", plover, get_args(records.Plover)) for row in report.events for plover in (row.plover, *row.alt)),
        *(
            ("status", status, get_args(records.EventStatus))
            for row in report.events
            for status in (row.status, *row.status_alt)
        ),
        *(
            ("seat", seat, get_args(records.SeatKind))
            for talks in report.negotiations
            for row in talks.seats
            for seat in (row.seat, *row.alt)
        ),
        *(("tie", kind, get_args(records.TieKind)) for row in report.ties for kind in (row.kind, *row.alt)),
        *(("likelihood", row.likelihood, get_args(records.Likelihood)) for row in report.expectations),
        *(("granularity", row.when.granularity, get_args(records.Granularity)) for row in report.dates),
    ]
    wrong += [f"no such {what}: {code}" for what, code, allowed in codes if code is not None and code not in allowed]
    return wrong + [f"no party code: {code}" for code in parties(report) if not PARTY.fullmatch(code)]


def parties(report: LabelledReport) -> Iterator[str]:
    for statement in report.statements:
        yield from statement.party
    for event in report.events:
        yield from (*event.source, *event.target)
    for talks in report.negotiations:
        yield from (seat.party for seat in talks.seats)
    for tie in report.ties:
        yield from (code for code in (tie.holder, tie.over) if code)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_labels_of_a_report_hold(path: Path) -> None:
    report = load(path)
    assert mistakes(report) == []
    assert report.published and report.outlet and report.title
    assert report.title in report.text


@pytest.mark.parametrize(
    "path", [p for p in PATHS if p.parent == REPORTS and p.stem not in FREER], ids=lambda path: path.stem
)
def test_a_report_exercises_the_reader(path: Path) -> None:
    report = load(path.with_suffix(".txt"))
    assert len(report.text.split()) >= 400
    assert {row.kind for row in report.statements} == {"direct", "mixed", "indirect"}
    assert any(len(row.contents) > 1 for row in report.statements)
    assert {"happened", "planned", "hypothetical", "denied"} <= {row.status for row in report.events}
    assert any(row.tier == "nested" and row.status == "hypothetical" for row in report.statements)
    assert all(row.role and row.stance and row.speaker and row.cue for row in report.statements)
    assert [talks.main for talks in report.negotiations].count(True) == 1
    assert report.ties and report.expectations and report.dates and report.issues and report.actors


def test_which_reports_are_held_out() -> None:
    assert {report.name for report in load_all(held_out=True)} == {"nuclear", "river", "ultimatum", "rebels"}
    assert len(load_all(held_out=False)) == 24


def test_the_sealed_reports_are_read_only_when_asked_for() -> None:
    sealed = load_all(sealed=True)
    assert len(sealed) == 8
    assert all(report.held_out for report in sealed)
    assert not {report.name for report in sealed} & {report.name for report in load_all()}


def test_labels_of_the_sentences_hold() -> None:
    sentences = load_sentences()
    assert [problem for sentence in sentences for problem in mistakes(sentence)] == []
    assert (
        len({sentence.name for sentence in sentences})
        == len({sentence.text for sentence in sentences})
        == len(sentences)
    )
    assert all(sentence.labelled for sentence in sentences)


@pytest.mark.parametrize("held_out", [True, False])
def test_each_half_of_the_sentences_covers_everything(held_out: bool) -> None:
    half = load_sentences(held_out)
    events = [event for sentence in half for event in sentence.events]
    assert len(half) >= 75
    assert {event.plover for event in events} == set(get_args(records.Plover))
    assert {event.status for event in events} == set(get_args(records.EventStatus))
    assert {row.kind for sentence in half for row in sentence.statements} == set(get_args(records.StatementKind))
    for kind, number in (("negotiations", 5), ("ties", 5), ("expectations", 2), ("dates", 10)):
        assert sum(kind in sentence.labelled for sentence in half) >= number, kind


@needs_shared
def test_the_seed_loads_into_the_same_form() -> None:
    seed = load_seed(SHARED / "gold" / "seed" / "latimes-2018-06-08.json")
    assert mistakes(seed) == []
    assert [row.tier for row in seed.statements].count("core") == 20
    assert (len(seed.events), len(seed.dates), len(seed.ties), len(seed.expectations)) == (27, 11, 9, 2)
    speakers = {row.actor: (row.role, row.party) for row in seed.statements}
    assert speakers[("Vladimir Putin",)] == ("official", ("RUS",))
    assert speakers[("Georgy Kunadze",)] == ("former_official", ())
    assert speakers[("Alexander Gabuev",)] == ("expert", ())
    assert speakers[("UN",)] == ("international_official", ("UN",))


def test_words_that_are_missing_or_ambiguous_fail() -> None:
    text = "He came. He said no to the others."
    assert find(text, "He @2") == find(text, "|He| said")
    with pytest.raises(LabelError, match="2 times"):
        find(text, "He")
    with pytest.raises(LabelError, match="not in the text"):
        find(text, "other")
    with pytest.raises(LabelError, match="only 2 times"):
        find(text, "He @3")


def test_dates_are_read_with_open_ends() -> None:
    value = when("/2018-06-08 vague")
    assert value is not None
    assert (value.from_, str(value.to), value.granularity) == (None, "2018-06-08", "vague")
