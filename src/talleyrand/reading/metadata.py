"""Title, byline, dateline and date of publication, where the first lines of a text give them.

Nothing is invented: a line that may be a title and may be prose is left alone, and a date in a caption or in running
text is not the date of publication.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import islice

from talleyrand.reading.received import Metadata

_HEAD_LINES = 12
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.replace('month', 'month2')},?\s+(?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))",
    re.IGNORECASE,
)
# What may stand around a date on a line of its own.
_AROUND_DATE = re.compile(
    r"^(?:(?:first\s+)?(?:published|posted|updated|last\s+updated|date)\s*(?:on|at|:)?\s*)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(?P<date>.+?)"
    r"(?:[\s,|·•-]+(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?)?\s*$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^by\s+(?P<who>[^\W\d_][^\d|•·]{2,80}?)\s*(?:[|•·]\s*(?P<rest>.+))?$", re.IGNORECASE)
# MOSCOW, June 8, 2018 (Agency) —
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-z][^a-z\d]{1,40}?(?:,\s*[^\W\d_]\w+\.?)?)\s*[,(]\s*(?P<date>[^()—–]{4,24}?\d{4})\b"
    r"[^—–-]{0,40}[—–-]"
)
_SENTENCE_END = re.compile(r"[.!:;…][”\"’')\]]*$")


def find_metadata(text: str) -> Metadata:
    r"""Return the title, author and date of publication that the first lines of `text` give.

    Examples
    --------
    >>> found = find_metadata("Talks open in Vienna\n\nBy Anna Lind\nJune 8, 2018\n\nThe parties met.\n")
    >>> found.title, found.author, found.published
    ('Talks open in Vienna', 'Anna Lind', datetime.date(2018, 6, 8))
    >>> find_metadata("The parties met in Vienna. They did not agree.\n").title is None
    True
    """
    lines = [line.strip() for line in islice((x for x in text.splitlines() if x.strip()), _HEAD_LINES)]
    if not lines:
        return Metadata()
    title = _title(lines, _stands_apart(text))
    author, published = None, None
    for line in lines[1:] if title else lines:
        by = _BYLINE.match(line)
        if by and author is None and not _SENTENCE_END.search(by["who"]):
            author = by["who"].strip(" ,")
            published = published or _lone_date(by["rest"] or "")
        published = published or _lone_date(line) or _dateline_date(line)
    return Metadata(title=title, author=author, published=published)


def parse_date(words: str) -> date | None:
    """Return the day that words name in full, or None.

    Examples
    --------
    >>> parse_date("8 June 2018"), parse_date("2018-02-30")
    (datetime.date(2018, 6, 8), None)
    """
    match = _DATE.fullmatch(words.strip())
    if match is None:
        return None
    if match["iso"]:
        year, month, day = match["iso"].split("-")
        return _day(int(year), int(month), int(day))
    name = (match["month"] or match["month2"]).casefold()
    number = next(n for n, full in enumerate(_MONTHS, start=1) if full.startswith(name[:3]))
    return _day(int(match["year"] or match["year2"]), number, int(match["day"] or match["day2"]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _stands_apart(text: str) -> bool:
    """Tell whether a blank line follows the first line that holds words."""
    rest = text.lstrip().splitlines()[1:2]
    return bool(rest) and not rest[0].strip()


def _title(lines: list[str], apart: bool) -> str | None:
    """Return the first line where it looks like a title: short, no sentence, and set apart from what follows.

    Set apart: by a blank line, by a byline or date, or because it is a fraction of the paragraph below it (the first
    line of a hard-wrapped text is none of these).
    """
    first, following = lines[0], "".join(lines[1:2])
    looks = 2 <= len(first.split()) <= 30 and len(first) <= 200 and not _SENTENCE_END.search(first)
    plain = not (_BYLINE.match(first) or _lone_date(first) or _DATELINE.match(first))
    headed = bool(_BYLINE.match(following) or _lone_date(following) or _DATELINE.match(following))
    apart = apart or headed or len(following) > max(120, 2 * len(first))
    return first if looks and plain and apart and following else None


def _lone_date(line: str) -> date | None:
    match = _AROUND_DATE.match(line)
    return parse_date(match["date"]) if match else None


def _dateline_date(line: str) -> date | None:
    match = _DATELINE.match(line)
    return parse_date(match["date"]) if match else None
