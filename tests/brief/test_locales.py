"""Figures and dates written as in other countries, and nothing else in a sentence changed."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.analyses.words import figure
from talleyrand.brief.compose import Settings, compose
from talleyrand.brief.html import to_html
from talleyrand.brief.locales import Local, checked, words_with_numerals
from talleyrand.errors import InputError
from tests.support.material import material


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("de_DE", "It is worth 4,2 of 1.234.567 points, 0,30 each."),
        ("de_CH", "It is worth 4.2 of 1’234’567 points, 0.30 each."),
        ("en_IN", "It is worth 4.2 of 12,34,567 points, 0.30 each."),
        ("en_US", "It is worth 4.2 of 1,234,567 points, 0.30 each."),
    ],
)
def test_figures_keep_their_digits(name: str, wanted: str) -> None:
    assert Local(name).sentence("It is worth 4.2 of 1,234,567 points, 0.30 each.") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "He said “about 2.5 per cent, or 1,000”.",
        "See version 1.2.3 and 10.4.2018 and ¶3.",
        "No figure, none at all. 12 of 30; 5–7.",
        "1,02 or 12,3456 is no figure of ours",
    ],
)
def test_what_is_no_figure_of_ours_stays(text: str) -> None:
    assert Local("de_DE").sentence(text) == text


def test_words_of_the_case_stay_with_their_first_letter_raised_too() -> None:
    local = Local("de_DE", foreign=("annex 1.5 of the treaty", "1.5"))
    assert local.sentence("Annex 1.5 of the treaty costs 1.5, or 2.5.") == "Annex 1.5 of the treaty costs 1.5, or 2,5."


def test_strings_with_figures_are_found_at_any_depth() -> None:
    assert words_with_numerals({"a": [{"b": "UN 2.0"}], "c": "12", "d": ("1,000 troops",)}.values()) == (
        "UN 2.0",
        "1,000 troops",
    )


@given(st.floats(-1e6, 1e6, allow_nan=False), st.sampled_from(["de_DE", "fr", "sv_SE", "en_US", "pt_BR"]))
def test_a_figure_says_the_same_in_every_country(value: float, name: str) -> None:
    from babel.numbers import parse_decimal

    printed = figure(value)
    if "e" not in printed:
        assert float(parse_decimal(Local(name).figure(value), locale=name)) == float(printed)


def test_without_a_locale_nothing_changes() -> None:
    local = Local(None, foreign=("x",))
    assert local.sentence("4.2 of 1,024") == "4.2 of 1,024"
    assert (local.figure(0.5), local.day(date(2018, 6, 8)), local.axes()) == ("0.5", "8 June 2018", None)


@pytest.mark.parametrize(
    ("days", "said", "wanted"),
    [
        ((date(2018, 6, 8), date(2018, 6, 8)), "8 June 2018", "8. Juni 2018"),
        ((date(2018, 5, 1), date(2018, 5, 31)), "May 2018", "Mai 2018"),
        ((date(2017, 1, 1), date(2017, 12, 31)), "2017", "2017"),
        ((None, date(2018, 6, 8)), "until 8 June 2018", "until 8. Juni 2018"),
        ((None, None), "recently", "recently"),
        ((None, None), None, None),
    ],
)
def test_a_date_is_as_fine_as_its_words(
    days: tuple[date | None, date | None], said: str | None, wanted: str | None
) -> None:
    assert Local("de_DE").when(said, days) == wanted


def test_a_locale_that_does_not_exist_is_told_with_what_is_near() -> None:
    with pytest.raises(InputError, match="no locale is called"):
        checked("xx_QQ")
    assert checked("de-at") == "de_AT"


@pytest.mark.parametrize("reviewed", [False, True])
def test_no_figure_of_ours_keeps_an_english_mark(reviewed: bool) -> None:
    page = to_html(compose(material(reviewed), Settings(locale="de_DE")))
    english = to_html(compose(material(reviewed)))
    text = re.sub(r"(?s)<style>.*?</style>|<svg.*?</svg>|<[^>]+>|“[^”]*”|Talleyrand [\d.]+", " ", page)
    assert re.findall(r"(?<![\w.])\d+\.\d{1,2}(?![\d.])", text) == []
    assert "128 of 128" in english and "2. März 2018" in page and "2 March 2018" in english


def test_the_axes_of_plots_follow() -> None:
    axes = Local("de_DE").axes()
    assert axes is not None
    assert axes["number"]["decimal"] == "," and axes["time"]["months"][2] == "März"
    assert axes["time"]["days"][0] == "Sonntag"
