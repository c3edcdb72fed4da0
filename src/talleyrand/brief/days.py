"""Dates as they are read, no finer than the words fix them."""

from __future__ import annotations

from datetime import date, timedelta

from talleyrand.evidence.records import DateRange

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(value: date) -> str:
    """Return a date as it is read.

    Examples
    --------
    >>> day(date(2018, 6, 8))
    '8 June 2018'
    """
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def when(value: DateRange | None) -> str | None:
    """Return a date as fine as the words fix it, and no finer.

    Examples
    --------
    >>> span = {"text": "late May", "start": 0, "end": 8}
    >>> when(DateRange(**{"from": date(2018, 5, 21), "to": date(2018, 5, 31)}, granularity="part", **span))
    '21–31 May 2018'
    >>> when(DateRange(**{"from": date(2018, 3, 1), "to": date(2018, 3, 31)}, granularity="month", **span))
    'March 2018'
    """
    if value is None or (value.from_ is None and value.to is None):
        return None
    first, last = value.from_, value.to
    if first is None or last is None:
        return f"until {day(last)}" if last else f"since {day(first)}" if first else None
    return between(first, last)


def between(first: date, last: date) -> str:
    """Return two days as one phrase: a day, a month, a year where they fill one, else both ends.

    Examples
    --------
    >>> between(date(2017, 1, 1), date(2017, 12, 31)), between(date(2018, 5, 21), date(2018, 6, 2))
    ('2017', '21 May – 2 June 2018')
    """
    if first == last:
        return day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        if first.day == 1 and (last + timedelta(days=1)).day == 1:
            return f"{MONTHS[first.month - 1]} {first.year}"
        return f"{first.day}–{last.day} {MONTHS[first.month - 1]} {first.year}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"
