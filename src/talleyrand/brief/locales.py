"""Dates and numbers as a reader's country writes them; the sentences around them stay English.

A sentence of a brief is made of three things: words of ours, words of others (a quotation, a title of the case), and
figures. In words of ours no decimal mark and no group of thousands ever stands, so every one that is outside the words
of others belongs to a figure, and is written anew. Nothing else in a sentence changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from talleyrand.analyses.words import figure
from talleyrand.brief.days import between, day
from talleyrand.errors import InputError, Problem, did_you_mean

if TYPE_CHECKING:
    from babel import Locale

    from talleyrand.brief.outline import Brief

_FIGURE = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\w]|[.,]\d)")
_QUOTED = r"“[^”]*”"
_NUMERAL = re.compile(r"\d[.,]\d")
_FROM_SUNDAY = (6, 0, 1, 2, 3, 4, 5)
_EXAMPLES = "write it like de_DE, fr or en_GB"


def words_with_numerals(values: Iterable[Any]) -> tuple[str, ...]:
    """Return the strings anywhere in JSON values that hold a figure with a mark: they are others' words.

    Examples
    --------
    >>> words_with_numerals([{"title": "UNSCR 2.0", "scale": ["none", "a tariff of 12.5 %"]}, 3.5])
    ('UNSCR 2.0', 'a tariff of 12.5 %')
    """
    return tuple(dict.fromkeys(text for value in values for text in _strings(value) if _NUMERAL.search(text)))


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)


def checked(name: str | None) -> str | None:
    """Return the name of a locale in its usual spelling.

    Raises
    ------
    InputError
        Where there is none of that name; the message names what is near.

    Examples
    --------
    >>> checked("de-de"), checked(None)
    ('de_DE', None)
    """
    return str(_locale(name)) if name else None


def _locale(name: str) -> Locale:
    from babel import Locale, UnknownLocaleError
    from babel.localedata import locale_identifiers

    try:
        return Locale.parse(name.strip().replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        remedy = did_you_mean(name, locale_identifiers()) or _EXAMPLES
        raise InputError(Problem(f'no locale is called "{name}"', remedy=remedy)) from None


@dataclass(frozen=True)
class Local:
    """How a page writes figures and dates: as in English where `name` is None.

    Parameters
    ----------
    name
        Of the locale, ``de_DE`` say.
    foreign
        Words of others that hold figures; those are left alone.

    Examples
    --------
    >>> local = Local("de_DE", foreign=("Plan 1.5",))
    >>> local.sentence("Plan 1.5 leaves 4.2 of 1,024 points; he said “about 2.5”.")
    'Plan 1.5 leaves 4,2 of 1.024 points; he said “about 2.5”.'
    >>> local.figure(0.35), local.day(date(2018, 6, 8)), Local(None).figure(0.35)
    ('0,35', '8. Juni 2018', '0.35')
    """

    name: str | None
    foreign: Sequence[str] = ()

    @cached_property
    def _found(self) -> Locale | None:
        return _locale(self.name) if self.name else None

    @cached_property
    def _kept(self) -> re.Pattern[str]:
        others = sorted(self.foreign, key=len, reverse=True)
        return re.compile("|".join([_QUOTED, *map(re.escape, others)]), re.IGNORECASE)

    def sentence(self, text: str) -> str:
        """Return a sentence with its figures written anew, and every other word as it stands."""
        if self._found is None:
            return text
        pieces, at = [], 0
        for kept in self._kept.finditer(text):
            pieces += [_FIGURE.sub(self._token, text[at : kept.start()]), kept[0]]
            at = kept.end()
        return "".join([*pieces, _FIGURE.sub(self._token, text[at:])])

    def _token(self, found: re.Match[str]) -> str:
        return self._number(found[0])

    def _number(self, printed: str) -> str:
        """Return a figure that is printed in English with the marks of the locale, digit for digit."""
        from babel.numbers import parse_pattern

        assert self._found is not None
        digits = len(printed.partition(".")[2])
        pattern = parse_pattern(self._found.decimal_formats[None].pattern)
        pattern.frac_prec = (digits, digits)
        plain = Decimal(printed.replace(",", ""))
        return str(pattern.apply(plain, self._found, group_separator="," in printed))

    def figure(self, value: float) -> str:
        """Return a figure without false precision."""
        printed = figure(value)
        return self._number(printed) if self._found is not None and "e" not in printed else printed

    def span(self, low: float, high: float) -> str:
        """Return a range of figures."""
        return f"{self.figure(low)}–{self.figure(high)}"

    def day(self, value: date) -> str:
        """Return a day."""
        if self._found is None:
            return day(value)
        from babel.dates import format_date

        return str(format_date(value, "long", self._found))

    def when(self, said: str | None, days: tuple[date | None, date | None]) -> str | None:
        """Return a date no finer than its words fix it; `said` is what it is called in English."""
        if self._found is None or said is None or days == (None, None):
            return said
        first, last = days
        if first is None or last is None:
            return f"until {self.day(last)}" if last else f"since {self.day(first)}" if first else said
        return self._between(first, last)

    def _between(self, first: date, last: date) -> str:
        from babel.dates import format_interval, format_skeleton

        if first == last:
            return self.day(first)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return between(first, last)
        whole_month = first.day == 1 and (last + timedelta(days=1)).day == 1
        if whole_month and (first.year, first.month) == (last.year, last.month):
            return str(format_skeleton("yMMMM", first, locale=self._found))
        return str(format_interval(first, last, "yMMMMd", locale=self._found))

    def axes(self) -> dict[str, Any] | None:
        """Return the locale as plots take it, None for English."""
        if self._found is None:
            return None
        months, days = self._found.months["format"], self._found.days["format"]
        symbols = self._found.number_symbols["latn"]
        pattern = self._found.decimal_formats[None]
        return {
            "number": {
                "decimal": symbols["decimal"],
                "thousands": symbols["group"],
                "grouping": [pattern.grouping[0]],
                "currency": ["", ""],
            },
            "time": {
                "dateTime": "%x, %X",
                "date": "%-d %B %Y",
                "time": "%H:%M:%S",
                "periods": ["AM", "PM"],
                "days": [days["wide"][n] for n in _FROM_SUNDAY],
                "shortDays": [days["abbreviated"][n] for n in _FROM_SUNDAY],
                "months": [months["wide"][n] for n in range(1, 13)],
                "shortMonths": [months["abbreviated"][n] for n in range(1, 13)],
            },
        }


def local_of(brief: Brief) -> Local:
    """Return how the page of a brief writes figures and dates."""
    return Local(brief.locale, brief.foreign)
