"""Which talks a report speaks of: told apart, named, ranked, each with its own seats."""

from __future__ import annotations

from datetime import date

import pytest

from talleyrand.evidence.records import Negotiation, Seat
from talleyrand.evidence.seats import SeatExtractor
from tests.support.reading import reading
from tests.support.talks import LabelledTable, Tally, load_talks, made_seats, tally

TABLES = load_talks()


def told(text: str, published: date | None = date(2026, 5, 4)) -> list[tuple[str, dict[str, str]]]:
    made = SeatExtractor().propose(reading(text, published=published))
    return [(talks.title, dict(seats)) for talks, seats in made_seats(made)]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.id)
def test_the_talks_that_a_report_is_about_come_first(table: LabelledTable) -> None:
    assert tally(table).first == 1


def test_seats_over_all_labelled_talks() -> None:
    assert sum(map(tally, TABLES), Tally()).f >= 0.9


def test_seats_rest_on_the_words_of_the_report() -> None:
    for table in TABLES:
        made = table.reading()
        places = [s.evidence for s in made.of(Seat)] + [s for n in made.of(Negotiation) for s in n.evidence]
        assert places
        assert all(table.text[s.start : s.end] == s.text for s in places)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "President Idriss Oumar of Chad put off his meeting with Sudanese President Omar Saleh.",
            "The meeting between Chad and Sudan",
        ),
        ("Chad put off the summit with the United States.", "The summit between Chad and the United States"),
        ("The Chad-Sudan summit opens on Monday.", "The Chad-Sudan summit"),
        ("Chad and Sudan agreed to hold talks on water.", "Talks between Chad and Sudan"),
        ("Libya has been shut out of the six-party talks.", "The six-party talks"),
        ("Delegates of Chad, Sudan and Libya met in Doha.", "The meeting among Chad, Sudan and Libya"),
    ],
)
def test_titles_stand_alone(text: str, title: str) -> None:
    assert told(text)[0][0] == title


def test_a_meeting_among_others_is_not_what_a_report_is_about() -> None:
    text = (
        "Chad and Sudan near a deal on water\n\n"
        "Talks between Chad and Sudan made progress on Monday, mediators said.\n\n"
        "Chad's president had his first meeting with President Bola Tinubu of Nigeria in March. Libya was not invited."
    )
    made = told(text)
    assert [title for title, _ in made] == ["Talks between Chad and Sudan", "The meeting between Chad and Nigeria"]
    assert made[0][1] == {"TCD": "in", "SDN": "in", "LBY": "out"}


def test_troops_that_leave_a_country_leave_no_talks() -> None:
    text = "Talks between Chad and Sudan resumed. Libyan troops left Chad. Egyptian officials left the hall at noon."
    assert "left" not in told(text)[0][1].values()


def test_talks_of_years_ago_are_talks_of_their_own() -> None:
    made = told("Talks between Chad and Sudan resumed. Libya walked out of similar talks in 2019.")
    assert made[0][1] == {"TCD": "in", "SDN": "in"}
    assert made[1] == ("Talks in 2019", {"LBY": "left"})


def test_a_party_kept_out_of_talks_is_not_one_of_those_between_whom_they_are() -> None:
    text = (
        "Libya's foreign minister met the president of Chad on Monday.\n\n"
        "The summit between Chad and Sudan opens in June. Libya has no seat at the summit."
    )
    seats = dict(told(text))
    assert seats["The summit between Chad and Sudan"]["LBY"] == "out"


def test_a_council_is_a_negotiation_where_its_members_are_told_of() -> None:
    text = "Talks between Chad and Sudan resumed. In the Security Council Russia vetoed a text that France had drafted."
    title, seats = told(text)[-1]
    assert title == "The United Nations Security Council"
    assert seats["RUS"] == "in"
    assert len(told("Talks between Chad and Sudan resumed. The Security Council praised them.")) == 1


@pytest.mark.parametrize(
    ("text", "party", "seat"),
    [
        ("Oman carried messages in the talks between Chad and Sudan.", "OMN", "mediator"),
        ("Talks between Chad and Sudan will resume with Norway as mediator.", "NOR", "mediator"),
        ("Libya's out of the Chad-Sudan summit.", "LBY", "out"),
        ("Libya is not at the table when talks between Chad and Sudan resume.", "LBY", "out"),
        ("Libya said it would not attend the talks between Chad and Sudan.", "LBY", "refused"),
        ("Libya accepted an invitation to the talks between Chad and Sudan.", "LBY", "in"),
        ("Egypt will take part in the talks between Chad and Sudan as an observer.", "EGY", "invited"),
        ("Libya hopes to join the talks between Chad and Sudan.", "LBY", "out"),
    ],
)
def test_further_seats(text: str, party: str, seat: str) -> None:
    assert told(text)[0][1].get(party) == seat


def test_whom_the_headline_names_talk_where_no_words_say_between_whom() -> None:
    text = (
        "Chad gives Sudan a month to answer on the river\n\n"
        "Chad's government wants a reply by June. The talks are chaired by Qatar. Libya asked to be included.\n\n"
        "Officials said that the talks might drag on. The rains are late. Prices rose."
    )
    assert told(text)[0] == (
        "Talks between Chad and Sudan",
        {"TCD": "in", "SDN": "in", "QAT": "host", "LBY": "out"},
    )


@pytest.mark.parametrize(
    ("text", "party", "seat"),
    [
        ("Chad and Sudan signed a pact after talks in which Togo acted as go-between.", "TGO", "mediator"),
        ("Libya turned down an offer of talks with Chad.", "LBY", "refused"),
        ("Libya has been dropped from the talks between Chad and Sudan.", "LBY", "out"),
        ("Talks between Chad and Sudan resumed. Nobody consulted Libya.", "LBY", "out"),
    ],
)
def test_seats_in_other_words(text: str, party: str, seat: str) -> None:
    assert told(text)[0][1].get(party) == seat
