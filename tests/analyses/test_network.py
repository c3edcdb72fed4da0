"""Ties from events, and what is said of them."""

from pathlib import Path

import pytest

from talleyrand.analyses.examples import two_party_case
from talleyrand.analyses.network import NetworkAnalysis
from talleyrand.analyses.network_ties import SCALE, acts, ties
from talleyrand.analyses.result import Finding
from talleyrand.case.model import Case, EventEntry
from talleyrand.case.yamlfile import load_case
from talleyrand.evidence.records import Event

WORKED = Path(__file__).resolve().parents[2] / "cases" / "worked" / "network.yaml"


def event(source: str, target: str, plover: str, date: str | None = None, status: str = "happened") -> EventEntry:
    return EventEntry(
        source=tuple(source), target=tuple(target), plover=plover, status=status, date=date, assumption="x"
    )


def case_of(*events: EventEntry) -> Case:
    return two_party_case().model_copy(update={"events": events})


def findings(case: Case) -> dict[str, Finding]:
    return {f.id: f for f in NetworkAnalysis().run(case, {}, 1).findings}


def test_every_class_of_event_has_a_place_on_the_scale() -> None:
    from typing import get_args

    assert set(SCALE) == set(get_args(Event.model_fields["plover"].annotation))


def test_only_what_happened_between_parties_counts() -> None:
    case = case_of(
        event("A", "B", "AID"),
        event("A", "B", "SANCTION", status="planned"),
        event("A", "B", "ASSAULT", status="denied"),
        event("A", "A", "ACCUSE"),
        event("A", "Z", "ACCUSE"),
        event("B", "C", "REQUEST"),
    )
    assert [(act.event, act.pair, act.weight) for act in acts(case)] == [(0, (0, 1), 2)]


def test_an_event_of_several_counts_once_for_each_pair() -> None:
    found = ties(case := case_of(event("AB", "BC", "CONSULT")), acts(case))
    assert found.tolist() == [[0, 1, 1], [1, 0, 1], [1, 1, 0]]


def test_the_camps_of_1911() -> None:
    found = findings(load_case(WORKED))
    assert found["network/camps"].text == (
        "10 of 11 ties fit two camps: the United Kingdom, France and Russia on one side, Germany, Austria-Hungary and "
        "Italy on the other; that between France and Italy does not fit."
    )
    exhibits = {e.id: e for e in NetworkAnalysis().run(load_case(WORKED), {}, 1).exhibits}
    assert "6 of 7 triads are balanced" in str(exhibits["network/ties"].note)
    assert exhibits["network/balance"].rows[-1] == ("July 1911", 7, 4, 7, 6, 1)
    assert exhibits["network/balance"].rows[0] == ("May 1882", 3, 0, 1, 1, 0)


def test_who_moved_closer_and_who_apart() -> None:
    found = findings(
        case_of(
            event("A", "B", "SANCTION", "2018-01-05"),
            event("A", "B", "AGREE", "2018-03-01/2018-03-31"),
            event("B", "C", "AGREE", "2018-02-01"),
            event("B", "C", "ACCUSE", "2018-03-02"),
            event("B", "C", "AID"),
        )
    )
    closer, apart = found["network/closer"], found["network/apart"]
    assert closer.text == (
        "Party A and Party B moved closer most: from conflict (−2) in January 2018 to cooperation (+1) in March 2018."
    )
    assert (closer.value, closer.because) == (3, ("events/0", "events/1"))
    assert (apart.value, apart.because) == (-2, ("events/2", "events/3"))


def test_who_moved_month_by_month() -> None:
    case = case_of(
        event("A", "B", "SANCTION", "2018-01-05"),
        event("A", "B", "AGREE", "2018-03-01"),
        event("B", "C", "AGREE", "2018-02-01"),
        event("B", "C", "ACCUSE", "2018-03-02"),
        event("A", "C", "AID"),
    )
    exhibits = {e.id: e for e in NetworkAnalysis().run(case, {}, 1).exhibits}
    assert exhibits["network/months"].rows == (
        ("Party A – Party B", -2, None, 1),
        ("Party B – Party C", None, 1, -1),
    )
    assert exhibits["network/changes"].rows == (
        ("March 2018", "Party A – Party B (−2 → +1)", "Party B – Party C (+1 → −1)"),
    )
    # Undated aid counts in no month, so no triad ever closes.
    assert [row[1:] for row in exhibits["network/balance"].rows] == [(0, 1, 0, 0, 0), (1, 1, 0, 0, 0), (0, 1, 0, 0, 0)]


@pytest.mark.parametrize("date", [None, "2018", "2018-01-20/2018-02-10", "last spring"])
def test_what_has_no_month_is_in_no_month(date: str | None) -> None:
    case = case_of(event("A", "B", "AID", date), event("A", "B", "ACCUSE", "2018-05-01"))
    assert [act.month for act in acts(case)] == [None, "2018-05"]


def test_one_quarrel_makes_no_camps() -> None:
    events = [event("A", "B", "AGREE"), event("B", "C", "AGREE"), event("A", "C", "ACCUSE")]
    assert "network/camps" not in findings(case_of(*events))
    assert findings(case_of(*events[:1], event("B", "C", "ACCUSE"), events[2]))["network/camps"].value == 0
    hostile = [event("A", "B", "ACCUSE"), event("B", "C", "ACCUSE"), events[2]]
    assert findings(case_of(*hostile))["network/camps"].text == (
        "The ties make no clear camps: 3 splits in two fit equally many of them, 2 of 3."
    )
