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
_NUMERALS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "twenty": 20, "hundred": 100,
}  # fmt: skip
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_WORD = "|".join(sorted(_NUMERALS, key=len, reverse=True))
_PART = re.compile(
    rf"{_ABOUT}\b(?P<many>{_WORD})[- ](?P<part>{'|'.join(_PARTS)})s?\b(?! (?:round|time|meeting|day))", re.I
)
_IN = re.compile(
    rf"{_ABOUT}\b(?P<many>{_WORD}|\d+)(?:[- ][a-z]+)?[- ](?:in|out of)[- ](?:every )?(?P<of>{_WORD}|\d+)\b", re.I
)
_FRACTION = re.compile(
    rf"{_ABOUT}\b(?P<words>half|most|much|nearly all|almost all|virtually all|all but|all|the bulk|the lion's share)"
    r"\b(?=\s+(?:of|the|its|their|his|her|that)\b)",
    re.I,
)
_COUNT = re.compile(
    rf"{_ABOUT}(?P<number>{_NUMBER}(?:\s(?:million|thousand))?)\s(?P<unit>(?:[a-z-]+\s)?(?:workers|troops|soldiers|refugees|migrants|people|barrels|tons|tonnes|fighters|[A-Z][a-z]+(?:ns|is|ese)))"
)
_VAGUE = re.compile(
    r"\b(?P<words>(?:hundreds|tens|millions|dozens|thousands)(?: of (?:thousands|millions))? of [a-z]+)"
)
_SCALES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "thousand": 1e3}
_CURRENCIES = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}


def magnitude(text: str) -> Magnitude | None:
    """Return the first quantity in a text: a share before a sum before a number of people.

    Shares are in percent, sums in the currency's unit; "most" and "much" have no number.

    Examples
    --------
    >>> magnitude("buys more than 80 percent of its gas").value
    80.0
    >>> magnitude("sends nine-tenths of its ore").value, magnitude("two in three hulls").value
    (90.0, 66.7)
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
    """Read "nine-tenths", "two in three", "four out of five", "half of", "most of"."""
    if match := _PART.search(text):
        share = 100 * _NUMERALS[match["many"].lower()] / _PARTS[match["part"].lower()]
        return Magnitude(value=round(share, 1), unit="%", text=match[0].strip()) if share <= 100 else None
    if match := _IN.search(text):
        many, of = _counted(match["many"]), _counted(match["of"])
        if 0 < many <= of:
            return Magnitude(value=round(100 * many / of, 1), unit="%", text=match[0].strip())
    if not (match := _FRACTION.search(text)):
        return None
    half = match["words"].lower() == "half"
    return Magnitude(value=50.0 if half else None, unit="%" if half else "share", text=match[0].strip())


def _counted(word: str) -> float:
    return float(_NUMERALS[word.lower()]) if word.lower() in _NUMERALS else float(word)


def _count(text: str) -> Magnitude | None:
    if match := _COUNT.search(text):
        number, _, scale = match["number"].partition(" ")
        value = _number(number) * _SCALES.get(scale, 1.0)
        return Magnitude(value=value, unit=match["unit"].split()[-1].lower(), text=match[0].strip())
    if match := _VAGUE.search(text):
        return Magnitude(value=None, unit=match["words"].split()[-1], text=match["words"])
    return None
