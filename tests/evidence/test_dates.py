"""Each line: words of a report of 8 June 2018 (a Friday), and the days that they stand for."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.evidence.dates import base_date, date_for, find_dates
from talleyrand.evidence.language import load, parse
from tests.support.labels import load_first
from tests.support.reading import DAY, document


def dates(text, published=DAY):
    report = document(text, published)
    return find_dates(parse(report, load()), report)


def shown(found):
    first, last = (day.isoformat() if day else "" for day in (found.from_, found.to))
    return f"{first} {found.granularity}" if first == last else f"{first}/{last} {found.granularity}"


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He arrived Friday in China.", "Friday", "2018-06-08 day"),
        ("They met on Monday.", "Monday", "2018-06-04 day"),
        ("They will meet on Monday.", "Monday", "2018-06-11 day"),
        ("The talks are to resume Wednesday.", "Wednesday", "2018-06-13 day"),
        ("She is due to travel next Wednesday.", "next Wednesday", "2018-06-13 day"),
        ("She returns to Kabul on Tuesday.", "Tuesday", "2018-06-12 day"),
        ("Baku gave them until midnight on Sunday to leave.", "Sunday", "2018-06-10 day"),
        ("They met last Friday.", "last Friday", "2018-06-01 day"),
        ("They met yesterday.", "yesterday", "2018-06-07 day"),
        ("The summit opens tomorrow.", "tomorrow", "2018-06-09 day"),
        ("Last year, Russia began to push.", "Last year", "2017-01-01/2017-12-31 year"),
        ("It rose in late May.", "late May", "2018-05-21/2018-05-31 part"),
        ("They split in mid-2016.", "mid-2016", "2016-05-01/2016-08-31 part"),
        ("They split in early 2016.", "early 2016", "2016-01-01/2016-04-30 part"),
        ("The games start on June 14.", "June 14", "2018-06-14 day"),
        ("He said so on Dec. 12.", "Dec. 12", "2017-12-12 day"),
        ("They signed on June 8, 2017, in Minsk.", "June 8, 2017", "2017-06-08 day"),
        ("They signed on 8 June 2017.", "8 June 2017", "2017-06-08 day"),
        ("Signed 2017-06-08.", "2017-06-08", "2017-06-08 day"),
        ("Since 2014, it has been alone.", "2014", "2014-01-01/2014-12-31 year"),
        ("the 2015 nuclear deal collapsed.", "2015", "2015-01-01/2015-12-31 year"),
        ("From 2014 to 2019 he was minister.", "From 2014 to 2019", "2014-01-01/2019-12-31 year"),
        ("The 2014-16 war ended.", "2014-16", "2014-01-01/2016-12-31 year"),
        ("It was the first visit in a decade.", "a decade", "2008-06-08/2018-06-08 decade"),
        ("They will decide within two weeks.", "two weeks", "2018-06-08/2018-06-22 week"),
        ("Over the past three years it fell.", "three years", "2015-06-08/2018-06-08 year"),
        ("They met two weeks ago.", "two weeks ago", "2018-05-21/2018-05-27 week"),
        ("They met three days ago.", "three days ago", "2018-06-05 day"),
        ("A summit is planned next week.", "next week", "2018-06-11/2018-06-17 week"),
        ("They spoke this week.", "this week", "2018-06-04/2018-06-10 week"),
        ("They met earlier this month.", "earlier this month", "2018-06-01/2018-06-08 month"),
        ("They vote later this year.", "later this year", "2018-06-08/2018-12-31 year"),
        ("They met last weekend.", "last weekend", "2018-06-02/2018-06-03 part"),
        ("In March, they met.", "March", "2018-03-01/2018-03-31 month"),
        ("Since November, they have met.", "November", "2017-11-01/2017-11-30 month"),
        ("They will vote in November.", "November", "2018-11-01/2018-11-30 month"),
        ("He proposed talks in September.", "September", "2018-09-01/2018-09-30 month"),
        ("Peace talks failed in the 1990s.", "1990s", "1990-01-01/1999-12-31 decade"),
        ("In the late 1980s it fell.", "late 1980s", "1987-01-01/1989-12-31 part"),
        ("Exports fell in the first quarter of 2018.", "the first quarter of 2018", "2018-01-01/2018-03-31 part"),
        ("They met in the summer of 2016.", "the summer of 2016", "2016-06-01/2016-08-31 part"),
        ("They met last winter.", "last winter", "2017-12-01/2018-02-28 part"),
        ("They meet on June 14-16.", "June 14-16", "2018-06-14/2018-06-16 part"),
        ("In recent weeks, it grew.", "recent weeks", "2018-04-13/2018-06-08 vague"),
        ("at the end of June they leave", "the end of June", "2018-06-21/2018-06-30 part"),
    ],
)
def test_words_become_days(text, words, value):
    found = next((d for d in dates(text) if d.text == words), None)
    assert found is not None, [d.text for d in dates(text)]
    assert shown(found) == value


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "He may meet May in London.",
        "Some 2000 troops left.",
        "It cost $2015 million.",
        "Prices may fall.",
        "Version 10.2018 of the plan",
        "About 1950 people fled.",
        "A second half was played.",
    ],
)
def test_words_that_only_look_like_dates(text):
    assert [d.text for d in dates(text)] in ([], ["second half"])


def test_without_a_day_of_reference_only_full_dates_have_a_value():
    found = {d.text: shown(d) for d in dates("On Monday, after May 2014 and last year, they met.", None)}
    assert found == {"Monday": " day", "May 2014": "2014-05-01/2014-05-31 month", "last year": " year"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("GENEVA, 3 May 1995 - Talks failed.", date(1995, 5, 3)),
        ("Published: June 8, 2018\n\nTalks failed.", date(2018, 6, 8)),
        ("Talks failed on Monday.", None),
    ],
)
def test_a_full_date_in_the_first_lines_stands_in_for_the_day_of_publication(text, day):
    assert base_date(document(text, None)) == day


@pytest.mark.parametrize(
    ("text", "verb", "words"),
    [
        ("The council will discuss it on Monday, diplomats said.", "discuss", "Monday"),
        ("The council will discuss it on Monday, diplomats said.", "said", None),
        ("He said on Monday that they met in 2014.", "met", "2014"),
        ("He said on Monday that they met in 2014.", "said", "Monday"),
        ("In late May, Lavrov met with Kim.", "met", "late May"),
        ("Putin arrived Friday for a state visit.", "visit", "Friday"),
        ("They met in March. They parted.", "parted", None),
        ("Last year's summit failed.", "summit", "Last year"),
    ],
)
def test_a_date_governs_the_verb_of_its_clause(text, verb, words):
    report = document(text)
    doc = parse(report, load())
    found = find_dates(doc, report)
    token = next(t for t in doc if t.text == verb)
    governing = date_for(token, found)
    assert (governing.text if governing else None) == words


WORDS = [
    "Monday",
    "on",
    "last",
    "next",
    "May",
    "June",
    "8",
    "2018",
    "31",
    "February",
    "-",
    "to",
    "early",
    "weeks",
    "ago",
    "two",
    "will",
    "meet",
    ".",
    "in",
    "the",
    "1990s",
    "year",
    "quarter",
    "first",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.none() | st.dates(date(1950, 1, 1), date(2060, 1, 1)))
@settings(max_examples=80, deadline=None)
def test_any_words_give_dates_in_order_on_their_words(words, published):
    text = " ".join(words)
    found = dates(text, published)
    assert all(text[d.start : d.end] == d.text for d in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(d.from_ is None or d.to is None or d.from_ <= d.to for d in found)


def test_development_reports_are_dated_as_their_labels_say():
    right = []
    for report in load_first():
        found = dates(report.text, report.published)
        for label in report.dates:
            got = next((d for d in found if d.start < label.piece.end and label.piece.start < d.end), None)
            when = label.when
            right.append(
                got is not None and (got.from_, got.to, got.granularity) == (when.from_, when.to, when.granularity)
            )
    assert sum(right) >= 0.95 * len(right)
