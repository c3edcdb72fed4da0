"""Negotiations and seats."""

from __future__ import annotations

import pytest

from talleyrand.evidence.records import Negotiation, Seat
from talleyrand.evidence.seats import SeatExtractor
from tests.support import scoring
from tests.support.labels import load_first
from tests.support.reading import reading
from tests.support.seed_labels import load_seed
from tests.support.shared import SHARED, needs_shared


def seats(text: str) -> dict[str, str]:
    made = SeatExtractor().propose(reading(text))
    first = next((n.id for n in made.of(Negotiation)), None)
    return {s.party: s.seat for s in made.of(Seat) if s.negotiation == first}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks between Chad and Sudan resumed.", {"TCD": "in", "SDN": "in"}),
        ("The Chad-Sudan summit was brokered by Qatar.", {"TCD": "in", "SDN": "in", "QAT": "mediator"}),
        ("Norway is hosting talks between Chad and Sudan.", {"NOR": "host", "TCD": "in", "SDN": "in"}),
        ("Libya was left out of the talks between Chad and Sudan.", {"LBY": "out", "TCD": "in", "SDN": "in"}),
        ("Libya was not invited to the talks between Chad and Sudan.", {"LBY": "out", "TCD": "in", "SDN": "in"}),
        ("Libya is out of the Chad-Sudan summit.", {"LBY": "out", "TCD": "in", "SDN": "in"}),
        ("Libya was excluded from the negotiations between Chad and Sudan.", {"LBY": "out", "TCD": "in", "SDN": "in"}),
        ("Libya stayed on the sidelines of the Chad-Sudan talks.", {"LBY": "out", "TCD": "in", "SDN": "in"}),
        ("Libya refused to join the talks between Chad and Sudan.", {"LBY": "refused", "TCD": "in", "SDN": "in"}),
        ("Sudan walked out of the talks with Chad.", {"SDN": "left", "TCD": "in"}),
        ("Libya has been invited to the talks between Chad and Sudan.", {"LBY": "invited", "TCD": "in", "SDN": "in"}),
        ("Chad and Sudan began talks through Oman.", {"TCD": "in", "SDN": "in", "OMN": "mediator"}),
        ("Oman offered to mediate the talks between Chad and Sudan.", {"OMN": "out", "TCD": "in", "SDN": "in"}),
    ],
)
def test_who_sits_where(text: str, expected: dict[str, str]) -> None:
    assert seats(text) == expected


def test_talks_of_years_ago_say_nothing_of_the_table() -> None:
    assert "LBY" not in seats("Talks between Chad and Sudan resumed. Libya walked out of the talks in 2003.")


def test_a_mere_case_is_no_seat() -> None:
    assert seats("Talks between Chad and Sudan go on. If Chad walks out of the talks, war follows.")["TCD"] == "in"


def test_the_talks_that_a_report_is_about_come_first() -> None:
    text = (
        "Chad-Sudan summit nears\n\nThe summit between Chad and Sudan opens on Monday.\n\n"
        "A meeting between Libya and Egypt was put off. Talks between Chad and Sudan had stalled."
    )
    titles = [n.title for n in SeatExtractor().propose(reading(text)).of(Negotiation)]
    assert len(titles) == 2
    assert "Chad" in titles[0]


def test_no_talks_no_records() -> None:
    assert SeatExtractor().propose(reading("It rained in Chad.")).of(Negotiation) == ()


def test_our_reports() -> None:
    total = scoring.Score(0, 0)
    for report in load_first():
        total += scoring.seats(report, scoring.reading_of(report.text, report.published, report.outlet))
    assert total.share >= 0.75


@needs_shared
@pytest.mark.shared
def test_the_guiding_report() -> None:
    report = load_seed(SHARED / "gold" / "seed" / "latimes-2018-06-08.json")
    made = scoring.reading_of(report.text, report.published, report.outlet)
    first = made.of(Negotiation)[0]
    have = {(s.party, s.seat) for s in made.of(Seat) if s.negotiation == first.id}
    assert have == {("USA", "in"), ("PRK", "in"), ("RUS", "out"), ("KOR", "mediator")}
    assert all(report.text[s.evidence.start : s.evidence.end] == s.evidence.text for s in made.of(Seat))
