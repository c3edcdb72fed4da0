"""Days, weeks, months and what words call them, counted from a day of reference."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from talleyrand.evidence.records import Granularity
from talleyrand.evidence.tense import Direction

Stretch = tuple[date | None, date | None, Granularity]
"""First day, last day, and how fine; both days are None where nothing fixes them."""

MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.casefold(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.casefold(): n for n, name in enumerate(calendar.day_name)}
_COUNTED = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
NUMBERS = {word: n for n, word in enumerate(_COUNTED.split(), start=1)} | {
    "a": 1,
    "an": 1,
    "couple": 2,
    "a couple of": 2,
    "several": 4,
    "a few": 3,
    "few": 3,
    "twenty": 20,
    "thirty": 30,
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}


def day(year: int, month: int, number: int) -> date | None:
    """Return a day, or None where the calendar has no such one."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month(year: int, number: int) -> Stretch:
    """Return a whole month.

    Examples
    --------
    >>> month(2018, 2)
    (datetime.date(2018, 2, 1), datetime.date(2018, 2, 28), 'month')
    """
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month"


def part_of_month(year: int, number: int, part: str) -> Stretch:
    """Return the early, middle or late third of a month.

    Examples
    --------
    >>> part_of_month(2018, 5, "late")[0].isoformat()
    '2018-05-21'
    """
    _, last, _ = month(year, number)
    assert last is not None
    first_day, last_day = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}[part]
    return date(year, number, first_day), date(year, number, last_day), "part"


def year(number: int, part: str | None = None) -> Stretch:
    """Return a year, or its early, middle or late third."""
    if part is None:
        return date(number, 1, 1), date(number, 12, 31), "year"
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
    return date(number, first, 1), month(number, last)[1], "part"


def decade(start: int, part: str | None = None) -> Stretch:
    """Return ten years from `start`, or their early, middle or late part."""
    first, last = {None: (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part]
    return date(start + first, 1, 1), date(start + last, 12, 31), "decade" if part is None else "part"


def week(of: date) -> Stretch:
    """Return the week, Monday to Sunday, that holds a day."""
    monday = of - timedelta(days=of.weekday())
    return monday, monday + timedelta(days=6), "week"


def season(name: str, number: int) -> Stretch:
    """Return a season of the northern year; winter begins in the year named."""
    first, last = SEASONS[name]
    return date(number, first, 1), month(number + (last < first), last)[1], "part"


def quarter(number: int, index: int) -> Stretch:
    """Return the `index`-th quarter (1 to 4) of a year."""
    return date(number, 3 * index - 2, 1), month(number, 3 * index)[1], "part"


def half(number: int, index: int) -> Stretch:
    """Return the first (1) or second (2) half of a year."""
    return date(number, 6 * index - 5, 1), month(number, 6 * index)[1], "part"


def add_months(to: date, count: int) -> date:
    """Move a day by whole months, to the month's last day where it would run over."""
    index = to.year * 12 + to.month - 1 + count
    number, zero = divmod(index, 12)
    number = min(max(number, 1), 9998)
    return date(number, zero + 1, min(to.day, calendar.monthrange(number, zero + 1)[1]))


def shifted(base: date, count: int, unit: str) -> date:
    """Move a day by `count` days, weeks, months, years or decades.

    Examples
    --------
    >>> shifted(date(2018, 6, 8), -1, "decade").isoformat()
    '2008-06-08'
    """
    if unit in {"day", "week"}:
        return base + timedelta(days=count * (7 if unit == "week" else 1))
    return add_months(base, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])


def unit_around(of: date, unit: str) -> Stretch:
    """Return the day, week, month, year or decade that holds a day."""
    makers: dict[str, Callable[[], Stretch]] = {
        "day": lambda: (of, of, "day"),
        "week": lambda: week(of),
        "month": lambda: month(of.year, of.month),
        "quarter": lambda: quarter(of.year, (of.month + 2) // 3),
        "year": lambda: year(of.year),
        "decade": lambda: decade(of.year - of.year % 10),
    }
    return makers[unit]()


def weekday(base: date, number: int, which: str | None, toward: Direction) -> date:
    """Return the day that a weekday's name means on the day `base`.

    Without *last*, *this* or *next*, the latest one before or on `base`, or the first after it where the clause looks
    forward.

    Examples
    --------
    >>> friday = date(2018, 6, 8)
    >>> [weekday(friday, n, None, "past").isoformat() for n in (4, 0)], weekday(friday, 2, "next", "open").isoformat()
    (['2018-06-08', '2018-06-04'], '2018-06-13')
    """
    monday = base - timedelta(days=base.weekday())
    if which in {"last", "this", "next", "past", "coming"}:
        weeks = {"last": -1, "this": 0, "next": 1, "past": -1, "coming": 0}[which]
        return monday + timedelta(days=7 * weeks + number)
    back = (base.weekday() - number) % 7
    if toward == "planned" and back == 0:
        return base
    return base + timedelta(days=7 - back) if toward in {"future", "planned"} else base - timedelta(days=back)


def nearest_year(base: date, number: int, of_day: int, toward: Direction) -> int:
    """Return the year that a day or month named without one belongs to.

    Examples
    --------
    >>> nearest_year(date(2018, 1, 10), 12, 20, "past"), nearest_year(date(2018, 6, 8), 6, 14, "open")
    (2017, 2018)
    """

    def distance(candidate: int) -> tuple[bool, int]:
        there = date(candidate, number, min(of_day, calendar.monthrange(candidate, number)[1]))
        gap = (there - base).days
        same_month = there.month == base.month and there.year == base.year
        wrong = (toward == "past" and gap > 0 and not same_month) or (toward == "future" and gap < 0 and not same_month)
        return wrong, abs(gap)

    return min((base.year - 1, base.year, base.year + 1), key=distance)
