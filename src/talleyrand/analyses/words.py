"""How findings speak: names for codes, and figures with their meaning on an anchored scale."""

from __future__ import annotations

import re
from collections.abc import Sequence

from talleyrand.case.model import Case

_ARTICLE = re.compile(
    r"(United|Soviet|European|African|Arab|Commonwealth|World|International) \w|"
    r"(Netherlands|Philippines|Maldives|Bahamas|Gambia|Taliban|Houthis|Security Council|Paris Club)$|"
    r".*\b(Republic|Union|Kingdom|Emirates|Nations|Islands|Movement|Front|Forces|Authority)$"
)


def party_name(case: Case, code: str) -> str:
    """Return what a sentence calls a party, or its code where the case has no such party."""
    entry = case.parties.get(code)
    return with_article(entry.name) if entry else code


def with_article(name: str) -> str:
    """Return a name with the article that English gives it within a sentence.

    Examples
    --------
    >>> with_article("United States"), with_article("Russia"), with_article("Dominican Republic")
    ('the United States', 'Russia', 'the Dominican Republic')
    """
    return f"the {name}" if _ARTICLE.match(name) else name


UNIT = "weighted points"
UNIT_SAID = (
    "A weighted point is one point of a 0–100 scale times the weight, 0 to 1, that the issue has for the party, "
    "summed over the issues."
)


def issue_title(case: Case, key: str) -> str:
    """Return an issue's title as it is written: titles are written as they stand within a sentence."""
    return case.issues[key].title


def heading(title: str) -> str:
    """Return a title with its first letter raised, to stand alone.

    Examples
    --------
    >>> heading("sanctions relief"), heading("IAEA inspections")
    ('Sanctions relief', 'IAEA inspections')
    """
    return title[:1].upper() + title[1:]


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def figure(value: float) -> str:
    """Print a figure without false precision: whole numbers from 10 up, else two significant digits.

    Examples
    --------
    >>> figure(54.4), figure(3.14159), figure(0.0321), figure(-0.001)
    ('54', '3.1', '0.032', '-0.001')
    """
    return f"{value:.0f}" if abs(value) >= 10 else f"{value:.2g}"


def contested_warning(case: Case, keys: Sequence[str]) -> tuple[str, ...]:
    """Return the warning that every figure on a scale which parties read differently must carry."""
    return tuple(
        f"The parties do not mean the same by {issue_title(case, key)}; figures on this scale hide that."
        for key in keys
        if case.issues[key].readings or case.issues[key].contested
    )
