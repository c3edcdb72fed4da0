"""The words that name a time, and the rule that gives each form its value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from talleyrand.evidence import calendars as cal
from talleyrand.evidence.calendars import MONTHS, NUMBERS, SEASONS, WEEKDAYS, Stretch
from talleyrand.evidence.records import Granularity
from talleyrand.evidence.tense import Direction

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_PART = r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate|[Tt]he (?:end|beginning|start|middle) of)"
_COUNT = rf"(?P<count>\d+|{'|'.join(sorted((re.escape(n) for n in NUMBERS), key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|week|month|quarter|year|decade)"
_WHICH = r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Pp]revious|[Cc]oming)"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_PARTS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTH_CUES = frozenset(
    {"in", "since", "by", "until", "till", "from", "of", "through", "before", "after", "during", "last", "next", "this"}
    | {"early", "late", "mid-", "mid", "and", "to", "between"}
)

Rule = Callable[[re.Match[str], date | None, "Toward"], Stretch | None]
Toward = Callable[[], Direction]


@dataclass(frozen=True)
class Pattern:
    """A form of date, the rule that gives its value, and words (in small letters) of which a text that has it has one.

    Asking for the words first is far quicker than to look for the form.
    """

    form: re.Pattern[str]
    rule: Rule
    words: tuple[str, ...] = ()

    def may_stand_in(self, folded: str) -> bool:
        """Tell whether a text, its case folded, has one of the words, so that it is worth looking for the form."""
        return not self.words or any(word in folded for word in self.words)


def _part(match: re.Match[str]) -> str | None:
    word = (match.groupdict().get("part") or "").lower()
    return next((value for key, value in _PARTS.items() if key in word), word or None)


def _month_number(match: re.Match[str]) -> int:
    return MONTHS[match["month"].casefold().rstrip(".")]


def _full_day(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    """Read "June 8, 2018", "8 June 2018", "June 14": without a year the one that base and tense give."""
    number, of_day = _month_number(match), int(match["day"])
    if not 1 <= of_day <= 31:
        return None
    if match["year"]:
        found = cal.day(int(match["year"]), number, of_day)
    elif base is None:
        return None, None, "day"
    else:
        found = cal.day(cal.nearest_year(base, number, of_day, toward()), number, of_day)
    return (found, found, "day") if found else None


def _iso(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    found = cal.day(int(match["year"]), int(match["m"]), int(match["day"]))
    return (found, found, "day") if found else None


def _whole_month(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    """Read "late May", "March 2018", "last June"."""
    number, part = _month_number(match), _part(match)
    if match["year"]:
        which = int(match["year"])
    elif base is None:
        return None, None, "month" if part is None else "part"
    else:
        asked = {"last": "past", "past": "past", "next": "future"}.get((match["which"] or "").lower())
        aim = cast("Direction", asked or toward())
        which = cal.nearest_year(base, number, 15, aim)
        which -= int(asked == "past" and (which, number) == (base.year, base.month))
    return cal.month(which, number) if part is None else cal.part_of_month(which, number, part)


def _weekday(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    if base is None:
        return None, None, "day"
    which = (match["which"] or "").lower() or None
    found = cal.weekday(base, WEEKDAYS[match["weekday"].casefold()], which, toward() if which is None else "open")
    return found, found, "day"


def _named_day(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    if base is None:
        return None, None, "day"
    shift = {"yesterday": -1, "tomorrow": 1}.get(match["name"].lower(), 0)
    found = base + timedelta(days=shift)
    return found, found, "day"


def _this_unit(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    """Read "last year", "next week", "earlier this month", "late last year"."""
    unit = match["unit"].lower()
    if base is None:
        return None, None, _fine(unit)
    which = match["which"].lower()
    shift = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[which]
    first, last, fine = cal.unit_around(cal.shifted(base, shift, unit), unit)
    side = (match["side"] or "").lower()
    if first and last and which == "this" and side in {"earlier", "later"}:
        return (first, min(last, base), fine) if side == "earlier" else (max(first, base), last, fine)
    if first and unit == "year" and side in {"early", "mid", "late"}:
        return cal.year(first.year, side)
    return first, last, fine


def _ago(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    unit = match["unit"].lower()
    if base is None:
        return None, None, _fine(unit)
    sign = 1 if match["way"].lower().startswith(("from", "later")) else -1
    return cal.unit_around(cal.shifted(base, sign * _number(match), unit), unit)


def _number(match: re.Match[str]) -> int:
    word = match["count"].lower()
    return min(int(word), 500) if word.isdigit() else NUMBERS[word]


def _span(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    """Read "in a decade", "the past two weeks", "within a month": a stretch that ends or begins on the base day."""
    unit = match["unit"].lower()
    if base is None:
        return None, None, _fine(unit)
    lead = match["lead"].lower()
    back = "past" in lead or "last" in lead
    ahead = not back and ("next" in lead or "coming" in lead or "within" in lead or toward() in {"future", "planned"})
    other = cal.shifted(base, _number(match) if ahead else -_number(match), unit)
    return (base, other, _fine(unit)) if ahead else (other, base, _fine(unit))


def _fine(unit: str) -> Granularity:
    return "part" if unit == "quarter" else cast("Granularity", unit)


def _year(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    return cal.year(int(match["year"]), _part(match))


def _years(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    """Read "from 2014 to 2019", "2014-2019", "between 1991 and 1994"."""
    first, last = int(match["year"]), int(match["last"])
    last += 100 * (first // 100) if last < 100 else 0
    return (date(first, 1, 1), date(last, 12, 31), "year") if first <= last <= 2199 else None


def _weekend(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    """Read "last weekend": Saturday and Sunday of the week meant."""
    if base is None:
        return None, None, "part"
    saturday = cal.weekday(base, 5, match["which"].lower(), "open")
    return saturday, saturday + timedelta(days=1), "part"


def _days(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    """Read "June 8-10", "8 to 10 June 2018"."""
    first = _full_day(match, base, toward)
    if first is None or first[0] is None:
        return first
    last = cal.day(first[0].year, first[0].month, int(match["last"]))
    return (first[0], last, "part") if last and last > first[0] else None


def _decade(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    digits = match["tens"]
    start = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return cal.decade(start, _part(match))


def _season(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    name = match["season"].lower()
    if match["year"]:
        return cal.season(name, int(match["year"]))
    if base is None:
        return None, None, "part"
    which = {"last": -1, "past": -1, "next": 1, "coming": 1}.get((match["which"] or "").lower(), 0)
    number = base.year + which
    gone = name != "winter" and base.month > SEASONS[name][1]
    if (which < 0 and gone) or (which > 0 and base.month < SEASONS[name][0]):
        number = base.year
    return cal.season(name, number)


def _quarter(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    number = int(match["year"]) if match["year"] else base.year if base else None
    if number is None:
        return None, None, "part"
    index = _ORDINALS[match["nth"].lower()]
    if match["piece"].lower() == "half":
        return cal.half(number, index) if index <= 2 else None
    return cal.quarter(number, index)


def _vague(match: re.Match[str], base: date | None, toward: Toward) -> Stretch | None:
    """Read "recently", "in recent weeks", "the coming months": a range as wide as the word allows."""
    if base is None:
        return None, None, "vague"
    words = match[0].lower()
    unit = next((u for u in ("day", "week", "month", "year") if u in words), "month")
    count = {"day": 10, "week": 8, "month": 9, "year": 6}[unit]
    ahead = "coming" in words or "soon" in words or "next" in words
    other = cal.shifted(base, count if ahead else -count, unit)
    return (base, other, "vague") if ahead else (other, base, "vague")


def _pattern(form: str, rule: Rule, flags: int = 0, words: tuple[str, ...] = ()) -> Pattern:
    return Pattern(re.compile(form, flags), rule, words)


_TO = r"(?: ?[-–] ?| to | and )"
PATTERNS = (
    _pattern(rf"\b{_MONTH} {_DAY}{_TO}(?P<last>[0-3]?\d)(?:,? {_YEAR})?(?![\d%])", _days),
    _pattern(rf"\b{_DAY}{_TO}(?P<last>[0-3]?\d) {_MONTH}(?:,? {_YEAR})?\b", _days),
    _pattern(rf"\b(?:from |between )?{_YEAR}{_TO}(?P<last>(?:1[89]|20)\d\d|\d\d(?!\d))\b", _years, re.IGNORECASE),
    _pattern(rf"\b{_WHICH} weekend\b", _weekend, words=("weekend",)),
    _pattern(rf"\b{_MONTH} {_DAY}(?:,? {_YEAR})?(?![\d%]|\s*(?:percent|per cent))", _full_day),
    _pattern(rf"\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b", _full_day),
    _pattern(rf"\b{_YEAR}-(?P<m>[01]\d)-(?P<day>[0-3]\d)\b", _iso),
    _pattern(rf"\b(?:{_PART}[- ])?(?:{_WHICH} )?{_MONTH}(?:,? (?:of )?{_YEAR})?(?!\w)", _whole_month),
    _pattern(rf"\b(?:{_WHICH} )?{_WEEKDAY}\b", _weekday),
    _pattern(
        r"\b(?P<name>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)\b",
        _named_day,
        words=("yesterday", "today", "tomorrow", "tonight"),
    ),
    _pattern(rf"\b(?:(?P<side>[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate|[Mm]id)[- ])?{_WHICH} {_UNIT}\b(?!s)", _this_unit),
    _pattern(
        rf"\b{_COUNT} {_UNIT}s? (?P<way>ago|earlier|later|from now)\b",
        _ago,
        re.IGNORECASE,
        words=(" ago", " earlier", " later", " from now"),
    ),
    _pattern(
        r"\b(?P<lead>(?:in|over|for|during|within) (?:the )?(?:past |last |next |coming )?"
        r"|the (?:past|last|next|coming) )"
        rf"(?P<words>(?:(?:more|less) than |at least |nearly |about |almost )?{_COUNT} {_UNIT}s?)\b",
        _span,
        re.IGNORECASE,
    ),
    _pattern(rf"(?:\b{_PART}[- ])?(?:\b|')(?P<tens>(?:1[89]|20)\d0|[1-9]0)s\b", _decade, words=("0s",)),
    _pattern(
        rf"\b(?:{_WHICH} |the )?(?P<season>[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)(?: of)?(?: {_YEAR})?\b",
        _season,
        words=("spring", "summer", "fall", "autumn", "winter"),
    ),
    _pattern(
        rf"\b(?:the )?(?P<nth>first|second|third|fourth) (?P<piece>quarter|half)(?: of (?:the year|{_YEAR}))?\b",
        _quarter,
        words=(" quarter", " half"),
    ),
    _pattern(rf"\b(?P<piece>Q)(?P<nth>[1-4])(?: {_YEAR})?\b", _quarter, words=("q1", "q2", "q3", "q4")),
    _pattern(
        r"\b(?:[Rr]ecently|(?:the )?(?:coming|[Rr]ecent|next few|past few|last few) (?:days|weeks|months|years))\b",
        _vague,
        words=("recent", "coming ", " few "),
    ),
    _pattern(rf"(?<![\d$€£.,-])\b(?:{_PART}[- ])?{_YEAR}\b(?![\d%]|[.,]\d|-(?!\w))", _year),
)


def is_date(pattern: Pattern, match: re.Match[str], doc: Doc, starts: dict[int, int]) -> bool:
    """Refuse words that only look like dates: "may", "march", "fall", "2000 troops"."""
    token = doc[starts[match.start()]] if match.start() in starts else None
    if pattern.rule is _whole_month:
        return _is_month(match, token)
    if pattern.rule is _year:
        return token is None or _is_year(match, token)
    if pattern.rule is _season:
        named = match["which"] or match["year"] or match[0].lower().startswith("the ")
        noun = match["season"].lower() not in {"fall", "spring"} or bool(match["which"] or match["year"])
        return bool(named) and noun
    return True


def _is_month(match: re.Match[str], token: Token | None) -> bool:
    if match["year"] or match["part"] or match["which"]:
        return True
    if token is None or match["month"].rstrip(".") not in {
        "May",
        "March",
        "Mar",
        "April",
        "June",
        "August",
        "Jan",
        "Jun",
    }:
        return True
    before = token.nbor(-1).lower_ if token.i else ""
    if match["month"] in {"April", "June", "August"}:
        return token.ent_type_ != "PERSON"
    return before in _MONTH_CUES or (token.ent_type_ == "DATE" and token.dep_ not in {"nsubj", "dobj", "aux", "ROOT"})


def _is_year(match: re.Match[str], token: Token) -> bool:
    number = (
        token if token.text == match["year"] else next((t for t in token.sent if t.idx == match.start("year")), token)
    )
    after = number.nbor(1) if number.i + 1 < len(number.doc) else None
    before = number.nbor(-1).lower_ if number.i else ""
    if after is not None and after.tag_ == "NNS" and before not in {"in", "since", "the", "'s", "of"}:
        return False
    return before not in {"$", "€", "£", "some", "about", "than", "nearly", "over"} and number.ent_type_ not in {
        "CARDINAL",
        "MONEY",
        "QUANTITY",
    }
