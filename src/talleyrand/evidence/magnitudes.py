"""How much: sums, shares and numbers of people or things, as words say them."""

from __future__ import annotations

import re

from talleyrand.evidence.records import Magnitude

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_ABOUT = (
    r"(?:about|around|some|roughly|nearly|almost|more than|over|up to|at least|fewer than|less than|an estimated)?\s*"
)
_SUM = re.compile(
    rf"{_ABOUT}(?P<sign>US\$|[$€£¥])\s?(?P<number>{_NUMBER})(?:\s?(?P<scale>million|billion|trillion|bn|m))?", re.I
)
_WORDSUM = re.compile(
    rf"{_ABOUT}(?P<number>{_NUMBER})\s(?P<scale>million|billion|trillion)\s(?P<unit>dollars|euros|baht|yuan|rubles|roubles|rupees|yen|pounds)",
    re.I,
)
_SHARE = re.compile(rf"{_ABOUT}(?P<number>{_NUMBER})\s?(?:%|percent|per cent)", re.I)
_FRACTION = re.compile(
    rf"{_ABOUT}\b(?P<words>half|a third|two[- ]thirds|one[- ]third|"
    r"a quarter|three[- ]quarters|a fifth|four[- ]fifths|a tenth|"
    r"nine(?: \w+)? in ten|most|much|nearly all|almost all|virtually all)\b(?=\s+(?:of|the)\b)",
    re.I,
)
_COUNT = re.compile(
    rf"{_ABOUT}(?P<number>{_NUMBER}(?:\s(?:million|thousand))?)\s(?P<unit>(?:[a-z-]+\s)?(?:workers|troops|soldiers|refugees|migrants|people|barrels|tons|tonnes|fighters|[A-Z][a-z]+(?:ns|is|ese)))"
)
_VAGUE = re.compile(
    r"\b(?P<words>(?:hundreds|tens|millions|dozens|thousands)(?: of (?:thousands|millions))? of [a-z]+)"
)
_SCALES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "thousand": 1e3}
_FRACTIONS = {
    "half": 50.0, "a third": 100 / 3, "one third": 100 / 3, "two thirds": 200 / 3, "a quarter": 25.0,
    "three quarters": 75.0, "a fifth": 20.0, "four fifths": 80.0, "a tenth": 10.0,
}  # fmt: skip
_CURRENCIES = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}


def magnitude(text: str) -> Magnitude | None:
    """Return the first quantity in a text: a share before a sum before a number of people.

    Shares are in percent, sums in the currency's unit; "most" and "much" have no number.

    Examples
    --------
    >>> magnitude("buys more than 80 percent of its gas").value
    80.0
    >>> m = magnitude("owes some $10 billion")
    >>> m.value, m.unit
    (10000000000.0, 'USD')
    >>> magnitude("provides much of the food").unit
    'share'
    >>> magnitude("a pipeline") is None
    True
    """
    for read in (_share, _fraction, _sum, _count):
        if found := read(text):
            return found
    return None


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _share(text: str) -> Magnitude | None:
    match = _SHARE.search(text)
    return Magnitude(value=_number(match["number"]), unit="%", text=match[0].strip()) if match else None


def _sum(text: str) -> Magnitude | None:
    if match := _SUM.search(text):
        value = _number(match["number"]) * _SCALES.get((match["scale"] or "").lower(), 1.0)
        return Magnitude(value=value, unit=_CURRENCIES[match["sign"].lower()], text=match[0].strip())
    if match := _WORDSUM.search(text):
        value = _number(match["number"]) * _SCALES[match["scale"].lower()]
        return Magnitude(value=value, unit=match["unit"].lower(), text=match[0].strip())
    return None


def _fraction(text: str) -> Magnitude | None:
    match = _FRACTION.search(text)
    if not match:
        return None
    words = match["words"].lower().replace("-", " ")
    value = _FRACTIONS.get(words)
    return Magnitude(value=round(value, 1) if value else None, unit="%" if value else "share", text=match[0].strip())


def _count(text: str) -> Magnitude | None:
    if match := _COUNT.search(text):
        number, _, scale = match["number"].partition(" ")
        value = _number(number) * _SCALES.get(scale, 1.0)
        return Magnitude(value=value, unit=match["unit"].split()[-1].lower(), text=match[0].strip())
    if match := _VAGUE.search(text):
        return Magnitude(value=None, unit=match["words"].split()[-1], text=match["words"])
    return None
