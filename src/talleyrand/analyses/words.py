"""How findings speak: names for codes, and figures with their meaning on an anchored scale."""

from __future__ import annotations

from collections.abc import Sequence

from talleyrand.case.model import Case
from talleyrand.evidence.wording import listed, with_article

__all__ = [
    "UNIT",
    "UNIT_SAID",
    "contested_warning",
    "figure",
    "heading",
    "issue_title",
    "listed",
    "party_name",
    "possessive",
    "talks_title",
    "with_article",
]


def party_name(case: Case, code: str) -> str:
    """Return what a sentence calls a party, or its code where the case has no such party."""
    entry = case.parties.get(code)
    return with_article(entry.name) if entry else code


def possessive(name: str) -> str:
    """Return a name as the owner of something.

    Examples
    --------
    >>> possessive("Russia"), possessive("the United States")
    ("Russia's", "the United States'")
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"


UNIT = "weighted points"
UNIT_SAID = (
    "A weighted point is one point of a 0–100 scale times the weight, 0 to 1, that the issue has for the party, "
    "summed over the issues."
)


def issue_title(case: Case, key: str) -> str:
    """Return an issue's title as it is written: titles are written as they stand within a sentence."""
    return case.issues[key].title


def talks_title(case: Case) -> str:
    """Return what a sentence calls the main talks.

    Examples
    --------
    >>> from talleyrand.analyses.examples import two_party_case
    >>> talks_title(two_party_case())
    'the talks'
    """
    main = case.main_negotiation()
    title = main[1].title if main else "the table"
    return f"the {title[4:]}" if title.startswith("The ") else title


def heading(title: str) -> str:
    """Return a title with its first letter raised, to stand alone.

    Examples
    --------
    >>> heading("sanctions relief"), heading("IAEA inspections")
    ('Sanctions relief', 'IAEA inspections')
    """
    return title[:1].upper() + title[1:]


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


def every(count: int) -> str:
    """Return "both" for two things, "all" with their number for more.

    Examples
    --------
    >>> every(2), every(3)
    ('both', 'all 3')
    """
    return "both" if count == 2 else f"all {count}"
