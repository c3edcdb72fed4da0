from datetime import date

import pytest

from talleyrand.reading.metadata import find_metadata, parse_date
from talleyrand.reading.received import Metadata

BODY = "\n\nThe parties met on Monday. They did not agree, and they said so.\n"


@pytest.mark.parametrize(
    "line",
    [
        "June 8, 2018",
        "8 June 2018",
        "Published June 8, 2018",
        "Published on 8 June 2018 at 14:30 GMT",
        "Friday, June 8, 2018 3:45 p.m.",
        "2018-06-08",
        "Updated: Jun. 8, 2018",
    ],
)
def test_a_date_on_its_own_line_is_the_day_of_publication(line):
    assert find_metadata(f"Talks open in Vienna\n\n{line}{BODY}").published == date(2018, 6, 8)


@pytest.mark.parametrize(
    "first",
    [
        "VIENNA, June 8, 2018 (Agency) — The parties met on Monday.",
        "SOUTH PORT (June 8, 2018) - The parties met on Monday.",
    ],
)
def test_a_dateline_gives_the_day(first):
    assert find_metadata(f"Talks open in Vienna\n\n{first}\n").published == date(2018, 6, 8)


@pytest.mark.parametrize(
    "words",
    [
        "The ministers shake hands in the Great Hall in Vienna on June 8, 2018.",
        "Since June 8, 2018, nothing has been agreed.",
        "MINISTERS MET ON June 8, 2018 and parted — without a deal.",
        "February 30, 2018",
    ],
)
def test_a_caption_or_running_text_gives_no_date(words):
    assert find_metadata(f"Talks open in Vienna\n\n{words}{BODY}").published is None


def test_title_and_byline():
    found = find_metadata(f"Talks open in Vienna\nBy Anna Lind and Per Dahl | June 8, 2018{BODY}")
    assert found == Metadata(title="Talks open in Vienna", author="Anna Lind and Per Dahl", published=date(2018, 6, 8))


@pytest.mark.parametrize(
    "text",
    [
        "The parties met on Monday.\n\nThey did not agree.\n",
        "Talks open in Vienna\n",
        "June 8, 2018\n\nThe parties met on Monday.\n",
        "The parties met on Monday in the old palace of Vienna to discuss the\nstrait, and did not agree on who may use it.\n",
        "",
        "Vienna\n\nThe parties met on Monday.\n",
    ],
    ids=["a sentence", "nothing below", "a date", "a hard-wrapped text", "empty", "one word"],
)
def test_what_is_no_title_is_left_alone(text):
    assert find_metadata(text).title is None


def test_a_title_may_ask_and_may_stand_right_above_a_long_paragraph():
    text = "Will they sign?\n" + "The parties met on Monday, and did not agree. " * 5
    assert find_metadata(text).title == "Will they sign?"


def test_a_sentence_that_begins_with_by_is_no_byline():
    assert find_metadata(f"Talks open in Vienna\n\nBy Monday the parties had left.{BODY}").author is None


@pytest.mark.parametrize("words", ["June 31, 2018", "June 2018", "8/6/2018", "yesterday", ""])
def test_what_is_no_full_day_is_no_date(words):
    assert parse_date(words) is None
